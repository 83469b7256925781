//! What people are told, in a sentence: on the page of notifications and in letters alike.

use super::{Text, Words};
use crate::domain::notice::sentence;

/// What happened about a lead, and whose doing it was where that is known. `kind` is one of `domain::notice`.
#[must_use]
pub fn notice(w: Words, kind: &str, lead: &Text, who: Option<&str>) -> Text {
    let key = sentence(kind, who.is_some());
    w.t_args(&key, &[("lead", lead.into()), ("who", Text::datum(who.unwrap_or_default()).into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::{BY_ITSELF, BY_PEOPLE};
    use crate::domain::person::Language;

    #[test]
    fn every_kind_is_said_in_both_languages_with_the_lead_and_who_did_it() {
        let lead = Text::datum("Huda");
        for language in Language::ALL {
            let w = Words::new(*language, chrono_tz::UTC);
            for kind in BY_PEOPLE.iter().chain(BY_ITSELF).chain(&["of_tomorrow"]) {
                for who in [None, Some("Sara")] {
                    let said = notice(w, kind, &lead, who).plain();
                    assert!(said.contains("Huda") && !said.contains('⟦'), "{kind}: {said}");
                    assert_eq!(said.contains("Sara"), who.is_some() && BY_PEOPLE.contains(kind), "{kind}: {said}");
                }
            }
        }
    }
}
