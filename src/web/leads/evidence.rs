//! The part of a list's address by which the numbers of the funnel open their leads.

use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::metrics::stage_times::TimeIn;
use crate::storage::lead_evidence::LeadEvidence;
use crate::storage::metrics::Dimension;
use crate::web::extract::{Calendar, PeriodParam};
use crate::web::listing::{Address, Asked, dimension_name};
use chrono::NaiveDate;

/// What stands in an address for *nobody said why*: an empty parameter is none.
pub const NO_REASON: &str = "-";

/// Leaves out what means nothing.
pub(super) fn judge(address: &mut Address, calendar: &Calendar) {
    let is_stage = |key: &str| key.parse::<Stage>().is_ok_and(|stage| Stage::FUNNEL.contains(&stage));
    address.judge("reached_by", |day| day.parse::<NaiveDate>().is_ok());
    address.judge("entered", is_stage);
    address.judge("entered_in", |text| PeriodParam::parse(text, calendar).is_some());
    address.judge("time_in", is_stage);
    address.judge("time", |known| TimeIn::from_key(known).is_some());
    address.judge("split", |by| matches!(Dimension::from_key(by), Some(Dimension::Campaign | Dimension::Owner)));
    for (name, needs) in [
        ("reached_by", "reached"),
        ("entered_in", "entered"),
        ("entered", "entered_in"),
        ("time", "time_in"),
        ("time_in", "time"),
        ("split_value", "split"),
        ("split", "split_value"),
    ] {
        address.needs(name, needs);
    }
}

/// What the address asks for.
pub(super) fn evidence(address: &Address, calendar: &Calendar) -> LeadEvidence {
    let stage = |name| address.get(name)?.parse::<Stage>().ok();
    let entered_in = address.get("entered_in").and_then(|text| PeriodParam::parse(text, calendar)?.period(calendar));
    LeadEvidence {
        reached_by: stage("reached").zip(address.get("reached_by").and_then(|day| day.parse().ok())),
        entered: stage("entered").zip(entered_in),
        reason: address.get("reason").map(|reason| if reason == NO_REASON { String::new() } else { reason.to_owned() }),
        split: split(address),
        time_in: stage("time_in").zip(address.get("time").and_then(TimeIn::from_key)),
    }
}

/// The value of a split: a campaign or an owner by its own name.
fn split(address: &Address) -> Option<(Dimension, Option<String>)> {
    let by = Dimension::from_key(address.get("split")?).filter(|by| matches!(by, Dimension::Campaign | Dimension::Owner))?;
    let name = address.get("split_value")?;
    Some((by, (name != NO_REASON).then(|| name.to_owned())))
}

/// The same as the bar shows it.
pub(super) fn filters(w: Words, address: &Address, calendar: &Calendar) -> Vec<Asked> {
    let LeadEvidence { reached_by, entered, reason, split, time_in } = evidence(address, calendar);
    let plain = |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
    let stage_name = |stage: Stage| w.t(&format!("stage-{stage}"));
    let entered = entered.map(|(stage, period)| {
        w.t_args("lead-entered-in", &[("stage", stage_name(stage).into()), ("period", w.period(period).into())])
    });
    let time = time_in.map(|(stage, known)| w.list(&[stage_name(stage), w.t(&format!("time-in-{}", known.key()))]));
    let reason = reason.map(|reason| if reason.is_empty() { w.t("reason-not-given") } else { Text::datum(&reason) });
    let split = split.map(|(by, name)| {
        let name = name.map_or_else(|| w.t("list-without"), |name| Text::datum(&name));
        w.t_args("lead-split-value", &[("by", dimension_name(w, by).into()), ("name", name.into())])
    });
    vec![
        plain("split", "lead-split", split),
        plain("reached_by", "lead-reached-by", reached_by.map(|(_, day)| w.date(day))),
        plain("entered", "lead-entered", entered),
        plain("reason", "lead-reason", reason),
        plain("time_in", "lead-time-in", time),
    ]
}
