//! E-mail of the program as a process: it goes by the settings of the server, and what is secret in them is told nobody.

use crate::process::{init, mihwar, said};
use crate::support::{MailServer, OwnDatabase};
use sqlx::{Connection as _, PgConnection};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

const FROM: &str = "Mihwar <mihwar@mihwar.example>";

#[tokio::test(flavor = "multi_thread")]
async fn a_server_sends_by_its_settings_and_keeps_the_password_to_itself() {
    let database = OwnDatabase::create("mailing").await;
    init(&database.url);
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    let letter = "insert into outbox (id, person_id, made_at, send_after, give_up_at)
                  select gen_random_uuid(), id, now(), now(), now() + interval '1 hour' from people";
    sqlx::query(letter).execute(&mut db).await.unwrap();
    let mail = MailServer::start().await;
    let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let log = tempfile::NamedTempFile::new().unwrap();
    let url = format!("smtp://mihwar:hunter2@127.0.0.1:{}", mail.port);
    let args = ["serve", "--listen", &listen, "--database-url", &database.url, "--mail-from", FROM, "--log", "trace"];
    let mut serving = mihwar(&args).env("MIHWAR_SMTP_URL", url).stderr(log.reopen().unwrap()).spawn().unwrap();
    let mut stdout = BufReader::new(serving.stdout.take().unwrap()).lines();
    let first = stdout.next().unwrap().unwrap();
    for _ in 0..400 {
        if !mail.arrived().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let arrived = mail.arrived();
    let stopped = std::process::Command::new("kill").arg(serving.id().to_string()).stdin(Stdio::null()).status().unwrap();
    let rest: String = stdout.map_while(Result::ok).collect();
    assert!(stopped.success() && serving.wait().unwrap().success());
    let [letter] = &arrived[..] else { panic!("{arrived:?}") };
    assert!(letter.to == "a@example.com" && letter.body.contains(&format!("http://{listen}/settings/outbox")), "{letter:?}");
    let state: String = sqlx::query_scalar("select state from outbox").fetch_one(&mut db).await.unwrap();
    assert_eq!(state, "sent", "the server stopped once it had noted what came of it");
    let log = std::fs::read_to_string(log.path()).unwrap();
    assert!(log.len() > 1_000, "nothing was logged");
    assert!(!format!("{log}{first}{rest}").contains("hunter2"));
}

#[tokio::test]
async fn settings_that_cannot_work_are_told_without_the_password() {
    let database = OwnDatabase::create("mailing_wrong").await;
    for (url, from, why) in [
        ("smtp://mihwar:hunter2@mail.example.com", FROM, "in the clear"),
        ("smtps://mihwar:hunter2@", FROM, "MIHWAR_SMTP_URL is not the address"),
        ("smtps://mihwar:hunter2@mail.example.com", "nobody", "MIHWAR_MAIL_FROM is not an address"),
    ] {
        let args = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url, "--smtp-url", url, "--mail-from", from];
        let said = said(&mihwar(&args).output().unwrap());
        assert!(said.contains(why) && !said.contains("hunter2"), "{said}");
    }
}
