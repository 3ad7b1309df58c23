//! The settings file: one TOML file of the person's, whose other keys and comments are kept. Never a secret, never a name.

use super::{Face, Graphics, Remark};
use crate::domain::{Clean, Place, Problem};
use crate::vault::Own;
use crate::vault::export::typed_folder;
use crate::vault::file::{self, Replace};
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, value};

/// Bytes; a settings file larger than this is not one.
const LIMIT: u64 = 64 * 1024;
/// Minutes before locking; 0 is never.
const LOCK: std::ops::RangeInclusive<i64> = 2..=100;

/// What the file says, where it says it well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    pub server: Option<String>,
    pub face: Option<Face>,
    pub theme: Option<String>,
    pub graphics: Option<Graphics>,
    pub place: Option<Place>,
    pub letters: Option<bool>,
    /// 2 to 100; 0 is never.
    pub lock_after_minutes: Option<u64>,
    pub remember: Option<bool>,
    pub extra_roots: Option<PathBuf>,
    pub folder: Option<PathBuf>,
}

/// One setting that the person changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Server(String),
    Face(Face),
    Theme(String),
    Place(Place),
    Letters(bool),
    /// 2 to 100; 0 is never.
    LockAfterMinutes(u8),
    Remember(bool),
    Folder(PathBuf),
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    OnDisk,
    /// Until the end of this run: a shop, the demonstration, or a computer without a folder for the person.
    InMemory,
    /// The file there was damaged: it is now here, and a new one has taken its place.
    SetAside(PathBuf),
}

/// Where the settings are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store(Option<PathBuf>);

impl Store {
    /// The file given, else the usual one. Without a folder for the person, the settings last as long as the run.
    pub fn at(config: Option<PathBuf>) -> Self {
        Self(config.or_else(|| Own::find().map(|own| own.settings)))
    }

    /// For the demonstration: nothing is written (D10).
    pub fn in_memory() -> Self {
        Self(None)
    }

    /// Once the person has said where they are: in a shop, nothing is written from now on, not even that (D11).
    pub fn in_place(self, place: Place) -> Self {
        match place {
            Place::Home => self,
            Place::Shop => Self::in_memory(),
        }
    }

    /// What the file says. What it says badly is left out, left there, and remarked.
    pub fn load(&self) -> (Stored, Vec<Remark>) {
        let read = self.0.as_deref().map(read).unwrap_or(Ok(Read::None));
        match read {
            Ok(Read::Whole(document)) => understand(&document),
            Ok(Read::None) => (Stored::default(), Vec::new()),
            Ok(Read::Damaged) => (Stored::default(), vec![Remark::Damaged]),
            Err(_) => (Stored::default(), vec![Remark::Unreadable]),
        }
    }

    /// Writes one change. The file is read again first: another run may have written it since.
    ///
    /// A damaged file is set aside, never written over. One that is not the person's own is left alone, and a problem.
    pub fn keep(&self, change: &Change) -> Result<Kept, Problem> {
        let Some(path) = &self.0 else { return Ok(Kept::InMemory) };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            file::folder(folder)?;
        }
        let (mut document, kept) = match read(path)? {
            Read::Whole(document) => (*document, Kept::OnDisk),
            Read::None => (DocumentMut::new(), Kept::OnDisk),
            Read::Damaged => (DocumentMut::new(), Kept::SetAside(file::set_aside(path)?)),
        };
        change.write(&mut document);
        file::write(path, document.to_string().as_bytes(), Replace::Yes)?;
        Ok(kept)
    }
}

enum Read {
    None,
    Whole(Box<DocumentMut>),
    /// Not TOML.
    Damaged,
}

fn read(path: &Path) -> Result<Read, Problem> {
    let Some(bytes) = file::read(path, LIMIT)? else { return Ok(Read::None) };
    let document = String::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
    Ok(document.map_or(Read::Damaged, |document| Read::Whole(Box::new(document))))
}

impl Change {
    fn write(&self, document: &mut DocumentMut) {
        let (key, new) = match self {
            Self::Server(url) => ("server", value(url)),
            Self::Face(face) => ("face", value(face.name())),
            Self::Theme(theme) => ("theme", value(theme)),
            Self::Place(place) => ("place", value(place.name())),
            Self::Letters(on) => ("letters", value(*on)),
            Self::LockAfterMinutes(minutes) => ("lock_after_minutes", value(i64::from(*minutes))),
            Self::Remember(on) => ("remember", value(*on)),
            Self::Folder(folder) => ("folder", value(folder.to_string_lossy().into_owned())),
        };
        // In place, so that what stands around the value stays: its line, its comment.
        match document.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => {
                let decor = old.decor().clone();
                if let Item::Value(new) = new {
                    *old = new;
                    *old.decor_mut() = decor;
                }
            }
            None => {
                document.insert(key, new);
            }
        }
    }
}

fn understand(document: &DocumentMut) -> (Stored, Vec<Remark>) {
    let mut stored = Stored::default();
    let (mut unknown, mut remarks) = (Vec::new(), Vec::new());
    for (key, item) in document.iter() {
        let text = || item.as_str().filter(|text| !text.trim().is_empty());
        let understood = match key {
            "server" => set(&mut stored.server, text().map(str::to_owned)),
            "face" => set(&mut stored.face, text().and_then(Face::named)),
            "theme" => set(&mut stored.theme, text().map(str::to_owned)),
            "graphics" => set(&mut stored.graphics, text().and_then(Graphics::named)),
            "place" => set(&mut stored.place, text().and_then(Place::named)),
            "letters" => set(&mut stored.letters, item.as_bool()),
            "lock_after_minutes" => set(&mut stored.lock_after_minutes, item.as_integer().and_then(minutes)),
            "remember" => set(&mut stored.remember, item.as_bool()),
            "extra_roots" => set(&mut stored.extra_roots, text().map(typed_folder)),
            "folder" => set(&mut stored.folder, text().map(typed_folder)),
            _ => {
                unknown.push(Clean::line(key));
                continue;
            }
        };
        if !understood {
            remarks.push(Remark::NotUnderstood { key: Clean::line(key) });
        }
    }
    if !unknown.is_empty() {
        remarks.push(Remark::Unknown { keys: unknown });
    }
    (stored, remarks)
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

fn minutes(raw: i64) -> Option<u64> {
    (raw == 0 || LOCK.contains(&raw)).then(|| u64::try_from(raw).ok()).flatten()
}
