//! Plain text: columns written with tabs.

use dmp::domain::{Piece, Reading};
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;

fn read(source: &str) -> Reading {
    reader::read(source.as_bytes(), "text/plain; charset=utf-8", None, &crate::worker()).unwrap()
}

fn shown(source: &str, width: usize) -> String {
    flow::text(&read(source), width, &Words::french())
}

#[test]
fn lines_of_the_same_columns_are_a_table() {
    let text = "Avant.\n\nAnalyse\tRésultat\tUnité\nTSH ultrasensible\t5\tmUI/L\r\nGlycémie\t1,10\tg/L\n\nAprès.";
    let reading = read(text);
    assert!(
        matches!(reading.pieces.as_slice(), [Piece::Paragraph(_), Piece::Table(_), Piece::Paragraph(_)]),
        "{:?}",
        reading.pieces
    );
    let lines = shown(text, 80);
    let lines: Vec<&str> = lines.lines().collect();
    let at = |wanted: &str| lines.iter().find_map(|line| line.find(wanted).map(|at| line[..at].chars().count())).unwrap();
    assert_eq!(at("Résultat"), at("1,10"));
    assert_eq!(at("Unité"), at("g/L"));
    assert!(!lines.concat().contains('\t'));
}

#[test]
fn other_tabs_go_to_their_stops_and_indentation_is_no_table() {
    for text in ["a\tb\nc\td\te", "\tun\n\tdeux", "seul\tici", "\t\n\t\n"] {
        assert!(!read(text).pieces.iter().any(|piece| matches!(piece, Piece::Table(_))), "{text:?}");
    }
    assert!(shown("5\t10\nx\ty\tz", 80).contains("5       10"), "{}", shown("5\t10\nx\ty\tz", 80));
}

#[test]
fn f28_a_table_of_text_is_cleaned_and_bounded() {
    let reading = read("a\u{1b}[2J\tb\u{202e}\nc\td");
    assert_eq!(reading.hidden.total(), 2);
    assert!(shown("a\u{1b}[2J\tb\nc\td", 80).contains('\u{241b}'));
    let wide = format!("{}\n", "x\t".repeat(500)).repeat(2_000);
    assert!(read(&wide).pieces.iter().all(|piece| matches!(piece, Piece::Paragraph(_))), "300 columns are no table");
    let long = "a\tb\n".repeat(400_000);
    assert!(!shown(&long, 80).is_empty());
}
