//! An invented overview for the template test: empty, typical, extreme.

use super::Loaded;
use crate::domain::period::{Period, add_months};
use crate::domain::person::Language;
use crate::domain::stage::Stage;
use crate::domain::workspace::Workspace;
use crate::metrics::change::Change;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::funnel::{CohortCount, Entered, Funnel};
use crate::metrics::kpi::Kpi;
use crate::metrics::metric::Metric;
use crate::metrics::quality::{Unvalued, Valued, by_quality};
use crate::metrics::since::Turn;
use crate::metrics::target::{Asked as Judged, Standing, Step, Targets};
use crate::reports::overview::{Card, Overview};
use crate::reports::since::Since;
use crate::reports::trend::{Horizon, Point};
use crate::reports::{Compared, Question};
use crate::storage::chart_notes::Note;
use crate::storage::metrics::Dimension;
use crate::storage::metrics::coverage::Coverage;
use crate::web::extract::{Asked, Calendar};
use crate::web::measure::Frame;
use crate::web::styleguide::samples::Tone;
use chrono::{DateTime, NaiveDate, Utc};

/// How an invented company is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// Nothing was imported.
    New,
    /// Something was, but not in this period.
    Quiet,
    /// As on any day.
    Busy,
}

/// An overview of an invented company; `typed` stands in every filter and names what was mistyped.
#[must_use]
pub fn loaded(company: Company, typed: &str) -> Loaded {
    let now: DateTime<Utc> = DateTime::from_timestamp(1_790_664_000, 0).unwrap_or_default();
    let workspace = workspace(company);
    let calendar = Calendar::of(&workspace, now);
    let mut asked = Asked::nothing(calendar);
    if company == Company::Busy {
        asked = asked.with_filter(Dimension::Region, Some(typed));
        asked.ignore("segment", typed);
    }
    let quarter = Period::quarter_of(calendar.today, workspace.fiscal_month);
    let question = Question::new(workspace, quarter, now);
    Loaded {
        overview: overview(company, &question),
        frame: Frame {
            path: "/overview",
            asked,
            question,
            choices: vec![(Dimension::Region, vec![typed.to_owned(), "Gulf".to_owned()])],
            coverage: Coverage { has_records: company != Company::New, fresh_at: Some(now) },
            notes: notes(company, typed, quarter),
            may_note: company == Company::Busy,
        },
        since: (company == Company::Busy).then(|| since(quarter, now)),
    }
}

fn notes(company: Company, typed: &str, quarter: Period) -> Vec<Note> {
    let note = |day: NaiveDate| Note { day, body: typed.to_owned(), ..crate::web::notes::samples::note(Tone::Typical) };
    if company == Company::Busy { vec![note(quarter.from), note(add_months(quarter.from, -3))] } else { Vec::new() }
}

fn since(quarter: Period, now: DateTime<Utc>) -> Since {
    use crate::metrics::change::Verdict::{Better, Same};
    use crate::metrics::target::State::{Close, Met, Missed};
    Since {
        at: now,
        turns: vec![
            (Kpi::Revenue, Turn::Reached),
            (Kpi::Acceptance, Turn::Reached),
            (Kpi::Cac, Turn::Target { from: Met, to: Missed, is_new_target: false }),
            (Kpi::Leads, Turn::Target { from: Close, to: Met, is_new_target: true }),
            (Kpi::WithinHorizon, Turn::Verdict { from: Better, to: Same }),
        ],
        days: quarter.first_days(3),
        closed: 11,
        won: 1,
        leads: 0,
        handoffs: 40,
    }
}

fn workspace(company: Company) -> Workspace {
    Workspace {
        name: "Al Waha".to_owned(),
        zone: chrono_tz::Asia::Riyadh,
        currency: "SAR".parse().unwrap_or_else(|_| unreachable!("three letters")),
        language: Language::En,
        week_start: chrono::Weekday::Sun,
        weekend: vec![chrono::Weekday::Fri, chrono::Weekday::Sat],
        fiscal_month: 1,
        alignment_start: (company == Company::Busy).then(|| NaiveDate::from_ymd_opt(2026, 3, 2)).flatten(),
        horizon: None,
        version: 1,
    }
}

fn overview(company: Company, question: &Question) -> Overview {
    let busy = company == Company::Busy;
    let money = Unit::Money(question.workspace.currency);
    let known = |figure: Figure, reason: Reason| if busy { figure } else { Figure::none(figure.unit, reason) };
    let funnel = funnel(busy);
    let standing = |kpi: Kpi, figure: Figure| standing(kpi, question, figure, busy);
    let card = |metric: Metric, kpi: Kpi, figure: Figure, before: Figure| Card {
        compared: Compared::new(metric, figure, Some(before)),
        months: months(question, figure),
        target: standing(kpi, figure),
    };
    let rate = funnel.lead_to_customer;
    let cost = known(Figure::divided(112_860_000.0, 270.0, 270, money, Reason::NoCustomers), Reason::NoRates);
    let days = known(Figure::days(Some(34.0), 7, Reason::NoDealsWon), Reason::NoDealsWon);
    let revenue = known(Figure::money(842_000_000, 270, question.workspace.currency), Reason::NoDealsWon);
    let sla = known(Figure::rate(330, 404, Reason::NoHandoffs), Reason::NoHandoffs);
    let accepted = known(Figure::rate(7, 8, Reason::NoHandoffs), Reason::NoHandoffs);
    let values = [Valued { value: 1200.0, leads: 900 }, Valued { value: 90_000.0, leads: 8 }];
    let new = if busy { values.as_slice() } else { &[] };
    let quality = by_quality(new, &values, Unvalued { leads: 3, reason: Reason::NoRates }, question.workspace.currency);
    Overview {
        head: question.head("overview"),
        horizon: Horizon { days: 90, is_proposed: true },
        alignment_start: question.workspace.alignment_start,
        lead_to_customer: card(Metric::LeadToCustomer, Kpi::WithinHorizon, rate, Figure::rate(200, 4000, Reason::NoLeads)),
        still_open: funnel.still_open,
        cycle: card(Metric::Cycle, Kpi::Cycle, days, Figure::days(Some(40.0), 200, Reason::NoDealsWon)),
        cac: card(Metric::Cac, Kpi::Cac, cost, Figure::none(money, Reason::NoRates)),
        new_customers: Compared::new(Metric::NewCustomers, Figure::count(270), None),
        revenue: card(Metric::Revenue, Kpi::Revenue, revenue, Figure::money(0, 0, question.workspace.currency)),
        revenue_growth: Change::New,
        revenue_growth_over_year: Change::Percent { value: 0.301 },
        revenue_growth_target: standing(Kpi::RevenueGrowth, Figure::plain(0.301, 270, Unit::Ratio)),
        sla_attainment: card(Metric::SlaAttainment, Kpi::SlaAttainment, sla, Figure::rate(300, 400, Reason::NoHandoffs)),
        acceptance: card(Metric::Acceptance, Kpi::Acceptance, accepted, Figure::rate(330, 400, Reason::NoHandoffs)),
        win_rate: card(Metric::WinRate, Kpi::WinRate, rate, rate),
        leads: card(Metric::Leads, Kpi::Leads, Figure::count(funnel.leads), Figure::count(4000)),
        quality,
        quality_before: None,
        lead_quality: Compared::new(Metric::LeadQuality, quality.all.mean, None),
        lead_quality_target: standing(Kpi::LeadQuality, quality.all.mean),
        funnel,
        funnel_before: None,
    }
}

fn funnel(busy: bool) -> Funnel {
    use Stage::{Disqualified, Lead, Lost, Mql, Opportunity, Recycled, Sal, Sql, Won};
    let count = |furthest, current, leads| CohortCount {
        furthest,
        current,
        entered: Entered::stages(&[Lead, furthest]),
        recycled_before: furthest == Won,
        leads,
    };
    let counts = [
        count(Lead, Lead, 1200),
        count(Lead, Disqualified, 1166),
        count(Mql, Recycled, 214),
        count(Sal, Sal, 728),
        count(Sql, Sql, 343),
        count(Opportunity, Lost, 4),
        count(Won, Won, 3),
    ];
    Funnel::of(if busy { &counts } else { &[] })
}

/// A target that changed within the trend: passed for some, missed for others.
fn standing(kpi: Kpi, question: &Question, figure: Figure, busy: bool) -> Standing {
    let value = figure.value.filter(|value| busy && *value > 0.0);
    let step = |back: i64, part: f64| Step { from: add_months(question.period.from, -back), value: value.map(|v| v * part) };
    let targets = Targets::new(vec![step(6, 0.8), step(0, if kpi == Kpi::Cac { 0.7 } else { 0.32 })]);
    let asked = Judged {
        period: question.period,
        today: question.today(),
        figure,
        matures_on: (kpi == Kpi::WithinHorizon).then_some(question.period.to),
        past: None,
        is_filtered: false,
    };
    Standing::of(kpi, &targets, &question.trend_months(), &asked)
}

fn months(question: &Question, figure: Figure) -> Vec<Point> {
    let months = question.trend_months();
    let last = months.len().saturating_sub(1);
    let point = |(at, period): (usize, Period)| Point {
        period,
        figure: if at == 2 { Figure::none(figure.unit, Reason::Immature) } else { figure },
        is_running: at == last,
        matures_on: (at + 2 > last).then(|| add_months(period.to, 3)),
    };
    months.into_iter().enumerate().map(point).collect()
}
