//! How a page is asked and what stands around its numbers.

use super::links::Links;
use super::naming::{asked_name, versus};
use super::pills::Bar;
use crate::i18n::{Text, Words};
use crate::reports::Question;
use crate::reports::question::covering;
use crate::storage::chart_notes::{self, Note};
use crate::storage::metrics::Dimension;
use crate::storage::metrics::coverage::{Coverage, coverage};
use crate::storage::metrics::filters::choices;
use crate::web::components::{Actions, FilterBar, Link};
use crate::web::extract::{Asked, Calendar, Member};
use crate::web::failure::Failure;
use crate::web::state::WebState;
use axum::response::{IntoResponse as _, Redirect, Response};
use sqlx::{Postgres, Transaction};

/// What filter bars offer, in their order.
const OFFERED: [Dimension; 5] = [Dimension::Region, Dimension::Segment, Dimension::Channel, Dimension::Persona, Dimension::Owner];

/// A parameter of a page itself, and whether a value means something.
pub type Own = (&'static str, fn(&str) -> bool);

/// How a page is asked.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its path.
    pub path: &'static str,
    /// What the address asks for.
    pub asked: Asked,
    /// The question that it came to.
    pub question: Question,
    /// The values that filters offer.
    pub choices: Vec<(Dimension, Vec<String>)>,
    /// What data there is at all.
    pub coverage: Coverage,
    /// What was noted on the days that its trends may show.
    pub notes: Vec<Note>,
    /// Whether the reader may write notes.
    pub may_note: bool,
}

/// A page whose question is known, with the view of the database that answers it.
pub struct Opened {
    /// How it is asked.
    pub frame: Frame,
    /// A view of the database that stands still.
    pub db: Transaction<'static, Postgres>,
}

/// Reads the address of a page; the other answer is the address as it is to be written.
pub async fn open(
    state: &WebState,
    member: &Member,
    query: Option<String>,
    path: &'static str,
    own: &[Own],
) -> Result<Result<Opened, Response>, Failure> {
    let now = state.clock.now();
    let names: Vec<&'static str> = own.iter().map(|(name, _)| *name).collect();
    let mut asked = Asked::parse(&query.unwrap_or_default(), Calendar::of(&member.workspace, now), &names);
    if asked.from_form && asked.ignored.is_empty() {
        return Ok(Err(Redirect::to(&asked.href(path)).into_response()));
    }
    for (name, is_known) in own {
        asked.judge(name, is_known);
    }
    let mut db = state.db.view().await?;
    let question = asked.question(&mut db, &member.workspace, now).await?;
    let offered = choices(&mut db, &OFFERED).await?;
    let coverage = coverage(&mut db, member.workspace.zone).await?;
    let span = covering(question.period, &question.trend_months());
    let notes = chart_notes::list(&mut *db, Some(span)).await?;
    let may_note = member.user.role.writes_notes();
    Ok(Ok(Opened { frame: Frame { path, asked, question, choices: offered, coverage, notes, may_note }, db }))
}

impl Frame {
    /// The filter bar.
    #[must_use]
    pub fn filters(&self, w: Words) -> FilterBar {
        let Self { path, asked, question, choices, coverage, .. } = self;
        Bar { w, path, asked, question, choices, coverage }.filters()
    }

    /// Copy link and the files of the same numbers; nothing to export where nothing is.
    #[must_use]
    pub fn actions(&self, w: Words) -> Actions {
        self.actions_of(w, &self.asked)
    }

    /// The same where a parameter of the page changes only what is drawn: its files do not know it.
    #[must_use]
    pub fn actions_without(&self, w: Words, own: &'static str) -> Actions {
        self.actions_of(w, &self.asked.with_own(own, None))
    }

    fn actions_of(&self, w: Words, of_files: &Asked) -> Actions {
        if !self.coverage.has_records {
            return Actions { w, link: None, exports: Vec::new() };
        }
        let query = of_files.absolute().query();
        let mut actions = Actions::of_page(w, self.asked.absolute().href(self.path), self.path, &query);
        actions.exports.push(Link::new(w.t("export-json"), format!("{}.json{query}", self.path)));
        actions
    }

    /// The name of the period.
    #[must_use]
    pub fn period(&self, w: Words) -> Text {
        asked_name(w, &self.asked, self.question.period)
    }

    /// "vs Q2, to day 23".
    #[must_use]
    pub fn versus(&self, w: Words) -> Option<Text> {
        versus(w, &self.question, self.asked.calendar())
    }

    /// The rows behind its numbers.
    #[must_use]
    pub const fn links(&self) -> Links<'_> {
        Links(&self.asked)
    }

    /// This page with a parameter of its own; none is its default.
    #[must_use]
    pub fn with(&self, name: &'static str, value: Option<&str>) -> String {
        self.asked.with_own(name, value).href(self.path)
    }

    /// Another page of the same period, comparison and filters.
    #[must_use]
    pub fn other(&self, path: &str) -> String {
        self.asked.without_own().href(path)
    }
}
