//! Bytes into text: byte order marks, UTF-16, declared encodings, and the one honest guess. Nothing is replaced in silence.

use crate::domain::Damage;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// A document's text, and the name of its encoding when that is not the one announced.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub guessed: Option<&'static str>,
}

/// XML says its encoding in its first line (XML 1.0, appendix F).
pub fn xml(bytes: &[u8]) -> Result<Decoded<'_>, Damage> {
    decode(bytes, declared(bytes))
}

/// Plain text: `charset` is the parameter of the media type, when there is one.
///
/// UTF-16 that no mark announces is only guessed here, where nothing says how a text begins.
pub fn plain<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Decoded<'b>, Damage> {
    let declared = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
    let mut decoded = decode(bytes, declared)?;
    let said = Encoding::for_bom(bytes).is_some() || declared.is_some_and(|e| e == UTF_16LE || e == UTF_16BE);
    if let Some(guessed) = utf16(bytes).filter(|_| !said) {
        decoded.guessed = Some(guessed.name());
    }
    Ok(decoded)
}

fn decode<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Result<Decoded<'b>, Damage> {
    let sniffed = Encoding::for_bom(bytes).or_else(|| utf16(bytes).map(|encoding| (encoding, 0)));
    if let Some((encoding, mark)) = sniffed {
        let body = bytes.get(mark..).unwrap_or_default();
        if let Some(text) = strict(encoding, body) {
            return Ok(Decoded { text, guessed: None });
        }
        // A UTF-8 mark before text that is not: the mark lies, as any declaration can.
        return if encoding == UTF_8 { Ok(guess(body)) } else { Err(Damage::Encoding) };
    }
    // A label of UTF-16 on bytes that do not look like it cannot be true.
    let declared = declared.filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE).unwrap_or(UTF_8);
    let utf8 = std::str::from_utf8(bytes).ok();
    match (utf8, declared == UTF_8) {
        (Some(text), true) => Ok(Decoded { text: Cow::Borrowed(text), guessed: None }),
        // Text in another encoding is hardly ever well-formed UTF-8 by chance: the declaration is the mistake.
        (Some(text), false) if declared.is_ascii_compatible() => {
            let guessed = (!text.is_ascii()).then(|| UTF_8.name());
            Ok(Decoded { text: Cow::Borrowed(text), guessed })
        }
        (None, true) => Ok(guess(bytes)),
        (_, false) => match strict(declared, bytes) {
            Some(text) => Ok(Decoded { text, guessed: None }),
            None => Err(Damage::Encoding),
        },
    }
}

fn strict<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// What old French software writes while announcing something else.
fn guess(bytes: &[u8]) -> Decoded<'_> {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Decoded { text, guessed: Some(WINDOWS_1252.name()) }
}

/// UTF-16 without a mark: the first character is ASCII in a document that begins with `<` or a letter.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The label in `<?xml … encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256))?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let head = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, after) = head.strip_prefix("<?xml")?.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value.get(1..)?.split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Option<&'static str>) {
        let decoded = xml(bytes).unwrap();
        (decoded.text.into_owned(), decoded.guessed)
    }

    #[test]
    fn marks_and_declarations_are_followed() {
        let plain = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u{e9}</a>";
        let latin: Vec<u8> = plain.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(text(&latin), (plain.into(), None));
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&utf16), ("<a>é</a>".into(), None));
        let unmarked: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&unmarked), ("<a>é</a>".into(), None));
        assert_eq!(text("\u{feff}<a>é</a>".as_bytes()), ("<a>é</a>".into(), None));
    }

    #[test]
    fn a_false_declaration_is_guessed_and_said() {
        assert_eq!(text(b"<?xml version='1.0' encoding='UTF-8'?><a>\xe9\x80</a>").1, Some("windows-1252"));
        assert!(text(b"<a>\xe9\x80</a>").0.contains("é€"));
        let mistaken = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>";
        assert_eq!(text(mistaken.as_bytes()), (mistaken.into(), Some("UTF-8")));
        assert_eq!(xml(b"\xff\xfe<\x00a\x00>").unwrap_err(), Damage::Encoding);
    }
}
