//! How a number went month by month.

use super::Question;
use crate::domain::period::Period;
use crate::metrics::conversion::{HorizonCount, maturity, proposed_horizon, within_horizon};
use crate::metrics::figure::Figure;
use crate::storage::StorageError;
use crate::storage::metrics::conversion;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The days of "converted within H days".
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Horizon {
    /// How many.
    pub days: u16,
    /// Whether the data proposes them and no person has chosen.
    pub is_proposed: bool,
}

/// The horizon that a person chose, else the one that the data proposes.
pub async fn horizon(db: &mut PgConnection, question: &Question) -> Result<Horizon, StorageError> {
    if let Some(days) = question.workspace.horizon {
        return Ok(Horizon { days, is_proposed: false });
    }
    let delays = conversion::win_delays(db, question.as_of, question.workspace.zone).await?;
    Ok(Horizon { days: proposed_horizon(delays), is_proposed: true })
}

/// A number in one month.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Point {
    /// The month.
    pub period: Period,
    /// The figure; of a month that runs, so far.
    pub figure: Figure,
    /// Whether the month is not over.
    pub is_running: bool,
    /// The day from which the figure is final, while it is not: its leads are too young.
    pub matures_on: Option<NaiveDate>,
}

/// A figure of every month.
pub(super) fn points(question: &Question, months: &[Period], figure: impl Fn(Period) -> Figure) -> Vec<Point> {
    let point = |month: &Period| Point {
        period: *month,
        figure: figure(month.until(question.today()).unwrap_or(*month)),
        is_running: month.is_running(question.today()),
        matures_on: None,
    };
    months.iter().map(point).collect()
}

/// Converted within H days, of the leads created in each month.
pub(super) fn conversion_points(question: &Question, months: &[Period], counts: &[HorizonCount], horizon: u16) -> Vec<Point> {
    let point = |(month, count): (&Period, &HorizonCount)| {
        let maturity = maturity(*month, horizon, *count, question.today());
        Point {
            period: *month,
            figure: within_horizon(*count),
            is_running: month.is_running(question.today()),
            matures_on: (!maturity.is_mature).then_some(maturity.matures_on),
        }
    };
    months.iter().zip(counts).map(point).collect()
}
