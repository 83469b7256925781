//! Typed identifiers. A lead's id is not a deal's id; all are time-ordered (UUID v7).

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new identifier, later than every one made before it.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "an id is made, never defaulted")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

id!(/** A person who signs in. */ UserId);
id!(/** A person who owns or does something, whether or not he signs in. */ PersonId);
id!(/** A company. */ AccountId);
id!(/** A lead. */ LeadId);
id!(/** A deal. */ DealId);
id!(/** A campaign. */ CampaignId);
id!(/** One run of an import. */ ImportId);
id!(/** A token by which a program calls. */ TokenId);
id!(/** A number with owners and targets. */ KpiId);
id!(/** A note on the charts. */ NoteId);
id!(/** A version of the hours of a team. */ CalendarId);
id!(/** A day off. */ HolidayId);
id!(/** Days on which somebody is away. */ LeaveId);
