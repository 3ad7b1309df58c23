//! Readings as PDF: what is in it, in which order, and whether other programs agree that it is sound.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use dmp::domain::{Cell, Clean, Item, Marker, Piece, Reading, Row, Scope, Table, Words as Rich};
use dmp::run::worker::Process;
use dmp::words::Words;
use dmp::{paper, reader};
use std::io::Write;
use std::process::Command;

fn pdf(reading: &Reading) -> Vec<u8> {
    let title: Clean = "Carte d’urgence — Zoé, œdème de Quincke".into();
    let origin: Clean = "Texte tiré du document. Date : 3 mars 2026.".into();
    paper::pdf(&title, &origin, reading, &Words::french()).unwrap()
}

/// The output of a tool on the file; `None` where the tool is not installed.
fn tool(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<(bool, String)> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new(program).args(before).arg(file.path()).args(after).output().ok()?;
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn cell(text: &str, header: Option<Scope>, across: usize, down: usize) -> Cell {
    Cell::Own { words: Rich::plain(text), short: None, header, right: false, across, down }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, opens_group: false }
}

fn everything() -> Reading {
    let head = row(vec![cell("Examen", None, 1, 1), cell("Valeur", None, 2, 1), Cell::Covered { left: 1, up: 0 }]);
    let body = vec![
        row(vec![cell("TSH", Some(Scope::Row), 1, 2), cell("4,16 µUI/mL", None, 1, 1), cell("α ≥ β", None, 1, 1)]),
        row(vec![Cell::Covered { left: 0, up: 1 }, cell("suite", None, 1, 1), Cell::Empty]),
    ];
    let item = |text: &str| Item { caption: None, pieces: vec![Piece::Paragraph(Rich::plain(text))] };
    let inner = Piece::List { marker: Marker::Bullet, items: vec![item("glace"), item("repos")] };
    let soir = Item { caption: Some(Rich::plain("Le soir")), pieces: vec![inner] };
    Reading {
        pieces: vec![
            Piece::Heading { level: 1, text: Rich::plain("Motif") },
            Piece::Paragraph(Rich::plain("Est-ce grave ? Non : repos.")),
            Piece::Heading { level: 5, text: Rich::plain("Plus bas") },
            Piece::List { marker: Marker::Number, items: vec![item("marcher"), soir] },
            Piece::Heading { level: 2, text: Rich::plain("Résultats") },
            Piece::Table(Table { columns: 3, head: vec![head], body, ..Table::default() }),
        ],
        ..Reading::default()
    }
}

#[test]
fn every_kind_of_piece_becomes_a_pdf_that_passes_pdf_ua_and_other_programs_agree() {
    let made = pdf(&everything());
    assert!(made.starts_with(b"%PDF-1.7"));
    if let Some((sound, said)) = tool("qpdf", &["--check"], &made, &[]) {
        assert!(sound, "{said}");
    }
    if let Some((_, said)) = tool("pdfinfo", &[], &made, &[]) {
        assert!(said.contains("Tagged:          yes"), "{said}");
        assert!(said.contains("Carte d’urgence — Zoé"), "{said}");
    }
    if let Some((_, said)) = tool("pdfinfo", &["-struct-text"], &made, &[]) {
        let order = ["H1", "Carte d’urgence", "P", "H2", "Motif", "grave", "H3", "Plus bas", "L (", "LI", "Lbl", "1.", "LBody"];
        let rest =
            ["marcher", "Le soir", "glace", "H3", "Résultats", "Table", "TH", "Examen", "TH", "TSH", "TD", "4,16", "suite"];
        let mut from = 0;
        for wanted in order.into_iter().chain(rest) {
            let found = said[from..].find(wanted).unwrap_or_else(|| panic!("« {wanted} » does not follow:\n{said}"));
            from += found;
        }
        assert!(said.contains("fr-FR") || made.windows(5).any(|bytes| bytes == b"fr-FR"));
    }
    if let Some((_, said)) = tool("pdftotext", &["-layout"], &made, &["-"]) {
        for wanted in ["œdème de Quincke", "4,16 µUI/mL", "α ≥ β", "Est-ce grave ? Non : repos.", "Page 1 sur 1"] {
            assert!(said.replace('\u{a0}', " ").contains(wanted), "{wanted}: {said}");
        }
    }
}

#[test]
fn letters_that_the_font_lacks_are_replaced_and_nothing_fails() {
    let text = "漢字 🎉 ok \u{1f468}\u{200d}\u{1f469}, العربية, עברית, ไทย, e\u{301}";
    let made = pdf(&Reading { pieces: vec![Piece::Paragraph(Rich::plain(text))], ..Reading::default() });
    if let Some((_, said)) = tool("pdftotext", &[], &made, &["-"]) {
        assert!(said.contains('\u{fffd}') && said.contains("ok"), "{said}");
    }
}

#[test]
fn long_and_wide_documents_go_on_from_page_to_page_and_lose_no_word() {
    let number = |number: usize| row(vec![cell(&format!("Jour{number}"), None, 1, 1), cell(&"mot ".repeat(60), None, 1, 1)]);
    let long = Table { columns: 2, body: (0..200).map(number).collect(), ..Table::default() };
    let wide = Table {
        columns: 300,
        body: vec![row((0..300).map(|at| cell(&format!("Colonne{at}"), None, 1, 1)).collect())],
        ..Table::default()
    };
    let tall = row(vec![cell(&"ligne\n".repeat(300), None, 1, 1), cell("court", None, 1, 1)]);
    let tall = Table { columns: 2, body: vec![tall], ..Table::default() };
    let address = format!("https://exemple.invalid/{}", "a".repeat(400));
    let pieces =
        vec![Piece::Table(long), Piece::Table(wide), Piece::Table(tall), Piece::Paragraph(Rich::plain(address.as_str()))];
    let made = pdf(&Reading { pieces, ..Reading::default() });
    if let Some((_, said)) = tool("pdftotext", &[], &made, &["-"]) {
        for wanted in ["Jour0", "Jour199", "Colonne0", "Colonne299", "court", "exemple.invalid"] {
            assert!(said.contains(wanted), "{wanted}");
        }
        assert_eq!(said.matches("ligne").count(), 300);
        assert_eq!(said.matches("mot").count(), 200 * 60);
    }
}

#[test]
fn the_documents_of_the_demonstration_all_become_pdf() {
    let worker = Process::new(std::path::Path::new(env!("CARGO_BIN_EXE_dmp")));
    let mut count = 0;
    for entry in std::fs::read_dir("assets/record").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "xml") {
            let reading = reader::read(&std::fs::read(&path).unwrap(), "text/xml", None, &worker).unwrap();
            let made = pdf(&reading);
            assert!(made.starts_with(b"%PDF"), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 50);
}
