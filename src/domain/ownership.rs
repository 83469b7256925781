//! Who may create and change which records (DESIGN.md §7): one rule, asked by every page and every action.

use super::ids::PersonId;
use super::person::{Role, keyed};

keyed!(
    /// The records that people work with.
    Noun { Lead = "lead", Deal = "deal", Account = "account", Campaign = "campaign" }
);

/// Whose a record is, seen from one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// His own.
    Own,
    /// Nobody's.
    Unowned,
    /// Somebody else's.
    Others,
}

impl Ownership {
    /// Whose it is.
    #[must_use]
    pub fn of(owner: Option<PersonId>, me: PersonId) -> Self {
        match owner {
            None => Self::Unowned,
            Some(owner) if owner == me => Self::Own,
            Some(_) => Self::Others,
        }
    }
}

impl Role {
    /// May create such records.
    #[must_use]
    pub const fn creates(self, noun: Noun) -> bool {
        match noun {
            Noun::Campaign => matches!(self, Self::Marketing | Self::Manager | Self::Admin),
            Noun::Lead | Noun::Deal | Noun::Account => !matches!(self, Self::Viewer),
        }
    }

    /// May change such a record. Accounts belong to nobody; marketing works on every campaign.
    #[must_use]
    pub const fn edits(self, noun: Noun, whose: Ownership) -> bool {
        let any = matches!(self, Self::Manager | Self::Admin) || matches!(noun, Noun::Account | Noun::Campaign);
        self.creates(noun) && (any || !matches!(whose, Ownership::Others))
    }

    /// May make one lead of two.
    #[must_use]
    pub const fn merges(self) -> bool {
        matches!(self, Self::Marketing | Self::Manager | Self::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_roles_and_records() {
        use Ownership::{Others, Own, Unowned};
        // own, unowned, others' leads and deals; accounts; campaigns; merging
        let table = [
            (Role::Viewer, [false, false, false], false, false, false),
            (Role::Sales, [true, true, false], true, false, false),
            (Role::Marketing, [true, true, false], true, true, true),
            (Role::Manager, [true, true, true], true, true, true),
            (Role::Admin, [true, true, true], true, true, true),
        ];
        assert_eq!(table.len(), Role::ALL.len());
        for (role, worked, accounts, campaigns, merges) in table {
            for noun in [Noun::Lead, Noun::Deal] {
                assert_eq!([Own, Unowned, Others].map(|whose| role.edits(noun, whose)), worked, "{role:?} {noun:?}");
                assert_eq!(role.creates(noun), worked[0], "{role:?} {noun:?}");
            }
            for whose in [Own, Unowned, Others] {
                assert_eq!(role.edits(Noun::Account, whose), accounts, "{role:?}");
                assert_eq!(role.edits(Noun::Campaign, whose), campaigns, "{role:?}");
            }
            assert_eq!((role.creates(Noun::Campaign), role.merges()), (campaigns, merges), "{role:?}");
        }
    }

    #[test]
    fn a_record_is_ones_own_nobodys_or_anothers() {
        let (me, other) = (PersonId::new(), PersonId::new());
        let of = |owner| Ownership::of(owner, me);
        assert_eq!((of(Some(me)), of(None), of(Some(other))), (Ownership::Own, Ownership::Unowned, Ownership::Others));
    }
}
