use super::*;
use crate::domain::money::Money;
use crate::domain::period::Period;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn english() -> Words {
    Words::new(Language::En, chrono_tz::Asia::Riyadh)
}
fn arabic() -> Words {
    Words::new(Language::Ar, chrono_tz::Asia::Riyadh)
}
fn arabic_digits() -> Words {
    Words { digits: Digits::Arabic, ..arabic() }
}
fn sar(minor: i64) -> Money {
    Money { minor, currency: "SAR".parse().unwrap() }
}
fn day(s: &str) -> NaiveDate {
    s.parse().unwrap()
}

#[test]
fn arabic_has_six_plural_forms_by_the_last_two_digits() {
    let cases = [
        (0.0, "0 يوم"),
        (1.0, "يوم واحد"),
        (2.0, "يومان"),
        (3.0, "3 أيام"),
        (10.0, "10 أيام"),
        (11.0, "11 يومًا"),
        (99.0, "99 يومًا"),
        (100.0, "100 يوم"),
        (101.0, "101 يوم"),
        (102.0, "102 يوم"),
        (103.0, "103 أيام"),
        (111.0, "111 يومًا"),
        (200.0, "200 يوم"),
        (1.5, "1.5 يوم"),
    ];
    for (days, expected) in cases {
        assert_eq!(arabic().days(days).plain(), expected);
    }
    assert_eq!(english().days(1.0).plain(), "1 day");
    assert_eq!(english().days(0.0).plain(), "0 days");
    assert_eq!(english().days(1.5).plain(), "1.5 days");
}

#[test]
fn plural_categories_are_those_of_icu() {
    use icu::plurals::{PluralCategory, PluralRules};
    let rules = PluralRules::try_new_cardinal(icu::locale::locale!("ar").into()).unwrap();
    let form = |n: usize| match rules.category_for(n) {
        PluralCategory::Zero => "بيانات قليلة: لا حالات",
        PluralCategory::One => "بيانات قليلة: حالة واحدة",
        PluralCategory::Two => "بيانات قليلة: حالتان",
        PluralCategory::Few => " حالات",
        PluralCategory::Many => " حالةً",
        PluralCategory::Other => " حالة",
    };
    for n in 0..=1200 {
        let text = arabic().t_args("kpi-few", &[("n", n.into())]).plain();
        assert!(text.ends_with(form(n)), "{n}: {text}");
    }
}

#[test]
fn numbers_are_grouped_signed_and_isolated() {
    assert_eq!(english().integer(-1_234_567).attr(), "−1,234,567");
    assert_eq!(arabic().integer(1383).attr(), "\u{2066}1,383\u{2069}");
    assert_eq!(arabic_digits().decimal(-1383.25, 1).attr(), "\u{2067}−١٬٣٨٣٫٢\u{2069}");
    assert_eq!(english().signed(4.0, 0).attr(), "+4");
    assert_eq!(english().signed(-0.001, 1).attr(), "0.0");
    assert_eq!(english().percent(0.064, 1).attr(), "6.4%");
    assert_eq!(arabic().percent(0.064, 1).to_string(), "<bdi dir=ltr>6.4%</bdi>");
    assert_eq!(arabic_digits().percent(0.064, 1).plain(), "٦٫٤٪");
    assert_eq!(arabic().points(-0.011, 1).plain(), "1.1 نقطة");
    assert_eq!(english().points(0.011, 1).plain(), "1.1 pt");
    assert_eq!(arabic().range(1, 50).attr(), "\u{2066}1–50\u{2069}");
    assert_eq!(arabic_digits().duration(130).plain(), "٢ س ١٠ د");
}

#[test]
fn money_is_full_or_short_in_both_languages() {
    let cases = [
        (418_000, "SAR 4,180", "4,180 ر.س"),
        (-418_000, "−SAR 4,180", "−4,180 ر.س"),
        (1250, "SAR 12.50", "12.50 ر.س"),
        (0, "SAR 0.00", "0.00 ر.س"),
    ];
    for (minor, en, ar) in cases {
        assert_eq!(english().money(sar(minor)).plain(), en);
        assert_eq!(arabic().money(sar(minor)).plain(), ar);
    }
    let cases = [
        (418_000, "SAR 4,180", "4,180 ر.س"),
        (1_234_500, "SAR 12.3k", "12.3 ألف ر.س"),
        (99_999_999, "SAR 1.00M", "1.00 مليون ر.س"),
        (842_000_000, "SAR 8.42M", "8.42 مليون ر.س"),
        (120_000_000_000, "SAR 1.20B", "1.20 مليار ر.س"),
    ];
    for (minor, en, ar) in cases {
        assert_eq!(english().money_short(sar(minor)).plain(), en);
        assert_eq!(arabic().money_short(sar(minor)).plain(), ar);
    }
    let yen = Money { minor: 5, currency: "JPY".parse().unwrap() };
    assert_eq!(arabic().money(yen).to_string(), "<bdi dir=ltr>5</bdi> <bdi dir=ltr>JPY</bdi>");
    assert_eq!(english().short(8_000_000.0).plain(), "8M");
    assert_eq!(arabic().short(12_500.0).plain(), "12.5 ألف");
}

#[test]
fn dates_are_written_as_people_say_them() {
    let date = day("2026-09-29");
    assert_eq!(english().date(date).plain(), "29 Sep 2026");
    assert_eq!(arabic().date(date).plain(), "29 سبتمبر 2026");
    assert_eq!(arabic_digits().date(date).plain(), "٢٩ سبتمبر ٢٠٢٦");
    let quarter = Period::new(day("2026-07-01"), day("2026-09-30")).unwrap();
    assert_eq!(english().period(quarter).plain(), "1 Jul to 29 Sep 2026");
    assert_eq!(arabic().period(quarter).plain(), "1 يوليو – 29 سبتمبر 2026");
    let across = Period::new(day("2025-12-01"), day("2026-02-01")).unwrap();
    assert_eq!(english().period(across).plain(), "1 Dec 2025 to 31 Jan 2026");
    assert_eq!(english().period(Period::month_of(date)).plain(), "Sep 2026");
    // 23:30 in UTC is the next day in Riyadh.
    assert_eq!(english().date_time("2026-03-30T23:30:00Z".parse().unwrap()).plain(), "31 Mar 2026, 02:30");
}

#[test]
fn a_hostile_variable_cannot_break_out_of_its_place() {
    let text = arabic().t_args("filter-remove", &[("name", "\u{2069}\u{202E}<script>\u{E000}9\u{E001}".into())]);
    assert!(text.to_string().starts_with("إزالة <bdi>&lt;script&gt;"), "{text}");
    assert!(text.to_string().ends_with("</bdi>"), "{text}");
}

fn locale_files(language: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/locales").join(language);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

fn keys(language: &str) -> BTreeSet<String> {
    locale_files(language)
        .iter()
        .flat_map(|(file, text)| {
            text.lines()
                .filter_map(|line| line.split_once(" ="))
                .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
                .map(move |(key, _)| format!("{file}: {key}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (en, ar) = (keys("en"), keys("ar"));
    assert!(!en.is_empty());
    assert_eq!(en.symmetric_difference(&ar).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn no_message_is_defined_twice() {
    // Fluent would refuse all of them when the first page is rendered.
    for language in ["en", "ar"] {
        let mut seen = BTreeSet::new();
        for key in keys(language).iter().filter_map(|k| k.split_once(": ").map(|(_, key)| key.to_owned())) {
            assert!(seen.insert(key.clone()), "{language}: {key}");
        }
    }
}

#[test]
fn arabic_uses_arabic_punctuation_and_both_use_the_same_variables() {
    for (file, text) in locale_files("ar") {
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let words: String = line.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            assert!(!words.contains([',', ';', '?']), "{file}: {line}");
        }
    }
    let pattern = regex::Regex::new(r"\$[a-z_]+").unwrap();
    for ((file, en), (_, ar)) in locale_files("en").iter().zip(locale_files("ar")) {
        let variables =
            |text: &str| -> BTreeSet<String> { pattern.find_iter(text).map(|found| found.as_str().to_owned()).collect() };
        assert_eq!(variables(en), variables(&ar), "{file}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            found.push(path);
        }
    }
}

#[test]
fn every_key_that_is_used_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("templates"), &mut files);
    let used = regex::Regex::new(r#"\.t(?:_args)?\(\s*"([^"]+)""#).unwrap();
    let known: BTreeSet<String> =
        keys("en").into_iter().filter_map(|k| k.split_once(": ").map(|(_, key)| key.to_owned())).collect();
    let mut seen = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for found in used.captures_iter(&text) {
            seen += 1;
            assert!(known.contains(&found[1]), "{}: no message {:?}", file.display(), &found[1]);
        }
    }
    assert!(seen >= 10, "the search found almost nothing: {seen}");
}
