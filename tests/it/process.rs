//! The program as a process: what it says when it cannot work, and what a kill leaves behind.

use crate::support::OwnDatabase;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

pub(crate) fn mihwar(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mihwar"));
    command
        .args(args)
        .env_remove("DATABASE_URL")
        .env_remove("DATABASE_READ_URL")
        .env_remove("MIHWAR_SMTP_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn said(output: &Output) -> String {
    assert!(!output.status.success(), "it went well");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_data_folder_that_cannot_be_is_named() {
    // Below a file nobody can make a folder, not even root.
    let file = tempfile::NamedTempFile::new().unwrap();
    let folder = file.path().join("data");
    let said = said(&mihwar(&["migrate", "--data-dir", &folder.to_string_lossy()]).output().unwrap());
    assert!(said.contains("cannot be written") && said.contains("--data-dir"), "{said}");
}

#[test]
fn a_database_that_does_not_answer_is_told_apart_from_one_that_does_not_exist() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = said(&mihwar(&["migrate", "--database-url", &format!("postgres://x@{free}/x")]).output().unwrap());
    assert!(nobody.contains("does not answer"), "{nobody}");
    let missing = OwnDatabase::url("mihwar_no_such_database");
    let missing = said(&mihwar(&["migrate", "--database-url", &missing]).output().unwrap());
    assert!(missing.contains("does not exist"), "{missing}");
    let wrong = said(&mihwar(&["migrate", "--database-url", "mysql://x"]).output().unwrap());
    assert!(wrong.contains("is not the address of a Postgres"), "{wrong}");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_the_way_out() {
    let database = OwnDatabase::create("port").await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = mihwar(&["serve", "--database-url", &database.url, "--listen", &address]).output().unwrap();
    let said = said(&output);
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}

pub(crate) fn init(url: &str) {
    let args =
        ["init", "--name", "T", "--zone", "UTC", "--currency", "USD", "--admin-email", "a@example.com", "--database-url", url];
    let mut child = mihwar(&args).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"correct horse battery\n").unwrap();
    assert!(child.wait().unwrap().success());
}

/// A file of leads, and how many.
pub(crate) fn leads_file(rows: usize) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    writeln!(file, "external_id,email,created_at,stage").unwrap();
    for row in 0..rows {
        writeln!(file, "{row},lead{row}@example.com,2026-01-05,mql").unwrap();
    }
    file
}

pub(crate) fn import(url: &str, file: &tempfile::NamedTempFile) -> Child {
    mihwar(&["import", &file.path().to_string_lossy(), "--database-url", url]).spawn().unwrap()
}

#[tokio::test]
async fn a_kill_in_the_middle_of_an_import_leaves_whole_batches_and_the_same_command_goes_on() {
    let database = OwnDatabase::create("kill").await;
    init(&database.url);
    let rows = 40_000;
    let file = leads_file(rows);
    let mut killed = import(&database.url, &file);
    while database.count("select count(*) from leads").await == 0 {
        assert!(killed.try_wait().unwrap().is_none(), "it ended before it could be killed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let landed = database.count("select count(*) from leads").await;
    assert_eq!(database.count("select count(*) from external_refs where kind = 'lead'").await, landed, "half-written");
    assert_eq!(database.count("select count(*) from stage_transitions").await, landed, "half-written");
    assert_eq!(database.count("select count(*) from imports where state = 'running'").await, 1);
    let output = import(&database.url, &file).wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(database.count("select count(*) from leads").await, i64::try_from(rows).unwrap());
    assert_eq!(database.count("select count(*) from stage_transitions").await, i64::try_from(rows).unwrap());
}

#[tokio::test]
async fn reports_are_json_and_unknown_names_are_refused() {
    let database = OwnDatabase::create("report").await;
    init(&database.url);
    for name in mihwar::reports::NAMES {
        let args = ["report", name, "--from", "2026-01-01", "--to", "2026-04-01", "--json", "--database-url", &database.url];
        let output = mihwar(&args).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(report.is_object(), "{name}");
    }
    let args = ["report", "gauge", "--from", "2026-01-01", "--to", "2026-04-01", "--database-url", &database.url];
    assert!(said(&mihwar(&args).output().unwrap()).contains("overview, funnel"));
    let args = ["report", "funnel", "--from", "2026-04-01", "--to", "2026-01-01", "--database-url", &database.url];
    assert!(said(&mihwar(&args).output().unwrap()).contains("--to must come after --from"));
}

#[tokio::test]
async fn strict_ends_with_three_and_the_rejected_rows_come_back() {
    let database = OwnDatabase::create("strict").await;
    init(&database.url);
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    writeln!(file, "external_id,first_name,created_at\n1,=cmd,2026-02-31\n2,Huda,2026-02-01").unwrap();
    let rejects = tempfile::NamedTempFile::new().unwrap();
    let (path, out) = (file.path().to_string_lossy(), rejects.path().to_string_lossy());
    let args = ["import", &path, "--strict", "--rejects", &out, "--database-url", &database.url];
    assert_eq!(mihwar(&args).output().unwrap().status.code(), Some(3));
    let rejected = std::fs::read_to_string(rejects.path()).unwrap();
    assert!(rejected.contains("'=cmd") && rejected.contains("does not exist"), "{rejected}");
    assert_eq!(database.count("select count(*) from leads").await, 1);
}

#[tokio::test]
async fn a_folder_without_a_mapping_is_imported_in_the_right_order() {
    let database = OwnDatabase::create("order").await;
    init(&database.url);
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("activities.csv", "event_id,lead,kind,happened_at,actor\nA1,7,call,2026-02-02,Faisal\n"),
        ("deals.csv", "external_id,lead,amount,currency,opened_at,closed_at,outcome\nD1,7,10,USD,2026-02-01,2026-02-03,won\n"),
        ("leads.csv", "external_id,email,created_at\n7,huda@alwaha.example,2026-01-05\n"),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let args = ["import", &folder.path().to_string_lossy(), "--strict", "--database-url", &database.url];
    let output = mihwar(&args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(database.count("select count(*) from leads where current_stage = 'won'").await, 1);
    assert_eq!(database.count("select count(*) from activities").await, 1);
    assert_eq!(database.count("select count(*) from imports").await, 1, "one import, taken back together");
}

#[tokio::test]
async fn verify_fails_and_names_what_differs_and_rebuild_repairs_it() {
    let database = OwnDatabase::create("verify").await;
    init(&database.url);
    let file = leads_file(30);
    let run = |args: &[&str]| mihwar(&[args, &["--database-url", &database.url]].concat()).output().unwrap();
    assert!(run(&["import", &file.path().to_string_lossy()]).status.success());
    assert!(run(&["verify"]).status.success(), "an import ends with its days built");
    assert_eq!(
        database
            .count(
                "with corrupted as (update derived_lead_days set leads = leads + 1 returning 1) select count(*) from corrupted"
            )
            .await,
        1
    );
    let found = run(&["verify", "lead-days"]);
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert_eq!(found.status.code(), Some(1), "{said}");
    assert!(said.contains("derived_lead_days 20"), "{said}");
    assert!(run(&["rebuild", "lead-days"]).status.success() && run(&["verify"]).status.success());
}

#[tokio::test]
async fn the_doctor_says_what_stands_in_the_way_and_changes_nothing() {
    let database = OwnDatabase::create("doctor").await;
    let doctor = |json: bool| {
        let mut args = vec!["doctor", "--database-url", &database.url];
        args.extend(json.then_some("--json"));
        mihwar(&args).output().unwrap()
    };
    let lines = String::from_utf8(doctor(false).stdout).unwrap();
    assert!(lines.contains("advice schema") && lines.contains("the database is empty"), "{lines}");
    assert_eq!(database.count("select count(*) from pg_tables where schemaname = 'public'").await, 0, "it only looks");

    init(&database.url);
    let json = doctor(true);
    let checks: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    // A server for tests may well run without fsync.
    assert_eq!(json.status.success(), checks.iter().all(|c| c["state"] != "fault"), "{checks:#?}");
    let state = |name: &str| checks.iter().find(|c| c["name"] == name).map(|c| c["state"].as_str().unwrap().to_owned());
    for name in ["database", "connections", "schema", "set-up", "time zone", "exchange rates", "encoding", "clock", "pool"] {
        assert_eq!(state(name).as_deref(), Some("good"), "{name}: {checks:#?}");
    }
    assert_eq!(state("backup").as_deref(), Some("advice"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.dump");
    assert!(mihwar(&["backup", &file.to_string_lossy(), "--database-url", &database.url]).status().unwrap().success());
    assert!(String::from_utf8(doctor(false).stdout).unwrap().contains("the last was made on"));

    assert!(import(&database.url, &leads_file(30)).wait().unwrap().success());
    let lines = String::from_utf8(doctor(false).stdout).unwrap();
    assert!(lines.contains("derived data     a sample of 1 rows is what the records say, 0 days wait"), "{lines}");
    database
        .count("with corrupted as (update derived_lead_days set leads = leads + 1 returning 1) select count(*) from corrupted")
        .await;
    let lines = String::from_utf8(doctor(false).stdout).unwrap();
    assert!(lines.contains("FAULT  derived data") && lines.contains("derived_lead_days 2026-01-05"), "{lines}");

    let by = |standby: &str| {
        let done = mihwar(&["doctor", "--database-url", &database.url, "--database-read-url", standby]).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(!lines.contains("standby") && by(&database.url).contains("advice standby          it is a primary"), "{lines}");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = mihwar(&["doctor", "--database-url", &format!("postgres://x@{free}/x")]).output().unwrap();
    let lines = String::from_utf8(nobody.stdout).unwrap();
    assert!(nobody.status.code() == Some(1) && lines.contains("FAULT  database"), "{lines}");
    let lines = by(&format!("postgres://x@{free}/x"));
    assert!(lines.contains("advice standby          it does not answer") && lines.contains("ok     database"), "{lines}");
    let folder = folder.path().join("none");
    let none = mihwar(&["doctor", "--data-dir", &folder.to_string_lossy()]).output().unwrap();
    let lines = String::from_utf8(none.stdout).unwrap();
    assert!(none.status.success() && lines.contains("there is none yet") && !folder.exists(), "{lines}");
}

#[tokio::test]
async fn a_pipe_that_nobody_reads_any_more_ends_no_command() {
    let database = OwnDatabase::create("pipe").await;
    init(&database.url);
    assert!(import(&database.url, &leads_file(3)).wait().unwrap().success());
    let file = leads_file(5);
    let path = file.path().to_string_lossy();
    let report = ["report", "overview", "--from", "2026-01-01", "--to", "2026-04-01"];
    let commands: [&[&str]; 7] = [
        &["migrate"],
        &report,
        &["verify"],
        &["rebuild"],
        &["user", "list"],
        &["person", "export", "lead1@example.com"],
        &["import", &path],
    ];
    for args in commands {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = mihwar(&[args, &["--database-url", &database.url]].concat());
        let output = command.stdout(writer).output().unwrap();
        assert!(output.status.success(), "{args:?}: {:?} {}", output.status, String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
    assert_eq!(database.count("select count(*) from leads").await, 5, "the work went on to its end");
}

#[tokio::test]
async fn a_disk_that_is_full_is_an_error() {
    let database = OwnDatabase::create("full").await;
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = mihwar(&["migrate", "--database-url", &database.url]).stdout(full).output().unwrap();
    assert!(said(&output).contains("No space left"));
}

#[tokio::test]
async fn a_person_is_exported_and_erased_by_address() {
    let database = OwnDatabase::create("person").await;
    init(&database.url);
    let file = leads_file(3);
    assert!(import(&database.url, &file).wait().unwrap().success());
    let person = |args: &[&str]| {
        let place = ["--database-url", database.url.as_str()];
        mihwar(&[&["person"], args, &place].concat()).output().unwrap()
    };
    let kept: serde_json::Value = serde_json::from_slice(&person(&["export", "Lead1@example.com"]).stdout).unwrap();
    assert_eq!(kept["tables"]["leads"][0]["email"], "lead1@example.com");
    assert!(!person(&["erase", "lead1@example.com"]).status.success(), "not without --yes");
    assert_eq!(database.count("select count(*) from leads where email is null").await, 0);
    assert!(person(&["erase", "lead1@example.com", "--yes"]).status.success());
    assert_eq!(database.count("select count(*) from leads where email is null").await, 1);
    assert!(said(&person(&["erase", "lead1@example.com", "--yes"])).contains("No lead has the address"));
    let again = import(&database.url, &file).wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(told.contains("1 rows were left out: their person was erased."), "{told}");
}
