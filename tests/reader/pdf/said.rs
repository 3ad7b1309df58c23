//! What is said of a PDF besides its text: its pages, its password, what it carries, what could not be read.

use super::made::{Made, at};
use super::{read, text};
use crate::worker;
use dmp::domain::{Damage, Problem, Secret, Target};
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;

/// Made by `fixtures/pdf.py`: the password is `tilleul`.
const LOCKED: &[u8] = include_bytes!("../fixtures/verrouille.pdf");
/// Encrypted so that anybody may read it.
const OPEN: &[u8] = include_bytes!("../fixtures/ouvert.pdf");
const CARRIES: &[u8] = include_bytes!("../fixtures/joints.pdf");

fn unlocked(password: &str) -> Result<String, Problem> {
    let reading = reader::read_locked(LOCKED, "application/pdf", None, Some(&Secret::from(password)), &worker())?;
    Ok(flow::text(&reading, 80, &Words::french()))
}

#[test]
fn a_locked_document_asks_for_its_password_and_opens_with_it_alone() {
    assert_eq!(read(LOCKED), Err(Problem::Damaged(Damage::Locked)));
    assert_eq!(unlocked("bouleau"), Err(Problem::Damaged(Damage::WrongPassword)));
    assert!(unlocked("tilleul").unwrap().contains("Résultat confidentiel"));
    assert!(text(OPEN, 80).contains("Résultat confidentiel"), "no password is asked for where none is needed");
}

#[test]
fn a_lock_that_nobody_knows_is_said_so() {
    let made = Made::page(&at(50, 700, "F1", 10, "a"));
    let bytes = String::from_utf8(made.bytes()).unwrap();
    let bytes = bytes.replace("/Root 1 0 R", "/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Inconnu /V 9 /R 9 >>");
    assert_eq!(read(bytes.as_bytes()), Err(Problem::Damaged(Damage::UnknownLock)));
}

#[test]
fn each_of_several_pages_is_announced_and_one_alone_is_not() {
    let pages = Made::pages(&[&at(50, 700, "F1", 10, "Premier"), &at(50, 700, "F1", 10, "Second"), ""]).bytes();
    assert_eq!(text(&pages, 80), "Page 1 sur 3\nPremier\n\nPage 2 sur 3\nSecond\n\nPage 3 sur 3\nCette page est vide.\n");
    assert_eq!(text(&Made::page(&at(50, 700, "F1", 10, "Seul")).bytes(), 80), "Seul\n");
    assert_eq!(text(&Made::page("").bytes(), 80), "Ce document ne contient aucun texte.\n");
}

/// The first page of a document that weighs enough for the others to be waited for.
fn first_page(contents: &[&str]) -> Option<String> {
    let mut made = Made::pages(contents);
    made.stream("", &vec![b' '; 200_000]);
    let reading = reader::first_page(&made.bytes(), "application/pdf", &worker())?;
    assert_eq!((reading.sheets, reading.embedded.len()), (0, 0), "what is of the whole waits for it");
    Some(flow::text(&reading, 80, &Words::french()))
}

#[test]
fn the_first_page_of_a_long_document_is_read_before_the_others() {
    let (one, two) = (at(50, 700, "F1", 10, "Premier"), at(50, 700, "F1", 10, "Second"));
    assert_eq!(first_page(&[&one, &two]).as_deref(), Some("Page 1 sur 2\nPremier\n"));
    assert_eq!(first_page(&[&one]), None, "it is the whole");
    assert_eq!(first_page(&["", &two]), None, "nothing to read on it");
    let short = Made::pages(&[&one, &two]).bytes();
    assert_eq!(reader::first_page(&short, "application/pdf", &worker()), None, "the whole comes as soon");
    for other in [LOCKED.repeat(40), vec![b'a'; 200_000], [b"%PDF-1.7\n".as_slice(), &[0; 200_000]].concat()] {
        assert_eq!(reader::first_page(&other, "application/pdf", &worker()), None);
    }
}

#[test]
fn pictures_of_paper_are_said_plainly() {
    let scan = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/bio-deposee-2022-02.pdf")).unwrap();
    assert!(text(&scan, 200).starts_with("Ce document est fait de 2 images de pages de papier."));
}

#[test]
fn signs_that_are_no_known_letter_are_counted() {
    let shown = text(&Made::page(&(at(50, 700, "F1", 10, "Dose") + &at(50, 680, "F3", 10, "ABAB"))).bytes(), 80);
    assert!(shown.starts_with("4 caractères de ce document n’ont pas pu être lus."), "{shown}");
    assert!(shown.contains("Dose"));
}

#[test]
fn files_carried_inside_are_listed_and_can_be_opened() {
    let reading = read(CARRIES).unwrap();
    let names: Vec<_> = reading.embedded.iter().map(|file| file.name.as_ref().unwrap().to_string()).collect();
    assert_eq!(names, ["mesures.csv", "note d’accompagnement.txt"]);
    assert_eq!(&*reading.embedded[0].bytes, "date;tension\n2026-03-02;12/7\n".as_bytes());
    assert!(reading.links.contains(&Target::Embedded(1)));
    let shown = flow::text(&reading, 80, &Words::french());
    assert!(shown.contains("Fichiers joints\n[fichier joint 1 : mesures.csv"), "{shown}");
}

#[test]
fn f29_the_bytes_decide_and_a_false_declaration_is_said() {
    let pdf = Made::page(&at(50, 700, "F1", 10, "Bonjour")).bytes();
    let words = Words::french();
    let shown = flow::text(&reader::read(&pdf, "text/xml", None, &worker()).unwrap(), 200, &words);
    assert!(
        shown.starts_with("Ce document est annoncé comme : ") && shown.contains("document PDF. Il est lu comme tel."),
        "{shown}"
    );
    assert!(shown.ends_with("\nBonjour\n"));
    let cda = include_bytes!("../fixtures/consultation.xml");
    let shown = flow::text(&reader::read(cda, "application/pdf", None, &worker()).unwrap(), 200, &words);
    assert!(shown.starts_with("Ce document est annoncé comme : document PDF."), "{shown}");
    assert!(shown.contains("OCÉAN"));
}

#[test]
fn s44_hidden_characters_of_a_pdf_are_neutralised_and_counted_once() {
    let shown = text(&Made::page("BT /F1 10 Tf 1 0 0 1 50 700 Tm (a\\033[31mb\\007 c) Tj ET\n").bytes(), 200);
    assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
}
