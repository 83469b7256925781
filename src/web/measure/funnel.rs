//! The cohort funnel: what moved on, waits, went back or was lost, and the rows of each.

use super::figures;
use super::links::Links;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::metrics::figure::Figure;
use crate::metrics::funnel::{Funnel, FunnelStage};
use crate::web::components::{
    Cell, ChartFigure, Column, Empty, EmptyKind, FunnelFigure, FunnelMove, FunnelStage as DrawnStage, Link, Markup, Owner, Row,
    Table,
};
use crate::web::extract::Asked;

/// Stages before the line at which marketing hands over.
const HANDOFF: usize = 2;

/// A cohort funnel with what it is narrowed to.
#[derive(Clone, Debug)]
pub struct CohortFunnel<'a> {
    /// The reader's words.
    pub w: Words,
    /// What the address asks for.
    pub asked: &'a Asked,
    /// The funnel.
    pub funnel: &'a Funnel,
    /// The name of its period.
    pub period: Text,
    /// The page that says more about it.
    pub more: Option<&'static str>,
    /// What happens at the line at which marketing hands over.
    pub handoff: Option<Text>,
}

impl CohortFunnel<'_> {
    /// The figure, or in its place that there is nobody to follow.
    #[must_use]
    pub fn drawn_or_empty(&self) -> Markup {
        if self.funnel.leads > 0 { Markup::of(&self.of_leads()) } else { Markup::of(&self.of_nobody()) }
    }

    fn links(&self) -> Links<'_> {
        Links(self.asked)
    }

    fn of_nobody(&self) -> ChartFigure {
        let w = self.w;
        let nobody = Empty { kind: EmptyKind::NoMatch, title: w.t("funnel-empty"), body: self.funnel_takeaway(), action: None };
        ChartFigure {
            w,
            id: "funnel".to_owned(),
            title: w.t("funnel-title"),
            takeaway: None,
            definition: None,
            switch: None,
            chart: Err(nobody),
            legend: Vec::new(),
            summary: None,
            note: None,
            table: None,
        }
    }

    fn of_leads(&self) -> FunnelFigure {
        let (w, funnel) = (self.w, self.funnel);
        FunnelFigure {
            w,
            id: "funnel".to_owned(),
            title: w.t("funnel-title"),
            takeaway: Some(self.funnel_takeaway()),
            more: self.more.map(|path| Link::new(w.t("funnel-more"), self.asked.without_own().href(path))),
            stages: funnel.stages.iter().map(|stage| self.drawn(stage)).collect(),
            moves: funnel.stages.iter().filter_map(|stage| self.step(stage)).collect(),
            handoff: Some(HANDOFF),
            note: Some(self.funnel_note()),
            table: Some(self.stages()),
        }
    }

    fn funnel_takeaway(&self) -> Text {
        let (w, funnel) = (self.w, self.funnel);
        let period = self.period.clone();
        match (figures::value(w, &funnel.lead_to_customer), figures::value(w, &funnel.still_open)) {
            (Some(rate), Some(open)) => {
                let leads = funnel.leads.into();
                w.t_args(
                    "funnel-takeaway",
                    &[("leads", leads), ("period", period.into()), ("rate", rate.into()), ("open", open.into())],
                )
            }
            _ => w.t_args("funnel-takeaway-none", &[("period", period.into())]),
        }
    }

    fn funnel_note(&self) -> Text {
        let (w, funnel) = (self.w, self.funnel);
        let skipped = funnel.stages.iter().filter(|stage| stage.skipped > 0).map(|stage| {
            w.t_args("funnel-skipped", &[("n", stage.skipped.into()), ("stage", stage_name(w, stage.stage).into())])
        });
        let skipped: Vec<Text> = skipped.collect();
        let mut note = w.t("funnel-note");
        if !skipped.is_empty() {
            note = w.t_args(
                "sentences",
                &[("a", note.into()), ("b", w.t_args("funnel-skips", &[("list", w.list(&skipped).into())]).into())],
            );
        }
        if let Some(handoff) = &self.handoff {
            note = w.t_args("sentences", &[("a", handoff.into()), ("b", note.into())]);
        }
        if funnel.won_after_recycling > 0 {
            let recycled = w.t_args("funnel-won-after-recycling", &[("n", funnel.won_after_recycling.into())]);
            note = w.t_args("sentences", &[("a", note.into()), ("b", recycled.into())]);
        }
        note
    }

    fn drawn(&self, stage: &FunnelStage) -> DrawnStage {
        let owner = match stage.stage {
            Stage::Lead | Stage::Mql => Owner::Marketing,
            Stage::Won => Owner::Both,
            _ => Owner::Sales,
        };
        let reached = Figure::count(stage.reached);
        DrawnStage {
            name: stage_name(self.w, stage.stage),
            abbr: abbreviation(stage.stage),
            count: reached.value.unwrap_or_default(),
            text: figures::value(self.w, &reached).unwrap_or_default(),
            href: self.links().reached(stage.stage),
            owner,
        }
    }

    fn step(&self, stage: &FunnelStage) -> Option<FunnelMove> {
        let (w, next) = (self.w, stage.next?);
        let parts = [("funnel-waits", Left::Waits), ("funnel-recycled", Left::Recycled), ("funnel-ended", Left::Ended)];
        let others = parts
            .into_iter()
            .filter(|(_, left)| left.count(stage) > 0)
            .map(|(key, left)| Link::new(w.t_args(key, &[("n", left.count(stage).into())]), self.left(stage.stage, left)));
        let rate = figures::value(w, &next).unwrap_or_else(|| w.t("dash"));
        let few = next.is_few().then(|| w.t_args("kpi-few", &[("n", next.n.into())]));
        Some(FunnelMove { rate, detail: figures::detail(w, &next), others: others.collect(), target: few, missed: false })
    }

    /// The leads that came no further than a stage.
    fn left(&self, furthest: Stage, left: Left) -> String {
        let mut more = vec![("furthest", furthest.key())];
        more.extend(left.stages(furthest).into_iter().map(|stage| ("stage", stage.key())));
        self.links().leads(self.asked.period(), &more)
    }

    fn stages(&self) -> Table {
        let w = self.w;
        let keys = [
            "col-reached",
            "col-moved-on",
            "col-waits",
            "col-recycled",
            "col-ended",
            "col-skipped",
            "col-next",
            "col-interval",
            "col-cumulative",
            "col-interval",
        ];
        let columns = std::iter::once(Column::text(w.t("col-stage"))).chain(keys.map(|key| Column::number(w.t(key))));
        let rows = self.funnel.stages.iter().enumerate().map(|(at, stage)| {
            let next = Stage::FUNNEL.get(at + 1).map(|next| self.links().reached(*next));
            let reached = self.links().reached(stage.stage);
            let count = |n: u64, href: Option<String>| figures::cell(w, &Figure::count(n), href.filter(|_| n > 0));
            let left = |left: Left| count(left.count(stage), Some(self.left(stage.stage, left)));
            Row::new(vec![
                Cell::of(&stage_name(w, stage.stage)),
                count(stage.reached, Some(reached)).strong(),
                if next.is_some() { count(stage.moved_on, next.clone()) } else { Cell::empty() },
                if next.is_some() { left(Left::Waits) } else { Cell::empty() },
                left(Left::Recycled),
                left(Left::Ended),
                count(stage.skipped, None),
                stage.next.map_or_else(Cell::empty, |rate| self.rate(&rate, next)),
                stage.next.map_or_else(Cell::empty, |rate| figures::interval_cell(w, &rate)),
                self.rate(&stage.cumulative, Some(self.links().reached(stage.stage))),
                figures::interval_cell(w, &stage.cumulative),
            ])
        });
        Table { class: "sticky", ..Table::new(w.t("funnel-title"), columns.collect(), rows.collect()) }
    }

    /// A rate, with its count where that is small.
    fn rate(&self, rate: &Figure, href: Option<String>) -> Cell {
        figures::rate_cell(self.w, rate, href)
    }
}

/// How leads that came no further stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Waits,
    Recycled,
    Ended,
}

impl Left {
    const fn count(self, stage: &FunnelStage) -> u64 {
        match self {
            Self::Waits => stage.still_here,
            Self::Recycled => stage.recycled,
            Self::Ended => stage.lost,
        }
    }

    /// The stages that they may stand in now: one that waits may have been taken back.
    fn stages(self, furthest: Stage) -> Vec<Stage> {
        match self {
            Self::Recycled => vec![Stage::Recycled],
            Self::Ended => vec![Stage::Lost, Stage::Disqualified],
            Self::Waits => Stage::FUNNEL.into_iter().take(furthest.rank().map_or(0, |rank| rank + 1)).collect(),
        }
    }
}

/// A stage as the head of a column.
#[must_use]
pub fn stage_name(w: Words, stage: Stage) -> Text {
    w.t(&format!("stages-{}", stage.key()))
}

const fn abbreviation(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Mql => Some("MQL"),
        Stage::Sal => Some("SAL"),
        Stage::Sql => Some("SQL"),
        _ => None,
    }
}
