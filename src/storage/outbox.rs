//! Letters by e-mail that wait, went, or could not go. Any number of processes may send at once: a letter is one's own from
//! its claim on, for as long as the claim holds.

use super::StorageError;
use super::keyset::{self, From, Order, Page};
use crate::domain::ids::PersonId;
use crate::domain::person::{Digits, Language, Role, keyed};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sqlx::{PgConnection, PgExecutor, QueryBuilder};
use uuid::Uuid;

/// After how many hours a letter is no news any more: it is not sent then.
pub const GIVE_UP_HOURS: i64 = 6;

keyed!(
    /// What became of a letter.
    MailState {
        /// It is yet to go.
        Waiting = "waiting",
        /// The mail server took it.
        Sent = "sent",
        /// It could not go.
        Failed = "failed",
        /// Nobody wanted it, or the server sends no e-mail.
        Off = "off",
    }
);

/// A letter that is one's own to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which.
    pub id: Uuid,
    /// The how many-th try this is, from 1.
    pub tries: i16,
}

/// Takes the next letter that is due. Nobody else gets it until `held`.
pub async fn claim(db: impl PgExecutor<'_>, now: DateTime<Utc>, held: DateTime<Utc>) -> Result<Option<Claim>, StorageError> {
    let claimed = sqlx::query_as!(
        Claim,
        "update outbox set tries = tries + 1, send_after = $2
         where id = (select id from outbox where state = 'waiting' and send_after <= $1 and give_up_at > $1
                     order by send_after, id limit 1 for update skip locked)
         returning id, tries",
        now,
        held
    );
    Ok(claimed.fetch_optional(db).await?)
}

/// What a letter is made of, as it stands now.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Who gets it.
    pub name: String,
    /// At which address.
    pub address: String,
    /// He signs in, and wants e-mail.
    pub wanted: bool,
    /// What he may do.
    pub role: Role,
    /// The language in which he reads.
    pub language: Language,
    /// His digits.
    pub digits: Digits,
    /// His zone.
    pub zone: Tz,
    /// The name of the workspace.
    pub company: String,
    /// What he is told; none for a test.
    pub told: Option<Told>,
}

/// What a letter tells.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the columns of notifications, of their leads and of their handoffs")]
pub struct Told {
    pub kind: String,
    pub at: DateTime<Utc>,
    pub who: Option<String>,
    pub lead_id: Option<Uuid>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub handoff_id: Option<Uuid>,
    /// When sales is to have contacted the lead, where that is still to be done.
    pub touch_due_at: Option<DateTime<Utc>>,
}

/// What a letter is made of. None where whoever it is for is nobody who signs in.
pub async fn contents(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Contents>, StorageError> {
    let row = sqlx::query!(
        r#"select p.name, u.email as address, u.active and u.mailed as "wanted!", u.role, coalesce(u.language, w.language) as "language!",
                  u.digits, coalesce(u.zone, w.zone) as "zone!", w.name as company, n.id as "told?", n.kind as "kind?", n.at as "at?",
                  b.name as "who?", l.id as "lead_id?", l.first_name as "first_name?", l.last_name as "last_name?",
                  l.company as "lead_company?", l.email as "lead_email?", h.id as "handoff_id?",
                  case when h.state in ('offered', 'accepted') and h.touched_at is null and h.hold_until is null then h.touch_due_at end
                      as "touch_due_at?"
           from outbox o join people p on p.id = o.person_id join users u on u.person_id = p.id cross join workspace w
           left join notifications n on n.id = o.notification_id left join people b on b.id = n.by_id
           left join leads l on l.id = n.lead_id left join handoffs h on h.id = n.handoff_id
           where o.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Contents {
        name: r.name,
        address: r.address,
        wanted: r.wanted,
        role: Role::from_key(&r.role).unwrap_or(Role::Viewer),
        language: Language::from_key(&r.language).unwrap_or(Language::En),
        digits: Digits::from_key(&r.digits).unwrap_or(Digits::Western),
        zone: r.zone.parse().unwrap_or(Tz::UTC),
        company: r.company,
        told: r.told.zip(r.at).map(|(_, at)| Told {
            kind: r.kind.unwrap_or_default(),
            at,
            who: r.who,
            lead_id: r.lead_id,
            first_name: r.first_name,
            last_name: r.last_name,
            company: r.lead_company,
            email: r.lead_email,
            handoff_id: r.handoff_id,
            touch_due_at: r.touch_due_at,
        }),
    }))
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came<'a> {
    /// The mail server took it.
    Sent,
    /// It is tried again from then on; why this try failed.
    Again(DateTime<Utc>, &'a str),
    /// It cannot go, and why.
    Failed(&'a str),
    /// Nobody wants it.
    Off,
}

/// Writes what came of a try. Nothing where the claim no longer holds: somebody else tries.
pub async fn settle(db: impl PgExecutor<'_>, claim: Claim, came: Came<'_>, now: DateTime<Utc>) -> Result<(), StorageError> {
    let (state, again, error) = match came {
        Came::Sent => (MailState::Sent, None, None),
        Came::Again(at, why) => (MailState::Waiting, Some(at), Some(why)),
        Came::Failed(why) => (MailState::Failed, None, Some(why)),
        Came::Off => (MailState::Off, None, None),
    };
    sqlx::query!(
        "update outbox set state = $3, send_after = coalesce($4, send_after), error = left($5, 500),
                sent_at = case when $3 = 'sent' then $6::timestamptz end
         where id = $1 and tries = $2 and state = 'waiting'",
        claim.id,
        claim.tries,
        state.key(),
        again,
        error,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives up what waited for too long. Why the last try failed stays; `why` where there was none. Gives how many.
pub async fn give_up(db: impl PgExecutor<'_>, why: &str, now: DateTime<Utc>) -> Result<u64, StorageError> {
    let given_up = sqlx::query!(
        "update outbox set state = 'failed', error = coalesce(error, $2) where state = 'waiting' and give_up_at <= $1 and send_after <= $1",
        now,
        why
    );
    Ok(given_up.execute(db).await?.rows_affected())
}

/// Nothing waits where no e-mail is sent: what was made before an instant, and never tried, is off. Gives how many.
pub async fn turn_off(db: impl PgExecutor<'_>, made_before: DateTime<Utc>) -> Result<u64, StorageError> {
    let off =
        sqlx::query!("update outbox set state = 'off' where state = 'waiting' and tries = 0 and made_at <= $1", made_before);
    Ok(off.execute(db).await?.rows_affected())
}

/// A letter that tells nothing but that e-mail arrives. The same form twice is one.
pub async fn insert_test(db: impl PgExecutor<'_>, id: Uuid, person: PersonId, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let made = sqlx::query!(
        "insert into outbox (id, person_id, made_at, send_after, give_up_at) values ($1, $2, $3, $3, $4) on conflict (id) do nothing",
        id,
        person.0,
        now,
        now + TimeDelta::hours(GIVE_UP_HOURS)
    );
    Ok(made.execute(db).await?.rows_affected() == 1)
}

/// Lets a letter that failed wait again, as if it were new. Gives whether there was one.
pub async fn retry(db: impl PgExecutor<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let again = sqlx::query!(
        "update outbox set state = 'waiting', tries = 0, error = null, send_after = $2, give_up_at = $3 where id = $1 and state = 'failed'",
        id,
        now,
        now + TimeDelta::hours(GIVE_UP_HOURS)
    );
    Ok(again.execute(db).await?.rows_affected() == 1)
}

/// Forgets letters that were made before an instant, but for those that wait.
pub async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("delete from outbox where made_at < $1 and state <> 'waiting'", before).execute(db).await?;
    Ok(())
}

/// How letters stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many wait.
    pub waiting: i64,
    /// How many failed.
    pub failed: i64,
    /// When the last one went.
    pub last_sent: Option<DateTime<Utc>>,
}

/// Counts them.
pub async fn counts(db: impl PgExecutor<'_>) -> Result<Counts, StorageError> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select (select count(*) from outbox where state = 'waiting') as "waiting!",
                  (select count(*) from outbox where state = 'failed') as "failed!",
                  (select max(sent_at) from outbox where state = 'sent') as last_sent"#
    );
    Ok(counts.fetch_one(db).await?)
}

/// A letter of the list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of the outbox, and of what the letter tells")]
pub struct OutboxLine {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    pub person: String,
    pub state: String,
    pub tries: i16,
    pub send_after: DateTime<Utc>,
    pub error: Option<String>,
    pub kind: Option<String>,
    pub who: Option<String>,
    pub lead_id: Option<Uuid>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
}

/// A page of letters, of one state or of all, newest first.
pub async fn page(db: &mut PgConnection, state: Option<MailState>, from: From) -> Result<Page<OutboxLine>, StorageError> {
    let mut sql = QueryBuilder::new(
        "select o.id, o.made_at, p.name as person, o.state, o.tries, o.send_after, o.error, n.kind, b.name as who, l.id as lead_id,
                l.first_name, l.last_name, l.company, l.email
         from outbox o join people p on p.id = o.person_id left join notifications n on n.id = o.notification_id
         left join people b on b.id = n.by_id left join leads l on l.id = n.lead_id where true",
    );
    if let Some(state) = state {
        sql.push(" and o.state = ").push_bind(state.key());
    }
    let order = Order { key: "o.made_at", id: "o.id", nullable: false, descending: true };
    keyset::page(db, sql, order, "outbox o", from).await
}
