//! The headline numbers, how long handoffs took, and what nobody works on.

use super::view::{Context, Trend};
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Unit};
use crate::metrics::handoffs::Leak;
use crate::reports::Compared;
use crate::reports::handoff_health::HandoffHealth;
use crate::storage::handoff_evidence::Behind;
use crate::web::components::{Cell, ChartFigure, Column, Definition, KpiCard, KpiChange, Markup, Row, Table};
use crate::web::measure::page::nothing;
use crate::web::measure::{cards, figures};

/// Whose numbers a row shows: its name, its figure, the rows that it counts, and those that it is of.
type Line<'a> = (&'a str, &'a Figure, Option<Behind>, Option<Behind>);

impl Context<'_> {
    /// Two rows of cards: what was promised and kept, and how long it took.
    pub(super) fn cards(&self, report: &HandoffHealth) -> [Vec<KpiCard>; 2] {
        let counted = |trend: Trend| trend.sides().0;
        [
            vec![
                self.rate("handoffs-sla", &report.sla_attainment, counted(Trend::Sla)),
                self.rate("handoffs-acceptance", &report.acceptance, counted(Trend::Acceptance)),
                self.rate("handoffs-kept", &report.kept, counted(Trend::Kept)),
                self.rate("handoffs-untouched", &report.accepted_untouched, Behind::AcceptedUntouched),
            ],
            vec![
                self.time("handoffs-response", &report.response, Behind::Assigned),
                self.time("handoffs-speed", &report.speed_to_lead, Behind::Engaged),
                self.plain("handoffs-decision", &report.decision_time, Behind::Decided),
                self.plain("handoffs-answered", &report.answered_rejections, Behind::Answered),
            ],
        ]
    }

    fn definition(&self, id: &str, title: Text, figure: &Figure) -> Definition {
        cards::definition(self.w, self.frame, id, title, Some(figure))
    }

    /// A rate with both of its sides.
    fn rate(&self, id: &str, compared: &Compared, behind: Behind) -> KpiCard {
        let href = self.links().behind(Some(behind));
        let mut card = cards::compared(self.w, self.frame, id, compared, Some(href));
        card.definition = Some(self.definition(id, card.title.clone(), &compared.figure));
        card.note = self.sides(&compared.figure);
        card
    }

    fn time(&self, id: &str, compared: &Compared, behind: Behind) -> KpiCard {
        let href = self.links().behind(Some(behind));
        let mut card = cards::compared(self.w, self.frame, id, compared, Some(href));
        card.definition = Some(self.definition(id, card.title.clone(), &compared.figure));
        card.note = self.handoffs(&compared.figure);
        card
    }

    fn plain(&self, id: &str, figure: &Figure, behind: Behind) -> KpiCard {
        let (w, href) = (self.w, self.links().behind(Some(behind)));
        let note = KpiChange::Note(w.t(&format!("card-{id}-note")));
        let mut card = cards::card(w, id, figure, Some(href), note);
        card.definition = Some(self.definition(id, card.title.clone(), figure));
        card.note = if figure.unit == Unit::Ratio { self.sides(figure) } else { self.handoffs(figure) };
        card
    }

    /// "120 of 150", with a mark where they are few.
    fn sides(&self, figure: &Figure) -> Option<Text> {
        let (w, k, n) = (self.w, figure.numerator?, figure.denominator?);
        figure.value?;
        let said = w.t_args("handoffs-of", &[("k", w.decimal(k, 0).into()), ("n", w.decimal(n, 0).into())]);
        Some(self.few(figure, said))
    }

    fn handoffs(&self, figure: &Figure) -> Option<Text> {
        figure.value?;
        let said = self.w.t_args("handoffs-n", &[("n", figure.n.into())]);
        Some(self.few(figure, said))
    }

    fn few(&self, figure: &Figure, said: Text) -> Text {
        let w = self.w;
        if figure.is_few() { w.list(&[said, w.t_args("kpi-few", &[("n", figure.n.into())])]) } else { said }
    }

    /// How long each step takes, and how far each promise was kept.
    pub(super) fn clocks(&self, report: &HandoffHealth) -> ChartFigure {
        let w = self.w;
        let title = w.t("handoffs-clocks");
        let lines: [Line<'_>; 9] = [
            ("handoffs-line-assignment", &report.assignment_delay, None, Some(Behind::Assigned)),
            ("handoffs-line-system", &report.system_delay, None, Some(Behind::Engaged)),
            ("handoffs-line-human", &report.human_delay, None, None),
            ("handoffs-line-unheld", &report.sla_attainment_unheld, Some(Behind::MetUnheld), Some(Behind::SettledUnheld)),
            ("handoffs-line-window", &report.touched_in_window, Some(Behind::Met), Some(Behind::Over)),
            ("handoffs-line-routing", &report.routing_breaches, Some(Behind::RoutingBreached), Some(Behind::RoutingDue)),
            ("handoffs-line-unworked", &report.rejected_unworked, Some(Behind::RejectedUnworked), Some(Behind::Rejected)),
            ("handoffs-line-attempts", &report.too_few_attempts, Some(Behind::TooFew), Some(Behind::AttemptsDue)),
            ("handoffs-line-doubled", &report.duplicated_effort, None, None),
        ];
        let mut rows: Vec<Row> = lines.into_iter().map(|line| self.line(line)).collect();
        let quantiles = report.answered_times.map(|summary| {
            [("handoffs-line-median", summary.median), ("handoffs-line-p75", summary.p75), ("handoffs-line-p90", summary.p90)]
                .map(|(key, hours)| (key, Figure::plain(hours, summary.n, Unit::Hours)))
        });
        rows.extend(quantiles.iter().flatten().map(|(key, figure)| self.line((*key, figure, None, Some(Behind::Touched)))));
        let columns = vec![
            Column::text(w.t("handoffs-line")),
            Column::number(w.t("handoffs-value")),
            Column::number(w.t("handoffs-of-how-many")),
        ];
        let table = Table::new(title.clone(), columns, rows);
        ChartFigure { note: Some(w.t("handoffs-clocks-note")), ..ChartFigure::new(w, "clocks", title, Ok(Markup::of(&table))) }
    }

    fn line(&self, (key, figure, counts, of): Line<'_>) -> Row {
        let link = |behind: Option<Behind>| behind.map(|behind| self.links().behind(Some(behind)));
        let n = (figure.n > 0).then(|| figures::cell(self.w, &Figure::count(figure.n), link(of)));
        Row::new(vec![
            Cell::of(&self.w.t(key)),
            figures::cell(self.w, figure, link(counts)).strong(),
            n.unwrap_or_else(Cell::empty),
        ])
    }

    /// Handoffs that nobody works on, and what their leads are worth.
    pub(super) fn left_waiting(&self, report: &HandoffHealth) -> ChartFigure {
        let w = self.w;
        let title = w.t("handoff-waits");
        let leaks = [
            ("handoff-waits-undecided", &report.undecided, Behind::Undecided),
            ("handoff-waits-untouched", &report.untouched, Behind::AcceptedUntouched),
        ];
        let row = |(key, leak, behind): (&str, &Leak, Behind)| {
            let href = (leak.handoffs > 0).then(|| self.links().behind(Some(behind)));
            Row::new(vec![
                Cell::of(&w.t(key)),
                figures::cell(w, &Figure::count(leak.handoffs), href).strong(),
                figures::cell(w, &leak.worth, None),
            ])
        };
        let columns = ["handoffs-line", "handoffs-count", "handoffs-worth"];
        let columns =
            columns.iter().enumerate().map(|(at, key)| if at == 0 { Column::text(w.t(key)) } else { Column::number(w.t(key)) });
        let table = Table::new(title.clone(), columns.collect(), leaks.into_iter().map(row).collect());
        let all = report.undecided.handoffs + report.untouched.handoffs;
        let chart = if all == 0 {
            Err(nothing(w.t("handoff-waits-none"), w.t("handoff-waits-none-body")))
        } else {
            Ok(Markup::of(&table))
        };
        ChartFigure {
            definition: Some(cards::definition(w, self.frame, "handoff-waits", title.clone(), None)),
            note: (all > 0).then(|| w.t("handoff-waits-note")),
            ..ChartFigure::new(w, "waiting", title, chart)
        }
    }
}
