//! What the doctor says of what he saw: pure, a verdict a line.

use super::evidence::{Evidence, Told};
use crate::config::Secret;
use crate::mail::Mailer;
use crate::storage::derived::health::Health;
use crate::storage::server::Following;
use chrono::TimeDelta;
use serde::Serialize;

/// The oldest Postgres that the schema works with.
const OLDEST: u32 = 15;
/// Less room than this is none.
const NO_ROOM: u64 = 200 * 1024 * 1024;
/// Less room than this will soon be none.
const LITTLE_ROOM: u64 = 2 * 1024 * 1024 * 1024;
/// A backup older than this is no more than a souvenir.
const BACKUP_DAYS: i64 = 8;
/// Seconds by which a standby may be behind.
const BEHIND: i64 = 60;
/// A server builds what waits within seconds; within this while a large import runs.
const WAITING: TimeDelta = TimeDelta::minutes(10);

/// How grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Good,
    /// It works, and could be better.
    Advice,
    /// It does not work, or will not for long.
    Fault,
}

impl State {
    /// The word at the beginning of a line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Advice => "advice",
            Self::Fault => "FAULT",
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// How grave it is.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do.
    pub todo: Option<String>,
}

fn good(name: &'static str, found: impl Into<String>) -> Check {
    Check { name, state: State::Good, found: found.into(), todo: None }
}

fn not(state: State, name: &'static str, found: impl Into<String>, todo: impl Into<String>) -> Check {
    Check { name, state, found: found.into(), todo: Some(todo.into()) }
}

/// Every line.
#[must_use]
pub fn judge(seen: &Evidence) -> Vec<Check> {
    let mut checks = Vec::new();
    match &seen.database {
        None => checks.push(not(
            State::Advice,
            "database",
            format!("there is none yet in {}", seen.folder.display()),
            "mihwar serve makes it",
        )),
        Some(Err(sentence)) => checks.push(not(State::Fault, "database", "it cannot be used", sentence.clone())),
        Some(Ok(told)) => checks.extend(database(seen, told)),
    }
    checks.push(room(seen));
    checks.extend(address(seen));
    checks.push(mail(seen));
    checks
}

/// Is anybody told by e-mail?
fn mail(seen: &Evidence) -> Check {
    match Mailer::new(seen.serve.smtp_url.as_ref().map(Secret::reveal), seen.serve.mail_from.as_deref()) {
        Ok(Some(mailer)) => good("e-mail", format!("goes by {}, from {}", mailer.route().host, mailer.route().from)),
        Ok(None) => good("e-mail", "off: people are told under the bell only"),
        Err(error) => not(State::Fault, "e-mail", "cannot be sent: the server will not start", error.to_string()),
    }
}

fn database(seen: &Evidence, told: &Told) -> Vec<Check> {
    let server = &told.server;
    let mut checks = vec![
        if server.major >= OLDEST {
            good("database", format!("answers, Postgres {}", server.major))
        } else {
            let todo = format!("Mihwar needs {OLDEST} or newer: move to one with mihwar backup and restore");
            not(State::Fault, "database", format!("Postgres {}", server.major), todo)
        },
        if told.listens {
            good("connections", "sessions are kept: LISTEN hears what NOTIFY says")
        } else {
            not(
                State::Fault,
                "connections",
                "LISTEN hears nothing: a pooler in transaction mode stands between",
                "reach Postgres directly, or set the pooler to session mode",
            )
        },
        schema(seen, told),
    ];
    checks.extend(set_up(told));
    checks.push(if server.fsync {
        good("fsync", "on: what was acknowledged survives a crash")
    } else {
        not(
            State::Fault,
            "fsync",
            "off: a crash may lose or break data",
            "set fsync = on in postgresql.conf and restart Postgres",
        )
    });
    checks.push(if server.utf8 {
        good("encoding", "UTF-8")
    } else {
        not(
            State::Fault,
            "encoding",
            "not UTF-8: Arabic cannot be kept",
            "createdb --encoding=UTF8 --template=template0, then restore",
        )
    });
    checks.push(if server.icu {
        good("collations", "ICU, with English and Arabic")
    } else {
        not(
            State::Fault,
            "collations",
            "Postgres was built without ICU: names cannot be sorted",
            "use the packages of your system or of postgresql.org",
        )
    });
    checks.push(if server.trigrams {
        good("extensions", "pg_trgm can be had")
    } else {
        not(
            State::Advice,
            "extensions",
            "pg_trgm is not there: searching reads every lead",
            "install the contrib package of Postgres",
        )
    });
    checks.push(clock(seen, told));
    checks.push(slots(seen, told));
    checks.extend(seen.standby.as_ref().map(|answer| standby(answer, told)));
    checks.push(backup(seen, told));
    checks
}

fn schema(seen: &Evidence, told: &Told) -> Check {
    match told.contents.schema {
        Some(theirs) if theirs == seen.newest => good("schema", format!("{theirs}, as this version needs")),
        Some(theirs) if theirs > seen.newest => not(
            State::Fault,
            "schema",
            format!("{theirs}; this version knows {}", seen.newest),
            "start the newer version of Mihwar that was here before",
        ),
        Some(theirs) => not(
            State::Advice,
            "schema",
            format!("{theirs} of {}", seen.newest),
            "mihwar migrate, or start the server; back up before",
        ),
        None if told.contents.foreign.is_empty() => {
            not(State::Advice, "schema", "the database is empty", "mihwar migrate, or start the server")
        }
        None => not(
            State::Fault,
            "schema",
            format!("the database holds tables of others ({})", told.contents.foreign.join(", ")),
            "give Mihwar a database of its own",
        ),
    }
}

fn set_up(told: &Told) -> Vec<Check> {
    let Some(name) = &told.contents.workspace else {
        return vec![not(
            State::Advice,
            "set-up",
            "nobody set it up yet",
            "open the link that mihwar serve prints, or run mihwar init",
        )];
    };
    let mut checks = vec![good("set-up", format!("“{name}”, {} leads, {} deals", told.contents.leads, told.contents.deals))];
    if let Some((zone, known)) = &told.zone {
        checks.push(if *known {
            good("time zone", zone)
        } else {
            not(
                State::Fault,
                "time zone",
                format!("Postgres does not know {zone}"),
                "install the time zone data of its system (tzdata)",
            )
        });
    }
    match told.missing_rates.as_deref() {
        Some([]) => checks.push(good("exchange rates", "every currency in use has one")),
        Some(missing) => checks.push(not(
            State::Advice,
            "exchange rates",
            format!("none for {}: such amounts are in no total", missing.join(", ")),
            "enter them under Settings, Exchange rates",
        )),
        None => {}
    }
    checks.extend(told.derived.as_ref().map(|found| derived(told, found)));
    checks
}

/// The tables that dashboards read: are they right, can they be built, does anything build them?
fn derived(told: &Told, found: &Health) -> Check {
    let name = "derived data";
    let Some(sample) = &found.sample else {
        let nothing = told.contents.leads == 0 && told.contents.deals == 0;
        let what = "not built yet: pages ask the records themselves";
        return if nothing { good(name, what) } else { not(State::Advice, name, what, "mihwar rebuild, or let a server run") };
    };
    if let Some(first) = sample.differences.first() {
        let what = format!("{} of {} rows are not what the records say: {first}", sample.differences.len(), sample.rows);
        return not(State::Fault, name, what, "mihwar rebuild; then mihwar verify compares them all");
    }
    if let Some(at) = found.failed_at {
        let what = format!("building failed at {}", at.format("%Y-%m-%d %H:%M UTC"));
        return not(State::Fault, name, what, "the log of the server says why; mihwar rebuild tries it here");
    }
    match found.waits_since {
        Some(since) if told.server.now - since > WAITING => {
            let what = format!("{} days wait to be built since {}", found.dirty, since.format("%Y-%m-%d %H:%M UTC"));
            not(State::Advice, name, what, "let a server run, which builds them, or mihwar rebuild")
        }
        _ => good(name, format!("a sample of {} rows is what the records say, {} days wait", sample.rows, found.dirty)),
    }
}

fn clock(seen: &Evidence, told: &Told) -> Check {
    let off = (told.server.now - seen.now).abs();
    let found = format!("{} s apart from the database's", off.num_seconds());
    let todo = "let both machines keep time by NTP";
    match off {
        off if off > TimeDelta::seconds(60) => not(State::Fault, "clock", found, todo),
        off if off > TimeDelta::seconds(5) => not(State::Advice, "clock", found, todo),
        _ => good("clock", "that of the database"),
    }
}

fn slots(seen: &Evidence, told: &Told) -> Check {
    let fit = told.server.connections / seen.pool.max(1);
    let found = format!("{} connections, {} a server process", told.server.connections, seen.pool);
    match fit {
        0 => not(State::Fault, "pool", found, "raise max_connections of Postgres"),
        1 if !seen.private => {
            not(State::Advice, "pool", found, "enough for one; raise max_connections before a second server process runs")
        }
        n => good("pool", format!("{found}: room for {n}")),
    }
}

/// The standby that dashboards read from: is it one, of this database, and not far behind?
fn standby(answer: &Result<Following, String>, told: &Told) -> Check {
    let name = "standby";
    let found = match answer {
        Ok(found) => found,
        Err(sentence) => {
            let todo = format!("start it, or correct DATABASE_READ_URL: {sentence}");
            return not(State::Advice, name, "it does not answer: dashboards read from the primary", todo);
        }
    };
    if (found.schema, &found.workspace) != (told.contents.schema, &told.contents.workspace) {
        let todo = "let DATABASE_READ_URL be a standby of DATABASE_URL: dashboards show what stands there";
        return not(State::Fault, name, "it holds another database, or is far behind", todo);
    }
    if !found.replays {
        let todo = "let DATABASE_READ_URL be a standby of DATABASE_URL, or leave it out";
        return not(State::Advice, name, "it is a primary: nothing replicates to it", todo);
    }
    match found.behind {
        Some(seconds) if seconds > BEHIND => {
            not(State::Advice, name, format!("{seconds} s behind"), "see to its replication: dashboards show what was")
        }
        _ => good(name, "answers, and holds what the primary wrote"),
    }
}

fn backup(seen: &Evidence, told: &Told) -> Check {
    if let Some(sentence) = &seen.tools {
        return not(State::Advice, "backup", "it could not be made from here", sentence.clone());
    }
    let todo = "mihwar backup FILE, and every night by a timer (docs/production.md)";
    match told.backed_up.map(|at| (at, (seen.now - at).num_days())) {
        None => not(State::Advice, "backup", "none is known", todo),
        Some((at, days)) if days > BACKUP_DAYS => {
            not(State::Advice, "backup", format!("the last is {days} days old ({})", at.date_naive()), todo)
        }
        Some((at, _)) => good("backup", format!("the last was made on {}", at.date_naive())),
    }
}

fn room(seen: &Evidence) -> Check {
    let Some(free) = seen.free else {
        return not(
            State::Fault,
            "disk",
            format!("{} cannot be looked at", seen.folder.display()),
            "choose another with --data-dir",
        );
    };
    let found = format!("{} MB free for {}", free / 1024 / 1024, seen.folder.display());
    match free {
        free if free < NO_ROOM => not(State::Fault, "disk", found, "make room: imports and the database will stop"),
        free if free < LITTLE_ROOM => not(State::Advice, "disk", found, "make room before it is full"),
        _ => good("disk", found),
    }
}

fn address(seen: &Evidence) -> Vec<Check> {
    let open = !seen.serve.address.listen.ip().is_loopback();
    let listen = seen.serve.address.listen;
    let url = seen.serve.address.public_url.as_ref();
    let secure = url.is_some_and(|url| url.scheme() == "https");
    let address = match url {
        None if open => not(
            State::Advice,
            "address",
            format!("listens on {listen} for everybody, without https"),
            "put a proxy with https before it and say its address with MIHWAR_PUBLIC_URL",
        ),
        Some(url) if !secure => not(
            State::Advice,
            "address",
            format!("{url} is not https: passwords travel in the clear"),
            "give the proxy a certificate",
        ),
        Some(url) if open => not(
            State::Advice,
            "address",
            format!("{url}, and also {listen}, around the proxy"),
            "listen where only the proxy reaches, for instance on 127.0.0.1:8080",
        ),
        Some(url) => good("address", url.as_str()),
        None => good("address", format!("http://{listen}, this machine only")),
    };
    let proxies = &seen.serve.trusted_proxies;
    let trusted = match (url, proxies.is_empty()) {
        (Some(_), true) => not(
            State::Advice,
            "proxies",
            "nobody's forwarded headers count: everybody seems to come from the proxy",
            "say the proxy's address with MIHWAR_TRUSTED_PROXIES, so that sign-in is throttled by who comes",
        ),
        (_, false) => good("proxies", proxies.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        (None, true) => good("proxies", "none"),
    };
    vec![address, trusted]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Address, Serve};
    use crate::storage::contents::Contents;
    use crate::storage::derived::verify::Verified;
    use crate::storage::server::Server;

    fn healthy() -> Evidence {
        let now = "2026-03-31T20:30:00Z".parse().unwrap();
        let serve = Serve {
            address: Address {
                listen: "127.0.0.1:8080".parse().unwrap(),
                public_url: Some("https://mihwar.example".parse().unwrap()),
            },
            trusted_proxies: vec!["10.0.0.1".parse().unwrap()],
            smtp_url: Some("smtps://mihwar:hunter2@mail.example.com".to_owned().into()),
            mail_from: Some("mihwar@example.com".to_owned()),
            metrics_listen: None,
            development: false,
        };
        let contents =
            Contents { schema: Some(9), workspace: Some("Al Waha".to_owned()), leads: 3, deals: 1, foreign: Vec::new() };
        let server = Server { major: 16, fsync: true, utf8: true, icu: true, trigrams: true, connections: 97, now };
        let told = Told {
            server,
            contents,
            listens: true,
            missing_rates: Some(Vec::new()),
            zone: Some(("Asia/Riyadh".to_owned(), true)),
            derived: Some(Health { sample: Some(Verified { rows: 32, ..Verified::default() }), ..Health::default() }),
            backed_up: Some(now - TimeDelta::days(1)),
        };
        Evidence {
            folder: "/var/lib/mihwar".into(),
            free: Some(50 * LITTLE_ROOM),
            private: false,
            database: Some(Ok(told)),
            standby: None,
            tools: None,
            serve,
            pool: 22,
            newest: 9,
            now,
        }
    }

    /// What is not good after something was changed.
    fn after(change: impl FnOnce(&mut Evidence)) -> Vec<(&'static str, State)> {
        let mut seen = healthy();
        change(&mut seen);
        judge(&seen).into_iter().filter(|c| c.state != State::Good).map(|c| (c.name, c.state)).collect()
    }

    fn told(change: impl FnOnce(&mut Told)) -> Vec<(&'static str, State)> {
        after(|seen| {
            if let Some(Ok(told)) = &mut seen.database {
                change(told);
            }
        })
    }

    #[test]
    fn of_the_healthy_nothing_is_said() {
        assert_eq!(after(|_| {}), []);
        assert_eq!(after(|seen| seen.serve.smtp_url = None), [], "whoever wants no e-mail lacks nothing");
        assert!(!format!("{:?} {:?}", healthy(), judge(&healthy())).contains("hunter2"), "a password is told nobody");
    }

    #[test]
    fn whatever_breaks_work_is_a_fault() {
        let fault = |name| vec![(name, State::Fault)];
        assert_eq!(told(|t| t.server.major = 14), fault("database"));
        assert_eq!(told(|t| t.listens = false), fault("connections"));
        assert_eq!(told(|t| t.server.fsync = false), fault("fsync"));
        assert_eq!(told(|t| t.server.utf8 = false), fault("encoding"));
        assert_eq!(told(|t| t.server.icu = false), fault("collations"));
        assert_eq!(told(|t| t.server.now += TimeDelta::minutes(2)), fault("clock"));
        assert_eq!(told(|t| t.server.connections = 21), fault("pool"));
        assert_eq!(told(|t| t.contents.schema = Some(10)), fault("schema"));
        assert_eq!(told(|t| t.zone = Some(("Asia/Riyadh".to_owned(), false))), fault("time zone"));
        assert_eq!(after(|seen| seen.free = Some(NO_ROOM - 1)), fault("disk"));
        assert_eq!(after(|seen| seen.free = None), fault("disk"));
        assert_eq!(after(|seen| seen.serve.mail_from = None), fault("e-mail"));
        assert_eq!(after(|seen| seen.database = Some(Err("It does not answer.".to_owned()))), fault("database"));
    }

    #[test]
    fn what_could_be_better_is_advice() {
        let advice = |name| vec![(name, State::Advice)];
        assert_eq!(told(|t| t.server.now += TimeDelta::seconds(9)), advice("clock"));
        assert_eq!(told(|t| t.server.connections = 23), advice("pool"));
        assert_eq!(told(|t| t.server.trigrams = false), advice("extensions"));
        assert_eq!(told(|t| t.contents.schema = Some(8)), advice("schema"));
        assert_eq!(told(|t| t.missing_rates = Some(vec!["USD".to_owned()])), advice("exchange rates"));
        assert_eq!(told(|t| t.backed_up = None), advice("backup"));
        assert_eq!(told(|t| t.backed_up = "2026-03-01T00:00:00Z".parse().ok()), advice("backup"));
        assert_eq!(told(|t| t.contents.workspace = None), advice("set-up"));
        assert_eq!(after(|seen| seen.tools = Some("no pg_dump".to_owned())), advice("backup"));
        assert_eq!(after(|seen| seen.database = None), advice("database"));
        assert_eq!(after(|seen| seen.free = Some(NO_ROOM)), advice("disk"));
        assert_eq!(after(|seen| seen.serve.address.listen = "0.0.0.0:80".parse().unwrap()), advice("address"));
        assert_eq!(after(|seen| seen.serve.address.public_url = "http://mihwar.example".parse().ok()), advice("address"));
        assert_eq!(after(|seen| seen.serve.trusted_proxies.clear()), advice("proxies"));
    }

    #[test]
    fn derived_data_is_right_built_and_soon_or_it_is_told() {
        let with = |change: fn(&mut Health)| {
            told(|t| {
                if let Some(found) = &mut t.derived {
                    change(found);
                }
            })
        };
        let at = |text: &str| Some(text.parse().unwrap());
        let wrong = |h: &mut Health| {
            h.sample = Some(Verified { rows: 9, dirty: 0, differences: vec!["derived_lead_days 2026-01-05: log".to_owned()] });
        };
        assert_eq!(with(wrong), [("derived data", State::Fault)]);
        assert_eq!(
            told(|t| t.derived.as_mut().unwrap().failed_at = at("2026-03-31T20:00:00Z")),
            [("derived data", State::Fault)]
        );
        assert_eq!(
            told(|t| t.derived.as_mut().unwrap().waits_since = at("2026-03-31T20:19:59Z")),
            [("derived data", State::Advice)]
        );
        assert_eq!(told(|t| t.derived.as_mut().unwrap().waits_since = at("2026-03-31T20:25:00Z")), []);
        assert_eq!(with(|h| h.sample = None), [("derived data", State::Advice)]);
    }

    #[test]
    fn of_a_standby_is_told_whether_it_follows() {
        let standby = |change: fn(&mut Following)| {
            let mut found =
                Following { replays: true, behind: Some(BEHIND), schema: Some(9), workspace: Some("Al Waha".to_owned()) };
            change(&mut found);
            after(|seen| seen.standby = Some(Ok(found)))
        };
        assert_eq!(standby(|_| {}), []);
        assert_eq!(standby(|found| found.behind = None), []);
        assert_eq!(standby(|found| found.behind = Some(BEHIND + 1)), [("standby", State::Advice)]);
        assert_eq!(standby(|found| found.replays = false), [("standby", State::Advice)]);
        assert_eq!(standby(|found| found.schema = Some(8)), [("standby", State::Fault)]);
        assert_eq!(standby(|found| found.workspace = None), [("standby", State::Fault)]);
        assert_eq!(after(|seen| seen.standby = Some(Err("no route".to_owned()))), [("standby", State::Advice)]);
        let mut seen = healthy();
        assert!(!judge(&seen).iter().any(|check| check.name == "standby"), "where there is none, none is told");
        seen.standby = Some(Err("no route".to_owned()));
        assert!(judge(&seen).iter().any(|check| check.todo.as_ref().is_some_and(|todo| todo.contains("no route"))));
    }

    #[test]
    fn every_line_that_is_not_good_says_what_to_do() {
        let mut seen = healthy();
        seen.database = Some(Err("Start it.".to_owned()));
        assert!(judge(&seen).iter().all(|check| (check.state == State::Good) == check.todo.is_none()));
    }
}
