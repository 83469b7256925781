//! What stands in `company.toml`.

use crate::domain::money::{Currency, Money};
use crate::domain::person::{Language, Newcomer, Role, Team};
use chrono_tz::Tz;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Company {
    pub name: String,
    pub zone: Tz,
    pub currency: Currency,
    people: Vec<Somebody>,
    pub channels: Vec<Channel>,
    pub personas: Vec<Persona>,
    pub segments: Vec<Segment>,
    pub regions: Vec<Region>,
    pub campaigns: Vec<Campaign>,
    pub running: Vec<Running>,
    pub notes: Vec<Note>,
    pub words: Words,
    pub names: Names,
}

#[derive(Debug, Deserialize)]
struct Somebody {
    name: String,
    email: String,
    role: Role,
    team: Team,
    language: Language,
}

/// `mql`: the share that marketing qualifies. `lift`: how much more likely a deal is won.
#[derive(Debug, Deserialize)]
pub(super) struct Channel {
    pub name: String,
    pub mql: f64,
    pub lift: f64,
    pub kind: String,
}

/// `mix`: how the persona's first touches spread over the channels.
#[derive(Debug, Deserialize)]
pub(super) struct Persona {
    pub name: String,
    pub share: f64,
    pub amount: f64,
    pub mix: Vec<f64>,
}

/// `qualifies`: the share of accepted leads that become SQL. `stuck`: of the others, how many just stay.
#[derive(Debug, Deserialize)]
pub(super) struct Segment {
    pub name: String,
    pub share: f64,
    pub amount: f64,
    pub qualifies: f64,
    pub stuck: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Region {
    pub name: String,
    pub country: String,
    pub share: f64,
    pub owner: String,
}

/// `from` and `months`: counted from the story's first month. `cost`: a month's. `worth`: what its leads come to.
#[derive(Debug, Deserialize)]
pub(super) struct Campaign {
    pub name: String,
    pub channel: String,
    pub from: i64,
    pub months: i64,
    pub cost: u32,
    pub currency: Option<Currency>,
    pub category: String,
    pub persona: Option<String>,
    #[serde(default = "one")]
    pub worth: f64,
    #[serde(default = "one")]
    pub pull: f64,
}

/// A cost of no campaign, a month.
#[derive(Debug, Deserialize)]
pub(super) struct Running {
    pub category: String,
    pub cost: u32,
}

/// `month`: counted from the story's first. `day`: of that month. `by`: the address of the author.
#[derive(Debug, Deserialize)]
pub(super) struct Note {
    pub month: i64,
    pub day: u64,
    pub by: String,
    pub says: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Words {
    /// In words, and the key of the reason of a handoff.
    pub rejected: Vec<(String, String)>,
    pub dropped: Vec<String>,
    pub lost: Vec<String>,
    pub open_stages: Vec<String>,
    pub outcomes: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Names {
    pub first: Vec<(String, String)>,
    pub last: Vec<(String, String)>,
    pub company: Vec<(String, String)>,
    pub trade: Vec<(String, String, String)>,
}

fn one() -> f64 {
    1.0
}

/// Reads the file, which is part of the program and whose reading a test shows.
pub(super) fn read() -> Company {
    toml::from_str(include_str!("company.toml")).expect("company.toml is well formed")
}

impl Company {
    pub fn users(&self) -> Vec<Newcomer> {
        let user = |one: &Somebody| Newcomer {
            name: one.name.clone(),
            email: one.email.clone(),
            role: one.role,
            team: one.team,
            language: one.language,
        };
        self.people.iter().map(user).collect()
    }

    /// An amount of whole units.
    pub fn money(&self, units: f64, currency: Option<Currency>) -> Money {
        let currency = currency.unwrap_or(self.currency);
        #[expect(clippy::cast_possible_truncation, reason = "some millions at most")]
        let whole = units.round() as i64;
        Money { minor: whole * currency.scale(), currency }
    }
}
