//! From what was typed to the columns of a record.

use super::fields::{Input, Spec, Typed, specs};
use crate::actions::save_record::Draft;
use crate::domain::moment::Moment;
use crate::domain::money::{Currency, Money};
use crate::domain::ownership::Noun;
use crate::domain::text;
use crate::import::channels::{ChannelRules, Evidence};
use crate::import::dates;
use crate::import::numbers::{self, DecimalMark};
use crate::storage::records::{self, Columns};
use crate::storage::{Database, StorageError};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};
use uuid::Uuid;

/// Fields with the keys of what is wrong in them.
pub type Errors = Vec<(&'static str, &'static str)>;

/// Characters of a line, as the constraints of the tables have it.
const LINE: usize = 500;

/// What reading a form needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The zone of times without one.
    pub zone: Tz,
    /// Now: what has happened is not in the future.
    pub now: DateTime<Utc>,
}

/// Reads a form: only the fields that differ from `before`, what the record shows now.
pub async fn read(
    db: &Database,
    noun: Noun,
    id: Uuid,
    [typed, before]: [&Typed; 2],
    reading: Reading,
) -> Result<Result<Draft, Errors>, StorageError> {
    let mut errors = Errors::new();
    let mut draft = Draft { noun, id, columns: Columns::new(), account: None };
    let value = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let same = |name: &str| typed.get(name) == before.get(name);
    for spec in specs(noun).filter(|spec| !spec.columns.is_empty()) {
        let currency = if let Input::Money(beside) = spec.input { Some(beside) } else { None };
        if same(spec.name) && currency.is_none_or(same) {
            if spec.required && value(spec.name).trim().is_empty() {
                errors.push((spec.name, "error-required"));
            }
            continue;
        }
        let given = text::clean(value(spec.name));
        let read = match spec.input {
            Input::Account => {
                draft.account = (!given.is_empty()).then(|| given.clone());
                length(spec.name, &given).map(|()| if given.is_empty() { vec![Value::Null] } else { Vec::new() })
            }
            Input::Lead => lead(db, &given).await?,
            Input::Money(beside) => money(spec.name, &given, beside, value(beside)),
            _ => column(spec, &given, reading),
        };
        match read {
            Ok(values) => draft.columns.extend(spec.columns.iter().map(|c| (*c).to_owned()).zip(values)),
            Err(error) => errors.push(error),
        }
    }
    if records::id_of(&draft.columns, "parent_id") == Some(id) {
        errors.push(("parent", "error-own-parent"));
    }
    check(noun, typed, &mut errors);
    Ok(if errors.is_empty() { Ok(draft) } else { Err(errors) })
}

/// One error, beside its field.
type Read = Result<Vec<Value>, (&'static str, &'static str)>;

fn length(name: &'static str, given: &str) -> Result<(), (&'static str, &'static str)> {
    if given.chars().count() > LINE { Err((name, "error-too-long-500")) } else { Ok(()) }
}

fn column(spec: &Spec, given: &str, reading: Reading) -> Read {
    let fail = |key| Err((spec.name, key));
    if given.is_empty() {
        return if spec.required { fail("error-required") } else { Ok(vec![Value::Null; spec.columns.len()]) };
    }
    length(spec.name, given)?;
    Ok(match spec.input {
        Input::Name => vec![json!(given), json!(text::fold(given))],
        Input::Domain => vec![json!(text::web_domain(given))],
        Input::Channel => vec![json!(ChannelRules::shipped().named(given).unwrap_or(given))],
        Input::Email => match text::fold_email(given) {
            Some(key) => vec![json!(given), json!(key)],
            None => return fail("error-email"),
        },
        Input::Phone if given.chars().filter(|c| c.is_numeric()).count() < 4 => return fail("error-phone"),
        Input::Phone => vec![json!(given), json!(text::fold_phone(given))],
        Input::Day => match day(given, reading.zone) {
            Some(day) => vec![json!(day)],
            None => return fail("error-date"),
        },
        Input::Moment => match moment(given, reading) {
            Ok(moment) => vec![json!(moment.at()), json!(moment.on())],
            Err(key) => return fail(key),
        },
        Input::Number => match number(given) {
            Some(number) => vec![json!(number)],
            None => return fail("error-number"),
        },
        Input::Person | Input::Campaign => match given.parse::<Uuid>() {
            Ok(id) => vec![json!(id)],
            Err(_) => return fail("error-choice"),
        },
        Input::Choice(_, keys) if !keys.contains(&given) => return fail("error-choice"),
        _ => vec![json!(given)],
    })
}

/// A day in any notation that imports read.
#[must_use]
pub fn day(given: &str, zone: Tz) -> Option<NaiveDate> {
    dates::parse(given, None).ok().map(|stamp| stamp.day(zone))
}

/// A moment that has happened, in any notation that imports read. Today without an hour is now: a day sorts before the
/// moments in it, and what a person enters today comes after what happened until then.
///
/// # Errors
/// The key of what is wrong with it.
pub fn moment(given: &str, reading: Reading) -> Result<Moment, &'static str> {
    let moment = dates::parse(given, None).map_err(|_| "error-moment")?.moment(reading.zone);
    match moment {
        Moment::Date(day) if day == reading.now.with_timezone(&reading.zone).date_naive() => Ok(Moment::Instant(reading.now)),
        _ if moment.has_happened(reading.now, reading.zone) => Ok(moment),
        _ => Err("error-future"),
    }
}

fn number(given: &str) -> Option<f64> {
    numbers::parse(given, DecimalMark::Open)?.decimal.parse().ok().filter(|n: &f64| n.is_finite())
}

fn money(name: &'static str, given: &str, beside: &'static str, code: &str) -> Read {
    if given.is_empty() {
        return Ok(vec![Value::Null; 2]);
    }
    let number = numbers::parse(given, DecimalMark::Open).ok_or((name, "error-amount"))?;
    let currency: Currency = match number.currency {
        Some(named) => named,
        None => code.parse().map_err(|_| (beside, "error-currency"))?,
    };
    let amount = Money::parse(&number.decimal, currency).ok().filter(|money| money.minor >= 0).ok_or((name, "error-amount"))?;
    Ok(vec![json!(amount.minor), json!(currency.code())])
}

async fn lead(db: &Database, given: &str) -> Result<Read, StorageError> {
    if given.is_empty() {
        return Ok(Ok(vec![Value::Null]));
    }
    let (email, phone) = (text::fold_email(given), text::fold_phone(given));
    let found = records::leads_named(&db.pages, email.as_deref(), phone.as_deref(), given).await?;
    Ok(match found.as_slice() {
        [one] => Ok(vec![json!(one)]),
        [] => Err(("lead", "error-lead-unknown")),
        _ => Err(("lead", "error-lead-tie")),
    })
}

/// What only the whole form tells.
fn check(noun: Noun, typed: &Typed, errors: &mut Errors) {
    let blank = |name: &str| typed.get(name).is_none_or(|value| text::clean(value).is_empty());
    if noun == Noun::Lead && ["first_name", "last_name", "company", "email", "phone"].into_iter().all(blank) {
        errors.push(("last_name", "error-nameless"));
    }
    if noun == Noun::Deal && ["name", "account", "lead"].into_iter().all(blank) {
        errors.push(("name", "error-deal-nameless"));
    }
}

/// The channel of a new lead whose form leaves it open: by its source and medium, as imports find it.
pub fn complete(draft: &mut Draft, now: DateTime<Utc>) {
    let text = |draft: &Draft, column| records::text_of(&draft.columns, column).unwrap_or_default().to_owned();
    match draft.noun {
        Noun::Lead => {
            if text(draft, "channel").is_empty() {
                let (source, medium) = (text(draft, "source"), text(draft, "medium"));
                let evidence = Evidence { source: &source, medium: &medium, campaign: "", clicks: &[] };
                let channel = ChannelRules::shipped().channel(evidence).map(str::to_owned);
                draft.columns.insert("channel".to_owned(), json!(channel));
            }
            if text(draft, "created_at").is_empty() && text(draft, "created_on").is_empty() {
                draft.columns.insert("created_at".to_owned(), json!(now));
            }
        }
        Noun::Deal | Noun::Account | Noun::Campaign => {}
    }
}

/// What a constraint of the database says of a form.
#[must_use]
pub fn refused(error: &StorageError) -> Option<(&'static str, &'static str)> {
    let StorageError::Constraint { name, .. } = error else { return None };
    Some(match name.as_str() {
        "campaigns_dates_in_order" => ("end", "error-ends-before-start"),
        "accounts_name_length" | "campaigns_name_length" => ("name", "error-too-long-500"),
        "campaigns_owner_exists" | "leads_owner_exists" | "deals_owner_exists" => ("owner", "error-choice"),
        "campaigns_sales_partner_exists" => ("sales_partner", "error-choice"),
        "leads_campaign_exists" | "deals_campaign_exists" => ("campaign", "error-choice"),
        "campaigns_parent_exists" => ("parent", "error-choice"),
        "leads_created_once" => ("created", "error-required"),
        "deals_lead_exists" => ("lead", "error-lead-unknown"),
        _ => return None,
    })
}
