//! Letters by SMTP: the only user of `lettre`. What is secret in the address of the mail server stays in here.

use chrono::{DateTime, Utc};
use lettre::address::Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::response::Category;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::net::IpAddr;
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// How long the mail server may be silent.
const SILENCE: Duration = Duration::from_secs(20);
/// How long a letter may take in all.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// Characters of a line of the head, or of what a mail server says, that anybody reads.
const LINE: usize = 300;

/// Why e-mail cannot be set up. Nothing of an address that may hold a password is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server.
    #[error(
        "MIHWAR_SMTP_URL is not the address of a mail server: smtps://user:password@host:465 or smtp://host:587?tls=required"
    )]
    Url,
    /// A password in the clear.
    #[error("MIHWAR_SMTP_URL would send its password in the clear: use smtps://, or add ?tls=required")]
    Clear,
    /// No sender.
    #[error("MIHWAR_SMTP_URL needs MIHWAR_MAIL_FROM beside it: whom e-mail is from, such as Mihwar <mihwar@example.com>")]
    NoFrom,
    /// No address.
    #[error("MIHWAR_MAIL_FROM is not an address such as mihwar@example.com or Mihwar <mihwar@example.com>")]
    From,
}

/// How e-mail goes, as anybody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The mail server: host and port.
    pub host: String,
    /// Whom letters are from.
    pub from: String,
}

/// Sends letters.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    route: Route,
    password: String,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("route", &self.route).finish_non_exhaustive()
    }
}

/// A letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// By it a mail server knows a letter again that it was sent twice.
    pub id: Uuid,
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// Whom to.
    pub name: String,
    /// At which address.
    pub address: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Why a letter did not go: a word of ours (`address`, `timeout`), or what the mail server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// It may go later.
    Yet(String),
    /// It never will.
    Ever(String),
}

impl Mailer {
    /// A way to send, by the settings of the server. None where no mail server is said.
    ///
    /// # Errors
    /// Where the settings are not what they should be.
    pub fn new(url: Option<&str>, from: Option<&str>) -> Result<Option<Self>, MailError> {
        let Some(url) = url.map(str::trim).filter(|url| !url.is_empty()) else { return Ok(None) };
        let parsed = Url::parse(url).map_err(|_| MailError::Url)?;
        let tls = parsed.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let safe = parsed.scheme() == "smtps" || tls.as_deref() == Some("required");
        let host = parsed.host_str().filter(|host| !host.is_empty()).ok_or(MailError::Url)?;
        if !safe && parsed.password().is_some() && !is_here(host) {
            return Err(MailError::Clear);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| MailError::Url)?;
        let from: Mailbox = from.ok_or(MailError::NoFrom)?.trim().parse().map_err(|_| MailError::From)?;
        let usual = match (parsed.scheme(), tls) {
            ("smtps", _) => 465,
            (_, Some(_)) => 587,
            (_, None) => 25,
        };
        let route = Route { host: format!("{host}:{}", parsed.port().unwrap_or(usual)), from: from.to_string() };
        let password = parsed.password().map(|p| percent_encoding::percent_decode_str(p).decode_utf8_lossy().into_owned());
        let transport = transport.timeout(Some(SILENCE)).build();
        Ok(Some(Self { transport, from, route, password: password.unwrap_or_default() }))
    }

    /// How e-mail goes.
    #[must_use]
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Sends a letter.
    ///
    /// # Errors
    /// Where it did not go, with why.
    pub async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = self.message(letter).ok_or_else(|| NotSent::Ever("address".to_owned()))?;
        match tokio::time::timeout(PATIENCE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.refused(&error)),
            Err(_) => Err(NotSent::Yet("timeout".to_owned())),
        }
    }

    /// The letter as it goes. None where its address is none.
    fn message(&self, letter: &Letter) -> Option<Message> {
        let address: Address = letter.address.trim().parse().ok()?;
        let name = Some(one_line(&letter.name)).filter(|name| !name.is_empty());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(one_line(&letter.subject))
            .date(letter.at.into())
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .ok()
    }

    fn refused(&self, error: &SmtpError) -> NotSent {
        if error.is_timeout() {
            return NotSent::Yet("timeout".to_owned());
        }
        let said = if self.password.is_empty() { error.to_string() } else { error.to_string().replace(&self.password, "…") };
        let said = one_line(&said);
        // Who may send is a matter of the settings, which somebody mends; an address that does not exist stays so.
        let settings = error.status().is_some_and(|code| code.category == Category::Unspecified3);
        if error.is_permanent() && !settings { NotSent::Ever(said) } else { NotSent::Yet(said) }
    }
}

/// The mail server is on this machine: nobody listens in between.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Text that cannot become another line of the head.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LINE).collect()
}

/// Says that a machine wrote it, so that no machine answers.
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Option<&str> = Some("Mihwar <mihwar@example.com>");

    #[test]
    fn e_mail_is_off_where_no_server_is_said_and_a_half_setting_is_an_error() {
        assert!(Mailer::new(None, FROM).unwrap().is_none());
        assert!(Mailer::new(Some(" "), None).unwrap().is_none());
        let fails = |url, from| Mailer::new(Some(url), from).unwrap_err();
        assert_eq!(fails("smtps://mail.example.com", None), MailError::NoFrom);
        assert_eq!(fails("smtps://mail.example.com", Some("Mihwar")), MailError::From);
        for wrong in ["mail.example.com", "https://mail.example.com", "smtp://h?tls=perhaps", "smtp://"] {
            assert_eq!(fails(wrong, FROM), MailError::Url, "{wrong}");
        }
        for clear in ["smtp://u:hunter2@mail.example.com", "smtp://u:hunter2@mail.example.com?tls=opportunistic"] {
            assert_eq!(fails(clear, FROM), MailError::Clear, "{clear}");
        }
    }

    #[test]
    fn the_route_names_host_and_port_and_never_the_password() {
        let mailer = |url| Mailer::new(Some(url), FROM).unwrap().unwrap();
        let host = |url| mailer(url).route().host.clone();
        assert_eq!(host("smtps://u:hunter2@mail.example.com"), "mail.example.com:465");
        assert_eq!(host("smtp://u:hunter2@mail.example.com?tls=required"), "mail.example.com:587");
        assert_eq!(host("smtp://u:hunter2@localhost:1025"), "localhost:1025");
        assert_eq!(host("smtp://mail.example.com"), "mail.example.com:25");
        assert!(!format!("{:?}", mailer("smtps://u:hunter2@mail.example.com")).contains("hunter2"));
    }

    #[test]
    fn nothing_that_somebody_typed_becomes_a_line_of_the_head() {
        let mailer = Mailer::new(Some("smtp://localhost:1025"), FROM).unwrap().unwrap();
        let letter = Letter {
            id: Uuid::nil(),
            at: DateTime::UNIX_EPOCH,
            name: "هدى\r\nBcc: all@example.com".to_owned(),
            address: "huda@example.com".to_owned(),
            subject: "New\r\nX-Evil: yes\u{0}\n\nbody".to_owned(),
            body: "Line\n.\nend".to_owned(),
        };
        let sent = String::from_utf8(mailer.message(&letter).unwrap().formatted()).unwrap();
        let (head, _) = sent.split_once("\r\n\r\n").unwrap();
        assert!(
            !head.contains("\nBcc") && !head.contains("\nX-Evil") && head.contains("Auto-Submitted: auto-generated"),
            "{head}"
        );
        assert!(head.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.com>") && head.is_ascii(), "{head}");
        for none in ["", "huda", "huda@example.com\r\nBcc: x@example.com", "a b@example.com"] {
            assert!(mailer.message(&Letter { address: none.to_owned(), ..letter.clone() }).is_none(), "{none}");
        }
    }
}
