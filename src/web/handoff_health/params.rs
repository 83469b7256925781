//! What the address of the list of handoffs asks for.

use super::links::NONE;
use super::list::{reason_name, team_name};
use crate::i18n::{Text, Words};
use crate::reports::question::as_of;
use crate::storage::StorageError;
use crate::storage::handoff_evidence::{Behind, HandoffQuery};
use crate::storage::metrics::Dimension;
use crate::storage::metrics::handoffs::{self, Key, NO_REP, Narrowed};
use crate::web::extract::{Calendar, Member};
use crate::web::leads::dimension;
use crate::web::listing::{Address, Asked, AskedPeriod};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use uuid::Uuid;

/// The parameters in their order.
const KNOWN: &[&str] = &[
    "period",
    "behind",
    "attempt",
    "team",
    "rep",
    "reason",
    "of_campaign",
    "as_of",
    "region",
    "segment",
    "channel",
    "campaign",
    "persona",
    "owner",
    "source",
    "sort",
];
/// The order where none is asked for.
pub const DEFAULT_SORT: &str = "-offered";

/// To which handoffs some parameters narrow, and those that mean nothing.
pub fn narrowed<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Narrowed, Vec<&'a str>) {
    let (mut found, mut odd) = (Narrowed::default(), Vec::new());
    for (name, value) in pairs {
        if let Some(key) = Key::from_key(name)
            && !found.narrow(key, or_empty(value))
        {
            odd.push(name);
        }
    }
    (found, odd)
}

fn or_empty(text: &str) -> &str {
    if text == NONE { "" } else { text }
}

/// The list that is asked for.
#[derive(Clone, Debug)]
pub struct HandoffsAsked {
    /// Its address.
    pub address: Address,
    /// What relative periods are reckoned from.
    pub calendar: Calendar,
    /// Offered when.
    pub period: AskedPeriod,
    now: DateTime<Utc>,
    zone: Tz,
}

impl HandoffsAsked {
    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let (calendar, w, zone) = (Calendar::of(&member.workspace, now), member.viewer.words, member.workspace.zone);
        let mut address = Address::parse("/handoffs/list", KNOWN, asked);
        let period = AskedPeriod::read("period", w.t("handoffs-offered"), &mut address, &calendar);
        address.judge("behind", |key| Behind::from_key(key).is_some());
        for key in Key::ALL {
            address.judge(key.key(), |value| narrowed([(key.key(), value)]).1.is_empty());
        }
        address.judge("as_of", |text| as_of(text, zone).is_some());
        address.judge_place(|sort| sort == "offered");
        Self { address, calendar, period, now, zone }
    }

    /// The list with the days of its period.
    #[must_use]
    pub fn absolute(&self) -> Address {
        self.address.absolute(&[&self.period])
    }

    fn behind(&self) -> Option<Behind> {
        Behind::from_key(self.address.get("behind")?)
    }

    fn rep(&self) -> Option<Uuid> {
        match self.address.get("rep")? {
            NONE => Some(NO_REP),
            id => id.parse().ok(),
        }
    }

    /// The name of the salesperson asked for.
    pub async fn rep_name(&self, db: &mut PgConnection) -> Result<Option<String>, StorageError> {
        let Some(id) = self.rep() else { return Ok(None) };
        Ok(handoffs::assignees(db, &[id]).await?.remove(&id).map(|(name, _)| name))
    }

    /// The question to the database, after whatever does not exist was left out.
    pub async fn resolve(&mut self, db: &mut PgConnection) -> Result<HandoffQuery, StorageError> {
        let filters = self.address.filters(db).await?;
        let pairs = Key::ALL.iter().flat_map(|key| self.address.all(key.key()).map(|value| (key.key(), value)));
        let plain = |name| self.address.get(name).map(|text| or_empty(text).to_owned());
        Ok(HandoffQuery {
            offered: self.period.period(),
            behind: self.behind(),
            reason: plain("reason"),
            campaign: plain("of_campaign"),
            as_of: self.address.get("as_of").and_then(|text| as_of(text, self.zone)).unwrap_or(self.now),
            zone: self.zone,
            filters,
            narrowed: narrowed(pairs).0,
            descending: self.address.sorted(DEFAULT_SORT).1,
        })
    }

    /// The filters as the bar shows them; `rep` is the name of the one asked for.
    #[must_use]
    pub fn filters(&self, w: Words, rep: Option<&str>, offered: &[(Dimension, Vec<String>)]) -> Vec<Asked> {
        let address = &self.address;
        let plain =
            |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
        let name = |behind: Behind| w.t(&format!("behind-{}", behind.key().replace('_', "-")));
        let of_rep = self.rep().map(|id| match rep {
            Some(name) => Text::datum(name),
            None if id == NO_REP => w.t("handoffs-unassigned"),
            None => w.t("list-unknown"),
        });
        let campaign = address.get("of_campaign").map(|name| if name == NONE { w.t("list-without") } else { Text::datum(name) });
        let reason = address.get("reason").map(|key| reason_name(w, Some(key).filter(|key| *key != NONE), None));
        let until = address.get("as_of").and_then(|text| as_of(text, self.zone)).map(|at| w.date_time(at));
        let attempt = address.get("attempt").and_then(|n| n.parse::<i64>().ok()).map(|n| w.integer(n));
        let mut all = vec![
            Asked {
                name: "behind",
                label: w.t("handoffs-behind"),
                value: self.behind().map(name),
                choices: Behind::ALL.iter().map(|behind| (behind.key().to_owned(), name(*behind))).collect(),
            },
            plain("attempt", "handoffs-attempt", attempt),
            plain("team", "handoffs-team", address.get("team").map(|key| team_name(w, Some(key).filter(|key| *key != NONE)))),
            plain("rep", "handoffs-rep", of_rep),
            plain("reason", "handoffs-reason", reason),
            plain("of_campaign", "dimension-campaign", campaign),
            plain("as_of", "list-as-of", until),
        ];
        all.extend(offered.iter().map(|(key, values)| dimension(w, address, *key, values)));
        all
    }
}
