//! The fields of the workspace, shared by the first visit and the settings.

use super::Errors;
use crate::domain::money::Currency;
use crate::domain::person::Language;
use crate::domain::text;
use crate::domain::workspace::{HORIZONS, Workspace};
use crate::i18n::{Text, Words};
use crate::web::components::{Field, FieldKind, OptionItem};
use askama::Template;
use chrono::Weekday;
use serde::Deserialize;

/// Days of a week, from Monday.
const WEEK: [Weekday; 7] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
/// Weekends that companies keep.
const WEEKENDS: [(&str, &[Weekday]); 4] = [
    ("fri-sat", &[Weekday::Fri, Weekday::Sat]),
    ("sat-sun", &[Weekday::Sat, Weekday::Sun]),
    ("fri", &[Weekday::Fri]),
    ("sun", &[Weekday::Sun]),
];

/// What the fields hold, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WorkspaceForm {
    /// The company's name.
    pub name: String,
    /// An IANA zone.
    pub zone: String,
    /// An ISO 4217 code.
    pub currency: String,
    /// A language's key.
    pub language: String,
    /// The first day of a week, 1 to 7 from Monday.
    pub week_start: String,
    /// One of the weekends.
    pub weekend: String,
    /// The first month of the fiscal year.
    pub fiscal_month: String,
    /// A date or nothing.
    pub alignment_start: String,
    /// Days or nothing.
    pub horizon: String,
    /// The version that the form was opened with.
    pub version: String,
}

impl WorkspaceForm {
    /// What a new workspace begins with.
    #[must_use]
    pub fn for_new(language: Language) -> Self {
        let (zone, currency, weekend, week_start) = if language == Language::Ar {
            ("Asia/Riyadh", "SAR", "fri-sat", "7")
        } else {
            ("Europe/London", "USD", "sat-sun", "1")
        };
        Self {
            zone: zone.to_owned(),
            currency: currency.to_owned(),
            weekend: weekend.to_owned(),
            week_start: week_start.to_owned(),
            language: language.key().to_owned(),
            fiscal_month: "1".to_owned(),
            ..Self::default()
        }
    }

    /// What stands in the database.
    #[must_use]
    pub fn of(w: &Workspace) -> Self {
        let weekend = WEEKENDS.iter().find(|(_, days)| *days == w.weekend.as_slice()).map_or("sat-sun", |(key, _)| key);
        Self {
            name: w.name.clone(),
            zone: w.zone.name().to_owned(),
            currency: w.currency.code().to_owned(),
            language: w.language.key().to_owned(),
            week_start: w.week_start.number_from_monday().to_string(),
            weekend: weekend.to_owned(),
            fiscal_month: w.fiscal_month.to_string(),
            alignment_start: w.alignment_start.map(|d| d.to_string()).unwrap_or_default(),
            horizon: w.horizon.map(|h| h.to_string()).unwrap_or_default(),
            version: w.version.to_string(),
        }
    }

    /// The workspace that the fields describe. `stored` gives what the form leaves out.
    pub fn parse(&self, stored: Option<&Workspace>) -> Result<Workspace, Errors> {
        let mut errors = Errors::new();
        let mut fail = |field, key| errors.push((field, key));
        let name = text::clean(&self.name);
        if name.is_empty() {
            fail("name", "error-required");
        } else if name.chars().count() > 200 {
            fail("name", "error-too-long");
        }
        let zone = self.zone.trim().parse::<chrono_tz::Tz>().map_err(|_| fail("zone", "error-zone"));
        let currency = self.currency.parse::<Currency>().map_err(|_| fail("currency", "error-currency"));
        let day = |s: &str| text::western_digits(s).trim().parse::<usize>().ok();
        let start = text::western_digits(&self.alignment_start);
        let alignment_start = match start.trim() {
            "" => None,
            given => given.parse().map_err(|_| fail("alignment_start", "error-date")).ok(),
        };
        let (Ok(zone), Ok(currency), true) = (zone, currency, errors.is_empty()) else { return Err(errors) };
        Ok(Workspace {
            name,
            zone,
            currency,
            language: Language::from_key(&self.language).unwrap_or(Language::En),
            week_start: day(&self.week_start).and_then(|d| WEEK.get(d.checked_sub(1)?)).copied().unwrap_or(Weekday::Mon),
            weekend: WEEKENDS.iter().find(|(key, _)| *key == self.weekend).map_or_else(Vec::new, |(_, days)| days.to_vec()),
            fiscal_month: day(&self.fiscal_month)
                .and_then(|m| u32::try_from(m).ok())
                .filter(|m| (1..=12).contains(m))
                .unwrap_or(1),
            alignment_start,
            horizon: self.horizon.parse().ok().filter(|h| HORIZONS.contains(h)),
            version: self.version.parse().ok().or(stored.map(|s| s.version)).unwrap_or(1),
        })
    }
}

/// The fields as a page shows them.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/settings/workspace_fields.html")]
pub struct WorkspaceFields {
    fields: Vec<Field>,
    version: String,
    zones: Vec<&'static str>,
    currencies: [&'static str; 16],
}

impl WorkspaceFields {
    /// The fields with what was typed and what is wrong with it. A first visit asks only what cannot wait.
    #[must_use]
    pub fn new(w: Words, form: &WorkspaceForm, errors: &[(&'static str, &'static str)], first_visit: bool) -> Self {
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let field = |name: &'static str, kind, value: &str| {
            Field::new(w, name, w.t(&format!("field-{}", name.replace('_', "-"))), kind).value(value).error(error(name))
        };
        let options =
            |items: Vec<(String, Text)>| FieldKind::Select(items.into_iter().map(|(v, t)| OptionItem::new(v, t)).collect());
        let languages =
            options(Language::ALL.iter().map(|l| (l.key().to_owned(), w.t(&format!("language-{}", l.key())))).collect());
        let weekends = options(WEEKENDS.iter().map(|(key, _)| ((*key).to_owned(), w.t(&format!("weekend-{key}")))).collect());
        let mut fields = vec![
            field("name", FieldKind::Line("text"), &form.name).required(),
            field("zone", FieldKind::Line("text"), &form.zone).hint(w.t("hint-zone")).required(),
            field("currency", FieldKind::Line("text"), &form.currency).hint(w.t("hint-currency")).required(),
            field("weekend", weekends, &form.weekend).required(),
            field("language", languages, &form.language).required(),
        ];
        for code in &mut fields[1..3] {
            code.ltr = true;
        }
        if !first_visit {
            let days = (1..=7).map(|d: u8| (d.to_string(), w.t(&format!("weekday-{d}")))).collect();
            let months = (1..=12).map(|m: u8| (m.to_string(), w.t(&format!("month-{m}")))).collect();
            let mut horizons = vec![(String::new(), w.t("horizon-proposed"))];
            horizons.extend(HORIZONS.map(|h| (h.to_string(), w.t_args("horizon-days", &[("n", i64::from(h).into())]))));
            fields.extend([
                field("week_start", options(days), &form.week_start).required(),
                field("fiscal_month", options(months), &form.fiscal_month).required(),
                field("alignment_start", FieldKind::Line("date"), &form.alignment_start).hint(w.t("hint-alignment-start")),
                field("horizon", options(horizons), &form.horizon).hint(w.t("hint-horizon")),
            ]);
        }
        let zones =
            chrono_tz::TZ_VARIANTS.iter().map(|z| z.name()).filter(|z| z.contains('/') && !z.starts_with("Etc/")).collect();
        Self { fields, version: form.version.clone(), zones, currencies: CURRENCIES }
    }

    /// For a summary of errors.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// Shown, not changed.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        for field in &mut self.fields {
            field.readonly = true;
        }
        self
    }
}

/// Currencies that the field proposes; any other ISO code may be typed.
const CURRENCIES: [&str; 16] =
    ["SAR", "AED", "QAR", "KWD", "BHD", "OMR", "EGP", "JOD", "MAD", "TND", "USD", "EUR", "GBP", "TRY", "INR", "JPY"];

impl askama::filters::HtmlSafe for WorkspaceFields {}
