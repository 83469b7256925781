//! The deals opened in the period, followed to now: how many are still open, and how many were won, day after day.

use crate::i18n::{Text, Words};
use crate::metrics::figure::{Figure, Interval, Unit};
use crate::reports::cycle::{Followed, NamedDay};
use crate::web::chart::{self, Named, Step, Steps, Tick, nice_ticks};
use crate::web::components::{Cell, ChartFigure, Column, Empty, Link, Markup, Row, Table};
use crate::web::measure::page::nothing;
use crate::web::measure::{Frame, axes, cards, figures};

/// Height of the drawings.
const HEIGHT: u32 = 250;
/// Rows of their tables at most: the file has every day.
const ROWS: usize = 40;

/// Both curves.
pub(super) fn figures(w: Words, frame: &Frame, followed: &Followed) -> [ChartFigure; 2] {
    let curves = Curves { w, frame, followed };
    [curves.still_open(), curves.share_won()]
}

struct Curves<'a> {
    w: Words,
    frame: &'a Frame,
    followed: &'a Followed,
}

/// A row of a table: a day, those at risk, the share and its interval.
type Line = (f64, u64, f64, Option<Interval>);

impl Curves<'_> {
    fn still_open(&self) -> ChartFigure {
        let (w, followed) = (self.w, self.followed);
        let step = |row: &crate::metrics::survival::ClosingRow| Step {
            day: row.day,
            value: row.survival,
            ends: Some((row.interval.lo, row.interval.hi)),
        };
        let named = |day: &NamedDay| Some((day.day, day.time_to_close?.survival));
        let lines = followed.time_to_close.iter().map(|row| (row.day, row.at_risk, row.survival, Some(row.interval)));
        let takeaway = match followed.median_time_to_close.value {
            Some(days) => w.t_args("cycle-open-takeaway", &[("days", w.days(days).into()), ("n", followed.deals.into())]),
            None => w.t_args("cycle-open-not-reached", &[("n", followed.deals.into())]),
        };
        let drawing = self.drawing(1.0, followed.time_to_close.iter().map(step).collect(), named);
        self.figure("open", takeaway, drawing, &lines.collect::<Vec<_>>())
    }

    fn share_won(&self) -> ChartFigure {
        let (w, followed) = (self.w, self.followed);
        let step = |row: &crate::metrics::survival::ShareRow| Step {
            day: row.day,
            value: row.share_won,
            ends: row.interval.map(|interval| (interval.lo, interval.hi)),
        };
        let named = |day: &NamedDay| Some((day.day, day.share_won.value?));
        let lines = followed.share_won.iter().map(|row| (row.day, row.at_risk, row.share_won, row.interval));
        let known = followed.at.iter().rev().find_map(|day| Some((day, figures::value(w, &day.share_won)?)));
        let takeaway = match known {
            Some((day, share)) => {
                let range = day.share_won.interval.map(|found| figures::interval(w, found, Unit::Ratio));
                let day = w.integer(i64::from(day.day));
                let said = w.t_args("cycle-won-takeaway", &[("share", share.into()), ("day", day.into())]);
                range.map_or(said.clone(), |range| w.list(&[said, w.t_args("figure-interval", &[("range", range.into())])]))
            }
            None => w.t("cycle-won-immature"),
        };
        let drawing = self.drawing(0.0, followed.share_won.iter().map(step).collect(), named);
        self.figure("won", takeaway, drawing, &lines.collect::<Vec<_>>())
    }

    fn drawing(&self, start: f64, steps: Vec<Step>, value: impl Fn(&NamedDay) -> Option<(u16, f64)>) -> Result<Markup, Empty> {
        let w = self.w;
        if steps.is_empty() {
            let why = if self.followed.deals == 0 { w.t("reason-no-deals-opened") } else { w.t("cycle-none-closed") };
            return Err(nothing(w.t("cycle-empty"), why));
        }
        let known = self.followed.at.iter().filter_map(value).map(|(day, share)| (f64::from(day), share));
        let named: Vec<Named> = known
            .map(|(day, share)| {
                let days = w.decimal(day, 0);
                let label = w.t_args("cycle-day", &[("day", days.into()), ("share", w.percent(share, 1).into())]);
                Named { day, value: share, label }
            })
            .collect();
        let last = steps.last().map_or(0.0, |step| step.day);
        let end = named.iter().map(|named| named.day).fold(last, f64::max).max(1.0);
        let highest = steps.iter().map(|step| step.ends.map_or(step.value, |(_, hi)| hi)).fold(start, f64::max);
        let label = |value: f64| Tick { value, label: w.decimal(value, 0) };
        let curve = Steps {
            start,
            steps,
            end,
            ticks: axes::ticks(w, Unit::Ratio, [highest.min(1.0)]),
            days: nice_ticks([end]).into_iter().map(label).collect(),
            named,
            height: HEIGHT,
        };
        Ok(Markup::of(&chart::steps(w.into(), &curve)))
    }

    fn figure(&self, id: &str, takeaway: Text, drawing: Result<Markup, Empty>, lines: &[Line]) -> ChartFigure {
        let (w, followed) = (self.w, self.followed);
        let title = w.t(&format!("cycle-{id}-title"));
        let definition =
            cards::definition(w, self.frame, &format!("cycle-{id}"), title.clone(), Some(&Figure::count(followed.deals)));
        let table = (!lines.is_empty()).then(|| self.table(id, title.clone(), lines));
        ChartFigure {
            takeaway: drawing.is_ok().then_some(takeaway),
            definition: Some(definition),
            note: Some(self.note()),
            table,
            ..ChartFigure::new(w, &format!("curve-{id}"), title, drawing)
        }
    }

    /// Who was followed, and who could not be.
    fn note(&self) -> Text {
        let (w, found) = (self.w, self.followed);
        let said = w.t_args("cycle-followed", &[("n", found.deals.into()), ("closed", found.closed.into())]);
        let left = [
            ("cycle-without-opening", found.without_opening),
            ("cycle-without-closing", found.without_closing),
            ("cycle-negative", found.negative),
        ];
        let left = left.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| w.t_args(key, &[("n", n.into())]));
        left.fold(said, |a, b| w.t_args("sentences", &[("a", a.into()), ("b", b.into())]))
    }

    fn table(&self, id: &str, caption: Text, lines: &[Line]) -> Table {
        let w = self.w;
        let keys = ["col-at-risk", if id == "open" { "col-open" } else { "col-won-share" }, "col-interval"];
        let columns = std::iter::once(Column::text(w.t("col-day"))).chain(keys.map(|key| Column::number(w.t(key))));
        let every = lines.len().div_ceil(ROWS).max(1);
        let last = lines.len() - 1;
        let shown = lines.iter().enumerate().filter(|(at, _)| at.is_multiple_of(every) || *at == last);
        let row = |(_, (day, at_risk, share, interval)): (usize, &Line)| {
            let figure = Figure { interval: *interval, ..Figure::plain(*share, *at_risk, Unit::Ratio) };
            Row::new(vec![
                Cell::of(&w.days(*day)),
                Cell::of(&w.t_args("fact-count", &[("n", (*at_risk).into())])),
                figures::cell(w, &figure, None).strong(),
                figures::interval_cell(w, &figure),
            ])
        };
        let mut rows: Vec<Row> = shown.map(row).collect();
        let opened = self.followed.deals + self.followed.without_closing + self.followed.negative;
        let href = self.frame.links().opened(self.frame.asked.period(), &[]);
        let all = Link::new(w.t_args("fact-count", &[("n", opened.into())]), href);
        rows.insert(0, Row::new(vec![Cell::of(&w.t("cycle-opened")), Cell::of(&all), Cell::empty(), Cell::empty()]));
        Table { class: "sticky", ..Table::new(caption, columns.collect(), rows) }
    }
}
