//! The forms of records: their fields with what was typed.

use super::fields::{Input, Spec, Typed, sections, specs};
use super::form::{Conflict, FormPage, Notice};
use super::parse::Errors;
use crate::domain::ownership::Noun;
use crate::i18n::{Text, Words};
use crate::storage::records::Named;
use crate::web::components::{Field, FieldKind, Link, OptionItem};
use crate::web::extract::Member;
use crate::web::shell::NavItem;
use uuid::Uuid;

/// Where a noun stands in the navigation and in addresses.
#[must_use]
pub const fn place(noun: Noun) -> (NavItem, &'static str, &'static str) {
    match noun {
        Noun::Lead => (NavItem::Leads, "/leads", "nav-leads"),
        Noun::Deal => (NavItem::Deals, "/deals", "nav-deals"),
        Noun::Account => (NavItem::Accounts, "/accounts", "nav-accounts"),
        Noun::Campaign => (NavItem::Campaigns, "/campaigns", "nav-campaigns"),
    }
}

/// The page of a record.
#[must_use]
pub fn href(noun: Noun, id: Uuid) -> String {
    format!("{}/{id}", place(noun).1)
}

/// Who and what can be chosen in a form.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// People.
    pub people: Vec<Named>,
    /// Campaigns.
    pub campaigns: Vec<Named>,
}

/// A form as it is sent and shown again.
#[derive(Clone, Debug)]
pub struct Editing {
    /// What is edited.
    pub noun: Noun,
    /// Which.
    pub id: Uuid,
    /// What it is called; none for a new one.
    pub name: Option<Text>,
    /// What stands in the fields.
    pub typed: Typed,
    /// What stood in them when the form was opened.
    pub was: Typed,
    /// The version that the form was opened with.
    pub version: Option<i64>,
    /// What is wrong.
    pub errors: Errors,
    /// What stands now, where somebody saved meanwhile.
    pub theirs: Option<Typed>,
    /// Records that may be the same.
    pub twins: Vec<Link>,
}

impl Editing {
    /// The people whom it names already, whether or not they can be chosen otherwise.
    #[must_use]
    pub fn people(&self) -> Vec<Uuid> {
        let says = [Some(&self.typed), Some(&self.was), self.theirs.as_ref()];
        let of_people = specs(self.noun).filter(|spec| spec.input == Input::Person);
        of_people.flat_map(|spec| says.into_iter().flatten().filter_map(|said| said.get(spec.name)?.parse().ok())).collect()
    }
}

/// The page of a form.
#[must_use]
pub fn page(member: &Member, editing: &Editing, choices: &Choices) -> FormPage {
    let w = member.viewer.words;
    let Editing { noun, id, typed, .. } = editing;
    let (nav, list, nav_key) = place(*noun);
    let mut crumbs = vec![Link::new(w.t(nav_key), list)];
    let (title, action) = match &editing.name {
        Some(name) => {
            crumbs.push(Link::new(name.clone(), href(*noun, *id)));
            (w.t(&format!("edit-title-{}", noun.key())), format!("{list}/{id}/edit"))
        }
        None => (w.t(&format!("new-title-{}", noun.key())), format!("{list}/new")),
    };
    let save = w.t(if editing.name.is_some() { "form-save" } else { "edit-create" });
    let mut page = FormPage::new(&member.viewer, nav, title, crumbs, action, save);
    for (heading, specs) in sections(*noun) {
        let fields = specs.iter().map(|spec| field(w, spec, typed, &editing.errors, choices)).collect();
        page = page.section(Some(w.t(heading)), fields);
    }
    page.hidden = match editing.version {
        Some(version) => vec![("version".to_owned(), version.to_string())],
        None => vec![("id".to_owned(), id.to_string())],
    };
    page.hidden.extend(editing.was.iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| (format!("was-{n}"), v.clone())));
    if !editing.twins.is_empty() {
        page.hidden.push(("anyway".to_owned(), "on".to_owned()));
        page.notice = Some(Notice { text: w.t("edit-twins"), links: editing.twins.clone() });
    }
    page.conflicts = editing.theirs.iter().flat_map(|theirs| conflicts(w, editing, theirs, choices)).collect();
    page
}

fn conflicts(w: Words, editing: &Editing, theirs: &Typed, choices: &Choices) -> Vec<Conflict> {
    let empty = String::new();
    let differing = specs(editing.noun).filter(|spec| editing.typed.get(spec.name) != theirs.get(spec.name));
    let conflict = |spec: &Spec| {
        let of = |typed: &Typed| readable(w, spec, typed.get(spec.name).unwrap_or(&empty), choices);
        Conflict {
            name: spec.name,
            label: w.t(spec.label),
            mine: of(&editing.typed),
            theirs: of(theirs),
            keep_mine: editing.typed.get(spec.name) != editing.was.get(spec.name),
        }
    };
    differing.map(conflict).collect()
}

/// A value of a field in words.
fn readable(w: Words, spec: &Spec, value: &str, choices: &Choices) -> Text {
    let named = |all: &[Named]| {
        all.iter().find(|n| n.id.to_string() == value).map_or_else(|| Text::code(value), |n| Text::datum(&n.name))
    };
    match spec.input {
        _ if value.is_empty() => w.t("edit-nothing"),
        Input::Person => named(&choices.people),
        Input::Campaign => named(&choices.campaigns),
        Input::Choice(prefix, _) => w.find(&format!("{prefix}-{value}")).unwrap_or_else(|| Text::datum(value)),
        Input::Line | Input::Name | Input::Account | Input::Lead | Input::Channel => Text::datum(value),
        _ => Text::code(value),
    }
}

fn field(w: Words, spec: &Spec, typed: &Typed, errors: &Errors, choices: &Choices) -> Field {
    let value = typed.get(spec.name).map(String::as_str).unwrap_or_default();
    let nobody = || OptionItem::new("", w.t("edit-nothing"));
    let named = |all: &[Named]| {
        let mut options = vec![nobody()];
        options.extend(all.iter().map(|n| OptionItem::new(n.id.to_string(), Text::datum(&n.name))));
        FieldKind::Select(options)
    };
    let kind = match spec.input {
        Input::Money(_) | Input::Number => FieldKind::Number,
        Input::Day => FieldKind::Line("date"),
        Input::Person => named(&choices.people),
        Input::Campaign => named(&choices.campaigns),
        Input::Choice(prefix, keys) => {
            let word = |key: &&str| OptionItem::new(*key, w.t(&format!("{prefix}-{key}")));
            FieldKind::Select(std::iter::once(nobody()).chain(keys.iter().map(word)).collect())
        }
        _ => FieldKind::Line("text"),
    };
    let hint = match spec.input {
        Input::Moment => Some(if spec.name == "created" { "hint-created" } else { "hint-moment" }),
        Input::Phone => Some("hint-phone"),
        Input::Lead => Some("hint-lead"),
        Input::Account => Some("hint-account"),
        _ => None,
    };
    let error = errors.iter().find(|(name, _)| *name == spec.name).map(|(_, key)| with_dates(w, key));
    let mut field = Field::new(w, spec.name, w.t(spec.label), kind).value(value).error(error);
    field.ltr |= matches!(spec.input, Input::Moment | Input::Email | Input::Phone | Input::Domain | Input::Currency);
    field.hint = hint.map(|key| with_dates(w, key));
    field.required = spec.required;
    field
}

/// A message that shows how a day and a time are written.
#[must_use]
pub fn with_dates(w: Words, key: &str) -> Text {
    w.t_args(key, &[("day", Text::code("2026-03-31").into()), ("time", Text::code("2026-03-31 14:05").into())])
}
