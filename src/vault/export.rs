//! A document saved to the disk, where the person chose: a dated safe name, inside the chosen folder, never through a link.

use super::file::{self, Replace};
use crate::domain::{Clean, Date, Disk, Precision, Problem};
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of a name before its extension (S60); with it and a number, a name stays under the 255 of every file system.
const LONGEST: usize = 200;

/// The name of the copy: `2026-03-12 Compte rendu de consultation.pdf` (S60).
///
/// As precise as the date is, and without one when it is not known. `extension` comes without its dot.
pub fn name(date: Option<Date>, title: &str, extension: &str) -> String {
    let mut stem = date.map(day).unwrap_or_default();
    for cluster in sober(title).graphemes(true) {
        if stem.len().saturating_add(cluster.len()) > LONGEST {
            break;
        }
        stem.push_str(cluster);
    }
    let stem = match stem.trim_matches([' ', '.', '-']) {
        "" => "document",
        stem => stem,
    };
    let reserved = if reserved(stem) { "_" } else { "" };
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    match extension.as_str() {
        "" => format!("{reserved}{stem}"),
        extension => format!("{reserved}{stem}.{}", extension.to_ascii_lowercase()),
    }
}

/// Where the copy will be, in full: what the person is shown before anything is written (S40).
///
/// `name` must be a plain name; the folder must exist. Links in the folder's own path are followed here, once.
pub fn resolve(folder: &Path, name: &str) -> Result<PathBuf, Problem> {
    let suspicious = Problem::Disk(Disk::Suspicious);
    let mut parts = Path::new(name).components();
    let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
    if !plain || name.contains(['/', '\\', '\0']) {
        return Err(suspicious);
    }
    let folder = folder.canonicalize().map_err(|_| Problem::Disk(Disk::NoFolder))?;
    if !folder.is_dir() {
        return Err(Problem::Disk(Disk::NoFolder));
    }
    let path = folder.join(name);
    if path.parent() == Some(&folder) { Ok(path) } else { Err(suspicious) }
}

/// Writes the copy, readable by its owner alone. Says where it is. Blocks until the disk has it.
///
/// A file of that name is [`Disk::Exists`] unless the person agreed to replace it.
pub fn save(folder: &Path, name: &str, bytes: &[u8], replace: Replace) -> Result<PathBuf, Problem> {
    let path = resolve(folder, name)?;
    file::write(&path, bytes, replace)?;
    Ok(path)
}

/// The folder proposed: the person's documents, else their own folder; `None` when this computer names neither.
pub fn default_folder() -> Option<PathBuf> {
    let person = directories::UserDirs::new()?;
    let documents = person.document_dir().filter(|folder| folder.is_dir());
    documents.or_else(|| Some(person.home_dir()).filter(|folder| folder.is_dir())).map(Path::to_path_buf)
}

/// A folder as a person types it: spaces around are dropped and `~` is their own folder.
pub fn typed_folder(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let home = || directories::UserDirs::new().map(|person| person.home_dir().to_path_buf());
    match typed.strip_prefix('~') {
        Some("") => home().unwrap_or_else(|| typed.into()),
        Some(rest) if rest.starts_with('/') => match home() {
            Some(home) => home.join(rest.trim_start_matches('/')),
            None => typed.into(),
        },
        Some(_) | None => typed.into(),
    }
}

/// `2026-03-12 `, `2026-03 ` or `2026 `: sorts by date in any list of files.
fn day(date: Date) -> String {
    let at = date.civil();
    match date.precision() {
        Precision::Year => format!("{:04} ", at.year()),
        Precision::Month => format!("{:04}-{:02} ", at.year(), at.month()),
        Precision::Day | Precision::Minute => format!("{:04}-{:02}-{:02} ", at.year(), at.month(), at.day()),
    }
}

/// The title without what a name may not hold: on one line, no separator, no run of dots, nothing that cannot be seen.
fn sober(title: &str) -> String {
    let mut sober = String::with_capacity(title.len());
    for c in Clean::line(title).nfc() {
        match c {
            '/' | '\\' | ':' | '|' => sober.push('-'),
            '*' | '?' | '"' | '<' | '>' | '\u{fffd}' | '\u{2400}'..='\u{2426}' => {}
            '.' if sober.ends_with('.') => {}
            c if c.is_control() => {}
            c => sober.push(c),
        }
    }
    Clean::line(&sober).to_string()
}

/// Names that Windows keeps for devices, whatever their extension and case.
fn reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or(stem).trim_end().to_uppercase();
    let port = |word: &str| {
        first
            .strip_prefix(word)
            .is_some_and(|n| matches!(n.chars().next(), Some('0'..='9' | '¹' | '²' | '³')) && n.chars().count() == 1)
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || port("COM") || port("LPT")
}
