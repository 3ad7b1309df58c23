//! What an answer from outside does. One whose question is no longer waited for is dropped.

use super::effect::{Effect, Ticket};
use super::library::gather;
use super::model::{Model, Session, WaitsFor};
use super::msg::{Answer, Connected};
use super::record::Progress;
use super::trail::Screen;
use super::{
    address, compare, copy, directory, document, documents, form, history, lock, masking, mine, notices, picture, rights, save,
    sessions, sign_in,
};
use crate::domain::{Account, Patient, Problem};
use crate::page::{Anchor, StopId, Tone};
use crate::say;

pub fn answered(model: &mut Model, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    if model.recalling == Some(ticket) {
        model.recalling = None;
        recalled(model, answer);
        return Vec::new();
    }
    if model.asking_news == Some(ticket) {
        model.asking_news = None;
        if let Answer::Documents(Ok(listing)) = answer {
            model.news = Some(listing.documents.into_iter().filter(|document| model.record.is_new(document)).collect());
        }
        return Vec::new();
    }
    if model.loading == Some(ticket) {
        return if let Answer::Documents(outcome) = answer { documents::arrived(model, outcome) } else { Vec::new() };
    }
    if model.rights.asking == Some(ticket) {
        if let Answer::Consents(outcome) = answer {
            rights::loaded(model, outcome);
        }
        return Vec::new();
    }
    if model.counting == Some(ticket) {
        model.counting = None;
        if let Answer::History(outcome) = &answer {
            history::counted(model, outcome);
        }
        return Vec::new();
    }
    if model.refreshing == Some(ticket) {
        model.refreshing = None;
        refreshed(model, answer);
        return Vec::new();
    }
    if notices::expects(model, ticket) {
        return if let Answer::Notices(outcome) = answer { notices::answered(model, *outcome) } else { Vec::new() };
    }
    if model.completing == Some(ticket) {
        model.completing = None;
        if let Answer::Professional(Ok(Some(professional))) = answer {
            directory::completed(model, professional);
        }
        return Vec::new();
    }
    if let Answer::Painted(outcome) = answer {
        picture::painted(model, ticket, outcome);
        return Vec::new();
    }
    if let Answer::Begun(reading) = answer {
        if model.waiting.as_ref().is_some_and(|waiting| waiting.ticket == ticket) {
            document::begun(model, *reading);
        }
        return Vec::new();
    }
    if model.mine.drawing == Some(ticket) {
        return if let Answer::Drawn(identifier) = answer { form::drawn(model, identifier) } else { Vec::new() };
    }
    if model.mine.asking_drafts == Some(ticket) {
        if let Answer::Drafts(found) = answer {
            mine::drafts_found(model, *found);
        }
        return Vec::new();
    }
    let Some(waiting) = model.waiting.take_if(|waiting| waiting.ticket == ticket) else { return Vec::new() };
    match answer {
        Answer::Connected(outcome) => connected(model, outcome),
        Answer::Step(outcome) => sign_in::stepped(model, outcome),
        Answer::Verified(Ok(_)) => {
            let ticket = model.ask(WaitsFor::Record);
            vec![Effect::Introduce { ticket }]
        }
        Answer::Verified(Err(problem)) => {
            sign_in::failed(model, &problem);
            Vec::new()
        }
        Answer::Introduced(outcome) => match *outcome {
            Ok((patient, account)) => introduced(model, patient, account),
            Err(problem) => {
                sign_in::failed(model, &problem);
                Vec::new()
            }
        },
        Answer::SignedOut(told) => {
            let text = if told { say!(model.words, "signed-out") } else { say!(model.words, "signed-out-untold") };
            model.tell(if told { Tone::Success } else { Tone::Warning }, text);
            Vec::new()
        }
        Answer::Unlocked(outcome) => lock::unlocked(model, outcome),
        Answer::Copied(done) => {
            copy::copied(model, done);
            Vec::new()
        }
        Answer::Browsed(started) => {
            address::browsed(model, started);
            Vec::new()
        }
        Answer::Gathered(outcome) if waiting.for_what == WaitsFor::Compare => compare::fetched(model, outcome),
        Answer::Gathered(outcome) => gather::gathered(model, outcome),
        Answer::History(outcome) => history::answered(model, outcome),
        Answer::Professionals(outcome) => directory::arrived(model, outcome),
        Answer::Consents(outcome) => rights::listed(model, outcome),
        Answer::Notices(outcome) => notices::answered(model, *outcome),
        Answer::Filed(filed) => masking::filed(model, filed),
        Answer::Preferences(outcome) => masking::preferring(model, outcome),
        Answer::MaskedNew(outcome) => masking::preferred(model, outcome),
        Answer::Who(outcome) => masking::who_arrived(model, outcome.map(|seers| *seers)),
        Answer::Matrix(outcome) => masking::matrix_arrived(model, outcome),
        Answer::Mine(found) => mine::arrived(model, *found),
        Answer::Written(outcome) => mine::sent(model, outcome),
        Answer::Chosen(outcome) => mine::file_chosen(model, outcome),
        Answer::Looked(outcome) => mine::looked(model, outcome),
        Answer::Changed(outcome) => rights::changed(model, outcome),
        Answer::Establishments(outcome) => rights::hospitals_found(model, outcome),
        Answer::Sessions(outcome) => sessions::listed(model, outcome),
        Answer::SessionsEnded(outcome) => sessions::ended(model, outcome),
        Answer::Fetched(outcome) => document::fetched(model, outcome),
        Answer::Read(outcome) => document::shown(model, outcome),
        Answer::Resolved(outcome) => {
            save::resolved(model, outcome);
            Vec::new()
        }
        Answer::Saved(outcome) => {
            save::saved(model, outcome);
            Vec::new()
        }
        Answer::Documents(_)
        | Answer::Recalled(_)
        | Answer::Painted(_)
        | Answer::Professional(_)
        | Answer::Begun(_)
        | Answer::Drawn(_)
        | Answer::Drafts(_) => Vec::new(),
    }
}

/// A list that is shown is kept up by itself.
fn refreshed(model: &mut Model, answer: Answer) {
    if let Answer::History(outcome) = answer {
        history::refreshed(model, outcome);
    } else if let Answer::Notices(outcome) = answer {
        notices::refreshed(model, *outcome);
    }
}

fn recalled(model: &mut Model, answer: Answer) {
    let Answer::Recalled(Some(identifier)) = answer else { return };
    if let Some(Screen::SignIn(form)) = model.screen_mut()
        && !form.touched
    {
        form.identifier.set(identifier);
        model.look_at(Anchor::Stop(StopId::Field(sign_in::PASSWORD)));
    }
}

fn connected(model: &mut Model, outcome: Result<Connected, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(connected) => {
            let demonstration = connected.demonstration.is_some();
            model.connected = Some(connected);
            let chosen = matches!(model.screen(), Some(Screen::Server(_)));
            let mut effects = Vec::new();
            if chosen {
                if let Some(server) = model.settings.server.clone().filter(|_| !demonstration) {
                    effects.push(Effect::KeepServer(server));
                }
                effects.extend(sign_in::open(model));
            }
            effects
        }
        Err(problem) => {
            model.complain(&problem);
            Vec::new()
        }
    }
}

/// The patient and the account are known: the session begins, or goes on where it ended.
fn introduced(model: &mut Model, patient: Patient, account: Account) -> Vec<Effect> {
    let same = model.session.as_ref().is_some_and(|session| session.patient.id == patient.id);
    let resume = model.resume.take().filter(|_| same);
    model.phone = None;
    if let Some(trail) = resume {
        model.session = Some(Session { patient, account });
        model.trail = trail;
        if let Some(anchor) = model.trail.last().and_then(|visit| visit.left.clone()) {
            model.look_at(anchor);
        }
        model.tell(Tone::Success, say!(model.words, "resumed"));
        let mut effects = go_on(model);
        effects.extend(notices::listen(model, false));
        effects.extend(mine::load_drafts(model));
        return effects;
    }
    let since = account.previous_sign_in;
    let open = patient.open;
    model.forget();
    model.record.since = since;
    model.session = Some(Session { patient, account });
    model.trail = vec![Screen::Home.into()];
    if !open {
        return Vec::new();
    }
    let mut effects = Vec::new();
    if let Some(since) = since {
        let ticket = model.ticket();
        model.asking_news = Some(ticket);
        effects.push(Effect::News { ticket, since });
    }
    effects.extend(documents::load(model));
    effects.extend(rights::load(model));
    effects.extend(history::ask_since_last_visit(model));
    effects.extend(notices::listen(model, true));
    effects.extend(mine::load_drafts(model));
    effects
}

/// After an interruption: what was being fetched is asked for again.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if matches!(model.record.progress, Progress::Coming | Progress::Interrupted) && model.loading.is_none() {
        effects.extend(documents::load(model));
    }
    if let Some(Screen::Document(opened)) = model.screen()
        && opened.fetched().is_none()
    {
        effects.extend(document::retry(model));
    }
    effects
}

/// A problem anywhere: the end of the session asks to sign in again and comes back; the others are said.
pub fn trouble(model: &mut Model, problem: &Problem) -> Vec<Effect> {
    if !problem.ends_the_session() || model.session.is_none() {
        model.complain(problem);
        return Vec::new();
    }
    let effects = expire(model);
    model.complain(problem);
    effects
}

/// The session is over, the person is not gone: the sign-in page, with everything kept for the same person.
pub fn expire(model: &mut Model) -> Vec<Effect> {
    let mut trail = std::mem::take(&mut model.trail);
    trail.retain(|visit| visit.screen.private());
    model.resume = Some(trail);
    model.waiting = None;
    model.loading = None;
    model.warned = None;
    notices::deaf(model);
    if model.record.progress == Progress::Coming {
        model.record.progress = Progress::Interrupted;
    }
    sign_in::open(model)
}
