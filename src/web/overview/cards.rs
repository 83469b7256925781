//! The headline cards.

use super::figures::{self, interval};
use super::view::Page;
use crate::i18n::Text;
use crate::metrics::change::Change;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::reports::overview::Card;
use crate::reports::{Compare, Compared};
use crate::storage::handoff_evidence::Behind;
use crate::web::chart;
use crate::web::components::{Definition, KpiCard, KpiChange, KpiFoot, Link};
use crate::web::handoff_health::HandoffLinks;
use crate::web::measure::naming::period_name;

/// Height of the line in a card.
const SPARK: u32 = 40;

impl Page<'_> {
    /// Lead-to-customer, cycle, CAC, revenue, first response, acceptance.
    pub(super) fn cards(&self) -> Vec<KpiCard> {
        let found = &self.loaded.overview;
        vec![
            self.conversion(),
            self.cycle(),
            self.cac(),
            self.revenue(),
            self.handoffs("sla", &found.sla_attainment, Behind::Met),
            self.handoffs("acceptance", &found.acceptance, Behind::Accepted),
        ]
    }

    /// A rate of handoffs with both of its sides.
    fn handoffs(&self, id: &'static str, card: &Card, behind: Behind) -> KpiCard {
        let (w, figure) = (self.w, &card.compared.figure);
        let sides = figure.value.and(counts(figure));
        let note = sides.map(|(k, n)| w.t_args("handoffs-of", &[("k", k), ("n", n)]));
        let href = HandoffLinks(&self.loaded.frame.asked).behind(Some(behind));
        KpiCard { note: self.note(figure, note), ..self.card(id, card, href) }
    }

    fn conversion(&self) -> KpiCard {
        let (w, found) = (self.w, &self.loaded.overview);
        let rate = &found.lead_to_customer.compared.figure;
        let open = figures::value(w, &found.still_open);
        let note = open.zip(counts(rate)).map(|(open, (won, leads))| {
            w.t_args("kpi-conversion-note", &[("won", won), ("leads", leads), ("open", open.into())])
        });
        let href = self.links().leads(self.loaded.frame.asked.period(), &[("reached", "won")]);
        KpiCard { note: self.note(rate, note), ..self.card("conversion", &found.lead_to_customer, href) }
    }

    fn cycle(&self) -> KpiCard {
        let (w, card) = (self.w, &self.loaded.overview.cycle);
        let note = card.compared.figure.value.map(|_| w.t_args("kpi-deals-won", &[("n", card.compared.figure.n.into())]));
        let href = self.links().won(self.loaded.frame.asked.period());
        let mut kpi = KpiCard { note: self.note(&card.compared.figure, note), ..self.card("cycle", card, href) };
        if let Some(days) = card.compared.figure.value {
            kpi.value = Some(w.days_number(days));
            kpi.unit = Some(w.days_unit(days));
        }
        kpi
    }

    fn cac(&self) -> KpiCard {
        let (w, card) = (self.w, &self.loaded.overview.cac);
        let figure = &card.compared.figure;
        let note = figure.value.and(figure.numerator).zip(figure.denominator).map(|(cost, customers)| {
            let cost = figures::in_unit(w, cost, figure.unit);
            w.t_args("kpi-cac-note", &[("cost", cost.into()), ("n", crate::i18n::Arg::Number(customers, 0))])
        });
        let href = self.links().customers(self.loaded.frame.asked.period());
        KpiCard { note: self.note(figure, note), ..self.card("cac", card, href) }
    }

    fn revenue(&self) -> KpiCard {
        let (w, found) = (self.w, &self.loaded.overview);
        let figure = &found.revenue.compared.figure;
        let won = w.t_args("kpi-deals-won", &[("n", figure.n.into())]);
        let over_year = self.loaded.frame.asked.compare == Compare::Previous;
        let growth = figure.value.filter(|_| over_year).and_then(|_| self.growth(found.revenue_growth_over_year));
        let parts: Vec<Text> = std::iter::once(won).chain(growth).collect();
        let note = figure.value.map(|_| w.list(&parts));
        let href = self.links().won(self.loaded.frame.asked.period());
        KpiCard { note: self.note(figure, note), ..self.card("revenue", &found.revenue, href) }
    }

    /// "30.1% more than Q3 2025".
    fn growth(&self, change: Change) -> Option<Text> {
        let w = self.w;
        let before = self.loaded.frame.question.cut(self.loaded.frame.question.period.year_before());
        let period = period_name(w, before, self.loaded.frame.asked.calendar());
        let by = w.percent(change.value()?.abs(), 1);
        let key = if change.value()? < 0.0 { "growth-less" } else { "growth-more" };
        Some(w.t_args(key, &[("by", by.into()), ("period", period.into())]))
    }

    fn card(&self, id: &'static str, card: &Card, href: String) -> KpiCard {
        let (w, figure) = (self.w, &card.compared.figure);
        let mut definition = self.definition(id, figure);
        definition.facts.extend(self.target_facts(&card.target));
        let values: Vec<Option<f64>> = card.months.iter().map(|point| point.figure.value).collect();
        let span = card.months.first().zip(card.months.last()).filter(|_| values.iter().any(Option::is_some));
        KpiCard {
            id: id.to_owned(),
            title: w.t(&format!("kpi-{id}")),
            href: Some(href),
            page: Some(self.page_of(id)),
            definition: Some(definition),
            value: figures::value(w, figure),
            unit: None,
            change: self.change(&card.compared),
            note: None,
            spark: chart::spark_to(w.into(), &values, &card.target.months, SPARK),
            span: span.map(|(first, last)| (w.month(first.period.from), w.month(last.period.from))),
            foot: self.rates_hint(figure).or_else(|| self.foot(&card.target)),
            stale: false,
        }
    }

    /// The page behind a card, with the same period, comparison and filters.
    fn page_of(&self, id: &str) -> String {
        let path = match id {
            "conversion" => "/funnel".to_owned(),
            "sla" | "acceptance" => "/handoffs/health".to_owned(),
            id => format!("/{id}"),
        };
        self.loaded.frame.other(&path)
    }

    /// The change, or why there is none.
    pub(super) fn change(&self, compared: &Compared) -> KpiChange {
        figures::change(self.w, compared, self.versus.as_ref())
    }

    /// What a number means, how many records stand behind it and how sure it is.
    pub(super) fn definition(&self, id: &str, figure: &Figure) -> Definition {
        let w = self.w;
        let mut facts =
            vec![(w.t("fact-period"), self.period.clone()), (w.t("fact-records"), w.t_args("fact-n", &[("n", figure.n.into())]))];
        facts.extend(figure.interval.map(|found| (w.t("fact-interval"), interval(w, found, figure.unit))));
        facts.extend(self.versus.clone().map(|versus| (w.t("fact-comparison"), versus)));
        let days = [("days", w.integer(i64::from(self.loaded.overview.horizon.days)).into())];
        Definition {
            w,
            id: format!("def-{id}"),
            title: w.t_args(&format!("kpi-{id}"), &days),
            body: w.t_args(&format!("def-{id}"), &days),
            facts,
            link: None,
        }
    }

    /// Where the missing exchange rates are entered, for whoever may.
    fn rates_hint(&self, figure: &Figure) -> Option<KpiFoot> {
        let is_missing = figure.reason == Some(Reason::NoRates) && self.role.administers();
        is_missing.then(|| KpiFoot::Link(Link::new(self.w.t("rates-hint"), "/settings/rates")))
    }

    /// A note with a mark where the records are few.
    fn note(&self, figure: &Figure, note: Option<Text>) -> Option<Text> {
        let few = figure.is_few().then(|| self.w.t_args("kpi-few", &[("n", figure.n.into())]));
        let parts: Vec<Text> = note.into_iter().chain(few).collect();
        (!parts.is_empty()).then(|| self.w.list(&parts))
    }
}

/// Both sides of a rate.
fn counts(figure: &Figure) -> Option<(crate::i18n::Arg, crate::i18n::Arg)> {
    use crate::i18n::Arg::Number;
    debug_assert!(figure.unit == Unit::Ratio, "only rates have counts");
    Some((Number(figure.numerator?, 0), Number(figure.denominator?, 0)))
}
