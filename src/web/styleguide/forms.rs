//! Samples of forms.

use super::parts::day;
use crate::i18n::Words;
use crate::web::components::{ErrorSummary, Field, FieldKind, Markup, OptionItem, Radios};

pub(super) fn errors(w: Words) -> Markup {
    let after = w.t_args("sg-ends-error", &[("date", w.date(day(10, 12)).into())]);
    let number = w.t_args("sg-budget-error", &[("example", w.integer(90_000).into())]);
    let fields = [
        Field::new(w, "ends", w.t("sg-ends"), FieldKind::Line("date")).value("2026-10-01").required().error(Some(after)),
        Field::new(w, "budget", w.t("sg-budget"), FieldKind::Number).value("90 thousand").required().error(Some(number)),
    ];
    let summary = ErrorSummary::of(w, &fields).map_or_else(Markup::default, |s| Markup::of(&s));
    let fields: Vec<Markup> = fields.iter().map(Markup::of).collect();
    summary.then(&super::grid("r2", &fields))
}

pub(super) fn fields(w: Words) -> Markup {
    let option = |key: &str| OptionItem::new(key, w.t(key));
    let reasons = || vec![option("sg-reason-a"), option("sg-reason-b"), option("sg-reason-c")];
    let sar = "SAR".parse().map(|c| w.currency(c)).unwrap_or_default();
    let field = |name, key: &str, kind| Field { id_prefix: "sg-", ..Field::new(w, name, w.t(key), kind) };
    let all = [
        field("name", "sg-name", FieldKind::Line("text")).required().hint(w.t("sg-name-hint")),
        field("email", "sg-email", FieldKind::Line("email")).value("huda@alwaha.example").autocomplete("email"),
        field("password", "sg-password", FieldKind::Line("password")).required().autocomplete("new-password"),
        field("budget", "sg-budget", FieldKind::Number).value("90,000").unit(sar),
        field("zone", "sg-zone", FieldKind::Line("text")).value("Asia/Riyadh").readonly(),
        field("ends", "sg-ends", FieldKind::Line("date")).disabled(),
        field("reason", "sg-reason", FieldKind::Select(reasons())).value("sg-reason-b"),
        field("files", "sg-files", FieldKind::File(".csv,.xlsx", true)).required(),
        field("note", "sg-note", FieldKind::Lines(3)),
        field("agree", "sg-agree", FieldKind::Check).value("on"),
    ];
    let radios =
        Radios { name: "sg-radio", legend: w.t("sg-reason"), options: reasons(), chosen: "sg-reason-a".to_owned(), error: None };
    super::grid("r2", &all.iter().map(Markup::of).collect::<Vec<_>>()).then(&radios)
}
