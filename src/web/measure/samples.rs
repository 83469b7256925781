//! Invented answers of the pages that measure, for the template test: a new company, a quiet one, a busy one.

use super::Frame;
use crate::domain::period::Step;
use crate::domain::stage::Stage;
use crate::metrics::cac::{ChannelCosts, Lag, LaggedCac, by_channel};
use crate::metrics::change::Change;
use crate::metrics::cohorts::{Reach, shares_by_offset};
use crate::metrics::conversion::Maturity;
use crate::metrics::costs::Spent;
use crate::metrics::deals::Clock;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::funnel::{Funnel, LeftRow, Standing, period_funnel};
use crate::metrics::histogram::histogram;
use crate::metrics::lost::LostRow;
use crate::metrics::metric::Metric;
use crate::metrics::origins::OriginRow;
use crate::metrics::quantile::Summary;
use crate::metrics::revenue::{self, RevenueStep, Source, Won};
use crate::metrics::stage_times::{StageTime, StageTimes};
use crate::metrics::survival::{Observation, Outcome, Survival};
use crate::reports::cac::{Cac, CacMonth, EntryRow};
use crate::reports::cohorts::{Cohort, CohortStage, Cohorts};
use crate::reports::cycle::{Cycle, Followed, Headline, NamedDay};
use crate::reports::funnel::{Breakdown, BreakdownRow, FunnelReport};
use crate::reports::revenue::Revenue;
use crate::reports::stage_durations::StageDurations;
use crate::reports::trend::{Horizon, Point};
use crate::reports::win_rate::WinRate;
use crate::reports::{Compared, Question};
use crate::storage::metrics::Dimension;
use crate::web::funnel::{Answer, View};
use crate::web::overview::sample::{Company, loaded};
use crate::web::shell::Viewer;
use crate::web::{cac, cycle, funnel, revenue as revenue_page};
use askama::Template as _;
use std::collections::BTreeMap;

/// Every page of a company; `typed` stands in whatever people type.
#[must_use]
pub fn pages(viewer: &Viewer, company: Company, typed: &str) -> Vec<(String, askama::Result<String>)> {
    let sample = Sample::new(company, typed);
    let mut all = Vec::new();
    for view in View::ALL {
        let asked = sample.frame.asked.with_own("view", Some(view.key()));
        let frame = Frame { asked, ..sample.frame.clone() };
        let answer = match view {
            View::Stages => Answer::Stages(Box::new(sample.funnel())),
            View::Cohorts => Answer::Cohorts(Box::new(sample.cohorts())),
            View::Durations => Answer::Durations(Box::new(sample.durations())),
            View::Outcomes => Answer::Outcomes(Box::new(sample.outcomes())),
        };
        all.push((format!("funnel {} of a {company:?} company", view.key()), funnel::page(viewer, &frame, &answer).render()));
    }
    let on = |path| Frame { path, ..sample.frame.clone() };
    all.push((format!("cycle of a {company:?} company"), cycle::page(viewer, &on("/cycle"), &sample.cycle()).render()));
    all.push((
        format!("revenue of a {company:?} company"),
        revenue_page::page(viewer, &on("/revenue"), &sample.revenue()).render(),
    ));
    all.push((format!("cac of a {company:?} company"), cac::page(viewer, &on("/cac"), &sample.cac()).render()));
    all
}

struct Sample<'a> {
    frame: Frame,
    funnel: Funnel,
    is_busy: bool,
    typed: &'a str,
}

impl<'a> Sample<'a> {
    fn new(company: Company, typed: &'a str) -> Self {
        let found = loaded(company, typed);
        let frame = Frame { path: "/funnel", ..found.frame };
        Self { frame, funnel: found.overview.funnel, is_busy: company == Company::Busy, typed }
    }

    fn question(&self) -> &Question {
        &self.frame.question
    }

    /// Some of a busy company, nothing of another.
    fn some<T>(&self, all: Vec<T>) -> Vec<T> {
        if self.is_busy { all } else { Vec::new() }
    }

    /// A target that changes in the last month; a quiet company has none.
    fn targets(&self, value: f64) -> Vec<Option<f64>> {
        let months = self.question().seen().steps(Step::Month).len();
        let of = |at: usize| self.is_busy.then_some(if at + 1 == months { value * 1.2 } else { value });
        (0..months).map(of).collect()
    }

    fn points(&self, figure: Figure) -> Vec<Point> {
        let today = self.question().today();
        let point = |period: crate::domain::period::Period| Point {
            period,
            figure,
            is_running: period.contains(today),
            matures_on: None,
        };
        self.question().seen().steps(Step::Month).into_iter().map(point).collect()
    }

    fn funnel(&self) -> FunnelReport {
        let cohort = self.funnel.clone();
        let left = |current, reason: Option<&str>| LeftRow {
            furthest: Stage::Mql,
            current,
            reason: reason.map(str::to_owned),
            leads: 12,
        };
        let value = |value: Option<&str>, standing| BreakdownRow {
            value: value.map(str::to_owned),
            funnel: self.funnel.clone(),
            standing,
        };
        let rates = cohort.stages.iter().filter_map(|stage| stage.next);
        FunnelReport {
            head: self.question().head("funnel"),
            lead_to_customer: Compared::new(Metric::LeadToCustomer, cohort.lead_to_customer, None),
            stage_rates: rates
                .map(|rate| Compared::new(Metric::StageRate, rate, Some(Figure::rate(1, 3, Reason::NoLeads))))
                .collect(),
            left: self.some(vec![
                left(Stage::Recycled, Some(self.typed)),
                left(Stage::Recycled, None),
                left(Stage::Lost, Some("price")),
            ]),
            breakdown: Some(Breakdown {
                dimension: Dimension::Channel,
                rows: self.some(vec![
                    value(Some(self.typed), Standing::Above),
                    value(None, Standing::NotJudged),
                    value(Some("Email"), Standing::Below),
                ]),
            }),
            period_funnel: period_funnel(if self.is_busy { [10, 12, 5, 4, 1, 0] } else { [0; 6] }),
            cohort_before: None,
            cohort,
        }
    }

    fn cohorts(&self) -> Cohorts {
        let months = self.question().period.steps(Step::Month);
        let leads = if self.is_busy { 480 } else { 0 };
        let reaches: Vec<Reach> =
            (0..months.len()).map(|cohort| Reach { cohort, rank: 5, month: Some(cohort), leads: leads / 9 }).collect();
        let cohort = |(place, period): (usize, &crate::domain::period::Period)| Cohort {
            period: *period,
            leads,
            within_horizon: Figure::none(Unit::Ratio, Reason::Immature),
            maturity: Maturity { is_mature: false, matures_on: period.to },
            lead_to_customer: self.funnel.lead_to_customer,
            still_open: self.funnel.still_open,
            stages: (1..6)
                .map(|rank| CohortStage {
                    stage: Stage::FUNNEL[rank],
                    reached: Figure::rate(leads / 9, leads, Reason::NoLeads),
                    undated: 2,
                    by_offset: shares_by_offset(leads, place, rank, &reaches, &months, self.question().today()),
                })
                .collect(),
        };
        Cohorts {
            head: self.question().head("cohorts"),
            horizon: Horizon { days: 90, is_proposed: true },
            cohorts: months.iter().enumerate().map(cohort).collect(),
        }
    }

    fn durations(&self) -> StageDurations {
        let times = StageTimes { days: self.some(vec![0.5, 3.0, 90.0]), running: 4, undated: 1, negative: 2 };
        let stages = Stage::FUNNEL.into_iter().filter(|stage| *stage != Stage::Won);
        StageDurations {
            head: self.question().head("stage-durations"),
            stages: stages.map(|stage| StageTime::of(stage, &times)).collect(),
        }
    }

    fn outcomes(&self) -> WinRate {
        let rate =
            if self.is_busy { Figure::rate(7, 30, Reason::NoDealsClosed) } else { Figure::rate(0, 0, Reason::NoDealsClosed) };
        let row = |reason: Option<&str>| LostRow {
            reason: reason.map(str::to_owned),
            deals: 5,
            share: Figure::rate(5, 15, Reason::NoDealsClosed),
            amount: Figure::none(Unit::Money(self.question().workspace.currency), Reason::NoAmounts),
        };
        WinRate {
            head: self.question().head("win-rate"),
            win_rate: Compared::new(Metric::WinRate, rate, Some(Figure::rate(9, 40, Reason::NoDealsClosed))),
            by_month: self.points(rate),
            month_targets: self.targets(0.3),
            lost_reasons: self.some(vec![row(Some(self.typed)), row(Some("price")), row(None)]),
        }
    }

    fn cycle(&self) -> Cycle {
        let days = self.some(vec![3.0, 20.0, 21.0, 22.5, 60.0, 400.0]);
        let summary = Summary::of(&days);
        let median = Figure::days(summary.map(|s| s.median), days.len() as u64, Reason::NoDealsWon);
        let headline = |from| Headline {
            from,
            median: Compared::new(Metric::Cycle, median, Some(Figure::days(Some(30.0), 40, Reason::NoDealsWon))),
            summary,
            histogram: histogram(&days),
            without_start: 3,
            negative: 1,
        };
        Cycle {
            head: self.question().head("cycle"),
            opportunity_to_won: headline(Clock::Opportunity),
            lead_to_won: headline(Clock::Lead),
            first_touch_to_won: headline(Clock::FirstTouch),
            by_month: self.points(median),
            month_targets: self.targets(25.0),
            followed: self.followed(),
        }
    }

    fn followed(&self) -> Followed {
        let deal = |(days, outcome): (u32, Outcome)| Observation { days: f64::from(days), outcome };
        let deals =
            self.some(vec![(5, Outcome::Won), (20, Outcome::Lost), (41, Outcome::Open), (70, Outcome::Won), (70, Outcome::Open)]);
        let curves = Survival::of(&deals.into_iter().map(deal).collect::<Vec<_>>());
        let at =
            |day: u16| NamedDay { day, time_to_close: curves.at(f64::from(day)), share_won: curves.share_won(f64::from(day)) };
        Followed {
            deals: curves.n(),
            closed: curves.events(),
            median_time_to_close: curves.median(),
            at: [30, 60, 90].map(at).into(),
            time_to_close: curves.closings().to_vec(),
            share_won: curves.shares().to_vec(),
            without_opening: 2,
            without_closing: 1,
            negative: 1,
        }
    }

    fn sources(&self) -> Vec<Source> {
        self.some(vec![Source::Channel(self.typed.to_owned()), Source::Channel("Email".to_owned()), Source::Unattributed])
    }

    fn revenue(&self) -> Revenue {
        let currency = self.question().workspace.currency;
        let won =
            |deals: u64| Won { deals, priced: deals / 2, minor: 1_250_000 * i64::try_from(deals).unwrap_or(0), ..Won::default() };
        let rows: Vec<(Source, Won)> = self.sources().into_iter().zip([won(8), won(1), won(3)]).collect();
        let all = rows.iter().fold(Won::default(), |sum, (_, won)| sum.and(*won));
        let step = |period| RevenueStep {
            period,
            revenue: all.total(currency),
            deals: all.deals,
            growth: Some(Change::Percent { value: -0.25 }),
            growth_over_year: Some(Change::New),
        };
        let compared = |metric, figure| Compared::new(metric, figure, None);
        Revenue {
            head: self.question().head("revenue"),
            revenue: compared(Metric::Revenue, all.total(currency)),
            growth: Change::Percent { value: 0.123 },
            growth_over_year: Change::NotComparable { reason: Reason::NothingBefore },
            deals_won: compared(Metric::DealsWon, Figure::count(all.deals)),
            deal_size: compared(Metric::DealSize, all.mean(currency)),
            new_customers: compared(Metric::NewCustomers, Figure::count(all.deals)),
            left_out: all.left_out(),
            by_month: self.question().seen().steps(Step::Month).into_iter().map(step).collect(),
            month_targets: self.targets(9_000_000.0),
            attribution: crate::reports::revenue::FIRST_TOUCH_EVER,
            by_channel: revenue::by_channel(&rows, currency),
        }
    }

    fn cac(&self) -> Cac {
        let currency = self.question().workspace.currency;
        let unit = Unit::Money(currency);
        let known = |value: f64, n: u64| {
            if self.is_busy {
                Figure::divided(value, 12.0, n, unit, Reason::NoCustomers)
            } else {
                Figure::none(unit, Reason::NoCosts)
            }
        };
        let spent = Spent { minor: Some(90_000), days_without_rate: 0 };
        let costs: BTreeMap<Source, Spent> = self.sources().into_iter().map(|source| (source, spent)).collect();
        let customers: BTreeMap<Source, f64> = self.sources().into_iter().map(|source| (source, 4.0)).collect();
        let seen = self.question().seen();
        let lag = Lag::of(&[40.0], &[]).filter(|_| self.is_busy);
        let cost = if self.is_busy { Figure::money(270_000, 3, currency) } else { Figure::none(unit, Reason::NoCosts) };
        let compared = |metric, figure| Compared::new(metric, figure, None);
        let month = |period| CacMonth {
            period,
            cost,
            new_customers: 4,
            full: known(270_000.0, 12),
            media: known(90_000.0, 12),
            lagged: known(1.0, 2),
        };
        let origin = |name: Option<&str>| OriginRow {
            name: name.map(str::to_owned),
            cost,
            share: Figure::divided(1.0, 3.0, 3, Unit::Ratio, Reason::NoCosts),
            entries: 3,
        };
        Cac {
            head: self.question().head("cac"),
            full: compared(Metric::Cac, known(270_000.0, 12)),
            media: compared(Metric::CacMedia, known(90_000.0, 12)),
            lagged: LaggedCac { cac: known(300_000.0, 12), lag, cost_period: lag.map(|lag| lag.shift(seen)) },
            costs: compared(Metric::Costs, cost),
            media_costs: cost,
            days_without_rate: u64::from(self.is_busy) * 9,
            new_customers: compared(Metric::NewCustomers, Figure::count(12)),
            deals_won: Figure::count(13),
            by_month: seen.steps(Step::Month).into_iter().map(month).collect(),
            month_targets: self.targets(20_000.0),
            attribution: crate::reports::revenue::FIRST_TOUCH_EVER,
            by_channel: by_channel(&ChannelCosts { full: costs.clone(), media: costs, lagged: None }, &customers, currency),
            by_category: self.some(vec![origin(Some("media")), origin(Some(self.typed))]),
            by_campaign: self.some(vec![origin(Some(self.typed)), origin(None)]),
            entries: self.some(vec![EntryRow {
                period: seen,
                category: self.typed.to_owned(),
                campaign: Some(self.typed.to_owned()),
                channel: None,
                amount: cost,
                cost: Figure::none(unit, Reason::NoRates),
            }]),
        }
    }
}
