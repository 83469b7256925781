//! What an address asks for: period, comparison, filters. Values that mean nothing fall back to the default and are
//! named, so that the page can say so.

use super::ignored::Ignored;
use super::period::{Calendar, PeriodParam};
use crate::domain::workspace::Workspace;
use crate::reports::{Compare, Question};
use crate::storage::StorageError;
use crate::storage::metrics::filters::{self, FilterError};
use crate::storage::metrics::{Dimension, Filters};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use url::form_urlencoded::{Serializer, parse};

/// The dimensions in the order that they have in an address.
pub const ORDER: [Dimension; 7] = [
    Dimension::Region,
    Dimension::Segment,
    Dimension::Channel,
    Dimension::Campaign,
    Dimension::Persona,
    Dimension::Owner,
    Dimension::Source,
];
/// No page of ours asks for more values at once.
pub const MOST: usize = 20;

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The period; none is the default.
    pub period: Option<PeriodParam>,
    /// What to compare with.
    pub compare: Compare,
    /// What to narrow to.
    pub filters: Vec<(Dimension, String)>,
    /// The parameters of the page itself, in order.
    pub own: Vec<(&'static str, String)>,
    /// What was not understood.
    pub ignored: Vec<Ignored>,
    /// Two dates came from a form: the address is to be written shorter.
    pub from_form: bool,
    calendar: Calendar,
}

impl Asked {
    /// Nothing asked for: everything at its default.
    #[must_use]
    pub const fn nothing(calendar: Calendar) -> Self {
        Self {
            period: None,
            compare: Compare::Previous,
            filters: Vec::new(),
            own: Vec::new(),
            ignored: Vec::new(),
            from_form: false,
            calendar,
        }
    }

    /// Reads a query. `own` names the parameters of the page itself; their values are the page's to judge.
    #[must_use]
    pub fn parse(query: &str, calendar: Calendar, own: &[&'static str]) -> Self {
        let mut asked = Self::nothing(calendar);
        let (mut from, mut to) = (None, None);
        for (name, value) in parse(query.as_bytes()) {
            match name.as_ref() {
                "from" => from = Some(value.into_owned()),
                "to" => to = Some(value.into_owned()),
                name => match own.iter().find(|own| **own == name) {
                    Some(own) => asked.own.push((own, value.into_owned())),
                    None => asked.read(name, value.trim()),
                },
            }
        }
        if let (Some(from), Some(to)) = (&from, &to) {
            asked.from_form = true;
            asked.period = PeriodParam::days(from, to);
            if asked.period.is_none() {
                asked.ignore("period", &format!("{from}..{to}"));
            }
        }
        asked.period = asked.period.filter(|period| *period != asked.default_period());
        asked.filters.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
        asked.filters.dedup();
        asked
    }

    fn read(&mut self, name: &str, value: &str) {
        match name {
            "period" => match PeriodParam::parse(value, &self.calendar) {
                Some(period) => self.period = Some(period),
                None => self.ignore(name, value),
            },
            "compare" => match value {
                "prev" => self.compare = Compare::Previous,
                other => match Compare::from_key(other) {
                    Some(compare) => self.compare = compare,
                    None => self.ignore(name, value),
                },
            },
            // The language is every page's.
            "lang" => {}
            name => match Dimension::from_key(name) {
                Some(_) if value == "all" => {}
                // Postgres has no text with a zero in it.
                Some(_) if value.contains('\0') || self.filters.len() >= MOST => self.ignore(name, value),
                Some(key) => self.filters.push((key, value.to_owned())),
                None => self.ignored.push(Ignored::Name(name.to_owned())),
            },
        }
    }

    /// Remembers that a parameter meant nothing.
    pub fn ignore(&mut self, name: &str, value: &str) {
        self.ignored.push(Ignored::Value { name: name.to_owned(), value: value.to_owned() });
    }

    /// Leaves out the values of a parameter of the page itself that mean nothing, and names them.
    pub fn judge(&mut self, name: &str, means_something: impl Fn(&str) -> bool) {
        let odd: Vec<_> = self.own.extract_if(.., |(own, value)| *own == name && !means_something(value)).collect();
        for (name, value) in odd {
            self.ignore(name, &value);
        }
    }

    /// The period, or this quarter.
    #[must_use]
    pub fn period(&self) -> PeriodParam {
        self.period.unwrap_or_else(|| self.default_period())
    }

    /// This quarter.
    #[must_use]
    pub fn default_period(&self) -> PeriodParam {
        PeriodParam::quarter_of(self.calendar.today, &self.calendar)
    }

    /// What relative periods are reckoned from.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The value of a parameter of the page itself.
    #[must_use]
    pub fn own(&self, name: &str) -> Option<&str> {
        self.own.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// With another period; the default is left out of the address.
    #[must_use]
    pub fn with_period(&self, period: PeriodParam) -> Self {
        Self { period: Some(period).filter(|period| *period != self.default_period()), ..self.clone() }
    }

    /// With another comparison.
    #[must_use]
    pub fn with_compare(&self, compare: Compare) -> Self {
        Self { compare, ..self.clone() }
    }

    /// With one value of a dimension, or none.
    #[must_use]
    pub fn with_filter(&self, key: Dimension, value: Option<&str>) -> Self {
        let mut filters: Vec<_> = self.filters.iter().filter(|(other, _)| *other != key).cloned().collect();
        filters.extend(value.map(|value| (key, value.to_owned())));
        filters.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
        Self { filters, ..self.clone() }
    }

    /// With a parameter of the page itself; none leaves it out.
    #[must_use]
    pub fn with_own(&self, name: &'static str, value: Option<&str>) -> Self {
        let mut own: Vec<_> = self.own.iter().filter(|(other, _)| *other != name).cloned().collect();
        own.extend(value.map(|value| (name, value.to_owned())));
        Self { own, ..self.clone() }
    }

    /// Without the parameters of the page itself: the same question to another page.
    #[must_use]
    pub fn without_own(&self) -> Self {
        Self { own: Vec::new(), ..self.clone() }
    }

    /// Everything at its default but the parameters of the page itself.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { own: self.own.clone(), ..Self::nothing(self.calendar) }
    }

    /// With the days of its period instead of a name that means other days tomorrow.
    #[must_use]
    pub fn absolute(&self) -> Self {
        let asked = self.period();
        let days = asked.period(&self.calendar).filter(|_| asked.is_relative()).map(PeriodParam::of_days);
        Self { period: days.or(Some(asked)), ..self.clone() }
    }

    /// The filters alone, for a list of records.
    #[must_use]
    pub fn filter_pairs(&self) -> Vec<(String, String)> {
        self.filters.iter().map(|(key, value)| (key.key().to_owned(), value.clone())).collect()
    }

    /// Everything that is not at its default, in the fixed order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.period.map(|period| ("period".to_owned(), period.to_string())));
        match self.compare {
            Compare::Previous => {}
            other => pairs.push(("compare".to_owned(), other.key().to_owned())),
        }
        pairs.extend(self.filter_pairs());
        pairs.extend(self.own.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        pairs
    }

    /// The query with its `?`, or nothing.
    #[must_use]
    pub fn query(&self) -> String {
        query(&self.pairs())
    }

    /// The address of a page that asks this.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("{path}{}", self.query())
    }

    /// The question, after whatever does not exist was left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn question(
        &mut self,
        db: &mut PgConnection,
        workspace: &Workspace,
        now: DateTime<Utc>,
    ) -> Result<Question, StorageError> {
        let (filters, unknown) = known(db, self.filters.clone()).await?;
        for (key, value) in unknown {
            self.filters.retain(|(other, v)| *other != key || *v != value);
            self.ignore(key.key(), &value);
        }
        let period = self.period().period(&self.calendar);
        let period =
            period.unwrap_or_else(|| crate::domain::period::Period::quarter_of(self.calendar.today, self.calendar.fiscal_month));
        Ok(Question { filters, compare: self.compare, ..Question::new(workspace.clone(), period, now) })
    }
}

/// The filters of what is asked, and what of it no record has: a value that nothing has is a mistyped one.
///
/// # Errors
/// When the database does not answer.
pub async fn known(
    db: &mut PgConnection,
    mut asked: Vec<(Dimension, String)>,
) -> Result<(Filters, Vec<(Dimension, String)>), StorageError> {
    let mut unknown = filters::unknown(db, &asked).await?;
    asked.retain(|pair| !unknown.contains(pair));
    loop {
        match Filters::resolve(db, asked.clone()).await {
            Ok(filters) => return Ok((filters, unknown)),
            Err(FilterError::Storage(error)) => return Err(error),
            Err(FilterError::Unknown { key, value }) => {
                asked.retain(|pair| pair.0 != key || pair.1 != value);
                unknown.push((key, value));
            }
            Err(FilterError::Unreadable(_)) => asked.clear(),
        }
    }
}

/// A query with its `?`, or nothing where there are no parameters.
#[must_use]
pub fn query(pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    format!("?{}", Serializer::new(String::new()).extend_pairs(pairs).finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar { today: "2026-09-29".parse().unwrap(), fiscal_month: 1, alignment_start: Some("2026-03-02".parse().unwrap()) }
    }

    fn asked(query: &str) -> Asked {
        Asked::parse(query, calendar(), &["trend"])
    }

    #[test]
    fn equal_views_have_equal_addresses() {
        let view = "?period=2026-q2&compare=year&region=Gulf&segment=retail&trend=cycle";
        assert_eq!(asked("trend=cycle&segment=retail&compare=year&region=Gulf&period=2026-q2").query(), view);
        assert_eq!(asked("compare=prev&region=all&lang=ar").query(), "");
        assert_eq!(asked("region=Gulf&region=Gulf").query(), "?region=Gulf");
    }

    #[test]
    fn what_means_nothing_falls_back_and_is_named() {
        let found = asked("period=2026-q9&compare=last");
        assert_eq!((found.period(), found.compare), (PeriodParam::Quarter(2026, 3), Compare::Previous));
        let value = |name: &str, value: &str| Ignored::Value { name: name.to_owned(), value: value.to_owned() };
        assert_eq!(found.ignored, [value("period", "2026-q9"), value("compare", "last")]);
        assert_eq!(asked("colour=red&trend=x&lang=ar").ignored, [Ignored::Name("colour".to_owned())]);
    }

    #[test]
    fn what_no_database_holds_and_what_no_page_asks_is_left_out() {
        assert_eq!(asked("owner=%00").ignored.len(), 1);
        let many: Vec<String> = (0..30).map(|n| format!("region=r{n}")).collect();
        let found = asked(&many.join("&"));
        assert_eq!((found.filters.len(), found.ignored.len()), (MOST, 30 - MOST));
    }

    #[test]
    fn two_dates_of_a_form_become_a_period() {
        let found = asked("from=2026-07-01&to=2026-09-29&segment=retail");
        assert!(found.from_form);
        assert_eq!(found.query(), "?period=2026-07-01..2026-09-29&segment=retail");
        assert_eq!(asked("from=2026-09-29&to=2026-07-01").ignored.len(), 1);
    }

    #[test]
    fn a_copied_link_has_absolute_dates() {
        assert_eq!(asked("period=last-30d").absolute().query(), "?period=2026-08-31..2026-09-29");
        assert_eq!(asked("").absolute().query(), "?period=2026-q3");
    }

    #[test]
    fn a_choice_takes_the_place_of_another() {
        let view = asked("region=Gulf&segment=retail");
        assert_eq!(view.with_filter(Dimension::Region, Some("Levant")).query(), "?region=Levant&segment=retail");
        assert_eq!(view.with_filter(Dimension::Region, None).query(), "?segment=retail");
        assert_eq!(view.with_own("trend", Some("cac")).query(), "?region=Gulf&segment=retail&trend=cac");
    }
}
