//! A number month by month: its line under targets and notes, what it says, and what is not final.

use super::{Frame, axes, figures};
use crate::domain::period::Period;
use crate::i18n::{Text, Words};
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::kpi::Kpi;
use crate::reports::trend::Point;
use crate::storage::chart_notes::Note;
use crate::web::chart::{self, Line, Marker, NoteMark, Over, Svg, Tick};
use crate::web::components::{Cell, ChartFigure, Column, Link, Table};
use crate::web::goals::words;
use crate::web::notes::{said, shortened, with_back};
use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

/// Height of the drawing.
const HEIGHT: u32 = 270;

/// A month with its figure.
#[derive(Clone, Debug)]
pub struct Month {
    /// The days, cut to what is asked about.
    pub period: Period,
    /// The figure.
    pub figure: Figure,
    /// Whether it is not over.
    pub is_running: bool,
    /// The day from which the figure is final, while its leads are too young.
    pub matures_on: Option<NaiveDate>,
    /// The records behind it.
    pub href: Option<String>,
}

impl Month {
    /// A month of a trend, with the records behind it.
    #[must_use]
    pub const fn of(point: &Point, href: Option<String>) -> Self {
        let Point { period, figure, is_running, matures_on } = *point;
        Self { period, figure, is_running, matures_on, href }
    }

    const fn is_final(&self) -> bool {
        !self.is_running && self.matures_on.is_none()
    }
}

/// The trend of a number.
#[derive(Clone, Debug)]
pub struct Months<'a> {
    /// The reader's words.
    pub w: Words,
    /// How the page is asked, and what was noted.
    pub frame: &'a Frame,
    /// Whose targets they are.
    pub kpi: Kpi,
    /// The months in order.
    pub months: Vec<Month>,
    /// The target of each; none where none holds.
    pub targets: &'a [Option<f64>],
}

/// A column that may stand beside others, with its cells.
pub type Beside = Option<(Column, Vec<Cell>)>;

/// A trend, and under it how many notes there are and, for whoever may write one, the way there.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ figure }}{% if !links.is_empty() %}<p class="under-fig">{% for link in links %}{{ link }}{% endfor %}</p>{% endif %}"#
)]
pub struct Noted {
    figure: ChartFigure,
    links: Vec<Link>,
}
impl HtmlSafe for Noted {}

impl Months<'_> {
    /// The line; none where no month has a value.
    #[must_use]
    pub fn line(&self) -> Option<Svg> {
        self.months.iter().find(|month| month.figure.value.is_some())?;
        let (w, unit) = (self.w, self.unit());
        let point = |(at, month): (usize, &Month)| chart::Point {
            value: month.figure.value.map(|value| axes::drawn(value, unit)),
            text: figures::value(w, &month.figure).unwrap_or_default(),
            label: w.month_label(month.period.from, at == 0),
            name: w.month(month.period.from),
            href: month.href.clone(),
        };
        let line = Line {
            ticks: self.ticks(),
            points: self.months.iter().enumerate().map(point).collect(),
            marker: self.marker(),
            provisional: self.months.iter().rev().take_while(|month| !month.is_final()).count(),
            height: HEIGHT,
            ..Line::default()
        };
        Some(chart::line_under(w.into(), &line, &self.over()))
    }

    /// The first and the last final month, in words.
    #[must_use]
    pub fn takeaway(&self) -> Option<Text> {
        let w = self.w;
        let mut known = self.months.iter().filter(|month| month.is_final() && month.figure.value.is_some());
        let (first, last) = (known.next()?, known.next_back()?);
        let said = |month: &Month| Some((figures::value(w, &month.figure)?, w.month(month.period.from)));
        let ((before, then), (after, now)) = (said(first)?, said(last)?);
        let args = [("before", before.into()), ("then", then.into()), ("after", after.into()), ("now", now.into())];
        Some(w.t_args("trend-takeaway", &args))
    }

    /// What is not final and when it will be.
    #[must_use]
    pub fn note(&self) -> Option<Text> {
        let w = self.w;
        let dated = |month: &Month| Some((w.month(month.period.from), w.date(month.matures_on?)));
        let mut immature = self.months.iter().filter_map(dated);
        match (immature.next(), immature.next_back()) {
            (Some((month, date)), None) => Some(w.t_args("trend-matures-one", &[("month", month.into()), ("date", date.into())])),
            (Some((first, from)), Some((last, to))) => {
                let args = [("first", first.into()), ("from", from.into()), ("last", last.into()), ("to", to.into())];
                Some(w.t_args("trend-matures", &args))
            }
            (None, _) => {
                let running = self.months.last().filter(|month| month.is_running)?;
                let today = w.day_month(self.frame.question.today());
                Some(w.t_args("trend-running", &[("month", w.month(running.period.from).into()), ("date", today.into())]))
            }
        }
    }

    /// A table of the months with their targets and notes beside them.
    #[must_use]
    pub fn beside(&self, table: Table) -> Table {
        table.beside(self.target_column()).beside(self.notes_column())
    }

    /// The targets, where a month has one.
    #[must_use]
    pub fn target_column(&self) -> Beside {
        self.targets.iter().find(|target| target.is_some())?;
        let cell = |at| self.target(at).map_or_else(|| Cell::none(self.w.t("kpi-no-target")), |target| Cell::of(&target));
        Some((Column::number(self.w.t("fact-target")), (0..self.months.len()).map(cell).collect()))
    }

    /// The notes in full, where there are any.
    #[must_use]
    pub fn notes_column(&self) -> Beside {
        self.notes().next()?;
        let cell = |month: &Month| {
            let of_month = self.frame.notes.iter().filter(|note| month.period.contains(note.day));
            let said: Vec<Text> = of_month.map(|note| said(self.w, note)).collect();
            if said.is_empty() { Cell::empty() } else { Cell::of(&self.w.list(&said)) }
        };
        Some((Column::text(self.w.t("notes-of-month")), self.months.iter().map(cell).collect()))
    }

    /// A figure with what stands under a trend.
    #[must_use]
    pub fn noted(&self, figure: ChartFigure) -> Noted {
        let (w, n) = (self.w, self.notes().count());
        let all = (n > 0).then(|| Link::new(w.t_args("notes-in-trend", &[("n", n.into())]), self.to_notes("")));
        let add = self.frame.may_note.then(|| Link::new(w.t("note-add"), self.to_notes("#f-day")));
        Noted { figure, links: all.into_iter().chain(add).collect() }
    }

    fn unit(&self) -> Unit {
        self.months.first().map_or(Unit::Count, |month| month.figure.unit)
    }

    fn ticks(&self) -> Vec<Tick> {
        let values = self.months.iter().filter_map(|month| month.figure.value);
        axes::ticks(self.w, self.unit(), values.chain(self.targets.iter().flatten().copied()))
    }

    /// What lies over the line: the targets in steps, and the notes.
    fn over(&self) -> Over {
        let last = self.targets.iter().rposition(Option::is_some).and_then(|at| self.target(at));
        Over {
            targets: self.targets.iter().map(|target| target.map(|value| axes::drawn(value, self.unit()))).collect(),
            target_label: last.map(|target| self.w.t_args("target-only", &[("target", target.into())])),
            notes: self.notes().map(|(at, note)| self.mark(at, note)).collect(),
        }
    }

    /// The target of a month as it is printed.
    fn target(&self, at: usize) -> Option<Text> {
        let value = (*self.targets.get(at)?)?;
        Some(words::target(self.w, self.kpi, self.frame.question.workspace.currency, value))
    }

    /// Where the alignment began, if it began in these months.
    fn marker(&self) -> Option<Marker> {
        let start = self.frame.question.workspace.alignment_start?;
        let label = self.w.t_args("trend-alignment-began", &[("date", self.w.date(start).into())]);
        Some(Marker { at: self.place(start)?, label })
    }

    /// The notes on days of these months, each with its place.
    fn notes(&self) -> impl Iterator<Item = (f64, &Note)> {
        self.frame.notes.iter().filter_map(|note| Some((self.place(note.day)?, note)))
    }

    fn mark(&self, at: f64, note: &Note) -> NoteMark {
        NoteMark { at, label: shortened(self.w, note), href: self.to_notes(&format!("#note-{}", note.id)) }
    }

    /// The notes, which lead back to this page.
    fn to_notes(&self, place: &str) -> String {
        with_back("/notes", &self.frame.asked.href(self.frame.path)) + place
    }

    /// How many months lie before a day; a fraction is a day within one.
    #[expect(clippy::cast_precision_loss, reason = "a trend has few months, a month few days")]
    fn place(&self, day: NaiveDate) -> Option<f64> {
        let at = self.months.iter().position(|month| month.period.contains(day))?;
        let period = self.months[at].period;
        Some(at as f64 + (day - period.from).num_days() as f64 / period.days() as f64)
    }
}
