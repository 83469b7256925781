//! What salespeople do with a lead, as they log it.

use super::moment::Moment;
use super::person::keyed;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

keyed!(
    /// What was done.
    ActivityKind { Call = "call", Email = "email", Whatsapp = "whatsapp", Meeting = "meeting", Note = "note" }
);
keyed!(
    /// What came of it.
    ActivityOutcome {
        Connected = "connected", NoAnswer = "no_answer", LeftMessage = "left_message", Sent = "sent", Replied = "replied",
        Held = "held", NoShow = "no_show", WrongNumber = "wrong_number", Later = "later",
    }
);

/// Whether an activity was typed in more than a day after it happened: then it saves no breach (METRICS.md §3).
#[must_use]
pub fn is_late(happened: Moment, logged: DateTime<Utc>, zone: Tz) -> bool {
    logged - happened.ends(zone) > TimeDelta::hours(24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_late_a_day_after_the_end_of_what_it_tells() {
        let zone = chrono_tz::Asia::Riyadh;
        let at = |s: &str| s.parse::<DateTime<Utc>>().unwrap();
        let call = Moment::Instant(at("2026-03-30T10:00:00Z"));
        assert!(!is_late(call, at("2026-03-31T10:00:00Z"), zone));
        assert!(is_late(call, at("2026-03-31T10:00:01Z"), zone));
        // A day ends at midnight in Riyadh, 21:00 UTC.
        let day = Moment::Date("2026-03-29".parse().unwrap());
        assert!(!is_late(day, at("2026-03-30T21:00:00Z"), zone));
        assert!(is_late(day, at("2026-03-30T21:00:01Z"), zone));
    }
}
