//! What the reader says of a document: whose it is, how it is written, what it carries, what it refuses to follow.

use crate::hostile::with_text;
use crate::worker;
use dmp::domain::{Date, Format, Ins, Piece, Reading, Target};
use dmp::face::flow::{self, Layout};
use dmp::reader::{self, Expected};
use dmp::words::Words;

const FIXTURE: &str = include_str!("fixtures/consultation.xml");

fn text(reading: &Reading) -> String {
    flow::text(reading, 80, &Words::french())
}

fn shown(bytes: &[u8]) -> String {
    text(&reader::read(bytes, "text/xml", None, &worker()).unwrap())
}

fn narrative(source: &str) -> Reading {
    reader::read(with_text(source).as_bytes(), "text/xml", None, &worker()).unwrap()
}

fn lise() -> Expected {
    Expected { family: "Océan".into(), given: "Lise".into(), born: Date::fhir("1979-03-15"), ins: Ins::new("279035121518989") }
}

fn first_line(expected: &Expected, source: &str) -> String {
    let reading = reader::read(source.as_bytes(), "text/xml", Some(expected), &worker()).unwrap();
    text(&reading).lines().next().unwrap().to_owned()
}

#[test]
fn a_document_of_somebody_else_says_so_before_its_content() {
    let warned =
        |expected: &Expected, source: &str| first_line(expected, source).starts_with("Attention. Ce document porte le nom de");
    assert!(!warned(&lise(), FIXTURE));
    // The health identifier decides where both have one.
    assert!(warned(&Expected { ins: Ins::new("124018852493334"), ..lise() }, FIXTURE));
    assert!(!warned(&Expected { family: "Autre".into(), born: Date::fhir("1980-01-01"), ..lise() }, FIXTURE));
    // Else the day of birth and the family name, of birth or in use, accents and hyphens ignored.
    let without = Expected { ins: None, ..lise() };
    assert!(!warned(&without, FIXTURE));
    assert!(!warned(&Expected { family: "DUVAL".into(), ..without.clone() }, FIXTURE));
    assert!(warned(&Expected { family: "Durand".into(), ..without.clone() }, FIXTURE));
    assert!(warned(&Expected { born: Date::fhir("1979-03-16"), ..without.clone() }, FIXTURE));
    // A document that names nobody says that.
    let anonymous = with_text("x");
    assert_eq!(first_line(&lise(), &anonymous), "Ce document ne dit pas de quel patient il parle.");
}

#[test]
fn the_same_document_in_every_encoding_reads_the_same() {
    let reference = shown(FIXTURE.as_bytes());
    let labelled = |encoding: &str| FIXTURE.replacen("UTF-8", encoding, 1);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(labelled("UTF-16").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(labelled("UTF-16").encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(FIXTURE.bytes()).collect();
    for bytes in [utf16, big, marked] {
        assert_eq!(shown(&bytes), reference);
    }
    let latin = |label: &str| -> Vec<u8> {
        let source = labelled(label).replace('’', "'").replace('œ', "oe");
        source.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
    };
    let reference = reference.replace("qu’il", "qu'il").replace("d’un", "d'un").replace('œ', "oe");
    for label in ["ISO-8859-1", "windows-1252", "latin1"] {
        assert_eq!(shown(&latin(label)), reference, "{label}");
    }
    let lying = shown(&latin("UTF-8"));
    assert!(lying.starts_with("Les lettres de ce document ne sont pas écrites comme il l’annonce."), "{lying}");
    assert!(lying.contains("LISE OCÉAN"));
}

#[test]
fn namespaces_decide_and_prefixes_do_not() {
    let plain = with_text("<content>a</content>");
    let prefixed = plain.replace("='urn", ":h='urn").replace("</", "</h:").replace('<', "<h:").replace("<h:/h:", "</h:");
    assert_eq!(shown(prefixed.as_bytes()), shown(plain.as_bytes()));
    let foreign = narrative("a <x:b xmlns:x='urn:other'>mot <content>gardé</content></x:b> c");
    assert!(text(&foreign).contains("a mot gardé c"));
}

#[test]
fn addresses_are_shown_and_dangerous_ones_refused() {
    let reading = narrative(
        "<linkHtml href='https://a.fr/x'>un</linkHtml> <linkHtml href=' JavaScript:alert(1)'>deux</linkHtml> \
         <linkHtml href='annexe.pdf'>trois</linkHtml> <linkHtml href='http://a.fr/javascript:x'>quatre</linkHtml> \
         <linkHtml href='#ici'>cinq</linkHtml> <linkHtml>six</linkHtml><paragraph ID='ici'>Ici.</paragraph>",
    );
    let kinds: Vec<_> = reading
        .links
        .iter()
        .map(|target| match target {
            Target::Address(_) => 'a',
            Target::Refused(_) => 'r',
            Target::Piece(piece) => {
                assert!(matches!(&reading.pieces[*piece], Piece::Paragraph(words) if !words.is_empty()));
                'p'
            }
            Target::Embedded(_) => 'e',
            Target::Sheet(_) => 's',
        })
        .collect();
    assert_eq!(kinds, ['a', 'r', 'r', 'r', 'p']);
    let text = text(&reading);
    assert!(text.contains("un [lien 1] deux [lien 2] trois [lien 3] quatre [lien 4] cinq six"), "{text}");
    assert!(text.contains("Lien 1 : https://a.fr/x\n"), "{text}");
    assert!(text.contains("que le programme ne suit pas : JavaScript:alert(1)"), "{text}");
}

#[test]
fn a_document_that_is_one_file_says_which() {
    let level_one = "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>Scanner</title><component><nonXMLBody>\
                     <text mediaType='application/pdf' representation='B64'>JVBE\nRi0=</text></nonXMLBody></component></ClinicalDocument>";
    let reading = reader::read(level_one.as_bytes(), "text/xml", None, &worker()).unwrap();
    assert_eq!(&*reading.embedded[0].bytes, b"%PDF-");
    assert!(text(&reading).contains("[fichier joint 1 : Scanner, document PDF, 5 octets]"));
    let lines = flow::lines(&reading, 80, Layout::Grid, &Words::french());
    let link = lines.iter().flat_map(|line| &line.runs).find_map(|run| run.link).unwrap();
    assert_eq!(reading.links[link.0], Target::Embedded(0));
    let broken = level_one.replace("JVBE", "!!!");
    assert!(shown(broken.as_bytes()).contains("[fichier joint illisible : document PDF]"));
    let words =
        level_one.replace("application/pdf' representation='B64", "text/plain").replace("JVBE\nRi0=", "Bonjour,\n\nà bientôt");
    assert!(shown(words.as_bytes()).contains("Bonjour,\n\nà bientôt"));
    let outside = level_one.replace("JVBE\nRi0=", "<reference value='http://a.fr/x.pdf'/>");
    assert!(shown(outside.as_bytes()).contains("[fichier qui n’est pas dans le document : http://a.fr/x.pdf]"));
}

#[test]
fn a_kind_that_is_not_shown_yet_says_so_and_can_be_kept() {
    for (bytes, declared) in [(b"\x00\x01".as_slice(), "application/x-unknown"), (b"\x7fELF\x00", "application/octet-stream")] {
        let reading = reader::read(bytes, declared, None, &worker()).unwrap();
        assert_eq!(reading.pieces.len(), 1);
        let text = text(&reading).replace('\n', " ");
        assert!(text.contains("Le programme ne sait pas encore l’afficher. Vous pouvez l’enregistrer."), "{text}");
    }
    assert_eq!(reader::format(b"%PDF-1.7", "text/xml"), Format::Pdf);
}

#[test]
fn plain_text_keeps_its_lines_its_columns_and_its_euros() {
    let bytes = include_bytes!("fixtures/lettre.txt");
    let reading = reader::read(bytes, "text/plain", None, &worker()).unwrap();
    let expected = "Compte rendu\n\nAnalyse Résultat        Unité\nTSH     5       10\n  retrait gardé\n\nPrix : 5 €\n";
    assert!(text(&reading).starts_with("Les lettres de ce document"));
    assert!(text(&reading).ends_with(expected), "{}", text(&reading));
    let told = reader::read(bytes, "text/plain; charset=windows-1252", None, &worker()).unwrap();
    assert_eq!(text(&told), expected);
    let blank = reader::read(b" \n ", "text/plain", None, &worker()).unwrap();
    assert_eq!(text(&blank), "Ce document est vide.\n");
}

#[test]
fn lines_say_to_which_piece_they_belong_and_which_are_headings() {
    let reading = reader::read(FIXTURE.as_bytes(), "text/xml", None, &worker()).unwrap();
    let lines = flow::lines(&reading, 40, Layout::Records, &Words::french());
    for (index, level, _) in reading.headings() {
        let first = lines.iter().find(|line| line.piece == index && !line.runs.is_empty()).unwrap();
        assert_eq!(first.heading, Some(level));
        assert!(first.runs.iter().all(|run| run.strong));
    }
    let linked = lines.iter().flat_map(|line| &line.runs).find(|run| run.text == "la suite").unwrap();
    let Target::Piece(piece) = reading.links[linked.link.unwrap().0] else { panic!("not inside") };
    assert!(matches!(&reading.pieces[piece], Piece::Heading { .. }));
}

#[test]
fn a_span_over_columns_that_hold_nothing_widens_nothing() {
    let row = "<td>mot mot mot mot mot mot</td>".repeat(4);
    let reading = narrative(&format!(
        "<table><thead><tr>{}</tr></thead><tbody><tr>{row}</tr><tr><td colspan='9'>x</td></tr></tbody></table>",
        "<th>a</th>".repeat(4)
    ));
    for line in flow::lines(&reading, 60, Layout::Grid, &Words::french()) {
        assert!(line.text().chars().count() <= 60, "{}", line.text());
    }
}

#[test]
fn no_line_is_wider_than_the_width_unless_a_word_is() {
    let reading = reader::read(FIXTURE.as_bytes(), "text/xml", None, &worker()).unwrap();
    for width in 20..130 {
        for layout in [Layout::Grid, Layout::Records] {
            for line in flow::lines(&reading, width, layout, &Words::french()) {
                assert!(line.text().chars().count() <= width, "{width}: {:?}", line.text());
            }
        }
    }
}

fn records(source: &str) -> String {
    let text = flow::text(&narrative(source), 0, &Words::french());
    text.split("\nS\n").nth(1).unwrap().to_owned()
}

#[test]
fn a_row_of_bold_cells_names_the_columns_below_it() {
    let named = "<table><tbody><tr><td styleCode='Bold'>Dose</td><td><content styleCode='Bold'>Heure</content></td></tr>\
                 <tr><td>1</td><td>8 h</td></tr><tr><td>2</td><td>20 h</td></tr></tbody></table>";
    let expected = "Dose ; Heure\nLigne 1 sur 2\nDose : 1\nHeure : 8 h\n\nLigne 2 sur 2\nDose : 2\nHeure : 20 h\n";
    assert_eq!(records(named), expected);
    // Where everything is bold, nothing is a name.
    let bold = named.replace("<td>", "<td styleCode='Bold'>");
    assert_eq!(records(&bold), "Dose : Heure\n1 : 8 h\n2 : 20 h\n");
}

#[test]
fn merged_names_and_values_do_not_take_headers_that_are_not_theirs() {
    let table = "<table><thead><tr><th>A</th><th>B</th><th>C</th><th>D</th></tr></thead><tbody>\
                 <tr><td>1</td><td colspan='2'>2</td><td/></tr>\
                 <tr><td colspan='2'>Instruction</td><td colspan='2'>au repas</td></tr>\
                 <tr><td styleCode='Bold'>Remarque</td><td colspan='3'>aucune</td></tr>\
                 <tr><td colspan='4'>Titre</td></tr></tbody></table>";
    assert_eq!(records(table), "A : 1\nB, C : 2\nD : vide\nInstruction : au repas\nRemarque : aucune\n\nTitre\n");
}

#[test]
fn a_number_keeps_its_unit_and_never_meets_another_number() {
    let row = |cells: &str| format!("<table><thead><tr><th>Test</th><th/><th/><th/></tr></thead><tr>{cells}</tr></table>");
    assert_eq!(records(&row("<td>TSH</td><td>5</td><td>mUI/l</td><td>10</td>")), "Test : TSH\n5 mUI/l\n10\n");
    assert_eq!(records(&row("<td>TSH</td><td>5</td><td>10</td><td>g</td>")), "Test : TSH\n5\n10 g\n");
}

/// Random tables, each cell with words of its own: at every width all of them are shown, once in a grid, in their order.
#[test]
fn no_table_loses_or_repeats_a_cell() {
    let mut seed = 7_u64;
    let mut below = |limit: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % limit
    };
    for _ in 0..300 {
        let (columns, rows) = (1 + below(7), 1 + below(6));
        let mut cells = Vec::new();
        let mut source = String::from("<table>");
        for part in ["thead", "tbody", "tfoot"] {
            if part != "tbody" && below(2) == 0 {
                continue;
            }
            source += &format!("<{part}>");
            for _ in 0..rows {
                source += "<tr>";
                for _ in 0..below(columns + 1) {
                    let name = format!("c{:03}x", cells.len());
                    let text = format!("{name} {}", "mot ".repeat(usize::try_from(below(9)).unwrap()));
                    let tag = if below(4) == 0 || part == "thead" { "th" } else { "td" };
                    source += &format!("<{tag} colspan='{}' rowspan='{}'>{text}</{tag}>", 1 + below(3), 1 + below(3));
                    cells.push(name);
                }
                source += "</tr>";
            }
            source += &format!("</{part}>");
        }
        let reading = narrative(&(source + "</table>"));
        for width in [0, 30, 60, 80, 130] {
            for layout in [Layout::Grid, Layout::Records] {
                let lines = flow::lines(&reading, width, layout, &Words::french());
                let text: String = lines.iter().map(|line| line.text() + "\n").collect();
                for cell in &cells {
                    assert!(text.contains(cell.as_str()), "{cell} at {width}: {text}");
                    let grid = layout == Layout::Grid && width == 130 && text.contains('─');
                    assert!(!grid || text.matches(cell.as_str()).count() == 1, "{cell} at {width}: {text}");
                }
                assert!(width == 0 || lines.iter().all(|line| line.text().chars().count() <= width), "{width}: {text}");
            }
        }
    }
}
