//! The formats that a person may deposit, told by what is in the bytes and not only by what is said of them.

/// Each with the media types that name it, and its code of TRE_A06.
const FORMATS: [(Format, &[&str], &str); 6] = [
    (Format::Pdf, &["application/pdf"], "urn:ihe:iti:xds-sd:pdf:2008"),
    (Format::Rtf, &["text/rtf", "application/rtf"], "urn:ihe:iti-fr:xds-sd:rtf:2010"),
    (Format::Jpeg, &["image/jpeg"], "urn:ihe:iti-fr:xds-sd:jpeg:2010"),
    (Format::Png, &["image/png"], "urn:asipSante:modelesHorsProfils:2011"),
    (Format::Tiff, &["image/tiff"], "urn:ihe:iti-fr:xds-sd:tiff:2010"),
    (Format::Text, &["text/plain"], "urn:ihe:iti:xds-sd:text:2008"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Rtf,
    Jpeg,
    Png,
    Tiff,
    Text,
}

impl Format {
    /// By its media type, whose parameters do not count.
    pub fn named(media_type: &str) -> Option<Self> {
        let bare = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        FORMATS.iter().find(|(_, types, _)| types.contains(&bare.as_str())).map(|(format, ..)| *format)
    }

    /// By its first bytes; text is what has none of theirs and no control character.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |magics: &[&[u8]]| magics.iter().any(|magic| bytes.starts_with(magic));
        if begins(&[b"%PDF-"]) {
            Some(Self::Pdf)
        } else if begins(&[b"{\\rtf"]) {
            Some(Self::Rtf)
        } else if begins(&[b"\xff\xd8\xff"]) {
            Some(Self::Jpeg)
        } else if begins(&[b"\x89PNG\r\n\x1a\n"]) {
            Some(Self::Png)
        } else if begins(&[b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"]) {
            Some(Self::Tiff)
        } else if !bytes.is_empty() && bytes.iter().all(|byte| *byte >= b' ' && *byte != 0x7f || b"\t\n\r\x0c".contains(byte)) {
            Some(Self::Text)
        } else {
            None
        }
    }

    pub fn code(self) -> &'static str {
        FORMATS.iter().find(|(format, ..)| *format == self).map_or("", |(_, _, code)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn what_a_file_is_is_told_by_its_bytes() {
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Some(Format::Pdf)),
            (b"{\\rtf1\\ansi}", Some(Format::Rtf)),
            (b"\xff\xd8\xff\xe0", Some(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(Format::Png)),
            (b"MM\0*", Some(Format::Tiff)),
            ("Écrit à la main\r\n\tici".as_bytes(), Some(Format::Text)),
            (b"\xc9crit en Latin-1", Some(Format::Text)),
            (b"PK\x03\x04", None),
            (b"MZ\x90\0", None),
            (b"un\x1b[31m rouge", None),
            (b"", None),
        ] {
            assert_eq!(Format::of(bytes), format, "{bytes:?}");
        }
        assert_eq!(Format::named("text/plain; charset=utf-8"), Some(Format::Text));
        assert_eq!((Format::named("application/zip"), Format::named("")), (None, None));
    }
}
