//! What people are told about handoffs (METRICS.md §3): each kind is a sentence in both languages.

/// What somebody did.
pub const BY_PEOPLE: &[&str] =
    &["accepted", "agreed", "contested", "held", "offered", "rejected", "returned", "taken_over", "withdrawn"];
/// What the clock did, or somebody whom nobody needs to know.
pub const BY_ITSELF: &[&str] = &[
    "assign_breached",
    "at_risk",
    "breached",
    "decide_breached",
    "expired",
    "hold_over",
    "nobody_else",
    "recycle_due",
    "told_again",
];

/// The key of the sentence for a kind; `known` where it is told who did it. A kind of another version has a sentence too.
#[must_use]
pub fn sentence(kind: &str, known: bool) -> String {
    if BY_PEOPLE.contains(&kind) {
        return format!("notice-{kind}{}", if known { "-by" } else { "" });
    }
    if BY_ITSELF.contains(&kind) { format!("notice-{kind}") } else { "notice-other".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_key_also_one_of_tomorrow() {
        assert_eq!(sentence("offered", true), "notice-offered-by");
        assert_eq!(sentence("offered", false), "notice-offered");
        assert_eq!(sentence("expired", true), "notice-expired");
        assert_eq!(sentence("of tomorrow", true), "notice-other");
    }
}
