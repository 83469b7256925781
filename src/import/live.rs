//! Rows that a program sends as JSON: read by the rules of our own templates, field by field.

use super::build;
use super::channels::{ChannelRules, Evidence};
use super::error::{Reason, RowError};
use super::fields::{CLICKS, Field, Shape};
use super::headers::{self, Headers};
use super::limits;
use super::mapping::{Column, Mapping, Names, Table};
use super::numbers::DecimalMark;
use super::plan::Plan;
use super::repeats::Repeats;
use super::row::{Row, Settled};
use super::spelling::{Counts, Known, Spellings};
use crate::domain::moment::Moment;
use crate::domain::record::{Arrival, Context, Kind, Record, Visit};
use chrono::{DateTime, TimeDelta, Utc};
use csv::StringRecord;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// What addresses carry of a visit.
pub const UTM: [&str; 6] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"];
/// The page on which somebody arrived.
pub const LANDING_PAGE: &str = "landing_page";
/// Under this name a lead's second key stands, by which touches name who is not a lead yet.
const VISITOR: &str = "visitor";
/// Characters of a UTM parameter.
pub const UTM_CHARS: usize = 200;
/// Characters of an address.
pub const ADDRESS_CHARS: usize = 2_000;
/// How far the sender's clock may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(2);

/// What is wrong with a field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field as the sender calls it; none where it is the row.
    pub field: Option<String>,
    /// The key of the reason.
    pub reason: &'static str,
    /// The value as given, shortened.
    pub value: String,
}

impl Wrong {
    fn new(field: Option<&str>, reason: &'static str, value: &str) -> Self {
        // Only what a row error repeats: bounded and without control characters.
        let value = RowError::row(Reason::Missing, value).value;
        Self { field: field.map(|field| RowError::row(Reason::Missing, field).value), reason, value }
    }
}

/// One row of a call.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its own id, as far as it can be told.
    pub external_id: Option<String>,
    /// The record, or everything that is wrong with it.
    pub record: Result<Record, Vec<Wrong>>,
    /// What no field holds, to be kept on the record.
    pub told: Option<Value>,
    /// The names of what was sent.
    pub names: Arc<[String]>,
    /// And the values, as text.
    pub cells: StringRecord,
}

/// How rows of a kind are read.
struct Layout {
    names: Vec<String>,
    plan: Plan,
}

static LEADS: LazyLock<Layout> = LazyLock::new(|| Layout::of(Kind::Lead));
static TOUCHES: LazyLock<Layout> = LazyLock::new(|| Layout::of(Kind::Touch));

/// The fields that rows of a kind may have: those of the template, what an address carries, and the page.
#[must_use]
pub fn fields(kind: Kind) -> Vec<&'static str> {
    let name = |field: &Field| if *field == Field::Key2 { VISITOR } else { field.key() };
    let unique: BTreeSet<&str> = Field::of(kind).iter().map(name).chain(UTM).chain([LANDING_PAGE]).collect();
    unique.into_iter().collect()
}

/// The words of these columns are spelled as they are known already.
pub const SPELLED: [Field; 5] = [Field::Source, Field::Channel, Field::Persona, Field::Region, Field::Segment];

impl Layout {
    fn of(kind: Kind) -> Self {
        let names: Vec<String> = fields(kind).into_iter().map(str::to_owned).collect();
        let mut columns: BTreeMap<Field, Column> = BTreeMap::new();
        for field in Field::of(kind) {
            let of = |names: &[&str]| Column {
                columns: Names::Any(names.iter().map(|name| (*name).to_owned()).collect()).all().to_vec(),
                ..Column::default()
            };
            let column = match (kind, field) {
                // A visit of a lead is told apart from the source that the sender states.
                (Kind::Lead, field) if field.shape() == Shape::Click => continue,
                (Kind::Lead, Field::Key2) => of(&[VISITOR]),
                (Kind::Touch, Field::Source) => of(&["source", "utm_source"]),
                (Kind::Touch, Field::Medium) => of(&["medium", "utm_medium"]),
                (Kind::Touch, Field::Campaign) => of(&["campaign", "utm_campaign"]),
                (_, field) => Column::of(field.key()),
            };
            columns.insert(*field, column);
        }
        let mapping = Mapping {
            source: String::new(),
            zone: None,
            date_order: None,
            decimal: None,
            currency: None,
            exported_on: None,
            vocabularies: BTreeMap::new(),
            tables: vec![Table::new(kind, columns)],
        };
        let headers = Headers::new(names.iter().map(String::as_str));
        let plan = Plan::new(0, &mapping, &headers).expect("no vocabulary is named");
        Self { names, plan }
    }
}

/// Reads the rows of a call: leads or touches.
#[must_use]
pub fn read(kind: Kind, rows: Vec<Value>, context: &Context, known: &Known) -> Vec<Sent> {
    let layout: &Layout = if kind == Kind::Lead { &LEADS } else { &TOUCHES };
    let taken: Vec<Taken> = rows.into_iter().map(|row| take(layout, row)).collect();
    let settled = Settled {
        zone: context.zone,
        now: context.now + AHEAD,
        date_order: None,
        marks: vec![DecimalMark::Dot; layout.names.len()],
        currency: None,
        spellings: spellings(layout, &taken, known),
        rules: ChannelRules::shipped(),
        told: RefCell::default(),
    };
    taken.into_iter().map(|taken| sent(kind, layout, taken, &settled, context.now)).collect()
}

/// The values of a row in the layout's order.
struct Taken {
    row: StringRecord,
    names: Arc<[String]>,
    cells: StringRecord,
    visit: Map<String, Value>,
    wrong: Vec<Wrong>,
}

fn take(layout: &Layout, row: Value) -> Taken {
    let mut taken = Taken {
        row: StringRecord::new(),
        names: Arc::from([]),
        cells: StringRecord::new(),
        visit: Map::new(),
        wrong: Vec::new(),
    };
    let Value::Object(fields) = row else {
        taken.wrong.push(Wrong::new(None, "not_an_object", ""));
        return taken;
    };
    let mut names = Vec::new();
    let mut values = vec![String::new(); layout.names.len()];
    for (name, value) in &fields {
        let text = plain(value);
        let shown = text.clone().unwrap_or_else(|| value.to_string());
        names.push(name.chars().take(limits::SHOWN_CHARS).collect());
        taken.cells.push_field(&shown.chars().take(limits::NOTE_CHARS).collect::<String>());
        match (layout.names.iter().position(|known| known == name), text) {
            (None, _) => taken.wrong.push(Wrong::new(Some(name), "unknown_field", "")),
            (Some(at), Some(text)) if fits(name, value) => values[at] = text,
            _ => taken.wrong.push(Wrong::new(Some(name), "wrong_type", &shown)),
        }
    }
    for (name, value) in layout.names.iter().zip(&mut values) {
        let bound = if name.starts_with("utm_") {
            UTM_CHARS
        } else if name == LANDING_PAGE {
            ADDRESS_CHARS
        } else if CLICKS.iter().any(|click| click.key() == name) {
            limits::TEXT_CHARS
        } else {
            continue;
        };
        let clean = headers::clean(value);
        if clean.chars().count() > bound {
            taken.wrong.push(Wrong::new(Some(name), Reason::TooLong.key(), value));
            continue;
        }
        // What an address carries is lower case, except what is an address or an id itself.
        let said = if name.starts_with("utm_") { clean.to_lowercase() } else { clean.into_owned() };
        if !headers::is_blank(&said) {
            taken.visit.insert(name.clone(), Value::String(said.clone()));
        }
        *value = said;
    }
    taken.names = names.into();
    taken.row = values.iter().map(String::as_str).collect();
    taken
}

/// A plain value as the text that a cell would hold.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a field may be written so: ids and numbers as numbers, an answer as true or false, everything as text.
fn fits(name: &str, value: &Value) -> bool {
    match value {
        Value::Number(_) => matches!(name, "external_id" | "event_id" | "lead" | "visitor" | "score" | "value"),
        Value::Bool(_) => name == "responded",
        _ => true,
    }
}

/// The spellings of this call's words, as they are known already.
fn spellings(layout: &Layout, taken: &[Taken], known: &Known) -> Spellings {
    let mut counts = Counts::default();
    for row in taken.iter().filter(|taken| !taken.row.is_empty()) {
        for field in SPELLED {
            if let Some(word) = layout.plan.value(field, &row.row, false) {
                counts.add(field, &word);
            }
        }
    }
    counts.settle(known)
}

fn sent(kind: Kind, layout: &Layout, taken: Taken, settled: &Settled, now: DateTime<Utc>) -> Sent {
    let Taken { row, names, cells, visit, mut wrong } = taken;
    let own = if kind == Kind::Lead { Field::ExternalId } else { Field::EventId };
    let external_id = layout.plan.value(own, &row, false).map(|id| id.chars().take(limits::TEXT_CHARS).collect());
    let mut record = None;
    if !names.is_empty() || !row.is_empty() {
        match build::record(Row::new(&layout.plan, &row, settled), &mut Repeats::default()) {
            Ok(read) => record = Some(read),
            Err(errors) => wrong.extend(errors.into_iter().map(|error| of_field(kind, &error))),
        }
    }
    let told = (!visit.is_empty()).then(|| Value::Object(visit.clone()));
    let record = match record {
        Some(record) if wrong.is_empty() => Ok(complete(record, visit, settled, now)),
        _ => Err(wrong),
    };
    Sent { external_id, record, told, names, cells }
}

fn of_field(kind: Kind, error: &RowError) -> Wrong {
    let name = error.field.map(|field| if kind == Kind::Lead && field == Field::Key2 { VISITOR } else { field.key() });
    Wrong::new(name, error.kind.key(), &error.value)
}

/// Adds what only a row that was sent as it happened has. The sender's clock may be a little ahead of ours.
fn complete(record: Record, visit: Map<String, Value>, settled: &Settled, now: DateTime<Utc>) -> Record {
    let past = |moment: Moment| match moment {
        Moment::Instant(at) => Moment::Instant(at.min(now)),
        date @ Moment::Date(_) => date,
    };
    match record {
        Record::Lead(mut lead) => {
            lead.created = lead.created.map(past);
            lead.updated = lead.updated.map(past);
            lead.consent = lead.consent.map(past);
            lead.arrival = Some(Arrival { visit: visit_of(visit, settled) });
            Record::Lead(lead)
        }
        Record::Touch(mut touch) => {
            touch.occurred = past(touch.occurred);
            touch.told = (!visit.is_empty()).then_some(Value::Object(visit));
            Record::Touch(touch)
        }
        other => other,
    }
}

/// The visit that an address told of; a page alone is none.
fn visit_of(told: Map<String, Value>, settled: &Settled) -> Option<Visit> {
    let text = |name: &str| told.get(name).and_then(Value::as_str);
    let clicks: Vec<&'static str> = CLICKS.iter().map(|click| click.key()).filter(|name| text(name).is_some()).collect();
    if clicks.is_empty() && !UTM.iter().any(|name| text(name).is_some()) {
        return None;
    }
    let said = |name: &str| text(name).unwrap_or_default().to_owned();
    let [source, medium, campaign] = ["utm_source", "utm_medium", "utm_campaign"].map(said);
    let evidence = Evidence { source: &source, medium: &medium, campaign: &campaign, clicks: &clicks };
    let channel = settled.rules.channel(evidence).map(str::to_owned);
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Some(Visit { source: filled(source), medium: filled(medium), campaign: filled(campaign), channel, told })
}
