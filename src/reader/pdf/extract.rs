//! A PDF's text, as found in the worker process. It never follows a reference outside of the document, nor runs a script.

use super::text::{Page, Text};
use super::{blocks, files, glyphs, lines};
use crate::domain::Damage;
use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::time::{Duration, Instant};

/// Characters of text carried over: some thousands of full pages.
const CHARACTERS: usize = 8 << 20;
/// How long pages are read: what has been read by then is better than a process killed with all of it.
const LONG_ENOUGH: Duration = Duration::from_secs(5);

/// The text of so many pages at most.
pub fn text(bytes: &[u8], password: &str, most: usize) -> Result<Text, Damage> {
    let start = Instant::now();
    let pdf = open(bytes, password)?;
    let mut text = Text { total: pdf.pages().len(), ..Text::default() };
    let cache = InterpreterCache::new();
    let mut inks = glyphs::Inks::default();
    let mut sheets = Vec::new();
    let mut left = CHARACTERS;
    for page in pdf.pages().iter().take(most) {
        let sheet = glyphs::collect(page, &cache, &mut inks);
        let enough = sheet.glyphs.len() >= left || start.elapsed() > LONG_ENOUGH;
        left = left.saturating_sub(sheet.glyphs.len());
        let page = Page { unreadable: sheet.unreadable, images: sheet.images, cut: sheet.cut, ..Page::default() };
        sheets.push((page, lines::lines(&super::accents::joined(sheet.glyphs))));
        if enough {
            break;
        }
    }
    let sizes = blocks::Sizes::of(sheets.iter().flat_map(|(_, lines)| lines));
    text.pages = sheets.into_iter().map(|(page, lines)| Page { blocks: blocks::blocks(lines, &sizes), ..page }).collect();
    (text.files, text.more_files) = files::carried(&pdf);
    Ok(text)
}

/// The document, opened with its own password when it has one.
pub fn open(bytes: &[u8], password: &str) -> Result<Pdf, Damage> {
    Pdf::new_with_password(bytes.to_vec(), password).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_empty() => Damage::Locked,
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Damage::WrongPassword,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Damage::UnknownLock,
        LoadPdfError::Decryption(DecryptionError::MissingIDEntry | DecryptionError::InvalidEncryption)
        | LoadPdfError::Invalid => Damage::Malformed,
    })
}
