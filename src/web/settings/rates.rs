//! Exchange rates among the settings.

use crate::actions::record_rate::{record_rate, remove_rate};
use crate::domain::money::Currency;
use crate::domain::text;
use crate::i18n::{Text, Words};
use crate::storage::exchange_rates::{self, Rate};
use crate::web::components::{Cell, Column, ErrorSummary, Field, FieldKind, Markup, Row, Table};
use crate::web::extract::reader::flash;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::shell::{NavItem, Shell};
use crate::web::state::WebState;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use serde::Deserialize;

/// What the form holds, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RateForm {
    /// Three letters.
    pub currency: String,
    /// The first day.
    pub from: String,
    /// Units for one.
    pub rate: String,
    /// Take the rate of that day away.
    pub remove: Option<String>,
}

impl RateForm {
    fn parse(&self, own: Currency) -> Result<Rate, super::Errors> {
        let mut errors = super::Errors::new();
        let currency = self.currency.parse::<Currency>().ok().filter(|c| *c != own);
        if currency.is_none() {
            errors.push(("currency", "error-rate-currency"));
        }
        let from = text::western_digits(&self.from).trim().parse::<NaiveDate>().ok();
        if from.is_none() {
            errors.push(("from", "error-date"));
        }
        let typed = text::western_digits(&self.rate).replace('٫', ".").trim().parse::<f64>();
        let rate = typed.ok().filter(|r| r.is_finite() && *r > 0.0);
        if rate.is_none() && self.remove.is_none() {
            errors.push(("rate", "error-rate"));
        }
        match (currency, from, errors.is_empty()) {
            (Some(currency), Some(from), true) => Ok(Rate { currency, from, rate: rate.unwrap_or_default() }),
            _ => Err(errors),
        }
    }
}

/// The page of the rates.
#[derive(Template)]
#[template(path = "pages/settings/rates.html")]
pub struct RatesPage {
    shell: Shell,
    lede: Text,
    missing: Option<Text>,
    summary: Option<ErrorSummary>,
    heading: Text,
    fields: Vec<Field>,
    save: Text,
    table: Option<Table>,
    empty: Text,
}

impl RatesPage {
    /// The page with what was typed and what is wrong with it.
    #[must_use]
    pub fn new(
        member: &Member,
        rates: &[Rate],
        missing: &[String],
        form: &RateForm,
        errors: &[(&'static str, &'static str)],
    ) -> Self {
        let (w, own) = (member.viewer.words, member.workspace.currency);
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let mut currency = Field::new(w, "currency", w.t("field-currency"), FieldKind::Line("text"))
            .value(&form.currency)
            .required()
            .error(error("currency"));
        currency.ltr = true;
        let fields = vec![
            currency,
            Field::new(w, "from", w.t("field-rate-from"), FieldKind::Line("date"))
                .value(&form.from)
                .required()
                .error(error("from")),
            Field::new(w, "rate", w.t("field-rate"), FieldKind::Number)
                .value(&form.rate)
                .hint(w.t_args("hint-rate", &[("currency", Text::code(own.code()).into())]))
                .required()
                .error(error("rate")),
        ];
        let codes: Vec<Text> = missing.iter().map(|code| Text::code(code)).collect();
        Self {
            shell: Shell::new(&member.viewer, w.t("rates-title"), NavItem::Settings),
            lede: w.t("rates-lede"),
            missing: (!codes.is_empty()).then(|| w.t_args("rates-missing", &[("currencies", w.list(&codes).into())])),
            summary: ErrorSummary::of(w, &fields),
            heading: w.t("rates-add"),
            fields,
            save: w.t("form-save"),
            table: (!rates.is_empty()).then(|| table(w, &member.viewer.csrf, rates)),
            empty: w.t("rates-none"),
        }
    }
}

fn table(w: Words, csrf: &str, rates: &[Rate]) -> Table {
    let columns = vec![
        Column::text(w.t("field-currency")),
        Column::text(w.t("field-rate-from")),
        Column::number(w.t("field-rate")),
        Column::text(w.t("rates-actions")),
    ];
    let row = |rate: &Rate| {
        let remove = RemoveRate { csrf, currency: rate.currency.code(), from: rate.from.to_string(), text: w.t("rates-remove") };
        Row::new(vec![
            Cell::of(&Text::code(rate.currency.code())),
            Cell::of(&w.date(rate.from)),
            Cell::of(&Text::code(&rate.rate.to_string())),
            Cell::of(&Markup::of(&remove)),
        ])
    };
    Table::new(w.t("rates-title"), columns, rates.iter().map(row).collect())
}

/// The button that takes a rate away.
#[derive(Template)]
#[template(path = "pages/settings/remove_rate.html")]
struct RemoveRate<'a> {
    csrf: &'a str,
    currency: &'a str,
    from: String,
    text: Text,
}

impl askama::filters::HtmlSafe for RemoveRate<'_> {}

/// Shows the rates.
pub async fn rates(State(state): State<WebState>, member: Member) -> Result<Html<String>, Failure> {
    Ok(Html(page(&state, &member, &RateForm::default(), &[]).await?))
}

async fn page(
    state: &WebState,
    member: &Member,
    form: &RateForm,
    errors: &[(&'static str, &'static str)],
) -> Result<String, Failure> {
    let rates = exchange_rates::list(&state.db.pages).await?;
    let missing = exchange_rates::missing(&state.db.pages, member.workspace.currency).await?;
    Ok(RatesPage::new(member, &rates, &missing, form, errors).render()?)
}

/// Stores a rate, or takes one away.
pub async fn save_rate(
    State(state): State<WebState>,
    member: Member,
    SafeForm(form): SafeForm<RateForm>,
) -> Result<Response, Failure> {
    let now = state.clock.now();
    match form.parse(member.workspace.currency) {
        Err(errors) => {
            let page = page(&state, &member, &form, &errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
        Ok(rate) if form.remove.is_some() => remove_rate(&state.db, rate.currency, rate.from, member.user.id, now).await?,
        Ok(rate) => record_rate(&state.db, rate, member.user.id, now).await?,
    }
    Ok((CookieJar::new().add(flash(&state, "rates-saved")), Redirect::to("/settings/rates")).into_response())
}
