//! New leads by quality: how many, and what they are expected to be worth, in thirds of the past year's.

use super::figures;
use super::view::Page;
use crate::i18n::Text;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::quality::{Grade, Third};
use crate::web::chart::{self, Svg};
use crate::web::components::{Definition, KpiChange, Link};
use askama::Template;
use askama::filters::HtmlSafe;

/// The card.
#[derive(Template)]
#[template(path = "pages/overview/quality.html")]
pub(super) struct QualityCard {
    title: Text,
    definition: Definition,
    href: String,
    count: Text,
    change: KpiChange,
    mean: Option<Text>,
    heads: [Text; 3],
    thirds: Vec<ThirdRow>,
    note: Result<Text, Link>,
}
impl HtmlSafe for QualityCard {}

/// One third.
struct ThirdRow {
    name: Text,
    leads: Link,
    mean: Result<Text, Text>,
    bar: Svg,
}

impl Page<'_> {
    /// The card of the new leads.
    pub(super) fn quality(&self) -> QualityCard {
        let (w, found) = (self.w, &self.loaded.overview);
        let (quality, leads) = (&found.quality, &found.leads.compared);
        let mean = figures::value(w, &quality.all.mean).map(|mean| w.t_args("quality-mean", &[("mean", mean.into())]));
        let most = [quality.high.leads, quality.middle.leads, quality.low.leads].into_iter().max().unwrap_or(0);
        let thirds = [(Grade::High, &quality.high, ""), (Grade::Middle, &quality.middle, ""), (Grade::Low, &quality.low, "mute")];
        QualityCard {
            title: w.t("kpi-quality"),
            definition: self.definition("quality", &leads.figure),
            href: self.links().leads(self.loaded.frame.asked.period(), &[]),
            count: figures::value(w, &leads.figure).unwrap_or_default(),
            change: self.change(leads),
            mean,
            heads: ["quality-third", "quality-leads", "quality-value"].map(|key| w.t(key)),
            thirds: thirds.map(|(grade, third, class)| self.third(grade, third, most, class)).into(),
            note: if quality.unvalued > 0 {
                let why = figures::reason(w, quality.all.mean.reason.unwrap_or(Reason::NoHistory));
                let text = w.t_args("quality-unvalued", &[("n", quality.unvalued.into()), ("reason", why.into())]);
                Err(Link::new(text, self.graded(Grade::Unvalued)))
            } else {
                Ok(w.t("quality-note"))
            },
        }
    }

    /// The new leads of a third.
    fn graded(&self, grade: Grade) -> String {
        self.links().leads(self.loaded.frame.asked.period(), &[("quality", grade.key())])
    }

    fn third(&self, grade: Grade, third: &Third, most: u64, class: &'static str) -> ThirdRow {
        let w = self.w;
        let count = |n: u64| Figure::count(n).value.unwrap_or_default();
        ThirdRow {
            name: w.t(&format!("quality-{}", grade.key())),
            leads: Link::new(figures::in_unit(w, count(third.leads), Unit::Count), self.graded(grade)),
            mean: figures::value(w, &third.mean).ok_or_else(|| figures::why(w, &third.mean)),
            bar: chart::bar(w.into(), count(third.leads), count(most), class),
        }
    }
}
