//! What is typed, pasted, shown and handed over.

use crate::pages::*;
use dmp::face::screen::{Driver, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use dmp::page::{Action, Block, Busy, Change, Entry, Heard, Leaving, Notice, Page, Secrets, StopId, Tone};
use std::time::Duration;

/// A page with one ordinary field, kept as the model would keep it.
struct Typing {
    driver: Driver,
    page: Page<Does>,
}

impl Typing {
    fn new(value: &str) -> Self {
        let page = page("Recherche", vec![line(WHO, "Nom", value)]);
        let mut driver = screen(80, 24);
        driver.show(&page);
        Self { driver, page }
    }

    fn value(&self) -> String {
        match &self.page.body[0] {
            Block::Field(field) => match &field.entry {
                Entry::Line { value, .. } => value.to_string(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn key(&mut self, key: impl Into<KeyEvent>) -> &mut Self {
        let heard = self.driver.press(&self.page, key);
        self.apply(heard)
    }

    fn apply(&mut self, heard: Option<Heard<Does>>) -> &mut Self {
        if let Some(Heard::Edited(id, Change { from, to, text })) = heard {
            assert_eq!(id, WHO);
            let letters: Vec<String> =
                unicode_segmentation::UnicodeSegmentation::graphemes(self.value().as_str(), true).map(str::to_owned).collect();
            let value = format!("{}{text}{}", letters[..from].concat(), letters[to..].concat());
            self.page.body = vec![line(WHO, "Nom", &value)];
            self.driver.show(&self.page);
        }
        self
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(KeyCode::Char(c));
        }
        self
    }
}

fn control(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn password_page() -> (Driver, Page<Does>) {
    let mut page = page(
        "Mot de passe",
        vec![field(PASSWORD, "Mot de passe", Entry::Secret), field(CODE, "Code", Entry::Code { length: 6 })],
    );
    page.actions = vec![Action::new("send", 's', "Envoyer".into(), "send").taking(&[PASSWORD, CODE])];
    let mut driver = screen(80, 24);
    driver.show(&page);
    (driver, page)
}

fn send(driver: &mut Driver, page: &Page<Does>) -> Secrets {
    while driver.at(page) != dmp::page::Anchor::Stop(StopId::Action(action("send"))) {
        driver.press(page, KeyCode::Down);
    }
    match driver.press(page, KeyCode::Enter) {
        Some(Heard::Did { does: "send", secrets, .. }) => secrets,
        other => panic!("{other:?}"),
    }
}

fn all(driver: &Driver) -> String {
    driver.text().join("\n")
}

#[test]
fn the_caret_goes_by_letters_and_words_are_typed_where_it_is() {
    let mut typing = Typing::new("");
    typing.typed("Léa").key(KeyCode::Left).typed("n");
    assert_eq!(typing.value(), "Léna");
    typing.key(KeyCode::Home).typed("M. ").key(KeyCode::End).key(KeyCode::Backspace).key(KeyCode::Backspace);
    assert_eq!(typing.value(), "M. Lé");
    typing.key(KeyCode::Home).key(KeyCode::Delete).key(KeyCode::Delete);
    assert_eq!(typing.value(), " Lé");
    assert_eq!(typing.driver.cursor(), (6, 2));
}

#[test]
fn a_letter_of_several_characters_is_one_letter() {
    let mut typing = Typing::new("👨\u{200d}👩\u{200d}👧e\u{301}");
    typing.key(KeyCode::Backspace);
    assert_eq!(typing.value(), "👨\u{200d}👩\u{200d}👧");
    typing.key(KeyCode::Backspace);
    assert_eq!(typing.value(), "");
}

#[test]
fn an_accent_typed_after_its_letter_joins_it_and_the_caret_stays_behind_it() {
    let mut typing = Typing::new("");
    typing.typed("e\u{301}x");
    assert_eq!(typing.value(), "e\u{301}x");
}

#[test]
fn erasing_by_the_line_and_by_the_word_can_be_undone() {
    let mut typing = Typing::new("Jean Morel");
    typing.key(control('w'));
    assert_eq!(typing.value(), "Jean ");
    typing.key(control('u'));
    assert_eq!(typing.value(), "");
    typing.key(control('7')).key(control('7'));
    assert_eq!(typing.value(), "Jean Morel");
    typing.key(control('7'));
    assert_eq!(typing.value(), "Jean Morel");
}

#[test]
fn shortcuts_are_letters_in_a_field() {
    let mut typing = Typing::new("");
    typing.page.actions = vec![Action::new("send", 's', "Envoyer".into(), "send")];
    typing.typed("aqrs19?");
    assert_eq!(typing.value(), "aqrs19?");
}

#[test]
fn enter_in_a_field_goes_to_the_next_answer_and_chooses_nothing() {
    let (mut driver, page) = password_page();
    let heard = driver.press(&page, KeyCode::Enter);
    assert!(matches!(heard, Some(Heard::Active)));
    assert_eq!(driver.at(&page), dmp::page::Anchor::Stop(StopId::Field(CODE)));
    assert!(matches!(driver.press(&page, KeyCode::Enter), Some(Heard::Active)));
    assert_eq!(driver.at(&page), dmp::page::Anchor::Stop(StopId::Action(action("send"))));
}

#[test]
fn s17_a_password_is_twelve_stars_whatever_its_length() {
    let (mut driver, page) = password_page();
    for letters in 1..30 {
        typed(&mut driver, &page, "x");
        assert!(all(&driver).contains("Mot de passe : ************\n"), "{letters}");
        assert!(!all(&driver).contains("*************"));
        assert_eq!(driver.cursor(), (27, 2));
    }
    press(&mut driver, &page, &[KeyCode::Left, KeyCode::Home]);
    assert_eq!(driver.cursor(), (27, 2), "the caret would tell the length");
}

#[test]
fn s17_a_shown_password_is_masked_after_ten_seconds_or_when_the_eye_leaves() {
    let (mut driver, page) = password_page();
    typed(&mut driver, &page, "Tilleul-4");
    press(&mut driver, &page, &[KeyCode::Down, KeyCode::Enter]);
    assert!(all(&driver).contains("Mot de passe : Tilleul-4\n"));
    assert!(all(&driver).contains("Cacher ce que j’ai tapé"));
    press(&mut driver, &page, &[KeyCode::Up]);
    assert!(all(&driver).contains("Tilleul-4"), "the field and what shows it are one");
    driver.wait(&page, Duration::from_millis(9_999));
    assert!(all(&driver).contains("Tilleul-4"));
    driver.wait(&page, Duration::from_millis(1));
    assert!(!all(&driver).contains("Tilleul-4"));
    press(&mut driver, &page, &[KeyCode::Down, KeyCode::Enter]);
    assert!(all(&driver).contains("Tilleul-4"));
    press(&mut driver, &page, &[KeyCode::Down]);
    assert!(!all(&driver).contains("Tilleul-4"));
}

#[test]
fn s17_paste_works_in_every_field() {
    let (mut driver, page) = password_page();
    driver.paste(&page, "Tilleul-4-saisons!\n");
    press(&mut driver, &page, &[KeyCode::Enter]);
    driver.paste(&page, " 123-456\r\n");
    assert!(all(&driver).contains("Code : 123456"));
    let mut secrets = send(&mut driver, &page);
    assert_eq!(secrets.take(PASSWORD).unwrap().reveal(), "Tilleul-4-saisons!");
    assert_eq!(secrets.take(CODE).unwrap().reveal(), "123456");
    let mut typing = Typing::new("");
    let heard = typing.driver.paste(&typing.page, "Camille\r\nMartin\u{1b}[31m");
    typing.apply(Some(heard));
    assert_eq!(typing.value(), "Camille Martin␛[31m");
}

#[test]
fn secrets_are_handed_over_once_and_are_then_nowhere() {
    let (mut driver, page) = password_page();
    typed(&mut driver, &page, "secret");
    let mut first = send(&mut driver, &page);
    assert_eq!(first.take(PASSWORD).unwrap().reveal(), "secret");
    assert!(first.take(CODE).unwrap().is_empty());
    assert!(!all(&driver).contains('*'));
    let mut second = send(&mut driver, &page);
    assert!(second.take(PASSWORD).unwrap().is_empty());
}

#[test]
fn secrets_do_not_follow_to_another_page_and_do_not_outlive_a_lock() {
    let (mut driver, page) = password_page();
    typed(&mut driver, &page, "secret");
    driver.show(&home());
    driver.show(&page);
    assert!(send(&mut driver, &page).take(PASSWORD).unwrap().is_empty());
    press(&mut driver, &page, &[KeyCode::Down]);
    typed(&mut driver, &page, "secret");
    driver.wipe();
    driver.show(&page);
    assert!(send(&mut driver, &page).take(PASSWORD).unwrap().is_empty());
}

#[test]
fn secrets_survive_a_page_that_comes_again() {
    let (mut driver, mut page) = password_page();
    typed(&mut driver, &page, "secret");
    page.notice = Some(Notice { serial: 3, tone: Tone::Information, text: "Une minute encore.".into() });
    driver.show(&page);
    typed(&mut driver, &page, "s");
    assert_eq!(send(&mut driver, &page).take(PASSWORD).unwrap().reveal(), "secrets");
}

#[test]
fn f50_a_megabyte_pasted_is_refused_with_a_word_and_submits_nothing() {
    let long = "x\n".repeat(1 << 19);
    let (mut driver, page) = password_page();
    typed(&mut driver, &page, "ab");
    assert!(matches!(driver.paste(&page, &long), Heard::Active));
    assert!(all(&driver).contains("Ce texte est trop long pour cette case. Rien n’a été ajouté."));
    assert_eq!(driver.cursor().1, 2, "the message has the cursor");
    typed(&mut driver, &page, "c");
    assert!(!all(&driver).contains("trop long"));
    assert_eq!(send(&mut driver, &page).take(PASSWORD).unwrap().reveal(), "abc");
    let mut typing = Typing::new("ab");
    assert!(matches!(typing.driver.paste(&typing.page, &long), Heard::Active));
    assert_eq!(typing.value(), "ab");
}

#[test]
fn f50_lines_and_escapes_pasted_where_nothing_is_typed_choose_nothing() {
    let mut driver = screen(80, 24);
    driver.show(&home());
    for text in ["1\n", "\r\r\r", "q", "\u{1b}"] {
        assert!(matches!(driver.paste(&home(), text), Heard::Active));
    }
}

#[test]
fn a_busy_page_hears_only_travel_stop_and_leave() {
    let (mut driver, mut page) = password_page();
    page.busy = Some(Busy { text: "Connexion en cours.".into(), progress: None, stop: Some(("Arrêter".into(), "stop")) });
    page.back = Some("back");
    driver.show(&page);
    assert_eq!(under(&driver), "Connexion en cours.");
    typed(&mut driver, &page, "x");
    assert!(!all(&driver).contains('*'));
    assert_eq!(did(press(&mut driver, &page, &[KeyCode::PageDown, KeyCode::Enter])), None);
    assert_eq!(did(press(&mut driver, &page, &[KeyCode::Char('s')])), None);
    assert_eq!(did(press(&mut driver, &page, &[KeyCode::Esc])), Some("stop"));
    assert_eq!(did(press(&mut driver, &page, &[KeyCode::Home, KeyCode::Enter])), Some("stop"));
    assert!(matches!(driver.press(&page, control('c')), Some(Heard::Leaving(Leaving::Asked))));
}

#[test]
fn progress_is_said_in_steps_of_ten() {
    let mut driver = screen(80, 24);
    let mut said = std::collections::BTreeSet::new();
    for done in 0..=1_000 {
        let mut page = page("Lecture", Vec::new());
        page.busy = Some(Busy { text: "Lecture en cours.".into(), progress: Some((done, 1_000)), stop: None });
        driver.show(&page);
        said.insert(driver.text()[3].clone());
    }
    assert_eq!(said.len(), 11);
}

#[test]
fn repeats_move_and_never_act_and_releases_do_nothing() {
    let page = home();
    let mut driver = screen(80, 24);
    driver.show(&page);
    driver.press(&page, KeyCode::Enter);
    let kind = |code, kind| KeyEvent::new_with_kind(code, KeyModifiers::NONE, kind);
    assert!(driver.press(&page, kind(KeyCode::Enter, KeyEventKind::Release)).is_none());
    for key in [KeyCode::Enter, KeyCode::Char('1'), KeyCode::Char('d'), KeyCode::Char('q'), KeyCode::Esc, KeyCode::F(1)] {
        assert!(matches!(driver.press(&page, kind(key, KeyEventKind::Repeat)), Some(Heard::Active)), "{key:?}");
    }
    driver.press(&page, kind(KeyCode::Down, KeyEventKind::Repeat));
    assert_eq!(lit(&driver), ["Qui a vu mon DMP"]);
}

#[test]
fn what_is_grave_needs_enter_on_it() {
    let page = everything();
    let mut page = Page { busy: None, ..page };
    page.body.clear();
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(matches!(driver.press(&page, KeyCode::Char('x')), Some(Heard::Active)));
    assert_eq!(lit(&driver), ["Supprimer pour toujours (X)"]);
    driver.press(&page, KeyCode::Up);
    assert!(matches!(driver.press(&page, KeyCode::Char('2')), Some(Heard::Active)));
    assert_eq!(did(driver.press(&page, KeyCode::Enter)), Some("delete"));
}
