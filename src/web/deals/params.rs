//! What the address of the list of deals asks for.

use super::evidence::{evidence, filters as evidence_filters};
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use crate::storage::deal_lists::{DealQuery, DealSort, Standing};
use crate::storage::metrics::Dimension;
use crate::web::extract::{Calendar, Member};
use crate::web::leads::{as_of, dimension, filters};
use crate::web::listing::{Address, Asked, AskedPeriod};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use uuid::Uuid;

/// The parameters in their order.
const KNOWN: &[&str] = &[
    "closed",
    "opened",
    "outcome",
    "customer",
    "credited",
    "lost_reason",
    "took",
    "took_from",
    "account",
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
pub const DEFAULT_SORT: &str = "-date";

/// The list that is asked for.
#[derive(Clone, Debug)]
pub struct DealsAsked {
    /// Its address.
    pub address: Address,
    /// What relative periods are reckoned from.
    pub calendar: Calendar,
    /// Closed when.
    pub closed: AskedPeriod,
    /// Opened when.
    pub opened: AskedPeriod,
}

impl DealsAsked {
    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let (calendar, w) = (Calendar::of(&member.workspace, now), member.viewer.words);
        let address = Address::parse("/deals", KNOWN, asked);
        let closed = AskedPeriod::read("closed", w.t("deal-closed"), &address, &calendar);
        let opened = AskedPeriod::read("opened", w.t("deal-opened"), &address, &calendar);
        Self { address, calendar, closed, opened }
    }

    fn standing(&self) -> Option<Standing> {
        Standing::from_key(self.address.get("outcome")?)
    }

    /// The account asked for.
    #[must_use]
    pub fn account(&self) -> Option<Uuid> {
        self.address.get("account")?.parse().ok()
    }

    /// The question to the database; none where a campaign or an owner is asked for that does not exist.
    pub async fn resolve(&self, db: &mut PgConnection, zone: Tz) -> Result<Option<DealQuery>, StorageError> {
        let Some(filters) = filters(db, self.address.dimensions()).await? else { return Ok(None) };
        let (sort, descending) = self.address.sorted(DEFAULT_SORT);
        let sort = DealSort::from_key(&sort);
        Ok(Some(DealQuery {
            closed: self.closed.period(),
            opened: self.opened.period(),
            standing: self.standing(),
            account: self.account(),
            evidence: evidence(&self.address),
            as_of: self.address.get("as_of").and_then(|text| as_of(text, zone)),
            filters,
            zone,
            descending: descending || sort.is_none(),
            sort: sort.unwrap_or(DealSort::Date),
        }))
    }

    /// The filters as the bar shows them; `account` is the name of the one asked for.
    #[must_use]
    pub fn filters(&self, w: Words, zone: Tz, account: Option<&str>, offered: &[(Dimension, Vec<String>)]) -> Vec<Asked> {
        let name = |standing: Standing| w.t(&format!("standing-{}", standing.key()));
        let plain =
            |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
        let until = self.address.get("as_of").and_then(|text| as_of(text, zone)).map(|at| w.date_time(at));
        let mut all = vec![
            Asked {
                name: "outcome",
                label: w.t("deal-standing"),
                value: self.standing().map(name),
                choices: Standing::ALL.iter().map(|s| (s.key().to_owned(), name(*s))).collect(),
            },
            plain("account", "deal-account", self.account().map(|_| account.map_or_else(|| w.t("list-unknown"), Text::datum))),
            plain("as_of", "list-as-of", until),
        ];
        all.extend(evidence_filters(w, &self.address));
        all.extend(offered.iter().map(|(key, values)| dimension(w, &self.address, *key, values)));
        all
    }
}
