//! A policy as it is typed: windows are a number and a unit, stored as minutes of working time.

use super::Errors;
use super::conditions::{Known, Typed, lines, typed_amount};
use super::view::{FormPage, Section};
use crate::domain::money::Currency;
use crate::domain::policy::Policy;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::web::components::{Field, FieldKind, OptionItem};
use serde::Deserialize;
use uuid::Uuid;

/// A minute more than the longest window.
const MOST: i32 = 525_600;

/// A policy as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of a policy, as typed")]
pub struct PolicyForm {
    pub key: String,
    pub version: String,
    pub name: String,
    pub sources: String,
    pub channels: String,
    pub personas: String,
    pub regions: String,
    pub segments: String,
    pub min_score: String,
    pub min_value: String,
    pub around: Option<String>,
    pub assign: String,
    pub assign_unit: String,
    pub touch: String,
    pub touch_unit: String,
    pub decide: String,
    pub decide_unit: String,
    pub expire: String,
    pub expire_unit: String,
    pub at_risk: String,
    pub tell_manager: Option<String>,
    pub again: String,
    pub again_unit: String,
    pub reassign: String,
    pub reassign_unit: String,
    pub attempts: String,
    pub attempt_days: String,
}

/// A number of minutes as number and unit, the largest that divides it.
fn split(minutes: i32, day: i32) -> (String, String) {
    let (n, unit) = match minutes {
        m if m % day == 0 => (m / day, "days"),
        m if m % 60 == 0 => (m / 60, "hours"),
        m => (m, "minutes"),
    };
    (n.to_string(), unit.to_owned())
}

/// A number of minutes in words. Days are working days, but where the clock never stops.
pub fn span(w: Words, minutes: i32, day: i32, around: bool) -> Text {
    let (n, unit) = split(minutes, if around { 1_440 } else { day });
    let key = if around && unit == "days" { "promise-span-calendar-days".to_owned() } else { format!("promise-span-{unit}") };
    w.t_args(&key, &[("n", n.parse::<i64>().unwrap_or_default().into())])
}

impl PolicyForm {
    /// A new policy, as METRICS.md proposes it.
    #[must_use]
    pub fn fresh(day: i32, currency: Currency) -> Self {
        let usual = Policy { version: 0, ..Policy::usual("", chrono::TimeDelta::minutes(i64::from(day))) };
        Self::of(&usual, day, currency)
    }

    /// A policy as it would be typed.
    #[must_use]
    pub fn of(policy: &Policy, day: i32, currency: Currency) -> Self {
        let day = if policy.around_the_clock { 1_440 } else { day };
        let part = |minutes| split(minutes, day);
        let some = |minutes: Option<i32>| minutes.map_or((String::new(), "days".to_owned()), part);
        let ((assign, assign_unit), (touch, touch_unit)) = (part(policy.assign_minutes), part(policy.touch_minutes));
        let ((decide, decide_unit), (expire, expire_unit)) = (part(policy.decide_minutes), some(policy.expire_minutes));
        let ((again, again_unit), (reassign, reassign_unit)) = (some(policy.tell_again_minutes), some(policy.reassign_minutes));
        let conditions = &policy.conditions;
        let ticked = |is: bool| is.then(|| "on".to_owned());
        Self {
            key: policy.key.to_string(),
            version: policy.version.to_string(),
            name: policy.name.clone(),
            sources: lines(&conditions.sources),
            channels: lines(&conditions.channels),
            personas: lines(&conditions.personas),
            regions: lines(&conditions.regions),
            segments: lines(&conditions.segments),
            min_score: conditions.min_score.map(|score| score.to_string()).unwrap_or_default(),
            min_value: conditions.min_value.map(|minor| typed_amount(minor, currency)).unwrap_or_default(),
            around: ticked(policy.around_the_clock),
            assign,
            assign_unit,
            touch,
            touch_unit,
            decide,
            decide_unit,
            expire,
            expire_unit,
            at_risk: policy.at_risk_percent.to_string(),
            tell_manager: ticked(policy.tell_manager),
            again,
            again_unit,
            reassign,
            reassign_unit,
            attempts: policy.attempts.to_string(),
            attempt_days: policy.attempt_days.to_string(),
        }
    }

    fn conditions(&self) -> Typed<'_> {
        let lists = [&self.sources, &self.channels, &self.personas, &self.regions, &self.segments].map(String::as_str);
        Typed { lists, score: &self.min_score, value: &self.min_value }
    }

    /// What it comes to; `day` is what a working day of sales has in minutes.
    ///
    /// # Errors
    /// The fields that cannot be used.
    pub fn parse(&self, day: i32, currency: Currency) -> Result<Policy, Errors> {
        let mut errors = Errors::new();
        let around = self.around.is_some();
        let name = text::clean(&self.name);
        match name.chars().count() {
            0 => errors.push(("name", "error-required")),
            1..=200 => {}
            _ => errors.push(("name", "error-too-long")),
        }
        let conditions = self.conditions().parse(currency, &mut errors);
        let unit = |unit: &str| match unit {
            "days" if around => 1_440,
            "days" => day,
            "hours" => 60,
            _ => 1,
        };
        let mut window = |field: &'static str, typed: &str, of: &str| -> i32 {
            let minutes = whole(typed).and_then(|n| n.checked_mul(unit(of))).filter(|minutes| (1..=MOST).contains(minutes));
            minutes.unwrap_or_else(|| {
                errors.push((field, "error-promise-window"));
                1
            })
        };
        let assign_minutes = window("assign", &self.assign, &self.assign_unit);
        let touch_minutes = window("touch", &self.touch, &self.touch_unit);
        let decide_minutes = window("decide", &self.decide, &self.decide_unit);
        let mut some = |field, typed: &str, of: &str| (!typed.trim().is_empty()).then(|| window(field, typed, of));
        let expire_minutes = some("expire", &self.expire, &self.expire_unit);
        let tell_again_minutes = some("again", &self.again, &self.again_unit);
        let reassign_minutes = some("reassign", &self.reassign, &self.reassign_unit);
        let mut small = |field: &'static str, typed: &str, most: i32, message: &'static str| -> i16 {
            let n = whole(typed).filter(|n| (1..=most).contains(n)).and_then(|n| i16::try_from(n).ok());
            n.unwrap_or_else(|| {
                errors.push((field, message));
                1
            })
        };
        let at_risk_percent = small("at_risk", &self.at_risk, 99, "error-promise-share");
        let attempts = small("attempts", &self.attempts, 100, "error-promise-attempts");
        let attempt_days = small("attempt_days", &self.attempt_days, 365, "error-promise-attempt-days");
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Policy {
            id: Uuid::nil(),
            key: self.key.parse().unwrap_or_else(|_| Uuid::now_v7()),
            version: whole(&self.version).unwrap_or_default(),
            name,
            position: 0,
            conditions,
            around_the_clock: around,
            assign_minutes,
            touch_minutes,
            decide_minutes,
            expire_minutes,
            at_risk_percent,
            tell_manager: self.tell_manager.is_some(),
            tell_again_minutes,
            reassign_minutes,
            attempt_days,
            attempts,
        })
    }

    /// Its fields on a page.
    pub(super) fn sections(&self, w: Words, (currency, day): (Currency, i32), known: &Known, errors: &Errors) -> Vec<Section> {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let line = |name: &'static str, kind, value: &str| {
            Field::new(w, name, w.t(&format!("promise-{}", name.replace('_', "-"))), kind).value(value).error(error(name))
        };
        let units = || {
            let unit = |key: &str| OptionItem::new(key, w.t(&format!("promise-unit-{key}")));
            FieldKind::Select(["minutes", "hours", "days"].map(unit).into())
        };
        let window = |name: &'static str, of: &'static str, typed: &str, chosen: &str, needed: bool| {
            let number = line(name, FieldKind::Number, typed);
            let number = if needed { number.required() } else { number.hint(w.t(&format!("promise-{name}-hint"))) };
            let label = w.t_args("promise-unit-of", &[("what", w.t(&format!("promise-{name}")).into())]);
            vec![number, Field::new(w, of, label, units()).value(chosen).required()]
        };
        let check =
            |name: &'static str, ticked: &Option<String>| line(name, FieldKind::Check, if ticked.is_some() { "on" } else { "" });
        let day = w.t_args("promise-day-hint", &[("length", w.duration(i64::from(day)).into())]);
        let conditions = self.conditions().fields(w, currency, known, errors);
        vec![
            Section { heading: None, rows: vec![vec![line("name", FieldKind::Line("text"), &self.name).required()]] },
            Section::pairs(Some((w.t("promise-conditions"), w.t("promise-conditions-hint"))), &conditions),
            Section {
                heading: Some((w.t("promise-windows"), day)),
                rows: vec![
                    window("assign", "assign_unit", &self.assign, &self.assign_unit, true),
                    window("touch", "touch_unit", &self.touch, &self.touch_unit, true),
                    window("decide", "decide_unit", &self.decide, &self.decide_unit, true),
                    window("expire", "expire_unit", &self.expire, &self.expire_unit, false),
                    vec![check("around", &self.around)],
                ],
            },
            Section {
                heading: Some((w.t("promise-escalation"), w.t("promise-escalation-hint"))),
                rows: vec![
                    vec![line("at_risk", FieldKind::Number, &self.at_risk).unit(Text::code("%")).required()],
                    vec![check("tell_manager", &self.tell_manager)],
                    window("again", "again_unit", &self.again, &self.again_unit, false),
                    window("reassign", "reassign_unit", &self.reassign, &self.reassign_unit, false),
                ],
            },
            Section {
                heading: Some((w.t("promise-effort"), w.t("promise-effort-hint"))),
                rows: vec![vec![
                    line("attempts", FieldKind::Number, &self.attempts).required(),
                    line("attempt_days", FieldKind::Number, &self.attempt_days).required(),
                ]],
            },
        ]
    }

    /// What differs between this and what somebody else stored, in words.
    pub(super) fn differences(&self, w: Words, theirs: &Self) -> Vec<(Text, Text)> {
        let pairs = [
            ("name", &self.name, &theirs.name),
            ("sources", &self.sources, &theirs.sources),
            ("channels", &self.channels, &theirs.channels),
            ("personas", &self.personas, &theirs.personas),
            ("regions", &self.regions, &theirs.regions),
            ("segments", &self.segments, &theirs.segments),
            ("min-score", &self.min_score, &theirs.min_score),
            ("min-value", &self.min_value, &theirs.min_value),
            ("at-risk", &self.at_risk, &theirs.at_risk),
            ("attempts", &self.attempts, &theirs.attempts),
            ("attempt-days", &self.attempt_days, &theirs.attempt_days),
        ];
        let mut found = FormPage::differences(w, &pairs);
        let windows = [
            ("assign", (&self.assign, &self.assign_unit), (&theirs.assign, &theirs.assign_unit)),
            ("touch", (&self.touch, &self.touch_unit), (&theirs.touch, &theirs.touch_unit)),
            ("decide", (&self.decide, &self.decide_unit), (&theirs.decide, &theirs.decide_unit)),
            ("expire", (&self.expire, &self.expire_unit), (&theirs.expire, &theirs.expire_unit)),
            ("again", (&self.again, &self.again_unit), (&theirs.again, &theirs.again_unit)),
            ("reassign", (&self.reassign, &self.reassign_unit), (&theirs.reassign, &theirs.reassign_unit)),
        ];
        for (name, mine, (n, unit)) in windows {
            if mine != (n, unit) && (mine.0 != n || !n.is_empty()) {
                let shown = match n.parse::<i64>() {
                    Ok(n) => w.t_args(&format!("promise-span-{unit}"), &[("n", n.into())]),
                    Err(_) => w.t("promise-off"),
                };
                found.push((w.t(&format!("promise-{name}")), shown));
            }
        }
        for (name, mine, theirs) in
            [("around", &self.around, &theirs.around), ("tell-manager", &self.tell_manager, &theirs.tell_manager)]
        {
            if mine.is_some() != theirs.is_some() {
                found.push((w.t(&format!("promise-{name}")), w.t(if theirs.is_some() { "promise-on" } else { "promise-off" })));
            }
        }
        found
    }
}

/// A whole number with either digits.
pub fn whole(typed: &str) -> Option<i32> {
    text::western_digits(typed).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }

    proptest::proptest! {
        /// What is shown is read again, whatever a working day has.
        #[test]
        fn windows_are_read_as_they_are_shown(minutes in 1_i32..=525_600, day in 60_i32..=1_440, around: bool) {
            let usual = Policy { name: "x".into(), around_the_clock: around, ..Policy::usual("x", chrono::TimeDelta::minutes(day.into())) };
            let policy = Policy { assign_minutes: minutes, expire_minutes: None, reassign_minutes: Some(minutes), ..usual };
            let read = PolicyForm::of(&policy, day, sar()).parse(day, sar()).unwrap();
            proptest::prop_assert!(read.differs(&policy).is_empty(), "{:?}", read.differs(&policy));
        }
    }

    #[test]
    fn what_is_no_window_is_refused() {
        let form = |touch: &str| PolicyForm {
            name: "x".into(),
            touch: touch.into(),
            touch_unit: "days".into(),
            ..PolicyForm::fresh(480, sar())
        };
        for wrong in ["0", "-1", "", "soon", "1.5", "1096", "99999999999"] {
            assert_eq!(form(wrong).parse(480, sar()).unwrap_err(), [("touch", "error-promise-window")], "{wrong}");
        }
        assert_eq!(form("٢").parse(480, sar()).unwrap().touch_minutes, 960);
        let around = PolicyForm { around: Some("on".into()), ..form("2") };
        assert_eq!(around.parse(480, sar()).unwrap().touch_minutes, 2_880, "around the clock a day has 24 hours");
    }
}
