//! What a document is, from its bytes and from what was declared: bytes that cannot be mistaken win.

use crate::domain::Format;

/// Bytes in which the root of a document is looked for.
const HEAD: usize = 4096;

/// The format in which to read these bytes.
pub fn format(bytes: &[u8], declared: &str) -> Format {
    let declared = Format::of_media_type(declared);
    if let Some(certain) = magic(bytes) {
        return certain;
    }
    match first_letter(bytes) {
        Some(b'<') if is_fhir(bytes) => Format::FhirXml,
        Some(b'<') if declared != Format::Text || is_cda(bytes) => Format::Cda,
        Some(b'{') if declared == Format::Other => Format::FhirDocument,
        _ if declared == Format::Other && looks_like_text(bytes) => Format::Text,
        _ => declared,
    }
}

/// The MIME type of a format known by its bytes.
pub fn media_type(format: Format) -> Option<&'static str> {
    match format {
        Format::Cda => Some("text/xml"),
        Format::Pdf => Some("application/pdf"),
        Format::FhirDocument => Some("application/fhir+json"),
        Format::FhirXml => Some("application/fhir+xml"),
        Format::Rtf => Some("text/rtf"),
        Format::Text => Some("text/plain"),
        Format::Jpeg => Some("image/jpeg"),
        Format::Png => Some("image/png"),
        Format::Tiff => Some("image/tiff"),
        Format::Zip => Some("application/zip"),
        Format::Other => None,
    }
}

fn magic(bytes: &[u8]) -> Option<Format> {
    let known: [(&[u8], Format); 8] = [
        (b"%PDF-", Format::Pdf),
        (b"{\\rtf", Format::Rtf),
        (b"\xff\xd8\xff", Format::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"II*\0", Format::Tiff),
        (b"MM\0*", Format::Tiff),
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
    ];
    known.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| format)
}

/// The first byte that is neither a mark, half a UTF-16 letter nor a blank.
fn first_letter(bytes: &[u8]) -> Option<u8> {
    bytes.iter().copied().take(1024).find(|b| !matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff | b' ' | b'\t' | b'\r' | b'\n'))
}

/// Whether the name of a CDA's root is found, in letters of one or two bytes.
fn is_cda(bytes: &[u8]) -> bool {
    const ROOT: &[u8] = b"ClinicalDocument";
    let mut matched = 0;
    bytes.iter().filter(|b| **b != 0).any(|b| {
        matched = if ROOT.get(matched) == Some(b) { matched + 1 } else { usize::from(ROOT.first() == Some(b)) };
        matched == ROOT.len()
    })
}

/// Whether the root of an XML names the namespace of FHIR, in letters of one or two bytes.
fn is_fhir(bytes: &[u8]) -> bool {
    const NAMESPACE: &str = "http://hl7.org/fhir";
    let head: Vec<u8> = bytes.iter().copied().take(2 * HEAD).filter(|b| *b != 0).take(HEAD).collect();
    let head = String::from_utf8_lossy(&head);
    let mut rest = head.as_ref();
    while let Some((_, tag)) = rest.split_once('<') {
        // What may stand before the root.
        let past = if tag.starts_with('?') {
            tag.split_once("?>")
        } else {
            tag.strip_prefix("!--").and_then(|tag| tag.split_once("-->"))
        };
        match past {
            Some((_, after)) => rest = after,
            None if tag.starts_with(['?', '!']) => return false,
            None => {
                let root = tag.split_once('>').map_or(tag, |(root, _)| root);
                return root.split(['"', '\'']).any(|part| part == NAMESPACE);
            }
        }
    }
    false
}

/// UTF-8, UTF-16, or the one byte a letter of older software: no control character, and few letters beyond ASCII.
pub fn looks_like_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    // The last letter may be cut in two.
    let whole = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    let accents = head.iter().filter(|b| !b.is_ascii()).count();
    (whole || accents * 5 < head.len()) && !head.iter().any(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0xc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_bytes_win_over_the_declared_type() {
        assert_eq!(format(b"%PDF-1.7", "text/xml"), Format::Pdf);
        assert_eq!(format(b"\xef\xbb\xbf<?xml?><ClinicalDocument/>", "text/plain"), Format::Cda);
        let fhir = "<?xml version='1.0'?>\n<!-- <a> --><Bundle xmlns=\"http://hl7.org/fhir\"><id value='1'/></Bundle>";
        assert_eq!(format(fhir.as_bytes(), "text/xml"), Format::FhirXml);
        assert_eq!(format(&fhir.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), "text/plain"), Format::FhirXml);
        assert_eq!(format(b"<a x='http://hl7.org/fhir/x'><b y='http://hl7.org/fhir'/></a>", "text/xml"), Format::Cda);
        assert_eq!(format("<a>".as_bytes(), "text/plain; charset=utf-8"), Format::Text);
        assert_eq!(format(b"bonjour", ""), Format::Text);
        assert_eq!(format(b"H\xf4pital", ""), Format::Text);
        assert_eq!(format(b"\xff\xfeH\0", ""), Format::Text);
        assert_eq!(format(b"\0\x01\x02", ""), Format::Other);
        assert_eq!(format(b"\xd4\xd5\xd6\xd7", ""), Format::Other);
    }
}
