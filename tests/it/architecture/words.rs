//! What may not stand in styles, templates and texts.

use super::source::Source;
use regex::Regex;

/// Physical sides that are right: centring, and numbers that are typed from left to right in a field that begins right.
const ALLOWED_SIDES: [&str; 2] = ["left:50%", "[dir=rtl] .in[dir=ltr]{text-align:right}"];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// Left and right in CSS, which do not turn round with the language.
pub fn physical_sides(file: &Source) -> Vec<String> {
    let edge = r"(margin|padding|border|scroll-margin|scroll-padding|border-top|border-bottom)-(left|right)(-[a-z]+)?\s*:";
    let physical = pattern(&format!(r"(^|[;{{\s])({edge}|(left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right))"));
    file.lines_with(&physical, &ALLOWED_SIDES)
}

/// Styles and scripts in the page itself, in templates and in the strings of views.
pub fn inline(file: &Source) -> Vec<String> {
    let attribute = r#"(^|[\s"'])(style|on[a-z]+)=\\?["'{]"#;
    let found = pattern(&format!(r"(?i){attribute}|<style|javascript:|<script([^s>]|s[^r>])*>"));
    file.lines_with(&found, &[])
}

/// Paths that mean something on one machine only.
pub fn machine_paths(file: &Source) -> Vec<String> {
    let path = concat!(r"(^|[^\w.~-])/(", "root|work", r")/|/(", "home|Users", r")/[a-z]|/var/", "tmp/|/tmp/", "wt");
    file.lines_with(&pattern(path), &[])
}

#[test]
fn physical_sides_are_seen() {
    let seen = |css: &str| !physical_sides(&Source::made("a.css", css)).is_empty();
    for css in
        [".a{margin-left:1px}", "left: 0", ".b{text-align:right}", ".b{color:red;right:2px}", ".c{border-top-left-radius:1px}"]
    {
        assert!(seen(css), "{css}");
    }
    for css in [".a{margin-inline-start:1px}", ".tip{left:50%}", ".left:hover{color:red}", ".b{filter:brightness(1)}"] {
        assert!(!seen(css), "{css}");
    }
}

#[test]
fn what_is_inline_is_seen() {
    let seen = |html: &str| !inline(&Source::made("a.html", html)).is_empty();
    for html in [
        "<p style=\"x\">",
        "<a onclick='x'>",
        "<style>",
        "<script>x</script>",
        "<script defer>",
        "format!(\"<g style=\\\"{x}\\\">\")",
        "<a href=\"javascript:x\">",
    ] {
        assert!(seen(html), "{html}");
    }
    for html in [
        "<link rel=\"stylesheet\" href=\"x\">",
        "<script src=\"x\" defer></script>",
        "<p data-onset=\"x\">",
        "let style = \"x\";",
    ] {
        assert!(!seen(html), "{html}");
    }
}

#[test]
fn machine_paths_are_seen() {
    let seen = |text: &str| !machine_paths(&Source::made("a.md", text)).is_empty();
    assert!(seen(concat!("see /ro", "ot/x")) && seen(concat!("`/ho", "me/huda/x`")) && seen(concat!("/wo", "rk/shared")));
    assert!(!seen("src/work/a.rs") && !seen("https://example.com/framework/") && !seen("/usr/lib/postgresql"));
}
