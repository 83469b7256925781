//! Every template with every sample, in both languages: what no page may contain.

use mihwar::domain::person::{Digits, Language};
use mihwar::i18n::Words;
use mihwar::web::styleguide::samples::{Sample, components, pages};
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;

fn readers() -> Vec<Words> {
    let zone = chrono_tz::Asia::Riyadh;
    let arabic = Words::new(Language::Ar, zone);
    vec![Words::new(Language::En, zone), arabic, Words { digits: Digits::Arabic, ..arabic }]
}

/// Each sample with its parsed document.
fn every_sample() -> Vec<(Words, Sample, Html)> {
    let mut all = Vec::new();
    for w in readers() {
        all.extend(pages(w).into_iter().map(|s| (w, Html::parse_document(&s.html), s)));
        all.extend(components(w).into_iter().map(|s| (w, Html::parse_fragment(&s.html), s)));
    }
    assert!(all.len() > 200);
    all.into_iter().map(|(w, html, sample)| (w, sample, html)).collect()
}

fn elements(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    html.tree.nodes().filter_map(ElementRef::wrap)
}

#[test]
fn no_template_has_inline_style_or_script() {
    for (w, sample, html) in every_sample() {
        for element in elements(&html) {
            let name = element.value().name();
            for (attribute, value) in element.value().attrs() {
                let place = || format!("{} in {:?}: <{name} {attribute}={value:?}>", sample.name, w.language);
                assert!(attribute != "style" && !attribute.starts_with("on"), "{}", place());
                assert!(!attribute.starts_with("hx-on") && !value.starts_with("javascript:"), "{}", place());
                assert!(!value.contains("<bdi") && !value.contains("</bdi"), "isolates as HTML in {}", place());
            }
            let inline = element.text().any(|t| !t.trim().is_empty());
            assert!(name != "style" && !(name == "script" && inline), "{}: inline {name}", sample.name);
            assert!(name != "script" || element.attr("src").is_some_and(|src| src.starts_with("/static/")), "{}", sample.name);
        }
        let shown = html.root_element().html();
        assert!(!shown.contains('⟦'), "{}: a message is missing: {shown}", sample.name);
        assert!(!sample.html.contains("<script>alert"), "{}: not escaped", sample.name);
        // What someone typed stands unchanged in his own field, and nowhere else.
        let reordered = html.tree.nodes().any(|n| {
            let own = n.parent().and_then(ElementRef::wrap).is_some_and(|e| e.value().name() == "textarea");
            !own && n.value().as_text().is_some_and(|t| t.contains('\u{202E}'))
        });
        assert!(!reordered, "{}: a bidi control went through", sample.name);
    }
}

#[test]
fn ids_are_unique_and_what_points_to_them_arrives() {
    const POINTERS: [&str; 6] = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "data-dialog"];
    for (_, sample, html) in every_sample() {
        let mut ids = HashSet::new();
        for element in elements(&html) {
            if let Some(id) = element.attr("id") {
                assert!(ids.insert(id.to_owned()), "{}: id {id:?} twice", sample.name);
            }
        }
        for element in elements(&html) {
            for pointer in POINTERS {
                for id in element.attr(pointer).into_iter().flat_map(str::split_whitespace) {
                    assert!(ids.contains(id), "{}: {pointer}={id:?} points nowhere", sample.name);
                }
            }
        }
    }
}

#[test]
fn arabic_numbers_stand_in_isolates() {
    // A sign, a percentage or a range outside an isolate would be put in another order by the browser.
    let risky = Regex::new(r"[0-9٠-٩]\s*[%٪]|[−+±][0-9٠-٩]|[0-9٠-٩][–-][0-9٠-٩]").unwrap();
    let isolated = Regex::new(r"[\u{2066}\u{2067}\u{2068}][^\u{2069}]*\u{2069}").unwrap();
    for (w, sample, html) in every_sample() {
        if !w.rtl() {
            continue;
        }
        for node in html.tree.nodes() {
            let Some(text) = node.value().as_text() else { continue };
            let inside = node
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|e| matches!(e.value().name(), "bdi" | "script" | "textarea") || e.attr("direction") == Some("ltr"));
            let bare = isolated.replace_all(text, "");
            assert!(inside || !risky.is_match(&bare), "{}: {text:?}", sample.name);
        }
        for (name, value) in elements(&html).flat_map(|e| e.value().attrs()) {
            if matches!(name, "aria-label" | "title" | "placeholder" | "alt") {
                assert!(!risky.is_match(&isolated.replace_all(value, "")), "{}: {name}={value:?}", sample.name);
            }
        }
    }
}

#[test]
fn every_page_has_one_heading_and_says_its_language() {
    let (h1, root) = (Selector::parse("h1").unwrap(), Selector::parse("html").unwrap());
    for w in readers() {
        for sample in pages(w) {
            let html = Html::parse_document(&sample.html);
            assert_eq!(html.select(&h1).count(), 1, "{}", sample.name);
            let root = html.select(&root).next().unwrap();
            assert_eq!((root.attr("lang"), root.attr("dir")), (Some(w.lang()), Some(w.dir())), "{}", sample.name);
        }
    }
}

#[test]
fn every_control_has_a_name() {
    for (_, sample, html) in every_sample().into_iter().filter(|(_, s, _)| !s.name.ends_with("Empty")) {
        let labels: HashSet<&str> =
            elements(&html).filter(|e| e.value().name() == "label").filter_map(|e| e.attr("for")).collect();
        for element in elements(&html) {
            let e = element.value();
            let named = e.attr("aria-label").is_some()
                || e.attr("id").is_some_and(|id| labels.contains(id))
                || element.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "label")
                || (matches!(e.name(), "button" | "a" | "summary") && element.text().any(|t| !t.trim().is_empty()));
            let is_control = matches!(e.name(), "button" | "input" | "select" | "textarea" | "summary" | "progress")
                || (e.name() == "a" && e.attr("href").is_some());
            assert!(!is_control || named || e.attr("type") == Some("hidden"), "{}: {}", sample.name, element.html());
        }
    }
}
