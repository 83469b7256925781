//! The fields of a user, for an invitation and for a change.

use crate::actions::change_user::Wanted;
use crate::actions::invite_user::Invitation;
use crate::domain::ids::UserId;
use crate::domain::person::{Language, Role, Team};
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::people::Choice;
use crate::storage::staff::{Account, Someone};
use crate::web::components::{Field, FieldKind, OptionItem, chosen_owner, owner_field};
use crate::web::settings::Errors;
use serde::Deserialize;

/// What the fields hold, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// The id of the user that an invitation makes, so that sending it twice makes one.
    pub user: String,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// A role's key.
    pub role: String,
    /// A team's key, or nothing.
    pub team: String,
    /// A language's key.
    pub language: String,
    /// The person that files name, or nothing.
    pub person: String,
    /// The version that the form was opened with.
    pub version: String,
}

impl PersonForm {
    /// A new invitation, of a person that files name or of somebody else.
    #[must_use]
    pub fn invitation(language: Language, of: Option<&Someone>) -> Self {
        Self {
            user: UserId::new().to_string(),
            name: of.map(|someone| someone.name.clone()).unwrap_or_default(),
            role: Role::Sales.key().to_owned(),
            team: of.and_then(|someone| someone.team).map_or("", Team::key).to_owned(),
            language: language.key().to_owned(),
            person: of.map(|someone| someone.person.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What stands in the database.
    #[must_use]
    pub fn of(someone: &Someone, account: &Account) -> Self {
        Self {
            user: account.id.to_string(),
            name: someone.name.clone(),
            email: account.email.clone(),
            role: account.role.key().to_owned(),
            team: someone.team.map_or("", Team::key).to_owned(),
            version: account.version.to_string(),
            ..Self::default()
        }
    }

    /// The invitation that the fields describe.
    pub fn parse_invitation(&self) -> Result<Invitation, Errors> {
        let mut errors = Errors::new();
        let (name, role, team) = self.parse_common(&mut errors);
        let person = chosen_owner(&self.person).map_err(|key| errors.push(("person", key))).ok().flatten();
        let user = self.user.parse().unwrap_or_else(|_| UserId::new());
        let language = Language::from_key(&self.language).unwrap_or(Language::En);
        let invitation = Invitation { user, name, email: self.email.clone(), role, team, language, person };
        if errors.is_empty() { Ok(invitation) } else { Err(errors) }
    }

    /// The change that the fields describe.
    pub fn parse_change(&self) -> Result<Wanted, Errors> {
        let mut errors = Errors::new();
        let (name, role, team) = self.parse_common(&mut errors);
        let version = self.version.parse().unwrap_or_default();
        if errors.is_empty() { Ok(Wanted { name, email: self.email.clone(), role, team, version }) } else { Err(errors) }
    }

    fn parse_common(&self, errors: &mut Errors) -> (String, Role, Option<Team>) {
        let name = text::clean(&self.name);
        if name.is_empty() {
            errors.push(("name", "error-required"));
        } else if name.chars().count() > 200 {
            errors.push(("name", "error-too-long"));
        }
        if text::fold_email(&self.email).is_none() {
            errors.push(("email", "error-email"));
        } else if self.email.chars().count() > 200 {
            errors.push(("email", "error-too-long"));
        }
        let role = Role::from_key(&self.role);
        if role.is_none() {
            errors.push(("role", "error-required"));
        }
        let role = role.unwrap_or(Role::Viewer);
        let team = role.implied_team().or_else(|| Team::from_key(&self.team));
        if team.is_none() && role.needs_team() {
            errors.push(("team", "error-team"));
        }
        (name, role, team)
    }

    /// The fields as a page shows them; `people` can be linked by an invitation.
    #[must_use]
    pub fn fields(&self, w: Words, errors: &[(&'static str, &'static str)], people: Option<&[Choice]>) -> Vec<Field> {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let options =
            |items: Vec<(&str, Text)>| FieldKind::Select(items.into_iter().map(|(k, t)| OptionItem::new(k, t)).collect());
        let roles = options(Role::ALL.iter().map(|r| (r.key(), w.t(&format!("role-{}", r.key())))).collect());
        let mut teams = vec![("", w.t("team-none"))];
        teams.extend(Team::ALL.iter().map(|t| (t.key(), w.t(&format!("team-{}", t.key())))));
        let mut fields = vec![
            Field::new(w, "name", w.t("person-name"), FieldKind::Line("text")).value(&self.name).required(),
            Field::new(w, "email", w.t("field-email"), FieldKind::Line("email")).value(&self.email).required(),
            Field::new(w, "role", w.t("person-role"), roles).value(&self.role).hint(w.t("hint-role")).required(),
            Field::new(w, "team", w.t("person-team"), options(teams)).value(&self.team).hint(w.t("hint-team")),
        ];
        if let Some(people) = people {
            let languages = options(Language::ALL.iter().map(|l| (l.key(), w.t(&format!("language-{}", l.key())))).collect());
            fields.push(Field::new(w, "language", w.t("field-language"), languages).value(&self.language).required());
            if !people.is_empty() {
                fields.push(owner_field(w, "person", w.t("person-linked"), people, &self.person).hint(w.t("hint-linked")));
            }
        }
        fields
            .into_iter()
            .map(|field| {
                let error = error(field.name);
                field.error(error)
            })
            .collect()
    }
}
