//! Names of people and companies, of both languages.

use super::company::Company;
use super::dice::Dice;

/// A company that leads come from.
pub(super) struct Firm {
    pub name: String,
    pub domain: String,
}

/// Somebody who works there.
pub(super) struct Contact {
    pub first: String,
    pub last: String,
    pub email: String,
    pub phone: String,
}

/// Invents a company: one name or two, and a trade in their script.
pub(super) fn firm(company: &Company, dice: &mut Dice) -> Firm {
    let (name, latin) = dice.pick(&company.names.company);
    let (arabic, english, short) = dice.pick(&company.names.trade);
    let partners: Vec<_> = company.names.company.iter().filter(|other| other.0 != *name && same_script(&other.0, name)).collect();
    let (second, second_latin) = dice.pick(&partners);
    let (and, trade) = if name.is_ascii() { (" & ", english) } else { (" و", arabic) };
    if dice.chance(0.25) {
        return Firm { name: format!("{name} {trade}"), domain: format!("{latin}-{short}.example") };
    }
    Firm { name: format!("{name}{and}{second} {trade}"), domain: format!("{latin}-{second_latin}-{short}.example") }
}

fn same_script(one: &str, other: &str) -> bool {
    one.is_ascii() == other.is_ascii()
}

/// Invents a person of a company; `number` keeps addresses and phone numbers apart.
pub(super) fn contact(company: &Company, firm: &Firm, number: usize, dice: &mut Dice) -> Contact {
    let (first, first_latin) = dice.pick(&company.names.first);
    let last: Vec<_> = company.names.last.iter().filter(|(name, _)| same_script(name, first)).collect();
    let (last, last_latin) = dice.pick(&last);
    Contact {
        first: first.clone(),
        last: last.clone(),
        email: format!("{first_latin}.{last_latin}{number}@{}", firm.domain),
        phone: format!("+96650{:07}", 1_000_000 + number),
    }
}
