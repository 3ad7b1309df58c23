//! The files a PDF carries (PDF 2.0, 7.11.4): read, never run, and not more of them than a person can look at.

use super::text::File;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream, String as Text};

/// Files carried over, and bytes of them in all.
const FILES: usize = 50;
const BYTES: usize = 32 << 20;
/// Nodes looked at in the tree of names, which may lead to itself.
const NODES: usize = 1000;

/// The files, and whether there were more or some could not be read.
pub fn carried(pdf: &Pdf) -> (Vec<File>, bool) {
    let mut files = Vec::new();
    let mut more = false;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let names = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("Names"));
    let root = names.and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    let mut nodes: Vec<Dict<'_>> = root.into_iter().collect();
    let (mut seen, mut left) = (0, BYTES);
    while let Some(node) = nodes.pop() {
        seen += 1;
        if seen > NODES || files.len() >= FILES {
            more = true;
            break;
        }
        if let Some(kids) = node.get::<Array<'_>>("Kids") {
            let kids: Vec<Dict<'_>> = kids.iter::<Dict<'_>>().take(NODES).collect();
            nodes.extend(kids.into_iter().rev());
        }
        let Some(leaves) = node.get::<Array<'_>>("Names") else { continue };
        let mut leaves = leaves.flex_iter();
        for _ in 0..NODES {
            let Some(key) = leaves.next::<Text<'_>>() else { break };
            let Some(specification) = leaves.next::<Dict<'_>>() else { break };
            match file(&specification, &key, left).filter(|_| files.len() < FILES) {
                Some(file) => {
                    left = left.saturating_sub(file.bytes.len());
                    files.push(file);
                }
                None => more = true,
            }
        }
    }
    (files, more)
}

fn file(specification: &Dict<'_>, key: &Text<'_>, most: usize) -> Option<File> {
    let said = ["UF", "F"].iter().find_map(|name| specification.get::<Text<'_>>(name));
    let streams = specification.get::<Dict<'_>>("EF")?;
    let stream = ["UF", "F"].iter().find_map(|name| streams.get::<Stream<'_>>(name))?;
    let bytes = stream.decoded().ok()?.into_owned();
    let media_type = stream.dict().get::<Name<'_>>("Subtype").map(|name| name.as_str().to_owned());
    (bytes.len() <= most).then(|| File {
        name: decoded(said.as_ref().unwrap_or(key).as_bytes()),
        media_type: media_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
        bytes,
    })
}

/// A text string (PDF 2.0, 7.9.2.2): UTF-16 or UTF-8 with its mark, else Latin-1 but for a few signs.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        rest => rest.iter().copied().map(letter).collect(),
    }
}

/// One byte in PDFDocEncoding (PDF 2.0, D.2).
fn letter(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š',
        'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    let special = |table: &[char], first: u8| table.get(usize::from(byte.checked_sub(first)?)).copied();
    match byte {
        0x18..=0x1f => special(&LOW, 0x18),
        0x80..=0xa0 => special(&HIGH, 0x80),
        _ => None,
    }
    .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_each_of_their_encodings() {
        assert_eq!(decoded(b"note d\x90acc\xe9s \xa0"), "note d’accés €");
        assert_eq!(decoded(b"\xfe\xff\x00n\x20\x19"), "n’");
        assert_eq!(decoded("\u{feff}œ".as_bytes()), "œ");
    }
}
