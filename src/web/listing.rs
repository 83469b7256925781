//! What lists of records have in common: their address, its filters as pills, sorting and pages.

use super::components::{Choice, Column, Dates, Empty, EmptyKind, FilterBar, Link, Pager, Panel, Pill, PillState, SortState};
pub use super::extract::filters::ORDER as OFFERED;
use super::extract::filters::{MOST, known};
use super::extract::{Calendar, Ignored, PeriodParam};
use super::shell::Search;
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::i18n::{Text, Words};
use crate::storage::StorageError;
use crate::storage::keyset::{From, PAGE, Page, Total};
use crate::storage::metrics::{Dimension, Filters};
use sqlx::PgConnection;
use url::form_urlencoded::{Serializer, parse};
use uuid::Uuid;

/// Parameters that only say where in the list a page begins.
const PLACE: [&str; 3] = ["after", "before", "at"];

/// The address of a list: parameters in a fixed order, so that equal views have equal addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: &'static str,
    known: &'static [&'static str],
    pairs: Vec<(&'static str, String)>,
    /// What meant nothing.
    pub ignored: Vec<Ignored>,
    /// Two dates came from a form: the address is to be written shorter.
    pub from_form: bool,
}

impl Address {
    /// Reads the query of a request. Unknown parameters are left out and named. Empty ones are left out, except of
    /// dimensions, where empty means: without one.
    #[must_use]
    pub fn parse(path: &'static str, known: &'static [&'static str], asked: &str) -> Self {
        let mut address = Self { path, known, pairs: Vec::new(), ignored: Vec::new(), from_form: false };
        let (mut first, mut last) = (None, None);
        for (name, value) in parse(asked.as_bytes()) {
            let value = value.trim().to_owned();
            match name.as_ref() {
                "from" => first = Some(value),
                "to" => last = Some(value),
                // The language is every page's.
                "lang" => {}
                name => address.read(name, value),
            }
        }
        if let (Some(first), Some(last)) = (first, last) {
            address = Self { from_form: true, ..address.with(known[0], Some(&format!("{first}..{last}"))) };
        }
        address.sort();
        address
    }

    fn read(&mut self, name: &str, value: String) {
        let Some(name) = self.known.iter().chain(&PLACE).find(|known| **known == name) else {
            return self.ignored.push(Ignored::Name(name.to_owned()));
        };
        // Postgres has no text with a zero in it, and no page of ours asks for more values at once.
        if value.contains('\0') || self.all(name).count() >= MOST {
            self.ignored.push(Ignored::Value { name: (*name).to_owned(), value });
        } else if !value.is_empty() || Dimension::from_key(name).is_some() {
            self.pairs.push((name, value));
        }
    }

    /// Leaves out the values of a parameter that mean nothing to the list, and names them.
    pub fn judge(&mut self, name: &str, means_something: impl Fn(&str) -> bool) {
        let is_odd = |(own, value): &mut (&str, String)| *own == name && !means_something(value);
        let odd: Vec<_> = self.pairs.extract_if(.., is_odd).collect();
        self.ignored.extend(odd.into_iter().map(|(name, value)| Ignored::Value { name: name.to_owned(), value }));
    }

    /// Leaves out where the list begins, and its order, where they mean nothing.
    pub fn judge_place(&mut self, sorts: impl Fn(&str) -> bool) {
        self.judge("sort", |sort| sorts(sort.strip_prefix('-').unwrap_or(sort)));
        self.judge("after", |id| id.parse::<Uuid>().is_ok());
        self.judge("before", |id| id.parse::<Uuid>().is_ok());
        self.judge("at", |at| at.parse::<usize>().is_ok_and(|at| at < usize::MAX / 2));
    }

    /// Leaves out a parameter that says nothing without another one.
    pub fn needs(&mut self, name: &'static str, needs: &'static str) {
        if self.get(name).is_some() && self.get(needs).is_none() {
            self.pairs.retain(|(own, _)| *own != name);
            self.ignored.push(Ignored::Alone { name, needs });
        }
    }

    /// The filters that are asked for; values that no record has are left out and named.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn filters(&mut self, db: &mut PgConnection) -> Result<Filters, StorageError> {
        let (filters, unknown) = known(db, self.dimensions()).await?;
        for (key, value) in unknown {
            self.judge(key.key(), |other| other != value);
        }
        Ok(filters)
    }

    /// The same list with the days of its periods, instead of names that mean other days tomorrow.
    #[must_use]
    pub fn absolute(&self, periods: &[&AskedPeriod]) -> Self {
        periods.iter().fold(self.first_page(), |address, asked| match asked.chosen {
            Some((param, days)) if param.is_relative() => address.with(asked.name, Some(&PeriodParam::of_days(days).to_string())),
            _ => address,
        })
    }

    /// The search box of the list: it keeps the filters.
    #[must_use]
    pub fn search(&self, hint: Text) -> Search {
        Search {
            action: self.path,
            hint,
            value: self.get("q").unwrap_or_default().to_owned(),
            keep: self.without(&["q"]).owned_pairs(),
            of_list: true,
        }
    }

    /// Its parameters, for the unseen fields of a form.
    #[must_use]
    pub fn owned_pairs(&self) -> Vec<(String, String)> {
        self.pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    fn sort(&mut self) {
        self.pairs.sort_by_key(|(name, _)| self.known.iter().position(|known| known == name));
        self.pairs.dedup();
    }

    /// The first value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a parameter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The dimensions asked for.
    #[must_use]
    pub fn dimensions(&self) -> Vec<(Dimension, String)> {
        self.pairs.iter().filter_map(|(name, value)| Some((Dimension::from_key(name)?, value.clone()))).collect()
    }

    /// With another value of a parameter, or without it, from the first page.
    #[must_use]
    pub fn with(&self, name: &'static str, value: Option<&str>) -> Self {
        let mut changed = self.first_page();
        changed.pairs.retain(|(own, _)| *own != name);
        changed.pairs.extend(value.map(|value| (name, value.to_owned())));
        changed.sort();
        changed
    }

    /// Without these parameters, from the first page.
    #[must_use]
    pub fn without(&self, names: &[&'static str]) -> Self {
        names.iter().fold(self.first_page(), |address, name| address.with(name, None))
    }

    /// The same list from its beginning.
    #[must_use]
    pub fn first_page(&self) -> Self {
        let mut changed = self.clone();
        changed.pairs.retain(|(name, _)| !PLACE.contains(name));
        changed
    }

    fn placed(&self, place: &'static str, id: Uuid, at: usize) -> String {
        let mut changed = self.first_page();
        changed.pairs.push((place, id.to_string()));
        changed.pairs.push(("at", at.to_string()));
        changed.href()
    }

    /// Path and query.
    #[must_use]
    pub fn href(&self) -> String {
        format!("{}{}", self.path, self.parameters())
    }

    /// The query with its `?`, or nothing.
    #[must_use]
    pub fn parameters(&self) -> String {
        if self.pairs.is_empty() {
            return String::new();
        }
        format!("?{}", Serializer::new(String::new()).extend_pairs(&self.pairs).finish())
    }

    /// The path without its query.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// From where the page is read.
    #[must_use]
    pub fn from(&self) -> From {
        let id = |name| self.get(name).and_then(|text| text.parse().ok());
        From::of(id("after"), id("before"))
    }

    /// By what the list is sorted: the key, and whether largest first. `default` is meant where nothing is said.
    #[must_use]
    pub fn sorted(&self, default: &'static str) -> (String, bool) {
        let asked = self.get("sort").unwrap_or(default);
        match asked.strip_prefix('-') {
            Some(key) => (key.to_owned(), true),
            None => (asked.to_owned(), false),
        }
    }

    /// A heading that sorts by `key`: a second click turns it round. `first` is the sorting of the first click,
    /// `default` that of the list.
    #[must_use]
    pub fn sortable(&self, column: Column, first: &'static str, default: &'static str) -> Column {
        let key = first.trim_start_matches('-');
        let (now, descending) = self.sorted(default);
        let down = format!("-{key}");
        let (state, next) = match (now == key, descending) {
            (false, _) => (SortState::Unsorted, first),
            (true, true) => (SortState::Descending, key),
            (true, false) => (SortState::Ascending, down.as_str()),
        };
        let next = (next != default).then_some(next);
        column.sort(self.with("sort", next).href(), state)
    }

    /// The pager of a page.
    #[must_use]
    pub fn pager<T>(&self, w: Words, page: &Page<T>, total: Total, id: impl Fn(&T) -> Uuid) -> Option<Pager> {
        let (first, last) = (page.rows.first()?, page.rows.last()?);
        let told = self.get("at").and_then(|at| at.parse::<usize>().ok()).filter(|at| page.before && *at < usize::MAX / 2);
        let at = told.unwrap_or(1);
        let end = at + page.rows.len() - 1;
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Some(Pager {
            w,
            range: Pager::range(w, number(at), number(end), total.rows.max(if total.more { 0 } else { number(end) }), total.more),
            previous: page.before.then(|| self.placed("before", id(first), at.saturating_sub(PAGE).max(1))),
            next: page.after.then(|| self.placed("after", id(last), end + 1)),
        })
    }
}

/// A filter of a list as it is asked and offered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The parameter.
    pub name: &'static str,
    /// Its name.
    pub label: Text,
    /// What is chosen, in words; none is everything.
    pub value: Option<Text>,
    /// What can be chosen: values with their words.
    pub choices: Vec<(String, Text)>,
}

impl Asked {
    fn pill(self, w: Words, address: &Address) -> Pill {
        let chosen: Vec<String> = address.all(self.name).map(str::to_owned).collect();
        let choice = |(value, text): (String, Text)| Choice {
            current: chosen.contains(&value),
            href: address.with(self.name, Some(&value)).href(),
            note: None,
            text,
        };
        let choices: Vec<Choice> = self.choices.into_iter().map(choice).collect();
        Pill {
            id: format!("f-{}", self.name.replace('_', "-")),
            label: self.label,
            state: if self.value.is_some() { PillState::Active } else { PillState::Default },
            remove: self.value.is_some().then(|| address.with(self.name, None).href()),
            value: self.value.unwrap_or_else(|| w.t(if self.name == "archived" { "list-archived-hidden" } else { "list-all" })),
            icon: None,
            panel: (!choices.is_empty()).then_some(Panel { choices, dates: None }),
        }
    }
}

/// A period in an address, and what its name means there.
#[derive(Clone, Debug)]
pub struct AskedPeriod {
    /// The parameter.
    pub name: &'static str,
    /// Its name.
    pub label: Text,
    /// What is chosen.
    pub chosen: Option<(PeriodParam, Period)>,
}

impl AskedPeriod {
    /// Reads a period; a text that is none is left out of the address.
    #[must_use]
    pub fn read(name: &'static str, label: Text, address: &mut Address, calendar: &Calendar) -> Self {
        address.judge(name, |text| PeriodParam::parse(text, calendar).is_some());
        let param = address.get(name).and_then(|text| PeriodParam::parse(text, calendar));
        Self { name, label, chosen: param.and_then(|param| Some((param, param.period(calendar)?))) }
    }

    /// The days.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.chosen.map(|(_, period)| period)
    }

    fn pill(self, w: Words, address: &Address, calendar: &Calendar) -> Pill {
        let offered = [
            ("list-period-month", Some(PeriodParam::month_of(calendar.today))),
            ("list-period-quarter", Some(PeriodParam::quarter_of(calendar.today, calendar))),
            ("list-period-last-30d", Some(PeriodParam::LastDays)),
            ("list-period-ytd", Some(PeriodParam::YearToDate)),
            ("list-period-since-alignment", calendar.alignment_start.map(|_| PeriodParam::SinceAlignment)),
        ];
        let choice = |(key, param): (&str, Option<PeriodParam>)| {
            let days = param?.period(calendar)?;
            Some(Choice {
                text: w.t(key),
                note: Some(w.period(days)),
                href: address.with(self.name, Some(&param?.to_string())).href(),
                current: self.chosen.map(|(chosen, _)| chosen) == param,
            })
        };
        let rest = address.without(&[self.name]);
        let dates = Dates {
            from: self.chosen.map(|(_, days)| days.from),
            to: self.chosen.map(|(_, days)| days.last_day()),
            keep: rest.owned_pairs(),
            action: address.path.to_owned(),
        };
        Pill {
            id: format!("f-{}", self.name),
            label: self.label,
            value: self.chosen.map_or_else(|| w.t("list-all"), |(_, days)| w.period(days)),
            icon: None,
            state: if self.chosen.is_some() { PillState::Active } else { PillState::Default },
            remove: self.chosen.is_some().then(|| rest.href()),
            panel: Some(Panel { choices: offered.into_iter().filter_map(choice).collect(), dates: Some(dates) }),
        }
    }
}

/// The bar of a list: its periods, then its other filters. The first period takes the dates of its form.
#[must_use]
pub fn bar(w: Words, address: &Address, calendar: &Calendar, periods: Vec<AskedPeriod>, asked: Vec<Asked>) -> FilterBar {
    let mut pills: Vec<Pill> = periods.into_iter().map(|period| period.pill(w, address, calendar)).collect();
    for pill in pills.iter_mut().skip(1) {
        if let Some(panel) = &mut pill.panel {
            panel.dates = None;
        }
    }
    pills.extend(asked.into_iter().filter(|a| a.value.is_some() || !a.choices.is_empty()).map(|a| a.pill(w, address)));
    let active = pills.iter().any(|pill| pill.state == PillState::Active);
    let clear = active.then(|| Link::new(w.t("filter-clear"), address.without(address.known).href()));
    FilterBar { w, pills, clear, fresh: None }
}

/// What stands in place of an empty list: nothing was imported yet, or the filters leave nothing.
#[must_use]
pub fn nothing(w: Words, role: Role, any: bool, filters: &FilterBar, [title, body]: [&str; 2]) -> Empty {
    if !any {
        let action = role.imports().then(|| Link::new(w.t("list-import"), "/imports"));
        return Empty { kind: EmptyKind::First, title: w.t(title), body: w.t(body), action };
    }
    let active: Vec<&Pill> = filters.pills.iter().filter(|pill| pill.state == PillState::Active).collect();
    let names: Vec<Text> = active.iter().map(|pill| pill.label.clone()).collect();
    let action = match active.as_slice() {
        [only] => only
            .remove
            .as_ref()
            .map(|href| Link::new(w.t_args("filter-remove", &[("name", only.label.clone().into())]), href.as_str())),
        _ => filters.clear.clone(),
    };
    let body = w.t_args("list-no-match-body", &[("names", w.list(&names).into()), ("n", names.len().into())]);
    Empty { kind: EmptyKind::NoMatch, title: w.t("list-no-match-title"), body, action }
}

/// The name of a dimension.
#[must_use]
pub fn dimension_name(w: Words, key: Dimension) -> Text {
    w.t(&format!("dimension-{}", key.key()))
}

/// A value of a dimension in words: data, or *without one*.
#[must_use]
pub fn dimension_value(w: Words, value: &str) -> Text {
    if value.is_empty() { w.t("list-without") } else { Text::datum(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["period", "stage", "region", "q", "sort"];

    fn address(asked: &str) -> Address {
        Address::parse("/leads", KNOWN, asked)
    }

    #[test]
    fn equal_lists_have_equal_addresses() {
        assert_eq!(
            address("sort=name&colour=red&stage=sal&period=2026-q3&q=").href(),
            "/leads?period=2026-q3&stage=sal&sort=name"
        );
        assert_eq!(address("region=&q=%20").href(), "/leads?region=");
        assert_eq!(address("from=2026-07-01&to=2026-07-31&stage=sal").href(), "/leads?period=2026-07-01..2026-07-31&stage=sal");
    }

    #[test]
    fn what_means_nothing_is_left_out_and_named() {
        let mut found = address("colour=red&stage=sal&stage=x&sort=-x&after=1&lang=ar&q=%00");
        found.judge("stage", |stage| stage == "sal");
        found.judge_place(|sort| sort == "name");
        found.needs("stage", "period");
        assert_eq!(found.href(), "/leads");
        let value = |name: &str, value: &str| Ignored::Value { name: name.to_owned(), value: value.to_owned() };
        assert_eq!(
            found.ignored,
            [
                Ignored::Name("colour".to_owned()),
                value("q", "\0"),
                value("stage", "x"),
                value("sort", "-x"),
                value("after", "1"),
                Ignored::Alone { name: "stage", needs: "period" },
            ]
        );
    }

    #[test]
    fn a_copied_link_has_absolute_dates_and_a_search_keeps_the_filters() {
        let calendar = Calendar { today: "2026-09-29".parse().unwrap(), fiscal_month: 1, alignment_start: None };
        let mut found = address("period=last-30d&stage=sal&q=huda&after=018f0000-0000-7000-8000-000000000000&at=51");
        let period = AskedPeriod::read("period", Text::default(), &mut found, &calendar);
        assert_eq!(found.absolute(&[&period]).href(), "/leads?period=2026-08-31..2026-09-29&stage=sal&q=huda");
        let search = found.search(Text::default());
        let keep = [("period", "last-30d"), ("stage", "sal")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!((search.action, search.value.as_str(), search.keep), ("/leads", "huda", keep.to_vec()));
    }

    #[test]
    fn another_filter_begins_at_the_first_page() {
        let id = Uuid::nil();
        let there = address(&format!("stage=sal&after={id}&at=51"));
        assert_eq!(there.from(), From::After(id));
        assert_eq!(there.with("region", Some("MENA")).href(), "/leads?stage=sal&region=MENA");
        assert_eq!(there.with("stage", None).href(), "/leads");
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let column = |asked: &str| address(asked).sortable(Column::text(Text::default()), "name", "-created").sort.unwrap();
        assert_eq!((column("").state, column("").href.as_str()), (SortState::Unsorted, "/leads?sort=name"));
        assert_eq!((column("sort=name").state, column("sort=name").href.as_str()), (SortState::Ascending, "/leads?sort=-name"));
        assert_eq!(column("sort=-name").href, "/leads?sort=name");
        let created = address("sort=created").sortable(Column::text(Text::default()), "-created", "-created").sort.unwrap();
        assert_eq!(created.href, "/leads");
    }
}
