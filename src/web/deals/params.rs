//! What the address of the list of deals asks for.

use super::evidence::{self, evidence, filters as evidence_filters};
use crate::i18n::{Text, Words};
use crate::reports::question::as_of;
use crate::storage::StorageError;
use crate::storage::deal_lists::{self, DealQuery, DealSort, Standing};
use crate::storage::metrics::Dimension;
use crate::web::extract::{Calendar, Member};
use crate::web::leads::dimension;
use crate::web::listing::{Address, Asked, AskedPeriod};
use crate::web::records::archived;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use uuid::Uuid;

/// The parameters in their order.
const KNOWN: &[&str] = &[
    "closed",
    "opened",
    "q",
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
    "archived",
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
    /// A number counts what is archived too, so its list shows it.
    fn shows_archived(&self) -> bool {
        ["archived", "closed", "opened", "as_of"].iter().any(|name| self.address.get(name).is_some())
    }

    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let (calendar, w) = (Calendar::of(&member.workspace, now), member.viewer.words);
        let mut address = Address::parse("/deals", KNOWN, asked);
        let closed = AskedPeriod::read("closed", w.t("deal-closed"), &mut address, &calendar);
        let opened = AskedPeriod::read("opened", w.t("deal-opened"), &mut address, &calendar);
        address.judge("outcome", |key| Standing::from_key(key).is_some());
        address.judge("account", |id| id.parse::<Uuid>().is_ok());
        address.judge("archived", |key| key == "with");
        address.judge("as_of", |text| as_of(text, member.workspace.zone).is_some());
        evidence::judge(&mut address);
        address.judge_place(|sort| DealSort::from_key(sort).is_some());
        Self { address, calendar, closed, opened }
    }

    /// The list with the days of its periods.
    #[must_use]
    pub fn absolute(&self) -> Address {
        self.address.absolute(&[&self.closed, &self.opened])
    }

    fn standing(&self) -> Option<Standing> {
        Standing::from_key(self.address.get("outcome")?)
    }

    fn account(&self) -> Option<Uuid> {
        self.address.get("account")?.parse().ok()
    }

    /// The name of the account asked for; one that does not exist is left out.
    async fn account_name(&mut self, db: &mut PgConnection) -> Result<Option<String>, StorageError> {
        let Some(id) = self.account() else { return Ok(None) };
        let name = deal_lists::account_name(db, id).await?;
        if name.is_none() {
            self.address.judge("account", |_| false);
        }
        Ok(name)
    }

    /// The question to the database, after whatever does not exist was left out, and the name of the account asked for.
    pub async fn resolve(&mut self, db: &mut PgConnection, zone: Tz) -> Result<(DealQuery, Option<String>), StorageError> {
        let filters = self.address.filters(db).await?;
        let account = self.account_name(db).await?;
        let (sort, descending) = self.address.sorted(DEFAULT_SORT);
        let wanted = DealQuery {
            closed: self.closed.period(),
            opened: self.opened.period(),
            standing: self.standing(),
            account: self.account(),
            evidence: evidence(&self.address),
            as_of: self.address.get("as_of").and_then(|text| as_of(text, zone)),
            search: self.address.get("q").unwrap_or_default().chars().take(200).collect(),
            archived: self.shows_archived(),
            filters,
            zone,
            descending,
            sort: DealSort::from_key(&sort).unwrap_or(DealSort::Date),
        };
        Ok((wanted, account))
    }

    /// The filters as the bar shows them; `account` is the name of the one asked for.
    #[must_use]
    pub fn filters(&self, w: Words, zone: Tz, account: Option<&str>, offered: &[(Dimension, Vec<String>)]) -> Vec<Asked> {
        let name = |standing: Standing| w.t(&format!("standing-{}", standing.key()));
        let plain =
            |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
        let until = self.address.get("as_of").and_then(|text| as_of(text, zone)).map(|at| w.date_time(at));
        let mut all = vec![
            plain("q", "list-search", self.address.get("q").map(Text::datum)),
            Asked {
                name: "outcome",
                label: w.t("deal-standing"),
                value: self.standing().map(name),
                choices: Standing::ALL.iter().map(|s| (s.key().to_owned(), name(*s))).collect(),
            },
            plain("account", "deal-account", self.account().map(|_| account.map_or_else(|| w.t("list-unknown"), Text::datum))),
            plain("as_of", "list-as-of", until),
            archived(w, &self.address, !self.shows_archived()),
        ];
        all.extend(evidence_filters(w, &self.address));
        all.extend(offered.iter().map(|(key, values)| dimension(w, &self.address, *key, values)));
        all
    }
}
