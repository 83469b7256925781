//! The page of next steps: what a salesperson is to do with the leads that were accepted, and by when.

use super::answer::today;
use crate::actions::handoffs::steps::is_fresh;
use crate::domain::ids::PersonId;
use crate::domain::person::Role;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use crate::storage::keyset::{From, Page};
use crate::storage::leaves::Leave;
use crate::storage::metrics::snapshot;
use crate::storage::next_step_pages::{self as pages, Counts, StepLine, Tab};
use crate::web::calendars::AwayBar;
use crate::web::components::{Field, FieldKind, Link, OptionItem, Segmented, Tag, TagKind};
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::leads::LeadName;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the page may be asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    tab: String,
    person: String,
    after: Option<Uuid>,
    before: Option<Uuid>,
}

impl Asked {
    /// Whose steps: a salesperson's own, a manager's choice.
    fn person(&self, member: &Member) -> Option<Uuid> {
        match member.user.role {
            Role::Manager | Role::Admin => self.person.parse().ok(),
            _ => Some(member.user.person_id.0),
        }
    }

    fn from(&self) -> From {
        From::of(self.after, self.before)
    }
}

/// What the page shows.
#[derive(Debug)]
pub struct Found {
    /// Which list.
    pub tab: Tab,
    /// Whose; none for everybody's.
    pub person: Option<Uuid>,
    /// Who can be chosen.
    pub people: Vec<(Uuid, String)>,
    /// Its page.
    pub page: Page<StepLine>,
    /// How many each list has.
    pub counts: Counts,
    /// When the reader is away.
    pub leave: Option<Leave>,
    /// Today, where the reader is.
    pub today: NaiveDate,
    /// Now.
    pub now: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    lead: Link,
    company: Option<Text>,
    what: Text,
    due: Text,
    late: Option<Tag>,
    person: Option<Text>,
    because: Option<Text>,
    handoff: Option<String>,
    contact_id: String,
    open: bool,
    qualify: Option<Link>,
    resumes: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/handoffs/steps.html")]
pub struct StepsPage {
    shell: Shell,
    tabs: Segmented,
    whose: Option<Field>,
    tab: &'static str,
    person: String,
    rows: Vec<Row>,
    empty: Text,
    more: Vec<Link>,
    away: AwayBar,
}

impl StepsPage {
    /// The page of a list.
    #[must_use]
    pub fn new(member: &Member, found: &Found) -> Self {
        let w = member.viewer.words;
        let manages = matches!(member.user.role, Role::Manager | Role::Admin);
        let person = found.person.filter(|_| manages).map(|id| id.to_string()).unwrap_or_default();
        Self {
            shell: Shell::new(&member.viewer, w.t("steps-title"), NavItem::Handoffs),
            tabs: tabs(w, found, &person, manages),
            whose: manages.then(|| whose(w, found, &person)),
            tab: found.tab.key(),
            rows: found.page.rows.iter().map(|line| row(member, found, line)).collect(),
            empty: w.t(&format!("steps-none-{}", found.tab.key())),
            more: more(w, found, &person),
            away: AwayBar::new(member, found.leave.as_ref(), found.today, "/handoffs/steps"),
            person,
        }
    }
}

/// The address of a list.
fn address(tab: Tab, person: &str) -> String {
    let whose = if person.is_empty() { String::new() } else { format!("&person={person}") };
    format!("/handoffs/steps?tab={}{whose}", tab.key())
}

fn tabs(w: Words, found: &Found, person: &str, manages: bool) -> Segmented {
    let Counts { today, overdue, later, new } = found.counts;
    let named = |key: &str, n: Option<i64>| {
        let name = w.t(&format!("steps-tab-{key}"));
        match n.filter(|n| *n > 0) {
            Some(n) => w.t_args("handoffs-view-n", &[("name", name.into()), ("n", n.into())]),
            None => name,
        }
    };
    let inbox = if manages { "/handoffs?view=team" } else { "/handoffs?view=mine" };
    // New ones are answered in the inbox.
    let first = (Link::new(named("new", Some(new).filter(|_| person.is_empty())), inbox), false);
    let counts = [(Tab::Today, Some(today)), (Tab::Overdue, Some(overdue)), (Tab::Later, Some(later)), (Tab::Done, None)];
    let rest = counts.into_iter().map(|(tab, n)| (Link::new(named(tab.key(), n), address(tab, person)), tab == found.tab));
    Segmented { label: w.t("handoffs-views"), links: std::iter::once(first).chain(rest).collect() }
}

fn whose(w: Words, found: &Found, person: &str) -> Field {
    let people = found.people.iter().map(|(id, name)| OptionItem::new(id.to_string(), Text::datum(name)));
    let all = std::iter::once(OptionItem::new("", w.t("steps-everybody"))).chain(people).collect();
    Field::new(w, "person", w.t("steps-person"), FieldKind::Select(all)).value(person).required()
}

fn row(member: &Member, found: &Found, line: &StepLine) -> Row {
    let w = member.viewer.words;
    let contacts = member.user.role.reads_contacts();
    let name = LeadName {
        first: line.first_name.as_deref(),
        last: line.last_name.as_deref(),
        company: line.company.as_deref(),
        email: line.email.as_deref(),
        external_id: None,
        id: line.lead_id,
    };
    let named = name.first.is_some() || name.last.is_some();
    let open = line.done_at.is_none();
    let days = (found.today - line.due_on).num_days();
    let late = || Tag::new(TagKind::Bad, w.t_args("step-late", &[("n", days.into())]));
    let due = match line.done_at {
        Some(at) => w.t_args("step-done-at", &[("when", w.date_time(at).into())]),
        None if days == 0 => w.t("step-due-today"),
        None => w.t_args("step-due", &[("day", w.date(line.due_on).into())]),
    };
    let stage = line.current_stage.parse().unwrap_or(Stage::Lead);
    let accepted = line.handoff_state.as_deref() == Some("accepted");
    Row {
        id: line.id,
        lead: Link::new(
            name.text(w, contacts),
            line.handoff_id.map_or_else(|| format!("/leads/{}", line.lead_id), |id| format!("/handoffs/{id}")),
        ),
        company: line.company.as_deref().filter(|_| contacts && named).map(Text::datum),
        what: Text::datum(&line.what),
        due,
        late: (open && days > 0).then(late),
        person: (found.person != Some(line.person_id)).then(|| Text::datum(&line.person)),
        because: line.ended_because.as_deref().map(|why| w.t_args("step-because", &[("why", Text::datum(why).into())])),
        handoff: line.handoff_id.filter(|_| accepted).map(|id| id.to_string()),
        contact_id: Uuid::now_v7().to_string(),
        open,
        qualify: line.handoff_id.filter(|_| open && accepted).and_then(|id| super::qualify::link(w, id, stage)),
        resumes: is_fresh(line.done_at, line.done_by, member.user.person_id, found.now),
    }
}

fn more(w: Words, found: &Found, person: &str) -> Vec<Link> {
    let rows = &found.page.rows;
    let link = |key: &str, way: &str, row: Option<&StepLine>| {
        row.map(|row| Link::new(w.t(key), format!("{}&{way}={}", address(found.tab, person), row.id)))
    };
    let before = if found.page.before { link("pager-previous", "before", rows.first()) } else { None };
    let after = if found.page.after { link("pager-next", "after", rows.last()) } else { None };
    before.into_iter().chain(after).collect()
}

/// The leave in which somebody is now.
pub(super) async fn leave_of(db: &mut PgConnection, person: PersonId, today: NaiveDate) -> Result<Option<Leave>, StorageError> {
    let all = crate::storage::leaves::list(db, today, Some(person)).await?;
    Ok(all.into_iter().find(|leave| leave.from <= today))
}

/// `/handoffs/steps`
pub async fn steps(State(state): State<WebState>, member: Member, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let today = today(&state, &member);
    let mut db = snapshot(&state.db.pages).await?;
    let person = asked.person(&member);
    let counts = pages::counts(&mut *db, today, person).await?;
    // Where nobody chooses: what is late before what is due.
    let usual = if counts.overdue > 0 { Tab::Overdue } else { Tab::Today };
    let tab = Tab::from_key(&asked.tab).unwrap_or(usual);
    let found = Found {
        tab,
        person,
        people: pages::people(&mut *db).await?,
        page: pages::page(&mut db, (tab, today), person, asked.from()).await?,
        counts,
        leave: leave_of(&mut db, member.user.person_id, today).await?,
        today,
        now: state.clock.now(),
    };
    Ok(Html(StepsPage::new(&member, &found).render()?).into_response())
}
