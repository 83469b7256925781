//! What this process counts of its own work, for whoever watches it. No label comes from people: routes are patterns,
//! methods and jobs are few, so that neither names nor numbers without end become series.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::time::Duration;

/// Seconds up to which requests and jobs are told apart: from what nobody notices to what nobody waits for.
const SECONDS: [f64; 13] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 600.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Run {
    job: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: &'static str,
}

type Durations<L> = Family<L, Histogram, fn() -> Histogram>;

/// Shared by everything that works, cheap to clone.
#[derive(Clone, Debug)]
pub struct Gauges {
    requests: Family<Request, Counter>,
    request_seconds: Durations<Route>,
    jobs: Family<Run, Counter>,
    job_seconds: Durations<Job>,
}

impl Default for Gauges {
    fn default() -> Self {
        let durations: fn() -> Histogram = || Histogram::new(SECONDS);
        Self {
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(durations),
            jobs: Family::default(),
            job_seconds: Family::new_with_constructor(durations),
        }
    }
}

impl Gauges {
    /// A request was answered. `route` is a pattern such as `/leads/{id}`.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.request_seconds.get_or_create(&Route { method, route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Request { method, route, status: status.to_string() }).inc();
    }

    /// A job ended.
    pub fn worked(&self, job: &'static str, well: bool, took: Duration) {
        self.job_seconds.get_or_create(&Job { job }).observe(took.as_secs_f64());
        self.jobs.get_or_create(&Run { job, outcome: if well { "done" } else { "failed" } }).inc();
    }

    /// Enters everything into a registry.
    pub fn register(&self, into: &mut Registry) {
        into.register("mihwar_http_requests", "Requests answered, by the pattern of their route", self.requests.clone());
        let seconds = "Seconds until an answer began, by the pattern of its route";
        into.register("mihwar_http_request_duration_seconds", seconds, self.request_seconds.clone());
        into.register("mihwar_jobs", "Jobs that ended", self.jobs.clone());
        into.register("mihwar_job_duration_seconds", "Seconds that jobs took", self.job_seconds.clone());
    }
}
