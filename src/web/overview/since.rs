//! Since you last looked: which numbers changed their state, and by which rows.

use super::view::Page;
use crate::domain::ids::UserId;
use crate::i18n::Text;
use crate::metrics::change::Verdict;
use crate::metrics::kpi::{Kind, Kpi};
use crate::metrics::since::{Glance, Turn};
use crate::metrics::target::State;
use crate::reports::Question;
use crate::reports::overview::Overview;
use crate::reports::since::{Since, glance, load};
use crate::storage::{StorageError, visits};
use crate::web::components::Link;
use crate::web::extract::PeriodParam;
use crate::web::goals::words;
use crate::web::state::WebState;
use askama::Template;
use askama::filters::HtmlSafe;
use sqlx::PgConnection;

/// Keeps what is shown now, and finds what turned since an earlier day.
pub(super) async fn look(
    state: &WebState,
    db: &mut PgConnection,
    user: UserId,
    question: &Question,
    shown: &Overview,
) -> Result<Option<Since>, StorageError> {
    let now = glance(shown, question.period);
    let kept = serde_json::to_value(&now).unwrap_or_default();
    let before = visits::look(&state.db.pages, user, question.today(), question.as_of, &kept).await?;
    // What an older version kept and nobody can read any more is no news.
    let Some((at, seen)) = before.and_then(|b| Some((b.at, serde_json::from_value::<Glance>(b.shown).ok()?))) else {
        return Ok(None);
    };
    load(db, question, at, &seen, &now).await
}

/// What turned, in at most five lines.
#[derive(Template)]
#[template(path = "pages/overview/since.html")]
pub(super) struct SinceCard {
    title: Text,
    lines: Vec<(Text, Link)>,
}
impl HtmlSafe for SinceCard {}

impl Page<'_> {
    /// The card; none where nothing turned.
    pub(super) fn since(&self) -> Option<SinceCard> {
        let (w, since) = (self.w, self.loaded.since.as_ref()?);
        let line = |(kpi, turn): &(Kpi, Turn)| (self.turn(*kpi, *turn), self.rows_since(since, *kpi));
        Some(SinceCard {
            title: w.t_args("since-title", &[("date", w.date(since.days.from).into())]),
            lines: since.turns.iter().map(line).collect(),
        })
    }

    fn turn(&self, kpi: Kpi, turn: Turn) -> Text {
        let w = self.w;
        // What is compared is the card's own number; a target judges the share within H days.
        let is_rate = kpi == Kpi::WithinHorizon && matches!(turn, Turn::Verdict { .. });
        let name = if is_rate { w.t("kpi-conversion") } else { words::name(w, kpi, self.loaded.overview.horizon.days) };
        let name = ("name", name.into());
        match turn {
            Turn::Reached => w.t_args("since-reached", &[name]),
            Turn::Target { from, to, is_new_target } => {
                let key = if is_new_target { "since-moved-with-target" } else { "since-moved" };
                w.t_args(key, &[name, ("from", self.state_word(kpi, from).into()), ("to", self.state_word(kpi, to).into())])
            }
            Turn::Verdict { from, to } => {
                let word = |verdict: Verdict| w.t(&format!("since-{}", verdict.key().replace('_', "-")));
                w.t_args("since-compared", &[name, ("from", word(from).into()), ("to", word(to).into())])
            }
        }
    }

    fn state_word(&self, kpi: Kpi, state: State) -> Text {
        let is_paced = kpi.kind() == Kind::Sum && self.loaded.frame.question.is_running();
        self.w.t(&format!("since-{}{}", if is_paced { "pace-" } else { "" }, state.key()))
    }

    /// The rows that came since: deals for what deals decide, leads for what leads do.
    fn rows_since(&self, since: &Since, kpi: Kpi) -> Link {
        let (w, days) = (self.w, PeriodParam::of_days(since.days));
        let (key, count, href) = match kpi {
            Kpi::Leads | Kpi::LeadQuality => ("since-leads", since.leads, format!("/leads?period={days}")),
            Kpi::SlaAttainment | Kpi::Acceptance => ("since-handoffs", since.handoffs, format!("/handoffs/list?period={days}")),
            Kpi::WinRate => ("since-closed", since.closed, format!("/deals?closed={days}")),
            Kpi::WithinHorizon | Kpi::Cycle | Kpi::Cac | Kpi::Revenue | Kpi::RevenueGrowth => {
                ("since-won", since.won, format!("/deals?closed={days}&outcome=won"))
            }
        };
        let text = if count == 0 { w.t(&format!("{key}-none")) } else { w.t_args(key, &[("n", count.into())]) };
        Link::new(text, href)
    }
}
