//! Which stages a lead goes through because of its deals (METRICS.md §1): deals own opportunity, won and lost.

use super::moment::Moment;
use super::stage::Stage;
use chrono::{DateTime, NaiveTime, Utc};
use uuid::Uuid;

/// One deal of a lead.
#[derive(Clone, Copy, Debug)]
pub struct OwnedDeal {
    /// The deal.
    pub id: Uuid,
    /// When it was opened, if known.
    pub opened: Option<Moment>,
    /// When it was closed, if known.
    pub closed: Option<Moment>,
    /// Won (true), lost (false), or open.
    pub won: Option<bool>,
}

/// An entry into a stage that a deal causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The deal.
    pub deal: Uuid,
    /// The stage entered.
    pub stage: Stage,
    /// When; none is undated.
    pub at: Option<Moment>,
}

/// The entries that follow from a lead's deals, in the order in which they happened. The lead is won from its first
/// win; it is lost when a deal is lost while no other is open and none was won.
#[must_use]
pub fn entries(deals: &[OwnedDeal]) -> Vec<Entry> {
    let mut steps: Vec<(Option<DateTime<Utc>>, u8, Entry)> = Vec::new();
    for deal in deals {
        steps.push((deal.opened.map(start), 0, Entry { deal: deal.id, stage: Stage::Opportunity, at: deal.opened }));
        if let Some(won) = deal.won {
            let stage = if won { Stage::Won } else { Stage::Lost };
            // An undated end comes after everything that is dated.
            let when = deal.closed.map_or(DateTime::<Utc>::MAX_UTC, start);
            // Within one day an opening comes before a closing, and a win before a loss.
            steps.push((Some(when), if won { 1 } else { 2 }, Entry { deal: deal.id, stage, at: deal.closed }));
        }
    }
    steps.sort_by_key(|(when, order, entry)| (*when, *order, entry.deal));
    let mut open = 0_usize;
    let mut out = Vec::new();
    for (_, _, entry) in steps {
        match entry.stage {
            Stage::Opportunity => {
                if open == 0 {
                    out.push(entry);
                }
                open += 1;
            }
            Stage::Won => {
                out.push(entry);
                break;
            }
            _ => {
                open = open.saturating_sub(1);
                if open == 0 {
                    out.push(entry);
                }
            }
        }
    }
    out
}

/// Only for ordering: a date stands at the start of its day in UTC, as in the database's sort columns.
fn start(moment: Moment) -> DateTime<Utc> {
    match moment {
        Moment::Instant(at) => at,
        Moment::Date(on) => on.and_time(NaiveTime::MIN).and_utc(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deal(n: u128, opened: &str, closed: Option<(&str, bool)>) -> OwnedDeal {
        let day = |s: &str| Some(Moment::Date(s.parse().unwrap()));
        OwnedDeal { id: Uuid::from_u128(n), opened: day(opened), closed: closed.and_then(|c| day(c.0)), won: closed.map(|c| c.1) }
    }
    fn stages(deals: &[OwnedDeal]) -> Vec<Stage> {
        entries(deals).into_iter().map(|e| e.stage).collect()
    }

    #[test]
    fn a_lead_is_won_from_its_first_win_and_stays_so() {
        let deals = [deal(1, "2026-01-01", Some(("2026-02-01", true))), deal(2, "2026-03-01", Some(("2026-03-05", false)))];
        assert_eq!(stages(&deals), [Stage::Opportunity, Stage::Won]);
    }

    #[test]
    fn a_lead_is_lost_only_when_all_its_deals_are_closed() {
        let deals = [deal(1, "2026-01-01", Some(("2026-02-01", false))), deal(2, "2026-01-15", None)];
        assert_eq!(stages(&deals), [Stage::Opportunity]);
        let deals = [deals[0], deal(2, "2026-01-15", Some(("2026-03-01", false)))];
        assert_eq!(stages(&deals), [Stage::Opportunity, Stage::Lost]);
        assert_eq!(entries(&deals)[1].deal, Uuid::from_u128(2));
    }

    #[test]
    fn a_deal_after_a_loss_reopens_the_opportunity() {
        let deals = [deal(1, "2026-01-01", Some(("2026-02-01", false))), deal(2, "2026-03-01", None)];
        assert_eq!(stages(&deals), [Stage::Opportunity, Stage::Lost, Stage::Opportunity]);
    }

    #[test]
    fn a_deal_opened_and_won_on_one_day_is_first_opened() {
        assert_eq!(stages(&[deal(1, "2026-01-01", Some(("2026-01-01", true)))]), [Stage::Opportunity, Stage::Won]);
    }
}
