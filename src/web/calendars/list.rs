//! When the teams work, on one page.

use super::shifts;
use crate::domain::calendar::Season;
use crate::domain::person::Team;
use crate::i18n::{Text, Words};
use crate::storage::calendars::{self, CalendarVersion};
use crate::web::components::{Facts, Link};
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::State;
use axum::response::Html;

/// A team's hours.
struct TeamCard {
    key: &'static str,
    name: Text,
    zone: Text,
    week: Facts,
    seasons: Vec<Text>,
    season_links: Vec<Link>,
    since: Text,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/calendars/list.html")]
pub struct CalendarsPage {
    shell: Shell,
    may: bool,
    links: Vec<Link>,
    teams: Vec<TeamCard>,
}

/// "Ramadan: 18 Feb 2026 – 19 Mar 2026".
fn season_said(w: Words, season: &Season) -> Text {
    let args =
        [("name", Text::datum(&season.name).into()), ("from", w.date(season.from).into()), ("to", w.date(season.to).into())];
    w.t_args("season-said", &args)
}

impl CalendarsPage {
    /// The page of the versions in force.
    #[must_use]
    pub fn new(member: &Member, versions: &[CalendarVersion]) -> Self {
        let w = member.viewer.words;
        let may = member.user.role.sets_policies();
        let card = |version: &CalendarVersion| {
            let key = version.team.key();
            let said = |season: &Season| season_said(w, season);
            let link = |s: &Season| Link::new(said(s), format!("/settings/calendars/{key}/seasons/{}", s.from));
            let made = [
                ("n", usize::try_from(version.version).unwrap_or_default().into()),
                ("date", w.date_time(version.made_at).into()),
                ("name", version.made_by.as_deref().map_or_else(|| w.t("calendar-nobody"), Text::datum).into()),
            ];
            TeamCard {
                key,
                name: w.t(&format!("team-{key}")),
                zone: Text::code(version.zone.name()),
                week: shifts::facts(w, member.workspace.week_start, &version.hours),
                seasons: if may { Vec::new() } else { version.seasons.iter().map(said).collect() },
                season_links: if may { version.seasons.iter().map(link).collect() } else { Vec::new() },
                since: w.t_args("calendar-version", &made),
            }
        };
        Self {
            shell: Shell::new(&member.viewer, w.t("calendars-title"), NavItem::Settings),
            may,
            links: vec![
                Link::new(w.t("holidays-title"), "/settings/calendars/holidays"),
                Link::new(w.t("leaves-title"), "/settings/calendars/leaves"),
            ],
            teams: versions.iter().map(card).collect(),
        }
    }
}

/// Shows when the teams work.
pub async fn list(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    let mut tx = state.db.pages.begin().await.map_err(crate::storage::StorageError::from)?;
    let mut versions = Vec::new();
    for team in Team::ALL {
        versions.push(calendars::version_in_force(&mut tx, *team, state.clock.now()).await?);
    }
    tx.commit().await.map_err(crate::storage::StorageError::from)?;
    Ok(Html(CalendarsPage::new(&member, &versions).render()?))
}
