//! A reading as a PDF that assistive technologies can read: tagged, in French, checked against PDF/UA-1 before it is given.
//! It does no input or output.

mod blocks;
mod draft;
mod font;
mod print;
mod table;
mod text;

use crate::domain::{Clean, Problem, Reading};
use crate::words::Words;
use blocks::Writer;
use draft::Draft;
use font::Fonts;
use text::{Rulers, Styled};

/// Points of the title of the document.
const TITLE: f32 = 18.0;

/// `origin` says what it is and of when. [`Problem::NotPrinted`] when what was made is not PDF/UA-1: no copy is better than one that cannot be read by all.
pub fn pdf(title: &Clean, origin: &Clean, reading: &Reading, words: &Words) -> Result<Vec<u8>, Problem> {
    let failed = || Problem::NotPrinted;
    let fonts = Fonts::load().ok_or_else(failed)?;
    let rulers = Rulers { plain: fonts.ruler(false).ok_or_else(failed)?, bold: fonts.ruler(true).ok_or_else(failed)? };
    let mut writer = Writer { draft: Draft::new(rulers), words, level: 1 };
    let heading = writer.known(Styled::default().then(title, true));
    writer.draft.heading(1, &heading, TITLE);
    let said = writer.known(Styled::default().then(origin, false));
    writer.paragraph(&said);
    writer.reading(reading);
    print::print(&writer.draft, &fonts, title, words).ok_or_else(failed)
}
