//! Somebody's place in my rights: what is said of them on their page and in lists, and what can be done.

use super::{Change, Step};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{
    About, Clean, Consent, ConsentId, Consents, Occupation, Party, Professional, ProfessionalId, Subject, Trace, Who, Workplace,
};
use crate::page::{Action, Block};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

/// What somebody is called: their name, else their number, else that neither is known.
pub fn name(party: &Party, words: &Words) -> Clean {
    match (&party.name, &party.identifier) {
        (Some(name), _) => name.clone(),
        (None, Some(identifier)) => say!(words, "party-number", number = identifier),
        (None, None) => say!(words, "professional-unknown-name"),
    }
}

/// "Peut lire votre dossier depuis le 3 mars 2026"
pub fn state(consent: &Consent, words: &Words) -> Clean {
    let date = consent.since.map(|since| words.date(since));
    match (&consent.about, consent.permit, date) {
        (About::Establishment(_), _, _) => match consent.until {
            Some(until) => say!(words, "stay-until", date = words.date(until)),
            None => say!(words, "stay-without-end"),
        },
        (About::Professional(_) | About::Emergency(_), true, Some(date)) => say!(words, "allowed-since", date = date),
        (About::Professional(_) | About::Emergency(_), true, None) => say!(words, "allowed"),
        (About::Professional(_) | About::Emergency(_), false, Some(date)) => say!(words, "blocked-since", date = date),
        (About::Professional(_) | About::Emergency(_), false, None) => say!(words, "blocked"),
    }
}

fn party(professional: &Professional) -> Party {
    Party { identifier: professional.national.clone(), name: professional.name.clone() }
}

/// What is known of everybody's place in my rights, for lists of professionals.
#[derive(Clone)]
pub struct Relations {
    now: Option<Arc<Consents>>,
    /// The treating doctor's national identifier.
    doctor: Option<Clean>,
    words: Words,
}

impl Relations {
    pub fn of(model: &Model) -> Self {
        let doctor = model.session.as_ref().and_then(|session| session.patient.treating_doctor.as_ref());
        let doctor = doctor.and_then(|doctor| doctor.identifier.clone());
        Self { now: model.rights.now.clone(), doctor, words: model.words.clone() }
    }

    /// Said only when there is something to say.
    pub fn with(&self, professional: &Professional) -> Option<Clean> {
        let identifier = professional.national.as_ref()?;
        let state = self.now.as_ref().and_then(|now| now.of(identifier)).map(|consent| state(consent, &self.words));
        match (self.doctor.as_ref() == Some(identifier), state) {
            (true, Some(state)) => Some(say!(self.words, "relation-doctor-and", state = state)),
            (true, None) => Some(say!(self.words, "relation-doctor")),
            (false, state) => state,
        }
    }
}

/// What their page says and offers about my record.
pub fn act_on(model: &Model, professional: &Professional, page: &mut Page) {
    let words = &model.words;
    let Some(identifier) = professional.national.as_deref() else {
        page.body.push(Block::Text(say!(words, "person-no-number")));
        return;
    };
    let party = party(professional);
    if let Some(now) = &model.rights.now {
        let relation = Relations::of(model).with(professional).unwrap_or_else(|| say!(words, "relation-none"));
        page.body.push(Block::Facts(vec![(say!(words, "relation"), relation)]));
        let ask = |change| Do::Rights(Step::Ask(change));
        match now.of(identifier) {
            Some(consent) if !consent.permit => {
                let end = ask(Change::End(consent.clone()));
                page.actions.push(Action::new("unblock", 'b', say!(words, "unblock"), end));
            }
            permit => {
                page.actions.push(Action::new("block", 'b', say!(words, "block"), ask(Change::Block(party.clone()))));
                page.actions.extend(
                    permit
                        .map(|consent| Action::new("withdraw", 'e', say!(words, "withdraw"), ask(Change::End(consent.clone())))),
                );
            }
        }
    }
    page.actions.push(Action::new(
        "accesses",
        'o',
        say!(words, "person-accesses"),
        Do::Rights(Step::Accesses(Subject::Person(party))),
    ));
}

/// Somebody known by a number and a name only, until the directory says more.
pub fn minimal(party: &Party) -> Option<Arc<Professional>> {
    let identifier = party.identifier.as_ref()?;
    Some(Arc::new(Professional {
        id: ProfessionalId::new(identifier)?,
        name: party.name.clone(),
        occupations: Vec::new(),
        rpps: crate::domain::Rpps::of_national(identifier),
        national: Some(identifier.clone()),
        workplaces: Vec::new(),
        retired: false,
    }))
}

/// Whoever left this trace, as far as it says.
pub fn of_trace(trace: &Trace) -> Option<Arc<Professional>> {
    if trace.who != Who::Professional {
        return None;
    }
    let known = minimal(&Party { identifier: trace.identifier.clone(), name: trace.name.clone() })?;
    let occupation = Occupation { profession: trace.profession.clone(), speciality: None, said: trace.said.clone() };
    let workplace = Workplace { organisation: trace.organisation.clone(), ..Workplace::default() };
    Some(Arc::new(Professional {
        occupations: Some(occupation).filter(|it| *it != Occupation::default()).into_iter().collect(),
        workplaces: Some(workplace).filter(|place| !place.is_empty()).into_iter().collect(),
        ..known.as_ref().clone()
    }))
}

/// Their page, completed by the directory when it knows them.
pub fn go(model: &mut Model, professional: Arc<Professional>) -> Vec<Effect> {
    let identifier = professional.national.clone();
    model.go(Screen::Professional(professional));
    let Some(identifier) = identifier else { return Vec::new() };
    let ticket = model.ticket();
    model.completing = Some(ticket);
    vec![Effect::Professional { ticket, identifier }]
}

/// From a list of those allowed or blocked.
pub fn open(model: &mut Model, id: &ConsentId) -> Vec<Effect> {
    let consent = model.rights.now.as_ref().and_then(|now| now.id(id)).cloned();
    let Some(Consent { about: About::Professional(party), .. }) = &consent else { return Vec::new() };
    match (minimal(party), consent) {
        (Some(professional), _) => go(model, professional),
        // Without a number there is no page of theirs: what can be done is to end it.
        (None, Some(consent)) => super::act(model, Step::Ask(Change::End(consent))),
        (None, None) => Vec::new(),
    }
}
