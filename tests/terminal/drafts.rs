//! What is being written, when the program is killed: found again at the next sign-in, and read by nobody meanwhile.

use crate::support::journey::{self, NADIA, NADIAS};
use crate::support::person::{Ears, Eyes, Person};
use crate::support::sandbox::Sandbox;
use crate::support::terminal::{Key, Terminal};
use crate::support::{LIMIT, Start, files, files_holding};
use rustix::process::Signal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is looked for everywhere.
const TITLE: &str = "Pas de transfusion sauf si ma vie en depend CANARI-4711";

/// A program in front of which somebody may sit, in the folder that an earlier one left.
fn start(face: &str, place: &str, sandbox: &Sandbox, before: Option<Terminal>) -> Terminal {
    let start = Start::dmp(&["--server", &sandbox.base, "--place", place, "--face", face]);
    Terminal::start(match before {
        Some(before) => start.at(before.into_home()),
        None => start,
    })
}

fn begins(person: &mut impl Person, sandbox: &Sandbox) {
    journey::sign_in_again(person, sandbox);
    person.chooses("Ce que je dis de moi");
    person.chooses("Mes volontés");
    person.chooses("Écrire une volonté");
    person.fills("Titre", TITLE);
}

fn takes_up_again<P: Person>(person: &mut P, sandbox: &Sandbox, opens: impl Fn(&mut P)) {
    journey::sign_in_again(person, sandbox);
    person.reads("Un texte que vous aviez commencé vous attend.");
    person.chooses("Reprendre ce que j’avais commencé");
    person.reads("1 texte en attente");
    opens(person);
    person.finds(TITLE);
}

/// What is typed ahead of the page where one may throw it away is not heard there: nothing is, until it is read.
fn opens_by_sight(person: &mut Eyes<'_>) {
    person.0.key(Key::Char('1'));
    person.reads("1 réponse est déjà donnée.");
    person.shortcut('c');
}

fn opens_by_ear(person: &mut Ears<&Terminal>) {
    person.chooses("Écrire une volonté");
    person.chooses("Reprendre");
}

/// The file of a draft, once it has not been written for two seconds: what was typed before that is in it (D34).
fn draft(home: &Path) -> PathBuf {
    let start = Instant::now();
    loop {
        // It is replaced as one types: it may go between two looks.
        let still = |path: &PathBuf| {
            let age = path.metadata().and_then(|found| found.modified()).ok().and_then(|at| at.elapsed().ok());
            age.is_some_and(|age| age > Duration::from_secs(2))
        };
        let drafts = files(home).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "draft"));
        if let Some(path) = drafts.into_iter().find(still) {
            return path;
        }
        assert!(start.elapsed() < LIMIT, "no draft in {:?}", files(home));
        std::thread::yield_now();
    }
}

#[test]
fn s30_f34_killed_in_the_middle_of_a_text_it_is_found_again_and_nobody_has_read_it() {
    for (face, place) in [("screen", "maison"), ("large", "partage"), ("linear", "maison")] {
        let sandbox = Sandbox::start();
        let first = start(face, place, &sandbox, None);
        match face {
            "linear" => begins(&mut Ears::new(&first), &sandbox),
            _ => begins(&mut Eyes(&first), &sandbox),
        }
        let kept = draft(first.home());
        first.signal(Signal::KILL);
        assert_eq!(first.end().signal.as_deref(), Some("Killed"), "{face}");
        let folder = if place == "maison" { "home" } else { "shop" };
        assert!(kept.parent().unwrap().ends_with(Path::new("drafts").join(folder)), "{}", kept.display());
        for canary in ["CANARI", "transfusion", "Benali", "wish", NADIA, NADIAS] {
            assert_eq!(files_holding(first.home(), canary), Vec::<PathBuf>::new(), "{canary} ({face})");
        }
        let again = start(face, place, &sandbox, Some(first));
        match face {
            "linear" => takes_up_again(&mut Ears::new(&again), &sandbox, opens_by_ear),
            _ => takes_up_again(&mut Eyes(&again), &sandbox, opens_by_sight),
        }
        again.signal(Signal::TERM);
        again.end();
    }
}

#[test]
fn starting_again_without_the_network_shows_nothing_of_a_draft_and_loses_nothing() {
    let sandbox = Sandbox::start();
    let first = start("screen", "maison", &sandbox, None);
    begins(&mut Eyes(&first), &sandbox);
    let kept = draft(first.home());
    first.signal(Signal::KILL);
    first.end();
    let before = std::fs::read(&kept).unwrap();
    let base = sandbox.base.clone();
    sandbox.stop();
    let alone = Terminal::start(Start::dmp(&["--server", &base, "--place", "maison", "--face", "screen"]).at(first.into_home()));
    alone.see("Le serveur ne répond pas.");
    alone.signal(Signal::TERM);
    alone.end();
    assert!(!alone.history().contains("transfusion") && !alone.history().contains("commencé"), "{}", alone.history());
    let found = files(alone.home()).into_iter().find(|path| path.file_name() == kept.file_name()).unwrap();
    assert_eq!(std::fs::read(found).unwrap(), before);
}
