//! The frame of every page: who reads it, where he is, what he may reach.

use super::components::Toast;
use super::icon::Icon;
use crate::domain::person::{Language, Role, Theme};
use crate::i18n::{Text, Words};
use crate::storage::sessions::UNREAD_COUNTED;

/// Who reads the page and how. The extractor fills it.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person, once signed in.
    pub user: Option<SignedIn>,
    /// Language, digits, zone.
    pub words: Words,
    /// Colours.
    pub theme: Theme,
    /// The token that every form carries.
    pub csrf: String,
    /// Path and query of this page, to come back to.
    pub here: String,
    /// Said once, after a redirect.
    pub flash: Option<Toast>,
    /// Single-key shortcuts are on.
    pub shortcuts: bool,
    /// How many handoffs wait for him.
    pub open_handoffs: i64,
    /// How much of what he was told he has not read, counted up to `UNREAD_COUNTED`.
    pub unread: i64,
}

/// The bell at the head of every page.
#[derive(Clone, Debug)]
pub struct Bell {
    /// How much is unread; none where nothing is.
    pub count: Option<Text>,
    /// Its name, with the count in words.
    pub said: Text,
}

impl Bell {
    /// The bell over so much that is unread.
    #[must_use]
    pub fn new(w: Words, unread: i64) -> Self {
        let count = match unread {
            ..=0 => return Self { count: None, said: w.t("notices-title") },
            // Said as a code: digits and sign stay beside each other.
            UNREAD_COUNTED.. => Text::code(&w.t_args("bell-more", &[("n", w.integer(UNREAD_COUNTED - 1).into())]).plain()),
            n => w.integer(n),
        };
        // The name has what is seen in it, for whoever speaks to the page.
        Self { said: w.t_args("bell-unread", &[("n", (&count).into())]), count: Some(count) }
    }
}

/// The person of a session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The name.
    pub name: String,
    /// What he may do.
    pub role: Role,
}

/// The pages of the navigation. An entry appears here with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// The overview.
    Overview,
    /// Funnel and cohorts.
    Funnel,
    /// The health of handoffs: whether sales takes what marketing hands over, in time.
    Health,
    /// Handoffs: what was offered to sales, and its answers.
    Handoffs,
    /// The list of leads and its details.
    Leads,
    /// The list of deals and its details.
    Deals,
    /// The list of accounts and their details.
    Accounts,
    /// The list of campaigns and their details.
    Campaigns,
    /// Imports.
    Imports,
    /// Shared goals.
    Goals,
    /// What the teams promise each other about handoffs.
    Promises,
    /// Settings of the workspace and of oneself.
    Settings,
    /// A page outside the navigation.
    Elsewhere,
}

/// The groups in order: measure, work, agree; then what is about the installation.
const GROUPS: [(Option<&str>, &[NavItem]); 4] = [
    (Some("nav-measure"), &[NavItem::Overview, NavItem::Funnel, NavItem::Health]),
    (
        Some("nav-work"),
        &[NavItem::Handoffs, NavItem::Leads, NavItem::Deals, NavItem::Accounts, NavItem::Campaigns, NavItem::Imports],
    ),
    (Some("nav-agree"), &[NavItem::Goals, NavItem::Promises]),
    (None, &[NavItem::Settings]),
];
/// The bar of a phone: what is looked at every day. The rest is in the drawer.
const TABS: [NavItem; 5] = [NavItem::Overview, NavItem::Handoffs, NavItem::Leads, NavItem::Deals, NavItem::Goals];

impl NavItem {
    const fn parts(self) -> (&'static str, Icon, &'static str, &'static str) {
        match self {
            Self::Overview => ("/overview", Icon::LayoutDashboard, "nav-overview", "nav-overview-short"),
            Self::Funnel => ("/funnel", Icon::Filter, "nav-funnel", "nav-funnel-short"),
            Self::Health => ("/handoffs/health", Icon::HeartPulse, "handoff-health-title", "handoff-health-title"),
            Self::Handoffs => ("/handoffs", Icon::Inbox, "nav-handoffs", "nav-handoffs"),
            Self::Leads => ("/leads", Icon::Users, "nav-leads", "nav-leads"),
            Self::Deals => ("/deals", Icon::Handshake, "nav-deals", "nav-deals"),
            Self::Accounts => ("/accounts", Icon::Building2, "nav-accounts", "nav-accounts"),
            Self::Campaigns => ("/campaigns", Icon::Megaphone, "nav-campaigns", "nav-campaigns"),
            Self::Imports => ("/imports", Icon::Upload, "nav-imports", "nav-imports"),
            Self::Goals => ("/goals", Icon::Target, "nav-goals", "nav-goals-short"),
            Self::Promises => ("/settings/handoffs", Icon::Clock, "promises-title", "promises-title"),
            Self::Settings | Self::Elsewhere => ("/settings", Icon::Settings, "nav-settings", "nav-settings"),
        }
    }

    /// Whether a role has this page at all.
    const fn is_for(self, role: Role) -> bool {
        match self {
            Self::Imports => role.imports(),
            _ => true,
        }
    }
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub text: Text,
    /// Whether the page belongs to it.
    pub current: bool,
    /// How many things wait there, and the same in words.
    pub badge: Option<(Text, Text)>,
}

/// A group of the navigation.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// Its name.
    pub heading: Option<Text>,
    /// Its links.
    pub links: Vec<NavLink>,
}

/// The person in the corner.
#[derive(Clone, Debug)]
pub struct UserBox {
    /// The name.
    pub name: Text,
    /// The role.
    pub role: Text,
    /// One or two letters.
    pub initials: Text,
}

/// What `layout.html` and `bare.html` need: the field `shell` of every page.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The reader's words.
    pub w: Words,
    /// The page's title and `h1`.
    pub title: Text,
    /// The navigation.
    pub groups: Vec<NavGroup>,
    /// The bar of a phone.
    pub tabs: Vec<NavLink>,
    /// The bell, for whoever is signed in.
    pub bell: Option<Bell>,
    /// The person.
    pub user: Option<UserBox>,
    /// `light` or `dark`; none follows the system.
    pub theme: Option<&'static str>,
    /// What the switch changes to when no script runs.
    pub other_theme: &'static str,
    /// The language of the switch.
    pub other_language: Words,
    /// The token of forms.
    pub csrf: String,
    /// Where to come back to.
    pub here: String,
    /// Said once.
    pub flash: Option<Toast>,
    /// Single-key shortcuts are on.
    pub shortcuts: bool,
    /// The search box at the head.
    pub search: Search,
    /// What the page says before anything else: what of its address meant nothing.
    pub notices: Vec<Text>,
}

/// The search box at the head of every page: it searches the list that is open, else leads.
#[derive(Clone, Debug)]
pub struct Search {
    /// The list.
    pub action: &'static str,
    /// What is searched, in words.
    pub hint: Text,
    /// What was searched for.
    pub value: String,
    /// The filters of the list, which it keeps.
    pub keep: Vec<(String, String)>,
    /// The list is open: phones show the box too.
    pub of_list: bool,
}

impl Shell {
    /// The frame of a page.
    #[must_use]
    pub fn new(viewer: &Viewer, title: Text, current: NavItem) -> Self {
        let w = viewer.words;
        let role = viewer.user.as_ref().map(|user| user.role);
        let link = |item: NavItem, short: bool| {
            let (href, icon, key, short_key) = item.parts();
            let open = if item == NavItem::Handoffs { viewer.open_handoffs } else { 0 };
            let badge = (open > 0 && !short).then(|| (w.integer(open), w.t_args("nav-open", &[("n", open.into())])));
            NavLink { href, icon, text: w.t(if short { short_key } else { key }), current: item == current, badge }
        };
        let allowed = |items: &[NavItem], short: bool| -> Vec<NavLink> {
            items.iter().filter(|item| role.is_some_and(|r| item.is_for(r))).map(|item| link(*item, short)).collect()
        };
        let groups = GROUPS.iter().map(|(key, items)| NavGroup { heading: key.map(|k| w.t(k)), links: allowed(items, false) });
        Self {
            w,
            title,
            groups: groups.filter(|group| !group.links.is_empty()).collect(),
            tabs: allowed(&TABS, true),
            bell: viewer.user.as_ref().map(|_| Bell::new(w, viewer.unread)),
            user: viewer.user.as_ref().map(|user| user_box(w, user)),
            theme: match viewer.theme {
                Theme::System => None,
                other => Some(other.key()),
            },
            other_theme: if viewer.theme == Theme::Dark { Theme::Light.key() } else { Theme::Dark.key() },
            other_language: Words { language: if w.rtl() { Language::En } else { Language::Ar }, ..w },
            csrf: viewer.csrf.clone(),
            here: viewer.here.clone(),
            flash: viewer.flash.clone(),
            shortcuts: viewer.shortcuts,
            search: Search { action: "/leads", hint: w.t("search-hint"), value: String::new(), keep: Vec::new(), of_list: false },
            notices: Vec::new(),
        }
    }
}

fn user_box(w: Words, user: &SignedIn) -> UserBox {
    UserBox {
        name: Text::datum(&user.name),
        role: w.t(&format!("role-{}", user.role.key())),
        initials: Text::datum(&initials(&user.name)),
    }
}

/// The first letters of the first and the last name. Arabic letters keep apart, or they would join to a word.
fn initials(name: &str) -> String {
    let cleaned = crate::domain::text::clean(name);
    let words: Vec<&str> = cleaned.split(' ').collect();
    let letter = |word: &&str| word.trim_start_matches("ال").chars().next();
    let first = words.first().and_then(letter);
    let last = if words.len() > 1 { words.last().and_then(letter) } else { None };
    let apart = if first.is_some_and(|c| c.is_ascii()) { "" } else { " " };
    let letters: Vec<String> = [first, last].into_iter().flatten().map(|c| c.to_uppercase().to_string()).collect();
    letters.join(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_name() {
        assert_eq!(initials("Lama Al-Harbi"), "LA");
        assert_eq!(initials("لمى  الحربي"), "ل ح");
        assert_eq!(initials("huda"), "H");
        assert_eq!(initials(""), "");
    }
}
