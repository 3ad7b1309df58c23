//! Answers to give: text of several lines, one or several of many, and what is to be put right.

use crate::pages::*;
use dmp::app::Typed;
use dmp::domain::{Clean, letters};
use dmp::face::screen::{Driver, KeyCode, KeyEvent, KeyModifiers};
use dmp::page::{Action, Anchor, Block, Choice, Choosable, Field, FieldId, Heard, Need, Page, RowId, StopId};
use insta::assert_snapshot;

const TEXT: FieldId = FieldId("text", 0);
const LINK: FieldId = FieldId("link", 0);
const ILLS: FieldId = FieldId("ills", 0);

/// A form that the model would keep.
struct Form {
    driver: Driver,
    page: Page<Does>,
    text: Typed,
    name: Typed,
    chosen: Vec<(FieldId, usize)>,
    limit: Option<u32>,
    errors: bool,
}

const LINKS: [&str; 24] = [
    "Mère",
    "Père",
    "Fille",
    "Fils",
    "Sœur",
    "Frère",
    "Épouse",
    "Époux",
    "Concubin",
    "Concubine",
    "Grand-mère",
    "Grand-père",
    "Petite-fille",
    "Petit-fils",
    "Tante",
    "Oncle",
    "Nièce",
    "Neveu",
    "Cousine",
    "Cousin",
    "Amie",
    "Ami",
    "Voisine",
    "Voisin",
];

impl Form {
    fn new(driver: Driver, text: &str) -> Self {
        let (page, text) = (page("Formulaire", Vec::new()), Typed::area(Clean::new(text)));
        let mut form = Self { driver, page, text, name: Typed::default(), chosen: Vec::new(), limit: None, errors: false };
        form.show();
        form
    }

    fn choice(&self, id: FieldId, label: &str, several: bool, options: &[&str]) -> Block<Does> {
        let option = |(rank, label): (usize, &&str)| Choosable {
            id: RowId(Clean::new(&rank.to_string())),
            label: Clean::new(label),
            chosen: self.chosen.contains(&(id, rank)),
            does: "option",
        };
        let options = options.iter().enumerate().map(option).collect();
        let error = (self.errors && !several).then(|| "Dites qui elle est pour vous.".into());
        Block::Choice(Choice { several, error, need: Need::Optional, ..Choice::new(id, Clean::new(label), options) })
    }

    fn show(&mut self) {
        let mut page = page("Formulaire", Vec::new());
        if self.errors {
            let errors = vec![(WHO, "Il manque un nom.".into()), (LINK, "Dites qui elle est pour vous.".into())];
            page.body.push(Block::Errors(errors));
        }
        page.body.push(Block::Field(Field {
            hint: Some("Le nom de naissance.".into()),
            example: Some("Morel".into()),
            error: self.errors.then(|| "Il manque un nom.".into()),
            need: Need::Required,
            limit: Some(30),
            ..Field::new(WHO, "Nom".into(), self.name.entry())
        }));
        page.body.push(self.choice(LINK, "Lien avec vous", false, &LINKS));
        page.body.push(self.choice(ILLS, "Maladies", true, &["Diabète", "Asthme", "Hypertension"]));
        page.body.push(Block::Field(Field {
            need: Need::Optional,
            limit: self.limit,
            ..Field::new(TEXT, "Vos volontés".into(), self.text.entry())
        }));
        page.actions = vec![Action::new("send", 's', "Envoyer".into(), "send")];
        page.back = Some("back");
        self.page = page;
        self.driver.show(&self.page);
    }

    fn key(&mut self, key: impl Into<KeyEvent>) -> &mut Self {
        let heard = self.driver.press(&self.page, key);
        self.hear(heard)
    }

    fn keys(&mut self, keys: &[KeyCode]) -> &mut Self {
        keys.iter().for_each(|key| _ = self.key(*key));
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| _ = self.key(KeyCode::Char(c)));
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        let heard = self.driver.paste(&self.page, text);
        self.hear(Some(heard))
    }

    fn hear(&mut self, heard: Option<Heard<Does>>) -> &mut Self {
        match heard {
            Some(Heard::Edited(TEXT, change)) => self.text.apply(&change),
            Some(Heard::Edited(_, change)) => self.name.apply(&change),
            Some(Heard::Did { does: "option", at: Anchor::Stop(StopId::Option(id, row)), .. }) => {
                let rank = row.0.parse().unwrap();
                match self.chosen.iter().position(|chosen| *chosen == (id, rank)) {
                    Some(at) => _ = self.chosen.remove(at),
                    None => self.chosen.push((id, rank)),
                }
            }
            Some(Heard::Did { .. } | Heard::Follow(_) | Heard::Rested(_) | Heard::Needs(_)) => {}
            Some(Heard::Active | Heard::Help | Heard::Leaving(_)) | None => {}
        }
        self.show();
        self
    }

    /// Puts the eye on this stop, from the top.
    fn on(&mut self, stop: &StopId) -> &mut Self {
        for _ in 0..100 {
            if self.driver.at(&self.page) == Anchor::Stop(stop.clone()) {
                return self;
            }
            self.key(KeyCode::Tab);
        }
        panic!("never on {stop:?}")
    }

    fn writing(text: &str) -> Self {
        let mut form = Self::new(screen(80, 24), text);
        form.on(&StopId::Field(TEXT));
        form
    }

    fn at(&mut self) -> Anchor {
        self.driver.at(&self.page)
    }

    fn all(&self) -> String {
        self.driver.text().join("\n")
    }
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

#[test]
fn enter_makes_a_line_and_arrows_go_by_lines_and_letters() {
    let mut form = Form::writing("");
    form.types("Léa").key(KeyCode::Enter).types("et moi").keys(&[KeyCode::Up, KeyCode::Home]).types("Ma ");
    assert_eq!(form.text.value().as_str(), "Ma Léa\net moi");
    form.keys(&[KeyCode::Down, KeyCode::End, KeyCode::Backspace, KeyCode::Enter, KeyCode::Enter]).types("x");
    assert_eq!(form.text.value().as_str(), "Ma Léa\net mo\n\nx");
    form.keys(&[KeyCode::Up, KeyCode::Up, KeyCode::Home, KeyCode::Backspace]);
    assert_eq!(form.text.value().as_str(), "Ma Léaet mo\n\nx");
    form.key(with(KeyCode::End, KeyModifiers::CONTROL)).types("!").key(with(KeyCode::Home, KeyModifiers::CONTROL)).types("« ");
    assert_eq!(form.text.value().as_str(), "« Ma Léaet mo\n\nx!");
}

#[test]
fn going_up_and_down_keeps_to_the_column_and_counts_wide_letters_for_two() {
    let mut form = Form::writing("abcdef\n字字\nabcdef");
    form.keys(&[KeyCode::Left, KeyCode::Left, KeyCode::Left, KeyCode::Up]);
    assert_eq!(form.driver.cursor().0, 2, "between two letters of two columns, the nearest");
    form.key(KeyCode::Up).types("-");
    assert_eq!(form.text.value().as_str(), "abc-def\n字字\nabcdef");
}

#[test]
fn arrows_leave_at_the_edges_tab_and_escape_from_anywhere() {
    let mut form = Form::writing("un\ndeux\ntrois");
    form.key(KeyCode::Down);
    assert_eq!(form.at(), Anchor::Stop(StopId::Action(action("send"))));
    form.key(KeyCode::Up).keys(&[KeyCode::Up, KeyCode::Up, KeyCode::Up]);
    assert_eq!(form.at(), Anchor::Stop(StopId::Option(ILLS, RowId("2".into()))));
    for key in [KeyCode::Tab, KeyCode::Esc] {
        form.on(&StopId::Field(TEXT)).key(KeyCode::Home).key(key);
        assert_eq!(form.at(), Anchor::Stop(StopId::Action(action("send"))), "{key:?}");
    }
    form.on(&StopId::Field(TEXT)).key(KeyCode::Char('q'));
    assert!(form.text.value().contains('q'), "letters are letters there");
}

#[test]
fn a_paste_keeps_its_lines_and_its_sequences_are_shown() {
    let mut form = Form::writing("");
    form.paste("Un\r\n\r\n  Deux\t!\u{1b}[31m\u{202e}\r");
    assert_eq!(form.text.value().as_str(), "Un\n\n  Deux  !␛[31m\n");
    assert!(form.all().contains("Deux  !␛[31m"));
}

#[test]
fn f50_of_a_megabyte_with_escapes_what_fits_is_taken_and_the_rest_is_said() {
    let mut form = Form::writing("avant ");
    form.paste(&"a\u{1b}]0;x\u{7}\n".repeat(1 << 17));
    assert_eq!(form.text.value().chars().count(), dmp::page::AREA);
    assert!(form.text.value().starts_with("avant a␛]0;x␇\na"));
    assert!(form.all().contains("La fin n’a pas été prise : 848\u{a0}582"), "{}", form.all());
    assert!(form.all().contains("La limite est de 200\u{a0}000."), "{}", form.all());
    assert_eq!(form.driver.cursor().1, 2, "the message has the cursor");
    let before = form.text.value().clone();
    form.key(KeyCode::Enter).types("x");
    assert_eq!(form.text.value(), &before);
    assert!(form.all().contains("Rien n’a été ajouté."));
}

#[test]
fn the_limit_is_told_before_it_is_met_and_nothing_is_cut_in_silence() {
    let mut form = Form::new(screen(80, 24), "");
    form.limit = Some(50);
    form.on(&StopId::Field(TEXT)).types(&"a".repeat(37));
    assert!(!form.all().contains("Il reste"));
    form.types("aaa");
    assert!(form.all().contains("Il reste 10 caractères au plus."), "{}", form.all());
    form.types(&"b".repeat(10));
    assert!(form.all().contains("Il n’y a plus de place."));
    form.types("c");
    assert!(form.all().contains("Rien n’a été ajouté. La limite est de 50"), "{}", form.all());
    assert_eq!(form.text.value().chars().count(), 50);
    form.keys(&[KeyCode::Backspace, KeyCode::Backspace, KeyCode::Backspace]).paste("👨\u{200d}👩\u{200d}👧");
    assert!(form.text.value().ends_with("bbbbbbb"), "no half of a letter is taken: {}", form.text.value());
    form.keys(&[KeyCode::F(9), KeyCode::Tab]);
    assert!(form.all().contains("47 caractères"), "{}", form.all());
}

#[test]
fn undoing_goes_a_word_at_a_time_and_needs_no_chord() {
    let mut form = Form::writing("");
    form.types("Ma sœur").key(KeyCode::Enter).types("décide");
    form.key(with(KeyCode::Char('z'), KeyModifiers::CONTROL));
    assert_eq!(form.text.value().as_str(), "Ma sœur\n");
    form.key(with(KeyCode::Backspace, KeyModifiers::ALT));
    assert_eq!(form.text.value().as_str(), "Ma ");
    form.keys(&[KeyCode::Tab]);
    assert_eq!(form.at(), Anchor::Stop(StopId::Undo(TEXT)));
    assert_eq!(lit(&form.driver), ["Annuler la frappe"]);
    form.key(KeyCode::Enter);
    assert_eq!(form.text.value().as_str(), "");
    assert_eq!(form.at(), Anchor::Stop(StopId::Field(TEXT)), "there is nothing more to undo");
    assert!(!form.all().contains("Annuler la frappe"));
}

#[test]
fn what_was_typed_can_be_undone_after_having_been_elsewhere_on_the_page() {
    let mut form = Form::writing("");
    form.types("un").key(KeyCode::Tab).on(&StopId::Field(WHO)).types("Léa").key(KeyCode::Enter);
    assert!(matches!(form.at(), Anchor::Stop(StopId::Option(LINK, _))), "Enter passes what undoes");
    form.on(&StopId::Undo(TEXT)).key(KeyCode::Enter);
    assert_eq!((form.text.value().as_str(), form.name.value().as_str()), ("", "Léa"));
    form.on(&StopId::Undo(WHO)).key(KeyCode::Enter);
    assert_eq!(form.name.value().as_str(), "");
}

#[test]
fn emoji_marks_and_other_scripts_are_letters_like_others() {
    let mut form = Form::writing("");
    form.types("e\u{301}👨\u{200d}👩🇫🇷नि\u{5e9}\u{5c1}");
    assert_eq!(form.text.value().as_str(), "e\u{301}👨\u{200d}👩🇫🇷नि\u{5e9}\u{5c1}");
    for left in (0..5).rev() {
        form.key(KeyCode::Backspace);
        assert_eq!(letters::count(form.text.value()), left, "{:?}", form.text.value());
    }
    form.types("5\t10".replace('\t', "").as_str()).paste("\t10");
    assert_eq!(form.text.value().as_str(), "510        10");
}

#[test]
fn the_line_of_the_caret_is_always_seen_on_half_the_window_at_most() {
    let text: String = (1..=300).map(|n| format!("Ligne numéro {n}.\n")).collect();
    for (width, height) in [(80, 24), (60, 18), (40, 12), (30, 8), (20, 6)] {
        let mut form = Form::new(screen(width, height), &text);
        form.on(&StopId::Field(TEXT));
        for key in [KeyCode::PageUp, KeyCode::Up, KeyCode::PageUp, KeyCode::PageDown, KeyCode::Down, KeyCode::Up].repeat(3) {
            form.key(key);
            let (_, y) = form.driver.cursor();
            let row = form.driver.text()[usize::from(y)].clone();
            let number = row.split_whitespace().nth(2).and_then(|word| word.trim_end_matches('.').parse::<usize>().ok());
            let status = form.driver.text()[usize::from(height) - 1].clone();
            let line = status.split_whitespace().nth(1).and_then(|word| word.parse::<usize>().ok());
            if let (Some(number), Some(line)) = (number, line)
                && width >= 30
            {
                assert_eq!(number, line, "{row} / {status}");
            }
            let shown = form.driver.text().iter().filter(|row| row.starts_with("Ligne numéro")).count();
            assert!(shown >= 1 && shown <= usize::from(height / 2), "{shown} at {width}×{height}\n{}", frame(&form.driver));
        }
    }
}

#[test]
fn nothing_typed_and_no_place_is_lost_when_the_window_changes() {
    let mut form = Form::writing("");
    form.types("Une phrase assez longue pour tenir sur plusieurs lignes dans une petite fenêtre, et au milieu");
    form.keys(&[KeyCode::Left; 9]);
    for (width, height) in [(20, 6), (10, 3), (200, 60), (40, 12), (80, 24)] {
        form.driver.resize(width, height);
        form.show();
    }
    form.types("ICI ");
    assert!(form.text.value().ends_with("et ICI au milieu"), "{}", form.text.value());
    form.key(with(KeyCode::Char('z'), KeyModifiers::CONTROL));
    assert!(form.text.value().ends_with("et au milieu"));
}

#[test]
fn an_answer_is_found_by_how_it_begins_and_several_are_chosen_and_taken_back() {
    let mut form = Form::new(screen(80, 24), "");
    form.on(&StopId::Option(LINK, RowId("0".into()))).types("epou");
    assert_eq!(lit(&form.driver), ["Épouse"]);
    assert!(form.all().contains("Vous cherchez : epou."));
    form.types("x").key(KeyCode::Enter);
    assert_eq!(lit(&form.driver), ["Époux, choisi"]);
    form.types("zz");
    assert!(form.all().contains("Aucune réponse ne commence par « z ». Vérifiez les lettres tapées."), "{}", form.all());
    form.keys(&[KeyCode::F(9), KeyCode::Tab]);
    assert_eq!(lit(&form.driver), ["Diabète, non choisi"]);
    form.key(KeyCode::Enter).types("hyp").key(KeyCode::Enter);
    assert_eq!(form.chosen, [(LINK, 7), (ILLS, 0), (ILLS, 2)]);
    form.key(KeyCode::Home).key(KeyCode::Enter);
    assert_eq!(form.chosen, [(LINK, 7), (ILLS, 2)]);
    form.key(KeyCode::BackTab);
    assert!(matches!(form.at(), Anchor::Stop(StopId::Option(LINK, _))));
    form.types("co").key(KeyCode::Esc);
    assert!(!form.all().contains("Vous cherchez"), "what was sought is given up, the page is not left");
}

#[test]
fn what_is_to_be_put_right_leads_there() {
    let mut form = Form::new(screen(80, 24), "");
    form.errors = true;
    form.show();
    form.on(&StopId::Error(WHO));
    assert_eq!(form.at(), Anchor::Stop(StopId::Error(WHO)), "{}", frame(&form.driver));
    form.key(KeyCode::Enter);
    assert_eq!(form.at(), Anchor::Stop(StopId::Field(WHO)));
    form.on(&StopId::Error(WHO)).key(KeyCode::Char('2'));
    assert_eq!(form.at(), Anchor::Stop(StopId::Option(LINK, RowId("0".into()))));
}

#[test]
fn a_form_at_every_size() {
    let text = "Je ne veux pas d’acharnement.\n\nMa sœur décide pour moi quand je ne peux plus le dire moi-même : elle sait ce que je veux.";
    for (name, driver) in [
        ("80x24", screen(80, 24)),
        ("40x12", screen(40, 12)),
        ("20x6", screen(20, 6)),
        ("large_40x12", large(40, 12)),
        ("large_80x24", large(80, 24)),
    ] {
        let mut form = Form::new(driver, text);
        form.errors = true;
        form.chosen = vec![(ILLS, 1)];
        form.show();
        assert_snapshot!(format!("form_{name}"), frame(&form.driver));
        form.on(&StopId::Option(LINK, RowId("0".into()))).types("v");
        assert_snapshot!(format!("form_{name}_choice"), frame(&form.driver));
        form.on(&StopId::Field(TEXT)).keys(&[KeyCode::Up, KeyCode::Up]);
        assert_snapshot!(format!("form_{name}_text"), frame(&form.driver));
        form.types("Non. ").key(KeyCode::Esc);
        assert_snapshot!(format!("form_{name}_left"), frame(&form.driver));
    }
}
