//! Documents damaged in every way: each ends in a reading or in a problem, and what is read can always be laid out.

use crate::damaged::{Chance, harm};
use crate::{fhir, rtf, xdm};
use dmp::domain::{Damage, Piece, Problem};
use dmp::face::flow::{self, Layout};
use dmp::reader;
use dmp::words::Words;

const LETTER: &[u8] = include_bytes!("fixtures/lettre.txt");
/// Damaged copies of each document.
const COPIES: usize = 200;

fn fixtures() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let inner = xdm::archive(&[("lettre.txt", LETTER)]);
    let archive =
        xdm::archive(&[("courrier.rtf", rtf::FIXTURE), ("dedans.zip", &inner), ("bilan.json", fhir::FIXTURE.as_bytes())]);
    vec![
        ("fhir", fhir::FIXTURE.as_bytes().to_vec(), "application/fhir+json"),
        ("fhir-xml", include_bytes!("fixtures/biologie.xml").to_vec(), "application/fhir+xml"),
        ("rtf", rtf::FIXTURE.to_vec(), "text/rtf"),
        ("xdm", archive, "application/zip"),
        ("text", LETTER.to_vec(), "text/plain"),
    ]
}

/// Whether it could be read; it must be possible to lay out, and hold no control character.
fn is_read(bytes: &[u8], declared: &str, words: &Words) -> bool {
    let Ok(reading) = reader::read(bytes, declared, None, &crate::worker()) else { return false };
    for width in [0, 7, 40] {
        let lines = flow::lines(&reading, width, Layout::Grid, words);
        assert!(lines.iter().all(|line| line.piece < reading.pieces.len()));
        assert!(lines.iter().flat_map(|line| &line.runs).all(|run| !run.text.contains(char::is_control)));
    }
    for file in &reading.embedded {
        let _ = reader::read(&file.bytes, &file.media_type, None, &crate::worker());
    }
    true
}

#[test]
fn s59_a_document_of_any_format_cut_anywhere_is_an_error_or_a_reading() {
    let words = Words::french();
    for (_, bytes, declared) in fixtures() {
        for end in (0..bytes.len()).step_by(7) {
            is_read(&bytes[..end], declared, &words);
        }
    }
}

#[test]
fn s59_damaged_documents_of_any_format_are_errors_or_readings() {
    let words = Words::french();
    for (name, whole, declared) in fixtures() {
        let mut chance = Chance(0xd0c);
        let mut read = 0;
        for _ in 0..COPIES {
            let mut bytes = whole.clone();
            harm(&mut bytes, &mut chance);
            read += usize::from(is_read(&bytes, declared, &words));
        }
        assert!(read > COPIES / 20, "{name}: some mutations must get through to the layout: {read}");
    }
}

#[test]
fn f29_bytes_of_one_kind_under_the_name_of_another_are_read_as_what_they_are() {
    let text = |bytes: &[u8], declared: &str| {
        let reading = reader::read(bytes, declared, None, &crate::worker()).unwrap();
        assert!(!reading.pieces.is_empty());
        flow::text(&reading, 0, &Words::french())
    };
    let said = "Ce document est annoncé comme : document PDF. C’est en réalité : texte RTF.";
    assert!(text(rtf::FIXTURE, "application/pdf").starts_with(said), "{}", text(rtf::FIXTURE, "application/pdf"));
    assert!(text(rtf::FIXTURE, "application/pdf").contains("Consœur"));
    assert!(text(&xdm::archive(&[("a.txt", LETTER)]), "text/xml").contains("archive ZIP"));
    assert!(!text(rtf::FIXTURE, "text/rtf").contains("annoncé") && !text(rtf::FIXTURE, "").contains("annoncé"));
    let noise: Vec<u8> = (0..4000_u32).map(|n| u8::try_from(n * 7 % 31).unwrap()).collect();
    assert_eq!(reader::read(&noise, "text/plain", None, &crate::worker()), Err(Problem::Damaged(Damage::OtherKind)));
}

#[test]
fn nothing_at_all_is_said_to_be_empty() {
    for declared in ["application/fhir+json", "text/rtf", "application/zip", "text/plain", ""] {
        assert_eq!(reader::read(b"", declared, None, &crate::worker()), Err(Problem::Damaged(Damage::Empty)), "{declared}");
    }
}

#[test]
fn text_is_read_in_every_usual_encoding_and_a_guess_is_said() {
    let said = "\u{c9}t\u{e9} : 5 \u{20ac}";
    let units = |bytes: fn(u16) -> [u8; 2]| said.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
    let western = b"\xc9t\xe9 : 5 \x80".to_vec();
    let latin_9 = b"\xc9t\xe9 : 5 \xa4".to_vec();
    for (bytes, declared, guessed) in [
        (said.as_bytes().to_vec(), "text/plain", false),
        (marked(b"\xef\xbb\xbf", said.as_bytes().to_vec()), "text/plain", false),
        (marked(b"\xff\xfe", units(u16::to_le_bytes)), "text/plain", false),
        (marked(b"\xfe\xff", units(u16::to_be_bytes)), "", false),
        (units(u16::to_le_bytes), "text/plain", true),
        (units(u16::to_be_bytes), "text/plain", true),
        (units(u16::to_le_bytes), "text/plain; charset=utf-16le", false),
        (western.clone(), "text/plain; charset=windows-1252", false),
        (western.clone(), "text/plain", true),
        (western, "text/plain; charset=utf-8", true),
        (latin_9, "text/plain; charset=ISO-8859-15", false),
    ] {
        let reading = reader::read(&bytes, declared, None, &crate::worker()).unwrap();
        let text = flow::text(&reading, 0, &Words::french());
        assert!(text.ends_with(&format!("{said}\n")), "{declared}: {text}");
        assert_eq!(text.contains("devinées"), guessed, "{declared}: {text}");
    }
    let long = "mot ".repeat(2 << 20);
    let reading = reader::read(long.as_bytes(), "text/plain", None, &crate::worker()).unwrap();
    assert!(matches!(reading.pieces.last(), Some(Piece::Note(dmp::domain::Label::TextCut))));
}
