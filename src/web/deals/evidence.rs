//! The part of a list's address by which the numbers of cycle, revenue and cost of customers open their deals.

use crate::i18n::{Text, Words};
use crate::metrics::deals::Clock;
use crate::metrics::revenue::Source;
use crate::storage::deal_evidence::{DealEvidence, Took};
use crate::web::listing::{Address, Asked};

/// What stands in an address for *nobody said why* or *no channel*: an empty parameter is none.
pub const NONE: &str = "-";

/// Leaves out what means nothing.
pub(super) fn judge(address: &mut Address) {
    address.judge("customer", |customer| customer == "new");
    address.judge("took", |text| took(text).is_some());
    address.judge("took_from", |clock| Clock::from_key(clock).is_some());
    address.needs("took_from", "took");
}

/// What the address asks for: `took=30..60`, `took=unknown` or `took=negative`, from `took_from`.
pub(super) fn evidence(address: &Address) -> DealEvidence {
    let or_empty = |text: &str| if text == NONE { String::new() } else { text.to_owned() };
    let clock = Clock::from_key(address.get("took_from").unwrap_or_default()).unwrap_or(Clock::Opportunity);
    DealEvidence {
        is_new_customer: address.get("customer") == Some("new"),
        credited: address
            .get("credited")
            .map(|name| if name == NONE { Source::Unattributed } else { Source::Channel(name.to_owned()) }),
        lost_reason: address.get("lost_reason").map(or_empty),
        took: address.get("took").and_then(took).map(|took| (clock, took)),
    }
}

fn took(text: &str) -> Option<Took> {
    match text {
        "unknown" => Some(Took::Unknown),
        "negative" => Some(Took::Negative),
        range => {
            let (from, to) = range.split_once("..")?;
            let days = |text: &str| text.parse::<u32>().ok().map(f64::from);
            Some(Took::Between(days(from)?, days(to)?))
        }
    }
}

/// The same as the bar shows it.
pub(super) fn filters(w: Words, address: &Address) -> Vec<Asked> {
    let found = evidence(address);
    let plain = |name: &'static str, key: &str, value: Option<Text>| Asked { name, label: w.t(key), value, choices: Vec::new() };
    let credited = found.credited.map(|source| match source {
        Source::Channel(name) => Text::datum(&name),
        Source::Unattributed => w.t("source-unattributed"),
    });
    let reason = found.lost_reason.map(|reason| if reason.is_empty() { w.t("reason-not-given") } else { Text::datum(&reason) });
    let took = found.took.map(|(clock, took)| {
        let how = match took {
            Took::Between(from, to) => {
                w.t_args("took-between", &[("from", w.decimal(from, 0).into()), ("to", w.decimal(to, 0).into())])
            }
            Took::Unknown => w.t("took-unknown"),
            Took::Negative => w.t("took-negative"),
        };
        w.list(&[w.t(&format!("clock-{}", clock.key().replace('_', "-"))), how])
    });
    vec![
        plain("customer", "deal-customer", found.is_new_customer.then(|| w.t("deal-customer-new"))),
        plain("credited", "deal-credited", credited),
        plain("lost_reason", "deal-lost-reason", reason),
        plain("took", "deal-took", took),
    ]
}
