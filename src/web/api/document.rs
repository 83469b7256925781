//! The description of the calls: generated from their handlers, served as `OpenAPI`.

use super::{ApiState, handlers};
use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Mihwar",
        description = "Leads and touches as they arrive. An administrator makes tokens under Settings, API tokens. A token may make \
                       100 calls at once and 600 a minute. Field names are those of the import templates."
    ),
    modifiers(&Tokens)
)]
struct Head;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        openapi.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// The routes with their description.
pub fn described() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(handlers::leads))
        .routes(routes!(handlers::touches))
        .routes(routes!(handlers::openapi))
}

/// The description as JSON.
#[must_use]
pub fn document() -> &'static str {
    static DOCUMENT: LazyLock<String> =
        LazyLock::new(|| described().into_openapi().to_pretty_json().expect("a description is plain data"));
    &DOCUMENT
}

/// One lead, or several.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Leads {
    /// One.
    One(Box<Lead>),
    /// Up to 500.
    Many(Vec<Lead>),
}

/// One touch, or several.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Touches {
    /// One.
    One(Box<Touch>),
    /// Up to 500.
    Many(Vec<Touch>),
}

/// Declares what a row may say, for the description: [`live::read`](crate::import::live::read) reads it, and a test holds the
/// two together.
macro_rules! described_row {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$fdoc])* pub $field: Option<$kind>,)+
            /// Source of the visit (`utm_source`), at most 200 characters; lower-cased.
            pub utm_source: Option<String>,
            /// Medium of the visit, at most 200 characters; lower-cased.
            pub utm_medium: Option<String>,
            /// Campaign of the visit, by its id or name, at most 200 characters; lower-cased.
            pub utm_campaign: Option<String>,
            /// Search term, at most 200 characters; lower-cased.
            pub utm_term: Option<String>,
            /// Which advertisement or link, at most 200 characters; lower-cased.
            pub utm_content: Option<String>,
            /// Id of the campaign, at most 200 characters; lower-cased.
            pub utm_id: Option<String>,
            /// Click id of Google Ads.
            pub gclid: Option<String>,
            /// Click id of Google Ads, from an app to the web.
            pub gbraid: Option<String>,
            /// Click id of Google Ads, from the web to an app.
            pub wbraid: Option<String>,
            /// Click id of Microsoft Advertising.
            pub msclkid: Option<String>,
            /// Click id of Facebook and Instagram.
            pub fbclid: Option<String>,
            /// Click id of `LinkedIn`.
            pub li_fat_id: Option<String>,
            /// Click id of advertisements that open a chat.
            pub ctwa_clid: Option<String>,
            /// The page on which somebody arrived, at most 2,000 characters. It is kept as it is and never opened.
            #[schema(max_length = 2000)]
            pub landing_page: Option<String>,
        }
    };
}

described_row!(
    /// A lead. One of `external_id`, `email` and `phone` is needed. Texts have at most 500 characters; an unknown field is refused.
    Lead {
        /// Its id in your system; sent again, the row means the same lead.
        external_id: String,
        /// Your id of the visitor that became this lead: his earlier touches become the lead's.
        visitor: String,
        /// E-mail address.
        email: String,
        /// Phone number, with the country code.
        phone: String,
        /// First name.
        first_name: String,
        /// Last name.
        last_name: String,
        /// First and last name, where they are not apart.
        full_name: String,
        /// Company.
        company: String,
        /// The company's web domain.
        domain: String,
        /// Country.
        country: String,
        /// Region.
        region: String,
        /// Segment.
        segment: String,
        /// Source, where you state one; of the visit see `utm_source`.
        source: String,
        /// Medium, where you state one.
        medium: String,
        /// Campaign, by its id or name.
        campaign: String,
        /// Channel, where you state one; else it is told from source, medium, UTM and click ids.
        channel: String,
        /// When it was created: a date, or a time with its zone. Left out, a new lead was created now.
        created_at: String,
        /// When you last changed it: an older row than the last fills blanks only.
        updated_at: String,
        /// Today's stage: lead, mql, sal, sql, opportunity, won, lost, recycled, disqualified.
        stage: String,
        /// Owner, by e-mail address or name.
        owner: String,
        /// Buyer persona.
        persona: String,
        /// Score, as you give it.
        score: f64,
        /// Expected value.
        value: f64,
        /// Its currency, in three letters; needed with `value`.
        currency: String,
        /// When the person agreed to be contacted.
        consent_at: String,
    }
);

described_row!(
    /// A touch. `occurred_at` is needed, and `lead` or `visitor`. An unknown field is refused.
    Touch {
        /// Its id in your system.
        event_id: String,
        /// The lead: its `external_id`, or its e-mail address.
        lead: String,
        /// Your id of somebody who is no lead yet.
        visitor: String,
        /// Campaign, by its id or name.
        campaign: String,
        /// Channel, where you state one; else it is told from source, medium, UTM and click ids.
        channel: String,
        /// web, ad, form, chat, email, whatsapp, call, meeting, event or referral.
        kind: String,
        /// When: a date, or a time with its zone.
        occurred_at: String,
        /// Whether the person answered.
        responded: bool,
        /// Source; of a visit see `utm_source`.
        source: String,
        /// Medium.
        medium: String,
    }
);

/// Bodies that the document shows, and that the tests send: leads.
pub const LEAD_EXAMPLES: [&str; 2] = [
    r#"{"external_id": "form-4711", "email": "huda@example.com", "phone": "+966501234567", "first_name": "Huda", "last_name": "Saleh",
        "company": "Najd Trading", "country": "SA", "utm_source": "google", "utm_medium": "cpc", "utm_campaign": "spring",
        "landing_page": "https://www.example.com/demo", "consent_at": "2026-03-30T08:15:00Z"}"#,
    r#"[{"external_id": "form-4712", "email": "omar@example.com", "created_at": "2026-03-29", "stage": "mql", "score": 71},
        {"external_id": "form-4713", "phone": "+971501112233", "gclid": "Cj0KCQ", "value": 12500.5, "currency": "AED"}]"#,
];

/// The same of touches.
pub const TOUCH_EXAMPLES: [&str; 2] = [
    r#"{"event_id": "visit-1", "visitor": "v-8821", "kind": "web", "occurred_at": "2026-03-30T07:50:00Z",
        "utm_source": "newsletter", "utm_medium": "email", "landing_page": "https://www.example.com/pricing"}"#,
    r#"[{"event_id": "chat-17", "visitor": "v-8821", "kind": "chat", "occurred_at": "2026-03-30T08:01:00+03:00", "responded": true},
        {"event_id": "ad-3", "visitor": "v-9000", "kind": "ad", "channel": "Paid Social", "occurred_at": "2026-03-28"}]"#,
];

pub(super) fn lead_example(at: usize) -> Value {
    serde_json::from_str(LEAD_EXAMPLES[at]).unwrap_or_default()
}

pub(super) fn touch_example(at: usize) -> Value {
    serde_json::from_str(TOUCH_EXAMPLES[at]).unwrap_or_default()
}
