//! A form that somebody else was quicker with.

use super::fields::Typed;
use super::handlers::{Sent, sent};

/// What was typed, over what stands `now`: a field that only somebody else changed takes his value, one that both changed
/// is asked. Gives whether any is. The form carries the version that it was opened with, what stood in its fields then,
/// and what was chosen.
pub fn rebase(
    names: impl Iterator<Item = &'static str>,
    typed: &mut Typed,
    form: &Sent,
    now: &Typed,
    version: Option<i64>,
) -> bool {
    if sent(form, "version").parse().ok() == version {
        names.filter(|name| sent(form, &format!("choose-{name}")) == "theirs").for_each(|name| take(typed, name, now));
        return false;
    }
    let mut asked = false;
    for name in names {
        let was = sent(form, &format!("was-{name}"));
        let [mine, theirs] = [&*typed, now].map(|values| values.get(name).map_or("", String::as_str));
        let chosen = sent(form, &format!("choose-{name}"));
        if chosen == "theirs" || (mine == was && chosen.is_empty()) {
            take(typed, name, now);
        } else {
            asked |= mine != theirs && was != theirs;
        }
    }
    asked
}

fn take(typed: &mut Typed, name: &'static str, now: &Typed) {
    typed.insert(name, now.get(name).cloned().unwrap_or_default());
}
