//! What the address of the list of leads asks for.

use super::evidence::{self, evidence, filters as evidence_filters};
use crate::domain::stage::Stage;
use crate::domain::workspace::HORIZONS;
use crate::i18n::{Text, Words};
use crate::metrics::quality::{Grade, Kind};
use crate::reports::question::as_of;
use crate::reports::{Question, quality};
use crate::storage::StorageError;
use crate::storage::lead_lists::{LeadQuery, LeadSort};
use crate::storage::metrics::{Dimension, Filters};
use crate::web::extract::{Calendar, Member};
use crate::web::listing::{Address, Asked, AskedPeriod, dimension_name, dimension_value};
use crate::web::records::archived;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use url::form_urlencoded;
use uuid::Uuid;

/// The parameters in their order.
const KNOWN: &[&str] = &[
    "period",
    "q",
    "stage",
    "reached",
    "furthest",
    "skipped",
    "old_enough",
    "won_within",
    "split",
    "split_value",
    "reached_by",
    "entered",
    "entered_in",
    "reason",
    "time_in",
    "time",
    "quality",
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
/// What the lists behind numbers ask for: a number counts what is archived too, so its list shows it.
const COUNTED: [&str; 8] = ["period", "reached", "furthest", "skipped", "old_enough", "won_within", "quality", "as_of"];
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
    /// Rows that are chosen already. They stand in no link of the page.
    pub picked: BTreeSet<Uuid>,
}

impl LeadsAsked {
    /// Reads an address.
    #[must_use]
    pub fn parse(member: &Member, asked: &str, now: DateTime<Utc>) -> Self {
        let calendar = Calendar::of(&member.workspace, now);
        let (picked, asked): (Vec<_>, Vec<_>) =
            form_urlencoded::parse(asked.as_bytes()).partition(|(name, value)| name == "id" && value.parse::<Uuid>().is_ok());
        let asked = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let mut address = Address::parse("/leads", KNOWN, &asked);
        let period = AskedPeriod::read("period", member.viewer.words.t("lead-created"), &mut address, &calendar);
        let in_funnel = |key: &str| key.parse().is_ok_and(|stage| Stage::FUNNEL.contains(&stage));
        address.judge("stage", |key| key.parse::<Stage>().is_ok());
        for name in ["reached", "furthest", "skipped"] {
            address.judge(name, in_funnel);
        }
        for name in ["old_enough", "won_within"] {
            address.judge(name, |days| days.parse().is_ok_and(|days: u16| HORIZONS.contains(&days)));
        }
        address.judge("archived", |key| key == "with");
        address.judge("as_of", |text| as_of(text, member.workspace.zone).is_some());
        address.judge("quality", |key| Grade::from_key(key).is_some());
        // The quality of leads is told by the months before a period.
        address.needs("quality", "period");
        evidence::judge(&mut address, &calendar);
        address.judge_place(|sort| {
            LeadSort::from_key(sort).is_some_and(|sort| sort != LeadSort::Name || member.user.role.reads_contacts())
        });
        let picked = picked.iter().filter_map(|(_, id)| id.parse().ok()).collect();
        Self { address, calendar, period, picked }
    }

    fn stage(&self, name: &str) -> Option<Stage> {
        self.address.get(name)?.parse().ok()
    }

    fn stages(&self) -> Vec<Stage> {
        self.address.all("stage").filter_map(|key| key.parse().ok()).collect()
    }

    fn shows_archived(&self) -> bool {
        self.address.get("archived").is_some() || COUNTED.iter().any(|name| self.address.get(name).is_some())
    }

    fn days(&self, name: &str) -> Option<u16> {
        self.address.get(name)?.parse().ok()
    }

    fn quality(&self) -> Option<Grade> {
        Grade::from_key(self.address.get("quality")?)
    }

    /// The kinds of leads that the quality asked for is made of: the same that the number counts.
    async fn kinds(
        &self,
        db: &mut PgConnection,
        member: &Member,
        filters: &Filters,
        as_of: DateTime<Utc>,
    ) -> Result<Option<Vec<Kind>>, StorageError> {
        let Some((grade, period)) = self.quality().zip(self.period.period()) else { return Ok(None) };
        let question = Question { filters: filters.clone(), ..Question::new(member.workspace.clone(), period, as_of) };
        Ok(Some(quality::kinds(db, &question, grade).await?))
    }

    /// The question to the database, after whatever does not exist was left out.
    pub async fn resolve(
        &mut self,
        db: &mut PgConnection,
        member: &Member,
        now: DateTime<Utc>,
    ) -> Result<LeadQuery, StorageError> {
        let filters = self.address.filters(db).await?;
        let zone = member.workspace.zone;
        let as_of = self.address.get("as_of").and_then(|text| as_of(text, zone));
        let (sort, descending) = self.address.sorted(DEFAULT_SORT);
        Ok(LeadQuery {
            created: self.period.period(),
            stages: self.stages(),
            reached: self.stage("reached"),
            furthest: self.stage("furthest"),
            skipped: self.stage("skipped"),
            old_enough: self.days("old_enough"),
            won_within: self.days("won_within"),
            evidence: evidence(&self.address, &self.calendar),
            kinds: self.kinds(db, member, &filters, as_of.unwrap_or(now)).await?,
            as_of,
            now,
            search: self.address.get("q").unwrap_or_default().chars().take(200).collect(),
            contacts: member.user.role.reads_contacts(),
            archived: self.shows_archived(),
            filters,
            zone,
            descending,
            sort: LeadSort::from_key(&sort).unwrap_or(LeadSort::Created),
            language: member.viewer.words.language,
        })
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
        let days = |name: &str| self.days(name).map(|days| w.days(f64::from(days)));
        let until = self.address.get("as_of").and_then(|text| as_of(text, zone)).map(|at| w.date_time(at));
        let mut all = vec![
            plain("q", "list-search", self.address.get("q").map(Text::datum)),
            stages("stage", "lead-stage", &Stage::ALL, true),
            stages("reached", "lead-reached", &Stage::FUNNEL, false),
            stages("furthest", "lead-furthest", &Stage::FUNNEL, false),
            stages("skipped", "lead-skipped", &Stage::FUNNEL[1..5], false),
            plain("old_enough", "lead-old-enough", days("old_enough")),
            plain("won_within", "lead-won-within", days("won_within")),
            self.quality_pill(w),
            plain("as_of", "list-as-of", until),
            archived(w, &self.address, !self.shows_archived()),
        ];
        all.extend(evidence_filters(w, &self.address, &self.calendar));
        all.extend(offered.iter().map(|(key, values)| dimension(w, &self.address, *key, values)));
        all
    }

    fn quality_pill(&self, w: Words) -> Asked {
        let name = |grade: Grade| w.t(&format!("grade-{}", grade.key()));
        let offered = if self.period.chosen.is_some() { Grade::ALL } else { &[] };
        Asked {
            name: "quality",
            label: w.t("lead-value"),
            value: self.quality().map(name),
            choices: offered.iter().map(|grade| (grade.key().to_owned(), name(*grade))).collect(),
        }
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
