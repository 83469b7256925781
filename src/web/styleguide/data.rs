//! Samples of numbers: cards, tables, charts. All invented.

use super::parts::{day, switch};
use crate::i18n::{Text, Words};
use crate::web::chart::{
    self, Bullet, Column as Group, Columns, Dot, Line, Marker, Mean, Part, Point, Shape, Svg, Target, Tick, nice_ticks,
};
use crate::web::components::{
    Cell, ChartFigure, Column, Definition, Delta, Direction, FunnelFigure, FunnelMove, FunnelStage, Judgement, KpiCard,
    KpiChange, KpiFoot, KpiLoading, Legend, LegendKey, Link, Markup, Owner, Pager, Row, RowBar, Rows, SortState, State,
    StateKind, Table, TargetState,
};
use chrono::NaiveDate;

const RATES: [f64; 12] = [4.0, 4.3, 4.1, 3.9, 4.2, 4.6, 5.0, 5.4, 5.5, 6.0, 6.3, 6.9];
const LEADS: [i64; 12] = [1120, 1176, 1098, 1140, 1189, 1251, 1290, 1342, 1361, 1398, 1431, 1383];
const HERE: &str = "/styleguide";

fn months() -> Vec<NaiveDate> {
    (0..12).map(|i| crate::domain::period::add_months(day(9, 1), i - 11)).collect()
}

fn spark(w: Words, values: impl Iterator<Item = f64>) -> Svg {
    chart::spark(w.into(), &values.map(Some).collect::<Vec<_>>(), Some(6.0), 40)
}

pub(super) fn kpis(w: Words) -> Vec<Markup> {
    let rate = |id: &str, value: f64, change: f64| {
        let up = change > 0.0;
        KpiCard {
            id: id.to_owned(),
            title: w.t("sg-rate"),
            href: Some(HERE.to_owned()),
            page: None,
            definition: Some(definition(w, id)),
            value: Some(w.percent(value, 1)),
            unit: None,
            change: KpiChange::Delta(Delta {
                w,
                direction: if up { Direction::Up } else { Direction::Down },
                judgement: if up { Judgement::Better } else { Judgement::Worse },
                text: w.points(change, 1),
                versus: Some(w.t("sg-versus")),
            }),
            note: None,
            spark: spark(w, RATES.into_iter()),
            span: Some((w.month(day(9, 1) - chrono::Months::new(11)), w.month(day(9, 1)))),
            foot: None,
            stale: false,
        }
    };
    let target = |state| Some(KpiFoot::target(w, state, &w.percent(0.06, 1), false));
    let note = |key: &str| KpiChange::Note(w.t(key));
    let few = w.t_args("kpi-few", &[("n", 7_usize.into())]);
    let counts = [("won", 270_usize.into()), ("leads", 4212_usize.into()), ("open", 381_usize.into())];
    let last_good = w.t_args("kpi-stale", &[("date", w.day_month(day(9, 27)).into())]);
    let failed = State { kind: StateKind::Bad, text: w.t("sg-sync-failed") };
    let no_data = chart::spark(w.into(), &[], Some(6.0), 40);
    let cards = [
        KpiCard { foot: target(TargetState::Met), note: Some(w.t_args("sg-of-leads", &counts)), ..rate("a", 0.064, 0.011) },
        KpiCard { foot: target(TargetState::Close), ..rate("b", 0.058, 0.005) },
        KpiCard { foot: target(TargetState::Missed), spark: spark(w, RATES.into_iter().rev()), ..rate("c", 0.049, -0.004) },
        KpiCard {
            change: note("kpi-no-comparison"),
            foot: Some(KpiFoot::Link(Link::new(w.t("sg-set-target"), HERE))),
            ..rate("d", 0.064, 0.0)
        },
        KpiCard { value: None, change: note("kpi-no-data"), spark: no_data, span: None, ..rate("e", 0.0, 0.0) },
        KpiCard { note: Some(few), foot: target(TargetState::Close), ..rate("f", 0.143, 0.02) },
        KpiCard { stale: true, change: KpiChange::Note(last_good), foot: Some(KpiFoot::State(failed)), ..rate("g", 0.064, 0.0) },
        KpiCard { value: Some(w.days_number(34.0)), unit: Some(w.days_unit(34.0)), ..rate("h", 0.064, 0.011) },
    ];
    cards.iter().map(Markup::of).chain([Markup::of(&KpiLoading { w })]).collect()
}

fn definition(w: Words, id: &str) -> Definition {
    Definition {
        w,
        id: format!("kpi-{id}"),
        title: w.t("sg-rate"),
        body: w.t("sg-rate-body"),
        facts: vec![(w.t("sg-owner"), w.t("sg-both-teams"))],
        link: Some(Link::new(w.t("sg-open-definition"), HERE)),
    }
}

fn ticks(values: impl IntoIterator<Item = f64>, label: impl Fn(f64) -> Text) -> Vec<Tick> {
    nice_ticks(values).into_iter().map(|value| Tick { value, label: label(value) }).collect()
}

pub(super) fn trend(w: Words) -> ChartFigure {
    let percent = |v: f64| w.percent(v / 100.0, 1);
    let point = |(i, (month, rate)): (usize, (NaiveDate, f64))| Point {
        value: Some(rate),
        text: percent(rate),
        label: w.month_label(month, i == 0),
        name: w.month(month),
        href: Some(HERE.to_owned()),
    };
    let line = Line {
        points: months().into_iter().zip(RATES).enumerate().map(point).collect(),
        ticks: ticks(RATES, |v| w.percent(v / 100.0, 0)),
        marker: Some(Marker { at: 5.0, label: w.t_args("sg-began", &[("date", w.date(day(3, 2)).into())]) }),
        means: vec![
            Mean { from: 0, to: 5, value: 4.1, label: w.t_args("sg-before", &[("n", percent(4.1).into())]), label_at_end: false },
            Mean {
                from: 5,
                to: 12,
                value: 5.67,
                label: w.t_args("sg-after", &[("n", percent(5.67).into())]),
                label_at_end: true,
            },
        ],
        target: Some(Target { value: 6.0, label: w.t_args("sg-target", &[("n", percent(6.0).into())]) }),
        provisional: 1,
        height: 270,
    };
    ChartFigure {
        w,
        id: "sg-trend".to_owned(),
        title: w.t("sg-rate-month"),
        takeaway: Some(w.t_args("sg-take", &[("before", percent(4.1).into()), ("after", percent(5.67).into())])),
        definition: None,
        switch: Some(switch(w)),
        chart: Ok(Markup::of(&chart::line(w.into(), &line))),
        legend: Vec::new(),
        summary: Some(before_after(w)),
        note: Some(w.t("sg-footnote")),
        table: Some(by_month(w)),
    }
}

fn before_after(w: Words) -> Table {
    let change = |direction, text| Delta { w, direction, judgement: Judgement::Better, text, versus: None };
    let row = |key: &str, before: &Text, after: &Text, change: &Delta| {
        Row::new(vec![Cell::of(&w.t(key)), Cell::of(before), Cell::of(after).strong(), Cell::of(change)])
    };
    let columns = ["sg-col-before", "sg-col-after", "sg-col-change"].map(|key| Column::number(w.t(key)));
    let columns = std::iter::once(Column::text(w.t("sg-monthly-mean"))).chain(columns).collect();
    let (rate, days) = (change(Direction::Up, w.points(0.016, 1)), change(Direction::Down, w.days(8.0)));
    let rows = vec![
        row("sg-rate", &w.percent(0.041, 1), &w.percent(0.057, 1), &rate),
        row("sg-cycle", &w.days(46.0), &w.days(38.0), &days),
    ];
    Table { class: "ba", ..Table::new(w.t("sg-monthly-mean"), columns, rows) }
}

fn by_month(w: Words) -> Table {
    let columns = vec![Column::text(w.t("sg-month")), Column::number(w.t("sg-leads")), Column::number(w.t("sg-conversion"))];
    let row = |((month, leads), rate): ((NaiveDate, i64), f64)| {
        Row::new(vec![Cell::of(&w.month(month)), Cell::link(w.integer(leads), HERE), Cell::of(&w.percent(rate / 100.0, 1))])
    };
    Table::new(w.t("sg-rate-month"), columns, months().into_iter().zip(LEADS).zip(RATES).map(row).collect())
}

pub(super) fn small_charts(w: Words) -> Markup {
    let way = w.into();
    let money = |v: f64| w.short(v * 1e6);
    let groups = months().into_iter().skip(6).zip([2.4, 2.41, -0.8, 2.62, 2.8, 3.0]);
    let columns = Columns {
        groups: groups.map(|(m, v)| Group { label: w.month_name(m), values: vec![Some((v, money(v)))] }).collect(),
        series: vec!["x"],
        ticks: ticks([3.0, -0.8], money),
        show_values: true,
        is_time: true,
        height: 180,
    };
    let figure = ChartFigure {
        w,
        id: "sg-columns".to_owned(),
        title: w.t("sg-revenue"),
        takeaway: None,
        definition: None,
        switch: None,
        chart: Ok(Markup::of(&chart::columns(way, &columns))),
        legend: vec![
            Legend { key: LegendKey::Marketing, text: w.t("owned-marketing") },
            Legend { key: LegendKey::Sales, text: w.t("owned-sales") },
        ],
        summary: None,
        note: None,
        table: None,
    };
    let part = |value, class| Part { value, class };
    let dot = |value, shape, class| Dot { value, shape, class };
    Markup::of(&figure).then(&chart::stacked(way, &[part(21.0, "neg"), part(30.0, "neu"), part(49.0, "pos")])).then(
        &chart::range(
            way,
            &[dot(2.0, Shape::Circle, "fi"), dot(7.0, Shape::Diamond, "la"), dot(5.0, Shape::Circle, "on")],
            0.0,
            10.0,
        ),
    )
}

pub(super) fn cohort(w: Words) -> Table {
    let shares: [&[f64]; 4] = [&[1.1, 3.0, 4.1, 4.5], &[1.3, 3.4, 4.9], &[2.2, 4.8], &[3.1]];
    let heat = |v: f64| match v {
        v if v < 2.0 => "h h1",
        v if v < 3.5 => "h h2",
        v if v < 4.5 => "h h3",
        v if v < 4.9 => "h h4",
        _ => "h h5",
    };
    let cell = |share: Option<&f64>| match share {
        Some(v) => Cell::link(w.percent(v / 100.0, 1), HERE).class(heat(*v)),
        None => Cell::of(&Hidden { text: w.t("sg-not-yet") }).class("na"),
    };
    let rows = shares.iter().zip(months()).zip(LEADS).map(|((shares, month), leads)| {
        let cells = [Cell::of(&w.month(month)), Cell::of(&w.integer(leads))];
        Row::new(cells.into_iter().chain((0..4).map(|i| cell(shares.get(i)))).collect())
    });
    let age = |i: u32| Column::number(if i == 0 { w.t("sg-same-month") } else { w.signed(f64::from(i), 0) });
    let columns = [Column::text(w.t("sg-arrived")), Column::number(w.t("sg-leads"))];
    let columns = columns.into_iter().chain((0..4).map(age)).collect();
    Table { class: "coh", caption_hidden: false, ..Table::new(w.t("sg-cohort-caption"), columns, rows.collect()) }
}

#[derive(askama::Template)]
#[template(ext = "html", source = r#"<span class="sr">{{ text }}</span>"#)]
struct Hidden {
    text: Text,
}
impl askama::filters::HtmlSafe for Hidden {}

pub(super) fn records(w: Words) -> Table {
    let columns = vec![
        Column::text(w.t("sg-name")).sort(HERE, SortState::Unsorted),
        Column::text(w.t("sg-email")),
        Column::number(w.t("sg-fit")).sort(HERE, SortState::Descending),
    ];
    let row = |name: &str, mail: &str, fit: Option<i64>| {
        let fit = fit.map_or_else(|| Cell::none(w.t("sg-no-fit")), |fit| Cell::of(&w.integer(fit)));
        Row::new(vec![Cell::link(Text::datum(name), HERE), Cell::of(&Text::code(mail)), fit])
    };
    let rows = vec![
        row(w.t("sg-person").attr(), "h.saleh@alwaha.example", Some(86)),
        Row { selected: true, ..row("Daniel Reyes", "d.reyes@harbourfinch.example", Some(64)) },
        row("رانيا خوري", "rania@marsafoods.example", None),
    ];
    let foot = Row::new(vec![Cell::of(&w.t("sg-total")), Cell::empty(), Cell::of(&w.integer(150))]);
    Table { foot: Some(foot), class: "sticky", keys: true, ..Table::new(w.t("sg-table"), columns, rows) }
}

pub(super) fn pager(w: Words) -> Pager {
    Pager { w, range: Pager::range(w, 1, 50, 1383, false), previous: None, next: Some(HERE.to_owned()) }
}

pub(super) fn funnel(w: Words) -> FunnelFigure {
    use Owner::{Both, Marketing, Sales};
    let stage = |(key, abbr, count, owner): (&str, Option<&'static str>, u32, Owner)| FunnelStage {
        name: w.t(key),
        abbr,
        count: f64::from(count),
        text: w.integer(i64::from(count)),
        href: HERE.to_owned(),
        owner,
    };
    let step = |(rate, lost, target, missed): (f64, usize, f64, bool)| FunnelMove {
        rate: w.percent(rate, 1),
        detail: None,
        others: vec![Link::new(w.t_args("funnel-lost", &[("n", lost.into())]), HERE)],
        target: Some(w.t_args("funnel-target", &[("target", w.percent(target, 0).into())])),
        missed,
    };
    let stages = [
        ("sg-leads", None, 4212, Marketing),
        ("stage-mql", Some("MQL"), 1846, Marketing),
        ("stage-sal", Some("SAL"), 1632, Sales),
        ("stage-sql", Some("SQL"), 904, Sales),
        ("stage-opportunity", None, 561, Sales),
        ("stage-won", None, 270, Both),
    ];
    let moves = [
        (0.438, 2366, 0.42, false),
        (0.884, 214, 0.85, false),
        (0.554, 728, 0.65, true),
        (0.621, 343, 0.60, false),
        (0.481, 291, 0.48, false),
    ];
    FunnelFigure {
        w,
        id: "sg-funnel".to_owned(),
        title: w.t("sg-funnel-title"),
        takeaway: Some(w.t_args("sg-funnel-take", &[("rate", w.percent(0.554, 1).into())])),
        more: Some(Link::new(w.t("sg-cohorts"), HERE)),
        stages: stages.map(stage).into(),
        moves: moves.map(step).into(),
        handoff: Some(2),
        note: None,
        table: None,
    }
}

pub(super) fn rows(w: Words) -> Rows {
    let row = |key: &str, count: u32, class: &str| RowBar {
        name: w.t(key),
        note: None,
        value: w.integer(i64::from(count)),
        bar: chart::bar(w.into(), f64::from(count), 291.0, class),
        href: Some(HERE.to_owned()),
    };
    let target = Bullet { value: Some(41.1), max: 100.0, target: Some(65.0), previous: Some(48.0), missed: true };
    let against = RowBar {
        name: w.t("sg-retail"),
        note: Some(w.t_args("pager-range", &[("range", w.integer(288).into()), ("total", w.integer(700).into())])),
        value: w.percent(0.411, 1),
        bar: chart::bullet(w.into(), target),
        href: None,
    };
    Rows { rows: vec![row("sg-reason-a", 291, "bad"), row("sg-reason-b", 188, ""), row("sg-reason-c", 143, "m"), against] }
}
