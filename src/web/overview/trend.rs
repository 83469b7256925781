//! The trend: one of four numbers month by month, with the alignment start and what is not final yet.

use super::figures;
use super::view::Page;
use crate::domain::period::Period;
use crate::domain::person::keyed;
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Unit};
use crate::reports::trend::Point;
use crate::web::chart::{self, Line, Marker, Over, Tick};
use crate::web::components::{Cell, ChartFigure, Column, Empty, EmptyKind, Link, Markup, Row, Segmented, Table};
use crate::web::extract::PeriodParam;
use crate::web::measure::axes;
use chrono::Datelike as _;

/// Height of the drawing.
const HEIGHT: u32 = 270;

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
    /// The figure with its switch, note and table.
    pub(super) fn trend(&self) -> ChartFigure {
        let (w, trend, points) = (self.w, self.trend, self.points());
        let key = trend.key();
        let has_data = points.iter().any(|point| point.figure.value.is_some());
        let days = w.integer(i64::from(self.loaded.overview.horizon.days));
        let definition = self.definition(&format!("trend-{key}"), &self.total());
        ChartFigure {
            w,
            id: "trend".to_owned(),
            title: w.t_args(&format!("kpi-trend-{key}"), &[("days", days.into())]),
            takeaway: self.takeaway(points),
            definition: Some(crate::web::components::Definition { facts: Vec::new(), ..definition }),
            switch: Some(self.switch()),
            chart: if has_data { Ok(Markup::of(&self.drawing(points))) } else { Err(self.nothing(points)) },
            legend: Vec::new(),
            summary: None,
            note: self.trend_note(points),
            table: Some(self.months(points)),
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

    fn drawing(&self, points: &[Point]) -> chart::Svg {
        let w = self.w;
        let point = |(at, point): (usize, &Point)| chart::Point {
            value: point.figure.value.map(|value| axes::drawn(value, point.figure.unit)),
            text: figures::value(w, &point.figure).unwrap_or_default(),
            label: w.month_label(point.period.from, at == 0),
            name: w.month(point.period.from),
            href: self.rows_of(point.period, Side::Denominator),
        };
        let line = Line {
            ticks: self.ticks(points),
            points: points.iter().enumerate().map(point).collect(),
            marker: self.marker(points),
            means: Vec::new(),
            target: None,
            provisional: points.iter().rev().take_while(|point| !is_final(point)).count(),
            height: HEIGHT,
        };
        chart::line_under(w.into(), &line, &self.over(points))
    }

    /// What lies over the line: the targets in steps.
    fn over(&self, points: &[Point]) -> Over {
        let unit = points.first().map_or(Unit::Count, |point| point.figure.unit);
        let months = &self.trend_standing().months;
        let last = months.iter().rposition(Option::is_some).and_then(|at| self.month_target(at));
        Over {
            targets: months.iter().map(|target| target.map(|value| axes::drawn(value, unit))).collect(),
            target_label: last.map(|target| self.w.t_args("target-only", &[("target", target.into())])),
            notes: self.note_marks(points),
        }
    }

    fn ticks(&self, points: &[Point]) -> Vec<Tick> {
        let unit = points.first().map_or(Unit::Count, |point| point.figure.unit);
        let targets = self.trend_standing().months.iter().flatten().copied();
        axes::ticks(self.w, unit, points.iter().filter_map(|point| point.figure.value).chain(targets))
    }

    /// Where in the months the alignment began, if it began in them.
    fn marker(&self, points: &[Point]) -> Option<Marker> {
        let start = self.loaded.overview.alignment_start?;
        let month = points.iter().position(|point| point.period.contains(start))?;
        #[expect(clippy::cast_precision_loss, reason = "a year has few months")]
        let months = month as f64;
        #[expect(clippy::cast_precision_loss, reason = "a month has few days")]
        let days = points[month].period.days() as f64;
        let label = self.w.t_args("trend-alignment-began", &[("date", self.w.date(start).into())]);
        Some(Marker { at: months + f64::from(start.day0()) / days, label })
    }

    /// The first and the last final month.
    fn takeaway(&self, points: &[Point]) -> Option<Text> {
        let w = self.w;
        let mut known = points.iter().filter(|point| is_final(point) && point.figure.value.is_some());
        let (first, last) = (known.next()?, known.next_back()?);
        let said = |point: &Point| Some((figures::value(w, &point.figure)?, w.month(point.period.from)));
        let ((before, then), (after, now)) = (said(first)?, said(last)?);
        let args = [("before", before.into()), ("then", then.into()), ("after", after.into()), ("now", now.into())];
        Some(w.t_args("trend-takeaway", &args))
    }

    /// What is not final and when it will be.
    fn trend_note(&self, points: &[Point]) -> Option<Text> {
        let w = self.w;
        let dated = |point: &Point| Some((w.month(point.period.from), w.date(point.matures_on?)));
        let mut immature = points.iter().filter_map(dated);
        match (immature.next(), immature.next_back()) {
            (Some((month, date)), None) => Some(w.t_args("trend-matures-one", &[("month", month.into()), ("date", date.into())])),
            (Some((first, from)), Some((last, to))) => {
                let args = [("first", first.into()), ("from", from.into()), ("last", last.into()), ("to", to.into())];
                Some(w.t_args("trend-matures", &args))
            }
            (None, _) => {
                let running = points.last().filter(|point| point.is_running)?;
                let month = w.month(running.period.from);
                Some(w.t_args(
                    "trend-running",
                    &[("month", month.into()), ("date", w.day_month(self.loaded.frame.question.today()).into())],
                ))
            }
        }
    }

    fn nothing(&self, points: &[Point]) -> Empty {
        let w = self.w;
        let why = points.last().map_or_else(|| w.t("kpi-no-data"), |point| figures::why(w, &point.figure));
        Empty { kind: EmptyKind::NoMatch, title: w.t("trend-empty"), body: why, action: None }
    }

    fn months(&self, points: &[Point]) -> Table {
        let (w, trend) = (self.w, self.trend);
        let mut columns = vec![Column::text(w.t("col-month")), Column::number(w.t(&format!("trend-{}", trend.key())))];
        columns.extend(trend.columns().iter().map(|(key, _)| Column::number(w.t(key))));
        let has_targets = self.trend_standing().months.iter().any(Option::is_some);
        if has_targets {
            columns.push(Column::number(w.t("fact-target")));
        }
        columns.push(Column::text(w.t("col-state")));
        if !self.loaded.notes.is_empty() {
            columns.push(Column::text(w.t("notes-of-month")));
        }
        let row = |(at, point): (usize, &Point)| {
            let value = figures::cell(w, &point.figure, self.rows_of(point.period, Side::Denominator)).strong();
            let mut cells = vec![Cell::of(&w.month(point.period.from)), value];
            cells.extend(trend.columns().iter().map(|(_, side)| match side.of(trend, &point.figure) {
                Some(part) => figures::cell(w, &part, self.rows_of(point.period, *side).filter(|_| part.value > Some(0.0))),
                None => Cell::none(figures::why(w, &point.figure)),
            }));
            if has_targets {
                cells.push(self.month_target(at).as_ref().map_or_else(|| Cell::none(w.t("kpi-no-target")), Cell::of));
            }
            cells.push(Cell::of(&self.state_of(point)));
            if !self.loaded.notes.is_empty() {
                cells.push(self.notes_of(point.period));
            }
            Row::new(cells)
        };
        let days = w.integer(i64::from(self.loaded.overview.horizon.days));
        let caption = w.t_args(&format!("kpi-trend-{}", trend.key()), &[("days", days.into())]);
        Table { class: "sticky", ..Table::new(caption, columns, points.iter().enumerate().map(row).collect()) }
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

const fn is_final(point: &Point) -> bool {
    !point.is_running && point.matures_on.is_none()
}
