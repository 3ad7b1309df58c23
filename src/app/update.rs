//! The next state, and what is to be done outside.

use super::effect::{Effect, Ticket};
use super::model::{Model, Session, WaitsFor};
use super::msg::{Answer, Connected, Do, Msg, Stopped};
use super::record::Progress;
use super::trail::Screen;
use super::typed::Typed;
use super::{code, contents, document, documents, leave, lock, new_password, save, server, sign_in};
use super::{files, filters};
use crate::domain::{Account, Patient, Problem};
use crate::page::{Anchor, Change, FieldId, Heard, Leaving, Secrets, StopId, Tone};
use crate::say;

pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Start => start(model),
        Msg::Heard(heard) => self::heard(model, heard),
        Msg::Answer(ticket, answer) => self::answer(model, ticket, answer),
        Msg::Progress(ticket, done, total) => {
            if let Some(waiting) = model.waiting.as_mut().filter(|waiting| waiting.ticket == ticket) {
                waiting.progress = Some((done, total.unwrap_or(0)));
            }
            Vec::new()
        }
        Msg::Clock { now, idle } => {
            model.now = Some(now);
            lock::idle(model, idle)
        }
        Msg::ServerWaits(seconds) => {
            model.server_waits = seconds;
            Vec::new()
        }
        Msg::Phone(phone) => {
            let text = say!(model.words, "phone", text = &phone.text);
            model.tell(Tone::Information, text);
            model.phone = Some(phone.text);
            Vec::new()
        }
        // Asked once already, or nothing to ask: it is meant.
        Msg::Stop(Stopped::Interrupted) if model.session.is_none() || matches!(model.screen(), Some(Screen::Leave)) => {
            leave::now(model, 130)
        }
        Msg::Stop(Stopped::Interrupted) => leave::ask(model),
        Msg::Stop(Stopped::Terminated) => leave::now(model, 143),
        Msg::Stop(Stopped::HungUp) => leave::now(model, 129),
        Msg::Stop(Stopped::Broken) => leave::now(model, 101),
    }
}

fn start(model: &mut Model) -> Vec<Effect> {
    if !model.settings.files.is_empty() {
        return files::start(model);
    }
    if model.settings.place.is_none() {
        model.trail = vec![Screen::Place.into()];
        return Vec::new();
    }
    first_page(model)
}

fn first_page(model: &mut Model) -> Vec<Effect> {
    if model.settings.server.is_none() && !model.settings.demonstration {
        model.trail = vec![Screen::Server(server::ServerForm::default()).into()];
        model.look_at(Anchor::Stop(StopId::Field(server::ADDRESS)));
        return Vec::new();
    }
    let mut effects = server::connect(model);
    effects.extend(sign_in::open(model));
    effects
}

fn heard(model: &mut Model, heard: Heard<Do>) -> Vec<Effect> {
    // Coming to rest is no key.
    model.awaits_first &= matches!(heard, Heard::Rested(_));
    // Any sign of the person puts the warning away, and is swallowed: it was not meant for the page below.
    if matches!(model.screen(), Some(Screen::IdleWarning)) && !matches!(heard, Heard::Leaving(_)) {
        model.warned = None;
        model.notice = None;
        model.back();
        return Vec::new();
    }
    match heard {
        Heard::Did { does, secrets, at } => {
            if let Some(visit) = model.trail.last_mut() {
                visit.left = Some(at);
            }
            model.notice = None;
            act(model, does, secrets)
        }
        Heard::Edited(field, change) => {
            edit(model, field, &change);
            Vec::new()
        }
        Heard::Follow(link) => follow(model, link),
        Heard::Rested(row) => {
            model.resting = Some(row);
            Vec::new()
        }
        Heard::Active => Vec::new(),
        Heard::Help => {
            if !matches!(model.screen(), Some(Screen::Help)) {
                model.notice = None;
                model.go(Screen::Help);
            }
            Vec::new()
        }
        Heard::Leaving(Leaving::Asked) => leave::ask(model),
        Heard::Leaving(Leaving::Ended) => leave::now(model, 0),
    }
}

fn act(model: &mut Model, does: Do, secrets: Secrets) -> Vec<Effect> {
    match does {
        Do::Back => back(model),
        Do::Home => {
            if !matches!(model.screen(), Some(Screen::Locked)) {
                model.trail.truncate(1);
            }
            Vec::new()
        }
        Do::StopWaiting => stop(model),
        Do::Retry => retry(model),
        Do::Place(place) => {
            model.settings.place = Some(place);
            let mut effects = vec![Effect::KeepPlace(place)];
            effects.extend(first_page(model));
            effects
        }
        Do::UseServer => use_server(model),
        Do::OtherServer => {
            server::ask(model);
            Vec::new()
        }
        Do::TryDemonstration => {
            model.settings.demonstration = true;
            first_page(model)
        }
        Do::ToggleRemember => {
            if let Some(Screen::SignIn(form)) = model.screen_mut() {
                form.remember = !form.remember;
            }
            Vec::new()
        }
        Do::SignIn => sign_in::submit(model, secrets),
        Do::Lost => {
            model.go(Screen::Lost);
            Vec::new()
        }
        Do::ChangePassword => new_password::submit(model, secrets),
        Do::Channel(channel) => code::send(model, channel),
        Do::OtherChannel => {
            if let Some(Screen::Code(page)) = model.screen_mut() {
                page.choosing = true;
            }
            Vec::new()
        }
        Do::SendAgain => match model.screen() {
            Some(Screen::Code(page)) => match page.challenge.channel.clone() {
                Some(channel) => code::send(model, channel),
                None => Vec::new(),
            },
            _ => Vec::new(),
        },
        Do::Verify => code::submit(model, secrets),
        Do::StartAgain => {
            while model.trail.len() > 1 {
                model.trail.pop();
            }
            model.look_at(Anchor::Stop(StopId::Field(sign_in::PASSWORD)));
            Vec::new()
        }
        Do::News => {
            model.record.set_filter(super::record::Filter { news: true, ..super::record::Filter::default() });
            documents::open(model)
        }
        Do::Documents => documents::open(model),
        Do::ChooseCategory => push(model, Screen::ChooseCategory),
        Do::ChoosePeriod => push(model, Screen::ChoosePeriod(filters::PeriodForm::default())),
        Do::ChooseAuthor => push(model, Screen::ChooseAuthor),
        Do::ChooseOrder => push(model, Screen::ChooseOrder),
        Do::Unreadable => push(model, Screen::Unreadable),
        Do::Category(category) => filtered(model, |filter| filter.category = category),
        Do::Period(period) => filtered(model, |filter| filter.period = period),
        Do::Author(author) => filtered(model, |filter| filter.author = author),
        Do::ForgetNews => filtered(model, |filter| filter.news = false),
        Do::ForgetSearch => filtered(model, |filter| filter.text.set(crate::domain::Clean::empty())),
        Do::PeriodTyped => match model.screen() {
            Some(Screen::ChoosePeriod(form)) => {
                let form = form.clone();
                filters::typed_period(model, &form)
            }
            _ => Vec::new(),
        },
        Do::Order(order) => {
            model.record.set_order(order);
            let filter = model.record.filter.clone();
            filters::apply(model, filter);
            Vec::new()
        }
        Do::Open(id) => document::open(model, &id),
        Do::ReadAnyway => match model.opened().and_then(|opened| opened.fetched().cloned()) {
            Some(fetched) => document::read(model, fetched),
            None => Vec::new(),
        },
        Do::Contents => push(model, Screen::Contents),
        Do::Heading(piece) => {
            contents::go(model, piece);
            Vec::new()
        }
        Do::About => push(model, Screen::About),
        Do::AskSave => save::open(model),
        Do::CheckSave => save::check(model),
        Do::Save => save::write(model, false),
        Do::Replace => save::write(model, true),
        Do::Unlock => lock::submit(model, secrets),
        Do::SignOut => sign_out(model),
        Do::Quit => leave::ask(model),
        Do::SignOutAndQuit => leave::now(model, 0),
    }
}

fn push(model: &mut Model, screen: Screen) -> Vec<Effect> {
    model.go(screen);
    Vec::new()
}

/// Back from the list forgets what was asked of it; back from a page being fetched lets it go.
fn back(model: &mut Model) -> Vec<Effect> {
    let effects = stop(model);
    if matches!(model.screen(), Some(Screen::Locked)) {
        return effects;
    }
    if matches!(model.screen(), Some(Screen::Documents)) && model.record.filter.is_active() {
        model.record.set_filter(super::record::Filter::default());
    }
    if let Some(Screen::Code(page)) = model.screen_mut()
        && page.choosing
        && page.challenge.channel.is_some()
    {
        page.choosing = false;
        return effects;
    }
    model.back();
    effects
}

fn filtered(model: &mut Model, change: impl FnOnce(&mut super::record::Filter)) -> Vec<Effect> {
    let mut filter = model.record.filter.clone();
    change(&mut filter);
    filters::apply(model, filter);
    Vec::new()
}

fn edit(model: &mut Model, field: FieldId, change: &Change) {
    if field == documents::SEARCH {
        let mut filter = model.record.filter.clone();
        filter.text.apply(change);
        model.record.set_filter(filter);
        return;
    }
    let Some(screen) = model.screen_mut() else { return };
    if let Screen::SignIn(form) = screen {
        form.touched = true;
    }
    if let Some(typed) = typed(screen, field) {
        typed.apply(change);
    }
}

/// The text behind a field of this page.
fn typed(screen: &mut Screen, field: FieldId) -> Option<&mut Typed> {
    if let Screen::SignIn(form) = screen {
        return (field == sign_in::IDENTIFIER).then_some(&mut form.identifier);
    }
    if let Screen::Server(form) = screen {
        return (field == server::ADDRESS).then_some(&mut form.address);
    }
    if let Screen::ChoosePeriod(form) = screen {
        return if field == filters::FROM { Some(&mut form.from) } else { (field == filters::TO).then_some(&mut form.to) };
    }
    if let Screen::Save(saving) = screen {
        return if field == save::FOLDER { Some(&mut saving.folder) } else { (field == save::NAME).then_some(&mut saving.name) };
    }
    None
}

fn follow(model: &mut Model, link: crate::domain::LinkId) -> Vec<Effect> {
    use crate::domain::Target;
    let Some(Screen::Document(opened)) = model.screen() else { return Vec::new() };
    let target = opened.reading().and_then(|reading| reading.links.get(link.0)).cloned();
    match target {
        Some(Target::Piece(piece)) => model.look_at(Anchor::Piece { piece, line: 0 }),
        Some(Target::Address(address)) => {
            let text = say!(model.words, "link-address", address = address);
            model.tell(Tone::Information, text);
        }
        Some(Target::Refused(address)) => {
            let text = say!(model.words, "link-refused", address = address);
            model.tell(Tone::Warning, text);
        }
        Some(Target::Embedded(_)) => model.tell(Tone::Information, say!(model.words, "link-embedded")),
        None => {}
    }
    Vec::new()
}

fn use_server(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Server(form)) = model.screen() else { return Vec::new() };
    let address = form.address.value().flat();
    if address.is_empty() {
        model.tell(Tone::Problem, say!(model.words, "server-missing"));
        model.look_at(Anchor::Stop(StopId::Field(server::ADDRESS)));
        return Vec::new();
    }
    model.settings.server = Some(address);
    model.settings.demonstration = false;
    server::connect(model)
}

/// Lets what is under way go, when it can be.
fn stop(model: &mut Model) -> Vec<Effect> {
    let stoppable = |for_what| !matches!(for_what, WaitsFor::Save | WaitsFor::SignOut);
    let Some(waiting) = model.waiting.take_if(|waiting| stoppable(waiting.for_what)) else { return Vec::new() };
    match waiting.for_what {
        WaitsFor::Document => document::stopped(model),
        WaitsFor::Server | WaitsFor::SignIn | WaitsFor::Record | WaitsFor::Save | WaitsFor::SignOut | WaitsFor::Unlock => {
            model.complain(&Problem::Stopped);
        }
    }
    vec![Effect::Cancel(waiting.ticket)]
}

fn retry(model: &mut Model) -> Vec<Effect> {
    if matches!(model.screen(), Some(Screen::Document(_))) {
        document::retry(model)
    } else if matches!(model.screen(), Some(Screen::Documents)) {
        documents::load(model)
    } else {
        server::connect(model)
    }
}

fn sign_out(model: &mut Model) -> Vec<Effect> {
    model.forget();
    let mut effects = sign_in::open(model);
    let ticket = model.ask(WaitsFor::SignOut);
    effects.insert(0, Effect::Wipe);
    effects.insert(1, Effect::SignOut { ticket });
    effects
}

fn answer(model: &mut Model, ticket: Ticket, answer: Answer) -> Vec<Effect> {
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
    if model.waiting.as_ref().is_none_or(|waiting| waiting.ticket != ticket) {
        return Vec::new();
    }
    model.waiting = None;
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
        Answer::Documents(_) | Answer::Recalled(_) => Vec::new(),
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
        return go_on(model);
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
    if model.record.progress == Progress::Coming {
        model.record.progress = Progress::Interrupted;
    }
    sign_in::open(model)
}
