//! Imports on their pages: what is asked, what is kept for how long, and how one goes on that stopped.

use super::{Answer, Site};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use mihwar::domain::ids::ImportId;
use mihwar::domain::person::Role;
use mihwar::import::templates;
use mihwar::jobs::clean_up::clean_up;
use mihwar::storage::imports::{self, State};
use mihwar::web::imports::draft::Draft;
use mihwar::web::state::Settings;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const LEADS: &str = "external_id,email,created_at\n1,huda@alwaha.example,2026-01-05\n2,,2026-02-31\n";
const BOUNDARY: &str = "between-the-parts";

/// A site with a folder of uploads of its own.
struct Office {
    site: Site,
    session: String,
    folder: tempfile::TempDir,
}

impl Office {
    async fn open() -> Self {
        Self::with_limit(None).await
    }
    async fn with_limit(upload_bytes: Option<u64>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { uploads: folder.path().join("uploads"), upload_bytes, ..Settings::default() };
        let (site, session) = Site::with_settings(Role::Manager, settings).await;
        Self { site, session, folder }
    }
    fn uploads(&self) -> PathBuf {
        self.folder.path().join("uploads")
    }
    async fn upload(&self, id: ImportId, name: &str, bytes: &[u8]) -> Answer {
        let csrf = self.one("select csrf from sessions limit 1").await;
        let mut body = String::new();
        for (field, value) in [("csrf", csrf), ("id", id.to_string())] {
            let _ = write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        }
        let _ = write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        let body = [body.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let request =
            Request::post("/imports/new").header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.site.send(request, Some(&self.session), Body::from(body)).await
    }
    async fn get(&self, path: &str) -> Answer {
        self.site.get(path, Some(&self.session)).await
    }
    async fn page(&self, id: ImportId) -> String {
        let answer = self.get(&format!("/imports/{id}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.body
    }
    async fn post(&self, id: ImportId, verb: &str, form: &str) -> Answer {
        self.site.post(&format!("/imports/{id}/{verb}"), &self.session, form).await
    }
    async fn one(&self, sql: &str) -> String {
        let sql = format!("select ({sql})::text");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.site.database.db.jobs).await.unwrap()
    }
    async fn run(&self, sql: String) {
        sqlx::query(AssertSqlSafe(sql)).execute(&self.site.database.db.jobs).await.unwrap();
    }
    async fn ended(&self, id: ImportId) -> State {
        loop {
            let import = imports::find(&self.site.database.db.jobs, id).await.unwrap().unwrap();
            if import.state != State::Running {
                return import.state;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
    async fn clean_up(&self, now: DateTime<Utc>) {
        clean_up(&self.site.database.db, &self.uploads(), now).await.unwrap();
    }
}

fn now() -> DateTime<Utc> {
    super::NOW.parse().unwrap()
}

fn redirects_to(answer: &Answer, id: ImportId) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location == format!("/imports/{id}")
}

#[tokio::test]
async fn an_upload_that_broke_off_before_its_import_was_made_can_be_sent_again() {
    let office = Office::open().await;
    let id = ImportId::new();
    let place = office.uploads().join(id.to_string());
    std::fs::create_dir_all(place.join("0")).unwrap();
    std::fs::write(place.join("0/other.csv"), "left behind").unwrap();
    for _ in 0..2 {
        assert!(redirects_to(&office.upload(id, "leads.csv", LEADS.as_bytes()).await, id));
        assert!(office.page(id).await.contains("huda@alwaha.example"));
    }
    assert_eq!(office.one("select count(*) from imports").await, "1");
    assert!(!place.join("0/other.csv").exists(), "what was left behind is gone");
}

#[tokio::test]
async fn an_upload_over_the_limit_is_told_the_limit() {
    let office = Office::with_limit(Some(2 << 20)).await;
    let answer = office.upload(ImportId::new(), "leads.csv", &b"a,b\n".repeat(600_000)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("2 MB together"), "{}", answer.body);
    assert_eq!(office.one("select count(*) from imports").await, "0");
    assert_eq!(std::fs::read_dir(office.uploads()).unwrap().count(), 0, "nothing is kept");
}

#[tokio::test]
async fn a_workbook_of_several_sheets_is_asked_for_one_and_read_by_it() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, mails) in [("Riyadh", ["a@x.example", "b@x.example"]), ("Jeddah جدة", ["c@x.example", "d@x.example"])] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (at, header) in ["external_id", "email", "created_at"].into_iter().enumerate() {
            sheet.write(0, u16::try_from(at).unwrap(), header).unwrap();
        }
        for (row, mail) in (1..).zip(mails) {
            sheet.write(row, 0, row).unwrap();
            sheet.write(row, 1, mail).unwrap();
            sheet.write(row, 2, "2026-01-05").unwrap();
        }
    }
    let office = Office::open().await;
    let id = ImportId::new();
    let answer = office.upload(id, "both.xlsx", &workbook.save_to_buffer().unwrap()).await;
    assert!(redirects_to(&answer, id), "{}", answer.body);
    let asked = office.page(id).await;
    assert!(asked.contains("Choose one") && asked.contains("Riyadh") && asked.contains("Jeddah جدة"), "{asked}");
    assert!(!asked.contains("@x.example"), "nothing is read before the sheet is chosen");
    assert_eq!(office.post(id, "start", "").await.status, StatusCode::UNPROCESSABLE_ENTITY, "it cannot start yet");

    let sheet = "sheet-0=Jeddah+%D8%AC%D8%AF%D8%A9";
    assert!(redirects_to(&office.post(id, "mapping", sheet).await, id));
    let read = office.page(id).await;
    assert!(read.contains("c@x.example") && !read.contains("a@x.example"), "{read}");
    assert!(redirects_to(&office.post(id, "start", sheet).await, id));
    assert_eq!(office.ended(id).await, State::Done);
    assert_eq!(office.one("select string_agg(email, ' ' order by email) from leads").await, "c@x.example d@x.example");
}

#[tokio::test]
async fn the_page_of_a_draft_does_not_read_its_files_again() {
    let office = Office::open().await;
    let id = ImportId::new();
    office.upload(id, "leads.csv", LEADS.as_bytes()).await;
    let path = office.one("select path from import_files").await;
    std::fs::write(&path, "external_id,email,created_at\n3,other@x.example,2026-01-05\n").unwrap();
    assert!(office.page(id).await.contains("huda@alwaha.example"));
    office.post(id, "mapping", "source-0=crm").await;
    assert!(office.page(id).await.contains("other@x.example"), "a file that is to be read otherwise is read again");
    std::fs::remove_file(path).unwrap();
    assert!(office.page(id).await.contains("cannot be read from the disk"));
}

/// Two files, each by a mapping of its own, as the command line groups them.
async fn stopped_on_the_command_line(office: &Office) -> (ImportId, Vec<PathBuf>) {
    let write = |name: &str, text: &str| {
        let path = office.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let of = |source: &str| mihwar::import::mapping::Mapping { source: source.to_owned(), ..templates::mapping() };
    let files = vec![write("a.csv", LEADS), write("b.csv", "external_id,email,created_at\n1,other@x.example,2026-01-05\n")];
    let groups = [(of("crm"), vec![files[0].clone()]), (of("shop"), vec![files[1].clone()])];
    let id = ImportId::new();
    let entry = |p: &PathBuf| (p.file_name().unwrap().to_string_lossy().into_owned(), p.display().to_string(), 1);
    let mut db = office.site.database.db.jobs.acquire().await.unwrap();
    imports::insert(&mut db, id, None, &files.iter().map(entry).collect::<Vec<_>>(), now()).await.unwrap();
    imports::set_draft(&mut *db, id, &Draft::of_groups(&groups, true).to_json()).await.unwrap();
    imports::set_state(&mut *db, id, State::Interrupted, None, now()).await.unwrap();
    (id, files)
}

#[tokio::test]
async fn a_command_with_several_mappings_that_stopped_goes_on_from_the_page() {
    let office = Office::open().await;
    let (id, _) = stopped_on_the_command_line(&office).await;
    assert!(redirects_to(&office.post(id, "resume", "").await, id));
    assert_eq!(office.ended(id).await, State::Done);
    let sources = "select string_agg(s.name, ' ' order by s.name) from external_refs r join sources s on s.id = r.source_id";
    assert_eq!(office.one(sources).await, "crm shop");
}

#[tokio::test]
async fn a_command_whose_files_are_elsewhere_is_told_to_be_run_again() {
    let office = Office::open().await;
    let (id, files) = stopped_on_the_command_line(&office).await;
    std::fs::remove_file(&files[1]).unwrap();
    let answer = office.post(id, "resume", "").await;
    assert!(answer.cookies.iter().any(|cookie| cookie.contains("import-files-elsewhere")), "{:?}", answer.cookies);
    assert_eq!(office.ended(id).await, State::Interrupted);
}

fn touched(path: &Path, at: DateTime<Utc>) {
    std::fs::File::open(path).unwrap().set_modified(at.into()).unwrap();
}

#[tokio::test]
async fn drafts_and_broken_uploads_are_kept_for_a_time() {
    let office = Office::open().await;
    let (old, young) = (ImportId::new(), ImportId::new());
    for id in [old, young] {
        office.upload(id, "leads.csv", LEADS.as_bytes()).await;
        touched(&office.uploads().join(id.to_string()), now() - TimeDelta::days(6));
    }
    office.run(format!("update imports set created_at = created_at - interval '7 days 1 hour' where id = '{old}'")).await;
    let broken = office.uploads().join("incoming-x");
    let arriving = office.uploads().join("incoming-y");
    for (folder, hours) in [(&broken, 25), (&arriving, 23)] {
        std::fs::create_dir(folder).unwrap();
        touched(folder, now() - TimeDelta::hours(hours));
    }
    office.clean_up(now()).await;
    assert_eq!(office.one("select string_agg(id::text, ' ') from imports").await, young.to_string());
    let kept = |path: PathBuf| path.exists();
    assert!(!kept(office.uploads().join(old.to_string())) && kept(office.uploads().join(young.to_string())));
    assert!(!kept(broken) && kept(arriving));
}

#[tokio::test]
async fn rejected_rows_are_one_table_in_the_words_of_the_page() {
    let office = Office::open().await;
    let id = ImportId::new();
    let flawed = "external_id,email,created_at\n1,a@x.example,2026-02-31\n2,b@x.example\n3,c@x.example,2026-02-30,more\n";
    office.upload(id, "leads.csv", flawed.as_bytes()).await;
    office.post(id, "start", "").await;
    office.ended(id).await;
    let text = office.get(&format!("/imports/{id}/rejected.csv")).await.body;
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    let cells: Vec<usize> = lines.iter().map(|line| line.split(',').count()).collect();
    assert!(cells.iter().all(|count| *count == cells[0]), "{text}");
    assert_eq!(text.matches("external_id").count(), 1, "{text}");
    assert!(text.contains("Created: ") && !text.contains("created_at: "), "{text}");
}

#[tokio::test]
async fn a_column_that_is_needed_and_not_read_is_asked_for_loudly() {
    let office = Office::open().await;
    let (lacking, guessed) = (ImportId::new(), ImportId::new());
    office.upload(lacking, "leads.csv", b"external_id,email,arrived\n1,a@x.example,2026-13-45\n").await;
    let page = office.page(lacking).await;
    assert!(page.contains("No column is read as: ") && page.contains("Only if it is known already"), "{page}");
    assert!(!page.contains("Will be imported"), "{page}");
    office.upload(guessed, "leads.csv", b"id,email,first_name,last_name,company,created\n1,a@x.example,A,B,C,2026-01-05\n").await;
    let page = office.page(guessed).await;
    assert!(!page.contains("No column is read as: ") && page.contains("Will be imported"), "{page}");
}

#[tokio::test]
async fn rows_of_imports_are_deleted_after_ninety_days_and_the_page_says_so() {
    let office = Office::open().await;
    let id = ImportId::new();
    office.upload(id, "leads.csv", LEADS.as_bytes()).await;
    office.post(id, "start", "").await;
    assert_eq!(office.ended(id).await, State::Done);
    let download = format!("/imports/{id}/rejected.csv");
    assert!(office.get(&download).await.body.contains("2026-02-31"));

    office.clean_up(now() + TimeDelta::days(90)).await;
    assert_eq!(office.one("select count(*) from import_rows").await, "1", "not a moment too early");
    office.clean_up(now() + TimeDelta::days(90) + TimeDelta::minutes(1)).await;
    assert_eq!(office.one("select count(*) from import_rows").await, "0");
    let page = office.page(id).await;
    assert!(page.contains("deleted 90 days after this import"), "{page}");
    assert!(!page.contains("/undo") && !page.contains("rejected.csv"), "{page}");
    assert_eq!(office.get(&download).await.status, StatusCode::NOT_FOUND);
    office.post(id, "undo", "").await;
    assert_eq!(office.one("select count(*) from leads").await, "1", "it cannot be undone any more");
    office.run("update users set language = 'ar'".to_owned()).await;
    assert!(office.page(id).await.contains("بعد 90 يومًا من هذا الاستيراد"));
}

#[tokio::test]
async fn an_import_whose_lead_was_merged_away_names_the_merge_and_goes_after_it() {
    let office = Office::open().await;
    let import = async |row: &str| {
        let id = ImportId::new();
        office.upload(id, "leads.csv", format!("external_id,first_name,region,created_at\n{row}\n").as_bytes()).await;
        office.post(id, "start", "").await;
        assert_eq!(office.ended(id).await, State::Done);
        id
    };
    let stays = import("1,Hudawiyya,MENA,2026-01-05").await;
    let goes = import("2,Danielle,EMEA,2026-01-06").await;
    let changes = import("2,Danielle,APAC,2026-01-06").await;
    let [lead, other] = ["Hudawiyya", "Danielle"].map(|name| format!("select id from leads where first_name = '{name}'"));
    let (lead, other) = (office.one(&lead).await, office.one(&other).await);
    let form = format!("with={other}&version=1&other_version={}", office.one("select max(version) from leads").await);
    let merged = office.site.post(&format!("/leads/{lead}/merge"), &office.session, &form).await;
    assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}", merged.body);

    for id in [goes, changes] {
        let page = office.page(id).await;
        assert!(page.contains("Danielle") && page.contains(&format!("/leads/{lead}")) && !page.contains("/undo"), "{page}");
        assert!(redirects_to(&office.post(id, "undo", "").await, id));
        assert_eq!(office.one(&format!("select state from imports where id = '{id}'")).await, "done");
    }
    assert_eq!(office.one("select count(*) from external_refs where kind = 'lead'").await, "2", "nothing of it is gone");
    assert_eq!(office.one("select count(*) from events where verb = 'undone'").await, "0");
    assert!(office.page(stays).await.contains("/undo"), "of this one no lead went");

    let merge = office.one("select id from lead_merges").await;
    office.site.post(&format!("/leads/{lead}/merges/{merge}/undo"), &office.session, "").await;
    assert!(office.page(changes).await.contains("/undo"));
    office.post(changes, "undo", "").await;
    assert_eq!(office.one(&format!("select region from leads where id = '{other}'")).await, "EMEA");
    office.post(goes, "undo", "").await;
    assert_eq!(office.one("select string_agg(first_name, ',') from leads").await, "Hudawiyya");
}
