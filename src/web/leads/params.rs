//! What the address of the list of leads asks for.

use super::evidence::{evidence, filters as evidence_filters};
use crate::domain::moment::{day_start, next_day};
use crate::domain::stage::Stage;
use crate::domain::workspace::HORIZONS;
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use crate::storage::lead_lists::{LeadQuery, LeadSort};
use crate::storage::metrics::filters::FilterError;
use crate::storage::metrics::{Dimension, Filters};
use crate::web::extract::{Calendar, Member};
use crate::web::listing::{Address, Asked, AskedPeriod, dimension_name, dimension_value};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

/// The parameters in their order.
const KNOWN: &[&str] = &[
    "period",
    "q",
    "stage",
    "reached",
    "furthest",
    "skipped",
    "won_within",
    "split",
    "split_value",
    "reached_by",
    "entered",
    "entered_in",
    "reason",
    "time_in",
    "time",
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
pub const DEFAULT_SORT: &str = "-created";

/// The list that is asked for.
#[derive(Clone, Debug)]
pub struct LeadsAsked {
    /// Its address.
    pub address: Address,
    /// What relative periods are reckoned from.
    pub calendar: Calendar,
    /// Created when.
    pub period: AskedPeriod,
}

impl LeadsAsked {
    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let calendar = Calendar::of(&member.workspace, now);
        let address = Address::parse("/leads", KNOWN, asked);
        let period = AskedPeriod::read("period", member.viewer.words.t("lead-created"), &address, &calendar);
        Self { address, calendar, period }
    }

    fn stage(&self, name: &str) -> Option<Stage> {
        self.address.get(name)?.parse().ok()
    }

    fn stages(&self) -> Vec<Stage> {
        self.address.all("stage").filter_map(|key| key.parse().ok()).collect()
    }

    fn won_within(&self) -> Option<u16> {
        self.address.get("won_within")?.parse().ok().filter(|days| HORIZONS.contains(days))
    }

    /// The question to the database; none where a campaign or an owner is asked for that does not exist.
    pub async fn resolve(
        &self,
        db: &mut PgConnection,
        member: &Member,
        now: DateTime<Utc>,
    ) -> Result<Option<LeadQuery>, StorageError> {
        let Some(filters) = filters(db, self.address.dimensions()).await? else { return Ok(None) };
        let zone = member.workspace.zone;
        let contacts = member.user.role.reads_contacts();
        let (sort, descending) = self.address.sorted(DEFAULT_SORT);
        let sort = LeadSort::from_key(&sort).filter(|sort| contacts || *sort != LeadSort::Name);
        Ok(Some(LeadQuery {
            created: self.period.period(),
            stages: self.stages(),
            reached: self.stage("reached"),
            furthest: self.stage("furthest"),
            skipped: self.stage("skipped"),
            won_within: self.won_within(),
            evidence: evidence(&self.address, &self.calendar),
            as_of: self.address.get("as_of").and_then(|text| as_of(text, zone)),
            now,
            search: self.address.get("q").unwrap_or_default().chars().take(200).collect(),
            contacts,
            filters,
            zone,
            descending: descending || sort.is_none(),
            sort: sort.unwrap_or(LeadSort::Created),
            language: member.viewer.words.language,
        }))
    }

    /// The filters as the bar shows them; `offered` are the values of each dimension.
    #[must_use]
    pub fn filters(&self, w: Words, zone: Tz, offered: &[(Dimension, Vec<String>)]) -> Vec<Asked> {
        let stage_name = |stage: Stage| w.t(&format!("stage-{stage}"));
        let stages = |name: &'static str, key: &str, all: &[Stage], shown: bool| {
            let chosen: Vec<Text> = self.address.all(name).filter_map(|s| s.parse().ok()).map(stage_name).collect();
            let choices = all.iter().map(|s| (s.key().to_owned(), stage_name(*s)));
            let choices = if shown || !chosen.is_empty() { choices.collect() } else { Vec::new() };
            Asked { name, label: w.t(key), value: (!chosen.is_empty()).then(|| w.list(&chosen)), choices }
        };
        let plain =
            |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
        let within = self.won_within().map(|days| w.days(f64::from(days)));
        let until = self.address.get("as_of").and_then(|text| as_of(text, zone)).map(|at| w.date_time(at));
        let mut all = vec![
            plain("q", "list-search", self.address.get("q").map(Text::datum)),
            stages("stage", "lead-stage", &Stage::ALL, true),
            stages("reached", "lead-reached", &Stage::FUNNEL, false),
            stages("furthest", "lead-furthest", &Stage::FUNNEL, false),
            stages("skipped", "lead-skipped", &Stage::FUNNEL[1..5], false),
            plain("won_within", "lead-won-within", within),
            plain("as_of", "list-as-of", until),
        ];
        all.extend(evidence_filters(w, &self.address, &self.calendar));
        all.extend(offered.iter().map(|(key, values)| dimension(w, &self.address, *key, values)));
        all
    }
}

/// A dimension as a filter.
#[must_use]
pub fn dimension(w: Words, address: &Address, key: Dimension, values: &[String]) -> Asked {
    let chosen: Vec<Text> = address.all(key.key()).map(|value| dimension_value(w, value)).collect();
    Asked {
        name: key.key(),
        label: dimension_name(w, key),
        value: (!chosen.is_empty()).then(|| w.list(&chosen)),
        choices: values.iter().map(|value| (value.clone(), dimension_value(w, value))).collect(),
    }
}

/// The filters of these values; none where one names a campaign or an owner that does not exist.
pub async fn filters(db: &mut PgConnection, asked: Vec<(Dimension, String)>) -> Result<Option<Filters>, StorageError> {
    match Filters::resolve(db, asked).await {
        Ok(filters) => Ok(Some(filters)),
        Err(FilterError::Storage(error)) => Err(error),
        Err(FilterError::Unknown { .. } | FilterError::Unreadable(_)) => Ok(None),
    }
}

/// An instant, or a day, of which all counts.
#[must_use]
pub fn as_of(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let day = || text.parse::<NaiveDate>().ok().map(|day| day_start(next_day(day), zone) - chrono::TimeDelta::microseconds(1));
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc()).or_else(day)
}
