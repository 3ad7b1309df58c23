//! A record opened in an emergency, from another terminal: the person who has the program open is told at once.

use crate::support::Start;
use crate::support::journey::{self, NADIA};
use crate::support::person::{Ears, Eyes, Person};
use crate::support::sandbox::Sandbox;
use crate::support::terminal::{Key, Terminal};

const GLASS: &[&str] = &["bris-de-glace", "--reason", "Patiente inconsciente"];
const TOLD: &str = "a ouvert votre DMP sans votre accord";

fn start(sandbox: &Sandbox, face: &str) -> Terminal {
    Terminal::start(Start::dmp(&["--server", &sandbox.base, "--place", "maison", "--face", face]))
}

#[test]
fn an_emergency_shows_on_the_open_screen_while_one_types_then_in_the_outbox_and_in_the_history() {
    for (face, size) in [("screen", (24, 80)), ("large", (12, 40))] {
        let sandbox = Sandbox::start();
        let start = Start::dmp(&["--server", &sandbox.base, "--place", "maison", "--face", face]).size(size.0, size.1);
        let terminal = Terminal::start(start);
        let mut eyes = Eyes(&terminal);
        journey::sign_in_again(&mut eyes, &sandbox);
        // The stream is open once what there is has been counted.
        eyes.finds("Avis, ");
        eyes.chooses("Lire mes documents");
        eyes.reads("documents");
        eyes.types("Chercher", "bil");
        sandbox.act(NADIA, GLASS);
        eyes.reads(TOLD);
        eyes.reads("Attention. En urgence");
        // What was being typed goes on where it was.
        terminal.keys("an");
        eyes.reads("Chercher : bilan");
        assert!(sandbox.outbox(NADIA).contains("urgence"), "{}", sandbox.outbox(NADIA));
        eyes.goes_back();
        eyes.reads("Accueil");
        eyes.finds("Avis, ");
        eyes.chooses("Qui a ouvert mon DMP");
        eyes.reads("Qui a ouvert mon DMP");
        eyes.finds("Urgence, accès sans votre accord");
        eyes.goes_back();
        eyes.chooses("Avis");
        eyes.finds("Non lu. En urgence");
        eyes.chooses("Non lu. En urgence");
        eyes.finds("Raison donnée : Patiente inconsciente");
        eyes.finds("État : lu");
        eyes.press(Key::Up);
        terminal.signal(rustix::process::Signal::TERM);
        terminal.end();
    }
}

#[test]
fn an_emergency_is_one_line_in_linear() {
    let sandbox = Sandbox::start();
    let terminal = start(&sandbox, "linear");
    let mut ears = Ears::new(&terminal);
    journey::sign_in_again(&mut ears, &sandbox);
    ears.finds("Avis, ");
    ears.chooses("Mon suivi");
    ears.reads("Mes vaccinations");
    let from = terminal.bytes().len();
    sandbox.act(NADIA, GLASS);
    ears.reads(TOLD);
    let said = String::from_utf8_lossy(&terminal.bytes()[from..]).into_owned();
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert!(matches!(lines.as_slice(), [told, prompt] if told.contains(TOLD) && prompt.starts_with("Attention.")), "{said:?}");
    terminal.signal(rustix::process::Signal::TERM);
    terminal.end();
}
