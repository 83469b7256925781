//! Rows become records: what each kind needs, and what contradicts itself.

use super::error::{Reason, RowError};
use super::fields::Field as F;
use super::mapping::Spread;
use super::repeats::Repeats;
use super::row::{self, Row};
use super::words;
use crate::domain::handoff::State;
use crate::domain::moment::Moment;
use crate::domain::record::{
    AccountRow, ActivityRow, CampaignCostRow, CampaignRow, DealRow, EventId, HandoffRow, Kind, LeadRow, Record, Ref, Side,
    StageEventRow, TouchRow,
};
use crate::domain::text;
use chrono::{Datelike as _, Days, Months, NaiveDate};

/// The record of a row.
///
/// # Errors
/// Everything that is wrong with it.
pub fn record(mut row: Row<'_>, repeats: &mut Repeats) -> Result<Record, Vec<RowError>> {
    let record = match row.plan.kind {
        Kind::Account => account(&mut row),
        Kind::Campaign => campaign(&mut row),
        Kind::CampaignCost => cost(&mut row, repeats),
        Kind::Lead => Some(lead(&mut row)),
        Kind::Deal => deal(&mut row),
        Kind::StageEvent => stage_event(&mut row, repeats),
        Kind::Touch => touch(&mut row, repeats),
        Kind::Activity => activity(&mut row, repeats),
        Kind::Handoff => handoff(&mut row),
    };
    match record {
        Some(record) if row.errors.is_empty() => Ok(record),
        _ => {
            // Where nothing else explains it, the row has nothing that names it.
            if row.errors.is_empty() {
                row.errors.push(RowError::row(Reason::NoIdentity, ""));
            }
            Err(row.errors)
        }
    }
}

fn account(row: &mut Row<'_>) -> Option<Record> {
    let name = row.text(F::Name);
    let external_id = row.text(F::ExternalId).or_else(|| name.as_deref().map(text::fold))?;
    Some(Record::Account(AccountRow {
        external_id,
        name,
        domain: row.text(F::Domain).map(|d| text::web_domain(&d)),
        country: row.text(F::Country),
        region: row.text(F::Region),
        segment: row.text(F::Segment),
    }))
}

fn campaign(row: &mut Row<'_>) -> Option<Record> {
    let name = row.text(F::Name);
    let external_id = row.text(F::ExternalId).or_else(|| name.as_deref().map(text::fold))?;
    let (start, end) = (row.day(F::StartDate), row.day(F::EndDate));
    check_range(row, start, end);
    Some(Record::Campaign(CampaignRow {
        external_id,
        name,
        parent: row.text(F::Parent),
        channel: row.channel(),
        start,
        end,
        budget: row.money(F::Budget, Reason::NegativeAmount),
        owner: row.text(F::Owner),
        sales_partner: row.text(F::SalesPartner),
        persona: row.text(F::Persona),
    }))
}

fn check_range(row: &mut Row<'_>, start: Option<NaiveDate>, end: Option<NaiveDate>) {
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        row.refuse(F::EndDate, Reason::EndsBeforeStart, &end.to_string());
    }
}

fn cost(row: &mut Row<'_>, repeats: &mut Repeats) -> Option<Record> {
    let start = row.day(F::StartDate);
    let end = row.day(F::EndDate).or_else(|| start.map(|start| last_day(start, row.plan.spread)));
    check_range(row, start, end);
    let amount = row.money(F::Amount, Reason::NegativeCost);
    let category = row.word(F::Category, Reason::UnknownWord, words::category);
    for (field, missing) in [(F::StartDate, start.is_none()), (F::Amount, amount.is_none()), (F::Category, category.is_none())] {
        if missing && !(field == F::Amount && row.errors.iter().any(|e| e.field == Some(F::Currency))) {
            row.miss(field);
        }
    }
    Some(Record::CampaignCost(CampaignCostRow {
        campaign: row.text(F::Campaign),
        channel: row.channel(),
        start: start?,
        end: end?,
        category: category?.to_owned(),
        amount: amount?,
        event_id: event_id(row, repeats),
    }))
}

/// The last day over which a cost that names only its first is spread.
fn last_day(start: NaiveDate, spread: Spread) -> NaiveDate {
    let end = match spread {
        Spread::Day => None,
        Spread::Week => start.checked_add_days(Days::new(6)),
        Spread::Month => start.with_day(1).and_then(|d| d.checked_add_months(Months::new(1))).and_then(|d| d.pred_opt()),
    };
    end.unwrap_or(start)
}

fn lead(row: &mut Row<'_>) -> Record {
    let (email, phone) = (row.text(F::Email), row.text(F::Phone));
    let external_id = row.text(F::ExternalId);
    let matches =
        || email.as_deref().and_then(text::fold_email).is_some() || phone.as_deref().and_then(text::fold_phone).is_some();
    if external_id.is_none() && !matches() {
        let given = email.as_deref().or(phone.as_deref()).unwrap_or_default().to_owned();
        row.errors.push(RowError::row(Reason::NoIdentity, &given));
    }
    let (mut first_name, mut last_name) = (row.text(F::FirstName), row.text(F::LastName));
    if first_name.is_none()
        && last_name.is_none()
        && let Some(full) = row.text(F::FullName)
    {
        let (first, last) = full.split_once(' ').map_or((full.as_str(), None), |(f, l)| (f, Some(l)));
        (first_name, last_name) = (Some(first.to_owned()), last.map(ToOwned::to_owned));
    }
    let channel = row.channel();
    let lead = LeadRow {
        external_id,
        key2: row.text(F::Key2),
        email,
        phone,
        first_name,
        last_name,
        company: row.text(F::Company),
        domain: row.text(F::Domain).map(|d| text::web_domain(&d)),
        country: row.text(F::Country),
        region: row.text(F::Region),
        segment: row.text(F::Segment),
        source: row.text(F::Source),
        medium: row.text(F::Medium),
        channel,
        campaign: row.text(F::Campaign),
        created: row.moment(F::CreatedAt),
        updated: row.moment(F::UpdatedAt),
        stage: row.word(F::Stage, Reason::UnknownStage, words::stage),
        owner: row.text(F::Owner),
        persona: row.text(F::Persona),
        score: row.number(F::Score),
        value: row.money(F::Value, Reason::NegativeAmount),
        consent: row.moment(F::ConsentAt),
        arrival: None,
    };
    Record::Lead(Box::new(lead))
}

fn deal(row: &mut Row<'_>) -> Option<Record> {
    let (name, account) = (row.text(F::Name), row.text(F::Account));
    let by_name = || name.as_deref().map(|n| format!("{}|{}", text::fold(n), text::fold(account.as_deref().unwrap_or_default())));
    let external_id = row.text(F::ExternalId).or_else(by_name);
    if external_id.is_none() {
        row.miss(F::ExternalId);
    }
    let (opened, closed) = (row.moment(F::OpenedAt), row.moment(F::ClosedAt));
    check_closing(row, opened, closed);
    let mut leads = row.leads(F::Lead);
    let mut contacts = row.leads(F::Contacts);
    let lead = if leads.is_empty() { None } else { Some(leads.remove(0)) };
    leads.append(&mut contacts);
    leads.retain(|contact| Some(contact) != lead.as_ref());
    let deal = DealRow {
        external_id: external_id?,
        lead,
        contacts: leads,
        account,
        name,
        amount: row.money(F::Amount, Reason::NegativeAmount),
        stage: row.text(F::Stage),
        owner: row.text(F::Owner),
        opened,
        expected_close: row.day(F::ExpectedClose),
        closed,
        outcome: row.outcome,
        lost_reason: row.text(F::LostReason),
        business: row.word(F::Business, Reason::UnknownWord, words::business),
        campaign: row.text(F::Campaign),
    };
    Some(Record::Deal(Box::new(deal)))
}

/// A closed deal has an outcome and a date, and was opened before.
fn check_closing(row: &mut Row<'_>, opened: Option<Moment>, closed: Option<Moment>) {
    let wrong = |row: &Row<'_>, field: F| row.errors.iter().any(|e| e.field == Some(field));
    match (closed, row.outcome) {
        (Some(_), None) if !wrong(row, F::Outcome) => {
            let given = row.value(F::ClosedAt).unwrap_or_default();
            row.refuse(F::Outcome, Reason::ClosedWithoutOutcome, &given);
        }
        (None, Some(_)) if !wrong(row, F::ClosedAt) => {
            let given = row.value(F::Outcome).unwrap_or_default();
            row.refuse(F::ClosedAt, Reason::ClosedWithoutDate, &given);
        }
        _ => {}
    }
    if let (Some(opened), Some(closed)) = (opened, closed) {
        let before = match (opened, closed) {
            (Moment::Instant(o), Moment::Instant(c)) => c < o,
            (Moment::Date(o), Moment::Date(c)) => c < o,
            // A day and an instant contradict each other only beyond the day; which day it is depends on the zone.
            (Moment::Date(o), Moment::Instant(c)) => c.date_naive() < o.pred_opt().unwrap_or(o),
            (Moment::Instant(o), Moment::Date(c)) => c.succ_opt().unwrap_or(c) < o.date_naive(),
        };
        if before {
            let given = row.value(F::ClosedAt).unwrap_or_default();
            row.refuse(F::ClosedAt, Reason::ClosedBeforeOpened, &given);
        }
    }
}

fn stage_event(row: &mut Row<'_>, repeats: &mut Repeats) -> Option<Record> {
    let lead = row.lead(F::Lead);
    let stage = row.word(F::Stage, Reason::UnknownStage, words::stage);
    let entered = row.moment(F::EnteredAt);
    if lead.is_none() {
        row.miss(F::Lead);
    }
    if stage.is_none() {
        row.miss(F::Stage);
    }
    Some(Record::StageEvent(StageEventRow {
        lead: lead?,
        stage: stage?,
        entered,
        actor: row.text(F::Actor),
        reason: row.text(F::Reason),
        event_id: event_id(row, repeats),
    }))
}

fn touch(row: &mut Row<'_>, repeats: &mut Repeats) -> Option<Record> {
    let (lead, visitor) = (row.lead(F::Lead), row.text(F::Visitor));
    if lead.is_none() && visitor.is_none() {
        row.errors.push(RowError::row(Reason::NoIdentity, ""));
    }
    let occurred = row.moment(F::OccurredAt);
    if occurred.is_none() {
        row.miss(F::OccurredAt);
    }
    let kind = row.word(F::Kind, Reason::UnknownWord, words::touch);
    Some(Record::Touch(TouchRow {
        lead,
        visitor,
        campaign: row.text(F::Campaign),
        channel: row.channel(),
        kind: kind.map(ToOwned::to_owned),
        occurred: occurred?,
        responded: row.word(F::Responded, Reason::UnknownWord, words::flag),
        side: if matches!(kind, Some("call" | "meeting")) { Side::Sales } else { Side::Marketing },
        event_id: event_id(row, repeats),
        told: None,
    }))
}

fn activity(row: &mut Row<'_>, repeats: &mut Repeats) -> Option<Record> {
    let kind = row.word(F::Kind, Reason::UnknownWord, words::activity);
    let happened = row.moment(F::HappenedAt);
    if kind.is_none() {
        row.miss(F::Kind);
    }
    if happened.is_none() {
        row.miss(F::HappenedAt);
    }
    Some(Record::Activity(ActivityRow {
        lead: row.lead(F::Lead),
        deal: row.text(F::Deal),
        kind: kind?.to_owned(),
        happened: happened?,
        actor: row.text(F::Actor),
        outcome: row.text(F::Outcome),
        note: row.text(F::Note),
        event_id: event_id(row, repeats),
    }))
}

fn handoff(row: &mut Row<'_>) -> Option<Record> {
    let (lead, offered) = (row.lead(F::Lead), row.begins(F::OfferedAt));
    for (field, missing) in [(F::Lead, lead.is_none()), (F::OfferedAt, offered.is_none())] {
        if missing {
            row.miss(field);
        }
    }
    let whom = row.text(F::Assignee);
    let assigned = row.begins(F::AssignedAt).or_else(|| offered.filter(|_| whom.is_some()));
    let (responded, decided, returned) = (row.ends(F::RespondedAt), row.ends(F::DecidedAt), row.ends(F::ReturnedAt));
    for (field, at) in [(F::AssignedAt, assigned), (F::DecidedAt, decided), (F::ReturnedAt, returned)] {
        if at < offered.filter(|_| at.is_some()) {
            let given = row.value(field).unwrap_or_default().into_owned();
            row.refuse(field, Reason::BeforeOffer, &given);
        }
    }
    let state = row.word(F::Outcome, Reason::UnknownWord, words::handoff_state);
    let state = state.or_else(|| row.value(F::Outcome).is_none().then_some(State::Offered))?;
    match state {
        State::Offered if decided.is_some() => {
            let given = row.value(F::DecidedAt).unwrap_or_default().into_owned();
            row.refuse(F::Outcome, Reason::AnswerWithoutOutcome, &given);
        }
        State::Accepted | State::Rejected | State::Returned if decided.is_none() => row.miss(F::DecidedAt),
        _ => {}
    }
    let window = row.number(F::SlaHours).map(|hours| (hours * 60.0).round());
    let window_minutes = match window {
        #[expect(clippy::cast_possible_truncation, reason = "a year of minutes at most")]
        Some(minutes) if (1.0..=525_600.0).contains(&minutes) => Some(minutes as i32),
        Some(_) => {
            let given = row.value(F::SlaHours).unwrap_or_default().into_owned();
            row.refuse(F::SlaHours, Reason::OutOfRange, &given);
            None
        }
        None => None,
    };
    let reason = row.text(F::Reason).map(|word| words::handoff_reason(&word).map_or(word, ToOwned::to_owned));
    let (lead, offered) = (lead?, offered?);
    Some(Record::Handoff(Box::new(HandoffRow {
        external_id: row.text(F::ExternalId).unwrap_or_else(|| told_apart(&lead, &offered.to_rfc3339())),
        lead,
        offered,
        assigned,
        assignee: whom,
        responded,
        decided: decided.filter(|_| matches!(state, State::Accepted | State::Rejected | State::Returned)),
        returned: returned.or(decided).filter(|_| state == State::Returned),
        reason: reason.filter(|_| state.wants_reply()),
        state,
        window_minutes,
    })))
}

/// A handoff without an id is told by its lead and the time of the offer.
fn told_apart(lead: &Ref, offered: &str) -> String {
    let (Ref::Id(lead) | Ref::Email(lead) | Ref::Key2(lead)) = lead;
    format!("{lead}|{offered}")
}

/// The id of an event: its own, or a hash and a count.
fn event_id(row: &mut Row<'_>, repeats: &mut Repeats) -> EventId {
    if let Some(id) = row.text(F::EventId) {
        return EventId::Given(id);
    }
    let hash = row.hash();
    let nth = repeats.nth(row::short(hash));
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let text = hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    EventId::Counted { hash: text, nth }
}

/// How a record is told from others of its kind, where it stands on many rows of a file.
#[must_use]
pub fn identity(record: &Record) -> Option<&str> {
    match record {
        Record::Account(row) => Some(&row.external_id),
        Record::Campaign(row) => Some(&row.external_id),
        Record::Lead(row) => row.external_id.as_deref(),
        Record::Deal(row) => Some(&row.external_id),
        Record::Handoff(row) => Some(&row.external_id),
        Record::CampaignCost(_) | Record::StageEvent(_) | Record::Touch(_) | Record::Activity(_) => None,
    }
}
