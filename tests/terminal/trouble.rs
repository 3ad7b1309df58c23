//! Terminals that change, lie or are not there, and what is pasted into the program.

use crate::support::journey;
use crate::support::person::{Ears, Eyes, Person};
use crate::support::terminal::{Key, Terminal};
use crate::support::{DONE, Ended, Start};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/bio-2025-10.xml");
const MISUSED: Ended = Ended { code: 2, signal: None };

#[test]
fn f43_a_storm_of_sizes_loses_nothing() {
    let terminal = Terminal::start(Start::dmp(&["open", DOCUMENT]));
    let mut eyes = Eyes(&terminal);
    eyes.reads("Ligne 1 sur");
    for _ in 0..3 {
        eyes.press(Key::Char('+'));
    }
    let place = |screen: &vt100::Screen| screen.rows(0, 80).last().unwrap();
    let before = terminal.on_screen(place);
    assert!(before.contains("Partie 4 sur"), "{before}");
    for step in 0..300_u16 {
        terminal.resize(1 + step % 60, 1 + (step * 7) % 200);
    }
    terminal.resize(5, 20);
    eyes.reads("Fenêtre trop petite.");
    terminal.resize(1, 1);
    terminal.resize(0, 0);
    terminal.resize(24, 80);
    terminal.drawn("the place where one was", |screen| place(screen) == before);
    terminal.key(Key::Char('q'));
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
}

#[test]
fn f48_without_a_terminal_to_draw_on_the_screen_is_refused_and_lines_are_not() {
    let sentence = "Cet affichage demande un vrai terminal";
    for (script, code) in [
        ("\"$DMP\" demo --face screen </dev/null", 2),
        ("\"$DMP\" demo --large </dev/null", 2),
        ("TERM=dumb; export TERM; \"$DMP\" --face visuel", 2),
        ("unset TERM; \"$DMP\" --face visuel", 2),
    ] {
        let terminal = Terminal::start(Start::shell(script));
        assert_eq!(terminal.end(), Ended { code, ..MISUSED }, "{script}");
        assert!(terminal.text().contains(sentence), "{script}: {}", terminal.text());
        assert!(!terminal.bytes().contains(&0x1b), "{script}");
        terminal.is_given_back();
    }
    let terminal = Terminal::start(Start::shell("\"$DMP\" demo </dev/null"));
    assert_eq!(terminal.end(), DONE);
    terminal.receive(0, "Où êtes-vous".as_bytes());
}

#[test]
fn f48_a_terminal_that_knows_no_order_is_sent_none() {
    let terminal = Terminal::start(Start::dmp(&["demo"]).env("TERM", "dumb"));
    let mut ears = Ears::new(&terminal);
    journey::arrive(&mut ears, "Chez moi");
    ears.quits();
    assert_eq!(terminal.end(), DONE);
    assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.bytes().escape_ascii());
    terminal.is_given_back();
}

#[test]
fn f49_accents_are_shown_and_typed_in_the_c_locale() {
    for locale in ["C", "fr_FR.ISO-8859-15"] {
        let terminal = Terminal::start(Start::dmp(&["--place", "maison"]).env("LC_ALL", locale).env("LANG", locale));
        let mut eyes = Eyes(&terminal);
        eyes.reads("Dossier Médical Partagé");
        eyes.types("Adresse du serveur", "été-œuf.example");
        terminal.key(Key::Ctrl('c'));
        assert_eq!(terminal.end(), DONE, "{locale}");
    }
}

#[test]
fn s17_f50_what_is_pasted_goes_into_its_field_and_submits_nothing() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--place", "maison"]));
    let mut eyes = Eyes(&terminal);
    eyes.reads("Identifiant :");
    eyes.fills("Identifiant", journey::CAMILLE);
    // Twelve stars whatever was pasted; shown when asked, and hidden again.
    eyes.pastes("Mot de passe", journey::INITIAL, "************");
    eyes.chooses("Montrer ce que j’ai tapé");
    eyes.reads("Mot de passe : Bienvenue-2026!");
    eyes.press(Key::Enter);
    eyes.reads("Mot de passe : ************");
    // Or by going elsewhere. That time does it too is shown in `screen`, where the clock goes when told.
    eyes.press(Key::Enter);
    eyes.reads("Mot de passe : Bienvenue-2026!");
    eyes.press(Key::Down);
    eyes.reads("Mot de passe : ************");
    eyes.chooses("Se connecter");
    eyes.reads("Choisir un nouveau mot de passe");
    eyes.pastes("Nouveau mot de passe", &format!("{}\r\n", journey::CHOSEN), "************");
    eyes.pastes("Le même, une deuxième fois", journey::CHOSEN, "************");
    eyes.chooses("Choisir ce mot de passe");
    eyes.reads("Recevoir un code");
    eyes.chooses("Par SMS");
    eyes.reads("Écrire le code");
    let code = eyes.code();
    let (start, end) = code.split_at(3);
    eyes.pastes("Code", &format!("\r\n{start} {end}\r\n"), &code);
    eyes.chooses("Valider le code");
    eyes.reads("Bonjour Camille");
    journey::open_the_list(&mut eyes);
    eyes.finds("Certificat sortie scolaire");
    eyes.pastes("Chercher", "tsh\r\nt4l\r\n", "tsht4l");
    eyes.reads("2 documents sur");
    terminal.paste(&"a".repeat(1 << 20));
    eyes.reads("Ce texte est trop long pour cette case. Rien n’a été ajouté.");
    eyes.reads("2 documents sur");
    terminal.key(Key::Ctrl('c'));
    eyes.reads("Quitter ?");
    eyes.chooses("Me déconnecter et quitter");
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
}
