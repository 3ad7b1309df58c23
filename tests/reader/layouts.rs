//! Our own documents at every width, reviewed by eye.

use crate::worker;
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;

fn shown(file: &str, declared: &str) {
    shown_from("tests/reader/fixtures", file, declared);
}

fn shown_from(folder: &str, file: &str, declared: &str) {
    let path = format!("{}/{folder}/{file}", env!("CARGO_MANIFEST_DIR"));
    let reading = reader::read(&std::fs::read(path).unwrap(), declared, None, &worker()).unwrap();
    let words = Words::french();
    for width in [40, 80, 120, 0] {
        let name = format!("{}-{width}", file.split('.').next().unwrap());
        insta::assert_snapshot!(name, flow::text(&reading, width, &words));
    }
}

#[test]
fn a_consultation_at_every_width() {
    shown("consultation.xml", "text/xml");
}

#[test]
fn coded_data_at_every_width() {
    shown("coded.xml", "text/xml");
}

#[test]
fn a_letter_at_every_width() {
    shown("lettre.txt", "text/plain; charset=windows-1252");
}

#[test]
fn pdfs_of_the_record_at_every_width() {
    for file in ["plan-asthme-2022-03.pdf", "exercices-genou-2023-09.pdf", "devis-optique-2025-12.pdf", "rx-kine-2023-06.pdf"] {
        shown_from("assets/record", file, "application/pdf");
    }
}

#[test]
fn a_fhir_document_at_every_width() {
    shown("bilan.json", "application/fhir+json");
}

#[test]
fn a_fhir_report_at_every_width() {
    shown("biologie.json", "application/fhir+json");
}

#[test]
fn an_rtf_letter_at_every_width() {
    shown("courrier.rtf", "text/rtf");
}
