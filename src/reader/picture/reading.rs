//! A picture as something to read: what it is and how large, and where it can be looked at.

use super::{Album, Kind, Leaf, PAGES};
use crate::domain::{Clean, Damage, Facts, Hidden, Label, LinkId, Picture, Piece, Reading, Target, Words};
use crate::reader::say_first;

pub fn of(kind: Kind, album: Album) -> Result<Reading, Damage> {
    let media_type = match kind {
        Kind::Jpeg => "image/jpeg",
        Kind::Png => "image/png",
        Kind::Tiff => "image/tiff",
        Kind::Pdf => return Err(Damage::OtherKind),
    };
    let shown = album.pages.len().min(PAGES);
    if shown == 0 {
        return Err(Damage::Malformed);
    }
    let mut reading = Reading { sheets: shown, ..Reading::default() };
    let mut facts = vec![(Label::FileKind, Words::label(Label::FileKindIs { media_type: media_type.into() }))];
    match album.pages.as_slice() {
        [Leaf { size, .. }] => facts.push((Label::PictureSize, Words::label(Label::PictureSizeIs { size: *size }))),
        _ => facts.push((Label::PageCount, Words::label(Label::PageCountIs { count: album.total.max(shown) }))),
    }
    reading.pieces.push(Piece::Facts(Facts(facts)));
    for (page, leaf) in album.pages.into_iter().enumerate().take(shown) {
        // Scanners write the name of their program there, on every page alike.
        let (said, hidden) = leaf.description.map(|text| Clean::counted(&text)).unwrap_or_default();
        reading.hidden.add(Hidden { ..hidden });
        let description = Some(said.flat()).filter(|said| !said.trim().is_empty());
        lead(&mut reading, page, Some(leaf.size), description);
    }
    if shown < album.total {
        say_first(&mut reading, vec![Label::PagesCut { shown, total: album.total }]);
    }
    Ok(reading)
}

/// Where this page, the first being 0, can be looked at.
pub fn lead(reading: &mut Reading, page: usize, size: Option<(u32, u32)>, description: Option<Clean>) {
    let link = LinkId(reading.links.len());
    reading.links.push(Target::Sheet(page));
    reading.pieces.push(Piece::Picture(Picture { link, page, pages: reading.sheets, size, description }));
}
