//! Forms: filled, corrected, read over, sent; left and found again; and what somebody else changed meanwhile.

use crate::person::Person;
use dmp::app::{Answer, DraftsFound, Effect, Found, Looked, Write};
use dmp::domain::{
    Chosen, Contact, ContactId, Contacts, Draft, Entry, Folder, Format, Is, Link, Outcome, Problem, Start, StartingPoint,
    Statements, Unfit,
};

const URN: &str = "urn:uuid:6d3f2a9e-0a4b-4c1e-9d52-2f5b8f2a7c11";

fn lea() -> Contact {
    Contact {
        id: ContactId::new("c-1"),
        version: Some("1".into()),
        emergency: true,
        trusted: true,
        link: Some(Link::Daughter),
        family: "Martin".into(),
        given: "Léa".into(),
        phones: vec!["06 12 34 56 78".into()],
        postcode: "33000".into(),
        town: "Bordeaux".into(),
        ..Contact::default()
    }
}

fn contacts(all: Vec<Contact>) -> Answer {
    Answer::Mine(Box::new(Found::Contacts(Ok(Contacts { all, unreadable: 0 }))))
}

fn at_home() -> Person {
    let mut person = Person::signed_in(Vec::new());
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
    person
}

fn at_contacts(all: Vec<Contact>) -> Person {
    let mut person = at_home();
    person.choose("Ce que je dis de moi");
    person.choose("Mes personnes à prévenir");
    person.answer(contacts(all));
    person
}

fn adding(all: Vec<Contact>) -> Person {
    let mut person = at_contacts(all);
    person.choose("Ajouter une personne");
    person.answer(Answer::Drawn(URN.into()));
    person
}

fn written(person: &Person) -> &Write {
    let write =
        person.effects.iter().rev().find_map(|effect| if let Effect::Write { write, .. } = effect { Some(write) } else { None });
    write.expect("something was sent")
}

/// The last draft that was to be kept.
fn draft(person: &Person) -> Draft {
    let kept =
        person.effects.iter().rev().find_map(|effect| if let Effect::KeepDraft(draft) = effect { Some(draft) } else { None });
    (**kept.expect("a draft is kept")).clone()
}

fn fills_who(person: &mut Person) {
    person.types("Prénom", "Léa");
    person.types("Nom", "d’Alembert");
    person.choose("Personne de confiance");
    person.choose("Fille");
    person.choose("Continuer");
}

fn fills(person: &mut Person) {
    fills_who(person);
    person.types("Téléphone", "0612345678");
    person.choose("Continuer");
    person.types("Code postal", "33000");
    person.types("Ville", "bordeaux");
    person.choose("Relire avant d’envoyer");
}

#[test]
fn somebody_is_added_who_is_to_be_called_and_trusted() {
    let mut person = adding(Vec::new());
    person.sees("Ajouter une personne, page 1 sur 3");
    person.sees("choisi : À prévenir en cas d’urgence");
    fills(&mut person);
    person.sees("Prénom, Léa");
    person.sees("À prévenir en cas d’urgence et Personne de confiance");
    person.sees("Adresse électronique, sans réponse");
    person.choose("Enregistrer dans mon dossier");
    let Write::Contact { identifier, contact } = written(&person) else { panic!("a contact") };
    assert_eq!(identifier.as_str(), URN);
    assert_eq!((contact.family.as_str(), contact.given.as_str()), ("d’Alembert", "Léa"));
    assert!(contact.emergency && contact.trusted && contact.link == Some(Link::Daughter));
    assert_eq!(contact.phones, ["0612345678".into()], "what was typed is what is sent");
    person.answer(Answer::Written(Outcome::Done));
    person.answer(contacts(vec![lea()]));
    person.sees("La personne est dans votre dossier.");
    person.sees("Léa Martin, À prévenir en cas d’urgence et personne de confiance");
    person.asks(|effect| matches!(effect, Effect::ForgetDraft(urn) if urn.as_str() == URN));
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_changes() {
    let mut person = adding(Vec::new());
    person.choose("Continuer");
    person.sees("3 réponses sont à corriger avant de continuer.");
    person.sees("Une réponse est attendue ici.");
    person.types("Prénom", "😀");
    person.types("Nom", "Martin");
    person.choose("Fille");
    person.choose("Continuer");
    person.sees("Un nom s’écrit avec des lettres");
    assert_eq!(person.wrote("Prénom"), "😀");
    person.types("Prénom", "Zoé");
    person.does_not_see("Un nom s’écrit avec des lettres");
    person.choose("Continuer");
    person.types("Téléphone", "061");
    person.types("Adresse électronique", "lea");
    person.types("Ordre d’appel", "100");
    person.choose("Continuer");
    for text in
        ["Ce numéro de téléphone n’est pas complet", "Cette adresse électronique n’est pas complète", "un nombre de 1 à 99"]
    {
        person.sees(text);
    }
    person.types("Téléphone", "+32 475 12 34 56");
    person.types("Adresse électronique", "");
    person.types("Ordre d’appel", "2");
    person.choose("Continuer");
    person.types("Code postal", "69003");
    person.types("Ville", "Bordeaux");
    person.choose("Relire");
    person.sees("Le code postal 69003 n’est pas celui de cette ville. Il va avec : Lyon 3e Arrondissement.");
    person.types("Ville", "Lyon");
    person.choose("Relire");
    person.sees("Relire : Ajouter une personne");
}

#[test]
fn a_foreign_address_has_its_own_postcode() {
    let mut person = adding(Vec::new());
    fills_who(&mut person);
    person.types("Téléphone", "+32 475 12 34 56");
    person.choose("Continuer");
    person.types("Code postal", "1000");
    person.types("Ville", "Bruxelles");
    person.choose("Relire");
    person.sees("Un code postal a cinq chiffres");
    person.types("Pays", "Belgique");
    person.choose("Relire");
    person.sees("Relire : Ajouter une personne");
}

#[test]
fn there_is_one_trusted_person_only() {
    let mut person = adding(vec![lea()]);
    person.types("Prénom", "Paul");
    person.types("Nom", "Martin");
    person.choose("Personne de confiance");
    person.choose("Fils");
    person.choose("Continuer");
    person.sees("Votre personne de confiance est déjà Léa Martin.");
}

#[test]
fn leaving_asks_and_what_was_typed_is_found_again() {
    let mut person = adding(Vec::new());
    person.goes_back();
    person.sees("Mes personnes à prévenir");
    let mut person = adding(Vec::new());
    person.types("Prénom", "Lé");
    person.goes_back();
    person.sees("« Ajouter une personne » n’est pas encore envoyé.");
    person.sees("gardé sur cet ordinateur 30 jours");
    person.choose("Continuer à écrire");
    assert_eq!(person.wrote("Prénom"), "Lé");
    person.goes_back();
    person.choose("Garder ce que j’ai écrit");
    person.sees("Ce que vous avez écrit est gardé.");
    let kept = draft(&person);
    person.goes_back();
    person.sees("Reprendre ce que j’avais commencé, Un texte en attente".trim_end_matches("Un texte en attente"));

    // Another day, another start: the draft comes from the disk.
    let mut person = at_home();
    person.answer(Answer::Drafts(Box::new(DraftsFound { drafts: vec![kept], ..DraftsFound::default() })));
    person.sees("vous attend");
    person.choose("Reprendre ce que j’avais commencé");
    person.choose("Ajouter une personne");
    person.choose("Reprendre");
    person.answer(contacts(Vec::new()));
    person.sees("Voici ce que vous aviez écrit.");
    assert_eq!(person.wrote("Prénom"), "Lé");
    person.goes_back();
    person.choose("Jeter ce que j’ai écrit");
    person.asks(|effect| matches!(effect, Effect::ForgetDraft(urn) if urn.as_str() == URN));
}

#[test]
fn f22_a_412_shows_mine_and_theirs_and_lets_me_choose_and_keeps_later_keys() {
    let mut person = at_contacts(vec![lea()]);
    person.choose("Léa Martin");
    person.choose("Changer cette fiche");
    person.answer(Answer::Drawn(URN.into()));
    person.types("Nom", "Durand");
    person.choose("Continuer");
    person.types("Téléphone", "0699999999");
    person.choose("Continuer");
    person.choose("Relire");
    person.choose("Enregistrer dans mon dossier");
    person.answer(Answer::Written(Outcome::NotDone(Problem::ChangedMeanwhile)));
    let theirs = Contact {
        version: Some("2".into()),
        phones: vec!["06 00 00 00 00".into()],
        email: Some("lea@exemple.fr".into()),
        ..lea()
    };
    person.answer(contacts(vec![theirs]));
    person.sees("Quelqu’un d’autre a changé la même chose");
    person.sees("choisi : Ce que j’ai écrit : 0699999999");
    person.does_not_see("Durand");
    person.choose("Ce qui est dans le dossier : 06 00 00 00 00");
    person.sees("choisi : Ce qui est dans le dossier : 06 00 00 00 00");
    person.choose("Ce que j’ai écrit : 0699999999");
    person.choose("Continuer, et relire");
    person.sees("Nom, Durand");
    person.sees("Adresse électronique, lea@exemple.fr");
    person.choose("Enregistrer dans mon dossier");
    let Write::Contact { contact, .. } = written(&person) else { panic!("a contact") };
    assert_eq!(contact.version.as_deref(), Some("2"));
    assert_eq!((contact.family.as_str(), contact.phones[0].as_str()), ("Durand", "0699999999"));
    assert_eq!(contact.email.as_deref(), Some("lea@exemple.fr"));
}

#[test]
fn f23_what_was_taken_away_meanwhile_can_be_created_again() {
    let mut person = at_contacts(vec![lea()]);
    person.choose("Léa Martin");
    person.choose("Changer cette fiche");
    person.answer(Answer::Drawn(URN.into()));
    person.types("Nom", "Durand");
    for _ in 0..2 {
        person.choose("Continuer");
    }
    person.choose("Relire");
    person.choose("Enregistrer dans mon dossier");
    person.answer(Answer::Written(Outcome::NotDone(Problem::NotFound)));
    person.answer(contacts(Vec::new()));
    person.sees("envoyez à nouveau pour le créer");
    person.choose("Enregistrer dans mon dossier");
    let Write::Contact { contact, .. } = written(&person) else { panic!("a contact") };
    assert_eq!((contact.id.as_ref(), contact.family.as_str()), (None, "Durand"));
}

#[test]
fn f20_a_session_that_ends_keeps_the_form_and_comes_back_to_it() {
    let mut person = adding(Vec::new());
    fills(&mut person);
    person.choose("Enregistrer dans mon dossier");
    person.answer(Answer::Written(Outcome::NotDone(Problem::SessionEnded)));
    person.sees("Se connecter");
    person.sign_in();
    person.sees("Relire : Ajouter une personne");
    person.sees("Nom, d’Alembert");
}

#[test]
fn done_not_done_and_unknown_are_three_sentences_and_only_done_lets_go() {
    for (outcome, sentence) in [
        (Outcome::NotDone(Problem::Unreachable), "Rien n’a été enregistré, et ce que vous avez écrit est gardé."),
        (Outcome::Unknown, "Votre envoi est parti, mais la réponse s’est perdue."),
    ] {
        let mut person = adding(Vec::new());
        fills(&mut person);
        person.choose("Enregistrer dans mon dossier");
        person.answer(Answer::Written(outcome));
        person.sees(sentence);
        person.sees("Nom, d’Alembert");
        assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::ForgetDraft(_))));
    }
}

#[test]
fn my_health_is_said_in_few_words_or_in_none() {
    let mut person = at_home();
    person.choose("Ce que je dis de moi");
    person.choose("Ma santé, avec mes mots");
    person.answer(Answer::Mine(Box::new(Found::Statements(Ok(Statements::default())))));
    person.sees("Allergies, Rien n’est dit pour l’instant.");
    person.choose("Allergies");
    person.choose("Ajouter");
    person.answer(Answer::Drawn(URN.into()));
    person.types("À quoi êtes-vous allergique ?", "Pénicilline");
    person.types("Depuis quand ?", "3 avril 1958");
    person.sees("Compris : 3 avril 1958.");
    person.choose("Masqué aux professionnels");
    person.choose("Relire");
    person.choose("Enregistrer dans mon dossier");
    let Write::Statement { statement, .. } = written(&person) else { panic!("a statement") };
    assert!(statement.hidden);
    assert_eq!(statement.since.map(|since| since.civil().date().to_string()).as_deref(), Some("1958-04-03"));
    person.answer(Answer::Written(Outcome::Done));
    person.answer(Answer::Mine(Box::new(Found::Statements(Ok(Statements::default())))));
    person.sees("C’est dans votre dossier.");
    person.choose("Je ne suis pas concerné");
    let Write::Statement { statement, .. } = written(&person) else { panic!("a statement") };
    assert_eq!(statement.said, dmp::domain::Said::Nothing);
}

#[test]
fn a_file_is_found_in_a_folder_described_read_over_and_sent() {
    let mut person = at_home();
    person.choose("Ce que je dis de moi");
    person.choose("Ajouter un document");
    person.choose("Chercher le fichier");
    let home =
        StartingPoint { kind: Start::Downloads, path: "/home/n/Téléchargements".into(), name: "Téléchargements".into() };
    person.answer(Answer::Looked(Ok(Looked::Starts([home].into()))));
    person.choose("Téléchargements");
    let entry =
        |name: &str, is| Entry { path: format!("/home/n/Téléchargements/{name}").into(), name: name.into(), is, date: None };
    let folder = Folder {
        path: "/home/n/Téléchargements".into(),
        name: "/home/n/Téléchargements".into(),
        above: Some("/home/n".into()),
        entries: vec![entry("Photos", Is::Folder), entry("carte_vaccins.pdf", Is::File { bytes: 12_000, format: Format::Pdf })],
        unreadable: 1,
        cut: false,
    };
    person.answer(Answer::Looked(Ok(Looked::Folder(folder.into()))));
    person.sees("carte_vaccins.pdf, PDF, 12 Ko");
    person.sees("1 fichier ne peut pas être lu.");
    person.choose("carte_vaccins.pdf");
    let chosen = Chosen {
        name: "carte_vaccins.pdf".into(),
        format: Format::Pdf,
        bytes: b"%PDF-1.4".as_slice().into(),
        date: None,
        straightened: false,
        stripped: false,
    };
    person.answer(Answer::Chosen(Ok(chosen)));
    person.answer(Answer::Drawn(URN.into()));
    assert_eq!(person.wrote("Titre"), "carte vaccins", "the name of the file, to begin with");
    person.choose("Prévention et dépistages");
    person.types("Date du document", "demain");
    person.choose("Relire");
    person.sees("Cette date n’existe pas");
    person.types("Date du document", "3 mars 2025");
    person.choose("Relire");
    person.choose("Ajouter à mon dossier");
    let Write::Deposit(deposit) = written(&person) else { panic!("a deposit") };
    assert_eq!((deposit.identifier.as_str(), deposit.kind.code()), (URN, "DOCPAT06"));
    // Stopped, it is sent again under the same identifier: one document (D34).
    person.stops();
    person.choose("Ajouter à mon dossier");
    let Write::Deposit(again) = written(&person) else { panic!("a deposit") };
    assert_eq!(again.identifier.as_str(), URN);
    person.answer(Answer::Written(Outcome::Done));
    person.sees("Le document est dans votre dossier.");
}

#[test]
fn a_file_that_cannot_be_sent_is_said_in_one_sentence_and_its_path_stays() {
    for unfit in
        [Unfit::Missing, Unfit::Folder, Unfit::Empty, Unfit::NotAFile, Unfit::TooLarge { limit: 5_000_000 }, Unfit::Changing]
    {
        let mut person = at_home();
        person.choose("Ce que je dis de moi");
        person.choose("Ajouter un document");
        person.types("Où est le fichier ?", "~/carte.pdf");
        person.choose("Prendre ce fichier");
        let problem = Problem::Unfit(unfit);
        let said = dmp::words::Words::french().problem(&problem);
        person.answer(Answer::Chosen(Err(problem)));
        person.sees(&said.replace('\u{a0}', " "));
        assert_eq!(person.wrote("Où est le fichier ?"), "~/carte.pdf");
    }
}
