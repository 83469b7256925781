//! Importing a folder: which files a mapping takes, in which order, and which are left out.

use super::error::FileError;
use super::mapping::Mapping;
use super::sniff::{self, Input, SampleRow};
use crate::domain::record::Kind;
use std::path::{Path, PathBuf};

/// One pass over one file for one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The file.
    pub path: PathBuf,
    /// The kind of the records.
    pub kind: Kind,
    /// The tables of the mapping that read it.
    pub tables: Vec<usize>,
}

/// What is imported and what is left out.
#[derive(Debug, Default)]
pub struct FolderPlan {
    /// The passes, in an order in which a row may refer to what came before.
    pub steps: Vec<Step>,
    /// Files that the mapping does not name.
    pub left_out: Vec<PathBuf>,
    /// Files that it names and that cannot be read, or that must be asked about.
    pub failed: Vec<(PathBuf, FileError)>,
}

/// The files of a folder, not of its subfolders, in the order of their names.
///
/// # Errors
/// Errors of the file system.
pub fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Plans the import of some files. `in_folder` says that they were found in a folder and not named one by one.
#[must_use]
pub fn plan(files: &[PathBuf], mapping: &Mapping, in_folder: bool) -> FolderPlan {
    let mut plan = FolderPlan::default();
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // A file whose name no table takes need not be opened.
        if !mapping.tables.iter().any(|table| table.takes(&name, in_folder)) {
            plan.left_out.push(path.clone());
            continue;
        }
        match tables(path, &name, mapping, in_folder) {
            Ok(tables) if tables.is_empty() => plan.left_out.push(path.clone()),
            Ok(tables) => steps(path, &tables, mapping, &mut plan.steps),
            Err(FileError::NoTable { .. } | FileError::Binary) => plan.left_out.push(path.clone()),
            Err(error) => plan.failed.push((path.clone(), error)),
        }
    }
    plan.steps.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    plan
}

fn steps(path: &Path, tables: &[usize], mapping: &Mapping, steps: &mut Vec<Step>) {
    for run in tables.chunk_by(|a, b| mapping.tables[*a].kind == mapping.tables[*b].kind) {
        steps.push(Step { path: path.to_owned(), kind: mapping.tables[run[0]].kind, tables: run.to_vec() });
    }
}

fn tables(path: &Path, name: &str, mapping: &Mapping, in_folder: bool) -> Result<Vec<usize>, FileError> {
    let tables = |sample: &[SampleRow]| {
        let header = sniff::header(sample, |headers| !mapping.tables_for(name, headers, in_folder).is_empty());
        header.map(|(_, headers)| mapping.tables_for(name, &headers, in_folder)).unwrap_or_default()
    };
    let sheet = mapping.tables.iter().find_map(|table| table.sheet.as_deref());
    let input = Input::open(path, sheet, &|sample| !tables(sample).is_empty())?;
    Ok(tables(&input.sample))
}
