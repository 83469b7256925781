//! Numbers and amounts as people write them, to an exact decimal text.

use crate::domain::money::Currency;
use crate::domain::text;

/// Which mark stands before the fraction in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// The column does not tell; `3,100` is then three thousand one hundred and `3.100` is 3.1.
    #[default]
    Open,
    /// `1,234.56`.
    Dot,
    /// `1.234,56`.
    Comma,
}

/// A number: its exact decimal text, as `Money::parse` takes it, and the currency where the cell names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Digits, at most one dot, an optional minus.
    pub decimal: String,
    /// The currency named in the cell; a plain `$` names none.
    pub currency: Option<Currency>,
}

/// Currency marks that name one currency only.
const SYMBOLS: [(&str, &str); 16] = [
    ("US$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("⃁", "SAR"),
    ("ر.س", "SAR"),
    ("د.إ", "AED"),
    ("د.ك", "KWD"),
    ("د.ب", "BHD"),
    ("ر.ق", "QAR"),
    ("ر.ع", "OMR"),
    ("ج.م", "EGP"),
    ("د.أ", "JOD"),
    ("درهم", "AED"),
];

/// Reads a number. None is no number; a blank cell is for the caller to tell.
#[must_use]
pub fn parse(cell: &str, mark: DecimalMark) -> Option<Number> {
    if let Some(decimal) = plain(cell)
        && (mark != DecimalMark::Comma || !decimal.contains('.'))
    {
        return Some(Number { decimal, currency: None });
    }
    let western = marks(cell);
    let (currency, amount) = currency_of(&western)?;
    let (negative, amount) = sign(amount.trim());
    let digits = decimal(&amount, mark)?;
    let negative = negative && digits.bytes().any(|b| (b'1'..=b'9').contains(&b));
    Some(Number { decimal: if negative { format!("-{digits}") } else { digits }, currency })
}

/// What a cell tells of its column's decimal mark.
#[must_use]
pub fn evidence(cell: &str) -> DecimalMark {
    let western = marks(cell);
    let dots = western.matches('.').count();
    let commas = western.matches(',').count();
    let after = |mark: char| western.rsplit_once(mark).map_or(0, |(_, tail)| tail.bytes().take_while(u8::is_ascii_digit).count());
    match (dots, commas) {
        (1.., 1..) => {
            if western.rfind('.') > western.rfind(',') {
                DecimalMark::Dot
            } else {
                DecimalMark::Comma
            }
        }
        (1, 0) if after('.') != 3 => DecimalMark::Dot,
        (0, 1) if after(',') != 3 => DecimalMark::Comma,
        (2.., 0) => DecimalMark::Comma,
        (0, 2..) => DecimalMark::Dot,
        _ => DecimalMark::Open,
    }
}

/// Whether a cell is a number and nothing else, so that it is never taken for a formula.
#[must_use]
pub fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    digits.bytes().any(|b| b.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}

/// The common case, without any mark to think about.
fn plain(cell: &str) -> Option<String> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (all(whole) && all(fraction)).then(|| cell.to_owned())
}

/// Western digits, Western marks, one kind of minus and of space.
fn marks(cell: &str) -> String {
    text::western_digits(cell)
        .chars()
        .filter(|c| !text::is_invisible(*c))
        .map(|c| match c {
            '٫' => '.',
            '٬' | '\'' | '’' | '\u{00A0}' | '\u{202F}' | '\u{2009}' => ' ',
            '−' | '–' => '-',
            '،' => ',',
            other => other,
        })
        .collect()
}

/// Splits off a currency; none for text that is neither digits nor a currency.
fn currency_of(cell: &str) -> Option<(Option<Currency>, String)> {
    for (symbol, code) in SYMBOLS {
        if cell.contains(symbol) {
            return Some((code.parse().ok(), cell.replacen(symbol, " ", 1).trim().trim_end_matches('.').to_owned()));
        }
    }
    let bare = cell.replace(['$', '﷼', '¥'], " ");
    let letters: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.is_empty() {
        return Some((None, bare));
    }
    let code: Currency = letters.parse().ok()?;
    bare.contains(&letters).then(|| (Some(code), bare.replacen(&letters, " ", 1)))
}

/// Minus signs and brackets.
fn sign(cell: &str) -> (bool, String) {
    if let Some(inner) = cell.strip_prefix('(').and_then(|c| c.strip_suffix(')')) {
        return (true, inner.trim().to_owned());
    }
    let minus = cell.strip_prefix('-').or_else(|| cell.strip_suffix('-'));
    match minus {
        Some(rest) => (true, rest.trim().to_owned()),
        None => (false, cell.strip_prefix('+').unwrap_or(cell).trim().to_owned()),
    }
}

/// Digits with marks as a decimal text.
fn decimal(cell: &str, mark: DecimalMark) -> Option<String> {
    // A cell that can be meant one way only is no contradiction to a column that does not tell.
    let mark = if mark == DecimalMark::Open { evidence(cell) } else { mark };
    let (point, group) = if mark == DecimalMark::Comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = cell.split_once(point).unwrap_or((cell, ""));
    if fraction.contains([point, group, ' ']) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split([group, ' ']).collect();
    let grouped = match groups.as_slice() {
        [only] => only.len() <= 30,
        // Groups of two are how India writes; the last is always of three.
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len()) && last.len() == 3 && middle.iter().all(|g| (2..=3).contains(&g.len()))
        }
        [] => false,
    };
    let digits = groups.concat();
    if !grouped || !digits.bytes().all(|b| b.is_ascii_digit()) || (digits.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits = if digits.is_empty() { "0".to_owned() } else { digits };
    Some(if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(cell: &str) -> Option<String> {
        parse(cell, DecimalMark::Open).map(|n| n.decimal)
    }

    #[test]
    fn amounts_are_understood_as_they_are_written() {
        for (cell, decimal) in [
            ("3100", "3100"),
            ("3,100", "3100"),
            ("3.1", "3.1"),
            ("1,217.53", "1217.53"),
            ("1.234,56", "1234.56"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("12,5", "12.5"),
            ("1\u{202F}234,56", "1234.56"),
            ("1\u{00A0}234", "1234"),
            ("1'234.50", "1234.50"),
            ("$174.03", "174.03"),
            ("SAR 4,180", "4180"),
            ("4.180,00 €", "4180.00"),
            ("(1,200.00)", "-1200.00"),
            ("-5", "-5"),
            ("5-", "-5"),
            ("−5", "-5"),
            ("-$5.20", "-5.20"),
            ("٣٬١٠٠٫٥٠", "3100.50"),
            ("٣٥٠ ر.س.", "350"),
            ("12,34,567.89", "1234567.89"),
            (".5", "0.5"),
            ("-0", "-0"),
            ("(0)", "0"),
            ("+7", "7"),
        ] {
            assert_eq!(read(cell).as_deref(), Some(decimal), "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for cell in
            ["", "-", "abc", "1,2,3", "1.2.3", "12 34", "1.234,56,7", "5 dollars", "$", "1e5", "NaN", "1,23,4", "٪", "=1+1"]
        {
            assert_eq!(read(cell), None, "{cell:?}");
        }
    }

    #[test]
    fn a_column_decides_what_a_cell_leaves_open() {
        assert_eq!(parse("1.234", DecimalMark::Comma).unwrap().decimal, "1234");
        assert_eq!(parse("1.234", DecimalMark::Dot).unwrap().decimal, "1.234");
        assert_eq!(parse("1,234", DecimalMark::Comma).unwrap().decimal, "1.234");
        assert_eq!(parse("3,5", DecimalMark::Dot), None, "it contradicts its column");
        assert_eq!(parse("12.50", DecimalMark::Comma), None);
        assert_eq!(evidence("1.234,56"), DecimalMark::Comma);
        assert_eq!(evidence("1,234.56"), DecimalMark::Dot);
        assert_eq!(evidence("3,100"), DecimalMark::Open);
        assert_eq!(evidence("35014.64"), DecimalMark::Dot);
        assert_eq!(evidence("٣٫٥"), DecimalMark::Dot);
    }

    #[test]
    fn a_cell_may_name_its_currency() {
        let currency = |cell| parse(cell, DecimalMark::Open).unwrap().currency.map(|c| c.code().to_owned());
        assert_eq!(currency("SAR 4,180").as_deref(), Some("SAR"));
        assert_eq!(currency("4,180 usd").as_deref(), Some("USD"));
        assert_eq!(currency("€5").as_deref(), Some("EUR"));
        assert_eq!(currency("US$5").as_deref(), Some("USD"));
        assert_eq!(currency("٣٥٠ ر.س").as_deref(), Some("SAR"));
        assert_eq!(currency("$5"), None, "a dollar is not always an American one");
    }

    /// Writes minor units with marks.
    fn written(minor: i64, point: char, group: &str) -> String {
        let whole = (minor / 100).abs().to_string();
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push_str(group);
            }
            grouped.push(c);
        }
        format!("{}{grouped}{point}{:02}", if minor < 0 { "-" } else { "" }, (minor % 100).abs())
    }

    proptest! {
        #[test]
        fn an_amount_survives_every_way_of_writing(minor in -10_i64.pow(13)..10_i64.pow(13), way in 0_usize..6) {
            let (point, group, mark) = [
                ('.', ",", DecimalMark::Open), (',', ".", DecimalMark::Open), (',', "\u{202F}", DecimalMark::Open),
                ('.', "", DecimalMark::Dot), (',', "", DecimalMark::Comma), ('٫', "٬", DecimalMark::Open),
            ][way];
            let text = written(minor, point, group);
            let usd: Currency = "USD".parse().unwrap();
            let number = parse(&text, mark).unwrap();
            prop_assert_eq!(crate::domain::money::Money::parse(&number.decimal, usd).unwrap().minor, minor, "{}", text);
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_a_panic(cell in "\\PC{0,40}", comma in any::<bool>()) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Open };
            if let Some(number) = parse(&cell, mark) {
                let digits = number.decimal.strip_prefix('-').unwrap_or(&number.decimal);
                prop_assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.matches('.').count() <= 1);
            }
            let _ = evidence(&cell);
        }
    }
}
