//! The company of `mihwar demo`: fictional, and the same for the same day and seed.
//!
//! Two teams, two years of campaigns with their costs, some five thousand leads and what became of them. From the
//! alignment start on, sales answers sooner, accepts more and wins more; one segment leaks and one campaign
//! disappoints. Nothing here knows the database: the rows are those that an import brings.

mod campaigns;
mod company;
mod dice;
pub mod goals;
mod handoff;
mod lead;
mod names;
pub mod notes;
#[cfg(test)]
mod tests;

use crate::domain::moment::day_start;
use crate::domain::money::Currency;
use crate::domain::period::add_months;
use crate::domain::person::{Language, Newcomer};
use crate::domain::record::{Kind, Record};
use crate::domain::workspace::Workspace;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use company::Company;
use dice::{Dice, rounded};

/// The password of everybody in the demo; the sign-in page of a demo says it.
pub const PASSWORD: &str = "alignment-demo";
/// The seed of the company that everybody sees.
pub const SEED: u64 = 7;

/// Months that the story takes before the month of today.
const MONTHS: i64 = 23;
/// Months before that of today in which the teams agree.
const ALIGNED_MONTHS_AGO: i64 = 11;
/// Leads of the first month.
const FIRST_MONTH: f64 = 170.0;
/// Growth of the leads a month.
const GROWTH: f64 = 1.018;

/// The company and all that happened in it.
#[derive(Debug)]
pub struct Demo {
    /// Its settings.
    pub workspace: Workspace,
    /// Its people.
    pub users: Vec<Newcomer>,
    /// Exchange rates: the currency, the day from which one holds, and the units of the workspace's for one of it.
    pub rates: Vec<(Currency, NaiveDate, f64)>,
    /// What its teams agreed on.
    pub goals: Vec<goals::Goal>,
    /// What its people wrote on the charts.
    pub notes: Vec<notes::Note>,
    /// What happened, by kind, in the order in which the rows may refer to one another.
    pub rows: Vec<(Kind, Vec<Record>)>,
}

/// Everybody who signs in to the demo.
#[must_use]
pub fn people() -> Vec<Newcomer> {
    company::read().users()
}

/// The day at a moment, where the company is.
#[must_use]
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&company::read().zone).date_naive()
}

/// Invents the company as it stands at the beginning of a day.
#[must_use]
pub fn invent(today: NaiveDate, seed: u64) -> Demo {
    let company = company::read();
    let story = Story::new(&company, today);
    let mut dice = Dice::new(seed);
    let mut rows = Rows::default();
    campaigns::tell(&story, &mut dice, &mut rows);
    let mut told = 0;
    for (month, start) in story.months().enumerate() {
        for _ in 0..leads_of(month, start, &mut dice) {
            told += 1;
            lead::tell(&story, told, start, &mut dice, &mut rows);
        }
    }
    lead::renew(&story, &mut dice, &mut rows);
    Demo {
        workspace: story.workspace(),
        users: company.users(),
        rates: vec![("USD".parse().unwrap_or(company.currency), story.start, 3.75)],
        goals: goals::agreed(&story),
        notes: notes::written(&story),
        rows: rows.by_kind(),
    }
}

/// When the story plays.
#[derive(Debug)]
struct Story<'a> {
    company: &'a Company,
    start: NaiveDate,
    aligned: NaiveDate,
    today: NaiveDate,
    end: DateTime<Utc>,
}

impl<'a> Story<'a> {
    fn new(company: &'a Company, today: NaiveDate) -> Self {
        let month = today.with_day(1).unwrap_or(today);
        Self {
            company,
            start: add_months(month, -MONTHS),
            aligned: add_months(month, -ALIGNED_MONTHS_AGO),
            today,
            end: day_start(today, company.zone),
        }
    }

    fn zone(&self) -> Tz {
        self.company.zone
    }

    /// The first day of every month of the story.
    fn months(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let start = self.start;
        (0..=MONTHS).map(move |month| add_months(start, month))
    }

    /// How far the alignment has taken hold at a moment: 0 before it, 1 from two months after it, and a quarter more by
    /// the end of a year, since habits take time.
    fn alignment(&self, at: DateTime<Utc>) -> f64 {
        let days = (at - day_start(self.aligned, self.zone())).num_days();
        #[expect(clippy::cast_precision_loss, reason = "a number of days is small")]
        let days = days as f64;
        (days / 60.0).clamp(0.0, 1.0) + 0.25 * (days / 365.0).clamp(0.0, 1.0)
    }

    /// Whether something has happened when the story ends.
    fn told(&self, at: DateTime<Utc>) -> bool {
        at < self.end
    }

    fn workspace(&self) -> Workspace {
        Workspace {
            name: self.company.name.clone(),
            zone: self.zone(),
            currency: self.company.currency,
            language: Language::En,
            week_start: Weekday::Sun,
            weekend: vec![Weekday::Fri, Weekday::Sat],
            fiscal_month: 1,
            alignment_start: Some(self.aligned),
            horizon: Some(90),
            version: 1,
        }
    }
}

/// How many leads a month brings: growth, a quiet summer and a strong spring, and a little chance.
fn leads_of(month: usize, start: NaiveDate, dice: &mut Dice) -> usize {
    let season = match start.month() {
        7 | 8 => 0.88,
        3 | 4 | 10 | 11 => 1.08,
        _ => 1.0,
    };
    let steps = i32::try_from(month).unwrap_or_default();
    let expected = FIRST_MONTH * GROWTH.powi(steps) * season;
    rounded(expected * dice.between(0.96, 1.04))
}

/// What was told so far.
#[derive(Debug, Default)]
struct Rows {
    accounts: Vec<Record>,
    campaigns: Vec<Record>,
    costs: Vec<Record>,
    leads: Vec<Record>,
    deals: Vec<Record>,
    stages: Vec<Record>,
    touches: Vec<Record>,
    activities: Vec<Record>,
    handoffs: Vec<Record>,
}

impl Rows {
    fn by_kind(self) -> Vec<(Kind, Vec<Record>)> {
        vec![
            (Kind::Account, self.accounts),
            (Kind::Campaign, self.campaigns),
            (Kind::CampaignCost, self.costs),
            (Kind::Lead, self.leads),
            (Kind::Deal, self.deals),
            (Kind::StageEvent, self.stages),
            (Kind::Touch, self.touches),
            (Kind::Activity, self.activities),
            (Kind::Handoff, self.handoffs),
        ]
    }
}
