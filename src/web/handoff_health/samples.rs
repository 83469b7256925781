//! Invented answers of the pages of handoffs, for the template test.

use super::list::{HandoffsFound, HandoffsPage};
use super::params::HandoffsAsked;
use super::view::{Trend, page};
use crate::domain::person::Role;
use crate::i18n::Words;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::handoffs::{CostPerLead, Counts, Leak, SentBack, SentBackCount, Times, Waits};
use crate::metrics::metric::Metric;
use crate::reports::handoff_health::{GroupRow, HandoffHealth, MonthRow, NamedHour};
use crate::reports::{Compared, Question};
use crate::storage::handoff_evidence::HandoffLine;
use crate::storage::keyset::{Page, Total};
use crate::storage::metrics::handoffs::Narrowed;
use crate::web::leads::samples::typed;
use crate::web::listing::OFFERED;
use crate::web::measure::Frame;
use crate::web::overview::sample::{Company, loaded};
use crate::web::shell::Viewer;
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::DateTime;
use uuid::Uuid;

/// What an address may ask for.
const EVERYTHING: &str = "period=2026-q3&behind=accepted_untouched&attempt=1&team=-&rep=-&reason=no_budget&of_campaign=%3Cb%3E&as_of=2026-09-29T00:00:00Z&channel=&colour=red";

/// The health of a company; `said` stands in whatever people type.
#[must_use]
pub fn health(viewer: &Viewer, company: Company, said: &str) -> Vec<(String, askama::Result<String>)> {
    let frame = Frame { path: "/handoffs/health", ..loaded(company, said).frame };
    let report = report(&frame.question, company, said);
    let of = |trend: &Trend| {
        let frame = Frame { asked: frame.asked.with_own("trend", Some(trend.key())), ..frame.clone() };
        (format!("handoffs {} of a {company:?} company", trend.key()), page(viewer, &frame, &report).render())
    };
    Trend::ALL.iter().map(of).collect()
}

/// The lists behind its numbers.
#[must_use]
pub fn lists(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let mut all = Vec::new();
    for role in [Role::Viewer, Role::Admin] {
        let member = member(w, tone, role);
        for query in ["", EVERYTHING] {
            let asked = HandoffsAsked::parse(&member, query, DateTime::UNIX_EPOCH);
            all.push((format!("handoffs behind {role:?} {query}"), HandoffsPage::new(&member, &asked, &found(tone)).render()));
        }
    }
    all
}

fn found(tone: Tone) -> HandoffsFound {
    if tone == Tone::Empty {
        return HandoffsFound::default();
    }
    HandoffsFound {
        page: Page {
            rows: ["met", "met_late", "breached", "waiting", "none"].map(|touch| line(tone, touch)).into(),
            before: false,
            after: true,
        },
        total: Total { rows: 5, more: false },
        any: true,
        rep: typed(tone),
        offered: OFFERED.iter().map(|key| (*key, vec![tone.typed()])).collect(),
    }
}

fn line(tone: Tone, touch: &str) -> HandoffLine {
    HandoffLine {
        first_name: typed(tone),
        company: typed(tone),
        assignee: typed(tone).filter(|_| touch != "none"),
        state: if touch == "none" { "rejected" } else { "offered" }.to_owned(),
        touch: touch.to_owned(),
        response_seconds: (touch == "met").then_some(4_500),
        reason: (touch == "none").then(|| "no_budget".to_owned()),
        reason_name: typed(tone).filter(|_| tone != Tone::Typical),
        channel: typed(tone),
        campaign: typed(tone),
        ..HandoffLine::default()
    }
}

fn report(question: &Question, company: Company, said: &str) -> HandoffHealth {
    let busy = company == Company::Busy;
    let counts = if busy {
        Counts {
            offered: 420,
            withdrawn: 3,
            open: 20,
            accepted: 330,
            returned: 12,
            rejected: 60,
            expired: 7,
            assigned: 415,
            met: 320,
            breached: 70,
            met_late: 40,
            met_unheld: 310,
            breached_unheld: 80,
            rejected_unworked: 9,
            over: 400,
            accepted_over: 320,
            accepted_untouched: 8,
            routing_due: 410,
            routing_breached: 14,
            undecided: 5,
            sent_back: 72,
            answered: 50,
        }
    } else {
        Counts::default()
    };
    let hours = |list: &[f64]| list.iter().map(|hours| hours * 3600.0).collect::<Vec<_>>();
    let waits = if busy { Waits::new(hours(&[0.4, 2.0, 3.5, 90.0]), hours(&[200.0])) } else { Waits::default() };
    let times = Times { response: waits.clone(), speed: waits, decision: hours(&[7.0]), ..Times::default() };
    let few = if busy { Figure::rate(3, 7, Reason::NoWork) } else { Figure::none(Unit::Ratio, Reason::NoWork) };
    let compared = |metric, figure| Compared::new(metric, figure, busy.then_some(figure));
    let group = |value: Option<&str>| GroupRow {
        value: value.map(str::to_owned),
        rep: value.map(|_| Uuid::nil()),
        counts,
        sla_attainment: counts.attainment(),
        acceptance: few,
        kept: counts.kept(),
        response: times.response(),
        accepted_untouched: counts.accepted_untouched(),
    };
    let groups = |values: &[Option<&str>]| if busy { values.iter().map(|value| group(*value)).collect() } else { Vec::new() };
    let month = |period| MonthRow {
        period,
        is_running: false,
        counts,
        sla_attainment: counts.attainment(),
        acceptance: counts.acceptance(),
        kept: counts.kept(),
    };
    let currency = question.workspace.currency;
    let leak = |handoffs, worth| Leak { handoffs, worth };
    let (undecided, untouched) = if busy {
        (
            leak(5, Figure::plain(1_250_000.0, 5, Unit::Money(currency))),
            leak(8, Figure::none(Unit::Money(currency), Reason::NoHistory)),
        )
    } else {
        (leak(0, Figure::plain(0.0, 0, Unit::Money(currency))), leak(0, Figure::plain(0.0, 0, Unit::Money(currency))))
    };
    HandoffHealth {
        head: question.head("handoffs"),
        narrowed: Narrowed::default(),
        is_any: busy,
        counts,
        sla_attainment: compared(Metric::SlaAttainment, counts.attainment()),
        sla_attainment_unheld: counts.attainment_unheld(),
        touched_in_window: counts.touched_in_window(),
        acceptance: compared(Metric::Acceptance, counts.acceptance()),
        kept: compared(Metric::Kept, counts.kept()),
        response: compared(Metric::ResponseTime, times.response()),
        untouched_after: vec![NamedHour { hours: 4.0, share: few }],
        answered_times: times.response.summary(),
        decision_time: times.decision(),
        assignment_delay: times.assignment(),
        speed_to_lead: compared(Metric::SpeedToLead, times.speed()),
        system_delay: times.system(),
        human_delay: times.human(),
        accepted_untouched: compared(Metric::AcceptedUntouched, counts.accepted_untouched()),
        rejected_unworked: counts.rejected_unworked(),
        too_few_attempts: few,
        answered_rejections: counts.answered(),
        duplicated_effort: few,
        routing_breaches: counts.routing_breaches(),
        sent_back: sent_back(question, busy, said),
        undecided,
        untouched,
        by_month: question.trend_months().into_iter().map(month).collect(),
        by_team: groups(&[Some("sales"), None]),
        by_channel: groups(&[Some(said), None]),
        by_rep: groups(&[Some(said), None]),
    }
}

fn sent_back(question: &Question, busy: bool, said: &str) -> SentBack {
    let count = |reason: Option<&str>, name: Option<&str>, campaign: Option<&str>| SentBackCount {
        reason: reason.map(str::to_owned),
        name: name.map(str::to_owned),
        campaign: campaign.map(str::to_owned),
        persona: campaign.map(str::to_owned),
        rejected: 6,
        returned: 2,
        answered: 5,
    };
    let mut all = vec![count(Some("no_budget"), None, Some(said)), count(Some("own"), Some(said), None), count(None, None, None)];
    all.extend((0..30).map(|n| count(Some("duplicate"), None, Some(&format!("{said} {n}")))));
    let costs = CostPerLead::from([(said.to_owned(), 4_200.0)]);
    SentBack::of(if busy { &all } else { &[] }, &costs, question.workspace.currency)
}
