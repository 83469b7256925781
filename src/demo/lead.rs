//! What becomes of one lead, from its first touch to the end of its deal.

use super::company::{Campaign, Channel, Persona, Region, Segment};
use super::dice::Dice;
use super::handoff::{self, Answer, Offer};
use super::names::{Contact, Firm, contact, firm};
use super::{Rows, Story, campaigns};
use crate::domain::moment::{Moment, day_start};
use crate::domain::period::Period;
use crate::domain::record::{
    ActivityRow, Business, DealRow, EventId, LeadRow, Outcome, Record, Ref, Side, StageEventRow, TouchRow,
};
use crate::domain::stage::Stage;
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc, Weekday};

/// How much before and after the alignment has taken hold.
struct Change {
    before: f64,
    after: f64,
}

impl Change {
    const fn new(before: f64, after: f64) -> Self {
        Self { before, after }
    }

    fn at(&self, alignment: f64) -> f64 {
        self.before + (self.after - self.before) * alignment
    }
}

/// Share of the offered leads that sales accepts.
const ACCEPTED: Change = Change::new(0.60, 0.78);
/// Share that nobody ever answers.
const NEVER_ANSWERED: Change = Change::new(0.12, 0.03);
/// Share of the accepted that sales never touches.
const NEVER_TOUCHED: Change = Change::new(0.10, 0.03);
/// Share of the offers of the last days that still wait for their answer.
const WAITS: f64 = 0.6;
/// Those days.
const LAST_DAYS: TimeDelta = TimeDelta::days(3);
/// Of the accepted that fall out before a talk confirmed the need, the share that sales gives back to marketing.
const GIVEN_BACK: f64 = 0.45;
/// Median days until sales decides.
const DECISION: Change = Change::new(1.6, 0.45);
/// Share of SQLs that become a deal.
const OPENED: Change = Change::new(0.62, 0.70);
/// Share of deals that are won without any help of a channel.
const WON: Change = Change::new(0.22, 0.32);
/// Median days from opening to close.
const CLOSE: Change = Change::new(47.0, 35.0);
/// Share of the rejected leads that come back to marketing for a later try.
const RECYCLED: f64 = 0.55;
/// Of those, the share that does come back.
const REVIVED: f64 = 0.35;
/// Days after which a customer is asked about the next year, and how often he stays.
const RENEWAL_DAYS: f64 = 320.0;
const RENEWED: f64 = 0.86;

/// Who a lead is.
struct Lead<'a> {
    id: String,
    firm: Firm,
    contact: Contact,
    persona: &'a Persona,
    segment: &'a Segment,
    region: &'a Region,
    channel: &'a Channel,
    campaign: Option<&'a Campaign>,
    created: DateTime<Utc>,
}

/// Tells the whole story of lead `number`, created in the month that begins on `month`.
pub(super) fn tell(story: &Story<'_>, number: usize, month: NaiveDate, dice: &mut Dice, rows: &mut Rows) {
    let Some(created) = working_moment(story, month, dice) else { return };
    let lead = invent(story, number, created, dice);
    let until = Journey { story, lead: &lead, dice, rows, last: created, entered: 0, offered: 0 }.run();
    touches(story, &lead, until, dice, rows);
}

/// A moment of a month: rarely at the weekend, in waking hours. None when the story ends before it.
fn working_moment(story: &Story<'_>, month: NaiveDate, dice: &mut Dice) -> Option<DateTime<Utc>> {
    let days = usize::try_from(Period::month_of(month).days()).ok()?;
    let mut day = month + TimeDelta::days(i64::try_from(dice.place(days)).ok()?);
    if matches!(day.weekday(), Weekday::Fri | Weekday::Sat) && dice.chance(0.7) {
        day = (day - TimeDelta::days(2)).max(month);
    }
    let at = day_start(day, story.zone()) + TimeDelta::minutes(8 * 60) + dice.span(0.2, 0.5).min(TimeDelta::hours(14));
    story.told(at).then_some(at)
}

fn invent<'a>(story: &Story<'a>, number: usize, created: DateTime<Utc>, dice: &mut Dice) -> Lead<'a> {
    let company = story.company;
    let persona = dice.weighted(&company.personas, |one| one.share);
    let day = created.with_timezone(&story.zone()).date_naive();
    let live: Vec<&Campaign> = company.campaigns.iter().filter(|one| campaigns::days(story, one).contains(day)).collect();
    let pull = |channel: &Channel| live.iter().filter(|one| one.channel == channel.name).map(|one| one.pull).fold(1.0, f64::max);
    let weights: Vec<(&Channel, f64)> =
        company.channels.iter().zip(&persona.mix).map(|(channel, mix)| (channel, mix * pull(channel))).collect();
    let channel = dice.weighted(&weights, |(_, weight)| *weight).0;
    let of_it: Vec<&Campaign> = live.into_iter().filter(|one| one.channel == channel.name).collect();
    let fits = |one: &&Campaign| one.pull * if one.persona.as_ref().is_none_or(|name| *name == persona.name) { 1.0 } else { 0.3 };
    let campaign = (!of_it.is_empty()).then(|| *dice.weighted(&of_it, fits));
    let firm = firm(company, dice);
    Lead {
        id: format!("L-{number:05}"),
        contact: contact(company, &firm, number, dice),
        firm,
        persona,
        segment: dice.weighted(&company.segments, |one| one.share),
        region: dice.weighted(&company.regions, |one| one.share),
        channel,
        campaign,
        created,
    }
}

impl Lead<'_> {
    fn worth(&self) -> f64 {
        self.campaign.map_or(1.0, |campaign| campaign.worth)
    }

    fn row(&self, story: &Story<'_>, owner: Option<String>, dice: &mut Dice) -> LeadRow {
        LeadRow {
            external_id: Some(self.id.clone()),
            email: Some(self.contact.email.clone()),
            phone: dice.chance(0.8).then(|| self.contact.phone.clone()),
            first_name: Some(self.contact.first.clone()),
            last_name: Some(self.contact.last.clone()),
            company: Some(self.firm.name.clone()),
            domain: Some(self.firm.domain.clone()),
            country: Some(self.region.country.clone()),
            region: Some(self.region.name.clone()),
            segment: Some(self.segment.name.clone()),
            source: Some(self.channel.name.clone()),
            channel: Some(self.channel.name.clone()),
            campaign: self.campaign.map(|campaign| campaigns::external_id(story.company, campaign)),
            created: Some(Moment::Instant(self.created)),
            owner,
            persona: Some(self.persona.name.clone()),
            score: Some((100.0 * self.channel.mql * self.worth().sqrt() * dice.between(0.6, 1.3)).min(100.0).round()),
            consent: dice.chance(0.85).then_some(Moment::Instant(self.created)),
            ..LeadRow::default()
        }
    }
}

/// A lead on its way.
struct Journey<'a, 's> {
    story: &'a Story<'s>,
    lead: &'a Lead<'s>,
    dice: &'a mut Dice,
    rows: &'a mut Rows,
    last: DateTime<Utc>,
    entered: usize,
    offered: usize,
}

impl Journey<'_, '_> {
    /// Walks it to where it stands today. Gives the moment until which marketing has reason to reach out.
    fn run(mut self) -> DateTime<Utc> {
        let qualified = self.dice.chance(self.lead.channel.mql * (0.5 + 0.5 * self.lead.worth()));
        let owner = qualified.then(|| self.lead.region.owner.clone());
        let row = self.lead.row(self.story, owner, self.dice);
        self.rows.leads.push(Record::Lead(Box::new(row)));
        if !qualified {
            let reason = self.dice.pick(&self.story.company.words.dropped).clone();
            if self.dice.chance(0.6) {
                self.enter(Stage::Disqualified, 20.0, 0.7, Some(reason));
            }
            return self.lead.created + TimeDelta::days(40);
        }
        self.enter(Stage::Mql, 2.0, 1.0, None);
        if self.accepted() && self.qualified_by_sales() {
            if self.dice.chance(OPENED.at(self.alignment())) {
                self.deal();
            } else if self.dice.chance(0.7) {
                self.drop_out();
            }
        }
        self.last
    }

    fn alignment(&self) -> f64 {
        self.story.alignment(self.last)
    }

    /// Enters a stage some time after the last one; what lies after the end of the story is not told.
    fn enter(&mut self, stage: Stage, median_days: f64, sigma: f64, reason: Option<String>) {
        self.last += self.dice.span(median_days, sigma);
        self.entered += 1;
        if self.story.told(self.last) {
            let by_sales = !matches!(stage, Stage::Lead | Stage::Mql);
            self.rows.stages.push(Record::StageEvent(StageEventRow {
                event_id: EventId::Given(format!("{}-{}", self.lead.id, self.entered)),
                lead: Ref::Id(self.lead.id.clone()),
                stage,
                entered: Some(Moment::Instant(self.last)),
                actor: by_sales.then(|| self.lead.region.owner.clone()),
                reason,
            }));
        }
    }

    /// Whether sales takes it, at once or after it was recycled.
    fn accepted(&mut self) -> bool {
        let (alignment, qualified) = (self.alignment(), self.last);
        let waits = qualified + LAST_DAYS > self.story.end && self.dice.chance(WAITS);
        if self.dice.chance(NEVER_ANSWERED.at(alignment)) || waits {
            self.offer(qualified, None, false);
            return false;
        }
        let decision = DECISION.at(alignment);
        if self.dice.chance(ACCEPTED.at(alignment)) {
            return self.accept(qualified, decision);
        }
        let (reason, key) = self.dice.pick(&self.story.company.words.rejected);
        let recycled = self.dice.chance(RECYCLED);
        let stage = if recycled { Stage::Recycled } else { Stage::Disqualified };
        self.enter(stage, decision, 0.9, Some(reason.clone()));
        self.offer(qualified, Some(Answer { at: self.last, rejected: Some(key) }), true);
        if !recycled || !self.dice.chance(REVIVED) {
            return false;
        }
        self.enter(Stage::Mql, 60.0, 0.3, None);
        self.accept(self.last, decision)
    }

    /// Sales takes what was offered when it had qualified. Gives whether anybody works on it.
    fn accept(&mut self, qualified: DateTime<Utc>, decision: f64) -> bool {
        self.enter(Stage::Sal, decision, 0.9, None);
        let worked = !self.dice.chance(NEVER_TOUCHED.at(self.alignment()));
        self.offer(qualified, Some(Answer { at: self.last, rejected: None }), worked);
        if worked {
            self.activities();
        }
        worked
    }

    fn offer(&mut self, qualified: DateTime<Utc>, answer: Option<Answer<'_>>, worked: bool) {
        self.offered += 1;
        let offer = Offer { lead: &self.lead.id, owner: &self.lead.region.owner, number: self.offered, qualified };
        handoff::tell(self.story, &offer, answer, worked, self.dice, self.rows);
    }

    /// Whether a talk confirmed the need. In the segment that leaks, most of the others just stay.
    fn qualified_by_sales(&mut self) -> bool {
        if self.dice.chance(self.lead.segment.qualifies) {
            self.enter(Stage::Sql, 6.0, 0.8, None);
            return true;
        }
        if !self.dice.chance(self.lead.segment.stuck) {
            if self.dice.chance(GIVEN_BACK) {
                self.give_back();
            } else {
                self.drop_out();
            }
        }
        false
    }

    fn drop_out(&mut self) {
        let reason = self.dice.pick(&self.story.company.words.dropped).clone();
        self.enter(Stage::Disqualified, 15.0, 0.6, Some(reason));
    }

    /// Sales learns after some talks that it is too early, and says so to marketing.
    fn give_back(&mut self) {
        let (reason, key) = self.dice.pick(&self.story.company.words.rejected);
        self.enter(Stage::Recycled, 9.0, 0.6, Some(reason.clone()));
        if self.story.told(self.last) {
            handoff::give_back(self.last, key, self.rows);
        }
    }

    /// What the salesperson does once he has taken it.
    fn activities(&mut self) {
        let mut at = self.last;
        for (turn, kind) in ["call", "email", "call", "meeting"].into_iter().enumerate() {
            at += self.dice.span(if turn == 0 { 0.2 } else { 3.0 }, 0.8);
            if !self.story.told(at) || (turn > 0 && self.dice.chance(0.3)) {
                break;
            }
            if turn == 0 {
                handoff::touch(at, self.rows);
            }
            let outcome = (kind == "call").then(|| self.dice.pick(&self.story.company.words.outcomes).clone());
            self.rows.activities.push(Record::Activity(ActivityRow {
                event_id: EventId::Given(format!("{}-A{}", self.lead.id, self.rows.activities.len())),
                lead: Some(Ref::Id(self.lead.id.clone())),
                deal: None,
                kind: kind.to_owned(),
                happened: Moment::Instant(at),
                actor: Some(self.lead.region.owner.clone()),
                outcome,
                note: None,
            }));
        }
    }

    /// Opens its deal and plays it to the end, or to today.
    fn deal(&mut self) {
        let opened = self.last + self.dice.span(5.0, 0.8);
        let alignment = self.story.alignment(opened);
        let chance = (WON.at(alignment) + self.lead.channel.lift) * self.lead.worth();
        let (won, closed) = (self.dice.chance(chance), opened + self.dice.span(CLOSE.at(alignment), 0.55));
        let amount = self.lead.segment.amount * self.lead.persona.amount * self.dice.factor(0.4);
        let row = DealRow {
            lead: Some(Ref::Id(self.lead.id.clone())),
            campaign: self.lead.campaign.map(|campaign| campaigns::external_id(self.story.company, campaign)),
            ..deal_row(self.story, &self.lead.firm.name, &self.lead.region.owner, amount, opened)
        };
        self.last = closed;
        finish(self.story, row, won, closed, self.dice, self.rows);
    }
}

fn deal_row(story: &Story<'_>, firm: &str, owner: &str, amount: f64, opened: DateTime<Utc>) -> DealRow {
    DealRow {
        account: Some(firm.to_owned()),
        name: Some(firm.to_owned()),
        amount: Some(story.company.money((amount / 100.0).round() * 100.0, None)),
        owner: Some(owner.to_owned()),
        opened: Some(Moment::Instant(opened)),
        expected_close: Some((opened + TimeDelta::days(45)).with_timezone(&story.zone()).date_naive()),
        ..DealRow::default()
    }
}

/// Tells of a deal as far as it has come.
fn finish(story: &Story<'_>, deal: DealRow, won: bool, closed: DateTime<Utc>, dice: &mut Dice, rows: &mut Rows) {
    let words = &story.company.words;
    let reason = dice.pick(&words.lost).clone();
    let stage = dice.pick(&words.open_stages).clone();
    if !deal.opened.and_then(Moment::at).is_some_and(|opened| story.told(opened)) {
        return;
    }
    let over = story.told(closed);
    rows.deals.push(Record::Deal(Box::new(DealRow {
        external_id: format!("D-{:05}", rows.deals.len() + 1),
        stage: (!over).then_some(stage),
        closed: over.then_some(Moment::Instant(closed)),
        outcome: over.then_some(if won { Outcome::Won } else { Outcome::Lost }),
        lost_reason: (over && !won).then_some(reason),
        ..deal
    })));
}

/// A year after it was won, a customer decides about the next: existing business, without a lead.
pub(super) fn renew(story: &Story<'_>, dice: &mut Dice, rows: &mut Rows) {
    let won: Vec<DealRow> = rows
        .deals
        .iter()
        .filter_map(|record| match record {
            Record::Deal(deal) if deal.outcome == Some(Outcome::Won) => Some((**deal).clone()),
            _ => None,
        })
        .collect();
    for deal in won {
        let Some(closed) = deal.closed.and_then(Moment::at) else { continue };
        let opened = closed + dice.span(RENEWAL_DAYS, 0.05);
        let (renewed, decided) = (dice.chance(RENEWED), opened + dice.span(36.0, 0.4));
        let next = DealRow { opened: Some(Moment::Instant(opened)), lead: None, business: Some(Business::Existing), ..deal };
        let next = DealRow { outcome: None, closed: None, campaign: None, ..next };
        finish(story, next, renewed, decided, dice, rows);
    }
}

/// The touches before and after it became a lead: the first by its channel, later ones often by mail or directly.
fn touches(story: &Story<'_>, lead: &Lead<'_>, until: DateTime<Utc>, dice: &mut Dice, rows: &mut Rows) {
    let earlier = dice.place(3);
    let later = 1 + dice.place(5);
    let mut at = lead.created - dice.span(4.0 * f64::from(u8::try_from(earlier).unwrap_or(0)) + 0.01, 0.6);
    for turn in 0..=earlier + later {
        let channel = if turn == 0 || dice.chance(0.45) { lead.channel } else { dice.weighted(&story.company.channels, late) };
        if turn > 0 {
            at = if turn == earlier { lead.created } else { at + dice.span(6.0, 0.8) };
        }
        if !story.told(at) || (turn > earlier && at >= until) {
            break;
        }
        let campaign = lead.campaign.filter(|campaign| campaign.channel == channel.name);
        rows.touches.push(Record::Touch(TouchRow {
            event_id: EventId::Given(format!("{}-T{turn}", lead.id)),
            lead: Some(Ref::Id(lead.id.clone())),
            visitor: None,
            campaign: campaign.map(|campaign| campaigns::external_id(story.company, campaign)),
            channel: Some(channel.name.clone()),
            kind: Some(channel.kind.clone()),
            occurred: Moment::Instant(at),
            responded: None,
            side: Side::Marketing,
            told: None,
        }));
    }
}

/// Later touches come by mail, by a direct visit or by a webinar.
fn late(channel: &Channel) -> f64 {
    match channel.name.as_str() {
        "Email" => 0.34,
        "Direct" => 0.28,
        "Webinar" => 0.14,
        _ => 0.06,
    }
}
