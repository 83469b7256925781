//! The trend: one of four numbers month by month, with the alignment start and what is not final yet.

use super::figures;
use super::view::Page;
use crate::domain::period::Period;
use crate::domain::person::keyed;
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Unit};
use crate::reports::trend::Point;
use crate::web::components::{Cell, ChartFigure, Column, Empty, Link, Markup, Row, Segmented, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::months::{Month, Months, Noted};
use crate::web::measure::page::nothing;

keyed!(
    /// Which number the trend shows.
    Trend {
        /// Converted within H days.
        Conversion = "conversion",
        /// Median sales cycle.
        Cycle = "cycle",
        /// Acquisition cost.
        Cac = "cac",
        /// Revenue.
        Revenue = "revenue",
    }
);

impl Trend {
    /// What stands beside the value in the table: messages of the numerator, the denominator or the count.
    const fn columns(self) -> &'static [(&'static str, Side)] {
        match self {
            Self::Conversion => &[("col-won", Side::Numerator), ("col-leads-of-age", Side::Denominator)],
            Self::Cycle | Self::Revenue => &[("col-deals-won", Side::Count)],
            Self::Cac => &[("col-cost", Side::Numerator), ("col-customers", Side::Denominator)],
        }
    }
}

/// A side of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Numerator,
    Denominator,
    Count,
}

impl Side {
    fn of(self, trend: Trend, figure: &Figure) -> Option<Figure> {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let (value, unit) = match self {
            Self::Numerator if trend == Trend::Cac => (figure.numerator?, figure.unit),
            Self::Numerator => (figure.numerator?, Unit::Count),
            Self::Denominator => (figure.denominator?, Unit::Count),
            Self::Count => (figure.n as f64, Unit::Count),
        };
        Some(Figure::plain(value, figure.n, unit))
    }
}

impl Page<'_> {
    /// The figure with its switch, its notes and its table.
    pub(super) fn trend(&self) -> Noted {
        let (w, trend, months) = (self.w, self.trend, self.months());
        let key = trend.key();
        let days = w.integer(i64::from(self.loaded.overview.horizon.days));
        let title = w.t_args(&format!("kpi-trend-{key}"), &[("days", days.into())]);
        let definition = self.definition(&format!("trend-{key}"), &self.total());
        let drawn = months.line().map(|svg| Markup::of(&svg)).ok_or_else(|| self.nothing());
        months.noted(ChartFigure {
            takeaway: months.takeaway(),
            definition: Some(crate::web::components::Definition { facts: Vec::new(), ..definition }),
            switch: Some(self.switch()),
            note: months.note(),
            table: Some(self.table(&months, title.clone())),
            ..ChartFigure::new(w, "trend", title, drawn)
        })
    }

    fn months(&self) -> Months<'_> {
        let month = |point: &Point| Month::of(point, self.rows_of(point.period, Side::Denominator));
        let standing = self.trend_standing();
        Months {
            w: self.w,
            frame: &self.loaded.frame,
            kpi: standing.kpi,
            months: self.points().iter().map(month).collect(),
            targets: &standing.months,
        }
    }

    fn points(&self) -> &[Point] {
        let found = &self.loaded.overview;
        match self.trend {
            Trend::Conversion => &found.lead_to_customer.months,
            Trend::Cycle => &found.cycle.months,
            Trend::Cac => &found.cac.months,
            Trend::Revenue => &found.revenue.months,
        }
    }

    fn total(&self) -> Figure {
        self.points().last().map_or_else(|| Figure::count(0), |point| point.figure)
    }

    fn switch(&self) -> Segmented {
        let link = |trend: &Trend| {
            let own = (*trend != Trend::Conversion).then(|| trend.key());
            let href = self.loaded.frame.with("trend", own);
            (Link::new(self.w.t(&format!("trend-{}", trend.key())), href), *trend == self.trend)
        };
        Segmented { label: self.w.t("trend-switch"), links: Trend::ALL.iter().map(link).collect() }
    }

    fn nothing(&self) -> Empty {
        let w = self.w;
        let why = self.points().last().map_or_else(|| w.t("kpi-no-data"), |point| figures::why(w, &point.figure));
        nothing(w.t("trend-empty"), why)
    }

    fn table(&self, months: &Months<'_>, caption: Text) -> Table {
        let (w, trend) = (self.w, self.trend);
        let mut columns = vec![Column::text(w.t("col-month")), Column::number(w.t(&format!("trend-{}", trend.key())))];
        columns.extend(trend.columns().iter().map(|(key, _)| Column::number(w.t(key))));
        let row = |point: &Point| {
            let value = figures::cell(w, &point.figure, self.rows_of(point.period, Side::Denominator)).strong();
            let mut cells = vec![Cell::of(&w.month(point.period.from)), value];
            cells.extend(trend.columns().iter().map(|(_, side)| match side.of(trend, &point.figure) {
                Some(part) => figures::cell(w, &part, self.rows_of(point.period, *side).filter(|_| part.value > Some(0.0))),
                None => Cell::none(figures::why(w, &point.figure)),
            }));
            Row::new(cells)
        };
        let states = self.points().iter().map(|point| Cell::of(&self.state_of(point))).collect();
        let table = Table { class: "sticky", ..Table::new(caption, columns, self.points().iter().map(row).collect()) };
        table.beside(months.target_column()).beside(Some((Column::text(w.t("col-state")), states))).beside(months.notes_column())
    }

    fn state_of(&self, point: &Point) -> Text {
        let w = self.w;
        let few = point.figure.is_few().then(|| w.t_args("kpi-few", &[("n", point.figure.n.into())]));
        let state = match point.matures_on {
            Some(date) => Some(w.t_args("trend-matures-on", &[("date", w.date(date).into())])),
            None if point.is_running => Some(w.t("trend-so-far")),
            None => None,
        };
        let parts: Vec<Text> = state.into_iter().chain(few).collect();
        if parts.is_empty() { w.t("trend-final") } else { w.list(&parts) }
    }

    /// The rows that a side of a month's figure counts; costs have no list.
    fn rows_of(&self, month: Period, side: Side) -> Option<String> {
        let period = PeriodParam::month_of(month.from);
        let days = self.loaded.overview.horizon.days.to_string();
        match (self.trend, side) {
            (Trend::Conversion, Side::Numerator) => Some(self.links().leads(period, &[("won_within", &days)])),
            (Trend::Conversion, _) => Some(self.links().leads(period, &[("old_enough", &days)])),
            (Trend::Cac, Side::Numerator) => None,
            (Trend::Cac, _) => Some(self.links().customers(period)),
            (Trend::Cycle | Trend::Revenue, _) => Some(self.links().won(period)),
        }
    }
}
