//! Journeys line by line through pipes.

use crate::support::journey;
use crate::support::person::{Ears, Person};
use crate::support::pipe::Pipe;
use crate::support::{DONE, Start, files};

/// Speech and braille get words and line feeds, and nothing else.
fn is_plain(pipe: &Pipe) {
    let out = pipe.out();
    for c in out.chars() {
        assert!(c == '\n' || !c.is_control(), "{c:?} in {out}");
        assert!(!('\u{2500}'..='\u{28ff}').contains(&c), "{c:?} in {out}");
    }
    assert_eq!(pipe.errors(), "");
}

#[test]
fn a_first_visit_through_a_pipe() {
    let mut pipe = Pipe::start(Start::dmp(&["demo"]));
    let home = pipe.home().to_owned();
    journey::whole(&mut Ears::new(&mut pipe), &home);
    is_plain(&pipe);
    assert!(!pipe.out().contains(journey::CHOSEN), "{}", pipe.out());
    assert_eq!(files(&home).len(), 1);
}

#[test]
fn the_end_of_input_leaves_and_chooses_nothing() {
    let mut pipe = Pipe::start(Start::dmp(&["demo"]));
    pipe.hear(0, "Votre choix");
    pipe.close();
    assert_eq!(pipe.end(), DONE);
    is_plain(&pipe);

    let mut pipe = Pipe::start(Start::dmp(&["demo"]));
    let copies = pipe.home().join("copies");
    std::fs::create_dir(&copies).unwrap();
    let mut ears = Ears::new(&mut pipe);
    journey::arrive(&mut ears, "Chez moi");
    journey::sign_in_first(&mut ears);
    journey::read_the_biology(&mut ears);
    ears.chooses("Enregistrer une copie");
    ears.reads("La copie sera un fichier sur cet ordinateur.");
    ears.fills("Dossier", copies.to_str().unwrap());
    ears.chooses("Continuer");
    ears.reads("Vérifier avant d’enregistrer");
    pipe.close();
    assert_eq!(pipe.end(), DONE);
    is_plain(&pipe);
    assert!(files(pipe.home()).is_empty());
}
