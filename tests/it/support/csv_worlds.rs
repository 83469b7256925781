//! The companies of `../shared/data`, brought in as a person would: their own files, our shipped mappings, the real
//! import.

use mihwar::clock::Clock;
use mihwar::domain::ids::ImportId;
use mihwar::import::folder;
use mihwar::jobs::run_import::{Job, run_import};
use mihwar::storage::Database;
use mihwar::storage::imports::{self, Counts};
use std::path::{Path, PathBuf};

/// How the files of a company are read.
#[derive(Clone, Copy, Debug)]
pub enum Mapping {
    /// `examples/mappings/maven_crm.toml`
    MavenCrm,
    /// `examples/mappings/synthetic.toml`
    Synthetic,
    /// `examples/mappings/b2b_mini.toml`
    B2bMini,
}

impl Mapping {
    fn read(self) -> mihwar::import::mapping::Mapping {
        let text = match self {
            Self::MavenCrm => include_str!("../../../examples/mappings/maven_crm.toml"),
            Self::Synthetic => include_str!("../../../examples/mappings/synthetic.toml"),
            Self::B2bMini => include_str!("../../../examples/mappings/b2b_mini.toml"),
        };
        mihwar::import::mapping::Mapping::parse(text).unwrap()
    }
}

/// Imports the files of a folder.
pub async fn import_world(db: &Database, mapping: Mapping, folder: &Path) -> Counts {
    import_files(db, mapping, folder::files(folder).unwrap(), true).await
}

/// Imports some files, as of the end of 2026.
pub async fn import_files(db: &Database, mapping: Mapping, files: Vec<PathBuf>, in_folder: bool) -> Counts {
    let clock = Clock::fixed("2026-12-31T00:00:00Z".parse().unwrap());
    let workspace = super::workspace("UTC", "USD");
    let id = ImportId::new();
    let entries: Vec<(String, String, i64)> =
        files.iter().map(|f| (f.display().to_string(), f.display().to_string(), 0)).collect();
    imports::insert(&mut db.jobs.acquire().await.unwrap(), id, None, &entries, clock.now()).await.unwrap();
    let job = Job { id, user: None, groups: vec![(mapping.read(), files.clone())], files, in_folder, remembered: String::new() };
    run_import(db, &clock, &workspace, job, |_| {}).await.unwrap()
}
