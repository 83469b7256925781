//! Does sales take what marketing hands over, in time? How handoffs stand, how long they took, and what came back.

use super::trend::{Point, points};
use super::{Compared, Head, Question};
use crate::domain::period::{Period, add_months};
use crate::metrics::costs::{Cost, Spent};
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::handoffs::{CostPerLead, Counts, Leak, LeakRow, SentBack, SentBackCount, Times, leak};
use crate::metrics::metric::Metric;
use crate::metrics::quality::History;
use crate::metrics::quantile::Summary;
use crate::reports::question::covering;
use crate::storage::StorageError;
use crate::storage::metrics::handoffs::{self, Group, Narrowed};
use crate::storage::metrics::{Dimension, Filters, conversion, money, quality};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Hours after the assignment at which the curve is named.
const NAMED_HOURS: [f64; 5] = [1.0, 4.0, 8.0, 24.0, 48.0];

/// The report. It is about the handoffs offered in the period; durations are in hours.
#[derive(Clone, Debug, serde::Serialize)]
pub struct HandoffHealth {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// To which handoffs it is narrowed beside the filters of leads.
    pub narrowed: Narrowed,
    /// Whether any lead was ever offered.
    pub is_any: bool,
    /// How they stand.
    pub counts: Counts,
    /// Touched within their window, of those settled.
    pub sla_attainment: Compared,
    /// The same with holds ignored.
    pub sla_attainment_unheld: Figure,
    /// Touched within their window, of all whose window is over, those rejected in time included.
    pub touched_in_window: Figure,
    /// Accepted of those decided.
    pub acceptance: Compared,
    /// Accepted and not returned, of those decided.
    pub kept: Compared,
    /// Median working time to the first sales touch, the untouched still running.
    pub response: Compared,
    /// The share still untouched after some working hours.
    pub untouched_after: Vec<NamedHour>,
    /// How the response times of those touched are spread: without the untouched, so it flatters.
    pub answered_times: Option<Summary>,
    /// Median working time to the answer, of those answered.
    pub decision_time: Figure,
    /// Median time from the offer to the assignment, of those assigned.
    pub assignment_delay: Figure,
    /// Median time from the engagement to the first sales touch, the untouched still running.
    pub speed_to_lead: Compared,
    /// Its part before the assignment.
    pub system_delay: Figure,
    /// Its part after the assignment.
    pub human_delay: Figure,
    /// Accepted and never touched, of those accepted whose window is over.
    pub accepted_untouched: Compared,
    /// Rejected in time without a touch, of those rejected.
    pub rejected_unworked: Figure,
    /// Accepted handoffs with fewer touches than agreed after the agreed days.
    pub too_few_attempts: Figure,
    /// Rejections and returns to which marketing replied.
    pub answered_rejections: Figure,
    /// Leads or accounts on which two people worked within 14 days, of those worked on.
    pub duplicated_effort: Figure,
    /// Assigned late or not at all.
    pub routing_breaches: Figure,
    /// Why handoffs came back, and what their leads had cost.
    pub sent_back: SentBack,
    /// Offers without an answer past the window for that.
    pub undecided: Leak,
    /// Accepted, past the window, never touched.
    pub untouched: Leak,
    /// The last twelve months.
    pub by_month: Vec<MonthRow>,
    /// By the team of the assignee.
    pub by_team: Vec<GroupRow>,
    /// By channel.
    pub by_channel: Vec<GroupRow>,
    /// By assignee.
    pub by_rep: Vec<GroupRow>,
}

/// The share still untouched after some hours.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct NamedHour {
    /// Working hours since the assignment.
    pub hours: f64,
    /// The share.
    pub share: Figure,
}

/// The handoffs offered in a month.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct MonthRow {
    /// The month.
    pub period: Period,
    /// Whether it is not over.
    pub is_running: bool,
    /// How they stand.
    pub counts: Counts,
    /// Touched in time.
    pub sla_attainment: Figure,
    /// Accepted of those decided.
    pub acceptance: Figure,
    /// Kept of those decided.
    pub kept: Figure,
}

/// The handoffs of one team, channel or assignee.
#[derive(Clone, Debug, serde::Serialize)]
pub struct GroupRow {
    /// The team, the channel, or the name of the assignee; none where there is none.
    pub value: Option<String>,
    /// The assignee.
    pub rep: Option<Uuid>,
    /// How they stand.
    pub counts: Counts,
    /// Touched in time.
    pub sla_attainment: Figure,
    /// Accepted of those decided.
    pub acceptance: Figure,
    /// Kept of those decided.
    pub kept: Figure,
    /// Median working time to the first touch.
    pub response: Figure,
    /// Accepted and never touched.
    pub accepted_untouched: Figure,
}

/// All handoffs of some groups.
fn total(groups: &[Group]) -> (Counts, Times) {
    let mut times = Times::default();
    for group in groups {
        times.add(&group.times);
    }
    (groups.iter().fold(Counts::default(), |sum, group| sum.and(group.counts)), times)
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<HandoffHealth, StorageError> {
    let (scope, narrowed) = (question.scope(question.period, question.as_of), &question.narrowed);
    let groups = handoffs::groups(&mut *db, &scope, narrowed).await?;
    let (counts, times) = total(&groups);
    let before = match question.before() {
        Some(before) => {
            let scope = question.scope(before, question.at_the_same_age(before));
            Some(total(&handoffs::groups(&mut *db, &scope, narrowed).await?))
        }
        None => None,
    };
    let compared = |metric, figure: fn(&Counts, &Times) -> Figure| {
        Compared::new(metric, figure(&counts, &times), before.as_ref().map(|(counts, times)| figure(counts, times)))
    };
    let leaks = Leaks::load(&mut *db, question, counts.offered > 0).await?;
    let grouped = Grouped::load(&mut *db, &groups).await?;
    let shares = times.response.waiting_after(NAMED_HOURS);
    Ok(HandoffHealth {
        head: question.head(super::HANDOFFS),
        narrowed: narrowed.clone(),
        is_any: counts.offered > 0 || handoffs::is_any(&mut *db).await?,
        counts,
        sla_attainment: compared(Metric::SlaAttainment, |counts, _| counts.attainment()),
        sla_attainment_unheld: counts.attainment_unheld(),
        touched_in_window: counts.touched_in_window(),
        acceptance: compared(Metric::Acceptance, |counts, _| counts.acceptance()),
        kept: compared(Metric::Kept, |counts, _| counts.kept()),
        response: compared(Metric::ResponseTime, |_, times| times.response()),
        untouched_after: NAMED_HOURS.into_iter().zip(shares).map(|(hours, share)| NamedHour { hours, share }).collect(),
        answered_times: times.response.summary(),
        decision_time: times.decision(),
        assignment_delay: times.assignment(),
        speed_to_lead: compared(Metric::SpeedToLead, |_, times| times.speed()),
        system_delay: times.system(),
        human_delay: times.human(),
        accepted_untouched: compared(Metric::AcceptedUntouched, |counts, _| counts.accepted_untouched()),
        rejected_unworked: counts.rejected_unworked(),
        too_few_attempts: handoffs::attempts(&mut *db, &scope, narrowed).await?.too_few(),
        answered_rejections: counts.answered(),
        duplicated_effort: handoffs::effort(&mut *db, &scope, narrowed).await?.doubled(),
        routing_breaches: counts.routing_breaches(),
        sent_back: sent_back(&mut *db, question).await?,
        undecided: leaks.of(question, |row| row.undecided),
        untouched: leaks.of(question, |row| row.untouched),
        by_month: by_month(db, question).await?,
        by_team: grouped.by_team(),
        by_channel: grouped.by_channel(),
        by_rep: grouped.by_rep(),
    })
}

/// The leads that nobody works on, and the past that they are valued by.
struct Leaks {
    is_any: bool,
    rows: Vec<LeakRow>,
    history: History,
}

impl Leaks {
    async fn load(db: &mut PgConnection, question: &Question, is_any: bool) -> Result<Self, StorageError> {
        let scope = question.scope(question.period, question.as_of);
        let rows = handoffs::leaks(&mut *db, &scope, &question.narrowed).await?;
        let past = Period { from: add_months(question.period.from, -12), to: question.period.from };
        let history = if rows.is_empty() {
            History::default()
        } else {
            let rates = money::rates(&mut *db, question.workspace.currency).await?;
            History::of(quality::groups(db, &question.scope_of_all(past, question.as_of), &rates).await?)
        };
        Ok(Self { is_any, rows, history })
    }

    fn of(&self, question: &Question, part: fn(&LeakRow) -> u64) -> Leak {
        leak(&self.rows, self.is_any, &self.history, question.workspace.currency, part)
    }
}

async fn sent_back(db: &mut PgConnection, question: &Question) -> Result<SentBack, StorageError> {
    let scope = question.scope(question.period, question.as_of);
    let counts = handoffs::sent_back(&mut *db, &scope, &question.narrowed).await?;
    let costs = cost_per_lead(db, question, &counts).await?;
    Ok(SentBack::of(&counts, &costs, question.workspace.currency))
}

/// What a lead of each of these campaigns cost: the campaign's cost of the period ÷ its leads created in it.
async fn cost_per_lead(
    db: &mut PgConnection,
    question: &Question,
    wanted: &[SentBackCount],
) -> Result<CostPerLead, StorageError> {
    if wanted.iter().all(|count| count.campaign.is_none()) {
        return Ok(CostPerLead::new());
    }
    let seen = question.seen();
    let mut costs: BTreeMap<String, Vec<Cost>> = BTreeMap::new();
    for entry in money::entries(&mut *db, seen, &Filters::default()).await? {
        if let Some(campaign) = entry.campaign {
            costs.entry(campaign).or_default().push(entry.cost);
        }
    }
    let rates = money::rates(&mut *db, question.workspace.currency).await?;
    let scope = question.scope_of_all(seen, question.as_of);
    let mut leads: HashMap<String, u64> = HashMap::new();
    for row in conversion::cohort_counts(db, &scope, &[seen], Some(Dimension::Campaign)).await? {
        if let Some(campaign) = row.value {
            *leads.entry(campaign).or_default() += row.count.leads;
        }
    }
    let per_lead = costs.into_iter().filter_map(|(campaign, costs)| {
        let spent = Spent::within(seen, &costs, rates.currency(), |currency, day| rates.on(currency, day));
        let leads = leads.get(&campaign).copied().filter(|_| spent.days_without_rate == 0)?;
        let minor = Figure::money(spent.minor?, leads, rates.currency()).value?;
        let each = Figure::divided(minor, Figure::count(leads).value?, leads, Unit::Money(rates.currency()), Reason::NoLeads);
        Some((campaign, each.value?))
    });
    Ok(per_lead.collect())
}

async fn by_month(db: &mut PgConnection, question: &Question) -> Result<Vec<MonthRow>, StorageError> {
    let months = question.trend_months();
    let scope = question.scope(covering(months[0], &months), question.as_of);
    let counts = handoffs::by_step(db, &scope, &question.narrowed, &months).await?;
    let row = |(period, counts): (Period, Counts)| MonthRow {
        period,
        is_running: period.is_running(question.today()),
        counts,
        sla_attainment: counts.attainment(),
        acceptance: counts.acceptance(),
        kept: counts.kept(),
    };
    Ok(months.into_iter().zip(counts).map(row).collect())
}

/// Handoffs that share a team, a channel or an assignee.
struct Grouped<'a> {
    groups: &'a [Group],
    people: HashMap<Uuid, (String, Option<String>)>,
}

impl<'a> Grouped<'a> {
    async fn load(db: &mut PgConnection, groups: &'a [Group]) -> Result<Self, StorageError> {
        let mut ids: Vec<Uuid> = groups.iter().filter_map(|group| group.assignee).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self { groups, people: handoffs::assignees(db, &ids).await? })
    }

    fn rows<K: Ord>(&self, key: impl Fn(&Group) -> K, named: impl Fn(K) -> (Option<String>, Option<Uuid>)) -> Vec<GroupRow> {
        let mut found: BTreeMap<K, (Counts, Times)> = BTreeMap::new();
        for group in self.groups {
            let (counts, times) = found.entry(key(group)).or_default();
            *counts = counts.and(group.counts);
            times.response.add(&group.times.response);
        }
        let row = |(key, (counts, times)): (K, (Counts, Times))| {
            let (value, rep) = named(key);
            GroupRow {
                value,
                rep,
                counts,
                sla_attainment: counts.attainment(),
                acceptance: counts.acceptance(),
                kept: counts.kept(),
                response: times.response(),
                accepted_untouched: counts.accepted_untouched(),
            }
        };
        let mut rows: Vec<GroupRow> = found.into_iter().map(row).collect();
        rows.sort_by(|a, b| a.value.is_none().cmp(&b.value.is_none()).then(b.counts.offered.cmp(&a.counts.offered)));
        rows
    }

    fn by_team(&self) -> Vec<GroupRow> {
        let team = |group: &Group| self.people.get(&group.assignee?)?.1.clone();
        self.rows(team, |team| (team, None))
    }

    fn by_channel(&self) -> Vec<GroupRow> {
        self.rows(|group| group.channel.clone(), |channel| (channel, None))
    }

    /// By name and not by number: no table of winners and losers.
    fn by_rep(&self) -> Vec<GroupRow> {
        let named = |rep: Option<Uuid>| (rep.and_then(|id| self.people.get(&id)).map(|(name, _)| name.clone()), rep);
        let mut rows = self.rows(|group| group.assignee, named);
        rows.sort_by(|a, b| a.value.is_none().cmp(&b.value.is_none()).then_with(|| a.value.cmp(&b.value)));
        rows
    }
}

/// What the overview shows of handoffs.
#[derive(Clone, Debug)]
pub(super) struct Headlines {
    pub attainment: (Compared, Vec<Point>),
    pub acceptance: (Compared, Vec<Point>),
}

/// The two headline numbers with their months, without the times.
pub(super) async fn headlines(db: &mut PgConnection, question: &Question) -> Result<Headlines, StorageError> {
    let narrowed = Narrowed::default();
    let months = question.trend_months();
    let span = question.scope(covering(months[0], &months), question.as_of);
    let by_month = handoffs::by_step(&mut *db, &span, &narrowed, &months).await?;
    let scope = question.scope(question.period, question.as_of);
    let now = handoffs::by_step(&mut *db, &scope, &narrowed, &[question.period]).await?[0];
    let before = match question.before() {
        Some(before) => {
            let scope = question.scope(before, question.at_the_same_age(before));
            Some(handoffs::by_step(db, &scope, &narrowed, &[before]).await?[0])
        }
        None => None,
    };
    let of = |metric, figure: fn(&Counts) -> Figure| {
        let of_month = |month: Period| {
            let place = months.iter().position(|other| other.from == month.from);
            figure(&place.map_or_else(Counts::default, |place| by_month[place]))
        };
        (Compared::new(metric, figure(&now), before.as_ref().map(figure)), points(question, &months, of_month))
    };
    Ok(Headlines {
        attainment: of(Metric::SlaAttainment, Counts::attainment),
        acceptance: of(Metric::Acceptance, Counts::acceptance),
    })
}
