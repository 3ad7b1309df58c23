//! An access history, for whoever uses the program through its pages.

use crate::person::{Person, document};
use dmp::app::Answer;
use dmp::domain::{Deed, DocumentId, History, Mode, Trace, Who};
use std::sync::Arc;

pub fn trace(id: &str, at: &str, who: Who, name: &str, deed: Deed, mode: Mode) -> Trace {
    Trace {
        id: id.into(),
        at: at.parse().unwrap(),
        who,
        name: Some(name.into()).filter(|_| !name.is_empty()),
        profession: (who == Who::Professional).then(|| "10".into()),
        said: None,
        organisation: (who == Who::Professional).then(|| "Cabinet des Tilleuls".into()),
        identifier: None,
        deed,
        mode,
        document: (deed == Deed::Read).then(|| DocumentId::new("doc-1").unwrap()),
        refused: false,
        told: None,
    }
}

/// Two months, an emergency, the Assurance Maladie and oneself.
pub fn history() -> History {
    let traces = vec![
        trace("t5", "2026-11-19T09:00:00Z", Who::Me, "Camille Martin", Deed::SignedIn, Mode::Normal),
        trace("t4", "2026-11-18T10:00:00Z", Who::Professional, "Dr Alice Dumont", Deed::Read, Mode::Normal),
        trace("t3", "2026-11-02T01:10:00Z", Who::Professional, "Dr Hugo Leroy", Deed::Listed, Mode::BreakGlass),
        trace("t2", "2026-10-05T05:00:00Z", Who::System, "Assurance Maladie", Deed::Added, Mode::Normal),
        trace("t1", "2026-10-01T08:00:00Z", Who::Professional, "", Deed::Changed, Mode::Normal),
    ];
    History { traces: traces.into_iter().map(Arc::new).collect(), total: Some(5), next: None, unreadable: 0 }
}

pub fn asked() -> Person {
    let mut person = Person::signed_in(vec![document(1, "Bilan", "2026-11-13")]);
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
    person.choose("Qui a ouvert mon DMP");
    person
}

pub fn answered() -> Person {
    let mut person = asked();
    person.answer(Answer::History(Ok(history())));
    person
}

/// Only what doctors read.
pub fn sifted() -> Person {
    let mut person = answered();
    person.choose("Choisir un métier");
    person.choose("médecin");
    person.choose("Choisir ce qui a été fait");
    person.choose("a lu un document");
    person
}

/// So many in one page, the newest first, from this instant on: a nurse every third time.
pub fn page(first: usize, count: usize, next: bool) -> History {
    let newest: jiff::Timestamp = "2026-11-19T09:00:00Z".parse().unwrap();
    let one = |number: usize| {
        let at = newest - jiff::SignedDuration::from_secs(600 * i64::try_from(number).unwrap());
        let mut one = trace(&format!("t-{number}"), "2026-01-01T00:00:00Z", Who::Professional, "", Deed::Read, Mode::Normal);
        (one.at, one.name) = (at, Some(format!("Dr Personne {number}").as_str().into()));
        if number.is_multiple_of(3) {
            (one.profession, one.deed) = (Some("60".into()), Deed::Listed);
        }
        Arc::new(one)
    };
    let next = next.then(|| "https://dmp.example/suite".into());
    History { traces: (first..first + count).map(one).collect(), total: Some(1_000_000), next, unreadable: 0 }
}

/// Beyond what is kept at once.
pub fn further() -> Person {
    let mut person = asked();
    for first in (0..10_200).step_by(200) {
        person.answer(Answer::History(Ok(page(first, 200, true))));
        if first < 10_000 {
            person.asks_for_more();
        }
    }
    person
}
