//! Pages of the way in.

use super::handlers::SetUpForm;
use crate::demo::{PASSWORD, people};
use crate::domain::person::Newcomer;
use crate::i18n::{Text, Words};
use crate::web::components::{ErrorSummary, Field, FieldKind};
use crate::web::extract::{Member, Reader};
use crate::web::settings::WorkspaceFields;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// The sign-in page, with both languages in its head.
#[derive(Template)]
#[template(path = "pages/account/sign_in.html")]
pub struct SignInPage {
    shell: Shell,
    workspace: Option<Text>,
    error: Option<Text>,
    email: Field,
    password: Field,
    next: String,
    button: Text,
    hint: Text,
    demo: Option<DemoDoors>,
}

/// Everybody of the demo company, one press away.
struct DemoDoors {
    lede: Text,
    password: &'static str,
    people: Vec<DemoPerson>,
}

/// Somebody of the demo company.
struct DemoPerson {
    name: Text,
    role: Text,
    email: String,
}

impl DemoDoors {
    fn new(w: Words) -> Self {
        let person = |user: Newcomer| DemoPerson {
            name: Text::datum(&user.name),
            role: w.t(&format!("role-{}", user.role.key())),
            email: user.email,
        };
        Self {
            lede: w.t_args("sign-in-demo", &[("password", Text::code(PASSWORD).into())]),
            password: PASSWORD,
            people: people().into_iter().map(person).collect(),
        }
    }
}

impl SignInPage {
    /// The page, with the address kept and an error when it failed; that of a demo lets everybody in.
    #[must_use]
    pub fn new(reader: &Reader, email: &str, next: &str, error: Option<&str>, demo: bool) -> Self {
        let w = reader.viewer.words;
        let line = |name, label: &str, kind| Field::new(w, name, w.t(label), FieldKind::Line(kind)).required();
        Self {
            shell: Shell::new(&reader.viewer, w.t("sign-in-title"), NavItem::Elsewhere),
            workspace: reader.workspace.as_ref().map(|workspace| Text::datum(&workspace.name)),
            error: error.map(|key| w.t(key)),
            email: line("email", "field-email", "email").value(email).autocomplete("username"),
            password: line("password", "field-password", "password").autocomplete("current-password"),
            next: next.to_owned(),
            button: w.t("sign-in-button"),
            hint: w.t("sign-in-forgotten"),
            demo: demo.then(|| DemoDoors::new(w)),
        }
    }
}

/// The first visit.
#[derive(Template)]
#[template(path = "pages/account/set_up.html")]
pub struct SetUpPage {
    shell: Shell,
    allowed: bool,
    lede: Text,
    no_code: Text,
    summary: Option<ErrorSummary>,
    code: String,
    you: Text,
    person: Vec<Field>,
    company: Text,
    workspace: WorkspaceFields,
    button: Text,
    demo: DemoDoor,
}

/// The way into the demo company.
struct DemoDoor {
    title: Text,
    body: Text,
    button: Text,
    own: Text,
}

impl SetUpPage {
    /// The page; without the right code it only says where to find it.
    #[must_use]
    pub fn new(reader: &Reader, form: &SetUpForm, allowed: bool, errors: &[(&'static str, &'static str)]) -> Self {
        let w = reader.viewer.words;
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let line = |name, label: &str, kind| Field::new(w, name, w.t(label), FieldKind::Line(kind)).required().error(error(name));
        let person = vec![
            line("person", "field-your-name", "text").value(&form.person).autocomplete("name"),
            line("email", "field-email", "email").value(&form.email).autocomplete("username"),
            line("password", "field-password", "password").hint(w.t("hint-password")).autocomplete("new-password"),
        ];
        let workspace = WorkspaceFields::new(w, &form.workspace, errors, true);
        Self {
            shell: Shell::new(&reader.viewer, w.t("set-up-title"), NavItem::Elsewhere),
            allowed,
            lede: w.t("set-up-lede"),
            no_code: w.t("set-up-no-code"),
            summary: ErrorSummary::of(w, person.iter().chain(workspace.fields())),
            code: form.code.clone(),
            you: w.t("set-up-you"),
            person,
            company: w.t("set-up-company"),
            workspace,
            button: w.t("set-up-button"),
            demo: DemoDoor {
                title: w.t("set-up-demo"),
                body: w.t("set-up-demo-body"),
                button: w.t("set-up-demo-button"),
                own: w.t("set-up-own"),
            },
        }
    }
}

/// After the set-up: what to do first.
#[derive(Template)]
#[template(path = "pages/account/welcome.html")]
pub struct WelcomePage {
    shell: Shell,
    lede: Text,
    import: Text,
    import_body: Text,
    empty: Text,
}

impl WelcomePage {
    /// The page.
    #[must_use]
    pub fn new(member: &Member) -> Self {
        let w = member.viewer.words;
        Self {
            shell: Shell::new(
                &member.viewer,
                w.t_args("welcome-title", &[("name", Text::datum(&member.workspace.name).into())]),
                NavItem::Elsewhere,
            ),
            lede: w.t("welcome-lede"),
            import: w.t("welcome-import"),
            import_body: w.t("welcome-import-body"),
            empty: w.t("welcome-empty"),
        }
    }
}
