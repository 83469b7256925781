//! Who uses Mihwar: roles, teams and preferences.

macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "variants may be named by their keys alone")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order in which it is offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The fixed key, as it stands in the database and in URLs.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
            /// The value of a key, if it is one.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.key() == key)
            }
        }
    };
}
pub(crate) use keyed;

keyed!(
    /// What a person may do (DESIGN.md §7).
    Role { Viewer = "viewer", Sales = "sales", Marketing = "marketing", Manager = "manager", Admin = "admin" }
);
keyed!(
    /// The team a person belongs to.
    Team { Sales = "sales", Marketing = "marketing" }
);
keyed!(
    /// The language of the pages.
    Language { En = "en", Ar = "ar" }
);
keyed!(
    /// Which digits numbers are written with.
    Digits { Western = "western", Arabic = "arabic" }
);
keyed!(
    /// The colours of the pages.
    Theme { System = "system", Light = "light", Dark = "dark" }
);
keyed!(
    /// In which direction time runs on Arabic charts (UX.md §10.9).
    TimeDirection { Page = "page", LeftToRight = "ltr" }
);

/// Somebody who is to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// His team.
    pub team: Team,
    /// His language.
    pub language: Language,
}

/// Of which leads contact data may leave the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactsOf {
    /// Of none.
    Nobody,
    /// Of those that the person owns.
    Own,
    /// Of all.
    All,
}

impl Role {
    /// May read the contact data of leads.
    #[must_use]
    pub const fn reads_contacts(self) -> bool {
        !matches!(self, Self::Viewer)
    }
    /// May import, undo an import and merge.
    #[must_use]
    pub const fn imports(self) -> bool {
        matches!(self, Self::Marketing | Self::Manager | Self::Admin)
    }
    /// Of which leads he may export contact data.
    #[must_use]
    pub const fn exports_contacts(self) -> ContactsOf {
        match self {
            Self::Viewer => ContactsOf::Nobody,
            Self::Sales => ContactsOf::Own,
            Self::Marketing | Self::Manager | Self::Admin => ContactsOf::All,
        }
    }
    /// May set targets and name the owners of goals.
    #[must_use]
    pub const fn sets_targets(self) -> bool {
        matches!(self, Self::Manager | Self::Admin)
    }
    /// May write notes on the charts.
    #[must_use]
    pub const fn writes_notes(self) -> bool {
        !matches!(self, Self::Viewer)
    }
    /// May change the workspace's settings.
    #[must_use]
    pub const fn administers(self) -> bool {
        matches!(self, Self::Admin)
    }
    /// May read who did what.
    #[must_use]
    pub const fn audits(self) -> bool {
        matches!(self, Self::Manager | Self::Admin)
    }
    /// The team that the role alone says.
    #[must_use]
    pub const fn implied_team(self) -> Option<Team> {
        match self {
            Self::Sales => Some(Team::Sales),
            Self::Marketing => Some(Team::Marketing),
            Self::Viewer | Self::Manager | Self::Admin => None,
        }
    }
    /// Must belong to a team.
    #[must_use]
    pub const fn needs_team(self) -> bool {
        !matches!(self, Self::Viewer)
    }
}

impl Language {
    /// Whether the page runs from right to left.
    #[must_use]
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }
}
