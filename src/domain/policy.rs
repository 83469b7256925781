//! Which promise and which rule a lead falls under: ordered conditions, the first that fits (METRICS.md §3).

use super::handoff::Route;
use super::ids::PersonId;
use super::sla::Windows;
use super::text::fold;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a lead must be: each list that is not empty, and each least that is given. None at all: every lead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// One of these sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// One of these channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// One of these personas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub personas: Vec<String>,
    /// One of these regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// One of these segments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// At least this score: a lead without a score has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_score: Option<f64>,
    /// At least this expected value, in minor units of the workspace's currency: a lead without a value has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_value: Option<i64>,
}

/// What is asked of a lead.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of a lead")]
pub struct Prospect {
    pub source: Option<String>,
    pub channel: Option<String>,
    pub persona: Option<String>,
    pub region: Option<String>,
    pub segment: Option<String>,
    pub score: Option<f64>,
    /// In minor units of the workspace's currency.
    pub value: Option<i64>,
}

impl Conditions {
    /// Whether every lead meets them: there are none.
    #[must_use]
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a lead meets all of them. Words are compared as people read them: without case, in any spelling of a letter.
    #[must_use]
    pub fn fit(&self, lead: &Prospect) -> bool {
        let one_of = |wanted: &[String], had: Option<&str>| {
            wanted.is_empty() || had.is_some_and(|had| wanted.iter().any(|w| fold(w) == fold(had)))
        };
        one_of(&self.sources, lead.source.as_deref())
            && one_of(&self.channels, lead.channel.as_deref())
            && one_of(&self.personas, lead.persona.as_deref())
            && one_of(&self.regions, lead.region.as_deref())
            && one_of(&self.segments, lead.segment.as_deref())
            && self.min_score.is_none_or(|least| lead.score.is_some_and(|score| score >= least))
            && self.min_value.is_none_or(|least| lead.value.is_some_and(|value| value >= least))
    }
}

/// What is promised for the leads that meet its conditions. All minutes are working time.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the columns of sla_policies, described in migrations/")]
pub struct Policy {
    pub id: Uuid,
    pub key: Uuid,
    pub version: i32,
    pub name: String,
    pub position: i32,
    pub conditions: Conditions,
    pub around_the_clock: bool,
    pub assign_minutes: i32,
    pub touch_minutes: i32,
    pub decide_minutes: i32,
    pub expire_minutes: Option<i32>,
    pub at_risk_percent: i16,
    pub tell_manager: bool,
    pub tell_again_minutes: Option<i32>,
    pub reassign_minutes: Option<i32>,
    pub attempt_days: i16,
    pub attempts: i16,
}

impl Policy {
    /// What METRICS.md §3 promises where nobody agreed on anything else: `day` is what a working day has.
    #[must_use]
    pub fn usual(name: &str, day: TimeDelta) -> Self {
        let day = i32::try_from(day.num_minutes()).unwrap_or(480).max(1);
        Self {
            id: Uuid::now_v7(),
            key: Uuid::now_v7(),
            version: 1,
            name: name.to_owned(),
            position: 1_000,
            conditions: Conditions::default(),
            around_the_clock: false,
            assign_minutes: 30,
            touch_minutes: 240,
            decide_minutes: 2 * day,
            expire_minutes: Some(5 * day),
            at_risk_percent: 80,
            tell_manager: true,
            tell_again_minutes: Some(3 * day),
            reassign_minutes: Some(7 * day),
            attempt_days: 10,
            attempts: 5,
        }
    }

    /// What differs from another, by the names of the columns; their order and their versions aside.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Vec<&'static str> {
        let pairs = [
            ("name", self.name == other.name),
            ("conditions", self.conditions == other.conditions),
            ("around_the_clock", self.around_the_clock == other.around_the_clock),
            ("assign", self.assign_minutes == other.assign_minutes),
            ("touch", self.touch_minutes == other.touch_minutes),
            ("decide", self.decide_minutes == other.decide_minutes),
            ("expire", self.expire_minutes == other.expire_minutes),
            ("at_risk", self.at_risk_percent == other.at_risk_percent),
            ("tell_manager", self.tell_manager == other.tell_manager),
            ("tell_again", self.tell_again_minutes == other.tell_again_minutes),
            ("reassign", self.reassign_minutes == other.reassign_minutes),
            ("attempts", (self.attempts, self.attempt_days) == (other.attempts, other.attempt_days)),
        ];
        pairs.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
    }

    /// Its windows.
    #[must_use]
    pub fn windows(&self) -> Windows {
        let minutes = |minutes: i32| TimeDelta::minutes(i64::from(minutes));
        Windows {
            assign: minutes(self.assign_minutes),
            touch: minutes(self.touch_minutes),
            decide: minutes(self.decide_minutes),
            expire: self.expire_minutes.map(minutes),
            at_risk_percent: i32::from(self.at_risk_percent),
            tell_again: self.tell_again_minutes.map(minutes),
            reassign: self.reassign_minutes.map(minutes),
        }
    }
}

/// What offers a lead when it reaches MQL: the first active one whose conditions it meets.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the columns of offer_rules, described in migrations/")]
pub struct OfferRule {
    pub id: Uuid,
    pub name: String,
    pub position: i32,
    pub conditions: Conditions,
    /// A person, the queue, or in turn.
    pub route: Route,
    pub person: Option<PersonId>,
    pub note: Option<String>,
    pub active: bool,
    pub version: i32,
}

/// The same in another order: one of them a place up or down. None where it is not there, or has no place to go to.
#[must_use]
pub fn moved<T: Clone + PartialEq>(order: &[T], one: &T, up: bool) -> Option<Vec<T>> {
    let at = order.iter().position(|other| other == one)?;
    let to = if up { at.checked_sub(1)? } else { at + 1 };
    let mut order = order.to_vec();
    (to < order.len()).then(|| order.swap(at, to))?;
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_meets_conditions_by_every_one_of_them() {
        let lead = Prospect {
            channel: Some("Paid Search".into()),
            persona: Some("مديرة العمليات".into()),
            score: Some(80.0),
            ..Prospect::default()
        };
        let of = |json: &str| serde_json::from_str::<Conditions>(json).unwrap().fit(&lead);
        assert!(of("{}"), "none at all: every lead");
        assert!(of(r#"{"channels": ["email", "paid search"], "min_score": 80}"#));
        assert!(of(r#"{"personas": ["مديره العمليات"]}"#), "in any spelling");
        assert!(!of(r#"{"channels": ["Email"]}"#) && !of(r#"{"min_score": 80.5}"#));
        assert!(!of(r#"{"min_value": 1}"#), "no value is not a small one");
        assert!(!of(r#"{"regions": ["Riyadh"]}"#), "no region is not any");
        assert!(serde_json::from_str::<Conditions>(r#"{"scores": 1}"#).is_err(), "a condition nobody knows is not ignored");
    }

    #[test]
    fn the_usual_promise_is_that_of_the_book() {
        let usual = Policy::usual("Usual", TimeDelta::hours(8)).windows();
        assert_eq!((usual.assign, usual.touch), (TimeDelta::minutes(30), TimeDelta::hours(4)));
        assert_eq!((usual.decide, usual.expire), (TimeDelta::hours(16), Some(TimeDelta::hours(40))));
        assert_eq!((usual.tell_again, usual.reassign), (Some(TimeDelta::hours(24)), Some(TimeDelta::hours(56))));
    }

    proptest::proptest! {
        #[test]
        fn a_place_up_and_a_place_down_is_where_it_was(n in 1_usize..9, at in 0_usize..9) {
            let order: Vec<usize> = (0..n).collect();
            match moved(&order, &at, true) {
                Some(up) => proptest::prop_assert_eq!(moved(&up, &at, false), Some(order)),
                None => proptest::prop_assert!(at == 0 || at >= n),
            }
            proptest::prop_assert_eq!(moved(&(0..n).collect::<Vec<_>>(), &at, false).is_none(), at + 1 >= n);
        }
    }
}
