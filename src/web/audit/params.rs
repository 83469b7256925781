//! What the address of the log asks for.

use super::words::{KINDS, VERBS, kind, verb};
use crate::i18n::{Text, Words};
use crate::storage::audit::AuditQuery;
use crate::web::extract::{Calendar, Member};
use crate::web::listing::{Address, Asked, AskedPeriod};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

const KNOWN: &[&str] = &["period", "person", "verb", "kind"];
/// In place of a person: the command line and jobs.
const NOBODY: &str = "none";

/// The log that is asked for.
#[derive(Clone, Debug)]
pub struct AuditAsked {
    /// Its address.
    pub address: Address,
    /// What relative periods are reckoned from.
    pub calendar: Calendar,
    /// When.
    pub period: AskedPeriod,
}

impl AuditAsked {
    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let calendar = Calendar::of(&member.workspace, now);
        let mut address = Address::parse("/settings/audit", KNOWN, asked);
        let period = AskedPeriod::read("period", member.viewer.words.t("audit-when"), &mut address, &calendar);
        address.judge("person", |id| id == NOBODY || id.parse::<Uuid>().is_ok());
        address.judge("verb", |key| VERBS.contains(&key));
        address.judge("kind", |key| KINDS.contains(&key));
        address.judge_place(|_| false);
        Self { address, calendar, period }
    }

    /// The log with the days of its period.
    #[must_use]
    pub fn absolute(&self) -> Address {
        self.address.absolute(&[&self.period])
    }

    fn person(&self) -> Option<Uuid> {
        match self.address.get("person")? {
            NOBODY => Some(Uuid::nil()),
            id => id.parse().ok(),
        }
    }

    fn known(&self, name: &str, all: &[&'static str]) -> Option<&'static str> {
        let asked = self.address.get(name)?;
        all.iter().copied().find(|key| *key == asked)
    }

    /// The question to the database.
    #[must_use]
    pub fn query(&self, zone: Tz) -> AuditQuery {
        AuditQuery {
            person: self.person(),
            verb: self.known("verb", VERBS).map(str::to_owned),
            kind: self.known("kind", KINDS).map(str::to_owned),
            days: self.period.period().map(|days| (days, zone)),
        }
    }

    /// The filters as the bar shows them.
    #[must_use]
    pub fn filters(&self, w: Words, writers: &[(Uuid, String)]) -> Vec<Asked> {
        let mut people: Vec<(String, Text)> = vec![(NOBODY.to_owned(), w.t("audit-nobody"))];
        people.extend(writers.iter().map(|(id, name)| (id.to_string(), Text::datum(name))));
        let chosen = self.person().map(|id| if id.is_nil() { NOBODY.to_owned() } else { id.to_string() });
        let person =
            chosen.map(|id| people.iter().find(|(own, _)| *own == id).map_or_else(|| w.t("list-unknown"), |(_, n)| n.clone()));
        let worded = |all: &[&'static str], word: fn(Words, &str) -> Text| -> Vec<(String, Text)> {
            all.iter().map(|key| ((*key).to_owned(), word(w, key))).collect()
        };
        vec![
            Asked { name: "person", label: w.t("audit-who"), value: person, choices: people },
            Asked {
                name: "verb",
                label: w.t("audit-verb"),
                value: self.known("verb", VERBS).map(|key| verb(w, key)),
                choices: worded(VERBS, verb),
            },
            Asked {
                name: "kind",
                label: w.t("audit-kind"),
                value: self.known("kind", KINDS).map(|key| kind(w, key)),
                choices: worded(KINDS, kind),
            },
        ]
    }
}
