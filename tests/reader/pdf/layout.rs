//! What the layout must do (DOCUMENTS §1): one page for each point.

use super::made::{Made, at, lines};
use super::{read, text};
use dmp::domain::{Piece, Words as Rich};
use dmp::face::flow::{self, Layout};
use dmp::words::Words;
use std::collections::BTreeMap;

fn page(content: &str, width: usize) -> String {
    text(&Made::page(content).bytes(), width)
}

#[test]
fn cells_drawn_one_over_the_other_keep_their_words() {
    let content = at(50, 700, "F1", 10, "Hémoglobine glyquée par chromatographie") + &at(215, 700, "F1", 10, "6,3 %");
    let shown = page(&content, 100);
    assert!(shown.contains("Hémoglobine glyquée par chromatographie") && shown.contains("6,3 %"), "{shown}");
}

#[test]
fn a_page_turned_on_its_side_reads_as_if_it_were_not() {
    let content = lines(100, 500, 14, &["Compte rendu opératoire", "Suites simples, sortie à trois jours."]);
    let upright = Made::page(&content).bytes();
    for rotation in [90, 180, 270] {
        let turned = Made::page(&content)
            .with(7, &format!("<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents 8 0 R /Rotate {rotation} >>"))
            .bytes();
        assert_eq!(text(&turned, 80), text(&upright, 80), "{rotation}");
    }
}

#[test]
fn text_written_upwards_in_the_margin_does_not_mix_with_the_page() {
    let content = lines(100, 500, 14, &["Résultats du 3 mars", "Glycémie normale"])
        + "BT /F1 8 Tf 0 1 -1 0 40 300 Tm (Laboratoire des Halles) Tj ET\n";
    assert_eq!(page(&content, 40), "Résultats du 3 mars\nGlycémie normale\n\nLaboratoire des Halles\n");
}

#[test]
fn accents_drawn_over_their_letter_are_joined() {
    // As TeX does: the accent (octal 264), then the letter at the same place.
    let content = "BT /F1 10 Tf 1 0 0 1 50 700 Tm [(Pr) (\\264) 333 (e) (lev)] TJ ET\n";
    assert_eq!(page(content, 80), "Prélev\n");
}

#[test]
fn bold_imitated_by_drawing_twice_is_read_once() {
    // Each letter, back to where it began, and again.
    let content = "BT /F1 10 Tf 1 0 0 1 50 650 Tm [(B) 657 (B) 0 (u) 546 (u) 0 (t) 268 (t)] TJ ET\n";
    assert_eq!(page(content, 80), "But\n");
    assert_eq!(page(&at(50, 650, "F1", 10, "Butte"), 80), "Butte\n");
}

#[test]
fn columns_stay_columns_where_they_fit() {
    let content = ["Sodium", "Potassium", "Glycémie"].iter().zip(["140", "4,1", "5,2"]).zip(["mmol/L"; 3]).enumerate();
    let content: String = content
        .map(|(n, ((name, value), unit))| {
            let y = 700 - 14 * u32::try_from(n).unwrap();
            at(50, y, "F1", 10, name) + &at(200, y, "F1", 10, value) + &at(300, y, "F1", 10, unit)
        })
        .collect();
    let shown = page(&content, 100);
    let column = |word: &str| shown.lines().find_map(|line| Some(line[..line.find(word)?].chars().count())).unwrap();
    assert_eq!(column("140"), column("5,2"), "{shown}");
    assert_eq!(shown.matches("mmol/L").count(), 3);
}

#[test]
fn a_place_far_to_the_right_is_brought_back() {
    let content = at(50, 700, "F1", 1, "a") + "BT /F1 10 Tf 1 0 0 1 900000 700 Tm (loin) Tj ET\n";
    let reading = read(&Made::page(&content).bytes()).unwrap();
    let lines = flow::lines(&reading, 10_000, Layout::Grid, &Words::french());
    assert!(lines.iter().all(|line| line.text().len() <= 510));
}

#[test]
fn glyphs_without_end_stop_at_the_limit_and_it_is_said() {
    let content = format!("BT /F1 1 Tf 1 0 0 1 50 700 Tm ({}) Tj ET\n", "mot ".repeat(120_000));
    let shown = page(&content, 80);
    assert!(shown.contains("Cette page contient trop de texte."), "{}", shown.lines().last().unwrap());
}

const RESULTS: [[&str; 4]; 4] = [
    ["Analyse", "Résultat", "Unité", "Normes"],
    ["Hémoglobine", "13,8", "g/dL", "12,0 à 16,0"],
    ["Ferritine", "18", "µg/L", "15 à 150"],
    ["Cholestérol total", "2,35", "g/L", "moins de 2,00"],
];

fn results() -> String {
    let row = |(n, row): (usize, &[&str; 4])| -> String {
        let y = 700 - 16 * u32::try_from(n).unwrap();
        let font = if n == 0 { "F2" } else { "F1" };
        [50, 250, 350, 430].iter().zip(row).map(|(x, text)| at(*x, y, font, 10, text)).collect()
    };
    RESULTS.iter().enumerate().map(row).collect()
}

#[test]
fn a_table_is_said_row_by_row_where_it_does_not_fit() {
    let shown = page(&results(), 40);
    assert!(shown.contains("Ligne 2 sur 3\nAnalyse : Ferritine\nRésultat : 18\nUnité : µg/L\nNormes : 15 à 150\n"), "{shown}");
    let shown = page(&results(), 0);
    assert!(shown.contains("Normes : moins de 2,00"), "{shown}");
    assert!(page(&results(), 100).lines().any(|line| line.starts_with("Hémoglobine") && line.ends_with("12,0 à 16,0")));
}

#[test]
fn two_columns_of_text_are_read_one_after_the_other() {
    let left: Vec<String> = (0..12).map(|n| format!("gauche{n} une ligne de texte qui remplit")).collect();
    let right: Vec<String> = (0..12).map(|n| format!("droite{n} une ligne de texte qui remplit")).collect();
    let texts = |side: &[String]| side.iter().map(String::as_str).collect::<Vec<_>>().join("|");
    let content = lines(50, 700, 12, &texts(&left).split('|').collect::<Vec<_>>())
        + &lines(310, 700, 12, &texts(&right).split('|').collect::<Vec<_>>());
    let shown = page(&content, 40).replace('\n', " ");
    let place = |word: &str| shown.find(word).unwrap_or_else(|| panic!("{word}: {shown}"));
    assert!(place("gauche11") < place("droite0"), "{shown}");
    let wide = page(&content, 120);
    assert!(wide.lines().any(|line| line.contains("gauche3") && line.contains("droite3")), "{wide}");
}

#[test]
fn lines_parted_by_the_edge_of_the_page_are_joined_and_their_hyphens_undone() {
    let content = lines(
        50,
        700,
        12,
        &[
            "Patiente de quarante-sept ans, adressée pour une hospitali-",
            "sation courte au service de jour. Elle a pris rendez-",
            "vous le même matin.",
            "Ligne courte",
            "autre ligne courte",
        ],
    );
    let shown = page(&content, 0);
    assert!(shown.contains("une hospitalisation courte au service de jour. Elle a pris rendez-vous le même matin."), "{shown}");
    assert!(shown.contains("\nLigne courte\nautre ligne courte\n"), "{shown}");
}

#[test]
fn headings_are_what_stands_alone_in_larger_letters() {
    let content = at(50, 740, "F2", 18, "Compte rendu")
        + &at(50, 700, "F1", 13, "Conclusion")
        + &lines(
            50,
            680,
            12,
            &["Examen normal, rien à signaler de particulier ce jour.", "Contrôle dans un an, chez le même médecin traitant."],
        );
    let reading = read(&Made::page(&content).bytes()).unwrap();
    let words = |text: &Rich| format!("{text:?}");
    let headings: Vec<(u8, String)> = reading.headings().map(|(_, level, text)| (level, words(text))).collect();
    assert_eq!(headings.len(), 2, "{headings:?}");
    assert!(headings[0].0 == 1 && headings[0].1.contains("Compte rendu"));
    assert!(headings[1].0 == 2 && headings[1].1.contains("Conclusion"));
}

#[test]
fn a_line_in_bold_above_its_text_is_a_heading_whatever_its_font_says() {
    let content = at(50, 740, "F2", 10, "Traitement en cours")
        + &lines(
            50,
            724,
            12,
            &["Un comprimé le matin, à jeun, avec un verre d'eau.", "Ne pas arrêter sans avis du médecin traitant."],
        )
        + &at(50, 680, "F2", 10, "Conclusion")
        + &lines(50, 664, 12, &["Contrôle dans un an, chez le même médecin traitant."]);
    let reading = read(&Made::page(&content).bytes()).unwrap();
    let headings: Vec<String> = reading.headings().map(|(_, _, text)| format!("{text:?}")).collect();
    assert!(headings.len() == 2 && headings[1].contains("Conclusion"), "{headings:?}");
}

/// Letters alone: what neither form may lose or double, wherever lines are cut and hyphens undone.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *count.entry(c).or_default() += 1);
    count
}

#[test]
fn both_forms_say_the_same_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record");
    let mut pages: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    pages.push(("results".into(), Made::page(&results()).bytes()));
    let mut compared = 0;
    for (name, bytes) in pages {
        for piece in read(&bytes).unwrap().pieces {
            let Piece::Laid(laid) = piece else { continue };
            let mut said = String::new();
            laid.flowed.iter().for_each(|piece| piece_text(piece, &mut said));
            let stands: String = laid.lines.iter().flat_map(|line| &line.cells).map(|(_, text)| text.as_str()).collect();
            assert_eq!(letters(&stands), letters(&said), "{name}: {stands}");
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}

fn piece_text(piece: &Piece, out: &mut String) {
    use dmp::domain::{Cell, Item, Span};
    let mut rich = |words: &Rich| {
        for span in &words.0 {
            if let Span::Text { text, .. } = span {
                out.push_str(text);
            }
        }
    };
    match piece {
        Piece::Heading { text, .. } | Piece::Paragraph(text) => rich(text),
        Piece::List { items, .. } => {
            items.iter().flat_map(|Item { pieces, .. }| pieces).for_each(|piece| piece_text(piece, out));
        }
        Piece::Table(table) => {
            for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
                if let Cell::Own { words, .. } = cell {
                    rich(words);
                }
            }
        }
        Piece::Facts(_) | Piece::Picture(_) | Piece::Laid(_) | Piece::Note(_) | Piece::Aside(_) => panic!("{piece:?}"),
    }
}

/// A table taken for columns of text would part a wish from the treatment it is about.
#[test]
fn every_value_of_the_record_stays_with_what_it_is_about() {
    let shown = |file: &str| {
        let path = format!("{}/assets/record/{file}.pdf", env!("CARGO_MANIFEST_DIR"));
        text(&std::fs::read(path).unwrap(), 0)
    };
    for (file, said) in [
        ("directives-2025-10", "Réanimation en cas d'arrêt du cœur : oui si une récupération est espérée ; sinon non\n"),
        ("directives-2025-10", "Alimentation et hydratation artificielles : non, si elles ne font que prolonger\n"),
        ("profil-2026-06", "Nom : Rosuvastatine 5\nQuand : le soir\n"),
        ("mammographie-2024-10", "Classification ACR\nDroite : ACR 1\nGauche : ACR 2\n"),
        ("volontes-2025-10", "Nom : Hélène Martin\nLien : mère\nTéléphone : 02 99 99 12 02\n"),
        ("covid-2021-12", "Injections précédentes : 18/06/2021\nLot : FC5029\n"),
        ("devis-optique-2025-12", "Deux verres progressifs\nPrix : 412,00 €\nAssurance Maladie : 0,06 €\n"),
        ("arret-2023-06", "Sorties : autorisées, sans restriction d'horaires à partir du 19/06/2023\n"),
    ] {
        let shown = shown(file).replace('\u{a0}', " ");
        assert!(shown.contains(said), "{file}: {said}\n{shown}");
    }
}

/// The eye is brought to the words looked for, in the page as it stands as in the page as it is read.
#[test]
fn what_is_read_is_where_the_page_says_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/record");
    let mut pdfs: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    pdfs.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    assert!(pdfs.len() > 10, "{}", pdfs.len());
    let words = Words::french();
    let mut asked = 0;
    for pdf in pdfs {
        let Ok(reading) = read(&std::fs::read(&pdf).unwrap()) else { continue };
        let stands = flow::lines(&reading, 120, Layout::Grid, &words);
        for line in flow::lines(&reading, 0, Layout::Records, &words) {
            let text = line.text();
            // What is said row by row has the name of each column and the number of each row besides.
            let own = text.split_once(" : ").map_or(&*text, |(_, value)| value);
            let Some(first) = own.split_whitespace().find(|word| word.len() > 3) else { continue };
            if text.starts_with("Ligne ") {
                continue;
            }
            asked += 1;
            let here = |one: &&flow::Line| {
                one.piece == line.piece && one.also.iter().chain([&one.spot]).any(|spot| spot.unit == line.spot.unit)
            };
            let found = stands.iter().filter(here).any(|line| line.text().contains(first.trim_end_matches([':', ','])));
            assert!(found, "{}: {text}", pdf.display());
        }
    }
    assert!(asked > 300, "{asked}");
}
