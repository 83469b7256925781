//! Folding of text for matching: what differs only in writing is the same.

/// Bidi controls, zero-width marks and the BOM: invisible, and never part of a name.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}')
}

/// The text without invisible marks and control characters, trimmed, inner white space folded to one space.
#[must_use]
pub fn clean(s: &str) -> String {
    if s.is_ascii() {
        return clean_ascii(s);
    }
    let visible: String = s.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same for the texts that are most of all files: spaces and control characters are all there is to mind.
fn clean_ascii(s: &str) -> String {
    let mut cleaned = String::with_capacity(s.len());
    for word in s.split(|c: char| c <= ' ' || c == '\u{7f}').filter(|word| !word.is_empty()) {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    cleaned
}

/// Arabic and Persian digits as Western ones.
#[must_use]
pub fn western_digits(s: &str) -> String {
    s.chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
            '\u{06F0}'..='\u{06F9}' => digit(c, 0x06F0),
            other => other,
        })
        .collect()
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// A key for searching and sorting out duplicates: lower case, Western digits, Arabic letters folded (أإآا, ة/ه, ى/ي), no
/// tashkeel and no tatweel.
#[must_use]
pub fn fold(s: &str) -> String {
    if s.is_ascii() {
        return clean_ascii(s).to_ascii_lowercase();
    }
    western_digits(&clean(s))
        .chars()
        .filter(|c| !matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ة' => 'ه',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// An e-mail address folded for matching, or none if the text is no address.
#[must_use]
pub fn fold_email(s: &str) -> Option<String> {
    let folded = clean(s).to_lowercase();
    let (local, domain) = folded.split_once('@')?;
    let ok = !local.is_empty() && domain.contains('.') && !domain.contains('@') && !folded.contains(' ');
    ok.then_some(folded)
}

/// A phone number as E.164 without a lookup of national plans: `+` or `00` and 8 to 15 digits. A national number has
/// no country, so it is no key for matching.
#[must_use]
pub fn fold_phone(s: &str) -> Option<String> {
    let text = western_digits(&clean(s));
    let international = text.starts_with('+') || text.starts_with("00");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").filter(|_| !text.starts_with('+')).unwrap_or(&digits);
    (international && (8..=15).contains(&digits.len())).then(|| format!("+{digits}"))
}

/// The host of a web address: `https://www.Acme.example/x` as `acme.example`.
#[must_use]
pub fn web_domain(text: &str) -> String {
    let lower = text.to_lowercase();
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    host.split('/').next().unwrap_or(host).trim_start_matches("www.").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_spellings_fold_to_one() {
        assert_eq!(fold("أحْمَد  القـاهرة"), fold("احمد القاهره"));
        assert_eq!(fold("\u{202B}Acme\u{200F} ٢٠"), "acme 20");
    }

    proptest::proptest! {
        #[test]
        fn plain_text_is_cleaned_and_folded_as_any_other(s in "[\\x00-\\x7f]{0,40}") {
            // A letter of another script sends the text the long way.
            let long_way = |text: fn(&str) -> String| text(&format!("{s} ب"));
            let with = |text: String| if text.is_empty() { "ب".to_owned() } else { format!("{text} ب") };
            proptest::prop_assert_eq!(with(clean(&s)), long_way(clean));
            proptest::prop_assert_eq!(with(fold(&s)), long_way(fold));
        }
    }

    #[test]
    fn phones_and_addresses_match_in_any_notation() {
        assert_eq!(fold_phone("+966 (50) 123-4567"), fold_phone("00966501234567"));
        assert_eq!(fold_phone("٠٠٩٦٦٥٠١٢٣٤٥٦٧").as_deref(), Some("+966501234567"));
        assert_eq!(fold_phone("0501234567"), None);
        assert_eq!(fold_email(" Huda@Alwaha.Example ").as_deref(), Some("huda@alwaha.example"));
        assert_eq!(fold_email("nobody"), None);
    }
}
