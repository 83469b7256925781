use super::*;
use crate::domain::person::{Language, TimeDirection};
use crate::i18n::Text;
use proptest::prelude::*;
use regex::Regex;
use std::sync::LazyLock;

const LTR: Way = Way { page_rtl: false, time_rtl: false };
const RTL: Way = Way { page_rtl: true, time_rtl: true };

fn words(language: Language) -> Words {
    Words::new(language, chrono_tz::Asia::Riyadh)
}

fn ticks_for(words: Words, values: &[Option<f64>]) -> Vec<Tick> {
    let ticks = nice_ticks(values.iter().flatten().copied());
    ticks.into_iter().map(|value| Tick { value, label: words.decimal(value, 1) }).collect()
}

fn a_line(words: Words, values: &[Option<f64>]) -> Line {
    let n = values.len();
    Line {
        points: values
            .iter()
            .enumerate()
            .map(|(i, value)| Point {
                value: *value,
                text: value.map(|v| words.percent(v / 100.0, 1)).unwrap_or_default(),
                label: words.count(i + 1),
                name: Text::datum("<b>&\"'"),
                href: Some(format!("/leads?month={i}&a=\"b\"")),
            })
            .collect(),
        ticks: ticks_for(words, values),
        marker: Some(Marker { at: float(n) * 0.4, label: Text::datum("المواءمة") }),
        means: vec![Mean { from: 0, to: n, value: 2.0, label: words.percent(0.02, 1), label_at_end: true }],
        target: Some(Target { value: 3.0, label: words.percent(0.03, 1) }),
        provisional: 1,
        height: 270,
    }
}

/// A curve whose days and values are the given ones.
fn a_curve(words: Words, known: &[f64]) -> Steps {
    let mut days: Vec<f64> = known.iter().map(|v| v.abs()).collect();
    days.sort_unstable_by(f64::total_cmp);
    let step =
        |(i, day): (usize, &f64)| Step { day: *day, value: known[i], ends: (i > 0).then(|| (known[i] - 1.0, known[i] + 1.0)) };
    let named = days.first().map(|day| Named { day: *day, value: known[0], label: Text::datum("<b>&\"'") });
    Steps {
        start: 0.0,
        steps: days.iter().enumerate().map(step).collect(),
        end: days.last().copied().unwrap_or(1.0),
        ticks: ticks_for(words, &known.iter().copied().map(Some).collect::<Vec<_>>()),
        days: vec![Tick { value: 0.0, label: words.decimal(0.0, 0) }],
        named: named.into_iter().collect(),
        height: 250,
    }
}

fn a_histogram(words: Words, known: &[f64]) -> Histogram {
    let bar = |v: &f64| HistogramBar {
        count: v.abs(),
        text: Text::datum("<b>"),
        label: words.decimal(*v, 0),
        href: Some("/deals?a=\"b\"".to_owned()),
    };
    Histogram {
        bars: known.iter().map(bar).collect(),
        ticks: ticks_for(words, &known.iter().map(|v| Some(v.abs())).collect::<Vec<_>>()),
        marker: Some((1.5, Text::datum("<b>"))),
        height: 250,
    }
}

/// Every drawing there is, of the same values.
fn drawings(way: Way, values: &[Option<f64>]) -> Vec<String> {
    let words = words(if way.page_rtl { Language::Ar } else { Language::En });
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let first = known.first().copied();
    let group = |v: &Option<f64>| Column { label: Text::datum("<b>"), values: vec![v.map(|v| (v, words.decimal(v, 1))), None] };
    let dots: Vec<Dot> = known.iter().map(|v| Dot { value: *v, shape: Shape::Diamond, class: "on" }).collect();
    [
        spark(way, values, first, 40),
        line(way, &a_line(words, values)),
        bullet(way, Bullet { value: first, max: 100.0, target: known.last().copied(), previous: first, missed: true }),
        bar(way, first.unwrap_or(0.0), 50.0, "m"),
        stacked(way, &known.iter().map(|v| Part { value: *v, class: "pos" }).collect::<Vec<_>>()),
        range(way, &dots, 0.0, 10.0),
        columns(
            way,
            &Columns {
                groups: values.iter().map(group).collect(),
                series: vec!["a", "b"],
                ticks: ticks_for(words, values),
                show_values: true,
                is_time: true,
                height: 180,
            },
        ),
        funnel(way, &known.iter().map(|v| FunnelBar { count: *v, class: "m" }).collect::<Vec<_>>(), Some(1)),
        steps(way, &a_curve(words, &known)),
        histogram(way, &a_histogram(words, &known)),
        whisker(
            way,
            Whisker { value: first.unwrap_or(0.0), ends: known.last().map(|v| (v - 1.0, v + 1.0)), all: first, class: "on" },
            0.0,
            8.0,
        ),
    ]
    .iter()
    .map(ToString::to_string)
    .collect()
}

/// Numeric attributes of one unit: `%` or none.
fn attributes(svg: &str, name: &str, unit: &str) -> Vec<f64> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#" (\w+)="(-?[\d.]+|NaN|-?inf)(%?)""#).unwrap());
    let all = PATTERN.captures_iter(svg);
    all.filter(|c| &c[1] == name && &c[3] == unit).map(|c| c[2].parse().unwrap()).collect()
}

fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    attributes(svg, attribute, "%")
}

fn heights(svg: &str, attribute: &str) -> Vec<f64> {
    attributes(svg, attribute, "")
}

fn check(svg: &str) {
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    assert!(!svg.contains("<b>") && !svg.contains(" style") && !svg.contains(" on"), "{svg}");
    for attribute in ["x", "x1", "x2", "cx", "width"] {
        for x in numbers(svg, attribute) {
            assert!((0.0..=100.0).contains(&x), "{attribute}={x}: {svg}");
        }
    }
    for y in heights(svg, "cy").into_iter().chain(heights(svg, "y1")) {
        assert!((0.0..=270.0).contains(&y), "{y}: {svg}");
    }
    for h in heights(svg, "height") {
        assert!((0.0..=270.0).contains(&h), "{h}: {svg}");
    }
}

fn values() -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(prop::option::weighted(0.8, -1e9..1e9_f64), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_drawing_is_finite_and_inside_its_frame(values in values()) {
        for way in [LTR, RTL, Way { page_rtl: true, time_rtl: false }] {
            for svg in drawings(way, &values) {
                check(&svg);
            }
        }
    }

    #[test]
    fn an_arabic_page_is_the_mirror_of_an_english_one(values in prop::collection::vec(0.0..100.0_f64, 1..12)) {
        let max = values.iter().copied().fold(0.0, f64::max);
        for (i, value) in values.iter().enumerate() {
            let b = Bullet { value: Some(*value), max, target: Some(values[0]), previous: None, missed: false };
            let (en, ar) = (bullet(LTR, b).to_string(), bullet(RTL, b).to_string());
            let (x, width, mirrored) = (numbers(&en, "x"), numbers(&en, "width"), numbers(&ar, "x"));
            prop_assert!((100.0 - x[0] - width[2] - mirrored[0]).abs() < 0.011, "{i}: {en} {ar}");
            prop_assert!((100.0 - numbers(&en, "x1")[0] - numbers(&ar, "x1")[0]).abs() < 0.011);
        }
        let whiskers = |way| whisker(way, Whisker { value: values[0], ends: Some((0.0, max)), all: None, class: "on" }, 0.0, max).to_string();
        prop_assert!((100.0 - numbers(&whiskers(LTR), "cx")[0] - numbers(&whiskers(RTL), "cx")[0]).abs() < 0.011);
        let bars = |way: Way| histogram(way, &a_histogram(words(Language::En), &values)).to_string();
        let (en, ar) = (bars(LTR), bars(RTL));
        for ((x, width), mirrored) in numbers(&en, "x").iter().zip(numbers(&en, "width").iter().skip(1)).zip(numbers(&ar, "x")).take(1) {
            prop_assert!((100.0 - x - width - mirrored).abs() < 0.021, "{en} {ar}");
        }
        let curves = |way: Way| steps(way, &a_curve(words(Language::En), &values)).to_string();
        prop_assert!((100.0 - numbers(&curves(LTR), "cx")[0] - numbers(&curves(RTL), "cx")[0]).abs() < 0.011);
        let some: Vec<_> = values.iter().copied().map(Some).collect();
        let (en, ar) = (spark(LTR, &some, None, 40).to_string(), spark(RTL, &some, None, 40).to_string());
        prop_assert!((100.0 - numbers(&en, "cx")[0] - numbers(&ar, "cx")[0]).abs() < 0.011);
    }

    #[test]
    fn ticks_are_few_round_and_hold_the_data(values in prop::collection::vec(-1e12..1e12_f64, 0..20)) {
        let ticks = nice_ticks(values.iter().copied());
        prop_assert!((2..=5).contains(&ticks.len()), "{ticks:?}");
        prop_assert!(ticks.windows(2).all(|w| w[0] < w[1]));
        prop_assert!(ticks.iter().any(|t| t.abs() < f64::EPSILON), "{ticks:?}");
        for v in values {
            prop_assert!(ticks[0] <= v && v <= ticks[ticks.len() - 1], "{v} in {ticks:?}");
        }
    }
}

#[test]
fn ticks_read_well() {
    assert_eq!(nice_ticks([0.069]), [0.0, 0.02, 0.04, 0.06, 0.08]);
    assert_eq!(nice_ticks([4.2, 33.0]), [0.0, 10.0, 20.0, 30.0, 40.0]);
    assert_eq!(nice_ticks([-3.0, 4.0]), [-4.0, -2.0, 0.0, 2.0, 4.0]);
    assert_eq!(nice_ticks([]), [0.0, 0.25, 0.5, 0.75, 1.0]);
    assert_eq!(nice_ticks([0.0, 0.0]), [0.0, 0.25, 0.5, 0.75, 1.0]);
}

#[test]
fn a_missing_month_is_a_gap_and_a_lonely_one_a_dot() {
    let words = words(Language::En);
    let svg = line(LTR, &a_line(words, &[Some(1.0), None, Some(2.0), None, Some(3.0), Some(4.0)])).to_string();
    let solid = Regex::new(r#"class="ln s1"[^>]* d="([^"]*)""#).unwrap().captures(&svg).unwrap()[1].to_owned();
    assert_eq!(solid.matches('M').count(), 3, "{solid}");
    assert_eq!(solid.matches('L').count(), 0, "the only joined step is provisional: {solid}");
    assert_eq!(svg.matches(r#"class="ln s1 prov""#).count(), 1);
    assert_eq!(svg.matches("pt s1 show").count(), 2, "months without neighbours are dots");
    assert_eq!(svg.matches("pt s1 open show").count(), 1, "what is not final is open");
}

#[test]
fn equal_values_draw_in_the_middle_and_nothing_draws_nothing() {
    let flat = spark(LTR, &[Some(5.0), Some(5.0)], None, 40).to_string();
    assert!(flat.contains("M2 20L96 20"), "{flat}");
    assert!(!spark(LTR, &[None, None], None, 40).to_string().contains("path"));
    assert!(
        !bullet(LTR, Bullet { value: None, max: 1.0, target: None, previous: None, missed: false }).to_string().contains("fill")
    );
    assert!(bar(LTR, 0.0, 10.0, "").to_string().contains(r#"width="0%""#));
}

#[test]
fn time_can_run_left_to_right_on_an_arabic_page() {
    let arabic = Words { time: TimeDirection::LeftToRight, ..words(Language::Ar) };
    let svg = line(arabic.into(), &a_line(arabic, &[Some(1.0), Some(2.0), Some(3.0), Some(4.0)])).to_string();
    assert!(svg.contains("M125 "), "the first month stands on the left: {svg}");
    assert!(svg.contains(r#"class="yl" x="8""#), "the axis stays on the page's side");
    assert!(svg.contains(r#"x="0.8%""#) && svg.contains(r#"text-anchor="end""#));
}

#[test]
fn the_words_of_a_target_do_not_lie_on_the_last_value() {
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"class="lbl (tlabel|endv)" x="([\d.]+)%" y="([\d.]+)""#).unwrap());
    let words = words(Language::En);
    let mut near = 0;
    for values in [[53.0, 51.0, 29.0, 35.0, 40.0, 37.0, 32.0], [33.0, 34.0, 57.0, 42.0, 44.0, 45.0, 49.0]] {
        let values = values.map(Some);
        for target in (4..60).map(f64::from) {
            let ticks = ticks_for(words, &[values.as_slice(), &[Some(target)]].concat());
            let line = Line { ticks, target: None, means: Vec::new(), ..a_line(words, &values) };
            let targets = [None, None, Some(9.0), Some(9.0), Some(target), Some(target), Some(target)].into();
            let over = Over { targets, target_label: Some(Text::datum("Target")), notes: Vec::new() };
            let svg = line_under(words.into(), &line, &over).to_string();
            let found: Vec<[f64; 2]> = WORDS.captures_iter(&svg).map(|c| [2, 3].map(|at| c[at].parse().unwrap())).collect();
            let [[said_x, said], [_, value]] = found[..] else { panic!("{svg}") };
            near += u32::from(said_x > 90.0 && (value - said).abs() < 40.0);
            assert!(said_x < 90.0 || (value - said).abs() >= 11.0, "{target}: {value} and {said}");
        }
    }
    assert!(near > 10, "only {near} were near one another");
}

#[test]
fn drawings_look_as_they_did() {
    let values = [Some(4.0), Some(4.3), None, Some(3.9), Some(6.9)];
    for (name, way) in [("en", LTR), ("ar", RTL)] {
        insta::assert_snapshot!(format!("drawings_{name}"), drawings(way, &values).join("\n").replace("><", ">\n<"));
    }
}
