//! Axes of charts that show figures.

use crate::i18n::Words;
use crate::metrics::figure::Unit;
use crate::web::chart::{Tick, nice_ticks};

/// A value as it is drawn: money in units, so that the axis has round ones.
#[must_use]
pub fn drawn(value: f64, unit: Unit) -> f64 {
    match unit {
        #[expect(clippy::cast_precision_loss, reason = "a scale is at most a thousand")]
        Unit::Money(currency) => value / currency.scale() as f64,
        _ => value,
    }
}

/// The lines across a chart of these values, labelled in their unit.
#[must_use]
pub fn ticks(w: Words, unit: Unit, values: impl IntoIterator<Item = f64>) -> Vec<Tick> {
    let values = nice_ticks(values.into_iter().map(|value| drawn(value, unit)));
    let is_fine = values.iter().any(|value| (value * 100.0 - (value * 100.0).round()).abs() > 1e-9);
    let label = |value: f64| match unit {
        Unit::Ratio => w.percent(value, usize::from(is_fine)),
        _ => w.short(value),
    };
    values.into_iter().map(|value| Tick { value, label: label(value) }).collect()
}
