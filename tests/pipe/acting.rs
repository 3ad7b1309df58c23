//! `dmp sandbox act`: what a professional does, from another terminal.

use crate::support::pipe::Pipe;
use crate::support::sandbox::Sandbox;
use crate::support::{Ended, Start};

struct Said {
    out: String,
    errors: String,
    code: u32,
}

fn act(arguments: &[&str]) -> Said {
    let mut pipe = Pipe::start(Start::dmp(&[&["sandbox", "act"], arguments].concat()));
    let Ended { code, .. } = pipe.end();
    Said { out: pipe.out(), errors: pipe.errors(), code }
}

fn at(sandbox: &Sandbox, arguments: &[&str]) -> Said {
    act(&[arguments, &["--url", &sandbox.base]].concat())
}

#[test]
fn an_emergency_then_an_agreement_a_deposit_and_a_reading() {
    let sandbox = Sandbox::start();
    let glass = at(&sandbox, &["bris-de-glace", "--reason", "Patiente inconsciente"]);
    assert_eq!((glass.code, glass.errors.as_str()), (0, ""), "{}", glass.out);
    assert!(glass.out.starts_with("Le dossier est ouvert. Ce professionnel y voit "), "{}", glass.out);
    assert!(glass.out.lines().count() > 10);
    let told = sandbox.outbox("camille.martin");
    assert!(told.contains("Dr Paul Nguyen-Talec a ouvert votre DMP en urgence"), "{told}");
    let regulator = at(&sandbox, &["samu", "--patient", "nadia.benali"]);
    assert_eq!(regulator.code, 0, "{}", regulator.errors);
    assert!(sandbox.outbox("nadia.benali").contains("Dr Anne Riou a ouvert votre DMP en urgence"));
    let doctor = ["--as", "dr anne riou", "--patient", "nadia.benali"];
    let told = |verb: &str, more: &[&str]| at(&sandbox, &[&[verb], &doctor[..], more].concat());
    let refused = told("liste", &[]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.errors.starts_with("Refusé : ce professionnel n’a pas accès à ce dossier."), "{}", refused.errors);
    assert!(told("chercher", &[]).out.contains("ne peut pas lire ce dossier"));
    assert!(told("accord", &[]).out.contains("L’accord de la personne est reçu"));
    assert_eq!(told("deposer", &["--document", "Régulation du 22 novembre"]).out, "Le serveur a reçu le document.\n");
    let list = told("liste", &[]).out;
    let line = list.lines().nth(1).unwrap();
    assert!(line.ends_with("Régulation du 22 novembre"), "{list}");
    let id = line.split_whitespace().next().unwrap();
    assert_eq!(told("lire", &["--document", id]).out, told("lire", &[]).out, "the newest when none is named");
    let profile = told("profil", &[]).out;
    assert!(profile.contains("2 choses") && profile.contains("Personne à prévenir : Karim Benali 06 39 98 14 21\n"), "{profile}");
    let nothing = told("lire", &["--document", "x"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
}

#[test]
fn wrong_use_and_what_is_not_there_are_said_in_one_sentence() {
    let sandbox = Sandbox::start();
    for (code, arguments, sentence) in [
        (2, vec!["danser"], "Le geste « danser » n’existe pas."),
        (2, vec![], "Il manque ce que fait le professionnel."),
        (2, vec!["bris-de-glace"], "Il manque"),
        (2, vec!["liste", "--url", "http://dmp.example/fhir"], "Cette adresse n’est pas celle d’un serveur d’essai"),
        (1, vec!["liste", "--url", "http://127.0.0.1:1"], "Aucun serveur d’essai ne répond à l’adresse 127.0.0.1:1."),
    ] {
        let said = act(&arguments);
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{arguments:?}: {}", said.errors);
        assert!(said.errors.starts_with(sentence) && said.errors.lines().count() == 1, "{arguments:?}: {}", said.errors);
    }
    for (who, sentence) in [
        ("Dr Personne", "L’annuaire d’essai ne connaît pas « Dr Personne »."),
        ("Anne Lefèvre", "Plusieurs professionnels de l’annuaire d’essai s’appellent « Anne Lefèvre »."),
        ("\u{1b}[2Jx", "L’annuaire d’essai ne connaît pas"),
    ] {
        let said = at(&sandbox, &["liste", "--as", who]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{who}");
        assert!(said.errors.starts_with(sentence) && !said.errors.contains('\u{1b}'), "{who}: {}", said.errors);
    }
}

#[test]
fn the_treating_doctor_the_feed_and_the_days_that_go_by() {
    let sandbox = Sandbox::start();
    let nadia = |arguments: &[&str]| at(&sandbox, &[arguments, &["--patient", "nadia.benali"]].concat());
    let history = nadia(&["historique"]);
    assert_eq!((history.code, history.errors.as_str()), (0, ""));
    assert!(history.out.lines().count() > 10 && history.out.contains("a consulté"), "{}", history.out);
    assert_eq!(nadia(&["bloquer", "--target", "Bruno Aubert"]).out, "Ce professionnel est bloqué. La personne en est avertie.\n");
    assert_eq!(nadia(&["liste", "--as", "Bruno Aubert"]).code, 1);
    let wrong = nadia(&["transmettre", "--target", "Gilles Pinson"]);
    assert_eq!((wrong.code, wrong.errors.as_str()), (1, "Refusé : ce professionnel ne peut pas faire cela.\n"));
    assert_eq!(nadia(&["transmettre", "--target", "Hugo Ferrand"]).code, 0);
    assert_eq!(nadia(&["historique"]).code, 1, "no longer the treating doctor");
    assert!(nadia(&["alimenter"]).out.starts_with("Les soins remboursés sont transmis."));
    assert!(sandbox.outbox("nadia.benali").contains("l’Assurance Maladie a ajouté vos soins remboursés"));
    let waited = at(&sandbox, &["attendre", "--days", "14"]);
    assert!(waited.out.starts_with("14 jours sont passés"), "{}", waited.out);
    assert!(at(&sandbox, &["attendre"]).out.starts_with("Un jour est passé"));
    assert_eq!(at(&sandbox, &["attendre", "--days", "4000"]).code, 1);
}
