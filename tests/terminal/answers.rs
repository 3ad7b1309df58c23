//! Questions a person comes with, and how many keys away the answer is.

use crate::support::Start;
use crate::support::journey;
use crate::support::person::{Ears, Eyes, Person};
use crate::support::terminal::{Key, Terminal};

/// What one presses, and what comes of it.
type Step = (Key, &'static str);

/// Home, once everything is there, with the eye on the first choice.
fn home(terminal: &Terminal) -> Eyes<'_> {
    let mut eyes = Eyes(terminal);
    journey::arrive(&mut eyes, "Chez moi");
    journey::sign_in_first(&mut eyes);
    // The last message has come, and takes the eye no more.
    eyes.reads("vient d’être changé");
    eyes.reads("Bonjour Camille Martin");
    while !eyes.page().contains("Choix 1 sur 8") {
        eyes.press(Key::Down);
    }
    eyes.reads("1. Lire mes documents, 127 en tout");
    eyes
}

fn answer(terminal: &Terminal, steps: &[Step]) -> String {
    let mut eyes = home(terminal);
    assert!(steps.len() <= 5, "{} keys", steps.len());
    for (key, then) in steps {
        eyes.press(*key);
        eyes.reads(then);
    }
    eyes.page()
}

/// Value, unit, date, and where it is going: at once, on the page that is there.
fn is_the_hba1c(page: &str) {
    for said in ["Hémoglobine glyquée (HbA1c)", "En hausse : 5,4 puis 5,5 % le 13 novembre 2026"] {
        assert!(page.contains(said), "« {said} » is not on the page: {page}");
    }
}

#[test]
fn what_was_my_hba1c_over_three_years_is_four_keys_from_home_on_the_screen() {
    let terminal = Terminal::start(Start::dmp(&["demo"]));
    let page = answer(
        &terminal,
        &[
            (Key::Char('2'), "le programme doit ouvrir 18 documents"),
            // The openings are agreed to.
            (Key::Char('o'), "32 analyses"),
            (Key::Char('h'), "Chercher une analyse : h"),
            (Key::Char('b'), "2 résultats, le plus récent d’abord"),
        ],
    );
    is_the_hba1c(&page);
    for said in ["13 novembre 2026 : 5,5 %", "20 novembre 2024 : 5,4 %", "valeurs habituelles : de 4,0 à 6,0 %"] {
        assert!(page.contains(said), "« {said} » is not on the page: {page}");
    }
}

#[test]
fn what_was_my_hba1c_over_three_years_is_five_keys_from_home_in_large_characters() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--large"]).size(12, 40));
    let page = answer(
        &terminal,
        &[
            (Key::Down, "Choix 2 sur 8"),
            (Key::Enter, "le programme doit ouvrir 18 documents"),
            (Key::Enter, "32 analyses"),
            (Key::Char('h'), "Chercher une analyse : h"),
            (Key::Char('b'), "5,4 puis 5,5 %"),
        ],
    );
    is_the_hba1c(&page);
}

#[test]
fn what_was_my_hba1c_over_three_years_is_three_answers_from_home_line_by_line() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--linear"]));
    let mut ears = Ears::new(&terminal);
    journey::arrive(&mut ears, "Chez moi");
    journey::sign_in_first(&mut ears);
    ears.finds("2. Mes résultats d’analyses");
    ears.finds("127 en tout");
    let answers = [
        ("2", "1. Ouvrir ces 18 documents"),
        ("1", "32 analyses"),
        ("hb", "20 novembre 2024 : 5,4 %, habituel, valeurs habituelles : de 4,0 à 6,0 %"),
    ];
    for (answer, then) in answers {
        ears.answers(answer);
        ears.reads(then);
    }
    is_the_hba1c(&ears.page());
    assert!(ears.page().contains("13 novembre 2026 : 5,5 %, habituel"), "{}", ears.page());
}
