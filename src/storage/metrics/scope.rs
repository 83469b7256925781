//! What every evidence query is asked about: days, moment, zone and filters.

use super::filters::Filters;
use crate::domain::period::Period;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The records that a question is about.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The local days.
    pub period: Period,
    /// The moment as of which they are counted: later events are ignored.
    pub as_of: DateTime<Utc>,
    /// The workspace's zone.
    pub zone: Tz,
    /// What the records are narrowed to.
    pub filters: Filters,
    pub(super) from_at: DateTime<Utc>,
    pub(super) to_at: DateTime<Utc>,
    pub(super) today: NaiveDate,
    pub(super) channel: Vec<String>,
    pub(super) persona: Vec<String>,
    pub(super) region: Vec<String>,
    pub(super) segment: Vec<String>,
    pub(super) source: Vec<String>,
}

impl Scope {
    /// A scope.
    #[must_use]
    pub fn new(period: Period, as_of: DateTime<Utc>, zone: Tz, filters: Filters) -> Self {
        use super::filters::Dimension::{Channel, Persona, Region, Segment, Source};
        let (from_at, to_at) = period.instants(zone);
        let values = |key| filters.values(key);
        Self {
            period,
            as_of,
            zone,
            from_at,
            to_at,
            today: as_of.with_timezone(&zone).date_naive(),
            channel: values(Channel),
            persona: values(Persona),
            region: values(Region),
            segment: values(Segment),
            source: values(Source),
            filters,
        }
    }

    /// The local day of the moment as of which.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// The beginnings of steps, as instants and as local days: what `width_bucket` sorts moments into.
    pub(super) fn beginnings(&self, steps: &[Period]) -> (Vec<DateTime<Utc>>, Vec<NaiveDate>) {
        steps.iter().map(|step| (step.instants(self.zone).0, step.from)).unzip()
    }
}

/// A checked query from a file whose first binds are those of a scope: $1 and $2 the instants at which the period begins
/// and ends, $3 and $4 its days, $5 and $6 the moment as of which, as an instant and as a local day, $7 channels,
/// $8 campaigns, $9 personas, $10 regions, $11 segments, $12 owners, $13 sources.
macro_rules! ask {
    ($file:tt, $scope:expr $(, $more:expr)* $(,)?) => {
        sqlx::query_file!(
            $file,
            $scope.from_at,
            $scope.to_at,
            $scope.period.from,
            $scope.period.to,
            $scope.as_of,
            $scope.today,
            &$scope.channel,
            &$scope.filters.campaigns,
            &$scope.persona,
            &$scope.region,
            &$scope.segment,
            &$scope.filters.owners,
            &$scope.source
            $(, $more)*
        )
    };
}
pub(super) use ask;
