//! The directories of a TIFF: entries that talk about the picture are taken out, and what they point at is erased in place (TIFF 6).
//!
//! Nothing else moves, so that each page stays compressed as it was, whatever the way.

use crate::domain::Damage;
use std::collections::BTreeSet;

/// Maker, model, program, date, author, computer, owner; notes of Photoshop, IPTC and XMP; directories within: others, EXIF, GPS.
const SAID: [u16; 13] = [271, 272, 305, 306, 315, 316, 700, 33_432, 33_723, 34_377, WITHIN[0], WITHIN[1], WITHIN[2]];
/// Those that point at directories.
const WITHIN: [u16; 3] = [330, 34_665, 34_853];
/// Directories that are followed, one page each or within one another.
const MOST: usize = 2_000;
/// Bytes of an entry: tag, type, count, value or where it is.
const ENTRY: usize = 12;

/// The picture without what it says of itself, and whether it said something.
pub fn stripped(bytes: &[u8]) -> Result<(Vec<u8>, bool), Damage> {
    let mut file = match bytes.first_chunk::<4>() {
        Some(b"II*\0") => File { bytes: bytes.to_vec(), first_is_high: false, seen: BTreeSet::new() },
        Some(b"MM\0*") => File { bytes: bytes.to_vec(), first_is_high: true, seen: BTreeSet::new() },
        Some(_) | None => return Err(Damage::OtherKind),
    };
    let mut said = false;
    let mut page = file.long(4).ok_or(Damage::Malformed)?;
    while page != 0 {
        let (next, took) = file.page(page).ok_or(Damage::Malformed)?;
        said |= took;
        page = next;
    }
    Ok((file.bytes, said))
}

struct File {
    bytes: Vec<u8>,
    first_is_high: bool,
    /// Directories already looked at: a file may make them go round.
    seen: BTreeSet<usize>,
}

/// One entry of a directory.
struct Entry {
    tag: u16,
    /// Bytes of its value.
    length: usize,
    /// Where its value is: in the entry when it fits there.
    at: usize,
    count: usize,
}

impl File {
    /// Takes out what is said in the directory at `at`. Where the next page is, and whether something was said.
    fn page(&mut self, at: usize) -> Option<(usize, bool)> {
        if self.seen.len() >= MOST || !self.seen.insert(at) {
            return None;
        }
        let mut count = usize::from(self.short(at)?);
        let (mut entry, mut said) = (0, false);
        while entry < count {
            let place = at + 2 + entry * ENTRY;
            let found = self.entry(place)?;
            if !SAID.contains(&found.tag) {
                entry += 1;
                continue;
            }
            said = true;
            self.erase(&found);
            // Those that follow, and where the next page is, come one place forward.
            let end = at + 2 + count * ENTRY + 4;
            self.bytes.get(place..end)?;
            self.bytes.copy_within(place + ENTRY..end, place);
            self.zero(end - ENTRY, ENTRY);
            count -= 1;
            self.put_short(at, u16::try_from(count).ok()?);
        }
        Some((self.long(at + 2 + count * ENTRY)?, said))
    }

    /// Erases the value of an entry, with the directories that it points at.
    fn erase(&mut self, entry: &Entry) {
        if WITHIN.contains(&entry.tag) {
            for rank in 0..entry.count.min(MOST) {
                let Some(at) = self.long(entry.at + 4 * rank) else { break };
                self.erase_directory(at);
            }
        }
        self.zero(entry.at, entry.length);
    }

    fn erase_directory(&mut self, at: usize) {
        if self.seen.len() >= MOST || !self.seen.insert(at) {
            return;
        }
        let Some(count) = self.short(at).map(usize::from) else { return };
        for rank in 0..count {
            let place = at + 2 + rank * ENTRY;
            let Some(found) = self.entry(place) else { break };
            self.erase(&found);
            self.zero(place, ENTRY);
        }
        self.zero(at, 2);
    }

    fn entry(&self, place: usize) -> Option<Entry> {
        let each = match self.short(place + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let count = self.long(place + 4)?;
        let length = count.checked_mul(each)?;
        let at = if length <= 4 { place + 8 } else { self.long(place + 8)? };
        Some(Entry { tag: self.short(place)?, length, at, count })
    }

    /// As much of it as is in the file.
    fn zero(&mut self, at: usize, length: usize) {
        let end = at.saturating_add(length).min(self.bytes.len());
        if let Some(part) = self.bytes.get_mut(at..end) {
            part.fill(0);
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.first_is_high { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        let long = if self.first_is_high { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
        usize::try_from(long).ok()
    }

    fn put_short(&mut self, at: usize, value: u16) {
        let bytes = if self.first_is_high { value.to_be_bytes() } else { value.to_le_bytes() };
        if let Some(place) = self.bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
            *place = bytes;
        }
    }
}
