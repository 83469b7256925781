//! Samples of the page of the tokens, for the template test.

use super::tokens::{NewTokenPage, TokenForm, TokensPage};
use crate::actions::make_token::Wanted;
use crate::domain::api::Scope;
use crate::domain::ids::TokenId;
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::storage::api_tokens::Token;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// The page of the tokens, and the one on which a secret is shown.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, Role::Admin);
    let now = DateTime::UNIX_EPOCH;
    let day = TimeDelta::days(1);
    let tokens = match tone {
        Tone::Empty => Vec::new(),
        _ => vec![
            token(tone, None, None),
            token(tone, Some(now + day), None),
            token(tone, Some(now - day), None),
            token(tone, None, Some(now)),
        ],
    };
    let form = TokenForm { name: tone.typed(), source: tone.typed(), expires: tone.typed(), ..TokenForm::fresh() };
    let errors: &[(&'static str, &'static str)] = match tone {
        Tone::Hostile => &[("name", "error-token-long"), ("leads", "error-token-scopes"), ("expires", "error-token-past")],
        _ => &[],
    };
    let made = |scope| {
        let wanted =
            Wanted { id: TokenId(Uuid::nil()), name: tone.typed(), source: tone.typed(), scopes: vec![scope], expires: None };
        NewTokenPage::new(&member, &wanted, "mihwar_0123".to_owned(), "https://mihwar.example.com").render()
    };
    vec![
        ("tokens".to_owned(), TokensPage::new(&member, &tokens, &[tone.typed()], (&form, errors), now).render()),
        ("new token for leads".to_owned(), made(Scope::Leads)),
        ("new token for touches".to_owned(), made(Scope::Touches)),
    ]
}

fn token(tone: Tone, expires: Option<DateTime<Utc>>, revoked: Option<DateTime<Utc>>) -> Token {
    let some = tone != Tone::Extreme;
    Token {
        id: TokenId(Uuid::nil()),
        name: tone.typed(),
        tail: "9f3c".to_owned(),
        scopes: Scope::ALL.to_vec(),
        source: 1,
        source_name: tone.typed(),
        maker: some.then(|| tone.typed()),
        created: DateTime::UNIX_EPOCH,
        expires,
        used: some.then_some(DateTime::UNIX_EPOCH),
        revoked,
    }
}
