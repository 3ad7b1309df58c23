//! Zips of documents: what is listed, what is refused before it is inflated, and that names lead nowhere.

use dmp::domain::{Damage, Problem, Reading, Target};
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const LETTER: &[u8] = b"Bonjour, voici la lettre.";

pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn metadata(uri: &str, hash: &str) -> String {
    format!(
        "<lcm:SubmitObjectsRequest xmlns:lcm='urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0' xmlns='urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0'>\
         <RegistryObjectList><ExtrinsicObject id='d1' mimeType='text/plain'>\
         <Slot name='creationTime'><ValueList><Value>20260304</Value></ValueList></Slot>\
         <Slot name='URI'><ValueList><Value>{uri}</Value></ValueList></Slot>\
         <Slot name='hash'><ValueList><Value>{hash}</Value></ValueList></Slot>\
         <Name><LocalizedString value='Lettre de liaison'/></Name>\
         <Classification classificationScheme='urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d' nodeRepresentation=''>\
         <Slot name='authorPerson'><ValueList><Value>899700000016^DUMONT^Alice^^^Dr</Value></ValueList></Slot>\
         <Slot name='authorInstitution'><ValueList><Value>Clinique des Quais^^^^^&amp;1.2^IDNST</Value></ValueList></Slot></Classification>\
         <Classification classificationScheme='urn:uuid:f0306f51-975f-434e-a61c-c59651d33983' nodeRepresentation='11488-4'>\
         <Name><LocalizedString value='CR ou fiche de consultation'/></Name></Classification>\
         </ExtrinsicObject></RegistryObjectList></lcm:SubmitObjectsRequest>"
    )
}

fn xdm(hash: &str) -> Vec<u8> {
    archive(&[
        ("INDEX.HTM", b"<a href='http://ailleurs.exemple'>Cliquez</a>"),
        ("IHE_XDM/SUBSET01/METADATA.XML", metadata("DOC0001.TXT", hash).as_bytes()),
        ("IHE_XDM/SUBSET01/DOC0001.TXT", LETTER),
        ("IHE_XDM/SUBSET01/STYLE.XSL", b"<x/>"),
    ])
}

fn read(bytes: &[u8]) -> Result<Reading, Problem> {
    reader::read(bytes, "application/zip", None, &crate::worker())
}

fn shown(bytes: &[u8]) -> String {
    flow::text(&read(bytes).unwrap(), 0, &Words::french())
}

#[test]
fn an_xdm_lists_its_documents_with_what_its_metadata_says() {
    let right = "9ac0dc2c42c52ad10f45bda63a8d3bd4a4e9b8a4";
    let bytes = xdm(right);
    let reading = read(&bytes).unwrap();
    let text = flow::text(&reading, 0, &Words::french());
    for wanted in
        ["1 document.", "Lettre de liaison", "Écrit le : 4 mars 2026", "Auteur : Dr Alice DUMONT, Clinique des Quais", "texte"]
    {
        assert!(text.contains(wanted), "{wanted} is not in:\n{text}");
    }
    assert!(!text.contains("ailleurs.exemple"), "the index is not believed");
    assert_eq!(&*reading.embedded[0].bytes, LETTER);
    assert_eq!(reading.embedded[0].name.as_deref(), Some("Lettre de liaison"));
    assert!(reading.links.contains(&Target::Embedded(0)));
}

#[test]
fn s59_a_document_that_is_not_the_one_announced_is_said() {
    use sha1::{Digest, Sha1};
    let hash: String = Sha1::digest(LETTER).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!shown(&xdm(&hash)).contains("n’est pas celui"));
    assert!(shown(&xdm(&"0".repeat(40))).contains("Ce document n’est pas celui que l’archive annonce."));
}

#[test]
fn s60_names_that_lead_elsewhere_are_shown_without_their_way_out() {
    let bytes = archive(&[
        ("../../etc/passwd", b"un"),
        ("/racine.txt", b"deux"),
        ("C:\\Windows\\trois.txt", b"trois"),
        ("a\u{1b}[31m\u{202e}.txt", b"quatre"),
        ("dossier/", b""),
    ]);
    let text = shown(&bytes);
    assert!(!text.contains("..") && text.contains("etc/passwd") && text.contains(": racine.txt"), "{text}");
    assert!(text.contains("Windows/trois.txt") && !text.contains("C:"), "{text}");
    assert!(text.contains("a␛[31m.txt"), "{text}");
    assert_eq!(read(&bytes).unwrap().embedded.len(), 4);
}

#[test]
fn f12_a_bomb_is_refused_before_it_fills_the_memory() {
    let zeros = vec![0; 33 << 20];
    let bytes = archive(&[("bombe.txt", &zeros), ("lettre.txt", LETTER)]);
    let text = shown(&bytes);
    assert!(text.contains("fichier trop gros") && text.contains("bombe.txt") && text.contains("lettre.txt"), "{text}");
    // A size that lies: what comes out is counted.
    let small = vec![0; 8 << 20];
    let mut lying = archive(&[("bombe.txt", &small)]);
    let directory = lying.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    lying[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
    let reading = read(&lying).unwrap();
    assert!(reading.embedded.iter().all(|file| file.bytes.len() <= 10), "{:?}", reading.embedded.first().map(|f| f.bytes.len()));
    // Many files that are each within bounds.
    let bytes = archive(
        &(0..2_001)
            .map(|n| (format!("{n}.txt"), &b"x"[..]))
            .collect::<Vec<_>>()
            .iter()
            .map(|(n, b)| (n.as_str(), *b))
            .collect::<Vec<_>>(),
    );
    assert_eq!(read(&bytes), Err(Problem::Damaged(Damage::TooBig)));
}

#[test]
fn a_zip_in_a_zip_is_carried_as_it_is() {
    let inner = archive(&[("lettre.txt", LETTER)]);
    let reading = read(&archive(&[("dedans.zip", &inner)])).unwrap();
    assert_eq!(reading.embedded[0].media_type.as_str(), "application/zip");
    assert_eq!(&*read(&reading.embedded[0].bytes).unwrap().embedded[0].bytes, LETTER);
}

#[test]
fn encrypted_damaged_and_empty_zips_are_said() {
    let mut locked = archive(&[("lettre.txt", LETTER)]);
    let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[directory + 8] |= 1;
    assert!(shown(&locked).contains("[fichier protégé par un mot de passe : lettre.txt."), "{}", shown(&locked));
    let mut damaged = archive(&[("lettre.txt", LETTER), ("autre.txt", b"autre")]);
    damaged[45] ^= 0xff;
    let text = shown(&damaged);
    assert!(text.contains("[fichier abîmé : lettre.txt]") && text.contains("autre.txt"), "{text}");
    let whole = archive(&[("lettre.txt", LETTER)]);
    assert_eq!(read(&whole[..whole.len() - 10]), Err(Problem::Damaged(Damage::Malformed)));
    assert!(shown(&archive(&[])).contains("Cette archive ne contient aucun document."));
}

/// Two files of these names, the second written over the name of the first.
fn twins(bytes: &[u8], name: &str, other: &str) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..out.len() - other.len() {
        if out[at..].starts_with(other.as_bytes()) {
            out.splice(at..at + other.len(), name.bytes());
        }
    }
    out
}

#[test]
fn two_files_of_one_name_are_both_kept_and_the_second_is_said() {
    let bytes = twins(&archive(&[("lettre.txt", LETTER), ("LETTRE.txt", b"autre lettre")]), "lettre.txt", "LETTRE.txt");
    let reading = read(&bytes).unwrap();
    let files: Vec<(&str, &[u8])> = reading.embedded.iter().map(|file| (file.name.as_deref().unwrap(), &*file.bytes)).collect();
    assert_eq!(files, [("lettre.txt", LETTER), ("lettre.txt (2)", b"autre lettre")]);
    assert!(reading.embedded.iter().all(|file| file.media_type.as_str() == "text/plain"), "the number hides no kind");
    let text = shown(&bytes);
    assert!(text.contains("deux fichiers ont le même nom : lettre.txt. Le second est appelé ici : lettre.txt (2)"), "{text}");
    assert!(text.contains("Cette archive contient 2 documents"), "{text}");
    // Names that become one once they lead nowhere.
    let text = shown(&archive(&[("../a.txt", b"un"), ("a.txt", b"deux")]));
    assert!(text.contains("a.txt (2)"), "{text}");
}

#[test]
fn two_documents_under_one_path_of_an_xdm_are_both_shown_and_the_false_one_is_told() {
    use sha1::{Digest, Sha1};
    let hash: String = Sha1::digest(LETTER).iter().map(|byte| format!("{byte:02x}")).collect();
    let made = archive(&[
        ("IHE_XDM/SUBSET01/METADATA.XML", metadata("DOC0001.TXT", &hash).as_bytes()),
        ("IHE_XDM/SUBSET01/DOC0001.TXT", LETTER),
        ("IHE_XDM/SUBSET01/doc0001.TXT", b"une autre"),
    ]);
    let reading = read(&twins(&made, "DOC0001.TXT", "doc0001.TXT")).unwrap();
    let names: Vec<&str> = reading.embedded.iter().take(2).map(|file| file.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Lettre de liaison", "Lettre de liaison (2)"]);
    let text = flow::text(&reading, 0, &Words::french());
    let differs = text.find("n’est pas celui").unwrap();
    assert!(text.find("Lettre de liaison (2)").unwrap() < differs && text.matches("n’est pas celui").count() == 1, "{text}");
}
