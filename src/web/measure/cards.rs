//! Cards of the pages behind the overview, their links to one another, and growth in words.

use super::figures;
use super::frame::Frame;
use crate::i18n::{Text, Words};
use crate::metrics::change::Change;
use crate::metrics::figure::Figure;
use crate::reports::Compared;
use crate::web::chart::Svg;
use crate::web::components::{Cell, Definition, KpiCard, KpiChange, Link, Segmented};

/// A number with its change, or with a note where it has none.
#[must_use]
pub fn card(w: Words, id: &str, figure: &Figure, href: Option<String>, change: KpiChange) -> KpiCard {
    let few = figure.is_few().then(|| w.t_args("kpi-few", &[("n", figure.n.into())]));
    KpiCard {
        id: id.to_owned(),
        title: w.t(&format!("card-{id}")),
        href,
        page: None,
        definition: None,
        value: figures::value(w, figure),
        unit: None,
        change: if figure.value.is_some() { change } else { KpiChange::Note(figures::why(w, figure)) },
        note: few,
        spark: Svg::default(),
        span: None,
        foot: None,
        stale: false,
    }
}

/// The same with its change against the other period.
#[must_use]
pub fn compared(w: Words, frame: &Frame, id: &str, compared: &Compared, href: Option<String>) -> KpiCard {
    card(w, id, &compared.figure, href, figures::change(w, compared, frame.versus(w).as_ref()))
}

/// What a number means, over what, and how many records stand behind it.
#[must_use]
pub fn definition(w: Words, frame: &Frame, id: &str, title: Text, figure: Option<&Figure>) -> Definition {
    let mut facts = vec![(w.t("fact-period"), frame.period(w))];
    facts.extend(figure.map(|figure| (w.t("fact-records"), w.t_args("fact-n", &[("n", figure.n.into())]))));
    facts.extend(frame.versus(w).map(|versus| (w.t("fact-comparison"), versus)));
    Definition { w, id: format!("def-{id}"), title, body: w.t(&format!("def-{id}")), facts, link: None }
}

/// The pages behind the cards of the overview, with the same period, comparison and filters.
#[must_use]
pub fn siblings(w: Words, frame: &Frame) -> Segmented {
    let link = |path: &'static str| {
        let text = w.t(&format!("card-page-{}", path.trim_start_matches('/')));
        (Link::new(text, frame.other(path)), path == frame.path)
    };
    Segmented { label: w.t("card-pages"), links: ["/cycle", "/revenue", "/cac"].into_iter().map(link).collect() }
}

/// Growth as a cell: with its sign, new, or why there is none.
#[must_use]
pub fn growth(w: Words, change: Option<Change>) -> Cell {
    match change {
        None => Cell::none(w.t("reason-nothing-before")),
        Some(Change::NotComparable { reason }) => Cell::none(figures::reason(w, reason)),
        Some(Change::New) => Cell::of(&w.t("delta-new")),
        Some(Change::Points { value } | Change::Percent { value }) => Cell::of(&signed(w, value)),
    }
}

/// Growth in a sentence.
#[must_use]
pub fn growth_said(w: Words, key: &str, change: Change, period: Text) -> Option<Text> {
    let by = match change {
        Change::NotComparable { .. } => return None,
        Change::New => w.t("delta-new"),
        Change::Points { value } | Change::Percent { value } => signed(w, value),
    };
    Some(w.t_args(key, &[("by", by.into()), ("period", period.into())]))
}

fn signed(w: Words, value: f64) -> Text {
    w.signed_percent(value, 1)
}
