//! Whole journeys in a terminal: the same in the three faces.

use crate::support::journey::{self, NADIA, NADIAS};
use crate::support::person::{Ears, Eyes, Person};
use crate::support::sandbox::Sandbox;
use crate::support::terminal::{Key, Terminal};
use crate::support::{DONE, Start, files, files_holding};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Algorithm, Builder, Secret};

/// The authenticator's secret of `nadia.benali`.
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// The demonstration leaves nothing at all; what the person asked to save is all there is.
fn only_the_copy_stays(home: &Path) {
    assert_eq!(files(home).iter().map(|file| file.parent().unwrap()).collect::<Vec<_>>(), [home.join("copies")]);
    for secret in [journey::INITIAL, journey::CHOSEN] {
        assert!(files_holding(home, secret).is_empty());
    }
}

#[test]
fn a_first_visit_on_the_screen() {
    let terminal = Terminal::start(Start::dmp(&["demo"]));
    journey::whole(&mut Eyes(&terminal), terminal.home());
    terminal.is_given_back();
    only_the_copy_stays(terminal.home());
}

#[test]
fn a_first_visit_in_large_characters() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--large"]).size(12, 40));
    journey::whole(&mut Eyes(&terminal), terminal.home());
    terminal.is_given_back();
    only_the_copy_stays(terminal.home());
}

#[test]
fn a_first_visit_line_by_line() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--linear"]));
    journey::whole(&mut Ears::new(&terminal), terminal.home());
    terminal.is_given_back();
    only_the_copy_stays(terminal.home());
}

#[test]
fn s29_s30_an_authenticator_s_code_signs_in_once_and_the_identifier_is_remembered_at_home() {
    let sandbox = Sandbox::start();
    let terminal = Terminal::start(Start::dmp(&["--server", &sandbox.base]));
    let mut eyes = Eyes(&terminal);
    journey::arrive(&mut eyes, "Chez moi");
    eyes.fills("Identifiant", NADIA);
    eyes.fills("Mot de passe", NADIAS);
    eyes.chooses("Retenir mon identifiant sur cet ordinateur : non");
    eyes.reads("Retenir mon identifiant sur cet ordinateur : oui");
    eyes.chooses("Se connecter");
    eyes.reads("Recevoir un code");
    eyes.chooses("Avec votre application de codes");
    eyes.reads("Ouvrez votre application de codes");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let code = totp(now);
    same_as_oathtool(&code, now);
    eyes.fills("Code", &code);
    nothing_secret_in_the_process(&terminal, &[NADIAS, &code]);
    eyes.chooses("Valider le code");
    eyes.reads("Bonjour Nadia");
    eyes.finds("Lire mes documents");
    terminal.key(Key::Char('q'));
    eyes.reads("Quitter ?");
    eyes.chooses("Me déconnecter et quitter");
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
    let home = terminal.into_home();
    for file in files(home.path()) {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    for secret in [NADIAS, &code] {
        assert!(files_holding(home.path(), secret).is_empty(), "{secret}");
    }
    assert_eq!(files_holding(home.path(), NADIA).len(), 1);

    // The next time: no question about the place, the identifier is there, and the same code is worth nothing.
    let terminal = Terminal::start(Start::dmp(&["--server", &sandbox.base]).at(home));
    let mut eyes = Eyes(&terminal);
    eyes.reads(&format!("Identifiant : {NADIA}"));
    eyes.fills("Mot de passe", NADIAS);
    eyes.chooses("Se connecter");
    eyes.reads("Recevoir un code");
    eyes.chooses("Avec votre application de codes");
    eyes.reads("Ouvrez votre application de codes");
    eyes.fills("Code", &code);
    eyes.chooses("Valider le code");
    eyes.reads("Ce code n’est pas le bon.");
    eyes.quits();
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();

    // Somebody else, line by line, whose DMP is closed.
    let terminal = Terminal::start(Start::dmp(&["--server", &sandbox.base, "--linear"]));
    let mut ears = Ears::new(&terminal);
    journey::arrive(&mut ears, "Sur un ordinateur partagé");
    ears.fills("Identifiant", "jean.morel");
    ears.fills("Mot de passe", "Platane-4-saisons!");
    ears.chooses("Se connecter");
    ears.reads("Recevoir un code");
    ears.chooses("Par SMS");
    ears.reads("Écrire le code");
    let code = sandbox.code_of("jean.morel");
    ears.fills("Code", &code);
    ears.chooses("Valider le code");
    ears.reads("Votre DMP est fermé");
    assert!(!ears.page().contains("Lire mes documents"), "{}", ears.page());
    ears.chooses("Me déconnecter");
    ears.reads("Vous êtes déconnecté.");
    ears.quits();
    assert_eq!(terminal.end(), DONE);
    // On a computer that others use, nothing at all.
    assert_eq!(files(terminal.home()), [] as [std::path::PathBuf; 0]);
    assert_eq!(sandbox.stop(), DONE);
}

fn totp(seconds: u64) -> String {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(Secret::try_from_base32(SECRET).unwrap())
        .build_noncompliant();
    totp.generate(seconds).to_string()
}

fn same_as_oathtool(code: &str, seconds: u64) {
    let now = format!("--now=@{seconds}");
    match Command::new("oathtool").args(["--totp", "-b", &now, SECRET]).output() {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), code),
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "oathtool is not installed: its code was not compared.");
        }
    }
}

/// What any other program of this computer can see of ours.
fn nothing_secret_in_the_process(terminal: &Terminal, secrets: &[&str]) {
    for file in ["cmdline", "environ"] {
        let path = format!("/proc/{}/{file}", terminal.pid().as_raw_nonzero());
        // Refused to others of the same person (S37), and there is no such thing on other systems.
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for secret in secrets {
            assert!(!text.contains(secret), "{path}");
        }
    }
}
