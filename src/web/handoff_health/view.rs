//! The health of handoffs: headline numbers, their months, and who and what stands behind them.

use super::links::HandoffLinks;
use super::list::none_yet;
use crate::domain::person::keyed;
use crate::i18n::{Text, Words};
use crate::metrics::figure::Figure;
use crate::metrics::handoffs::Counts;
use crate::metrics::kpi::Kpi;
use crate::reports::handoff_health::{HandoffHealth, MonthRow};
use crate::storage::handoff_evidence::Behind;
use crate::web::components::{Cell, ChartFigure, Column, Link, Markup, Row, Segmented, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::page::nothing;
use crate::web::measure::{Frame, MeasurePage, Parts, figures};
use crate::web::shell::Viewer;

keyed!(
    /// Which number the trend shows.
    Trend {
        /// Touched in time.
        Sla = "sla",
        /// Accepted.
        Acceptance = "acceptance",
        /// Accepted and not returned.
        Kept = "kept",
    }
);

impl Trend {
    const fn figure(self, row: &MonthRow) -> Figure {
        match self {
            Self::Sla => row.sla_attainment,
            Self::Acceptance => row.acceptance,
            Self::Kept => row.kept,
        }
    }

    /// The handoffs that its rate is of, and those that it counts.
    pub(super) const fn sides(self) -> (Behind, Behind) {
        match self {
            Self::Sla => (Behind::Met, Behind::Settled),
            Self::Acceptance => (Behind::Accepted, Behind::Decided),
            Self::Kept => (Behind::Kept, Behind::Decided),
        }
    }

    const fn of(self, counts: &Counts) -> (u64, u64) {
        match self {
            Self::Sla => (counts.met, counts.met + counts.breached),
            Self::Acceptance => (counts.accepted, counts.decided()),
            Self::Kept => (counts.accepted - counts.returned, counts.decided()),
        }
    }
}

/// The page for a reader.
#[must_use]
pub fn page(viewer: &Viewer, frame: &Frame, report: &HandoffHealth) -> MeasurePage {
    let w = viewer.words;
    let trend = frame.asked.own("trend").and_then(Trend::from_key).unwrap_or(Trend::Sla);
    let context = Context { w, frame, trend };
    let title = [w.t("handoff-health-title"), w.t("handoff-health-lede")];
    MeasurePage::new(viewer, frame, title, context.attempts(), |_| context.parts(report))
}

pub(super) struct Context<'a> {
    pub w: Words,
    pub frame: &'a Frame,
    pub trend: Trend,
}

impl Context<'_> {
    pub(super) const fn links(&self) -> HandoffLinks<'_> {
        HandoffLinks(&self.frame.asked)
    }

    fn parts(&self, report: &HandoffHealth) -> Vec<Parts> {
        let w = self.w;
        if !report.is_any {
            return vec![Parts::one(Markup::of(&ChartFigure::new(w, "handoffs", w.t("handoff-health-title"), Err(none_yet(w)))))];
        }
        let [first, second] = self.cards(report);
        let marked = |cards: Vec<_>| Parts::cards(cards.iter().map(Markup::of).collect());
        let mut all = vec![marked(first), marked(second), Parts::one(Markup::of(&self.months(report)))];
        all.push(Parts::two(Markup::of(&self.clocks(report)), Markup::of(&self.left_waiting(report))));
        all.push(Parts::one(Markup::of(&self.reasons(report))));
        all.extend(self.crossed(report).map(|figure| Parts::one(Markup::of(&figure))));
        all.extend(self.groups(report).iter().map(|figure| Parts::one(Markup::of(figure))));
        all
    }

    /// All handoffs, or the first of each lead alone.
    fn attempts(&self) -> Segmented {
        let (w, asked) = (self.w, self.frame.asked.own("attempt"));
        let link =
            |key: &str, attempt: Option<&str>| (Link::new(w.t(key), self.frame.with("attempt", attempt)), asked == attempt);
        Segmented {
            label: w.t("handoffs-attempt"),
            links: vec![link("handoffs-attempt-all", None), link("handoffs-attempt-first", Some("1"))],
        }
    }

    fn switch(&self) -> Segmented {
        let link = |trend: &Trend| {
            let own = (*trend != Trend::Sla).then(|| trend.key());
            (Link::new(self.w.t(&format!("handoffs-trend-{}", trend.key())), self.frame.with("trend", own)), *trend == self.trend)
        };
        Segmented { label: self.w.t("trend-switch"), links: Trend::ALL.iter().map(link).collect() }
    }

    fn months(&self, report: &HandoffHealth) -> Noted {
        let (w, (part, whole)) = (self.w, self.trend.sides());
        let title = w.t(&format!("handoffs-months-{}", self.trend.key()));
        let of_month = |row: &MonthRow, behind| self.links().of(PeriodParam::of_days(row.period), Some(behind), &[]);
        let month = |row: &MonthRow| Month {
            period: row.period,
            figure: self.trend.figure(row),
            is_running: row.is_running,
            matures_on: None,
            href: Some(of_month(row, whole)),
        };
        let months = Months {
            w,
            frame: self.frame,
            kpi: if self.trend == Trend::Sla { Kpi::SlaAttainment } else { Kpi::Acceptance },
            months: report.by_month.iter().map(month).collect(),
            targets: &[],
        };
        let columns = [w.t(&format!("handoffs-trend-{}", self.trend.key())), self.behind(part), self.behind(whole)];
        let columns = std::iter::once(Column::text(w.t("col-month"))).chain(columns.map(Column::number)).collect();
        let row = |row: &MonthRow| {
            let (k, n) = self.trend.of(&row.counts);
            let count = |n: u64, behind| figures::cell(w, &Figure::count(n), (n > 0).then(|| of_month(row, behind)));
            Row::new(vec![
                Cell::of(&w.month(row.period.from)),
                figures::rate_cell(w, &self.trend.figure(row), Some(of_month(row, part))).strong(),
                count(k, part),
                count(n, whole),
            ])
        };
        let table = Table { class: "sticky", ..Table::new(title.clone(), columns, report.by_month.iter().map(row).collect()) };
        let why = report.by_month.last().map_or_else(|| w.t("kpi-no-data"), |row| figures::why(w, &self.trend.figure(row)));
        let drawn = months.line().map(|svg| Markup::of(&svg)).ok_or_else(|| nothing(w.t("trend-empty"), why));
        months.noted(ChartFigure {
            takeaway: months.takeaway(),
            switch: Some(self.switch()),
            note: months.note(),
            table: Some(months.beside(table)),
            ..ChartFigure::new(w, "months", title, drawn)
        })
    }

    /// What a list of handoffs shows.
    pub(super) fn behind(&self, behind: Behind) -> Text {
        self.w.t(&format!("behind-{}", behind.key().replace('_', "-")))
    }
}
