//! The key that this computer keeps for a server that keeps none (D22): in the keyring, at home, and never in a file.

use crate::domain::DraftKey;
use crate::vault::file::{self, Replace};
use crate::vault::identifier::{Keyring, opaque_name};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as LETTERS;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;
use zeroize::Zeroizing;

/// The private file that says under which name the keyring holds the key.
const NOTE: &str = "draft-key";
/// Bytes of it; more is not ours.
const LIMIT: u64 = 256;

/// The key, made the first time. `folder` is the program's own.
///
/// `None` when the keyring is absent, locked, silent for longer than `patience`, or holds something else: nothing is then written in
/// its place, since it may be what opens the drafts already there. Blocks for `patience` at most, however silent the keyring is.
pub fn kept_key(folder: &Path, keyring: Arc<dyn Keyring>, patience: Duration) -> Option<DraftKey> {
    let entry = entry(folder)?;
    let (sender, answer) = mpsc::channel();
    let thread = std::thread::Builder::new().name("keyring".into());
    thread.spawn(move || drop(sender.send(ask(keyring.as_ref(), &entry)))).ok()?;
    answer.recv_timeout(patience).ok()?
}

/// What it holds, or a new key once it says that it holds that.
fn ask(keyring: &dyn Keyring, entry: &str) -> Option<DraftKey> {
    if let Some(held) = keyring.get(entry).ok()? {
        return key(&Zeroizing::new(held));
    }
    let mut drawn = Zeroizing::new([0_u8; 32]);
    getrandom::fill(&mut *drawn).ok()?;
    let letters = Zeroizing::new(LETTERS.encode(*drawn));
    keyring.put(entry, &letters).ok()?;
    let held = Zeroizing::new(keyring.get(entry).ok()??);
    key(&held).filter(|_| *held == *letters)
}

fn key(letters: &str) -> Option<DraftKey> {
    DraftKey::new(&Zeroizing::new(LETTERS.decode(letters).ok()?))
}

/// The name of the entry: drawn once, and kept before anything is put under it.
fn entry(folder: &Path) -> Option<String> {
    let path = folder.join(NOTE);
    let read = || file::read(&path, LIMIT).ok();
    let replace = match read()? {
        Some(note) => match name(note) {
            Some(name) => return Some(name),
            // It leads nowhere: another loses nothing.
            None => Replace::Yes,
        },
        None => Replace::No,
    };
    let drawn = opaque_name().ok()?;
    file::folder(folder).ok()?;
    match file::write(&path, drawn.as_bytes(), replace) {
        Ok(()) => Some(drawn),
        // Another start of the program may have drawn one in the meantime.
        Err(_) => read()?.and_then(name),
    }
}

fn name(note: Vec<u8>) -> Option<String> {
    let name = String::from_utf8(note).ok()?;
    (name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit())).then_some(name)
}
