//! What tests stand on: a database of their own, a workspace, and a world told in the words of the business.

mod csv_worlds;
mod database;
mod own_database;
mod server;
mod smtp;
mod world;

pub use csv_worlds::{Mapping, import_files, import_world};
pub use database::TestDatabase;
pub use own_database::OwnDatabase;
pub use smtp::MailServer;
pub use world::{World, money};

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use mihwar::domain::moment::Moment;
use mihwar::domain::period::Period;
use mihwar::domain::person::Language;
use mihwar::domain::workspace::Workspace;

/// A workspace in a zone, with a currency; nothing else is set.
pub fn workspace(zone: &str, currency: &str) -> Workspace {
    Workspace {
        name: "Al Waha".to_owned(),
        zone: zone.parse().unwrap(),
        currency: currency.parse().unwrap(),
        language: Language::En,
        week_start: Weekday::Sun,
        weekend: vec![Weekday::Fri, Weekday::Sat],
        fiscal_month: 1,
        alignment_start: None,
        horizon: None,
        version: 1,
    }
}

/// Days from one up to another, which is not included.
pub fn days(from: &str, to: &str) -> Period {
    Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
}

/// An instant.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A moment as precise as its text: a day, or an instant.
pub fn moment(text: &str) -> Moment {
    text.parse::<NaiveDate>().map_or_else(|_| Moment::Instant(at(text)), Moment::Date)
}
