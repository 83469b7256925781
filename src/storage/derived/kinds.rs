//! Leads by kind and what they brought, from derived days: what `lead_groups.sql` and `won_amounts.sql` tell.

use super::bytes::{Amounts, Stamp, Tally, Unpacked, local_day, micros, word_at, word_of};
use super::lead_day::{Column, KIND, LeadDay};
use super::reading::{Wanted, When, lead_days};
use crate::metrics::exchange::Rates;
use crate::metrics::quality::{Kind, Past};
use crate::storage::StorageError;
use crate::storage::metrics::Scope;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};

/// The leads created in a period by kind, with what they brought; none where the records are to be asked.
pub(in crate::storage) async fn kinds(
    db: &mut PgConnection,
    scope: &Scope,
    rates: &Rates,
) -> Result<Option<BTreeMap<Kind, Past>>, StorageError> {
    let is_plain = scope.filters.asked().is_empty();
    let mut columns = vec![(Column::Kinds, When::Always), (Column::Deals, When::Always), (Column::Created, When::Unborn)];
    let each = if is_plain { When::Unborn } else { When::Always };
    columns.extend(KIND.map(|dimension| (Column::Word(dimension), each)));
    let wanted = Wanted::created(scope, columns, KIND.to_vec());
    let Some(days) = lead_days(db, wanted).await? else { return Ok(None) };
    let mut gathered = Gathered { numbers: HashMap::new(), words: Vec::new(), places: Tally::default(), pasts: Vec::new() };
    for day in &days {
        gathered.add(day, scope, rates, is_plain);
    }
    Ok(Some(gathered.into_kinds()))
}

/// Kinds by the numbers of their words, so that words are compared once a day and not once a kind.
struct Gathered {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    places: Tally<[u32; 4], usize>,
    pasts: Vec<([u32; 4], Past)>,
}

impl Gathered {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        self.words.push(word.to_owned());
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }

    fn place(&mut self, kind: [u32; 4]) -> usize {
        *self.places.entry(kind).or_insert_with(|| {
            self.pasts.push((kind, Past::default()));
            self.pasts.len() - 1
        })
    }

    fn add(&mut self, day: &LeadDay, scope: &Scope, rates: &Rates, is_plain: bool) {
        let as_of = micros(scope.as_of);
        // What the codes of the day mean here; a lead without a channel is of the channel that its source names.
        let numbers = KIND.map(|dimension| {
            let words = day.words(dimension);
            std::iter::once(0).chain(words.iter().map(|word| self.number(word))).collect::<Vec<u32>>()
        });
        let mut kinds = Unpacked(day.column(Column::Kinds));
        let is_whole = is_plain && day.newest <= as_of;
        let (mut of_day, mut codes_of_day) = (Vec::new(), Tally::default());
        while !kinds.is_empty() {
            let codes: [u32; 4] = std::array::from_fn(|_| kinds.word());
            let leads = kinds.word();
            let mut kind: [u32; 4] = std::array::from_fn(|at| {
                usize::try_from(codes[at]).ok().and_then(|code| numbers[at].get(code)).copied().unwrap_or(0)
            });
            if codes[0] == 0 {
                kind[0] = kind[1];
            }
            let place = self.place(kind);
            if is_whole {
                self.pasts[place].1.leads += u64::from(leads);
            }
            if !is_whole {
                codes_of_day.insert(codes, place);
            }
            of_day.push(place);
        }
        let kept = day.kept(&scope.filters);
        let counts = |at: usize| kept.keeps(at) && (day.newest <= as_of || day.created(at).has_happened(as_of));
        if !is_whole {
            let columns = KIND.map(|dimension| day.column(Column::Word(dimension)));
            for at in (0..day.len()).filter(|at| counts(*at)) {
                if let Some(place) = codes_of_day.get(&columns.map(|column| word_at(column, at))) {
                    self.pasts[*place].1.leads += 1;
                }
            }
        }
        let mut deals = Unpacked(day.column(Column::Deals));
        let (mut last, mut amounts) = (None, Amounts::default());
        while !deals.is_empty() {
            let (lead, kind, closed, amount) = (deals.word(), deals.word(), deals.stamp(), amounts.take(&mut deals));
            let (lead, kind) = (usize::try_from(lead).unwrap_or(usize::MAX), usize::try_from(kind).unwrap_or(usize::MAX));
            let is_closed = closed.has_happened(as_of);
            let Some(place) = of_day.get(kind).filter(|_| (is_closed || closed == Stamp::NONE) && counts(lead)) else { continue };
            let past = &mut self.pasts[*place].1;
            if last != Some(lead) {
                past.won += 1;
                last = Some(lead);
            }
            let Some(amount) = amount.filter(|_| is_closed) else { continue };
            let minor = if amount.currency == rates.currency() {
                Some(amount.minor)
            } else {
                rates.convert(amount, local_day(closed, scope.zone))
            };
            match minor {
                Some(minor) => {
                    past.priced += 1;
                    past.minor += minor;
                }
                None => past.unrated += 1,
            }
        }
    }

    fn into_kinds(self) -> BTreeMap<Kind, Past> {
        let word = |number: u32| word_of(&self.words, number).cloned();
        let named = |([channel, source, persona, segment], past): ([u32; 4], Past)| {
            let kind = Kind { channel: word(channel), source: word(source), persona: word(persona), segment: word(segment) };
            (kind, past)
        };
        self.pasts.iter().copied().filter(|(_, past)| past.leads > 0).map(named).collect()
    }
}
