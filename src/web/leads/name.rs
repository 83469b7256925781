//! What a lead is called, and how its stage looks.

use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::deal_details::DealLead;
use crate::storage::lead_lists::LeadLine;
use crate::storage::person_data::Subject;
use crate::web::components::{Tag, TagKind};
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

impl<'a> From<&'a Subject> for LeadName<'a> {
    fn from(subject: &'a Subject) -> Self {
        Self {
            first: subject.first_name.as_deref(),
            last: subject.last_name.as_deref(),
            company: subject.company.as_deref(),
            email: subject.email.as_deref(),
            external_id: None,
            id: subject.id,
        }
    }
}

impl<'a> LeadName<'a> {
    /// The parts of a lead in a list.
    #[must_use]
    pub fn of_line(line: &'a LeadLine) -> Self {
        Self {
            first: line.first_name.as_deref(),
            last: line.last_name.as_deref(),
            company: line.company.as_deref(),
            email: line.email.as_deref(),
            external_id: line.external_id.as_deref(),
            id: line.id,
        }
    }

    /// The parts of a deal's lead.
    #[must_use]
    pub fn of_deal(lead: &'a DealLead) -> Self {
        Self {
            first: lead.first_name.as_deref(),
            last: lead.last_name.as_deref(),
            company: lead.company.as_deref(),
            email: lead.email.as_deref(),
            external_id: lead.external_id.as_deref(),
            id: lead.id,
        }
    }

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

/// A stage with its colour: the team's whose work it is, or how it ended.
#[must_use]
pub fn stage_tag(w: Words, stage: Stage) -> Tag {
    let kind = match stage {
        Stage::Lead | Stage::Mql => TagKind::Marketing,
        Stage::Sal | Stage::Sql | Stage::Opportunity => TagKind::Sales,
        Stage::Won => TagKind::Good,
        Stage::Lost => TagKind::Bad,
        Stage::Recycled => TagKind::Warn,
        Stage::Disqualified => TagKind::Neutral,
    };
    Tag::new(kind, w.t(&format!("stage-{stage}")))
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
