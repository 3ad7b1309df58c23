//! What is in a folder, for whoever looks for a file to send. Names and sizes alone: no file is opened.

use super::{day, refused};
use crate::domain::{Clean, Entry, Folder, Format, Is, Problem, Start, StartingPoint, Unfit, fold};
use std::fs::{DirEntry, read_dir};
use std::path::{Path, PathBuf};

/// Entries of a folder that are shown.
const MOST: usize = 10_000;
/// Where sticks and cards appear: below these, each for this person or for all.
const REMOVABLE: [&str; 2] = ["/media", "/run/media"];

/// What is in the folder at `path`. Blocks on the disk.
///
/// [`Problem::Unfit`]: `Missing`, or `Unreadable` when it is no folder or a closed one.
pub fn list(path: &Path) -> Result<Folder, Problem> {
    // Shown as it really is, links followed, since this is where the files are.
    let path = path.canonicalize().map_err(|error| Problem::Unfit(refused(&error)))?;
    let found = read_dir(&path).map_err(|_| Problem::Unfit(Unfit::Unreadable))?;
    let mut folder = Folder {
        name: Clean::line(&path.to_string_lossy()),
        above: path.parent().map(Path::to_path_buf),
        path,
        entries: Vec::new(),
        unreadable: 0,
        cut: false,
    };
    for entry in found {
        let Ok(entry) = entry else {
            folder.unreadable += 1;
            continue;
        };
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if folder.entries.len() == MOST {
            folder.cut = true;
            break;
        }
        match shown(&entry) {
            Some(entry) => folder.entries.push(entry),
            None => folder.unreadable += 1,
        }
    }
    // As in a dictionary: without capitals or accents.
    folder.entries.sort_by_cached_key(|entry| (entry.is != Is::Folder, fold(&entry.name), entry.path.clone()));
    Ok(folder)
}

/// `None` when the computer says nothing of it.
fn shown(entry: &DirEntry) -> Option<Entry> {
    let path = entry.path();
    let found = entry.metadata().ok()?;
    // A link is shown as what it leads to, and it is said where when it is chosen; one that leads nowhere as itself.
    let found = if found.is_symlink() { path.metadata().unwrap_or(found) } else { found };
    let is = if found.is_dir() {
        Is::Folder
    } else if found.is_file() {
        Is::File { bytes: found.len(), format: Format::of_file_name(&path) }
    } else {
        Is::Other
    };
    let name = Clean::line(&entry.file_name().to_string_lossy());
    Some(Entry { path, name, is, date: found.modified().ok().and_then(day) })
}

/// Where one may begin to look: the person's own folders that are there, then what can be taken away. Blocks on the disk.
pub fn starting_points() -> Vec<StartingPoint> {
    let mut points = Vec::new();
    if let Some(person) = directories::UserDirs::new() {
        let known = [
            (Start::Downloads, person.download_dir(), &["Téléchargements", "Downloads"][..]),
            (Start::Documents, person.document_dir(), &["Documents"]),
            (Start::Pictures, person.picture_dir(), &["Images", "Pictures"]),
            (Start::Desktop, person.desktop_dir(), &["Bureau", "Desktop"]),
            (Start::Home, Some(person.home_dir()), &[]),
        ];
        for (kind, told, usual) in known {
            // Where the computer does not tell, it may still be there under its usual name.
            let usual = usual.iter().map(|name| person.home_dir().join(name));
            let found = told.map(Path::to_path_buf).into_iter().chain(usual).find(|path| path.is_dir());
            points.extend(found.map(|path| point(kind, path)));
        }
    }
    for folder in REMOVABLE {
        points.extend(taken_away(Path::new(folder)).into_iter().map(|path| point(Start::Removable, path)));
    }
    // Two names of one folder are one place.
    let mut seen: Vec<PathBuf> = Vec::new();
    points.retain(|point| {
        let new = !seen.contains(&point.path);
        seen.push(point.path.clone());
        new
    });
    points
}

/// Sticks below `/media/somebody/stick` or `/media/stick`: a folder named after somebody is not one itself.
fn taken_away(below: &Path) -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
        entries.filter(|path| path.symlink_metadata().is_ok_and(|found| found.is_dir())).collect()
    };
    let person = std::env::var_os("USER").or_else(|| std::env::var_os("LOGNAME"));
    let mut sticks: Vec<PathBuf> = folders(below)
        .into_iter()
        .flat_map(|path| if path.file_name() == person.as_deref() { folders(&path) } else { vec![path] })
        .collect();
    sticks.sort();
    sticks
}

fn point(kind: Start, path: PathBuf) -> StartingPoint {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    StartingPoint { kind, name: Clean::line(&name), path }
}
