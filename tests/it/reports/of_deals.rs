//! How long deals take, and how many are won.

use super::Asked;
use crate::support::{World, days};
use serde_json::{Value, json};

/// Deals opened on 1 March: won after 10 days, lost after 20, won after 40; one opened 30 days before now is open, one was
/// won on a day before it was opened, and of one nobody knows the opening.
fn deals() -> World {
    let mut world = World::default();
    world.won_deal("d1", None, "2026-03-01", "2026-03-11", 1);
    world.lost_deal("d2", None, "2026-03-01", "2026-03-21");
    world.won_deal("d3", None, "2026-03-01", "2026-04-10", 1);
    world.open_deal("d4", None, "2026-03-16");
    world.won_deal("d5", None, "2026-03-16", "2026-03-15", 1);
    world.deal_like("d6", None, |_| {});
    world
}

#[tokio::test]
async fn open_deals_are_counted_as_long_as_they_have_been_open() {
    let asked = Asked::new(deals(), days("2026-03-01", "2026-04-01"), "2026-04-15T09:00:00Z").await;
    let followed = asked.report("cycle").await["followed"].clone();
    let counts = ["deals", "closed", "without_opening", "without_closing", "negative"].map(|key| followed[key].clone());
    assert_eq!(counts, [json!(4), json!(3), json!(1), json!(0), json!(1)]);
    assert_eq!(followed["median_time_to_close"]["value"], json!(20.0));
    let curve = followed["time_to_close"].as_array().unwrap();
    let rows: Vec<_> = curve.iter().map(|row| (&row["day"], &row["at_risk"], &row["events"], &row["survival"])).collect();
    let expected =
        [(10.0, 4, 1, 0.75), (20.0, 3, 1, 0.5), (40.0, 1, 1, 0.0)].map(|(d, r, e, s)| (json!(d), json!(r), json!(e), json!(s)));
    assert_eq!(rows, expected.iter().map(|(d, r, e, s)| (d, r, e, s)).collect::<Vec<_>>());
    let named: Vec<_> = followed["at"].as_array().unwrap().iter().map(|at| at["share_won"]["value"].clone()).collect();
    assert_eq!(named, [json!(0.25), json!(0.75), json!(0.75)]);
}

#[tokio::test]
async fn a_deal_closed_after_the_moment_asked_about_is_open() {
    let asked = Asked::new(deals(), days("2026-03-01", "2026-04-01"), "2026-03-15T09:00:00Z").await;
    let followed = asked.report("cycle").await["followed"].clone();
    // d4 and d5 are opened tomorrow.
    assert_eq!((&followed["deals"], &followed["closed"]), (&json!(3), &json!(1)));
    let won = &asked.report("win-rate").await["win_rate"]["figure"];
    assert_eq!((won["value"].clone(), won["n"].clone()), (json!(1.0), json!(2)));
}

#[tokio::test]
async fn the_win_rate_and_the_cycle_are_of_the_deals_closed_in_the_period() {
    let asked = Asked::new(deals(), days("2026-03-01", "2026-04-01"), "2026-04-15T09:00:00Z").await;
    let win_rate = asked.report("win-rate").await;
    assert_eq!(win_rate["win_rate"]["figure"]["value"], json!(2.0 / 3.0));
    assert_eq!(win_rate["by_month"][0]["figure"]["n"], json!(3));
    assert_eq!(
        asked.report("overview").await["win_rate"]["figure"],
        win_rate["win_rate"]["figure"],
        "the same number everywhere"
    );
    let headline = &asked.report("cycle").await["opportunity_to_won"];
    assert_eq!((&headline["summary"]["n"], &headline["summary"]["median"]), (&json!(1), &json!(10.0)));
    assert_eq!((&headline["summary"]["sd"], &headline["negative"]), (&Value::Null, &json!(1)));
}
