//! Inviting somebody, and the link that is shown once.

use super::form::PersonForm;
use crate::actions::make_link::NewLink;
use crate::i18n::Text;
use crate::storage::people::Choice;
use crate::web::components::{ErrorSummary, Field, Link};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// The form of an invitation.
#[derive(Template)]
#[template(path = "pages/people/invite.html")]
pub struct InvitePage {
    shell: Shell,
    crumb: Link,
    summary: Option<ErrorSummary>,
    user: String,
    fields: Vec<Field>,
}

impl InvitePage {
    /// The page with what was typed and what is wrong with it.
    #[must_use]
    pub fn new(member: &Member, form: &PersonForm, people: &[Choice], errors: &[(&'static str, &'static str)]) -> Self {
        let w = member.viewer.words;
        let fields = form.fields(w, errors, Some(people));
        Self {
            shell: Shell::new(&member.viewer, w.t("invite-title"), NavItem::Settings),
            crumb: Link::new(w.t("people-title"), "/settings/people"),
            summary: ErrorSummary::of(w, &fields),
            user: form.user.clone(),
            fields,
        }
    }
}

/// A link that lets somebody in once. It is shown here and never again.
#[derive(Template)]
#[template(path = "pages/people/link.html")]
pub struct LinkPage {
    shell: Shell,
    crumb: Link,
    about: Text,
    until: Text,
    link: String,
    back: Link,
}

impl LinkPage {
    /// The page of a link for somebody; `person` is the address of his page.
    #[must_use]
    pub fn new(member: &Member, name: &str, person: String, new: &NewLink, link: String) -> Self {
        let w = member.viewer.words;
        let (title, about) =
            if new.invites { ("link-invitation", "link-invitation-about") } else { ("link-reset", "link-reset-about") };
        Self {
            shell: Shell::new(&member.viewer, w.t(title), NavItem::Settings),
            crumb: Link::new(w.t("people-title"), "/settings/people"),
            about: w.t_args(about, &[("name", Text::datum(name).into())]),
            until: w.t_args("link-until", &[("time", w.date_time(new.until).into())]),
            link,
            back: Link::new(w.t_args("link-back", &[("name", Text::datum(name).into())]), person),
        }
    }
}
