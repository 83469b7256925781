//! Samples of the pages of the promises, for the template test.

use super::list::{Loaded, PromisesPage};
use super::policy_form::PolicyForm;
use super::reason_form::ReasonForm;
use super::rule_form::RuleForm;
use super::view::{Form, FormPage, Section};
use crate::domain::handoff::{ReasonOutcome, Route};
use crate::domain::ids::PersonId;
use crate::domain::person::Role;
use crate::domain::policy::{Conditions, OfferRule, Policy};
use crate::i18n::{Text, Words};
use crate::storage::handoff_reasons::Reason;
use crate::storage::kpis::Owner;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::TimeDelta;
use std::collections::HashMap;
use uuid::Uuid;

/// All that is agreed on, and the three forms.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, if tone == Tone::Empty { Role::Viewer } else { Role::Manager });
    let currency = member.workspace.currency;
    let loaded = loaded(tone);
    let errors = match tone {
        Tone::Hostile => vec![("name", "error-too-long"), ("touch", "error-promise-window"), ("sources", "error-promise-last")],
        _ => Vec::new(),
    };
    let stale = (tone == Tone::Extreme).then(|| vec![(tone.text(), Text::datum(&tone.typed()))]);
    let form = |sections: Vec<Section>| {
        let form = Form {
            title: w.t("promise-add-policy"),
            lede: w.t("promise-policy-lede"),
            action: "/settings/handoffs/policies/new".to_owned(),
            hidden: vec![("version", tone.typed())],
            sections,
            stale: stale.clone(),
        };
        FormPage::new(&member, form).render()
    };
    let known = super::conditions::LISTS.iter().map(|(_, key)| (*key, vec![tone.typed(); 8])).collect();
    let policy = PolicyForm { name: tone.typed(), channels: tone.typed(), ..PolicyForm::fresh(480, currency) };
    let reason = ReasonForm { name: tone.typed(), ..ReasonForm::fresh() };
    let rule = RuleForm { name: tone.typed(), note: tone.typed(), ..RuleForm::fresh() };
    let refused = (tone == Tone::Hostile).then_some("error-promise-last");
    vec![
        ("promises".to_owned(), PromisesPage::new(&member, &loaded, refused).render()),
        ("policy form".to_owned(), form(policy.sections(w, (currency, 480), &known, &errors))),
        ("reason form".to_owned(), form(reason.sections(w, &errors))),
        ("rule form".to_owned(), form(rule.sections(w, (currency, &known), &loaded.people, &errors))),
    ]
}

fn loaded(tone: Tone) -> Loaded {
    let usual = Policy::usual(&tone.typed(), TimeDelta::hours(8));
    let conditions = Conditions {
        channels: vec![tone.typed(), "Email".to_owned()],
        min_score: Some(70.0),
        min_value: Some(if tone == Tone::Extreme { i64::MAX } else { 1_250_050 }),
        ..Conditions::default()
    };
    let narrow = Policy {
        conditions: conditions.clone(),
        around_the_clock: true,
        expire_minutes: None,
        tell_manager: false,
        touch_minutes: 2_880,
        ..usual.clone()
    };
    let reason = |key: &str, name: Option<String>, recycle_days: Option<i32>, active| Reason {
        key: key.to_owned(),
        name,
        position: 1,
        outcome: if recycle_days.is_some() { ReasonOutcome::Recycle } else { ReasonOutcome::Back },
        recycle_days,
        active,
        version: 2,
    };
    let rule = |route, person, active| OfferRule {
        id: Uuid::nil(),
        name: tone.typed(),
        position: 1,
        conditions: conditions.clone(),
        route,
        person,
        note: Some(tone.typed()),
        active,
        version: 1,
    };
    let person = PersonId(Uuid::nil());
    let rules =
        vec![rule(Route::RoundRobin, None, true), rule(Route::Queue, None, false), rule(Route::Person, Some(person), true)];
    Loaded {
        older: HashMap::from([(narrow.key, if tone == Tone::Extreme { 1_000_000 } else { 3 })]),
        policies: if tone == Tone::Empty { vec![usual] } else { vec![narrow.clone(), usual, narrow] },
        reasons: vec![
            reason("no_response", None, Some(90), true),
            reason("own-1", Some(tone.typed()), None, true),
            reason("territory", None, None, false),
        ],
        rules: if tone == Tone::Empty { Vec::new() } else { rules },
        people: vec![Owner { id: person, name: tone.typed() }],
        day: 480,
    }
}
