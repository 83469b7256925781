//! Choosing the person who owns something.

use super::{Field, FieldKind, OptionItem};
use crate::domain::ids::PersonId;
use crate::i18n::{Text, Words};
use crate::storage::people::Choice;

/// A list of people to choose one of, or nobody. `people` come from `storage::people::choices`, `value` is what the
/// form sent or the id of the owner.
#[must_use]
pub fn owner_field(w: Words, name: &'static str, label: Text, people: &[Choice], value: impl Into<String>) -> Field {
    let nobody = OptionItem::new("", w.t("owner-nobody"));
    let person = |choice: &Choice| OptionItem::new(choice.id.to_string(), owner_name(w, choice));
    Field::new(w, name, label, FieldKind::Select(std::iter::once(nobody).chain(people.iter().map(person)).collect())).value(value)
}

/// The name and, where it is known, the team.
fn owner_name(w: Words, choice: &Choice) -> Text {
    let name = Text::datum(&choice.name);
    match choice.team {
        Some(team) => {
            let team = w.t(&format!("team-{}", team.key()));
            w.t_args("owner-of-team", &[("name", name.into()), ("team", team.into())])
        }
        None => name,
    }
}

/// What such a field sent: a person or nobody; else the message that says what is wrong.
pub fn chosen_owner(value: &str) -> Result<Option<PersonId>, &'static str> {
    match value.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| "error-owner"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_a_person_nobody_or_wrong() {
        let id = PersonId::new();
        assert_eq!(chosen_owner(&id.to_string()), Ok(Some(id)));
        assert_eq!(chosen_owner(" "), Ok(None));
        assert_eq!(chosen_owner("huda"), Err("error-owner"));
    }
}
