//! Letters by e-mail: each once, later where the mail server refuses, and none that nobody wants.

use super::*;
use crate::support::MailServer;
use mihwar::actions::deactivate_user::{Deactivated, deactivate_user};
use mihwar::actions::erase_person::erase_person;
use mihwar::actions::read_notices::{Read, read_notices, read_of_handoff};
use mihwar::actions::retry_letter::retry_letter;
use mihwar::actions::test_mail::test_mail;
use mihwar::clock::Clock;
use mihwar::jobs::clean_up::clean_up;
use mihwar::jobs::send_mail::{PAUSES, Post, run};
use mihwar::mail::Mailer;
use mihwar::storage::keyset::From;
use mihwar::storage::notifications;
use std::collections::BTreeSet;

const FROM: Option<&str> = Some("Mihwar <mihwar@mihwar.example>");

fn post(url: &str) -> Post {
    Post { mailer: Mailer::new(Some(url), FROM).unwrap().unwrap(), base: "https://mihwar.example".to_owned() }
}

fn post_to(server: &MailServer) -> Post {
    post(&format!("smtp://127.0.0.1:{}", server.port))
}

impl Company {
    async fn send(&self, post: Option<&Post>, now: DateTime<Utc>) -> u64 {
        run(self.db(), &Clock::fixed(now), post).await.unwrap()
    }

    /// State, tries and reason of every letter, in the order of the people.
    async fn letters(&self) -> Vec<(String, i16, Option<String>)> {
        let sql = "select o.state, o.tries, o.error from outbox o join people p on p.id = o.person_id order by p.name, o.id";
        sqlx::query_as(sql).fetch_all(&self.db().jobs).await.unwrap()
    }

    async fn states(&self) -> BTreeMap<String, usize> {
        let mut states = BTreeMap::new();
        for (state, _, _) in self.letters().await {
            *states.entry(state).or_insert(0) += 1;
        }
        states
    }
}

fn all(state: &str, n: usize) -> BTreeMap<String, usize> {
    BTreeMap::from([(state.to_owned(), n)])
}

#[tokio::test]
async fn each_letter_goes_once_however_many_send() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    for _ in 0..12 {
        company.offered().await;
    }
    let post = post_to(&server);
    let now = at(NOW);
    let runs = futures::future::join_all((0..4).map(|_| company.send(Some(&post), now))).await;
    assert_eq!(runs.iter().sum::<u64>(), 12, "{runs:?}");
    assert!(runs.iter().filter(|n| **n > 0).count() > 1, "nobody raced: {runs:?}");
    let ids: BTreeSet<String> = server.arrived().iter().map(|letter| letter.header("Message-ID")).collect();
    assert_eq!((server.arrived().len(), ids.len()), (12, 12));
    assert_eq!(company.states().await, all("sent", 12));
    assert_eq!(company.send(Some(&post), now + PAUSES[3]).await, 0, "nor again later");
    assert_eq!(server.arrived().len(), 12);
}

#[tokio::test]
async fn a_letter_says_what_happened_in_the_words_of_whoever_gets_it() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let omar = company.reps[0].id.0;
    company.run(&format!("update users set language = 'ar', digits = 'arabic' where id = '{omar}'")).await;
    let handoff = company.offered().await;
    company.accept(handoff, &company.reps[0], NOW).await;
    company.send(Some(&post_to(&server)), at(NOW)).await;
    let letters = server.arrived();
    let [arabic, english] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!((arabic.to.as_str(), english.to.as_str()), ("Omar@example.com", "Reem@example.com"));
    assert_eq!(arabic.header("Subject"), "تسليم جديد من Reem: Huda", "no mark that a program could show");
    assert_eq!(english.header("Subject"), "Handoff accepted by Omar: Huda");
    assert_eq!(english.header("From"), "Mihwar <mihwar@mihwar.example>");
    assert_eq!(english.header("To"), "Reem <Reem@example.com>");
    assert_eq!(english.header("Auto-Submitted"), "auto-generated");
    assert_eq!(english.header("Date"), "Mon, 02 Mar 2026 07:00:00 +0000");
    assert!(english.header("Content-Type").contains("utf-8"), "{}", english.head);
    let link = format!("https://mihwar.example/handoffs/{handoff}\n");
    for letter in [arabic, english] {
        assert!(letter.body.contains(&link) && letter.body.contains("\n-- \n"), "{}", letter.body);
        assert!(letter.body.contains("https://mihwar.example/me"), "how to turn it off: {}", letter.body);
    }
    assert!(arabic.body.starts_with("تسليم جديد من \u{2068}Reem\u{2069}: \u{2068}Huda\u{2069}\n"), "{}", arabic.body);
    assert!(arabic.body.contains("٢٠٢٦") && arabic.body.contains("موعد أول تواصل"), "{}", arabic.body);
    assert!(english.body.contains("2 Mar 2026") && english.body.contains("10:00"), "in Riyadh: {}", english.body);
}

#[tokio::test]
async fn what_is_refused_goes_later_and_is_given_up_in_the_end() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let post = post_to(&server);
    company.offered().await;
    server.refuse(&["451 4.3.0 busy"; 5]);
    let mut now = at(NOW);
    for (tries, pause) in (1..).zip(PAUSES) {
        assert_eq!(company.send(Some(&post), now).await, 1, "try {tries}");
        let [(state, tried, error)] = &company.letters().await[..] else { panic!("one letter") };
        assert_eq!((state.as_str(), *tried), ("waiting", tries));
        assert!(error.as_deref().unwrap().contains("busy"), "{error:?}");
        assert_eq!(company.send(Some(&post), now + pause - TimeDelta::seconds(1)).await, 0, "not before its time");
        now += pause;
    }
    company.send(Some(&post), now).await;
    let [(state, 5, Some(error))] = &company.letters().await[..] else { panic!("{:?}", company.letters().await) };
    assert!(state == "failed" && error.contains("451") && error.contains("busy"), "{state} {error}");
    assert_eq!(company.send(Some(&post), now + TimeDelta::hours(5)).await, 0, "it is given up");
    let id: Uuid = company.ask("select id from outbox").await;
    let day = TimeDelta::days(1);
    assert!(retry_letter(company.db(), id, company.admin.id, now + day).await.unwrap(), "an admin tries again, also a day later");
    assert_eq!(company.send(Some(&post), now + day).await, 1);
    assert_eq!(company.letters().await, [("sent".to_owned(), 1, None)]);
    assert!(!retry_letter(company.db(), id, company.admin.id, now + day).await.unwrap(), "what went does not fail");
    assert_eq!(company.ask::<i64>("select count(*) from events where verb = 'retried' and kind = 'letter'").await, 1);
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn an_address_that_does_not_exist_fails_at_once_and_a_wrong_password_waits_and_is_never_kept() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    company.offered().await;
    server.refuse(&["550 5.1.1 no such mailbox"]);
    company.send(Some(&post_to(&server)), at(NOW)).await;
    let [(state, 1, Some(error))] = &company.letters().await[..] else { panic!("{:?}", company.letters().await) };
    assert!(state == "failed" && error.contains("no such mailbox"), "{state} {error}");
    company.run("delete from outbox").await;
    company.offered().await;
    server.refuse_passwords(&["535 5.7.8 hunter2 is wrong"]);
    let with_password = post(&format!("smtp://mihwar:hunter2@127.0.0.1:{}", server.port));
    company.send(Some(&with_password), at(NOW)).await;
    let [(state, 1, Some(error))] = &company.letters().await[..] else { panic!("{:?}", company.letters().await) };
    assert!(state == "waiting" && error.contains("535") && !error.contains("hunter2"), "{state} {error}");
    company.send(Some(&with_password), at(NOW) + PAUSES[0]).await;
    assert_eq!(company.states().await, all("sent", 1), "once the password is right");
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_waited_for_but_what_is_old_is_no_news() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let gone = { MailServer::start().await.port };
    tokio::task::yield_now().await;
    company.offered().await;
    company.send(Some(&post(&format!("smtp://127.0.0.1:{gone}"))), at(NOW)).await;
    let [(state, 1, Some(_))] = &company.letters().await[..] else { panic!("{:?}", company.letters().await) };
    assert_eq!(state, "waiting");
    let told = at(NOW);
    assert_eq!(company.send(Some(&post_to(&server)), told + TimeDelta::hours(5)).await, 1, "after five hours it still goes");
    company.offered().await;
    let late = told + TimeDelta::hours(6);
    company.send(Some(&post_to(&server)), late).await;
    let kept: String = company.ask("select error from outbox where state = 'failed'").await;
    assert_eq!((kept.as_str(), server.arrived().len()), ("too_old", 1), "after six it does not");
}

#[tokio::test]
async fn where_no_e_mail_is_sent_nothing_waits_for_ever() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    company.offered().await;
    company.send(None, at(NOW) + TimeDelta::minutes(9)).await;
    assert_eq!(company.states().await, all("waiting", 1), "another process may be just about to send it");
    company.send(None, at(NOW) + TimeDelta::minutes(10)).await;
    assert_eq!(company.states().await, all("off", 1));
    assert_eq!(
        company.send(Some(&post_to(&server)), at(NOW) + TimeDelta::minutes(11)).await,
        0,
        "nor is it sent once e-mail is on"
    );
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn nobody_gets_a_letter_who_does_not_want_it_or_has_left() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let (omar, sara) = (company.reps[0].clone(), company.reps[1].clone());
    company.run(&format!("update users set mailed = false where id = '{}'", omar.id.0)).await;
    let mine = company.offered().await;
    assert_eq!(company.told(mine).await, pairs(&[("offered", "Omar")]), "he is told all the same");
    assert!(company.letters().await.is_empty());
    for leaves in [false, true] {
        company.offered_to(To::Person(sara.person_id)).await;
        if leaves {
            let left =
                deactivate_user(company.db(), sara.id, None, day("2026-03-02"), Some(company.admin.id), at(NOW)).await.unwrap();
            assert_eq!(left, Deactivated::Done);
        } else {
            company.run(&format!("update users set mailed = false where id = '{}'", sara.id.0)).await;
        }
        company.send(Some(&post_to(&server)), at(NOW)).await;
        company.run(&format!("update users set mailed = true where id = '{}'", sara.id.0)).await;
    }
    assert_eq!(company.states().await, all("off", 2), "decided after it was told");
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn a_letter_names_nobody_whom_its_reader_may_not_know() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let first = company.offered().await;
    let lead: Uuid = company.ask(&format!("select lead_id from handoffs where id = '{first}'")).await;
    erase_person(company.db(), &[lead], None, at(NOW)).await.unwrap();
    company.send(Some(&post_to(&server)), at(NOW)).await;
    company.run(&format!("update users set role = 'viewer' where id = '{}'", company.reps[1].id.0)).await;
    company.run(&format!("update handoffs set offered_by = '{}'", company.reps[1].person_id.0)).await;
    let second = company.offered().await;
    company.run(&format!("update handoffs set offered_by = '{}' where id = '{second}'", company.reps[1].person_id.0)).await;
    company.reject(second, "no_budget", &company.reps[0], NOW).await;
    company.send(Some(&post_to(&server)), at(NOW)).await;
    let letters = server.arrived();
    let to = |name: &str| letters.iter().find(|letter| letter.to.starts_with(name)).unwrap();
    assert!(!format!("{:?}", letters[0]).contains("Huda"), "erased before it went: {:?}", letters[0]);
    assert!(!format!("{:?}", to("Sara")).contains("Huda"), "who may not read contact data: {:?}", to("Sara"));
    assert!(to("Sara").header("Subject").starts_with("Handoff rejected by Omar: Lead "));
}

#[tokio::test]
async fn a_test_goes_to_whoever_asks_once_and_its_failure_is_told_at_once() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    let id = Uuid::now_v7();
    company.run("update users set mailed = false").await;
    for _ in 0..2 {
        test_mail(company.db(), id, &company.admin, at(NOW)).await.unwrap();
    }
    company.send(Some(&post_to(&server)), at(NOW)).await;
    let [letter] = &server.arrived()[..] else { panic!("one test") };
    assert!(letter.to == "lama@example.com" && letter.body.contains("/settings/outbox") && letter.body.contains("Al Waha"));
    test_mail(company.db(), Uuid::now_v7(), &company.admin, at(NOW)).await.unwrap();
    server.refuse(&["451 4.3.0 busy"]);
    company.send(Some(&post_to(&server)), at(NOW)).await;
    let failed: String = company.ask("select error from outbox where state = 'failed'").await;
    assert!(failed.contains("busy"), "{failed}");
    assert_eq!(company.ask::<i64>("select count(*) from events where verb = 'tested'").await, 2);
}

#[tokio::test]
async fn what_became_of_letters_is_forgotten_after_ninety_days() {
    let company = Company::new().await;
    let server = MailServer::start().await;
    company.offered().await;
    company.send(Some(&post_to(&server)), at(NOW)).await;
    company.offered().await;
    let folder = std::env::temp_dir().join("mihwar-no-uploads");
    clean_up(company.db(), &folder, at(NOW) + TimeDelta::days(89)).await.unwrap();
    assert_eq!(company.letters().await.len(), 2);
    clean_up(company.db(), &folder, at(NOW) + TimeDelta::days(91)).await.unwrap();
    assert_eq!(company.states().await, all("waiting", 1), "but for what waits");
    assert_eq!(company.ask::<i64>("select count(*) from notifications").await, 2, "and what people were told stays");
}

#[tokio::test]
async fn one_reads_ones_own_and_what_is_on_the_page() {
    let company = Company::new().await;
    let (omar, sara) = (company.reps[0].person_id, company.reps[1].person_id);
    let first = company.offered().await;
    let second = company.offered().await;
    company.offered_to(To::Person(sara)).await;
    let unread = async |person: PersonId| -> i64 {
        company.ask(&format!("select count(*) from notifications where read_at is null and person_id = '{}'", person.0)).await
    };
    let mut db = company.db().pages.acquire().await.unwrap();
    let page = notifications::page(&mut db, omar, From::Start).await.unwrap();
    let newest = page.rows[0].id;
    assert_eq!(page.rows.iter().map(|line| line.handoff_id).collect::<Vec<_>>(), [Some(second), Some(first)], "newest first");
    assert_eq!(page.rows[0].who.as_deref(), Some("Reem"));
    read_notices(company.db(), sara, Read::One(newest), at(NOW)).await.unwrap();
    read_notices(company.db(), sara, Read::Until(newest), at(NOW)).await.unwrap();
    assert_eq!((unread(omar).await, unread(sara).await), (2, 1), "nobody reads what others were told");
    let third = company.offered().await;
    read_notices(company.db(), omar, Read::Until(newest), at(NOW)).await.unwrap();
    assert_eq!(unread(omar).await, 1, "what came since is not read");
    assert_eq!(read_of_handoff(company.db(), sara, third, at(NOW)).await.unwrap(), 0);
    assert_eq!(read_of_handoff(company.db(), omar, third, at(NOW)).await.unwrap(), 1);
    assert_eq!((unread(omar).await, unread(sara).await), (0, 1));
}
