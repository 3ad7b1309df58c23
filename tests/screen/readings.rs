//! Reading a document: line by line, by page, by heading, and back to the same words.

use crate::pages::*;
use dmp::domain::{Cell, Clean, Emphasis, LinkId, Piece, Reading, Row, Scope, Span, Table, Target, Words as Rich};
use dmp::face::screen::KeyCode;
use dmp::page::{Anchor, Block, Heard, Key, Look};
use std::sync::Arc;

#[test]
fn each_line_has_the_cursor_on_its_first_letter_and_its_place_is_said() {
    let page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    let wanted = "Médicament numéro 1, un comprimé le matin.";
    let mut keys = 0;
    while lit(&driver) != [wanted] && keys < 20 {
        assert!(!lit(&driver).is_empty(), "the eye is on a blank line");
        driver.press(&page, KeyCode::Down);
        keys += 1;
    }
    assert!(keys < 20, "{:?}", driver.text());
    assert_eq!(under(&driver), "Médicament numéro 1, un comprimé le matin.");
    assert_eq!(lit(&driver), ["Médicament numéro 1, un comprimé le matin."]);
    assert!(driver.text()[23].contains("Partie 2 sur 3 : Traitements."), "{}", driver.text()[23]);
    assert!(driver.text()[23].starts_with("Ligne 5 sur "), "{}", driver.text()[23]);
}

#[test]
fn no_key_leaves_the_eye_on_a_blank_line() {
    let page = reading();
    for (width, height) in [(80, 24), (40, 12)] {
        for keys in [
            [KeyCode::Down, KeyCode::Down, KeyCode::Down],
            [KeyCode::Up, KeyCode::Up, KeyCode::Up],
            [KeyCode::PageDown, KeyCode::Down, KeyCode::PageDown],
            [KeyCode::End, KeyCode::PageUp, KeyCode::Up],
        ] {
            let mut driver = screen(width, height);
            driver.show(&page);
            for key in keys.iter().cycle().take(120) {
                driver.press(&page, *key);
                assert!(!lit(&driver).is_empty(), "on a blank line after {key:?}\n{}", frame(&driver));
            }
        }
    }
}

#[test]
fn down_and_up_meet_every_line_with_words_once() {
    let page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    let mut walk = |key| {
        let mut met = Vec::new();
        while met.last() != Some(&lit(&driver)) && met.len() < 200 && !lit(&driver).concat().contains("(T)") {
            met.push(lit(&driver));
            driver.press(&page, key);
        }
        met
    };
    let down = walk(KeyCode::Down);
    // Motif, its text, two more headings, forty medicines and the conclusion.
    assert_eq!(down.len(), 45, "{down:?}");
    driver.press(&page, KeyCode::Up);
    let mut up = Vec::new();
    for _ in 0..down.len() {
        up.push(lit(&driver));
        driver.press(&page, KeyCode::Up);
    }
    up.reverse();
    assert_eq!(up, down);
}

#[test]
fn pages_overlap_by_a_line_and_the_ends_are_one_key_away() {
    let page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    driver.press(&page, KeyCode::PageDown);
    let last = driver.text();
    driver.press(&page, KeyCode::PageDown);
    assert!(driver.text().iter().any(|row| !row.is_empty() && last.contains(row)));
    driver.press(&page, KeyCode::End);
    assert_eq!(lit(&driver), ["Revoir dans un mois."]);
    driver.press(&page, KeyCode::Home);
    assert_eq!(lit(&driver), ["Motif"]);
}

#[test]
fn headings_are_jumped_to_with_plus_and_minus() {
    let page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    let mut on = |key| {
        driver.press(&page, KeyCode::Char(key));
        lit(&driver).concat()
    };
    assert_eq!(on('+'), "Traitements");
    assert_eq!(on('>'), "Conclusion");
    assert_eq!(on('+'), "Conclusion");
    assert_eq!(on('-'), "Traitements");
    assert_eq!(on('<'), "Motif");
}

#[test]
fn a_place_is_told_and_found_again_at_another_width() {
    let mut page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down; 20]);
    let line = lit(&driver).concat();
    assert!(line.starts_with("Médicament"), "{line}");
    let at = driver.at(&page);
    assert!(matches!(at, Anchor::Words { piece: 4.., .. }), "{at:?}");
    driver.resize(60, 18);
    driver.show(&page);
    assert_eq!(lit(&driver).concat(), line);
    page.look = Some(Look { serial: 9, at });
    let mut again = screen(40, 12);
    again.show(&page);
    let letters = |text: &str| text.replace(' ', "");
    assert!(letters(&line).starts_with(&letters(&lit(&again).concat())));
}

/// A table of many rows, each cell of which names its row.
fn table(rows: usize) -> dmp::page::Page<Does> {
    let cell = |text: String, header| Cell::Own {
        words: Rich::plain(text.as_str()),
        short: None,
        header,
        right: false,
        across: 1,
        down: 1,
    };
    let head = ["Examen", "Résultat", "Valeurs de référence", "Commentaire du laboratoire"];
    let body = |row: usize| {
        let texts = [
            format!("examen{row}"),
            format!("r{row}"),
            format!("de {row} à {}", row + 10),
            format!("Le résultat r{row} est à revoir avec votre médecin à la prochaine visite, dit la note{row}."),
        ];
        Row { cells: texts.map(|text| cell(text, None)).to_vec(), opens_group: false }
    };
    let table = Table {
        columns: 4,
        head: vec![Row { cells: head.map(|text| cell(text.to_owned(), Some(Scope::Column))).to_vec(), opens_group: false }],
        body: (1..=rows).map(body).collect(),
        ..Table::default()
    };
    let reading = Reading { pieces: vec![Piece::Table(table)], ..Reading::default() };
    page("Résultats", vec![Block::Reading { id: Key("t".into()), reading: Arc::new(reading) }])
}

#[test]
fn resizing_inside_a_long_table_stays_in_its_row_and_comes_back_to_the_same_line() {
    let page = table(60);
    let sizes = [(80, 24), (40, 12), (120, 40)];
    for from in sizes {
        let mut driver = screen(from.0, from.1);
        driver.show(&page);
        for step in 0..25 {
            press(&mut driver, &page, &[KeyCode::Down; 7]);
            // Its head is not a row of its own when each value is said with its header.
            let (line, row) = (lit(&driver), row_of(&driver).max(1));
            for (width, height) in [(40, 12), (120, 40), (40, 12), (80, 24), (60, 18), (20, 6), (10, 3), (120, 40)] {
                driver.resize(width, height);
                driver.show(&page);
                // Where the beginning of the row is on the screen to be read.
                if width >= 40 {
                    assert_eq!(row_of(&driver).max(1), row, "{from:?}, step {step}, at {width}\n{}", frame(&driver));
                }
            }
            driver.resize(from.0, from.1);
            driver.show(&page);
            assert_eq!(lit(&driver), line, "{from:?}, step {step}");
        }
    }
}

/// The row of the table the eye is in: the last that was begun above it, or on its line.
fn row_of(driver: &dmp::face::screen::Driver) -> usize {
    let mut driver_rows = driver.text();
    let (_, y) = driver.cursor();
    driver_rows.truncate(usize::from(y) + 1);
    let named =
        |row: &String| row.split(|c: char| !c.is_alphanumeric()).find_map(|word| word.strip_prefix("examen")?.parse().ok());
    let numbered = |row: &String| row.strip_prefix("Ligne ")?.split_once(" sur ")?.0.parse().ok();
    driver_rows.iter().rev().find_map(|row| named(row).or_else(|| numbered(row))).unwrap_or(0)
}

fn linked() -> dmp::page::Page<Does> {
    let link = |text: &str, id| Span::Text { text: text.into(), emphasis: Emphasis::default(), link: Some(LinkId(id)) };
    let said = |text: &str| Span::Text { text: text.into(), emphasis: Emphasis::default(), link: None };
    let reading = Reading {
        pieces: vec![Piece::Paragraph(Rich(vec![
            said("Voir "),
            link("la note", 0),
            said(" et "),
            link("le site", 1),
            said("."),
        ]))],
        links: vec![Target::Piece(0), Target::Address(Clean::new("https://exemple.fr"))],
        ..Reading::default()
    };
    page("Liens", vec![Block::Reading { id: Key("l".into()), reading: Arc::new(reading) }])
}

#[test]
fn enter_follows_the_link_of_the_line_and_right_chooses_the_next() {
    let page = linked();
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(matches!(driver.press(&page, KeyCode::Enter), Some(Heard::Follow(LinkId(0)))));
    driver.press(&page, KeyCode::Right);
    assert!(under(&driver).starts_with("le site"));
    assert!(matches!(driver.press(&page, KeyCode::Enter), Some(Heard::Follow(LinkId(1)))));
}

#[test]
fn a_line_with_a_link_says_that_enter_opens_it_whatever_the_width() {
    let page = linked();
    for (width, height) in [(80, 24), (60, 18), (40, 12)] {
        let mut driver = screen(width, height);
        driver.show(&page);
        let status = driver.text().pop().unwrap();
        assert!(status.contains("Entrée : ouvrir.") && status.starts_with("Ligne 1 sur 1."), "{width}: {status}");
    }
}

#[test]
fn words_looked_for_stand_out_without_colour_and_the_eye_goes_to_the_row_of_a_long_table() {
    use ratatui::style::Modifier;
    let cell = |text: &str| Cell::Own { words: Rich::plain(text), short: None, header: None, right: false, across: 1, down: 1 };
    let row = |number: usize| Row { cells: vec![cell(&format!("Jour {number}")), cell("Génou")], opens_group: false };
    let table = Table { columns: 2, body: (0..100).map(row).collect(), ..Table::default() };
    let mut page = reading();
    let pieces = vec![Piece::Paragraph(Rich::plain("Avant.")), Piece::Table(table)];
    page.body = vec![Block::Reading { id: Key("long".into()), reading: Arc::new(Reading { pieces, ..Reading::default() }) }];
    page.marked = vec!["genou".into(), "57".into()].into();
    let spot = dmp::domain::Spot { unit: 58, column: 0, letter: 0 };
    page.look = Some(Look { serial: 7, at: Anchor::Words { piece: 1, spot } });
    for (width, height) in [(80, 24), (40, 12)] {
        let mut driver = screen(width, height);
        driver.show(&page);
        assert!(frame(&driver).contains("Jour 57"), "{}", frame(&driver));
        let lined = |driver: &dmp::face::screen::Driver| {
            let cells = driver.buffer().content().iter();
            let lined = cells.filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
            lined.map(|cell| cell.symbol()).collect::<String>()
        };
        assert!(lined(&driver).contains("57Génou") || lined(&driver).starts_with("57"), "{}", lined(&driver));
        assert!(!lined(&driver).contains("Jour"));
        assert!(lit(&driver).concat().contains("57"), "{:?}", lit(&driver));
    }
}

#[test]
fn a_slash_looks_for_words_where_the_page_can() {
    let mut page = reading();
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(matches!(driver.press(&page, KeyCode::Char('/')), Some(Heard::Active)));
    let label: Clean = "Chercher".into();
    let does = page.actions.first().map(|action| action.does).unwrap();
    page.actions.push(dmp::page::Action::new(dmp::page::FIND.0, 'c', label, does));
    assert!(matches!(driver.press(&page, KeyCode::Char('/')), Some(Heard::Did { .. })));
}
