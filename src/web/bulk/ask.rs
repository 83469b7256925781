//! The form that says what becomes of the chosen leads.

use super::choice::{Choice, Deed, Refused};
use crate::actions::change_leads::MOST;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::Taker;
use crate::storage::lead_lists::LeadLine;
use crate::storage::records::Named;
use crate::web::components::{Field, FieldKind, Link, OptionItem};
use crate::web::extract::Member;
use crate::web::handoffs;
use crate::web::leads::{LeadName, LeadsAsked};
use crate::web::records::ask::{STAGES, field, options, own_id, stage_fields};
use crate::web::records::{Errors, FormPage, Notice, Sent};
use crate::web::shell::NavItem;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the field of the owner sends for no owner: an empty one is no answer.
pub const NOBODY: &str = "nobody";
/// As many of the chosen are named.
const NAMED: usize = 10;

/// What the form is about.
pub struct Asking<'a> {
    /// What is done.
    pub deed: Deed,
    /// To which.
    pub ids: &'a BTreeSet<Uuid>,
    /// Those that there are.
    pub lines: &'a [LeadLine],
    /// Who can own them.
    pub people: &'a [Named],
    /// Who can be given them.
    pub takers: &'a [Taker],
    /// The list that they were chosen in.
    pub list: &'a LeadsAsked,
}

fn blank(member: &Member, deed: Option<Deed>, list: &LeadsAsked) -> FormPage {
    let w = member.viewer.words;
    let (title, save) = match deed {
        Some(Deed::Stage) => ("bulk-title-stage", "bulk-save-stage"),
        Some(Deed::Offer) => ("bulk-title-offer", "offer-save"),
        _ => ("bulk-title-owner", "bulk-save-owner"),
    };
    let crumbs = vec![Link::new(w.t("nav-leads"), list.address.href())];
    FormPage::new(&member.viewer, NavItem::Leads, w.t(title), crumbs, "/leads/bulk".to_owned(), w.t(save))
}

impl Asking<'_> {
    /// The page.
    #[must_use]
    pub fn page(&self, member: &Member, form: &Sent, errors: &Errors) -> FormPage {
        let w = member.viewer.words;
        let mut page = blank(member, Some(self.deed), self.list).section(None, self.fields(w, form, errors));
        page.lede = Some(self.lede(w, member.user.role.reads_contacts()));
        let ids: Vec<String> = self.ids.iter().map(Uuid::to_string).collect();
        let list = self.list.address.parameters().trim_start_matches('?').to_owned();
        page.hidden = vec![
            own_id(form),
            ("do".to_owned(), self.deed.key().to_owned()),
            ("list".to_owned(), list),
            ("leads".to_owned(), ids.join(" ")),
        ];
        page
    }

    /// How many, and the names of the first of them.
    fn lede(&self, w: Words, contacts: bool) -> Text {
        let mut names: Vec<Text> = self.lines.iter().take(NAMED).map(|line| LeadName::of_line(line).text(w, contacts)).collect();
        let rest = self.ids.len() - names.len();
        if rest > 0 {
            names.push(w.t_args("bulk-and-more", &[("n", rest.into())]));
        }
        w.t_args("bulk-lede", &[("n", self.ids.len().into()), ("names", w.list(&names).into())])
    }

    fn fields(&self, w: Words, form: &Sent, errors: &Errors) -> Vec<Field> {
        match self.deed {
            Deed::Owner => {
                let mut people = vec![OptionItem::new("", w.t("bulk-choose")), OptionItem::new(NOBODY, w.t("bulk-nobody"))];
                people.extend(self.people.iter().map(|n| OptionItem::new(n.id.to_string(), Text::datum(&n.name))));
                vec![field(w, form, errors, ("owner", "dimension-owner"), FieldKind::Select(people)).required()]
            }
            Deed::Offer => handoffs::offer_fields(w, self.takers, form, errors),
            Deed::Stage => {
                let stages = STAGES.iter().map(|stage| (stage.key(), format!("stage-{stage}")));
                stage_fields(w, form, errors, options(w, Some("bulk-choose"), stages))
            }
        }
    }
}

/// The page of a choice that is none.
#[must_use]
pub fn refused(member: &Member, choice: &Choice, why: Refused) -> FormPage {
    let w = member.viewer.words;
    let text = match why {
        Refused::Nothing => w.t("bulk-nothing"),
        Refused::Unreadable => w.t("bulk-unreadable"),
        Refused::TooMany => w.t_args("bulk-too-many", &[("n", MOST.into())]),
    };
    let mut page = blank(member, choice.deed, &choice.list);
    page.notice = Some(Notice { text, links: vec![Link::new(w.t("bulk-back"), choice.list.address.href())] });
    page
}
