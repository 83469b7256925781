//! A rule as it is typed.

use super::Errors;
use super::conditions::{Known, Typed, lines, typed_amount};
use super::policy_form::whole;
use super::view::{FormPage, Section};
use crate::domain::handoff::Route;
use crate::domain::ids::PersonId;
use crate::domain::money::Currency;
use crate::domain::policy::OfferRule;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::kpis::Owner;
use crate::web::components::{Field, FieldKind, OptionItem};
use serde::Deserialize;
use uuid::Uuid;

/// Where a rule may send a lead.
const ROUTES: [Route; 3] = [Route::RoundRobin, Route::Queue, Route::Person];

/// A rule as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of a rule, as typed")]
pub struct RuleForm {
    pub id: String,
    pub version: String,
    pub name: String,
    pub sources: String,
    pub channels: String,
    pub personas: String,
    pub regions: String,
    pub segments: String,
    pub min_score: String,
    pub min_value: String,
    pub route: String,
    pub person: String,
    pub note: String,
    pub active: Option<String>,
}

impl RuleForm {
    /// A new one.
    #[must_use]
    pub fn fresh() -> Self {
        Self {
            id: Uuid::now_v7().to_string(),
            version: "0".to_owned(),
            route: Route::RoundRobin.key().to_owned(),
            active: Some("on".to_owned()),
            ..Self::default()
        }
    }

    /// A rule as it would be typed.
    #[must_use]
    pub fn of(rule: &OfferRule, currency: Currency) -> Self {
        let conditions = &rule.conditions;
        Self {
            id: rule.id.to_string(),
            version: rule.version.to_string(),
            name: rule.name.clone(),
            sources: lines(&conditions.sources),
            channels: lines(&conditions.channels),
            personas: lines(&conditions.personas),
            regions: lines(&conditions.regions),
            segments: lines(&conditions.segments),
            min_score: conditions.min_score.map(|score| score.to_string()).unwrap_or_default(),
            min_value: conditions.min_value.map(|minor| typed_amount(minor, currency)).unwrap_or_default(),
            route: rule.route.key().to_owned(),
            person: rule.person.map(|person| person.to_string()).unwrap_or_default(),
            note: rule.note.clone().unwrap_or_default(),
            active: rule.active.then(|| "on".to_owned()),
        }
    }

    fn conditions(&self) -> Typed<'_> {
        let lists = [&self.sources, &self.channels, &self.personas, &self.regions, &self.segments].map(String::as_str);
        Typed { lists, score: &self.min_score, value: &self.min_value }
    }

    /// What it comes to. `people` can be named.
    ///
    /// # Errors
    /// The fields that cannot be used.
    pub fn parse(&self, currency: Currency, people: &[Owner]) -> Result<OfferRule, Errors> {
        let mut errors = Errors::new();
        let name = text::clean(&self.name);
        match name.chars().count() {
            0 => errors.push(("name", "error-required")),
            1..=200 => {}
            _ => errors.push(("name", "error-too-long")),
        }
        let conditions = self.conditions().parse(currency, &mut errors);
        let route = Route::from_key(&self.route).filter(|route| ROUTES.contains(route));
        if route.is_none() {
            errors.push(("route", "error-required"));
        }
        let named = self.person.parse::<PersonId>().ok().filter(|id| people.iter().any(|one| one.id == *id));
        let person = if route == Some(Route::Person) { named } else { None };
        if route == Some(Route::Person) && person.is_none() {
            errors.push(("person", "error-promise-person"));
        }
        let note = self.note.trim();
        if note.chars().count() > 4_000 {
            errors.push(("note", "error-promise-note"));
        }
        match route {
            Some(route) if errors.is_empty() => Ok(OfferRule {
                id: self.id.parse().unwrap_or_else(|_| Uuid::now_v7()),
                name,
                position: 0,
                conditions,
                route,
                person,
                note: (!note.is_empty()).then(|| note.to_owned()),
                active: self.active.is_some(),
                version: whole(&self.version).unwrap_or_default(),
            }),
            _ => Err(errors),
        }
    }

    /// Its fields on a page.
    pub(super) fn sections(
        &self,
        w: Words,
        (currency, known): (Currency, &Known),
        people: &[Owner],
        errors: &Errors,
    ) -> Vec<Section> {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let line = |name: &'static str, label: &str, kind, value: &str| {
            Field::new(w, name, w.t(label), kind).value(value).error(error(name))
        };
        let routes = ROUTES.map(|route| OptionItem::new(route.key(), w.t(&format!("promise-route-{}", route.key())))).into();
        let mut named = vec![OptionItem::new("", w.t("promise-nobody"))];
        named.extend(people.iter().map(|one| OptionItem::new(one.id.to_string(), Text::datum(&one.name))));
        let active = if self.active.is_some() { "on" } else { "" };
        vec![
            Section {
                heading: None,
                rows: vec![vec![line("name", "promise-name", FieldKind::Line("text"), &self.name).required()]],
            },
            Section::pairs(
                Some((w.t("promise-rule-conditions"), w.t("promise-conditions-hint"))),
                &self.conditions().fields(w, currency, known, errors),
            ),
            Section {
                heading: Some((w.t("promise-rule-offer"), w.t("promise-rule-offer-hint"))),
                rows: vec![
                    vec![
                        line("route", "promise-route", FieldKind::Select(routes), &self.route).required(),
                        line("person", "promise-person", FieldKind::Select(named), &self.person).sometimes(),
                    ],
                    vec![line("note", "promise-note", FieldKind::Lines(3), &self.note).hint(w.t("promise-note-hint"))],
                    vec![line("active", "promise-rule-active", FieldKind::Check, active)],
                ],
            },
        ]
    }

    /// What somebody else stored and this has otherwise.
    pub(super) fn differences(&self, w: Words, theirs: &Self, people: &[Owner]) -> Vec<(Text, Text)> {
        let pairs = [
            ("name", &self.name, &theirs.name),
            ("sources", &self.sources, &theirs.sources),
            ("channels", &self.channels, &theirs.channels),
            ("personas", &self.personas, &theirs.personas),
            ("regions", &self.regions, &theirs.regions),
            ("segments", &self.segments, &theirs.segments),
            ("min-score", &self.min_score, &theirs.min_score),
            ("min-value", &self.min_value, &theirs.min_value),
            ("note", &self.note, &theirs.note),
        ];
        let mut found = FormPage::differences(w, &pairs);
        if (&self.route, &self.person) != (&theirs.route, &theirs.person) {
            let name = people.iter().find(|one| one.id.to_string() == theirs.person).map(|one| Text::datum(&one.name));
            found.push((w.t("promise-route"), name.unwrap_or_else(|| w.t(&format!("promise-route-{}", theirs.route)))));
        }
        if self.active.is_some() != theirs.active.is_some() {
            found.push((w.t("promise-rule-active"), w.t(if theirs.active.is_some() { "promise-on" } else { "promise-off" })));
        }
        found
    }
}
