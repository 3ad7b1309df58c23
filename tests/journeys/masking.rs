//! What professionals see of my documents: who sees one, hiding one, several, all; archiving; deleting what I added.

use crate::person::{Person, consents, document, fetched, matrix, reading, seers};
use dmp::app::{Answer, Effect};
use dmp::domain::{Document, DocumentId, Faithful, Filed, Filing, Outcome, Place, Problem, Subject};

/// Three documents, the second of which I added, the third of which is masked.
fn record() -> Vec<Document> {
    let mut all =
        vec![document(1, "Bilan", "2026-11-13"), document(2, "Radio", "2026-10-02"), document(3, "Lettre", "2026-09-01")];
    all[1].states.mine = true;
    all[2].states.masked = true;
    all
}

fn home() -> Person {
    let mut person = Person::signed_in(record());
    person.answer(Answer::Consents(Ok(consents())));
    person
}

/// On the page about a document, by its title.
fn about(title: &str) -> Person {
    let mut person = home();
    person.choose("Lire mes documents");
    person.choose(title);
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person.choose("Qui peut le voir");
    person
}

fn hub(new: Result<bool, Problem>) -> Person {
    let mut person = home();
    person.choose("Qui peut voir mon dossier");
    person.choose("Masquer mes documents");
    person.answer(Answer::Preferences(new));
    person
}

fn filed(number: usize, outcome: Outcome, change: impl FnOnce(&mut Document)) -> Filed {
    let mut document = record().remove(number);
    change(&mut document);
    Filed { document: document.id.clone(), outcome, now: Some(Box::new(document)) }
}

fn asked(person: &Person) -> (Vec<String>, Filing) {
    let asked = person.effects.iter().rev().find_map(|effect| {
        let Effect::File { documents, filing, .. } = effect else { return None };
        Some((documents.iter().map(|id| id.as_str().to_owned()).collect(), *filing))
    });
    asked.expect("documents were to be changed")
}

#[test]
fn masking_one_says_who_will_still_see_it_and_does_it_once_confirmed() {
    let mut person = about("Bilan");
    person.sees("Ce document n’est pas masqué");
    person.choose("Masquer ce document");
    for text in ["Masquer « Bilan » ?", "votre médecin traitant le verront toujours", "mieux vaut la bloquer", "peut manquer"]
    {
        person.sees(text);
    }
    person.choose("Voir d’abord qui pourra le lire après");
    person.asks(|effect| matches!(effect, Effect::Who { mask: Some(true), .. }));
    person.answer(Answer::Who(Ok(Box::new(seers(true)))));
    person.sees("Et si je le masquais ?");
    person.sees("Seulement en urgence : médecin et infirmier");
    person.goes_back();
    person.choose("Oui, masquer");
    assert_eq!(asked(&person), (vec!["doc-1".to_owned()], Filing::Mask));
    person.answer(Answer::Filed(vec![filed(0, Outcome::Done, |document| document.states.masked = true)]));
    person.sees("Un document est masqué.");
    person.sees("Ce document est masqué");
    person.goes_back();
    person.sees("Masqué aux professionnels");
    person.choose("Qui peut le voir");
    person.choose("Montrer ce document aux professionnels");
    person.choose("Oui, montrer");
    assert_eq!(asked(&person).1, Filing::Unmask);
}

#[test]
fn who_sees_it_names_people_with_their_reason_and_professions_in_three_groups() {
    let mut person = about("Bilan");
    person.choose("Qui peut voir ce document");
    person.asks(|effect| matches!(effect, Effect::Who { mask: None, .. }));
    person.answer(Answer::Who(Ok(Box::new(seers(false)))));
    for text in [
        "Dr Alice Dumont, qui l’a écrit et votre médecin traitant : lit ce document",
        "M. Paul Marsan, que vous avez bloqué : ne le lit pas",
        "Avec votre accord, peuvent le lire : médecin et infirmier",
        "Ne peuvent pas le lire : pédicure-podologue",
        "Centre hospitalier de Villerose : autorisé, sans date de fin",
        "Votre employeur, les assureurs",
    ] {
        person.sees(text);
    }
    person.choose("Et si je le masquais");
    person.answer(Answer::Who(Err(Problem::NotOffered)));
    person.choose("Réessayer");
}

#[test]
fn who_opened_this_document_is_asked_of_the_history() {
    let mut person = about("Bilan");
    person.msg(dmp::app::Msg::Clock { now: "2026-11-20T12:00:00Z".parse().unwrap(), idle: std::time::Duration::ZERO });
    person.choose("Qui a ouvert ce document");
    person.asks(|effect| matches!(effect, Effect::History { of: Some(Subject::Document(id)), .. } if id.as_str() == "doc-1"));
    person.sees("Titre : Bilan");
    person.answer(Answer::History(Ok(dmp::domain::History::default())));
    person.choose("Ce que j’ai fait moi-même");
}

#[test]
fn several_are_chosen_one_by_one_and_those_that_fail_are_named() {
    let mut person = hub(Ok(false));
    person.sees("Masquer plusieurs documents, 2 documents");
    person.choose("Masquer plusieurs");
    person.choose("Continuer");
    person.sees("Vous n’avez choisi aucun document");
    person.choose("Bilan");
    person.choose("Radio");
    person.sees("2 documents choisis");
    person.choose("Radio");
    person.sees("Un document choisi");
    person.choose("Radio");
    person.choose("Continuer avec 2 documents");
    person.sees("Masquer 2 documents ?");
    person.choose("Oui, masquer");
    assert_eq!(asked(&person).0, ["doc-1", "doc-2"]);
    person.answer(Answer::Filed(vec![
        filed(0, Outcome::Done, |document| document.states.masked = true),
        filed(1, Outcome::NotDone(Problem::Forbidden), |_| ()),
    ]));
    person.sees("Tout n’est pas fait");
    person.sees("Un document est masqué.");
    person.sees("Radio : Ce n’est pas fait, rien n’a changé.");
    person.choose("Réessayer");
    assert_eq!(asked(&person).0, ["doc-2"], "only those that are not done");
    person.answer(Answer::Filed(vec![filed(1, Outcome::Done, |document| document.states.masked = true)]));
    person.sees("Un document est masqué.");
    person.sees("Montrer plusieurs documents, 3 documents");
    person.does_not_see("Masquer plusieurs");
}

#[test]
fn all_are_masked_with_those_to_come() {
    let mut person = hub(Ok(false));
    person.sees("Masquer les documents à venir, aujourd’hui, ils sont montrés");
    person.choose("Masquer tous mes documents");
    person.sees("Masquer 2 documents ?");
    person.sees("Les documents à venir seront masqués aussi.");
    person.choose("Oui, masquer");
    person.answer(Answer::Filed(
        [0, 1].map(|number| filed(number, Outcome::Done, |document| document.states.masked = true)).to_vec(),
    ));
    person.asks(|effect| matches!(effect, Effect::MaskNew { mask: true, .. }));
    person.answer(Answer::MaskedNew(Outcome::Done));
    person.sees("Les documents à venir seront masqués.");
    person.sees("Montrer les documents à venir, aujourd’hui, ils sont masqués");
}

#[test]
fn while_the_list_is_coming_all_does_not_mean_all_and_is_not_offered() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.sign_in();
    person.answer(Answer::Consents(Ok(consents())));
    person.choose("Qui peut voir mon dossier");
    person.choose("Masquer mes documents");
    person.answer(Answer::Preferences(Err(Problem::NotOffered)));
    person.sees("n’est pas encore complète");
    person.does_not_see("Masquer tous");
    person.does_not_see("à venir,");
}

#[test]
fn only_what_i_added_is_deleted_after_its_word_and_its_pages_go_with_it() {
    let person = about("Bilan");
    person.does_not_see("Supprimer");
    let mut person = about("Radio");
    person.choose("Supprimer ce document");
    person.sees("Cela ne peut pas être annulé");
    assert_eq!(person.page().actions[1].grave.as_deref(), Some("supprimer"));
    person.choose("Oui, supprimer");
    let id = DocumentId::new("doc-2").unwrap();
    person.answer(Answer::Filed(vec![Filed {
        document: id.clone(),
        outcome: Outcome::NotDone(Problem::ProveIdentity),
        now: None,
    }]));
    person.sees("Confirmez que c’est bien vous");
    person.types("Mot de passe", "une phrase assez longue");
    person.choose("Confirmer");
    person.answer(Answer::Unlocked(Ok(())));
    person.answer(Answer::Filed(vec![Filed { document: id, outcome: Outcome::Done, now: None }]));
    person.sees("Un document est supprimé.");
    person.sees("2 documents");
    person.does_not_see("Radio");
}

#[test]
fn archiving_is_said_to_hide_nothing() {
    let mut person = about("Bilan");
    person.choose("Archiver ce document");
    person.sees("Cela ne le cache pas");
    person.choose("Oui, archiver");
    person.answer(Answer::Filed(vec![filed(0, Outcome::Unknown, |_| ())]));
    person.sees("Nous ne savons pas si c’est fait");
    person.sees("Archiver ce document");
}

#[test]
fn the_matrix_says_for_each_profession_what_it_reads_in_a_few_words() {
    let mut person = home();
    person.choose("Qui peut voir mon dossier");
    person.choose("Quel métier lit quels documents");
    person.answer(Answer::Matrix(Ok(matrix())));
    person.sees("Règles du 29 octobre 2023");
    person.sees("médecin, lit 3 sortes de documents sur 3");
    person.choose("infirmier");
    person.sees("Comptes rendus : tout");
    person.sees("Certificats médicaux : rien");
}

#[test]
fn of_a_hundred_documents_the_one_that_fails_is_named_and_tried_again_alone() {
    let record: Vec<Document> = (1..=100).map(|number| document(number, &format!("Document {number}"), "2026-11-13")).collect();
    let mut person = Person::signed_in(record.clone());
    person.answer(Answer::Consents(Ok(consents())));
    person.choose("Qui peut voir mon dossier");
    person.choose("Masquer mes documents");
    person.answer(Answer::Preferences(Ok(false)));
    person.choose("Masquer tous mes documents");
    person.choose("Oui, masquer");
    assert_eq!(asked(&person).0.len(), 100);
    let outcome = |number: usize| match number {
        36 => Outcome::Unknown,
        _ => Outcome::Done,
    };
    let filed = |(number, document): (usize, Document)| {
        let mut now = document;
        now.states.masked = outcome(number) == Outcome::Done;
        Filed { document: now.id.clone(), outcome: outcome(number), now: (number != 36).then(|| Box::new(now)) }
    };
    person.answer(Answer::Filed(record.into_iter().enumerate().map(filed).collect()));
    person.sees("Tout n’est pas fait");
    person.sees("99 documents sont masqués");
    person.sees("Document 37 : Nous ne savons pas si c’est fait");
    assert_eq!(person.reads().matches("Document ").count(), 1, "{}", person.reads());
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::MaskNew { .. })), "not all of them are");
    person.choose("Réessayer");
    assert_eq!(asked(&person), (vec!["doc-37".to_owned()], Filing::Mask));
    let mut now = document(37, "Document 37", "2026-11-13");
    now.states.masked = true;
    person.answer(Answer::Filed(vec![Filed { document: now.id.clone(), outcome: Outcome::Done, now: Some(Box::new(now)) }]));
    person.sees("Un document est masqué.");
    person.sees("Montrer plusieurs documents, 100 documents");
}
