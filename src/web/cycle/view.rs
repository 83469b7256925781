//! The sales cycle: how long won deals took, and all deals followed to now.

use super::curves;
use crate::i18n::{Text, Words};
use crate::metrics::deals::Clock;
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::histogram::Bin;
use crate::metrics::kpi::Kpi;
use crate::reports::cycle::{Cycle, Headline};
use crate::reports::trend::Point;
use crate::web::chart::{self, Histogram, HistogramBar};
use crate::web::components::{Cell, ChartFigure, Column, KpiCard, KpiChange, Link, Markup, Row, Segmented, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::frame::Own;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::page::nothing;
use crate::web::measure::{Frame, MeasurePage, Parts, axes, cards, figures};
use crate::web::shell::Viewer;

/// Height of the drawing.
const HEIGHT: u32 = 250;

/// The parameters of the page itself.
pub(super) const OWN: [Own; 1] = [("since", |since| Clock::from_key(since).is_some())];

/// The page for a reader.
#[must_use]
pub fn page(viewer: &Viewer, frame: &Frame, report: &Cycle) -> MeasurePage {
    let w = viewer.words;
    let since = frame.asked.own("since").and_then(Clock::from_key).unwrap_or(Clock::Opportunity);
    let context = Context { w, frame, since };
    let title = [w.t("cycle-title"), w.t("cycle-lede")];
    MeasurePage::new(viewer, frame, title, cards::siblings(w, frame), |_| context.parts(report))
}

struct Context<'a> {
    w: Words,
    frame: &'a Frame,
    since: Clock,
}

impl Context<'_> {
    fn parts(&self, report: &Cycle) -> Vec<Parts> {
        let (w, frame) = (self.w, self.frame);
        let headline = match self.since {
            Clock::Opportunity => &report.opportunity_to_won,
            Clock::Lead => &report.lead_to_won,
            Clock::FirstTouch => &report.first_touch_to_won,
        };
        let [open, won] = curves::figures(w, frame, &report.followed);
        vec![
            Parts::cards(self.cards(headline).iter().map(Markup::of).collect()),
            Parts::one(Markup::of(&self.distribution(headline))),
            Parts::two(Markup::of(&open), Markup::of(&won)),
            Parts::one(Markup::of(&self.by_month(report))),
        ]
    }

    /// The deals whose duration is known: those of all bins.
    fn known(&self, headline: &Headline) -> Option<String> {
        let last = headline.histogram.last()?;
        Some(self.took(&format!("0..{}", last.to)))
    }

    fn took(&self, took: &str) -> String {
        let mut more = vec![("outcome", "won"), ("took", took)];
        more.extend((self.since != Clock::Opportunity).then(|| ("took_from", self.since.key())));
        self.frame.links().closed(self.frame.asked.period(), &more)
    }

    fn cards(&self, headline: &Headline) -> Vec<KpiCard> {
        let (w, median) = (self.w, &headline.median.figure);
        let href = self.known(headline);
        let days = |mut card: KpiCard, value: Option<f64>| {
            card.value = value.map(|value| w.days_number(value));
            card.unit = value.map(|value| w.days_unit(value));
            card
        };
        let mut first = days(cards::compared(w, self.frame, "cycle-median", &headline.median, href.clone()), median.value);
        first.title = w.t(&format!("cycle-from-{}", self.since.key().replace('_', "-")));
        first.definition = Some(cards::definition(w, self.frame, "cycle-median", first.title.clone(), Some(median)));
        first.note = Some(w.t_args("kpi-deals-won", &[("n", median.n.into())])).filter(|_| median.value.is_some());
        let summary = headline.summary;
        let others = [
            ("cycle-mean", summary.map(|s| s.mean)),
            ("cycle-p75", summary.map(|s| s.p75)),
            ("cycle-p90", summary.map(|s| s.p90)),
        ];
        let other = |(id, value): (&str, Option<f64>)| {
            let figure = Figure { value, ..*median };
            days(cards::card(w, id, &figure, href.clone(), KpiChange::Note(w.t(&format!("card-{id}-note")))), value)
        };
        std::iter::once(first).chain(others.map(other)).collect()
    }

    fn switch(&self) -> Segmented {
        let link = |clock: &Clock| {
            let own = (*clock != Clock::Opportunity).then(|| clock.key());
            let text = self.w.t(&format!("cycle-since-{}", clock.key().replace('_', "-")));
            (Link::new(text, self.frame.with("since", own)), *clock == self.since)
        };
        Segmented { label: self.w.t("cycle-since"), links: Clock::ALL.iter().map(link).collect() }
    }

    /// How many took how long.
    fn distribution(&self, headline: &Headline) -> ChartFigure {
        let w = self.w;
        let title = w.t("cycle-distribution");
        let figure =
            |chart| ChartFigure { switch: Some(self.switch()), ..ChartFigure::new(w, "distribution", title.clone(), chart) };
        let Some(summary) = headline.summary else {
            let why = figures::why(w, &headline.median.figure);
            return ChartFigure {
                note: self.left_out(headline),
                table: self.left_out_table(headline),
                ..figure(Err(nothing(w.t("cycle-empty"), why)))
            };
        };
        let count = |n: u64| Figure::count(n).value.unwrap_or_default();
        let bar = |bin: &Bin| HistogramBar {
            count: count(bin.deals),
            text: w.t_args("cycle-bin-deals", &[("bin", self.bin(bin).into()), ("n", bin.deals.into())]),
            label: w.decimal(bin.from, 0),
            href: Some(self.took(&format!("{}..{}", bin.from, bin.to))),
        };
        let width = headline.histogram.first().map_or(1.0, |bin| bin.to - bin.from);
        let median = w.t_args("cycle-median-at", &[("days", w.days(summary.median).into())]);
        let drawing = Histogram {
            bars: headline.histogram.iter().map(bar).collect(),
            ticks: axes::ticks(w, Unit::Count, headline.histogram.iter().map(|bin| count(bin.deals))),
            marker: Some((summary.median / width, median)),
            height: HEIGHT,
        };
        let args = [("median", w.days(summary.median).into()), ("p90", w.days(summary.p90).into())];
        ChartFigure {
            takeaway: Some(w.t_args("cycle-takeaway", &args)),
            note: self.left_out(headline),
            table: Some(self.bins(headline, title.clone())),
            ..figure(Ok(Markup::of(&chart::histogram(w.into(), &drawing))))
        }
    }

    fn bin(&self, bin: &Bin) -> Text {
        let w = self.w;
        w.t_args("took-between", &[("from", w.decimal(bin.from, 0).into()), ("to", w.decimal(bin.to, 0).into())])
    }

    fn bins(&self, headline: &Headline, caption: Text) -> Table {
        let w = self.w;
        let row = |name: Text, deals: u64, took: &str| {
            let href = Some(self.took(took)).filter(|_| deals > 0);
            Row::new(vec![Cell::of(&name), figures::cell(w, &Figure::count(deals), href)])
        };
        let bins = headline.histogram.iter().map(|bin| row(self.bin(bin), bin.deals, &format!("{}..{}", bin.from, bin.to)));
        let mut rows: Vec<Row> = bins.collect();
        rows.extend(self.left_out_rows(headline));
        let columns = vec![Column::text(w.t("col-took")), Column::number(w.t("col-deals-won"))];
        Table { class: "sticky", ..Table::new(caption, columns, rows) }
    }

    fn left_out_rows(&self, headline: &Headline) -> Vec<Row> {
        let w = self.w;
        let kinds = [("unknown", headline.without_start), ("negative", headline.negative)];
        let row = |(kind, deals): (&str, u64)| {
            let count = figures::cell(w, &Figure::count(deals), Some(self.took(kind)));
            Row::new(vec![Cell::of(&w.t(&format!("took-{kind}"))), count])
        };
        kinds.into_iter().filter(|(_, deals)| *deals > 0).map(row).collect()
    }

    fn left_out_table(&self, headline: &Headline) -> Option<Table> {
        let (w, rows) = (self.w, self.left_out_rows(headline));
        let columns = vec![Column::text(w.t("col-took")), Column::number(w.t("col-deals-won"))];
        (!rows.is_empty()).then(|| Table::new(w.t("cycle-distribution"), columns, rows))
    }

    fn left_out(&self, headline: &Headline) -> Option<Text> {
        let w = self.w;
        let said = [("cycle-without-start", headline.without_start), ("cycle-negative", headline.negative)];
        let said = said.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.t_args(key, &[("n", n.into())]));
        said.reduce(|a, b| w.t_args("sentences", &[("a", a.into()), ("b", b.into())]))
    }

    fn by_month(&self, report: &Cycle) -> Noted {
        let w = self.w;
        let title = w.t("cycle-by-month");
        let month = |point: &Point| Month::of(point, Some(self.frame.links().won(PeriodParam::of_days(point.period))));
        let months = Months {
            w,
            frame: self.frame,
            kpi: Kpi::Cycle,
            months: report.by_month.iter().map(month).collect(),
            targets: &report.month_targets,
        };
        let empty = || nothing(w.t("cycle-empty"), w.t("reason-no-deals-won"));
        let columns =
            vec![Column::text(w.t("col-month")), Column::number(w.t("col-median")), Column::number(w.t("col-deals-won"))];
        let row = |month: &Month| {
            let n = Figure::count(month.figure.n);
            Row::new(vec![
                Cell::of(&w.month(month.period.from)),
                figures::rate_cell(w, &month.figure, month.href.clone()).strong(),
                figures::cell(w, &n, month.href.clone()),
            ])
        };
        let table = Table::new(title.clone(), columns, months.months.iter().map(row).collect());
        months.noted(ChartFigure {
            takeaway: months.takeaway(),
            note: months.note(),
            table: Some(months.beside(table)),
            ..ChartFigure::new(w, "months", title, months.line().map(|svg| Markup::of(&svg)).ok_or_else(empty))
        })
    }
}
