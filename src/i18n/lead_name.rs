//! What a lead is called, on pages and in letters alike.

use super::{Text, Words};
use uuid::Uuid;

/// What a name is made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct LeadName<'a> {
    /// First name.
    pub first: Option<&'a str>,
    /// Last name.
    pub last: Option<&'a str>,
    /// Company.
    pub company: Option<&'a str>,
    /// E-mail address.
    pub email: Option<&'a str>,
    /// The id that the source gave it.
    pub external_id: Option<&'a str>,
    /// Our own id.
    pub id: Uuid,
}

impl LeadName<'_> {
    /// First and last name, else the company, else the e-mail address, else an id: what the reader may know of them.
    #[must_use]
    pub fn text(self, w: Words, contacts: bool) -> Text {
        let names: Vec<&str> = [self.first, self.last].into_iter().flatten().collect();
        if contacts {
            let datum = |text: &str| Some(Text::datum(text)).filter(|t| !t.is_empty());
            let own = datum(&names.join(" ")).or_else(|| self.company.and_then(datum));
            let address = || self.email.map(Text::code).filter(|t| !t.is_empty());
            if let Some(name) = own.or_else(address) {
                return name;
            }
        }
        let id = self.external_id.map_or_else(|| short(self.id), str::to_owned);
        w.t_args("lead-by-id", &[("id", Text::code(&id).into())])
    }
}

/// The end of an id: its beginning is the time, which many share.
#[must_use]
pub fn short(id: Uuid) -> String {
    id.simple().to_string()[24..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Language;

    #[test]
    fn a_lead_is_called_by_what_is_known_and_may_be_read() {
        let w = Words::new(Language::En, chrono_tz::UTC);
        let all = LeadName {
            first: Some("Huda"),
            last: Some("Saleh"),
            company: Some("Acme"),
            email: Some("h@a.example"),
            external_id: Some("L-7"),
            id: Uuid::nil(),
        };
        let called = |name: LeadName<'_>, contacts| name.text(w, contacts).plain();
        assert_eq!(called(all, true), "Huda Saleh");
        assert_eq!(called(LeadName { first: None, ..all }, true), "Saleh");
        let nameless = LeadName { first: None, last: Some(" "), ..all };
        assert_eq!(called(nameless, true), "Acme");
        assert_eq!(called(LeadName { company: None, ..nameless }, true), "h@a.example");
        assert_eq!(called(all, false), "Lead L-7");
        assert_eq!(called(LeadName { external_id: None, ..all }, false), "Lead 00000000");
    }
}
