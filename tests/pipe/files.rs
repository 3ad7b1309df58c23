//! Files of this computer: as plain text for other programs, and line by line.

use crate::support::pipe::Pipe;
use crate::support::{DONE, Ended, Start};

const BIOLOGY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/bio-2025-10.xml");
const HOSTILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/atelier-2024-01.xml");

fn text(arguments: &[&str]) -> String {
    let mut pipe = Pipe::start(Start::dmp(&[&["open", "--text"], arguments].concat()));
    assert_eq!((pipe.end(), pipe.errors().as_str()), (DONE, ""));
    pipe.out()
}

#[test]
fn a_document_is_plain_text_as_wide_as_asked() {
    for width in [40, 120] {
        let text = text(&["--width", &width.to_string(), BIOLOGY]);
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{width}: {line:?}");
            assert_eq!(line.trim_end(), line);
        }
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in ["HORMONOLOGIE", "Thyréostimuline (TSH)", "4,97 mUI/L", "0,27 à 4,20", "Commentaire du biologiste"] {
            assert!(flat.contains(words), "{words} at {width}:\n{text}");
        }
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
}

#[test]
fn a_table_has_its_header_above_it_where_it_fits_and_before_each_value_where_it_does_not() {
    let wide = text(&["--width", "120", BIOLOGY]);
    let lines: Vec<&str> = wide.lines().collect();
    let header = lines.iter().position(|line| line.contains("Analyse") && line.contains("Valeurs de référence")).unwrap();
    let row = lines.iter().position(|line| line.contains("4,97 mUI/L")).unwrap();
    assert!(header < row, "{wide}");
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
    assert_eq!(column(lines[header], "Résultat"), column(lines[row], "4,97"), "{wide}");
    let narrow = text(&["--width", "40", BIOLOGY]);
    assert!(narrow.lines().any(|line| line.starts_with("Résultat") && line.contains("4,97 mUI/L")), "{narrow}");
}

#[test]
fn s42_a_hostile_file_is_plain_text() {
    let text = text(&[HOSTILE]);
    for c in text.chars() {
        let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{e0000}'..='\u{e007f}');
        assert!(c == '\n' || !(c.is_control() || hidden), "{c:?} in {text}");
    }
}

#[test]
fn a_reader_that_goes_away_is_not_a_failure() {
    // More than a pipe holds, so that the end of `head` is felt.
    let script = "{ \"$DMP\" open --text $(yes \"$FILE\" | head -n 100); echo \"code $?\" >&2; } | head -n 1";
    let mut pipe = Pipe::start(Start::shell(script).env("FILE", BIOLOGY));
    assert_eq!(pipe.end(), DONE);
    assert_eq!(pipe.errors(), "code 0\n");
    assert_eq!(pipe.out().lines().count(), 1);
}

#[test]
fn wrong_use_and_missing_files_are_one_sentence() {
    for (arguments, code, sentence) in [
        (
            ["open", "absent.xml"].as_slice(),
            1,
            "Ce fichier n’existe pas ou ne peut pas être lu : absent.xml. Vérifiez son nom.\n",
        ),
        (
            &["open", "--text", "absent.xml"],
            1,
            "absent.xml : Ce fichier ne peut pas être lu. Vérifiez son nom et vos droits sur lui.\n",
        ),
        (&["--face", "nonsense"], 2, "« nonsense » n’est pas une façon d’afficher. Choisissez : visuel, grand ou lecture.\n"),
        (
            &["--face", "screen"],
            2,
            "Cet affichage demande un vrai terminal, et il n’y en a pas ici. Utilisez : dmp --face lecture\n",
        ),
    ] {
        let mut pipe = Pipe::start(Start::dmp(arguments));
        assert_eq!(pipe.end(), Ended { code, signal: None }, "{arguments:?}");
        assert_eq!((pipe.out().as_str(), pipe.errors().replace('\u{a0}', " ").as_str()), ("", sentence), "{arguments:?}");
    }
}

#[test]
fn a_locked_pdf_says_how_to_open_it() {
    let locked = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reader/fixtures/verrouille.pdf");
    let mut pipe = Pipe::start(Start::dmp(&["open", "--text", locked]));
    assert_eq!(pipe.end(), Ended { code: 1, signal: None });
    let errors = pipe.errors();
    assert!(errors.ends_with("Ouvrez-le sans « --text » : le programme demandera ce mot de passe.\n"), "{errors}");
    assert_eq!((pipe.out().as_str(), errors.lines().count()), ("", 1));
}

#[test]
fn s43_what_is_said_on_the_standard_error_holds_no_control_character_either() {
    let hostile = "nulle\u{1b}]0;titre\u{7}\u{202e}part\u{9b}31m.xml";
    let mut pipe = Pipe::start(Start::dmp(&["open", "--text", hostile]));
    assert_eq!(pipe.end(), Ended { code: 1, signal: None });
    let errors = pipe.errors();
    assert!(errors.contains("ne peut pas être lu"), "{errors}");
    let odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!errors.contains(odd), "{errors:?}");
}

#[test]
fn a_link_asks_and_one_comes_back_to_the_part_that_was_said() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/cs-endo-2021-12.xml");
    let mut pipe = Pipe::start(Start::dmp(&["--linear", "open", file]));
    for answer in ["4", "lien 1", "0", "0", "q"] {
        pipe.line(answer);
    }
    assert_eq!(pipe.end(), DONE);
    let out = pipe.out();
    let said: Vec<&str> = ["Page 1 sur 3.", "Page 2 sur 3.", "Adresse complète : https://www.ameli.fr/assure/"]
        .into_iter()
        .chain(["1. Copier l’adresse.", "Page 2 sur 3.", "Fichiers de cet ordinateur."])
        .collect();
    let mut rest = out.as_str();
    for part in said {
        let Some((_, after)) = rest.split_once(part) else { panic!("no « {part} » in its place:\n{out}") };
        rest = after;
    }
    assert!(!out.contains("Ouvrir dans mon navigateur"), "nobody said that this is home");
}

// Files of the test's own, in a folder of its own.
#[allow(clippy::disallowed_methods)]
#[test]
fn a_folder_a_zip_and_a_dragged_path_are_read_and_one_bad_file_hides_no_other() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    std::fs::create_dir_all(folder.path().join("été 2026/.caché")).unwrap();
    write("b.txt", b"Le second.");
    write("été 2026/a lettre.txt", b"La lettre.");
    write("été 2026/.caché/z.txt", b"invisible");
    write(".profil.txt", b"invisible");
    write("programme.bin", b"\x7fELF\0\0");
    write("a.xml", b"<ClinicalDocument>");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(folder.path().join("c.zip")).unwrap());
    writer.start_file("dedans.txt", zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all("Dans l’archive.".as_bytes()).unwrap();
    writer.finish().unwrap();

    let path = folder.path().to_str().unwrap();
    let mut pipe = Pipe::start(Start::dmp(&["open", "--text", path]));
    assert_eq!(pipe.end(), Ended { code: 1, signal: None });
    let (out, errors) = (pipe.out(), pipe.errors());
    let places: Vec<usize> = ["Le second.", "c.zip, dedans.txt", "Dans l’archive.", "La lettre."]
        .iter()
        .map(|said| out.find(said).unwrap_or_else(|| panic!("{said} is not in:\n{out}")))
        .collect();
    assert!(places.is_sorted(), "{out}");
    assert!(!out.contains("invisible") && out.contains("Fichier : "), "{out}");
    assert!(errors.contains("a.xml : Ce document est abîmé") && errors.contains("1 autre fichier du dossier"), "{errors}");

    let dragged = format!("'{path}/été 2026/a lettre.txt'");
    let escaped = format!("{path}/été\\ 2026/a\\ lettre.txt");
    let address = url::Url::from_file_path(folder.path().join("été 2026/a lettre.txt")).unwrap();
    for written in [dragged.as_str(), &escaped, address.as_str()] {
        assert_eq!(text(&[written]), "La lettre.\n", "{written}");
    }
    let empty = tempfile::tempdir().unwrap();
    let mut pipe = Pipe::start(Start::dmp(&["open", "--text", empty.path().to_str().unwrap()]));
    assert_eq!(pipe.end(), Ended { code: 1, signal: None });
    assert!(pipe.errors().contains("Ce dossier ne contient aucun document"), "{}", pipe.errors());
}
