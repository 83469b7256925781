//! Leads, deals, stages, touches and costs thrown like dice: dates and instants, undated entries, corrections, deals
//! without a lead, leads with several deals, wins before their opening.

use crate::support::{World, money};
use mihwar::domain::moment::Moment;
use mihwar::domain::record::{DealRow, Outcome};
use mihwar::domain::stage::Stage;
use mihwar::storage::Database;

const LEADS: u64 = 150;
const DEALS: u64 = 130;
const TOUCHES: u64 = 300;

/// A small generator: the same seed throws the same world.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        // xorshift64*, Vigna 2016
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % n
    }
    pub fn one_of<'a>(&mut self, all: &[&'a str]) -> Option<String> {
        let found: &'a str = all[usize::try_from(self.below(all.len() as u64)).unwrap()];
        (!found.is_empty()).then(|| found.to_owned())
    }
    /// A day or an instant of about a year and a half, full hours so that moments meet, and meet midnight.
    fn moment(&mut self) -> Moment {
        let day = crate::support::at("2024-11-01T00:00:00Z") + chrono::TimeDelta::days(self.below(500).cast_signed());
        if self.below(2) == 0 {
            return Moment::Date(day.date_naive());
        }
        Moment::Instant(day + chrono::TimeDelta::hours(self.below(24).cast_signed()))
    }
    pub fn maybe<T>(&mut self, of_ten: u64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(10) < of_ten).then(|| make(self))
    }
}

/// Throws a world into a database.
pub async fn save(db: &Database, seed: u64) {
    let (mut dice, mut world) = (Dice(seed), World::default());
    world.campaign("spring", "Event");
    world.campaign("autumn", "Email");
    for n in 0..LEADS {
        lead(&mut dice, &mut world, n);
    }
    for n in 0..DEALS {
        deal(&mut dice, &mut world, n);
    }
    for _ in 0..TOUCHES {
        let (lead, occurred, channel) =
            (format!("L{}", dice.below(LEADS)), dice.moment(), dice.one_of(&["Email", "Event", "Webinar", ""]));
        world.touch_at(&lead, occurred, channel);
    }
    world.save(db).await;
    give_reasons(db).await;
    void_some(db, seed).await;
}

fn lead(dice: &mut Dice, world: &mut World, n: u64) {
    let id = format!("L{n}");
    let created = dice.moment();
    world.lead_like(&id, "2025-01-01", |lead| {
        lead.created = Some(created);
        lead.source = dice.one_of(&["Email", "Event", "Referral", ""]);
        lead.channel = lead.source.clone();
        lead.campaign = dice.one_of(&["spring", "autumn", "", ""]);
        lead.persona = dice.one_of(&["buyer", "user", ""]);
        lead.region = dice.one_of(&["MENA", "EMEA", ""]);
        lead.segment = dice.one_of(&["SMB", "Retail", ""]);
        lead.company = dice.one_of(&["Acme", "Umbrella", "", ""]);
    });
    for _ in 0..dice.below(5) {
        let stage = Stage::ALL[usize::try_from(1 + dice.below(8)).unwrap()];
        let entered = dice.maybe(8, Dice::moment);
        world.entered_at(&id, stage, entered);
    }
}

fn deal(dice: &mut Dice, world: &mut World, n: u64) {
    let lead = dice.maybe(8, |dice| format!("L{}", dice.below(LEADS)));
    world.deal_like(&format!("D{n}"), lead.as_deref(), |deal| {
        deal.account = dice.one_of(&["Acme", "Umbrella", "Initech", "", "", ""]);
        deal.opened = dice.maybe(8, Dice::moment);
        deal.outcome = dice.maybe(7, |dice| if dice.below(2) == 0 { Outcome::Won } else { Outcome::Lost });
        deal.closed = deal.outcome.map(|_| dice.moment());
        deal.amount = dice.maybe(8, |dice| money(1 + dice.below(1000).cast_signed(), "SAR"));
        deal.campaign = dice.one_of(&["spring", "", ""]);
        if dice.below(8) == 0 {
            existing(deal);
        }
    });
}

fn existing(deal: &mut DealRow) {
    World::existing_business(deal);
}

/// Reasons for leaving the way, of some by the entry and of some by the deal.
async fn give_reasons(db: &Database) {
    for statement in [
        "update stage_transitions set reason = (array['price', 'timing', null])[1 + get_byte(uuid_send(id), 15) % 3]",
        "update deals set lost_reason = (array['competitor', 'price', null])[1 + get_byte(uuid_send(id), 15) % 3] where outcome = 'lost'",
    ] {
        sqlx::query(statement).execute(&db.jobs).await.unwrap();
    }
}

/// Corrections: a row that voids another.
async fn void_some(db: &Database, seed: u64) {
    let every = i64::try_from(seed % 5 + 5).unwrap();
    sqlx::query(
        "insert into stage_transitions (id, lead_id, to_stage, at, on_day, voids, recorded_at)
         select gen_random_uuid(), lead_id, to_stage, at, on_day, id, recorded_at
         from (select *, row_number() over (order by id) as n from stage_transitions) t where n % $1 = 0",
    )
    .bind(every)
    .execute(&db.jobs)
    .await
    .unwrap();
}
