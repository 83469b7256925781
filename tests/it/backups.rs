//! Saving a database and bringing it back: the same numbers elsewhere, and nothing half done.

use crate::process::{init, leads_file, mihwar, said};
use crate::support::{OwnDatabase, World, money};
use mihwar::storage::Database;
use mihwar::storage::pool::MIGRATIONS;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

/// What the program said when it went well.
#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn backup(url: &str, file: &Path) -> Output {
    mihwar(&["backup", &file.to_string_lossy(), "--database-url", url]).output().unwrap()
}

fn restore(url: &str, file: &Path) -> Output {
    mihwar(&["restore", &file.to_string_lossy(), "--database-url", url]).output().unwrap()
}

/// A company with leads, deals and costs, and the folder of its backups.
async fn company(test: &str) -> (OwnDatabase, tempfile::TempDir) {
    let database = OwnDatabase::create(test).await;
    init(&database.url);
    let mut world = World::default();
    for n in 0..40 {
        let (id, created) = (format!("L{n}"), format!("2026-0{}-{:02}", 1 + n % 3, 1 + n % 28));
        world.lead(&id, &created, if n % 2 == 0 { "Email" } else { "Paid Search" });
        if n % 4 == 0 {
            world.won_deal(&format!("D{n}"), Some(&id), &created, "2026-03-30", 100 + i64::from(n));
        }
    }
    world.cost("2026-01-01", "2026-03-31", money(900, "SAR"), "media", |cost| cost.channel = Some("Email".to_owned()));
    let db = Database::lazy(database.url.parse().unwrap());
    world.save(&db).await;
    db.close().await;
    (database, tempfile::tempdir().unwrap())
}

/// Every report, of a database or of a data folder.
fn reports(place: [&str; 2]) -> Vec<String> {
    let one = |name: &&str| {
        let period = ["report", name, "--from", "2026-01-01", "--to", "2026-04-01", "--as-of", "2026-06-01"];
        done(&mihwar(&[&period[..], &place[..]].concat()).output().unwrap())
    };
    mihwar::reports::NAMES.iter().map(one).collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn a_backup_restored_into_a_second_installation_gives_the_same_reports() {
    let (database, folder) = company("backup_there").await;
    let file = folder.path().join("mihwar.dump");
    let told = done(&backup(&database.url, &file));
    assert!(told.contains("“T”, 40 leads, 10 deals"), "{told}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "personal data is nobody else's");
    assert_eq!(files_in(folder.path()), std::slice::from_ref(&file), "nothing beside it");

    // The second installation is the default one: a private Postgres in a folder of its own.
    let second = tempfile::tempdir().unwrap();
    fs::set_permissions(second.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let place = ["--data-dir", second.path().to_str().unwrap()];
    let told = done(&mihwar(&["restore", file.to_str().unwrap(), place[0], place[1]]).output().unwrap());
    assert!(told.contains("Restored: “T”, 40 leads, 10 deals"), "{told}");
    let (here, there) = (reports(["--database-url", &database.url]), reports(place));
    assert!(here[0].contains("40"), "{}", here[0]);
    assert_eq!(here, there);

    // And back again from there: what the private Postgres gives is as good.
    let again = folder.path().join("again.dump");
    done(&mihwar(&["backup", again.to_str().unwrap(), place[0], place[1]]).output().unwrap());
    let third = OwnDatabase::create("backup_third").await;
    done(&restore(&third.url, &again));
    assert_eq!(here, reports(["--database-url", &third.url]));
    assert_eq!(third.count("select count(*) from events where verb = 'restored'").await, 2);
    assert_eq!(third.count("select count(*) from sessions").await, 0);
}

#[tokio::test]
async fn a_file_is_replaced_only_on_demand_and_a_database_too() {
    let (database, folder) = company("backup_replace").await;
    let file = folder.path().join("mihwar.dump");
    fs::write(&file, "my thesis").unwrap();
    let refused = said(&backup(&database.url, &file));
    assert!(refused.contains("exists") && refused.contains("--force"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "my thesis");
    done(&mihwar(&["backup", file.to_str().unwrap(), "--force", "--database-url", &database.url]).output().unwrap());

    let other = OwnDatabase::create("backup_replaced").await;
    init(&other.url);
    let refused = said(&restore(&other.url, &file));
    assert!(refused.contains("“T”, 0 leads, 0 deals") && refused.contains("--replace"), "{refused}");
    let told = done(&mihwar(&["restore", file.to_str().unwrap(), "--replace", "--database-url", &other.url]).output().unwrap());
    assert!(told.contains("Replacing “T”, 0 leads, 0 deals.") && told.contains("40 leads"), "{told}");
    assert_eq!(other.count("select count(*) from leads").await, 40);
}

#[tokio::test]
async fn a_database_that_is_not_ours_is_left_alone() {
    let (database, folder) = company("backup_foreign").await;
    let file = folder.path().join("mihwar.dump");
    done(&backup(&database.url, &file));
    for statement in ["create table payroll (id int)", "create schema hr create table payroll (id int)"] {
        let foreign = OwnDatabase::create("backup_foreign_payroll").await;
        foreign.run(statement).await;
        let output = mihwar(&["restore", file.to_str().unwrap(), "--replace", "--database-url", &foreign.url]).output().unwrap();
        assert!(said(&output).contains("not Mihwar's"), "{statement}");
        let nothing = said(&backup(&foreign.url, &folder.path().join("none.dump")));
        assert!(nothing.contains("nothing to save"), "{nothing}");
    }
}

#[tokio::test]
async fn a_plain_role_restores_over_an_extension_of_somebody_else() {
    let (database, folder) = company("backup_plain").await;
    database.run("create extension if not exists pg_trgm").await;
    let file = folder.path().join("mihwar.dump");
    done(&backup(&database.url, &file));
    let second = OwnDatabase::create("backup_plain_second").await;
    second.run("create extension if not exists pg_trgm").await;
    let role = "do $$ begin create role mihwar_plain login; exception when duplicate_object then null; end $$";
    second.run(role).await;
    second.run("alter database mihwar_own_backup_plain_second owner to mihwar_plain").await;
    let (_, place) = second.url.split_once('@').unwrap();
    let url = format!("postgres://mihwar_plain@{place}");
    done(&restore(&url, &file));
}

#[tokio::test]
async fn a_broken_file_changes_nothing() {
    let (database, folder) = company("backup_broken").await;
    let file = folder.path().join("mihwar.dump");
    done(&backup(&database.url, &file));
    let before = reports(["--database-url", &database.url]);
    let whole = fs::read(&file).unwrap();
    let with = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let mut flipped = whole.clone();
    let middle = whole.len() * 3 / 4;
    flipped[middle..middle + 64].fill(0xA5);
    let broken = [
        with("garbage.dump", b"PGDMP is how it begins, but it goes on otherwise"),
        with("empty.dump", b""),
        with("cut.dump", &whole[..whole.len() * 2 / 3]),
        with("flipped.dump", &flipped),
        with("text.dump", b"select 1;\n"),
        folder.path().join("missing.dump"),
        folder.path().to_owned(),
    ];
    for file in broken {
        let args = ["restore", file.to_str().unwrap(), "--replace", "--database-url", &database.url];
        let refused = said(&mihwar(&args).output().unwrap());
        assert!(
            refused.contains("backup") || refused.contains("Nothing was changed") || refused.contains("cannot be read"),
            "{refused}"
        );
        assert_eq!(before, reports(["--database-url", &database.url]), "{}: {refused}", file.display());
    }
}

#[tokio::test]
async fn a_full_disk_leaves_no_half_file() {
    let database = OwnDatabase::create("backup_full").await;
    init(&database.url);
    let leads = leads_file(20_000);
    done(&mihwar(&["import", leads.path().to_str().unwrap(), "--database-url", &database.url]).output().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mihwar.dump");
    // A limit of 64 kB for every file stands for the disk that has no more.
    let limited = format!("trap '' XFSZ; ulimit -f 64; exec '{}' \"$@\"", env!("CARGO_BIN_EXE_mihwar"));
    let mut shell = std::process::Command::new("bash");
    shell.args(["-c", &limited, "mihwar", "backup", file.to_str().unwrap(), "--database-url", &database.url]);
    let refused = said(&shell.output().unwrap());
    assert!(refused.contains("could not be written") && refused.contains("nothing was left"), "{refused}");
    assert!(files_in(folder.path()).is_empty());
    let nowhere = said(&backup(&database.url, &folder.path().join("no/such/folder.dump")));
    assert!(nowhere.contains("could not be written"), "{nowhere}");
}

#[tokio::test]
async fn an_older_schema_is_brought_up_to_date_and_a_newer_one_refused() {
    let database = OwnDatabase::create("backup_schema").await;
    let folder = tempfile::tempdir().unwrap();
    database.migrate_to(MIGRATIONS.iter().map(|m| m.version).rev().nth(1).unwrap()).await;
    database.run(include_str!("samples/0001.sql")).await;
    let file = folder.path().join("older.dump");
    done(&backup(&database.url, &file));
    let second = OwnDatabase::create("backup_schema_second").await;
    let told = done(&restore(&second.url, &file));
    assert!(told.contains("Its schema was") && told.contains("“Nakheel Trading”"), "{told}");

    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (999999, 'next', true, '', 0)";
    second.run(newer).await;
    let file = folder.path().join("newer.dump");
    done(&backup(&second.url, &file));
    let third = OwnDatabase::create("backup_schema_third").await;
    let refused = said(&restore(&third.url, &file));
    assert!(refused.contains("newer version of Mihwar") && refused.contains("999999"), "{refused}");
    assert_eq!(third.count("select count(*) from pg_tables where schemaname = 'public'").await, 0, "nothing was begun");
}

#[tokio::test]
async fn imports_whose_files_are_elsewhere_no_longer_wait() {
    let (database, folder) = company("backup_drafts").await;
    let here = folder.path().join("here.csv");
    fs::write(&here, "external_id\n1\n").unwrap();
    for (n, path) in [here.to_str().unwrap(), "/no/such/file.csv"].into_iter().enumerate() {
        let id = format!("00000000-0000-7000-8000-00000000000{n}");
        database.run(&format!("insert into imports (id, state, created_at) values ('{id}', 'draft', now())")).await;
        let file =
            format!("insert into import_files (import_id, position, name, path, bytes) values ('{id}', 0, 'x', '{path}', 1)");
        database.run(&file).await;
    }
    let file = folder.path().join("mihwar.dump");
    assert!(done(&backup(&database.url, &file)).contains("2 imports that wait"));
    let second = OwnDatabase::create("backup_drafts_second").await;
    assert!(done(&restore(&second.url, &file)).contains("Discarded: 1 imports"));
    let waiting =
        "select count(*) from imports i where state = 'draft' and exists (select from import_files f where f.import_id = i.id)";
    assert_eq!(second.count(waiting).await, 1);
}

#[test]
fn a_cluster_of_another_version_is_refused_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::create_dir(folder.path().join("postgres-9")).unwrap();
    let refused = said(
        &mihwar(&[
            "report",
            "overview",
            "--from",
            "2026-01-01",
            "--to",
            "2026-02-01",
            "--data-dir",
            folder.path().to_str().unwrap(),
        ])
        .output()
        .unwrap(),
    );
    for word in ["Postgres 9", "MIHWAR_PG_BIN", "mihwar backup FILE", "mihwar restore FILE --data-dir"] {
        assert!(refused.contains(word), "{word}: {refused}");
    }
}
