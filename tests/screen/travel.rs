//! Where keys take the eye, and what takes the cursor.

use crate::pages::*;
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Action, Anchor, Block, Heard, Leaving, Look, Notice, Page, RowId, StopId, Tone};
use dmp::words::Words;
use std::time::Duration;

fn on(id: &str) -> Anchor {
    Anchor::Stop(StopId::Row(RowId(id.into())))
}

fn menu() -> Page<Does> {
    let mut page = page("Menu", vec![list("Choix", (1..=12).map(|n| row(&n.to_string(), &format!("Choix {n}"))).collect())]);
    page.actions = vec![Action::new("add", 'j', "Ajouter".into(), "add")];
    page.back = Some("back");
    page
}

#[test]
fn a_digit_chooses_what_it_stands_before() {
    let page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    let heard = driver.press(&page, KeyCode::Char('3'));
    assert!(matches!(heard, Some(Heard::Did { does: "row", at, .. }) if at == on("3")));
    // Scrolled, digits count what is on the screen.
    let mut driver = screen(40, 12);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down; 9]);
    let row = driver.text().iter().find(|row| row.starts_with("2. ")).unwrap().clone();
    driver.press(&page, KeyCode::Char('2'));
    assert_eq!(format!("2. {}", lit(&driver).concat()), row);
    assert_eq!(did(driver.press(&page, KeyCode::Char('0'))), Some("back"));
}

#[test]
fn letters_are_shortcuts_that_can_be_turned_off() {
    let page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert_eq!(did(driver.press(&page, KeyCode::Char('J'))), Some("add"));
    assert!(matches!(driver.press(&page, KeyCode::Char('a')), Some(Heard::Help)));
    assert!(matches!(driver.press(&page, KeyCode::Char('q')), Some(Heard::Leaving(Leaving::Asked))));
    let mut driver = Driver::new(80, 24, Options { letters: false, ..Options::new(Size::Normal) }, Words::french());
    driver.show(&page);
    for key in ['j', 'a', 'q', 'r', '?'] {
        assert!(matches!(driver.press(&page, KeyCode::Char(key)), Some(Heard::Active)));
    }
    assert!(matches!(driver.press(&page, KeyCode::F(1)), Some(Heard::Help)));
    assert!(!driver.text().join(" ").contains("(J)"));
}

#[test]
fn the_ends_meet() {
    let page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    driver.press(&page, KeyCode::Up);
    assert_eq!(lit(&driver), ["Ajouter (J)"]);
    driver.press(&page, KeyCode::Down);
    assert_eq!(driver.at(&page), on("1"));
    driver.press(&page, KeyCode::End);
    assert_eq!(driver.at(&page), on("12"));
    driver.press(&page, KeyCode::End);
    assert_eq!(lit(&driver), ["Ajouter (J)"]);
    press(&mut driver, &page, &[KeyCode::Home]);
    assert_eq!(driver.at(&page), on("1"));
    assert_eq!(did(driver.press(&page, KeyCode::Esc)), Some("back"));
}

#[test]
fn a_new_message_has_the_cursor_until_the_next_key_which_chooses_nothing() {
    let mut page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down, KeyCode::Down]);
    page.notice = Some(Notice { serial: 1, tone: Tone::Problem, text: "Le serveur ne répond pas.".into() });
    driver.show(&page);
    assert_eq!(under(&driver), "Erreur. Le serveur ne répond pas.");
    assert!(matches!(driver.press(&page, KeyCode::Enter), Some(Heard::Active)));
    assert_eq!(lit(&driver), ["Choix 3"]);
    driver.show(&page);
    assert_eq!(lit(&driver), ["Choix 3"], "said once");
    page.notice = Some(Notice { serial: 2, tone: Tone::Problem, text: "Le serveur ne répond pas.".into() });
    driver.show(&page);
    assert_eq!(under(&driver), "Erreur. Le serveur ne répond pas.", "a new serial is said again");
}

#[test]
fn a_message_longer_than_the_screen_is_read_to_its_end() {
    let mut page = menu();
    let words: Vec<String> = (1..=60).map(|n| format!("mot{n}")).collect();
    page.notice = Some(Notice { serial: 1, tone: Tone::Warning, text: words.join(" ").into() });
    let mut driver = screen(20, 6);
    driver.show(&page);
    let mut seen = driver.text().join(" ");
    while driver.press(&page, KeyCode::Down).is_some() && !lit(&driver).iter().any(|row| row.starts_with("Choix")) {
        seen.push_str(&driver.text().join(" "));
    }
    for word in words {
        assert!(seen.split_whitespace().any(|one| one == word), "{word}");
    }
}

#[test]
fn the_eye_looks_where_it_is_asked_once_for_each_serial() {
    let mut page = menu();
    let mut driver = screen(80, 24);
    page.look = Some(Look { serial: 5, at: Anchor::Stop(StopId::Row(RowId("7".into()))) });
    driver.show(&page);
    assert_eq!(driver.at(&page), on("7"));
    driver.press(&page, KeyCode::Down);
    driver.show(&page);
    assert_eq!(driver.at(&page), on("8"));
    page.look = Some(Look { serial: 6, at: Anchor::Top });
    driver.show(&page);
    assert_eq!(driver.at(&page), on("1"));
}

#[test]
fn a_row_looked_for_before_it_has_come_is_waited_for_until_a_key() {
    let full = menu();
    let mut page = menu();
    page.body = vec![list("Choix", vec![row("1", "Choix 1")])];
    page.look = Some(Look { serial: 1, at: Anchor::Stop(StopId::Row(RowId("7".into()))) });
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert_eq!(driver.at(&page), on("1"));
    let mut there = full.clone();
    there.look.clone_from(&page.look);
    driver.show(&there);
    assert_eq!(driver.at(&there), on("7"));
    let mut driver = screen(80, 24);
    driver.show(&page);
    driver.press(&page, KeyCode::Down);
    driver.show(&there);
    assert_ne!(driver.at(&there), on("7"));
}

#[test]
fn another_page_begins_at_its_start_and_the_same_one_goes_on() {
    let page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down; 4]);
    driver.show(&home());
    driver.show(&page);
    assert_eq!(driver.at(&page), on("1"));
}

#[test]
fn the_eye_comes_to_rest_on_a_row_after_150_milliseconds_once() {
    let mut page = menu();
    page.reports_rest = true;
    let mut driver = screen(80, 24);
    driver.show(&page);
    driver.press(&page, KeyCode::Down);
    assert!(driver.wait(&page, Duration::from_millis(149)).is_none());
    assert!(matches!(driver.wait(&page, Duration::from_millis(1)), Some(Heard::Rested(row)) if row == RowId("2".into())));
    assert!(driver.wait(&page, Duration::from_secs(1)).is_none());
    press(&mut driver, &page, &[KeyCode::Down]);
    driver.wait(&page, Duration::from_millis(100));
    driver.press(&page, KeyCode::Down);
    assert!(driver.wait(&page, Duration::from_millis(100)).is_none(), "a key begins the wait again");
    assert!(matches!(driver.wait(&page, Duration::from_millis(50)), Some(Heard::Rested(row)) if row == RowId("4".into())));
}

#[test]
fn what_stands_beside_is_entered_with_tab_and_left_with_escape() {
    let mut page = menu();
    page.beside = vec![list("À côté", vec![row("x", "Une ligne"), row("y", "Une autre")])];
    let mut driver = screen(120, 24);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down, KeyCode::Tab, KeyCode::Down]);
    assert_eq!(lit(&driver), ["Une autre"]);
    driver.press(&page, KeyCode::Esc);
    assert_eq!(lit(&driver), ["Choix 2"]);
    driver.press(&page, KeyCode::Tab);
    driver.resize(80, 24);
    driver.show(&page);
    assert_eq!(lit(&driver), ["Choix 2"], "a narrow terminal has one column");
    driver.press(&page, KeyCode::Tab);
    assert_eq!(lit(&driver), ["Choix 3"], "where there is one column, Tab is Down");
}

#[test]
fn f43_a_storm_of_sizes_keeps_the_eye_where_it_is() {
    let page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down; 7]);
    for n in 0..300_u16 {
        driver.resize(1 + n * 37 % 200, 1 + n * 13 % 60);
        driver.show(&page);
    }
    for (width, height) in [(1, 1), (500, 200), (80, 24)] {
        driver.resize(width, height);
        driver.show(&page);
    }
    assert_eq!(lit(&driver), ["Choix 8"]);
}

#[test]
fn keys_do_nothing_that_cannot_be_seen() {
    let page = menu();
    let mut driver = screen(10, 3);
    driver.show(&page);
    for key in [KeyCode::Enter, KeyCode::Char('1'), KeyCode::Char('j'), KeyCode::Esc, KeyCode::Down] {
        assert!(matches!(driver.press(&page, key), Some(Heard::Active)));
    }
    driver.resize(80, 24);
    driver.show(&page);
    assert_eq!(driver.at(&page), on("1"));
}

#[test]
fn text_after_the_last_stop_is_read_before_the_ends_meet() {
    let words: Vec<String> = (1..=200).map(|n| format!("mot{n}")).collect();
    let page = page("Texte", vec![list("Choix", vec![row("1", "Choix 1")]), Block::Text(words.join(" ").into())]);
    let mut driver = screen(40, 12);
    driver.show(&page);
    let mut seen = driver.text().join(" ");
    for _ in 0..8 {
        driver.press(&page, KeyCode::Down);
        seen.push_str(&driver.text().join(" "));
    }
    assert!(seen.contains("mot200"));
}

#[test]
fn the_last_line_says_what_escape_does() {
    let mut page = menu();
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(driver.text()[23].contains("Échap : retour."), "{}", driver.text()[23]);
    page.busy = Some(dmp::page::Busy { text: "Un moment.".into(), progress: None, stop: Some(("Arrêter".into(), "stop")) });
    driver.show(&page);
    assert!(driver.text()[23].contains("Échap : arrêter."), "{}", driver.text()[23]);
    assert_eq!(did(driver.press(&page, KeyCode::Esc)), Some("stop"));
}

#[test]
fn escape_puts_a_message_away_before_it_leaves_the_page() {
    let mut page = menu();
    page.back = Some("retour");
    let mut driver = screen(80, 24);
    driver.show(&page);
    let text = "Le passage n’est pas copié.".into();
    page.notice = Some(dmp::page::Notice { serial: 1, tone: dmp::page::Tone::Warning, text });
    driver.show(&page);
    assert!(!driver.text()[23].contains("retour"), "{}", driver.text()[23]);
    assert_eq!(did(driver.press(&page, KeyCode::Esc)), None);
    assert!(driver.text()[23].contains("Échap : retour."), "{}", driver.text()[23]);
    assert_eq!(did(driver.press(&page, KeyCode::Esc)), Some("retour"));
}

#[test]
fn letters_out_of_sight_are_said_in_the_last_rows_but_not_while_typing() {
    let mut page = menu();
    page.body.insert(0, line(WHO, "Chercher", ""));
    page.body.push(many(50));
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(!driver.text().join("\n").contains("(J)"), "letters are typed here");
    driver.press(&page, KeyCode::Down);
    assert_eq!(driver.text()[22], "Ajouter (J).");
    assert!(driver.text()[21].is_empty());
    let mut small = screen(40, 12);
    small.show(&page);
    press(&mut small, &page, &[KeyCode::Down]);
    assert!(!small.text().join("\n").contains("(J)"), "no room");
}
