//! A zip opened within limits set before anything is inflated. Nothing of it is written, and its names are only shown.

use super::sniff;
use crate::domain::{Clean, Damage, Names};
use std::io::{Cursor, Read};
use zip::read::{Config, ZipFileEntry, ZipReadOptions};
use zip::unstable::read::ZipIterable;

/// Files of one zip, folders included.
const ENTRIES: usize = 2_000;
/// Bytes of one file, and of all, once inflated.
const FILE: u64 = 32 << 20;
const ALL: u64 = 96 << 20;
/// How many times its size a file may become; ordinary documents stay below 40.
const RATIO: u64 = 200;
/// Below this many bytes, the ratio says nothing.
const SMALL: u64 = 1 << 20;

pub struct Member {
    /// Without the parts that lead elsewhere (`../`, a root, a drive).
    pub name: Clean,
    /// The same, followed by a number when an earlier file has this name.
    pub shown: Clean,
    pub content: Result<Vec<u8>, Why>,
}

/// Why a file of a zip cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Encrypted,
    TooBig,
    Damaged,
}

/// The files of a zip, in its order. Two of one name are two files.
pub fn members(bytes: &[u8]) -> Result<Vec<Member>, Damage> {
    // The list of files is counted before it is read: it could name millions in little room.
    if count(bytes, b"PK\x01\x02") > ENTRIES {
        return Err(Damage::TooBig);
    }
    let mut archive = ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(|_| Damage::Malformed)?;
    let (mut left, mut names) = (ALL, Names::default());
    let mut members = Vec::new();
    for entry in archive.files().map_err(|_| Damage::Malformed)?.take(ENTRIES) {
        let Ok(entry) = entry else {
            members.push(Member { name: Clean::empty(), shown: Clean::empty(), content: Err(Why::Damaged) });
            continue;
        };
        if entry.is_dir() {
            continue;
        }
        let name = match entry.name() {
            Ok(name) => harmless(&name),
            Err(_) => harmless(&String::from_utf8_lossy(entry.name_raw())),
        };
        let content = if entry.encrypted() { Err(Why::Encrypted) } else { inflate(entry, bytes, &mut left) };
        members.push(Member { shown: names.apart(name.clone()), name, content });
    }
    Ok(members)
}

fn inflate(entry: ZipFileEntry<'_>, bytes: &[u8], left: &mut u64) -> Result<Vec<u8>, Why> {
    let limit = FILE.min(*left).min(entry.compressed_size().saturating_mul(RATIO).max(SMALL));
    if entry.size() > limit {
        return Err(Why::TooBig);
    }
    let mut reader = Cursor::new(bytes);
    let entry = entry.with_reader(&mut reader, ZipReadOptions::new()).map_err(|_| Why::Damaged)?;
    let mut out = Vec::new();
    // What it says of its size is not believed.
    entry.take(limit + 1).read_to_end(&mut out).map_err(|_| Why::Damaged)?;
    let length = u64::try_from(out.len()).unwrap_or(u64::MAX);
    *left = left.saturating_sub(length);
    if length > limit { Err(Why::TooBig) } else { Ok(out) }
}

fn count(bytes: &[u8], sign: &[u8; 4]) -> usize {
    bytes.windows(sign.len()).filter(|window| window == sign).count()
}

/// The path as people write it, without what leads out of the folder.
fn harmless(name: &str) -> Clean {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !part.ends_with(':'));
    Clean::line(&parts.collect::<Vec<_>>().join("/"))
}

/// The kind of a file, from its bytes and from its name.
pub fn media_type(name: &str, bytes: &[u8]) -> &'static str {
    let declared = crate::domain::Format::of_file_name(std::path::Path::new(name)).media_type();
    sniff::format(bytes, declared).media_type()
}
