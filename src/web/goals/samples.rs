//! Goals of an invented company, for the template test.

use super::detail::{self, GoalPage, Sent};
use super::form::TargetForm;
use super::list::{self, GoalsPage};
use crate::domain::ids::{KpiId, PersonId};
use crate::domain::period::{Period, add_months};
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::metrics::figure::{Figure, Reason};
use crate::metrics::kpi::Kpi;
use crate::metrics::target::{Asked, Standing, Step, Targets};
use crate::reports::Question;
use crate::reports::goals::{Goal, Goals};
use crate::reports::trend::Horizon;
use crate::storage::kpis::{Owner, OwnerChange, RecordedTarget, StoredKpi, TargetState};
use crate::web::extract::{Calendar, Member};
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::{DateTime, Utc};

/// The pages of a tone: the list, and a number with a form that was refused.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, if tone == Tone::Empty { Role::Viewer } else { Role::Manager });
    let now: DateTime<Utc> = DateTime::from_timestamp(1_787_000_000, 0).unwrap_or_default();
    let calendar = Calendar::of(&member.workspace, now);
    let quarter = Period::quarter_of(calendar.today, 1);
    let question = Question::new(member.workspace.clone(), quarter, now);
    let goals: Vec<Goal> = Kpi::ALL.iter().map(|kpi| goal(*kpi, tone, &member, &question)).collect();
    let stored = stored(tone);
    let mut pages: Vec<(String, askama::Result<String>)> = Vec::new();
    for goal in goals.clone() {
        let name = format!("goal {}", goal.kpi.key());
        let loaded = detail::Loaded {
            goal,
            horizon: 90,
            quarter,
            stored: stored.first().cloned(),
            history: history(tone, quarter, now),
            owner_changes: vec![OwnerChange { at: now, by: None, fields: vec!["sales_owner".to_owned()] }],
            people: [stored.iter().filter_map(|stored| stored.marketing.clone()).collect(), Vec::new()],
            calendar,
        };
        pages.push((name, GoalPage::new(&member, &loaded, &sent(tone)).render()));
    }
    let horizon = Horizon { days: 90, is_proposed: true };
    let loaded = list::Loaded { goals: Goals { head: question.head("goals"), horizon, goals }, stored, calendar };
    pages.push(("goals".to_owned(), GoalsPage::new(&member, &loaded).render()));
    pages
}

fn goal(kpi: Kpi, tone: Tone, member: &Member, question: &Question) -> Goal {
    let unit = kpi.unit(member.workspace.currency);
    let (value, monthly) =
        if matches!(unit, crate::metrics::figure::Unit::Ratio) { (0.055, 0.06) } else { (250_000.0, 200_000.0) };
    let figure = match tone {
        Tone::Empty => Figure::none(unit, Reason::NoLeads),
        Tone::Typical => Figure::plain(value, 60, unit),
        Tone::Extreme => Figure::plain(1e14, 1_000_000, unit),
        Tone::Hostile => Figure::plain(-0.001, 3, unit),
    };
    let step = Step { from: add_months(question.period.from, -1), value: (tone != Tone::Empty).then_some(monthly) };
    let asked = Asked {
        period: question.period,
        today: question.today(),
        figure,
        matures_on: None,
        past: None,
        is_filtered: tone == Tone::Extreme && kpi == Kpi::Cac,
    };
    Goal {
        kpi,
        period: question.period,
        figure,
        target: Standing::of(kpi, &Targets::new(vec![step]), &question.trend_months(), &asked),
        has_marketing_owner: tone != Tone::Empty,
        has_sales_owner: false,
    }
}

fn stored(tone: Tone) -> Vec<StoredKpi> {
    let owner = Owner { id: PersonId(uuid::Uuid::nil()), name: tone.typed() };
    let one = |kpi: &Kpi| StoredKpi {
        id: KpiId(uuid::Uuid::nil()),
        kpi: *kpi,
        marketing: Some(owner.clone()),
        sales: None,
        version: 3,
    };
    if tone == Tone::Empty { Vec::new() } else { Kpi::ALL.iter().map(one).collect() }
}

fn history(tone: Tone, quarter: Period, now: DateTime<Utc>) -> Vec<RecordedTarget> {
    let row = |months: i64, state, value, holds| RecordedTarget {
        from: add_months(quarter.from, months),
        state,
        value,
        at: now,
        by: Some(tone.typed()),
        holds,
    };
    if tone == Tone::Empty {
        return Vec::new();
    }
    vec![
        row(6, TargetState::Ended, None, true),
        row(0, TargetState::Set, Some(0.06), true),
        row(0, TargetState::Set, Some(0.05), false),
        row(-6, TargetState::Set, Some(0.04), true),
        row(-9, TargetState::Removed, None, true),
    ]
}

fn sent(tone: Tone) -> Sent {
    if tone != Tone::Hostile {
        return Sent::default();
    }
    let form = TargetForm { month: tone.typed(), value: tone.typed(), ..TargetForm::default() };
    let errors = vec![("month", "error-goal-month"), ("value", "error-goal-growth"), ("sales", "error-goal-owner")];
    Sent { target: Some(form), owners: None, errors, stale: Some(vec![(Text::datum(&tone.typed()), tone.text())]) }
}
