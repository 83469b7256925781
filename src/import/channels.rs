//! The channel of a visit: the first fitting rule of an ordered list, shipped with the usual groups.

use crate::domain::text;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What no rule fits.
pub const UNASSIGNED: &str = "Unassigned";

/// An ordered list of rules.
#[derive(Debug)]
pub struct ChannelRules {
    rules: Vec<Rule>,
    /// Each channel by its folded name, so that a source which names one is taken at its word.
    names: BTreeMap<String, String>,
}

/// What a row tells of where a person came from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Source.
    pub source: &'a str,
    /// Medium.
    pub medium: &'a str,
    /// Campaign.
    pub campaign: &'a str,
    /// The keys of the click ids that are there.
    pub clicks: &'a [&'static str],
}

/// Why a list of rules cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RulesError(String);

#[derive(Debug)]
struct Rule {
    channel: String,
    source: Option<Regex>,
    source_in: Option<Vec<String>>,
    medium: Option<Regex>,
    campaign: Option<Regex>,
    click: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    rule: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    channel: String,
    source: Option<String>,
    source_in: Option<String>,
    medium: Option<String>,
    campaign: Option<String>,
    #[serde(default)]
    click: Vec<String>,
}

static SHIPPED: LazyLock<Arc<ChannelRules>> =
    LazyLock::new(|| Arc::new(ChannelRules::parse(include_str!("channels.toml")).expect("the shipped rules are tested")));

impl ChannelRules {
    /// The rules that come with the product.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        Arc::clone(&SHIPPED)
    }

    /// Reads rules from TOML.
    ///
    /// # Errors
    /// [`RulesError`] says what is wrong in the text.
    pub fn parse(toml: &str) -> Result<Self, RulesError> {
        let file: File = toml::from_str(toml).map_err(|e| RulesError(e.to_string()))?;
        let mut rules = Vec::with_capacity(file.rule.len());
        for line in file.rule {
            let source_in = match &line.source_in {
                Some(name) => Some(file.lists.get(name).cloned().ok_or_else(|| RulesError(format!("no list {name}")))?),
                None => None,
            };
            rules.push(Rule {
                channel: line.channel,
                source: pattern(line.source)?,
                source_in,
                medium: pattern(line.medium)?,
                campaign: pattern(line.campaign)?,
                click: line.click,
            });
        }
        let names = rules.iter().map(|rule| (text::fold(&rule.channel), rule.channel.clone())).collect();
        Ok(Self { rules, names })
    }

    /// The channel of a visit; none where nothing is known of it, which is not the same as a direct visit.
    #[must_use]
    pub fn channel(&self, evidence: Evidence<'_>) -> Option<&str> {
        let Evidence { source, medium, campaign, clicks } = evidence;
        if source.is_empty() && medium.is_empty() && campaign.is_empty() && clicks.is_empty() {
            return None;
        }
        if medium.is_empty()
            && let Some(named) = self.named(source)
        {
            return Some(named);
        }
        let [source, medium, campaign] = [source, medium, campaign].map(|s| s.trim().to_lowercase());
        let fits = |rule: &&Rule| {
            let all = |pattern: &Option<Regex>, text: &str| pattern.as_ref().is_none_or(|p| p.is_match(text));
            all(&rule.source, &source)
                && all(&rule.medium, &medium)
                && all(&rule.campaign, &campaign)
                && rule.source_in.as_ref().is_none_or(|list| is_of(list, &source))
                && (rule.click.is_empty() || rule.click.iter().any(|key| clicks.contains(&key.as_str())))
        };
        Some(self.rules.iter().find(fits).map_or(UNASSIGNED, |rule| &rule.channel))
    }

    /// The channel that a text names, in the spelling of the rules.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<&str> {
        self.names.get(&text::fold(&text.replace('_', " "))).map(String::as_str)
    }
}

/// A pattern that must fit the whole text.
fn pattern(text: Option<String>) -> Result<Option<Regex>, RulesError> {
    text.map(|p| Regex::new(&format!("^(?:{p})$")).map_err(|e| RulesError(e.to_string()))).transpose()
}

/// Whether a source is one of a list: itself, or as a label of its host name (`m.facebook.com`).
fn is_of(list: &[String], source: &str) -> bool {
    let host = source.split_once("://").map_or(source, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or(host);
    let is = |name: &str| list.iter().any(|entry| entry == name);
    is(host) || (host.contains('.') && host.split('.').any(|label| label.len() > 2 && is(label))) || {
        let first = host.split([' ', '_', '-']).next().unwrap_or(host);
        first.len() > 2 && is(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(source: &str, medium: &str, campaign: &str, clicks: &[&'static str]) -> Option<String> {
        ChannelRules::shipped().channel(Evidence { source, medium, campaign, clicks }).map(ToOwned::to_owned)
    }

    #[test]
    fn each_group_is_told_by_its_evidence() {
        for (source, medium, campaign, expected) in [
            ("direct", "", "", "Direct"),
            ("(direct)", "(none)", "", "Direct"),
            ("google", "cpc", "", "Paid Search"),
            ("Google", "CPC", "summer cross-network", "Cross-network"),
            ("google", "cpc", "summer shopping", "Paid Shopping"),
            ("google", "cpc", "workshop riyadh", "Paid Search"),
            ("google", "organic", "", "Organic Search"),
            ("google", "", "", "Organic Search"),
            ("organic", "seo", "", "Organic Search"),
            ("facebook", "paid_social", "", "Paid Social"),
            ("m.facebook.com", "referral", "", "Organic Social"),
            ("linkedin", "cpc", "", "Paid Social"),
            ("whatsapp", "cpc", "", "Messaging"),
            ("wa.me", "", "", "Messaging"),
            ("youtube", "cpc", "", "Paid Video"),
            ("youtube.com", "referral", "", "Organic Video"),
            ("site.example", "banner", "", "Display"),
            ("site.example", "cpm", "", "Display"),
            ("site.example", "cpc", "", "Paid Other"),
            ("site.example", "referral", "", "Referral"),
            ("news", "e-mail", "", "Email"),
            ("e mail", "", "", "Email"),
            ("x", "affiliate", "", "Organic Social"),
            ("site", "affiliate", "", "Affiliates"),
            ("spotify", "audio", "", "Audio"),
            ("sms", "", "", "SMS"),
            ("app1", "push", "", "Push"),
            ("gitex", "event", "", "Event"),
            ("acme", "partner", "", "Partner"),
            ("team", "cold_email", "", "Outbound"),
            ("acme", "strange", "", "Unassigned"),
            ("ORGANIC_SEARCH", "", "", "Organic Search"),
            ("Paid Social", "", "", "Paid Social"),
        ] {
            assert_eq!(channel(source, medium, campaign, &[]).as_deref(), Some(expected), "{source} / {medium} / {campaign}");
        }
    }

    #[test]
    fn click_ids_count_where_nothing_else_is_said() {
        assert_eq!(channel("", "", "", &["gclid"]).as_deref(), Some("Paid Search"));
        assert_eq!(channel("youtube", "cpc", "", &["gclid"]).as_deref(), Some("Paid Video"));
        assert_eq!(channel("facebook", "cpc", "", &["ctwa_clid"]).as_deref(), Some("Messaging"));
        assert_eq!(channel("", "", "", &["fbclid"]).as_deref(), Some("Organic Social"), "it stands on unpaid links too");
        assert_eq!(channel("", "", "", &["li_fat_id"]).as_deref(), Some("Paid Social"));
    }

    #[test]
    fn nothing_known_is_no_direct_visit() {
        assert_eq!(channel("", "", "", &[]), None);
    }

    #[test]
    fn rules_can_be_replaced_and_wrong_ones_say_so() {
        let rules = ChannelRules::parse("[[rule]]\nchannel = \"Ours\"\nmedium = 'x.*'").unwrap();
        assert_eq!(rules.channel(Evidence { medium: "xyz", ..Evidence::default() }), Some("Ours"));
        assert!(ChannelRules::parse("[[rule]]\nchannel = \"A\"\nmedium = '('").is_err());
        assert!(ChannelRules::parse("[[rule]]\nchannel = \"A\"\nsource_in = 'none'").is_err());
    }
}
