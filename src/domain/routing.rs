//! Who gets an offer: in turn, among who is available (METRICS.md §3).

use super::ids::PersonId;
use super::person::keyed;
use chrono::{DateTime, Utc};

keyed!(
    /// Why somebody gets no offers now.
    Unavailable {
        /// He signs in no more, or takes no leads.
        Inactive = "inactive",
        /// He is away.
        OnLeave = "on_leave",
        /// His team does not work today.
        NotWorking = "not_working",
        /// He has as many as he takes.
        Full = "full",
    }
);

/// Somebody who could get an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// He signs in, and his role takes leads.
    pub active: bool,
    /// He is away today.
    pub on_leave: bool,
    /// His team works today.
    pub working: bool,
    /// How many he has open.
    pub open: i64,
    /// How many he takes; none: as many as come.
    pub cap: Option<i64>,
    /// When he last got one.
    pub last: Option<DateTime<Utc>>,
}

impl Candidate {
    /// Why he gets none now.
    #[must_use]
    pub fn unavailable(&self) -> Option<Unavailable> {
        if !self.active {
            Some(Unavailable::Inactive)
        } else if self.on_leave {
            Some(Unavailable::OnLeave)
        } else if !self.working {
            Some(Unavailable::NotWorking)
        } else if self.cap.is_some_and(|cap| self.open >= cap) {
            Some(Unavailable::Full)
        } else {
            None
        }
    }
}

/// Whose turn it is: of those available, who has waited longest; among equals, who has fewer open. `but` is left out.
#[must_use]
pub fn next_in_turn(candidates: &[Candidate], but: Option<PersonId>) -> Option<PersonId> {
    let available = candidates.iter().filter(|c| Some(c.person) != but && c.unavailable().is_none());
    available.min_by_key(|c| (c.last, c.open, c.person)).map(|c| c.person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn candidate(n: u128) -> Candidate {
        let person = PersonId(uuid::Uuid::from_u128(n));
        Candidate { person, active: true, on_leave: false, working: true, open: 0, cap: None, last: None }
    }

    #[test]
    fn nobody_unavailable_is_chosen() {
        let away = [
            Candidate { active: false, ..candidate(1) },
            Candidate { on_leave: true, ..candidate(2) },
            Candidate { working: false, ..candidate(3) },
            Candidate { open: 5, cap: Some(5), ..candidate(4) },
        ];
        assert_eq!(
            away.each_ref().map(|c| c.unavailable().map(Unavailable::key)),
            [Some("inactive"), Some("on_leave"), Some("not_working"), Some("full")]
        );
        assert_eq!(next_in_turn(&away, None), None);
        let free = candidate(5);
        assert_eq!(next_in_turn(std::slice::from_ref(&free), None), Some(free.person));
        assert_eq!(
            next_in_turn(std::slice::from_ref(&free), Some(free.person)),
            None,
            "a lead taken from him does not come back"
        );
    }

    proptest! {
        /// Over any number of offers nobody gets two more than another.
        #[test]
        fn turns_are_even(people in 1_u128..8, offers in 0_i64..40) {
            let mut all: Vec<Candidate> = (1..=people).map(candidate).collect();
            let mut got: BTreeMap<PersonId, i64> = all.iter().map(|c| (c.person, 0)).collect();
            for n in 0..offers {
                let next = next_in_turn(&all, None).expect("everybody is there");
                *got.get_mut(&next).unwrap() += 1;
                let one = all.iter_mut().find(|c| c.person == next).unwrap();
                (one.last, one.open) = (DateTime::from_timestamp(n, 0), one.open + 1);
            }
            let (least, most) = (got.values().min().unwrap(), got.values().max().unwrap());
            prop_assert!(most - least <= 1);
        }
    }
}
