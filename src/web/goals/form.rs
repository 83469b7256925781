//! What the forms of a goal send, as typed, and what it comes to.

use crate::actions::set_owners::Owners;
use crate::domain::ids::PersonId;
use crate::domain::money::{Currency, Money};
use crate::domain::period::add_months;
use crate::i18n::{Text, Words};
use crate::import::numbers::{self, DecimalMark};
use crate::metrics::figure::Unit;
use crate::metrics::kpi::Kpi;
use crate::storage::kpis::{Owner, TargetState};
use crate::web::components::{Field, FieldKind, OptionItem};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

/// Months that can be chosen before this one and after it.
const MONTHS: (i64, i64) = (24, 24);

/// A target as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TargetForm {
    /// `2026-07`.
    pub month: String,
    /// The target.
    pub value: String,
    /// `set`, `ended` or `removed`.
    pub act: String,
    /// The version that the form was opened with.
    pub version: String,
}

/// Fields with what is wrong with them.
pub type Errors = Vec<(&'static str, &'static str)>;

impl TargetForm {
    /// What is wanted: the month, the state and the value.
    pub fn parse(&self, kpi: Kpi, currency: Currency) -> Result<(NaiveDate, TargetState, Option<f64>), Errors> {
        let mut errors = Errors::new();
        let month = format!("{}-01", crate::domain::text::western_digits(self.month.trim())).parse::<NaiveDate>().ok();
        if month.is_none_or(|month| !(1970..=2200).contains(&month.year())) {
            errors.push(("month", "error-goal-month"));
        }
        let state = TargetState::from_key(&self.act).unwrap_or(TargetState::Set);
        let value = if state == TargetState::Set { value(kpi, currency, &self.value) } else { None };
        if state == TargetState::Set && value.is_none() {
            errors.push(("value", wrong_value(kpi, currency)));
        }
        match month {
            Some(month) if errors.is_empty() => Ok((month, state, value)),
            _ => Err(errors),
        }
    }
}

/// The number that was typed, with either digits, in the unit of the goal.
fn value(kpi: Kpi, currency: Currency, typed: &str) -> Option<f64> {
    let number = numbers::parse(typed.replace(['%', '٪'], " ").trim(), DecimalMark::Open)?;
    if number.currency.is_some_and(|named| named != currency) {
        return None;
    }
    let plain: f64 = number.decimal.parse().ok()?;
    let value = match kpi.unit(currency) {
        Unit::Ratio => (plain * 10_000.0).round() / 1_000_000.0,
        Unit::Money(currency) => {
            crate::metrics::figure::Figure::money(Money::parse(&number.decimal, currency).ok()?.minor, 0, currency).value?
        }
        Unit::Days | Unit::Hours | Unit::Count => plain,
    };
    let holds = match (kpi, kpi.unit(currency)) {
        (Kpi::RevenueGrowth, _) => (-1.0..=100.0).contains(&value),
        (_, Unit::Ratio) => value > 0.0 && value <= 1.0,
        (_, Unit::Days | Unit::Hours) => value > 0.0 && value <= 3_650.0,
        (_, Unit::Count) => (1.0..=1e9).contains(&value) && (value - value.round()).abs() < 1e-9,
        (_, Unit::Money(_)) => (1.0..=1e15).contains(&value),
    };
    holds.then_some(value)
}

const fn wrong_value(kpi: Kpi, currency: Currency) -> &'static str {
    match (kpi, kpi.unit(currency)) {
        (Kpi::RevenueGrowth, _) => "error-goal-growth",
        (_, Unit::Ratio) => "error-goal-ratio",
        (_, Unit::Days | Unit::Hours) => "error-goal-days",
        (_, Unit::Count) => "error-goal-count",
        (_, Unit::Money(_)) => "error-goal-money",
    }
}

/// A stored target as it would be typed.
pub fn typed(kpi: Kpi, currency: Currency, value: f64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a scale is at most a thousand")]
    let plain = match kpi.unit(currency) {
        Unit::Ratio => (value * 1_000_000.0).round() / 10_000.0,
        Unit::Money(currency) => value / currency.scale() as f64,
        Unit::Days | Unit::Hours | Unit::Count => value,
    };
    plain.to_string()
}

/// The fields of the target's form.
pub fn target_fields(w: Words, kpi: Kpi, currency: Currency, form: &TargetForm, today: NaiveDate, errors: &Errors) -> Vec<Field> {
    let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
    let this = today.with_day(1).unwrap_or(today);
    let mut months: Vec<NaiveDate> = (-MONTHS.0..=MONTHS.1).map(|step| add_months(this, step)).collect();
    // A month that stands further away stays what it is when its target is changed.
    if let Ok(asked) = format!("{}-01", form.month).parse::<NaiveDate>()
        && !months.contains(&asked)
    {
        months.push(asked);
        months.sort_unstable();
    }
    let options = months.iter().map(|month| OptionItem::new(month.format("%Y-%m").to_string(), w.month(*month))).collect();
    let unit = match kpi.unit(currency) {
        Unit::Ratio => Text::code("%"),
        Unit::Days | Unit::Hours => w.t("goal-unit-days"),
        Unit::Count => w.t("goal-unit-leads"),
        Unit::Money(currency) => w.currency(currency),
    };
    let hint = if kpi.kind() == crate::metrics::kpi::Kind::Sum { "goal-hint-sum" } else { "goal-hint-level" };
    vec![
        Field::new(w, "month", w.t("goal-field-month"), FieldKind::Select(options))
            .value(&form.month)
            .hint(w.t("goal-hint-month"))
            .required()
            .error(error("month")),
        Field::new(w, "value", w.t("goal-field-value"), FieldKind::Number)
            .value(&form.value)
            .hint(w.t(hint))
            .unit(unit)
            .required()
            .error(error("value")),
    ]
}

/// Owners as chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OwnersForm {
    /// A person of marketing, or nobody.
    pub marketing: String,
    /// A person of sales, or nobody.
    pub sales: String,
    /// The version that the form was opened with.
    pub version: String,
}

impl OwnersForm {
    /// The owners that are wanted.
    pub fn parse(&self) -> Result<Owners, Errors> {
        let mut errors = Errors::new();
        let mut person = |field, typed: &str| {
            if typed.is_empty() {
                return None;
            }
            let found = typed.parse::<PersonId>().ok();
            if found.is_none() {
                errors.push((field, "error-goal-owner"));
            }
            found
        };
        let (marketing, sales) = (person("marketing", &self.marketing), person("sales", &self.sales));
        if errors.is_empty() {
            Ok(Owners { marketing, sales, version: self.version.parse().unwrap_or_default() })
        } else {
            Err(errors)
        }
    }
}

/// The field of a team's owner: its people, and whoever owns it now.
pub fn owner_field(w: Words, name: &'static str, people: &[Owner], now: Option<&Owner>, chosen: &str, errors: &Errors) -> Field {
    let mut options = vec![OptionItem::new("", w.t("goal-nobody"))];
    let others = now.filter(|owner| !people.contains(owner)).into_iter();
    options.extend(people.iter().chain(others).map(|one| OptionItem::new(one.id.to_string(), Text::datum(&one.name))));
    let error = errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
    let hint = people.is_empty().then(|| w.t("goal-nobody-in-team"));
    let field =
        Field::new(w, name, w.t(&format!("role-{name}")), FieldKind::Select(options)).value(chosen).required().error(error);
    Field { required: false, hint, ..field }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sar() -> Currency {
        "SAR".parse().unwrap()
    }

    #[test]
    fn numbers_are_read_with_either_digits_and_marks() {
        for typed in ["6.5", "6.5%", " ٦٫٥٪ ", "۶٫۵"] {
            assert_eq!(value(Kpi::WithinHorizon, sar(), typed), Some(0.065), "{typed}");
        }
        for typed in ["3,100,000", "3100000.00", "٣٬١٠٠٬٠٠٠", "SAR 3100000"] {
            assert_eq!(value(Kpi::Revenue, sar(), typed), Some(310_000_000.0), "{typed}");
        }
        assert_eq!(value(Kpi::Cycle, sar(), "30.5"), Some(30.5));
        assert_eq!(value(Kpi::RevenueGrowth, sar(), "-5"), Some(-0.05));
    }

    #[test]
    fn what_is_no_target_is_refused() {
        for (kpi, typed) in [
            (Kpi::WithinHorizon, "0"),
            (Kpi::WithinHorizon, "101"),
            (Kpi::WithinHorizon, ""),
            (Kpi::WithinHorizon, "six"),
            (Kpi::Leads, "10.5"),
            (Kpi::Leads, "-3"),
            (Kpi::Cac, "USD 5"),
            (Kpi::Cycle, "0"),
            (Kpi::Revenue, "9e99"),
        ] {
            assert_eq!(value(kpi, sar(), typed), None, "{kpi:?} {typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_shown_is_read_again(minor in 1_i64..10_000_000_000, points in 1_i64..10_000) {
            let (minor, ratio) = (Money { minor, currency: sar() }, points);
            let money = crate::metrics::figure::Figure::money(minor.minor, 0, sar()).value.unwrap();
            proptest::prop_assert_eq!(value(Kpi::Cac, sar(), &typed(Kpi::Cac, sar(), money)), Some(money));
            let ratio = f64::from(i32::try_from(ratio).unwrap()) / 10_000.0;
            proptest::prop_assert_eq!(value(Kpi::WinRate, sar(), &typed(Kpi::WinRate, sar(), ratio)), Some(ratio));
        }
    }
}
