//! Pages of a link that works once.

use crate::domain::person::{Language, Theme};
use crate::i18n::Text;
use crate::storage::one_time_links::Holder;
use crate::web::components::{ErrorSummary, Field, FieldKind, OptionItem};
use crate::web::extract::Reader;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use serde::Deserialize;

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    /// The new password.
    pub password: String,
    /// A language's key.
    pub language: String,
    /// A theme's key.
    pub theme: String,
}

/// The page of a link that works.
#[derive(Template)]
#[template(path = "pages/join/join.html")]
pub struct JoinPage {
    shell: Shell,
    lede: Text,
    summary: Option<ErrorSummary>,
    action: String,
    fields: Vec<Field>,
    button: Text,
}

impl JoinPage {
    /// The page; `action` takes the form.
    #[must_use]
    pub fn new(
        reader: &Reader,
        holder: &Holder,
        action: String,
        form: &JoinForm,
        errors: &[(&'static str, &'static str)],
    ) -> Self {
        let w = reader.viewer.words;
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let select = |name: &'static str, label: &str, keys: Vec<&'static str>, chosen: &str| {
            let option = |key: &&'static str| OptionItem::new(*key, w.t(&format!("{name}-{key}")));
            Field::new(w, name, w.t(label), FieldKind::Select(keys.iter().map(option).collect())).value(chosen).required()
        };
        let or = |typed: &str, else_: &str| if typed.is_empty() { else_.to_owned() } else { typed.to_owned() };
        // Browsers keep the password under the address.
        let email = Field::new(w, "email", w.t("field-email"), FieldKind::Line("email")).value(&holder.email).readonly();
        let fields = vec![
            email.autocomplete("username"),
            Field::new(w, "password", w.t("field-new-password"), FieldKind::Line("password"))
                .hint(w.t("hint-password"))
                .required()
                .autocomplete("new-password")
                .error(error("password")),
            select("language", "field-language", Language::ALL.iter().map(|l| l.key()).collect(), &or(&form.language, w.lang())),
            select(
                "theme",
                "field-theme",
                Theme::ALL.iter().map(|t| t.key()).collect(),
                &or(&form.theme, reader.viewer.theme.key()),
            ),
        ];
        let (title, lede, button) = if holder.invited {
            ("join-title", "join-lede", "join-button")
        } else {
            ("reset-title", "reset-lede", "reset-button")
        };
        let company = reader.workspace.as_ref().map(|workspace| workspace.name.as_str()).unwrap_or_default();
        let args = [("name", Text::datum(&holder.name).into()), ("company", Text::datum(company).into())];
        Self {
            shell: Shell::new(&reader.viewer, w.t_args(title, &args), NavItem::Elsewhere),
            lede: w.t_args(lede, &args),
            summary: ErrorSummary::of(w, &fields),
            action,
            fields,
            button: w.t(button),
        }
    }
}

/// The page of a link that does not work, whatever the reason.
#[derive(Template)]
#[template(path = "pages/join/gone.html")]
pub struct GonePage {
    shell: Shell,
    body: Text,
    sign_in: Text,
}

impl GonePage {
    /// The page.
    #[must_use]
    pub fn new(reader: &Reader) -> Self {
        let w = reader.viewer.words;
        Self {
            shell: Shell::new(&reader.viewer, w.t("link-gone-title"), NavItem::Elsewhere),
            body: w.t("link-gone-body"),
            sign_in: w.t("error-sign-in"),
        }
    }
}
