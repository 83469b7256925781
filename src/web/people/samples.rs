//! Samples of the pages of people and of the way in by a link, for the template test.

use super::form::PersonForm;
use super::invite::{InvitePage, LinkPage};
use super::leave::{LeavePage, Leaving};
use super::list::PeoplePage;
use super::person::{PersonPage, Typed};
use crate::actions::make_link::NewLink;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Language, Role, Team};
use crate::i18n::Words;
use crate::storage::one_time_links::Holder;
use crate::storage::open_work::{OpenWork, Piece};
use crate::storage::people::Choice;
use crate::storage::staff::{Account, Someone, Standing};
use crate::web::extract::Reader;
use crate::web::join::{GonePage, JoinForm, JoinPage};
use crate::web::styleguide::samples::{Tone, member, viewer};
use askama::Template as _;
use chrono::DateTime;
use uuid::Uuid;

type Page = (String, askama::Result<String>);

/// Every page of people.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<Page> {
    let member = member(w, tone, Role::Admin);
    let now = DateTime::UNIX_EPOCH;
    let others = if tone == Tone::Empty { Vec::new() } else { vec![someone(tone, None)] };
    let users: Vec<Someone> = Standing::ALL.iter().map(|standing| someone(tone, Some(*standing))).collect();
    let choices = [Choice { id: PersonId(Uuid::max()), name: tone.typed(), team: Some(Team::Sales) }];
    let form = PersonForm { email: tone.typed(), ..PersonForm::invitation(Language::Ar, others.first()) };
    let errors =
        [("name", "error-required"), ("email", "error-email-taken"), ("team", "error-team"), ("person", "error-other-person")];
    let mut all: Vec<Page> = vec![
        ("people".to_owned(), PeoplePage::new(&member, &users, &others, 1_000, now).render()),
        ("invitation".to_owned(), InvitePage::new(&member, &form, &choices, &errors).render()),
    ];
    for standing in [None, Some(Standing::Active), Some(Standing::Invited), Some(Standing::Left)] {
        let typed = Typed { form: Some(&form), errors: &errors, stale: tone == Tone::Hostile };
        let page = PersonPage::new(&member, &someone(tone, standing), work(tone), &typed, now);
        all.push((format!("person {standing:?}"), page.render()));
    }
    for leaves in [false, true] {
        let (someone, pieces) = (someone(tone, Some(Standing::Active)), pieces(tone));
        let of = Leaving { someone: &someone, leaves, work: work(tone), pieces: &pieces, people: &choices };
        all.push((format!("leaving {leaves}"), LeavePage::new(&member, &of, &tone.typed(), Some("error-last-admin")).render()));
    }
    for invites in [false, true] {
        let link = NewLink { token: tone.typed(), until: now, invites };
        let page = LinkPage::new(&member, &tone.typed(), "/settings/people".to_owned(), &link, tone.typed());
        all.push((format!("link {invites}"), page.render()));
    }
    all.extend(joining(w, tone));
    all
}

fn joining(w: Words, tone: Tone) -> Vec<Page> {
    let reader = Reader { viewer: viewer(w, tone), session: None, token: None, workspace: None };
    let form = |invited| {
        let holder = Holder { user: UserId(Uuid::nil()), name: tone.typed(), email: tone.typed(), invited };
        JoinPage::new(&reader, &holder, "/join/x".to_owned(), &JoinForm::default(), &[("password", "error-password")]).render()
    };
    vec![
        ("joining".to_owned(), form(true)),
        ("reset".to_owned(), form(false)),
        ("a link that is gone".to_owned(), GonePage::new(&reader).render()),
    ]
}

fn someone(tone: Tone, standing: Option<Standing>) -> Someone {
    let some = tone != Tone::Empty;
    let account = |standing| Account {
        id: UserId(Uuid::nil()),
        email: tone.typed(),
        role: Role::Sales,
        standing,
        seen: some.then_some(DateTime::UNIX_EPOCH),
        link_until: (tone == Tone::Typical).then_some(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(2)),
        language: some.then_some(Language::Ar),
        version: 1,
    };
    Someone { person: PersonId(Uuid::nil()), name: tone.typed(), team: some.then_some(Team::Sales), user: standing.map(account) }
}

fn work(tone: Tone) -> OpenWork {
    match tone {
        Tone::Empty => OpenWork::default(),
        Tone::Typical => OpenWork { leads: 12, deals: 3, campaigns: 1, handoffs: 4 },
        Tone::Extreme | Tone::Hostile => OpenWork { leads: i64::from(i32::MAX), deals: 0, campaigns: 0, handoffs: 0 },
    }
}

fn pieces(tone: Tone) -> Vec<Piece> {
    let piece = |kind: &str, name| Piece { kind: kind.to_owned(), id: Uuid::nil(), name, stage: Some("sal".to_owned()) };
    if tone == Tone::Empty {
        return Vec::new();
    }
    vec![piece("lead", Some(tone.typed())), piece("deal", None), piece("campaign", Some(tone.typed()))]
}
