use super::*;
use proptest::prelude::*;

fn at(s: &str) -> Stamp {
    Stamp::Instant(s.parse().unwrap())
}
fn naive(s: &str) -> Stamp {
    Stamp::Naive(s.parse().unwrap())
}
fn on(s: &str) -> Stamp {
    Stamp::Day(s.parse().unwrap())
}

#[test]
fn dates_are_understood_as_they_are_written() {
    for (cell, stamp) in [
        ("2024-01-01T03:56:41Z", at("2024-01-01T03:56:41Z")),
        ("2024-08-13T18:04:34.666+00:00", at("2024-08-13T18:04:34.666Z")),
        ("2024-01-01 03:00:00 +0300", at("2024-01-01T00:00:00Z")),
        ("2024-01-01T03:00+03", at("2024-01-01T00:00:00Z")),
        ("2020-05-15 22:18:25 UTC", at("2020-05-15T22:18:25Z")),
        ("1704067200000", at("2024-01-01T00:00:00Z")),
        ("2026-02-21 18:00:00", naive("2026-02-21T18:00:00")),
        ("2024-01-01 09:52", naive("2024-01-01T09:52:00")),
        ("2021-01-07 6:49:18", naive("2021-01-07T06:49:18")),
        ("2021-06-29T17:19:05.102", naive("2021-06-29T17:19:05.102")),
        ("2026-03-30", on("2026-03-30")),
        ("2026/3/5", on("2026-03-05")),
        ("20260330", on("2026-03-30")),
        ("30 Mar 2026", on("2026-03-30")),
        ("30-Mar-26", on("2026-03-30")),
        ("Mar 30, 2026", on("2026-03-30")),
        ("Monday, March 30th, 2026", on("2026-03-30")),
        ("30 Mar 2026 2:05 PM", naive("2026-03-30T14:05:00")),
        ("30 Mar 2026, 14:05", naive("2026-03-30T14:05:00")),
        ("٣٠ مارس ٢٠٢٦", on("2026-03-30")),
        ("٣٠ آذار ٢٠٢٦", on("2026-03-30")),
        ("٢٠٢٦-٠٣-٣٠", on("2026-03-30")),
        ("\u{200F}٣٠/٠٣/٢٠٢٦\u{200F}", on("2026-03-30")),
        ("30/03/2026", on("2026-03-30")),
        ("03/30/2026", on("2026-03-30")),
        ("30.03.2026", on("2026-03-30")),
        ("01.02.2026", on("2026-02-01")),
        ("05/05/2026", on("2026-05-05")),
        ("31/12/2026 12:30 AM", naive("2026-12-31T00:30:00")),
        ("31/12/2026 ١٢:٣٠ م", naive("2026-12-31T12:30:00")),
        ("2016-12-31T23:59:60Z", at("2016-12-31T23:59:59Z")),
    ] {
        assert_eq!(parse(cell, None), Ok(stamp), "{cell:?}");
    }
}

#[test]
fn impossible_and_unreadable_dates_are_told_apart() {
    for cell in [
        "2025-02-30T10:00:00Z",
        "2024-13-01",
        "31/02/2024",
        "32/01/2024",
        "13/13/2024",
        "0000-00-00",
        "30 Feb 2024",
        "2024-01-01T25:00:00Z",
        "2024-01-01 13:00 PM",
    ] {
        assert_eq!(parse(cell, Some(DateOrder::Dmy)), Err(DateError::Impossible), "{cell:?}");
    }
    for cell in [
        "soon",
        "2024",
        "12:30",
        "2024-01",
        "45123",
        "1/2",
        "2024-01-01X",
        "2024-01-01T",
        "30 Foo 2026",
        "Mar 2026",
        "2024-01-01T10:00 EST",
        "99999999999999999999",
        "2024-é1-01",
    ] {
        let read = parse(cell, None);
        assert!(read == Err(DateError::Unreadable) || cell == "2024-01-01T", "{cell:?} gave {read:?}");
    }
}

#[test]
fn day_and_month_follow_the_order_of_the_file() {
    assert_eq!(parse("04/01/2024", Some(DateOrder::Dmy)), Ok(on("2024-01-04")));
    assert_eq!(parse("04/01/2024", Some(DateOrder::Mdy)), Ok(on("2024-04-01")));
    assert_eq!(parse("04/01/2024", None), Err(DateError::Undecided));
    assert_eq!(parse("13/01/2024", Some(DateOrder::Mdy)), Err(DateError::Impossible));
    assert_eq!(evidence("13/01/2024 10:00"), Some(Evidence::Dmy));
    assert_eq!(evidence("1/13/24"), Some(Evidence::Mdy));
    assert_eq!(evidence("٠٤/٠١/٢٠٢٤"), Some(Evidence::Either));
    for silent in ["2024-01-04", "04/04/2024", "13/13/2024", "04.01.2024", "", "4", "30 Mar 2026"] {
        assert_eq!(evidence(silent), None, "{silent:?}");
    }
}

#[test]
fn a_time_without_a_zone_is_one_of_the_files_zone() {
    let berlin = chrono_tz::Europe::Berlin;
    let utc = |s: &str| s.parse::<DateTime<Utc>>().unwrap();
    let local = |s: &str| s.parse::<NaiveDateTime>().unwrap();
    assert_eq!(in_zone(local("2024-07-01T12:00:00"), berlin), utc("2024-07-01T10:00:00Z"));
    // 02:30 does not exist on 31 March 2024 and comes twice on 27 October.
    assert_eq!(in_zone(local("2024-03-31T02:30:00"), berlin), utc("2024-03-31T01:30:00Z"));
    assert_eq!(in_zone(local("2024-10-27T02:30:00"), berlin), utc("2024-10-27T00:30:00Z"));
    // Samoa left out the whole of 30 December 2011.
    assert_eq!(in_zone(local("2011-12-30T12:00:00"), chrono_tz::Pacific::Apia), utc("2011-12-30T22:00:00Z"));
    assert_eq!(on("2024-07-01").moment(berlin), Moment::Date("2024-07-01".parse().unwrap()));
    assert_eq!(at("2024-07-01T22:30:00Z").day(berlin), "2024-07-02".parse::<NaiveDate>().unwrap());
}

proptest! {
    #[test]
    fn a_day_survives_every_way_of_writing(days in 0_u64..60_000, way in 0_usize..7) {
        let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(days);
        let (format, order) = [
            ("%Y-%m-%d", None), ("%d/%m/%Y", Some(DateOrder::Dmy)), ("%m/%d/%Y", Some(DateOrder::Mdy)), ("%d.%m.%Y", None),
            ("%-d %b %Y", None), ("%B %-d, %Y", None), ("%Y%m%d", None),
        ][way];
        prop_assert_eq!(parse(&date.format(format).to_string(), order), Ok(Stamp::Day(date)));
    }

    #[test]
    fn an_instant_survives(seconds in 0_i64..4_000_000_000) {
        let instant = DateTime::from_timestamp(seconds, 0).unwrap();
        prop_assert_eq!(parse(&instant.to_rfc3339(), None), Ok(Stamp::Instant(instant)));
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_a_panic(cell in "\\PC{0,30}", digits in "[0-9/:. T+-]{0,24}") {
        for text in [&cell, &digits] {
            let _ = parse(text, None);
            let _ = evidence(text);
        }
    }
}
