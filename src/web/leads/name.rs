//! The parts of a lead's name, wherever they are found, and how its stage looks.

use crate::domain::stage::Stage;
use crate::i18n::Words;
pub use crate::i18n::lead_name::{LeadName, short};
use crate::storage::deal_details::DealLead;
use crate::storage::lead_lists::LeadLine;
use crate::storage::person_data::Subject;
use crate::web::components::{Tag, TagKind};

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
