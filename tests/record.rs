//! The fictional record keeps its promises: complete, coherent, well-formed, and nobody's.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use dmp::domain::Category;
use quick_xml::{XmlVersion, events::Event, name::ResolveResult, reader::NsReader};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Entry {
    key: String,
    patients: Vec<String>,
    file: String,
    media_type: String,
    title: String,
    r#type: Coded,
    class: Coded,
    format: String,
    date: String,
    deposited: String,
    period: HashMap<String, String>,
    author: Author,
    facility: Coded,
    setting: Coded,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    archived: bool,
    replaces: Option<String>,
    language: String,
    delivery: String,
}

#[derive(Deserialize)]
struct Coded {
    #[serde(default)]
    system: String,
    code: String,
    display: String,
}

#[derive(Deserialize)]
struct Author {
    name: String,
    rpps: Option<String>,
    profession: Coded,
    organisation: Option<String>,
    patient: bool,
}

impl Entry {
    fn of(&self, person: &str) -> bool {
        self.patients.iter().any(|p| p == person)
    }

    fn is_cda(&self) -> bool {
        self.media_type == "text/xml"
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(folder().join(&self.file)).unwrap()
    }

    /// The text of the formats that are text; the one file in ISO-8859-1 too.
    fn text(&self) -> Option<String> {
        if !self.media_type.starts_with("text/") && self.media_type != "application/fhir+json" {
            return None;
        }
        Some(match self.media_type.contains("ISO-8859-1") {
            true => self.bytes().iter().map(|&b| char::from(b)).collect(),
            false => String::from_utf8(self.bytes()).unwrap(),
        })
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/record")
}

fn documents() -> Vec<Entry> {
    let index = fs::read(folder().join("index.json")).unwrap();
    serde_json::from_slice::<HashMap<String, Vec<Entry>>>(&index).unwrap().remove("documents").unwrap()
}

fn time(text: &str) -> jiff::Timestamp {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Everything written between double braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("{{").skip(1).map(|rest| rest.split_once("}}").expect("a placeholder ends").0).collect()
}

const FILLED: [(&str, &str); 8] = [
    ("family", "BENALI"),
    ("given", "Nadia"),
    ("birth", "19580902"),
    ("birth_fhir", "1958-09-02"),
    ("sex", "F"),
    ("ins", "258090000000000"),
    ("patient_id", "nadia"),
    ("oid", "2.25.1"),
];

fn filled(text: &str) -> String {
    FILLED.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

/// Element names from first to last; fails on what is not namespace-well-formed XML.
fn elements(key: &str, xml: &str) -> Vec<String> {
    let mut reader = NsReader::from_str(xml);
    let mut names = Vec::new();
    loop {
        let (space, event) = reader.read_resolved_event().unwrap_or_else(|e| panic!("{key}: {e}"));
        match event {
            Event::Start(element) | Event::Empty(element) => {
                assert!(matches!(space, ResolveResult::Bound(_)), "{key}: an element of no namespace");
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap_or_else(|e| panic!("{key}: {e}"));
                    attribute.normalized_value(XmlVersion::Explicit1_0).unwrap_or_else(|e| panic!("{key}: {e}"));
                }
                names.push(element.local_name().as_ref().to_owned());
            }
            Event::DocType(_) => panic!("{key}: a document type"),
            Event::Eof => return names,
            Event::GeneralRef(name) => {
                let known = name.starts_with('#') || ["amp", "lt", "gt", "quot", "apos"].contains(&&*name);
                assert!(known, "{key}: an entity nobody defines");
            }
            Event::End(_) | Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn luhn(digits: &str) -> bool {
    let of = |(place, digit): (usize, u8)| {
        let n = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
        if n > 9 { n - 9 } else { n }
    };
    digits.bytes().rev().enumerate().map(of).sum::<u32>().is_multiple_of(10)
}

#[test]
fn the_record_is_large_enough_for_each_person() {
    let documents = documents();
    let count = |test: &dyn Fn(&Entry) -> bool| documents.iter().filter(|d| test(d)).count();
    assert!(count(&|d| d.of("camille")) >= 84);
    assert!(count(&|d| d.of("camille") && d.is_cda()) >= 30);
    assert!(count(&|d| d.of("nadia") && d.of("camille") && d.text().is_some()) >= 30);
    assert!(count(&|d| d.of("nadia") && !d.of("camille")) >= 3);
    assert_eq!(count(&|d| d.of("jean")), 5);
    let known = ["camille", "nadia", "jean"];
    assert_eq!(count(&|d| d.patients.is_empty() || d.patients.iter().any(|p| !known.contains(&p.as_str()))), 0);
}

#[test]
fn all_fifteen_categories_are_there() {
    let found: BTreeSet<Category> =
        documents().iter().filter(|d| d.of("camille")).map(|d| Category::of(&d.r#type.code, &d.class.code)).collect();
    assert_eq!(found, Category::ALL.into_iter().collect());
}

#[test]
fn every_type_is_a_known_one_in_its_own_system() {
    let table = fs::read_to_string(folder().join("../codes/categories.tsv")).unwrap();
    let known: BTreeSet<&str> = table.lines().filter_map(|l| Some(l.split_once('\t')?.0)).collect();
    for d in documents() {
        assert!(known.contains(d.r#type.code.as_str()), "{}: {}", d.key, d.r#type.code);
        assert!(known.contains(format!("class:{}", d.class.code).as_str()), "{}: class {}", d.key, d.class.code);
        let system = match d.r#type.code.bytes().any(|b| b.is_ascii_alphabetic()) {
            true => "https://mos.esante.gouv.fr/NOS/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire",
            false => "http://loinc.org",
        };
        assert_eq!(d.r#type.system, system, "{}", d.key);
        for code in [&d.r#type, &d.class, &d.facility, &d.setting, &d.author.profession] {
            assert!(!code.code.is_empty() && !code.display.is_empty(), "{}", d.key);
        }
        assert!(d.format.starts_with("urn:") && d.language == "fr-FR" && !d.title.is_empty(), "{}", d.key);
    }
}

#[test]
fn every_file_is_there_and_is_used_once() {
    let documents = documents();
    let listed: BTreeSet<&str> = documents.iter().map(|d| d.file.as_str()).collect();
    let keys: BTreeSet<&str> = documents.iter().map(|d| d.key.as_str()).collect();
    assert_eq!((listed.len(), keys.len()), (documents.len(), documents.len()), "a file or a key is used twice");
    let mut size = 0;
    for found in fs::read_dir(folder()).unwrap().map(Result::unwrap).filter(|f| f.file_type().unwrap().is_file()) {
        let name = found.file_name().into_string().unwrap();
        assert!(name == "index.json" || listed.contains(name.as_str()), "{name} is not in the index");
        size += found.metadata().unwrap().len();
    }
    assert!(size < 3_000_000, "{size} bytes");
    for document in &documents {
        assert!(document.bytes().len() > 500, "{} is too short to be true", document.key);
    }
}

#[test]
fn every_format_is_there_and_is_what_it_says() {
    let documents = documents();
    let mut found = BTreeSet::new();
    for d in &documents {
        let bytes = d.bytes();
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
        let (format, right) = match d.media_type.as_str() {
            "text/xml" if holds(b"<nonXMLBody>") => ("CDA level 1", holds(b"application/pdf")),
            "text/xml" => ("CDA level 3", holds(b"<structuredBody>")),
            // A scan is one picture a page; a page of text holds none.
            "application/pdf" if holds(b"/Subtype /Image") => ("PDF scan", bytes.starts_with(b"%PDF-")),
            "application/pdf" => ("PDF text", bytes.starts_with(b"%PDF-")),
            "application/fhir+json" => ("FHIR", holds(b"\"type\": \"document\"")),
            "text/rtf" => ("RTF", bytes.starts_with(b"{\\rtf1") && bytes.is_ascii()),
            "text/plain" => ("text", std::str::from_utf8(&bytes).is_ok()),
            "text/plain; charset=ISO-8859-1" => ("text in ISO-8859-1", std::str::from_utf8(&bytes).is_err()),
            "image/jpeg" => ("JPEG", bytes.starts_with(&[0xff, 0xd8, 0xff])),
            "image/png" => ("PNG", bytes.starts_with(b"\x89PNG\r\n")),
            "image/tiff" => ("TIFF", pages_of_tiff(&bytes) > 1),
            other => panic!("{}: {other}", d.key),
        };
        assert!(right, "{} is no {format}", d.key);
        found.insert(format);
    }
    assert_eq!(found.len(), 11, "{found:?}");
    let ways: BTreeSet<&str> = documents.iter().map(|d| d.delivery.as_str()).collect();
    assert_eq!(ways, BTreeSet::from(["absolute", "binary", "bundle"]));
    assert!(documents.iter().all(|d| d.delivery != "bundle" || d.media_type == "application/fhir+json"));
}

/// Follows the chain of directories of a little-endian TIFF.
fn pages_of_tiff(bytes: &[u8]) -> usize {
    assert!(bytes.starts_with(b"II*\0"));
    let short = |at: usize| usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()));
    let long = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    std::iter::successors(Some(long(4)), |&at| Some(long(at + 2 + 12 * short(at))).filter(|&next| next != 0)).count()
}

#[test]
fn placeholders_are_the_agreed_ones_and_shared_documents_name_nobody() {
    let agreed: BTreeSet<&str> = FILLED.iter().map(|(name, _)| *name).collect();
    let header = BTreeSet::from(["family", "given", "birth", "sex", "ins", "patient_id", "oid"]);
    for d in documents() {
        let Some(text) = d.text() else { continue };
        let used = placeholders(&text);
        assert!(used.is_subset(&agreed), "{}: {used:?}", d.key);
        assert!(!d.is_cda() || used == header, "{}: {used:?}", d.key);
        assert!(!d.media_type.contains("ISO-8859-1") || used.is_empty(), "{}: not UTF-8, so nothing to fill", d.key);
        for name in ["Camille", "MARTIN", "Nadia", "BENALI", "Benali", "MOREL", "Morel", "14/03/1979"] {
            assert!(d.patients == ["camille"] || !text.contains(name), "{} names {name}", d.key);
        }
    }
}

#[test]
fn every_cda_is_well_formed_and_complete() {
    let mut seen = BTreeSet::new();
    for d in documents().iter().filter(|d| d.is_cda()) {
        let xml = filled(&d.text().unwrap());
        let names = elements(&d.key, &xml);
        assert_eq!(names.first().map(String::as_str), Some("ClinicalDocument"), "{}", d.key);
        let header = "realmCode typeId templateId id code title effectiveTime confidentialityCode languageCode setId versionNumber \
                      recordTarget author custodian legalAuthenticator documentationOf componentOf component";
        for element in header.split_whitespace() {
            assert!(names.iter().any(|n| n == element), "{} has no {element}", d.key);
        }
        assert!(xml.contains(&format!(r#"<code code="{}""#, d.r#type.code)), "{}", d.key);
        seen.extend(names);
    }
    let body = "section nonXMLBody table thead tbody tfoot caption colgroup list item paragraph content linkHtml footnote \
                footnoteRef sub sup br renderMultiMedia observationMedia referenceRange interpretationCode relatedDocument";
    for element in body.split_whitespace() {
        assert!(seen.contains(element), "no document uses {element}");
    }
}

/// What stands between `before` and the next double quote, each time.
fn quoted<'t>(text: &'t str, before: &str) -> BTreeSet<&'t str> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect()
}

#[test]
fn every_reference_inside_a_cda_leads_somewhere() {
    for d in documents().iter().filter(|d| d.is_cda() && !d.title.contains('<')) {
        let xml = d.text().unwrap();
        let there = quoted(&xml, " ID=\"");
        for way in ["<reference value=\"#", " IDREF=\"", " referencedObject=\""] {
            let lost: Vec<&str> = quoted(&xml, way).difference(&there).copied().collect();
            assert!(lost.is_empty(), "{}: {lost:?}", d.key);
        }
    }
}

#[test]
fn the_narrative_has_its_difficult_cases() {
    let xml: Vec<String> =
        documents().iter().filter(|d| d.is_cda() && !d.title.contains('<')).map(|d| d.text().unwrap()).collect();
    for case in ["rowspan=\"2\"", "colspan=\"2\"", "revised=\"delete\"", "revised=\"insert\"", "application/pdf", "image/jpeg"] {
        assert!(xml.iter().any(|x| x.contains(case)), "{case}");
    }
    let headings = |row: &str| row.split("</tr>").next().unwrap_or_default().matches("<th>").count();
    assert!(xml.iter().any(|x| x.split("<tr>").any(|row| headings(row) == 8)), "no table of eight columns");
    let bare = xml.iter().find(|x| x.contains("<text>\n</text>\n<entry")).expect("entries under an empty narrative");
    assert!(bare.matches("<observation ").count() >= 5);
    let nested = |x: &String| x.contains("</text>\n<component>\n<section>") && x.contains("</section>\n</component>\n</section>");
    assert!(xml.iter().any(nested), "no section in a section");
}

#[test]
fn the_same_tests_come_back_over_the_years() {
    for (name, loinc, least) in [
        ("TSH", "3016-3", 6),
        ("LDL", "13457-7", 4),
        ("glycaemia", "1558-6", 4),
        ("ferritin", "2276-4", 3),
        ("haemoglobin", "718-7", 3),
    ] {
        let coded = format!(r#"<code code="{loinc}""#);
        let found: Vec<Entry> = documents().into_iter().filter(|d| d.is_cda() && d.text().unwrap().contains(&coded)).collect();
        let years: BTreeSet<&str> = found.iter().map(|d| &d.date[..4]).collect();
        assert!(years.len() >= 3.min(least) && found.len() >= least, "{name}: {} in {years:?}", found.len());
    }
}

#[test]
fn the_special_documents_are_there() {
    let documents = documents();
    let count = |test: &dyn Fn(&Entry) -> bool| documents.iter().filter(|d| test(d)).count();
    assert_eq!(count(&|d| d.labels == ["MASQUE_PS"]), 1);
    assert_eq!(count(&|d| d.labels == ["INVISIBLE_PATIENT"]), 1);
    assert_eq!(count(&|d| d.archived), 1);
    assert_eq!(count(&|d| d.replaces.is_some()), 1);
    for new in documents.iter().filter(|d| d.replaces.is_some()) {
        let old = documents.iter().find(|d| Some(&d.key) == new.replaces.as_ref()).expect("what it replaces");
        assert!(time(&old.deposited) < time(&new.deposited) && old.patients == new.patients);
    }
    for mine in ["DOCPAT05", "DOCPAT08", "EXPPAT_1", "EXPPAT_2", "EXPPAT_3", "74465-6"] {
        assert_eq!(count(&|d| d.r#type.code == mine && d.author.patient && d.patients == ["camille"]), 1, "{mine}");
    }
}

#[test]
fn the_hostile_document_is_hostile() {
    let documents = documents();
    let hostile = documents.iter().find(|d| d.title.contains("<script>")).expect("a hostile title");
    assert!(hostile.title.contains('\u{202e}') && hostile.title.contains('\u{1b}') && hostile.title.contains('\u{e0068}'));
    let xml = hostile.text().unwrap();
    for danger in ["\u{202e}", "\u{9b}", "\u{85}", "\u{200b}", "\u{e0068}", "javascript:", "rowspan=\"65535\"", "<th>C300</th>"] {
        assert!(xml.contains(danger), "{danger:?}");
    }
}

#[test]
fn dates_are_coherent_from_november_2021_to_november_2026() {
    let (first, last) = (time("2021-11-01T00:00:00+01:00"), time("2026-11-20T23:59:59+01:00"));
    let lately = time("2026-10-30T00:00:00+01:00");
    let documents = documents();
    for d in &documents {
        let (date, deposited) = (time(&d.date), time(&d.deposited));
        assert!(first <= date && date <= deposited && deposited <= last, "{}", d.key);
        assert!(time(&d.period["start"]) <= time(&d.period["end"]), "{}", d.key);
    }
    let fresh = documents.iter().filter(|d| time(&d.deposited) >= lately && d.of("camille") && d.labels.is_empty()).count();
    assert!((4..=12).contains(&fresh), "{fresh}");
}

#[test]
fn professionals_have_one_number_each_and_its_key_holds() {
    let documents = documents();
    let mut names: HashMap<&str, &str> = HashMap::new();
    for d in &documents {
        match &d.author.rpps {
            Some(rpps) => {
                assert!(rpps.len() == 11 && rpps.bytes().all(|b| b.is_ascii_digit()) && luhn(rpps), "{}: {rpps}", d.key);
                assert_eq!(*names.entry(rpps).or_insert(&d.author.name), d.author.name, "{}", d.key);
            }
            None => assert!(["EXP_PATIENT", "ALIM_AM"].contains(&d.author.profession.code.as_str()), "{}", d.key),
        }
    }
    let places: BTreeSet<&str> = documents.iter().filter_map(|d| d.author.organisation.as_deref()).collect();
    assert!(names.len() >= 15 && places.len() >= 8, "{} people, {} places", names.len(), places.len());
}

#[test]
fn no_name_comes_from_the_published_examples() {
    let theirs = "ANDRE AUGUIN BIDEAULT BOILEAU BUBON CAMPARINI COMPAIN DECOURCY DESCHAMPS DIDOT DUBOIS DUCOUT DUMAS DUNANT DUPOIS \
                  DUPONT DURAND DURIEUX FAURE GRANDROBERT LAMBERT LEGRIS LICOUT LORIOT MARIGNY MEDIONI MORVAN MULLER NAOURI NESSI \
                  PAT-TROIS PETITJEAN PIOU POIROT ROUSSEAU SAMPAIX VACQUIER";
    for d in documents() {
        let Some(text) = d.text() else { continue };
        let words = text.split(|c: char| !c.is_alphabetic() && c != '-').map(str::to_uppercase).collect::<BTreeSet<_>>();
        for name in theirs.split_whitespace() {
            assert!(!words.contains(name), "{}: {name}", d.key);
        }
    }
}
