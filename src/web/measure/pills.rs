//! The filter bar: period, comparison and what the leads have in common.

use super::naming::{asked_name, compared_name};
use crate::i18n::{Text, Words};
use crate::reports::{Compare, Question};
use crate::storage::metrics::Dimension;
use crate::storage::metrics::coverage::Coverage;
use crate::web::components::{Choice, Dates, FilterBar, Link, Panel, Pill, PillState};
use crate::web::extract::{Asked, PeriodParam};
use crate::web::icon::Icon;

/// The filter bar of a page.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// The reader's words.
    pub w: Words,
    /// The page whose filters they are.
    pub path: &'static str,
    /// What the address asks for.
    pub asked: &'a Asked,
    /// The question that it came to.
    pub question: &'a Question,
    /// The values that filters offer.
    pub choices: &'a [(Dimension, Vec<String>)],
    /// How fresh the data is.
    pub coverage: &'a Coverage,
}

impl Bar<'_> {
    /// All filters.
    #[must_use]
    pub fn filters(&self) -> FilterBar {
        let (w, asked) = (self.w, self.asked);
        let mut pills = vec![self.period_pill(), self.compare_pill()];
        pills.extend(self.choices.iter().filter_map(|(key, values)| self.dimension_pill(*key, values)));
        let is_narrowed = asked.period.is_some() || asked.compare != Compare::Previous || !asked.filters.is_empty();
        FilterBar {
            w,
            pills,
            clear: is_narrowed.then(|| Link::new(w.t("filter-clear"), asked.cleared().href(self.path))),
            fresh: self.coverage.fresh_at.map(|at| {
                let day = w.day_month(at.with_timezone(&w.zone).date_naive());
                let time = w.t_args("date-time", &[("date", day.into()), ("time", w.time(at).into())]);
                FilterBar::freshness(w, &time)
            }),
        }
    }

    fn period_pill(&self) -> Pill {
        let (w, asked) = (self.w, self.asked);
        let chosen = asked.period();
        let choices = self.presets().into_iter().filter_map(|(key, param)| {
            let period = param.period(asked.calendar())?;
            Some(Choice {
                text: w.t_args(key, &[("n", 30_u64.into())]),
                note: Some(w.period(period)),
                href: asked.with_period(param).href(self.path),
                current: param == chosen,
            })
        });
        let keep = asked.with_period(asked.default_period()).pairs();
        let period = self.question.period;
        let dates = Dates { from: Some(period.from), to: Some(period.last_day()), keep, action: self.path.to_owned() };
        Pill {
            id: "f-period".to_owned(),
            label: w.t("filter-period"),
            value: asked_name(w, asked, period),
            icon: Some(Icon::Calendar),
            state: if asked.period.is_some() { PillState::Active } else { PillState::Default },
            panel: Some(Panel { choices: choices.collect(), dates: Some(dates) }),
            remove: None,
        }
    }

    fn presets(&self) -> Vec<(&'static str, PeriodParam)> {
        let calendar = self.asked.calendar();
        let this = self.asked.default_period();
        let last = this.period(calendar).map(|quarter| PeriodParam::quarter_of(quarter.previous().from, calendar));
        let last_month = crate::domain::period::Period::month_of(calendar.today).previous();
        let mut presets = vec![("period-this-quarter", this)];
        presets.extend(last.map(|last| ("period-last-quarter", last)));
        presets.extend([
            ("period-this-month", PeriodParam::month_of(calendar.today)),
            ("period-last-month", PeriodParam::month_of(last_month.from)),
            ("period-last-days", PeriodParam::LastDays),
            ("period-ytd", PeriodParam::YearToDate),
            ("period-since-alignment", PeriodParam::SinceAlignment),
        ]);
        presets
    }

    fn compare_pill(&self) -> Pill {
        let (w, asked) = (self.w, self.asked);
        let name = |compare: &Compare| {
            let question = Question { compare: *compare, ..self.question.clone() };
            compared_name(w, &question, asked.calendar())
        };
        let choice = |compare: &Compare| Choice {
            text: w.t(&format!("compare-{}", compare.key())),
            note: name(compare),
            href: asked.with_compare(*compare).href(self.path),
            current: *compare == asked.compare,
        };
        Pill {
            id: "f-compare".to_owned(),
            label: w.t("filter-compare"),
            value: name(&asked.compare).unwrap_or_else(|| w.t("compare-none")),
            icon: None,
            state: if asked.compare == Compare::Previous { PillState::Default } else { PillState::Active },
            panel: Some(Panel { choices: Compare::ALL.iter().map(choice).collect(), dates: None }),
            remove: None,
        }
    }

    /// A filter by a dimension; none where the records know only one value and nothing is chosen.
    fn dimension_pill(&self, key: Dimension, values: &[String]) -> Option<Pill> {
        let (w, asked) = (self.w, self.asked);
        let chosen: Vec<&str> = asked.filters.iter().filter(|(k, _)| *k == key).map(|(_, value)| value.as_str()).collect();
        if values.len() < 2 && chosen.is_empty() {
            return None;
        }
        let choice = |value: &String| Choice {
            text: shown(w, value),
            note: None,
            href: asked.with_filter(key, Some(value)).href(self.path),
            current: chosen.contains(&value.as_str()),
        };
        let all = Choice {
            text: w.t("filter-all"),
            note: None,
            href: asked.with_filter(key, None).href(self.path),
            current: chosen.is_empty(),
        };
        let shown: Vec<Text> = chosen.iter().map(|value| shown(w, value)).collect();
        let on = !chosen.is_empty();
        Some(Pill {
            id: format!("f-{}", key.key()),
            label: w.t(&format!("filter-{}", key.key())),
            value: if on { w.list(&shown) } else { w.t("filter-all") },
            icon: None,
            state: if on { PillState::Active } else { PillState::Default },
            panel: Some(Panel { choices: std::iter::once(all).chain(values.iter().map(choice)).collect(), dates: None }),
            remove: on.then(|| asked.with_filter(key, None).href(self.path)),
        })
    }
}

/// A value; the empty one is records without any.
fn shown(w: Words, value: &str) -> Text {
    if value.is_empty() { w.t("filter-without") } else { Text::datum(value) }
}
