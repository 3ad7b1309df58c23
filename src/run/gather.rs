//! The files that `dmp open` was given: files, folders, paths dragged from elsewhere. It reads names, and the beginning of
//! files of unknown kind; it follows no link out of a folder.

use super::dragged;
use crate::domain::{Clean, Document, DocumentId, Format, Names};
use crate::reader;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders inside folders, and files in all.
const DEPTH: usize = 8;
const FILES: usize = 2_000;
/// Bytes that tell the kind of a file.
const HEAD: u64 = 4096;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    pub files: Vec<Named>,
    /// Files of the folders that are no document.
    pub left_out: usize,
    /// There were more files or folders than are looked at.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub path: PathBuf,
    /// As the list shows it: its name, after the folders between it and the one that was given; numbered when
    /// another file is shown under this name.
    pub name: Clean,
}

impl Gathered {
    /// The files as the list shows them; `None` when none of them is there.
    pub fn documents(&self) -> Option<Vec<Document>> {
        if !self.files.iter().any(|file| file.path.exists()) {
            return None;
        }
        self.files.iter().enumerate().map(|(index, file)| file.document(index)).collect()
    }
}

impl Named {
    fn document(&self, index: usize) -> Option<Document> {
        let size = fs::metadata(&self.path).ok().map(|metadata| metadata.len());
        let format = Format::of_file_name(&self.path);
        let id = DocumentId::new(&format!("file-{index}"))?;
        Some(Document::of_file(id, self.name.clone(), format, Clean::new(format.media_type()), size))
    }
}

/// A path that leads nowhere is kept: opening it says so.
pub fn gather(paths: &[PathBuf]) -> Gathered {
    let (mut gathered, mut names) = (Gathered::default(), Names::default());
    for path in paths {
        let meant = dragged::meanings(path).into_iter().find(|meaning| meaning.exists());
        let path = meant.unwrap_or_else(|| path.clone());
        if path.is_dir() {
            folder(&path, &mut gathered, &mut names);
        } else if gathered.files.len() < FILES {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_else(|| path.to_string_lossy());
            let name = names.apart(Clean::line(&name));
            gathered.files.push(Named { path, name });
        } else {
            gathered.cut = true;
        }
    }
    gathered
}

/// The documents of a folder and of those inside it, by name. Hidden files and links are not for reading.
fn folder(top: &Path, gathered: &mut Gathered, names: &mut Names) {
    let mut left = vec![(top.to_path_buf(), 0)];
    while let Some((folder, depth)) = left.pop() {
        let mut entries: Vec<_> = fs::read_dir(&folder).into_iter().flatten().flatten().take(FILES + 1).collect();
        gathered.cut |= entries.len() > FILES;
        entries.sort_by_key(fs::DirEntry::file_name);
        let mut inside = Vec::new();
        for entry in entries {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let Some(kind) = entry.file_type().ok().filter(|_| !hidden) else { continue };
            let path = entry.path();
            if kind.is_dir() && depth + 1 < DEPTH {
                inside.push((path, depth + 1));
            } else if kind.is_dir() || kind.is_file() && gathered.files.len() >= FILES {
                gathered.cut = true;
            } else if kind.is_file() && is_document(&path) {
                let name = path.strip_prefix(top).unwrap_or(&path).to_string_lossy();
                let name = names.apart(Clean::line(&name));
                gathered.files.push(Named { path, name });
            } else if kind.is_file() {
                gathered.left_out += 1;
            }
        }
        left.extend(inside.into_iter().rev());
    }
}

/// By its name, or by how it begins.
fn is_document(path: &Path) -> bool {
    if Format::of_file_name(path) != Format::Other {
        return true;
    }
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    // Text may be anything: only a document that cannot be mistaken is one without its name saying so.
    read.is_ok() && !matches!(reader::format(&head, ""), Format::Other | Format::Text | Format::FhirDocument)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_told_apart() {
        let record = Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths = ["assets/record/certificat-2026-11.txt", "elsewhere/certificat-2026-11.txt"].map(|path| record.join(path));
        let files = gather(&paths).files;
        assert_eq!(
            files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["certificat-2026-11.txt", "certificat-2026-11.txt (2)"]
        );
        assert_eq!(files.iter().map(|file| &file.path).collect::<Vec<_>>(), paths.iter().collect::<Vec<_>>());
    }
}
