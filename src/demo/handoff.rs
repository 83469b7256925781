//! The offers of a lead to sales, and what sales made of them: told as files would, under a promise of a day around the clock.

use super::dice::Dice;
use super::{Rows, Story};
use crate::domain::handoff::State;
use crate::domain::moment::Moment;
use crate::domain::record::{ActivityRow, EventId, HandoffRow, Record, Ref};
use chrono::{DateTime, TimeDelta, Utc};

/// The window for the first touch, in minutes around the clock.
const WINDOW: i32 = 24 * 60;
/// After which an offer without an answer is over.
const EXPIRES: TimeDelta = TimeDelta::days(7);
/// Share of the answers that follow a first talk with the buyer.
const TALKED: f64 = 0.8;

/// An offer of a lead.
pub(super) struct Offer<'a> {
    pub lead: &'a str,
    pub owner: &'a str,
    /// Which of the lead's, from 1.
    pub number: usize,
    /// When it became an MQL.
    pub qualified: DateTime<Utc>,
}

/// When sales answered, and the key of the reason where it said no.
pub(super) struct Answer<'a> {
    pub at: DateTime<Utc>,
    pub rejected: Option<&'a str>,
}

/// Tells of one offer, as far as it has come; of a talk before the answer only where anybody ever worked the lead.
pub(super) fn tell(
    story: &Story<'_>,
    offer: &Offer<'_>,
    answer: Option<Answer<'_>>,
    worked: bool,
    dice: &mut Dice,
    rows: &mut Rows,
) {
    let (prompt, talked, share) = (dice.between(2.0, 20.0), dice.chance(TALKED), dice.between(0.15, 0.85));
    let until_answer = answer.as_ref().map_or(TimeDelta::days(1), |answer| answer.at - offer.qualified);
    let offered = offer.qualified + (until_answer / 2).min(seconds(prompt * 60.0));
    if !story.told(offered) {
        return;
    }
    let answer = answer.filter(|answer| story.told(answer.at));
    let state = match &answer {
        Some(answer) if answer.rejected.is_some() => State::Rejected,
        Some(_) => State::Accepted,
        None if story.told(offered + EXPIRES) => State::Expired,
        None => State::Offered,
    };
    let talk = answer.as_ref().filter(|_| worked && talked).map(|answer| {
        let wait = answer.at - offered;
        offered + seconds(wait.as_seconds_f64() * share)
    });
    if let Some(at) = talk {
        rows.activities.push(Record::Activity(ActivityRow {
            event_id: EventId::Given(format!("{}-H{}", offer.lead, offer.number)),
            lead: Some(Ref::Id(offer.lead.to_owned())),
            deal: None,
            kind: "call".to_owned(),
            happened: Moment::Instant(at),
            actor: Some(offer.owner.to_owned()),
            outcome: Some(dice.pick(&story.company.words.outcomes).clone()),
            note: None,
        }));
    }
    rows.handoffs.push(Record::Handoff(Box::new(HandoffRow {
        external_id: format!("H-{}-{}", offer.lead, offer.number),
        lead: Ref::Id(offer.lead.to_owned()),
        offered,
        assigned: Some(offered),
        assignee: Some(offer.owner.to_owned()),
        responded: talk,
        decided: answer.as_ref().map(|answer| answer.at),
        returned: None,
        state,
        reason: answer.and_then(|answer| answer.rejected.map(str::to_owned)),
        window_minutes: Some(WINDOW),
    })));
}

/// Sales touches the lead of the last offer told, unless it talked to somebody before.
pub(super) fn touch(at: DateTime<Utc>, rows: &mut Rows) {
    if let Some(Record::Handoff(handoff)) = rows.handoffs.last_mut() {
        handoff.responded.get_or_insert(at);
    }
}

/// The last offer told was accepted; sales gives it back.
pub(super) fn give_back(at: DateTime<Utc>, reason: &str, rows: &mut Rows) {
    if let Some(Record::Handoff(handoff)) = rows.handoffs.last_mut() {
        handoff.state = State::Returned;
        handoff.returned = Some(at);
        handoff.reason = Some(reason.to_owned());
    }
}

fn seconds(seconds: f64) -> TimeDelta {
    #[expect(clippy::cast_possible_truncation, reason = "some weeks at most")]
    TimeDelta::seconds(seconds.round() as i64)
}
