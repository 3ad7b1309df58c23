//! What FHIR documents say in codes, and the same documents in XML.

use crate::fhir::FIXTURE as BILAN;
use dmp::domain::{
    Coded, Damage, Date, Decimal, Format, Ins, Label, Measure, Piece, Problem, Quantity, Range, Reading, Value, Verdict,
};
use dmp::face::flow;
use dmp::reader::{self, Expected};
use dmp::words::Words;

const JSON: &str = include_str!("fixtures/biologie.json");
const XML: &str = include_str!("fixtures/biologie.xml");

fn read(source: &str) -> Reading {
    let declared = if source.starts_with('{') { "application/fhir+json" } else { "application/fhir+xml" };
    reader::read(source.as_bytes(), declared, None, &crate::worker()).unwrap()
}

fn shown(source: &str) -> String {
    flow::text(&read(source), 0, &Words::french())
}

fn said(coded: &Coded) -> Vec<String> {
    let words = Words::french();
    let told = |measure: &Measure| {
        let range = measure.range.as_ref().map(|range| format!(" [{}]", words.range(range))).unwrap_or_default();
        let verdict = measure.verdict().map(|verdict| format!(" {}", words.verdict(verdict))).unwrap_or_default();
        format!("{} = {}{range}{verdict}", measure.name, words.result(&measure.value)).replace('\u{a0}', " ")
    };
    coded.results.iter().map(told).collect()
}

fn plain(words: &dmp::domain::Words) -> String {
    flow::text(&Reading { pieces: vec![Piece::Paragraph(words.clone())], ..Reading::default() }, 0, &Words::french())
        .trim()
        .replace('\u{a0}', " ")
}

#[test]
fn results_are_read_in_the_order_of_the_report_and_kept_as_they_are() {
    let coded = read(JSON).coded;
    assert_eq!(
        said(&coded),
        [
            "Hémoglobine A1c/hémoglobine totale = 7,10 % [de 4,0 à 6,0 %] au-dessus",
            "CRP = au plus 0,60 mg/L [moins de 5 mg/L] habituel",
            "Troponine = moins de 0,01 ng/mL",
            "Anticorps = 1 / 40 inhabituel",
            "Ferritine = examen non fait",
            "Cellules = 12 cases [de 1 à 3 g/L]",
            "Numération, hémoglobine = 13,2 g/dL habituel",
            "Numération, aspect = normal",
            "Numération, amas = Non",
            "Numération, plaquettes = de 150 à 200 G/L",
            "Poids = 70,5 kg",
        ]
    );
    let loinc: Vec<_> = coded.results.iter().filter_map(|measure| measure.loinc.as_deref()).collect();
    assert_eq!(loinc, ["4548-4", "718-7", "29463-7"]);
    let dates: Vec<_> = coded.results.iter().map(|measure| measure.date).collect();
    assert_eq!(dates[0], Date::fhir("2026-05-10T08:15:00+02:00"), "its own");
    assert_eq!(dates[1], Date::fhir("2026-05-11"), "that of its report");
    assert_eq!(dates[10], Date::fhir("2026-05-11T10:00:00+02:00"), "when it was made known");
    let number = |raw| Quantity { number: Decimal::parse(raw).unwrap(), unit: "%".into() };
    assert_eq!(coded.results[0].value, Value::Exactly(number("7.10")), "its digits are kept");
    assert_eq!(coded.results[0].range, Some(Range::Bounds { low: Some(number("4.0")), high: Some(number("6.0")) }));
    assert_eq!(coded.results[5].verdict(), None, "units that nobody can compare");
    assert_eq!(coded.results[6].said, Some(Verdict::Within));
}

#[test]
fn what_is_about_somebody_else_or_written_by_mistake_is_never_the_patients() {
    let reading = read(JSON);
    assert!(
        !said(&reading.coded).iter().any(|said| said.contains("Paul") || said.contains("Potassium") || said.contains("Groupe"))
    );
    // A document of results without a text of its own shows it, under whose it is.
    let bare = shown(&JSON.replace("\"text\": {\"status\": \"generated\"", "\"note\": {\"status\": \"generated\""));
    let (_, after) = bare.split_once("Les données qui suivent concernent une autre personne : Paul Océan.").unwrap();
    assert!(after.contains("Glycémie de Paul"), "{bare}");
    for harm in [
        JSON.replacen("\"status\": \"final\"", "\"status\": \"entered-in-error\"", 1),
        JSON.replacen("\"type\": \"document\"", "\"type\": \"document\", \"implicitRules\": \"https://a\"", 1),
        JSON.replacen("\"title\": \"Sang\"", "\"title\": \"Sang\", \"modifierExtension\": [{\"url\": \"https://a\"}]", 1),
    ] {
        assert!(read(&harm).coded.is_empty(), "{}", &harm[..200]);
    }
    let report =
        JSON.replacen("\"DiagnosticReport\", \"status\": \"final\"", "\"DiagnosticReport\", \"status\": \"entered-in-error\"", 1);
    assert_eq!(said(&read(&report).coded), ["Poids = 70,5 kg"], "what only a mistaken report gives");
    let part = JSON.replacen(
        "{\"code\": {\"text\": \"aspect\"}",
        "{\"modifierExtension\": [{\"url\": \"https://a\"}], \"code\": {\"text\": \"aspect\"}",
        1,
    );
    assert!(!said(&read(&part).coded).iter().any(|said| said.contains("Numération")), "a part that may change the whole");
    let stranger = Expected { family: "Autre".into(), given: "Jean".into(), born: None, ins: Ins::new("124018852493334") };
    let reading = reader::read(JSON.as_bytes(), "application/fhir+json", Some(&stranger), &crate::worker()).unwrap();
    assert!(matches!(reading.pieces[0], Piece::Note(Label::AnotherPatient { .. })));
    assert!(reading.coded.is_empty(), "a document of somebody else says nothing of the person signed in");
}

#[test]
fn a_report_begins_with_its_results_as_a_table() {
    let text = shown(JSON);
    let table = text.find("Vos résultats en tableau").unwrap();
    assert!(table < text.find("Sang\n").unwrap(), "{text}");
    assert!(text.contains("Valeurs habituelles : de 4,0 à 6,0\u{a0}%"), "{text}");
    assert!(!text[table..text.find("Sang\n").unwrap()].contains("Poids"), "only results of a laboratory");
}

#[test]
fn treatments_say_how_much_how_often_how_long() {
    let coded = read(JSON).coded;
    let names: Vec<_> = coded.treatments.iter().map(|treatment| treatment.name.as_str()).collect();
    assert_eq!(
        names,
        ["Fer 80 mg", "Paracétamol 1 g", "Vitamine D"],
        "each has the medicine that stands inside it; a proposal is none"
    );
    let [iron, pain, vitamin] = coded.treatments.as_slice() else { panic!() };
    assert_eq!(iron.told.as_deref(), Some("1 comprimé matin et soir"));
    assert_eq!(plain(&iron.dose[0]), "1 comprimé, 2 fois par jour, le matin, le soir, pendant 3 mois");
    assert_eq!((iron.from, iron.until), (Date::fhir("2026-05-12"), None));
    assert_eq!(iron.renewals.as_ref().map(plain).as_deref(), Some("2"));
    assert_eq!(
        plain(&pain.dose[0]),
        "0,5 comprimé, toutes les 6 heures, du 12 mai 2026 au 19 mai 2026, si besoin : douleur, sans dépasser 4 g / 1 jour"
    );
    assert_eq!((pain.from, pain.until), (Date::fhir("2026-05-12"), Date::fhir("2026-05-19")));
    assert!(vitamin.over && !iron.over && !pain.over);
    assert_eq!(vitamin.state.as_ref().map(plain).as_deref(), Some("arrêté"));
    assert_eq!(vitamin.time.as_ref().map(plain).as_deref(), Some("depuis novembre 2025"));
}

#[test]
fn only_vaccines_that_were_given_are_vaccinations() {
    let coded = read(JSON).coded;
    let [flu] = coded.vaccinations.as_slice() else { panic!("{:?}", coded.vaccinations) };
    assert_eq!((flu.name.as_str(), flu.atc.as_deref(), flu.batch.as_deref()), ("Grippe", Some("J07BB02"), Some("A77")));
    assert_eq!(flu.date, Date::fhir("2025-10-20"));
    assert_eq!(flu.rank.as_ref().map(plain).as_deref(), Some("1"));
    assert_eq!(flu.by.as_ref().map(plain).as_deref(), Some("Pharmacie du Port"));
}

#[test]
fn a_document_says_the_same_in_json_and_in_xml() {
    assert_eq!(read(JSON), read(XML));
    assert_eq!(read(BILAN), read(include_str!("fixtures/bilan.xml")));
}

#[test]
fn xml_is_recognised_whatever_it_is_declared_as() {
    for declared in ["application/fhir+xml", "text/xml", "application/xml", "application/octet-stream", "text/plain"] {
        assert_eq!(reader::format(XML.as_bytes(), declared), Format::FhirXml, "{declared}");
    }
    let reading = reader::read(XML.as_bytes(), "text/xml", None, &crate::worker()).unwrap();
    assert_eq!(reading, read(XML), "an XML that is declared as an XML is as declared");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(XML.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(reader::read(&utf16, "text/xml", None, &crate::worker()).unwrap(), read(XML));
    let prefixed = XML
        .replace("xmlns=\"http://hl7.org/fhir\"", "xmlns:f=\"http://hl7.org/fhir\"")
        .replace('<', "<f:")
        .replace("<f:/", "</f:")
        .replace("<f:?", "<?");
    let prefixed = ["div", "p", "b", "h3", "sup", "a", "ol", "li", "del", "ins"].iter().fold(prefixed, |source, tag| {
        source
            .replace(&format!("<f:{tag}>"), &format!("<{tag}>"))
            .replace(&format!("<f:{tag} "), &format!("<{tag} "))
            .replace(&format!("</f:{tag}>"), &format!("</{tag}>"))
    });
    assert_eq!(read(&prefixed), read(XML), "whatever the prefix");
}

#[test]
fn a_resource_alone_is_read_in_both_forms() {
    let cases = [
        (
            r##"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"NFS"},"contained":[{"resourceType":"Observation","id":"h","status":"final","code":{"text":"Hémoglobine"},"valueQuantity":{"value":13.20,"unit":"g/dL"}}],"result":[{"reference":"#h"}],"subject":{"display":"Lise"}}"##,
            r##"<DiagnosticReport xmlns="http://hl7.org/fhir"><contained><Observation><id value="h"/><status value="final"/><code><text value="Hémoglobine"/></code><valueQuantity><value value="13.20"/><unit value="g/dL"/></valueQuantity></Observation></contained><status value="final"/><code><text value="NFS"/></code><subject><display value="Lise"/></subject><result><reference value="#h"/></result></DiagnosticReport>"##,
            "13,20\u{a0}g/dL",
        ),
        (
            r#"{"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"Tétanos"},"patient":{"display":"Lise"},"occurrenceDateTime":"2024"}"#,
            r#"<Immunization xmlns="http://hl7.org/fhir"><status value="completed"/><vaccineCode><text value="Tétanos"/></vaccineCode><patient><display value="Lise"/></patient><occurrenceDateTime value="2024"/></Immunization>"#,
            "Vaccin : Tétanos",
        ),
        (
            r#"{"resourceType":"Patient","name":[{"family":"Océan","given":["Lise"]}],"_birthDate":{"extension":[{"url":"https://a","valueCode":"unknown"}]}}"#,
            r#"<Patient xmlns="http://hl7.org/fhir"><name><family value="Océan"/><given value="Lise"/></name><birthDate><extension url="https://a"><valueCode value="unknown"/></extension></birthDate></Patient>"#,
            "Patient : Lise Océan",
        ),
    ];
    for (json, xml, wanted) in cases {
        assert_eq!(read(json), read(xml), "{xml}");
        assert!(shown(xml).contains(wanted), "{}", shown(xml));
        assert!(shown(xml).starts_with("Ce fichier n’est pas un document"), "{}", shown(xml));
    }
    assert_eq!(said(&read(cases[0].0).coded), ["Hémoglobine = 13,20 g/dL"]);
    assert_eq!(read(cases[1].1).coded.vaccinations.len(), 1);
}

#[test]
fn data_of_several_people_is_nobodys() {
    let one = |who: &str| {
        format!(
            r#"{{"resource":{{"resourceType":"Observation","status":"final","subject":{{"reference":"Patient/{who}"}},"code":{{"text":"Poids"}},"valueQuantity":{{"value":70,"unit":"kg"}}}}}}"#
        )
    };
    let list = |entries: &[String]| format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]}}"#, entries.join(","));
    assert_eq!(read(&list(&[one("1"), one("1")])).coded.results.len(), 2);
    assert!(read(&list(&[one("1"), one("2")])).coded.is_empty());
}

#[test]
fn s58_fhir_in_xml_is_bounded_like_the_rest() {
    let root = |inner: &str| format!("<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"document\"/>{inner}</Bundle>");
    let refused = |source: &str| reader::read(source.as_bytes(), "application/fhir+xml", None, &crate::worker()).unwrap_err();
    let deep = root(&format!("{}{}", "<entry>".repeat(60), "</entry>".repeat(60)));
    assert_eq!(refused(&deep), Problem::Damaged(Damage::TooDeep));
    assert_eq!(refused(&root(&"<entry/>".repeat(600_000))), Problem::Damaged(Damage::TooBig));
    assert_eq!(refused(&format!("<!DOCTYPE a>{}", root(""))), Problem::Damaged(Damage::DocumentType));
    assert!(shown(&XML[..XML.len() / 2]).starts_with("Ce document est abîmé."));
    // Many names and many values of one name take the time of one look at each.
    let many: String = (0..100_000).map(|n| format!("<a{n} value=\"1\"/><b value=\"1\"/>")).collect();
    assert!(reader::read(root(&many).as_bytes(), "application/fhir+xml", None, &crate::worker()).is_ok());
}

#[test]
fn f28_hostile_strings_in_fhir_xml_are_shown_harmless() {
    let evil = XML.replace("<text value=\"", "<text value=\"&#27;]52;c;ZQ==&#7;\u{202e}").replace("à jeun", "à jeun&#27;[2J");
    let text = shown(&evil);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{202e}'));
    assert!(text.contains("caractères cachés"), "{text}");
    let marked = XML.replace("Prélèvement", "&lt;script&gt;Prélèvement");
    assert!(shown(&marked).contains("<script>Prélèvement"), "letters of the text never become markup");
}

#[test]
fn decimals_of_the_program_have_a_comma_and_those_of_the_author_stay() {
    let text = shown(&JSON.replace("au calme", "au calme, 4.50 attendu"));
    assert!(text.contains("4.50 attendu") && text.contains("7,10\u{a0}%") && !text.contains("7.10"), "{text}");
    let text = shown(BILAN);
    assert!(text.contains("4,50\u{a0}µmol/L") && !text.contains("4.50"), "{text}");
}

/// The corpus is not part of the project: without it this test says so and passes.
#[test]
fn every_resource_of_the_corpus_opens_and_its_measures_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/fhir");
    let (mut left, mut read, mut results) = (vec![folder], 0, Vec::new());
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let bytes = std::fs::read(&path).unwrap();
                let reading = reader::read(&bytes, "application/fhir+json", None, &crate::worker());
                let reading = reading.unwrap_or_else(|problem| panic!("{}: {problem:?}", path.display()));
                assert!(!flow::text(&reading, 40, &Words::french()).is_empty());
                results.extend(said(&reading.coded));
                read += 1;
            }
        }
    }
    if read == 0 {
        return println!("skipped: no corpus beside the project");
    }
    assert!(results.iter().any(|said| said == "Poids corporel = 71 kg"), "{results:?}");
    assert!(!results.iter().any(|said| said.starts_with("8480-6")), "a measure that names nobody is nobody's");
}
