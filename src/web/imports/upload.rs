//! Files on their way in: streamed to disk, bounded, under names of our own making.

use crate::domain::ids::ImportId;
use crate::domain::text;
use crate::import::error::Problem;
use crate::jobs::clean_up::INCOMING;
use crate::web::error::Trouble;
use crate::web::failure::Failure;
use crate::web::state::Settings;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;

/// Bytes of all files of one upload, where the server was not told another limit.
const TOTAL_BYTES: u64 = 1 << 30;
/// Bytes that are still read, and thrown away, of an upload that is too large: a browser shows the answer only once it
/// has sent everything.
pub const READ_BYTES: usize = 4 << 30;
/// Files of one upload.
const FILES: usize = 200;
/// Bytes of a field that is no file, and of a mapping.
const SMALL_BYTES: usize = 512 << 10;
/// Bytes of a file's name on disk; file systems take 255.
const NAME_BYTES: usize = 200;

/// A file that has arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Its name as it is shown.
    pub name: String,
    /// Where it lies, within the folder of the upload.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
}

/// An upload that has arrived.
#[derive(Debug)]
pub struct Upload {
    /// The import that the page had prepared.
    pub id: ImportId,
    /// The folder that holds the files, gone when it is dropped.
    pub folder: TempDir,
    /// The files, in their order.
    pub files: Vec<Arrived>,
    /// A mapping that came with them.
    pub mapping: Option<String>,
    /// A saved mapping that was chosen.
    pub saved: String,
    /// What is wrong with the upload as a whole.
    pub problem: Option<Problem>,
    limit: u64,
}

/// Reads an upload: the token first, then everything else.
///
/// # Errors
/// [`Trouble::Forbidden`] without the token; otherwise what no page of ours sends.
pub async fn receive(mut parts: Multipart, csrf: &str, settings: &Settings) -> Result<Upload, Failure> {
    let first = parts.next_field().await.map_err(broken)?;
    let token = match first {
        Some(field) if field.name() == Some("csrf") => small(field).await?,
        _ => String::new(),
    };
    if csrf.is_empty() || token != csrf {
        return Err(Trouble::Forbidden.into());
    }
    tokio::fs::create_dir_all(&settings.uploads).await?;
    let mut upload = Upload {
        id: ImportId::new(),
        folder: tempfile::Builder::new().prefix(INCOMING).tempdir_in(&settings.uploads)?,
        files: Vec::new(),
        mapping: None,
        saved: String::new(),
        problem: None,
        limit: settings.upload_bytes.unwrap_or(TOTAL_BYTES),
    };
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        match field.name() {
            Some("id") => {
                let id = small(field).await?;
                upload.id = id.parse().map_err(|_| Failure::client("no id of an import".to_owned()))?;
            }
            Some("saved") => upload.saved = small(field).await?,
            Some("mapping") => {
                let text = small(field).await?;
                upload.mapping = Some(text).filter(|t| !t.trim().is_empty());
            }
            Some("files") => upload.take(field).await?,
            _ => {}
        }
    }
    if upload.files.is_empty() && upload.problem.is_none() {
        upload.problem = Some(Problem::new("no-files"));
    }
    Ok(upload)
}

impl Upload {
    async fn take(&mut self, mut field: Field<'_>) -> Result<(), Failure> {
        let Some(name) = field.file_name().filter(|name| !name.is_empty()).map(ToOwned::to_owned) else { return Ok(()) };
        if self.files.len() >= FILES {
            self.problem = Some(Problem { number: u64::try_from(FILES).ok(), ..Problem::new("too-many-files") });
        }
        let folder = self.folder.path().join(self.files.len().to_string());
        let path = folder.join(disk_name(&name));
        let before: u64 = self.files.iter().map(|f| f.bytes).sum();
        let mut arrived = Arrived { name: shown_name(&name), path: path.clone(), bytes: 0 };
        let mut file = match self.problem {
            Some(_) => None,
            None => self.opened(&folder, &path).await?,
        };
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            arrived.bytes += chunk.len() as u64;
            if before + arrived.bytes > self.limit {
                self.problem = Some(Problem { number: Some(self.limit >> 20), ..Problem::new("upload-too-large") });
                file = None;
            }
            if let Some(open) = &mut file
                && let Err(error) = open.write_all(&chunk).await
            {
                self.full(error)?;
                file = None;
            }
        }
        if let Some(mut open) = file
            && let Err(error) = open.flush().await
        {
            self.full(error)?;
        }
        self.files.push(arrived);
        Ok(())
    }

    async fn opened(&mut self, folder: &Path, path: &Path) -> Result<Option<tokio::fs::File>, Failure> {
        let open = async {
            tokio::fs::create_dir(folder).await?;
            tokio::fs::File::create_new(path).await
        };
        match open.await {
            Ok(file) => Ok(Some(file)),
            Err(error) => self.full(error).map(|()| None),
        }
    }

    /// A full disk is said on the page; anything else of the file system is not the reader's to mend.
    fn full(&mut self, error: std::io::Error) -> Result<(), Failure> {
        if !matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Err(error.into());
        }
        self.problem = Some(Problem::new("disk-full"));
        Ok(())
    }

    /// Gives the folder its lasting place. What lies there is of an upload of the same form that broke off before its
    /// import was made.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn settle(&mut self, uploads: &Path) -> std::io::Result<()> {
        let place = uploads.join(self.id.to_string());
        if place.exists() {
            std::fs::remove_dir_all(&place)?;
        }
        std::fs::rename(self.folder.path(), &place)?;
        for file in &mut self.files {
            if let Ok(inside) = file.path.strip_prefix(self.folder.path()) {
                file.path = place.join(inside);
            }
        }
        Ok(())
    }
}

/// A field that is no file.
async fn small(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        if bytes.len() + chunk.len() > SMALL_BYTES {
            return Err(Failure::client("a field is too long".to_owned()));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives the error away")]
fn broken(error: MultipartError) -> Failure {
    Failure::client(format!("unreadable upload: {error}"))
}

/// The last part of a name, as it is shown.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let shown: String = last_part(name).chars().take(255).collect();
    if shown.is_empty() { "file".to_owned() } else { shown }
}

fn last_part(name: &str) -> String {
    text::clean(name.rsplit(['/', '\\']).next().unwrap_or_default())
}

/// A name that any file system takes and that leads nowhere else. The ending stays.
#[must_use]
pub fn disk_name(name: &str) -> String {
    let tame: String =
        last_part(name).chars().map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c }).collect();
    let tame = tame.trim_start_matches('.').trim();
    let (stem, ending) = match tame.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (tame, String::new()),
    };
    let mut kept = String::new();
    for c in stem.chars() {
        if kept.len() + c.len_utf8() + ending.len() > NAME_BYTES {
            break;
        }
        kept.push(c);
    }
    if kept.is_empty() { format!("file{ending}") } else { format!("{kept}{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        for (name, kept) in [
            ("leads.csv", "leads.csv"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\عملاء.csv", "عملاء.csv"),
            ("..", "file"),
            (".htaccess", "htaccess"),
            ("a/b/", "file"),
            ("\u{202E}fdp.csv", "fdp.csv"),
            ("a\0b\n.csv", "a b .csv"),
            ("what? *<now>|:\".csv", "what_ __now____.csv"),
        ] {
            assert_eq!(disk_name(name), kept, "{name:?}");
        }
        let long = format!("{}.xlsx", "ع".repeat(400));
        let kept = disk_name(&long);
        assert!(kept.len() <= NAME_BYTES);
        assert_eq!(kept.rsplit_once('.').map(|(_, ending)| ending), Some("xlsx"));
        assert_eq!(shown_name(&long).chars().count(), 255);
    }

    proptest::proptest! {
        #[test]
        fn a_name_is_always_one_part_of_a_path(name in ".{0,300}") {
            let kept = disk_name(&name);
            proptest::prop_assert!(!kept.is_empty() && kept.len() <= NAME_BYTES && kept != "." && kept != "..");
            proptest::prop_assert_eq!(Path::new(&kept).components().count(), 1);
        }
    }
}
