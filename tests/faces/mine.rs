//! What a person says of themselves: every page of it.

use crate::pages::Way;
use crate::person::Person;
use dmp::app::{Answer, Directives, DraftsFound, Effect, Found, Looked};
use dmp::domain::{
    Answer as Given, Ask, Blood, Check, Chosen, Contact, ContactId, Contacts, Date, Draft, Entry, Folder, Form, Format, Is, Link,
    Outcome, Problem, Question, Said, Start, StartingPoint, Statement, StatementId, Statements, Topic, When,
};
use std::sync::Arc;

const URN: &str = "urn:uuid:6d3f2a9e-0a4b-4c1e-9d52-2f5b8f2a7c11";

pub fn ways() -> Vec<Way> {
    vec![
        ("moi", hub),
        ("moi-contacts-aucun", || contacts(Vec::new())),
        ("moi-contacts", || contacts(vec![lea()])),
        ("moi-contact", || on(contacts(vec![lea()]), |person| person.choose("Léa Martin"))),
        ("moi-contact-retirer", || {
            on(contacts(vec![lea()]), |person| {
                person.choose("Léa Martin");
                person.choose("Retirer cette personne");
            })
        }),
        ("moi-contact-formulaire", adding),
        ("moi-contact-a-corriger", || {
            on(adding(), |person| {
                person.types("Prénom", "42");
                person.choose("Continuer");
            })
        }),
        ("moi-contact-relire", review),
        ("moi-contact-pas-enregistre", || {
            on(review(), |person| {
                person.choose("Enregistrer");
                person.answer(Answer::Written(Outcome::NotDone(Problem::Unreachable)));
            })
        }),
        ("moi-contact-inconnu", || {
            on(review(), |person| {
                person.choose("Enregistrer");
                person.answer(Answer::Written(Outcome::Unknown));
            })
        }),
        ("moi-contact-quitter", || on(review(), |person| person.choose("Quitter ce formulaire"))),
        ("moi-contact-reunir", merging),
        ("moi-sante", health),
        ("moi-sante-allergies", || on(health(), |person| person.choose("Allergies"))),
        ("moi-sante-une", || {
            on(health(), |person| {
                person.choose("Allergies");
                person.choose("Pénicilline");
            })
        }),
        ("moi-sante-formulaire", || {
            on(health(), |person| {
                person.choose("Traitements");
                person.choose("Ajouter");
                person.answer(Answer::Drawn(URN.into()));
                person.types("Depuis quand ?", "3 avril 1958");
            })
        }),
        ("moi-directives", directives),
        ("moi-directives-formulaire", filling),
        ("moi-directives-signer", || {
            on(filling(), |person| {
                person.choose("Je le refuse");
                person.choose("Relire");
            })
        }),
        ("moi-volontes", || on(hub(), |person| person.choose("Mes volontés"))),
        ("moi-volontes-don", || {
            on(hub(), |person| {
                person.choose("Mes volontés");
                person.choose("Don d’organes");
            })
        }),
        ("moi-volontes-formulaire", || {
            on(hub(), |person| {
                person.choose("Mes volontés");
                person.choose("Écrire une volonté");
                person.answer(Answer::Drawn(URN.into()));
                person.types("Votre texte", "Je ne veux pas être réanimée.\nJe l’ai dit à Léa.");
            })
        }),
        ("moi-deposer", || on(hub(), |person| person.choose("Ajouter un document"))),
        ("moi-deposer-ou", || on(looking(), |_| ())),
        ("moi-deposer-dossier", folder),
        ("moi-deposer-formulaire", describing),
        ("moi-brouillons", drafts),
        ("moi-brouillon", || on(drafts(), |person| person.choose("Ajouter une personne"))),
        ("moi-fiche", card),
    ]
}

fn on(mut person: Person, then: impl FnOnce(&mut Person)) -> Person {
    then(&mut person);
    person
}

fn hub() -> Person {
    on(Person::signed_in(Vec::new()), |person| {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
        person.choose("Ce que je dis de moi");
    })
}

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
        street: "12 rue des Lilas".into(),
        postcode: "33000".into(),
        town: "Bordeaux".into(),
        ..Contact::default()
    }
}

fn all(all: Vec<Contact>) -> Answer {
    Answer::Mine(Box::new(Found::Contacts(Ok(Contacts { all, unreadable: 0 }))))
}

fn contacts(list: Vec<Contact>) -> Person {
    on(hub(), |person| {
        person.choose("Mes personnes à prévenir");
        person.answer(all(list));
    })
}

fn adding() -> Person {
    on(contacts(Vec::new()), |person| {
        person.choose("Ajouter une personne");
        person.answer(Answer::Drawn(URN.into()));
    })
}

fn review() -> Person {
    on(adding(), |person| {
        person.types("Prénom", "Léa");
        person.types("Nom", "d’Alembert");
        person.choose("Fille");
        person.choose("Continuer");
        person.types("Téléphone", "06 12 34 56 78");
        person.choose("Continuer");
        person.types("Code postal", "33000");
        person.types("Ville", "Bordeaux");
        person.choose("Relire");
    })
}

fn merging() -> Person {
    on(contacts(vec![lea()]), |person| {
        person.choose("Léa Martin");
        person.choose("Changer cette fiche");
        person.answer(Answer::Drawn(URN.into()));
        person.choose("Continuer");
        person.types("Téléphone", "06 99 99 99 99");
        person.choose("Continuer");
        person.choose("Relire");
        person.choose("Enregistrer");
        person.answer(Answer::Written(Outcome::NotDone(Problem::ChangedMeanwhile)));
        person.answer(all(vec![Contact { version: Some("2".into()), phones: vec!["06 00 00 00 00".into()], ..lea() }]));
    })
}

fn statements() -> Statements {
    let one = |id: &str, topic, said| Statement { id: StatementId::new(id), said, ..Statement::new(topic) };
    let allergy = Statement { since: Date::fhir("1998"), ..one("s-1", Topic::Allergy, Said::Words("Pénicilline".into())) };
    let hidden = Statement { hidden: true, ..one("s-2", Topic::Illness, Said::Words("Dépression en 2019".into())) };
    let blood = one("s-3", Topic::Blood, Said::Blood(Blood::A));
    Statements { all: vec![allergy, hidden, blood], unreadable: 0 }
}

fn health() -> Person {
    on(hub(), |person| {
        person.choose("Ma santé");
        person.answer(Answer::Mine(Box::new(Found::Statements(Ok(statements())))));
    })
}

fn form() -> Arc<Form> {
    let choice = Question {
        link: "1.1".into(),
        text: "Être maintenu en vie artificiellement".into(),
        help: vec!["Par des machines, sans lesquelles la vie s’arrêterait.".into()],
        ask: Ask::Choice,
        options: ["Je l’accepte", "Je le refuse"].map(|said| Given::Text(said.into())).to_vec(),
        ..Question::default()
    };
    let odd = Question {
        link: "1.2".into(),
        text: "Votre photo".into(),
        ask: Ask::Unknown("attachment".into()),
        ..Question::default()
    };
    let date = Question { link: "1.3".into(), text: "Date".into(), ask: Ask::Date(When::Any), ..Question::default() };
    let name = Question {
        link: "1.4".into(),
        text: "Un témoin".into(),
        ask: Ask::Line(Check::Any),
        repeats: true,
        ..Question::default()
    };
    let group =
        Question { link: "1".into(), text: "Mes choix".into(), items: vec![choice, odd, date, name], ..Question::default() };
    Arc::new(Form {
        canonical: "urn:x:directives|1".into(),
        title: "Je suis en bonne santé".into(),
        about: Some("Pour une personne qui veut prévoir.".into()),
        items: vec![group],
        ..Form::default()
    })
}

fn directives() -> Person {
    on(hub(), |person| {
        person.choose("Directives anticipées");
        let directives = Directives { forms: vec![form()], responses: Vec::new() };
        person.answer(Answer::Mine(Box::new(Found::Directives(Ok(directives)))));
    })
}

fn filling() -> Person {
    on(directives(), |person| {
        person.choose("Écrire : Je suis en bonne santé");
        person.answer(Answer::Drawn(URN.into()));
    })
}

fn looking() -> Person {
    on(hub(), |person| {
        person.choose("Ajouter un document");
        person.choose("Chercher le fichier");
        let start = |kind, path: &str, name: &str| StartingPoint { kind, path: path.into(), name: name.into() };
        let starts = [start(Start::Downloads, "/home/n/Downloads", "Downloads"), start(Start::Removable, "/media/n/CLE", "CLE")];
        person.answer(Answer::Looked(Ok(Looked::Starts(starts.into()))));
    })
}

fn folder() -> Person {
    on(looking(), |person| {
        person.choose("Téléchargements");
        let entry =
            |name: &str, is| Entry { path: format!("/home/n/Downloads/{name}").into(), name: name.into(), is, date: None };
        let folder = Folder {
            path: "/home/n/Downloads".into(),
            name: "/home/n/Downloads".into(),
            above: Some("/home/n".into()),
            entries: vec![entry("Photos", Is::Folder), entry("carte.pdf", Is::File { bytes: 12_000, format: Format::Pdf })],
            unreadable: 0,
            cut: false,
        };
        person.answer(Answer::Looked(Ok(Looked::Folder(folder.into()))));
    })
}

fn describing() -> Person {
    on(folder(), |person| {
        person.choose("carte.pdf");
        let chosen = Chosen {
            name: "carte.jpg".into(),
            format: Format::Jpeg,
            bytes: [0_u8; 12_000].as_slice().into(),
            date: None,
            straightened: true,
            stripped: true,
        };
        person.answer(Answer::Chosen(Ok(chosen)));
        person.answer(Answer::Drawn(URN.into()));
    })
}

/// Begun another day.
fn drafts() -> Person {
    let kept = |person: &Person| -> Draft {
        let last =
            person.effects.iter().rev().find_map(|effect| if let Effect::KeepDraft(draft) = effect { Some(draft) } else { None });
        (**last.expect("a draft")).clone()
    };
    let draft = kept(&on(adding(), |person| person.types("Prénom", "Léa")));
    on(Person::signed_in(Vec::new()), |person| {
        person.answer(Answer::Drafts(Box::new(DraftsFound { drafts: vec![draft], set_aside: 1 })));
        person.choose("Reprendre ce que j’avais commencé");
    })
}

fn card() -> Person {
    on(hub(), |person| {
        person.choose("Ma fiche d’urgence");
        person.answer(all(vec![lea()]));
        person.answer(Answer::Mine(Box::new(Found::Statements(Ok(statements())))));
    })
}
