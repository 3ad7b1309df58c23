//! The next state, and what is to be done outside.

use super::act::act;
use super::answer::answered;
use super::effect::Effect;
use super::library::{results, search};
use super::model::Model;
use super::msg::{Do, Msg, Stopped};
use super::trail::Screen;
use super::typed::Typed;
use super::{
    directory, document, documents, files, filters, find, form, history, inside, leave, lock, mine, notices, picture, rights,
    save, server, sign_in,
};
use crate::page::{Anchor, Change, FieldId, Heard, Leaving, Secrets, StopId, Tone};
use crate::say;

pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Start => start(model),
        Msg::Heard(heard) => self::heard(model, heard),
        Msg::Seen(at) => {
            if let Some(visit) = model.trail.last_mut() {
                visit.left = Some(at);
            }
            Vec::new()
        }
        Msg::Answer(ticket, answer) => answered(model, ticket, answer),
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
        Msg::News(ticket, news) => notices::arrived(model, ticket, news),
        Msg::DraftsKept(only_memory) => {
            mine::drafts_are_kept(model, only_memory);
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

pub fn first_page(model: &mut Model) -> Vec<Effect> {
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
    model.awaits_first &= matches!(heard, Heard::Rested(_) | Heard::Needs(_));
    // Any sign of the person puts the warning away, and is swallowed: it was not meant for the page below.
    if matches!(model.screen(), Some(Screen::IdleWarning)) && !matches!(heard, Heard::Leaving(_) | Heard::Needs(_)) {
        model.warned = None;
        model.notice = None;
        model.back();
        return Vec::new();
    }
    match heard {
        Heard::Did { does, secrets, at } => {
            document::left(model, &at);
            if let Some(visit) = model.trail.last_mut() {
                visit.left = Some(at);
            }
            model.hush();
            act(model, does, secrets)
        }
        Heard::Edited(field, change) => edit(model, field, &change),
        Heard::Follow(link) => {
            model.hush();
            follow(model, link)
        }
        Heard::Rested(row) => {
            model.resting = Some(row);
            Vec::new()
        }
        Heard::Needs(does) => act(model, does, Secrets::default()),
        Heard::Active => Vec::new(),
        Heard::Help => {
            if !matches!(model.screen(), Some(Screen::Help)) {
                model.hush();
                model.go(Screen::Help);
            }
            Vec::new()
        }
        Heard::Leaving(Leaving::Asked) => leave::ask(model),
        Heard::Leaving(Leaving::Ended) => leave::now(model, 0),
    }
}
fn edit(model: &mut Model, field: FieldId, change: &Change) -> Vec<Effect> {
    if field == documents::SEARCH {
        let mut filter = model.record.filter.clone();
        filter.text.apply(change);
        model.record.set_filter(filter);
        return Vec::new();
    }
    let Some(screen) = model.screen_mut() else { return Vec::new() };
    if let Screen::SignIn(form) = screen {
        form.touched = true;
    }
    if let Some(typed) = typed(screen, field) {
        typed.apply(change);
    }
    if field == find::WORDS {
        find::search(model);
    }
    if field == history::SEARCH {
        history::search(model);
    }
    if field.0 == form::FIELD { form::edited(model, field) } else { Vec::new() }
}

/// The text behind a field of this page.
fn typed(screen: &mut Screen, field: FieldId) -> Option<&mut Typed> {
    if let Screen::SignIn(form) = screen {
        return (field == sign_in::IDENTIFIER).then_some(&mut form.identifier);
    }
    if let Screen::Server(form) = screen {
        return (field == server::ADDRESS).then_some(&mut form.address);
    }
    if let Screen::Results(page) = screen {
        return (field == results::SEARCH).then_some(&mut page.search);
    }
    if let Screen::History(page) = screen {
        return (field == history::SEARCH).then_some(&mut page.search);
    }
    if let Screen::Form(page) = screen {
        return page.sheet.typed(field);
    }
    if let Screen::Mine(page) = screen {
        return mine::typed(page, field);
    }
    if let Screen::Rights(page) = screen {
        return rights::typed(page, field);
    }
    if let Screen::Search(page) = screen {
        return (field == search::WORDS).then_some(&mut page.words);
    }
    if let Screen::Find(page) = screen {
        return (field == find::WORDS).then_some(&mut page.words);
    }
    if let Screen::Directory(page) = screen {
        let fields =
            [(directory::NAME, &mut page.name), (directory::TRADE, &mut page.trade), (directory::PLACE, &mut page.place)];
        return fields.into_iter().find_map(|(id, typed)| (id == field).then_some(typed));
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
        Some(Target::Address(address)) => model.go(Screen::Address(address)),
        Some(Target::Refused(address)) => {
            let text = say!(model.words, "link-refused", address = address);
            model.tell(Tone::Warning, text);
        }
        Some(Target::Embedded(file)) => return inside::open(model, file),
        Some(Target::Sheet(page)) => {
            leave_at(model, link);
            return picture::open(model, page);
        }
        None => {}
    }
    Vec::new()
}

/// Coming back from what this link opens is coming back to it.
fn leave_at(model: &mut Model, link: crate::domain::LinkId) {
    let place = model.opened().and_then(|opened| opened.reading()).and_then(|reading| picture::place_of(reading, link));
    if let Some(visit) = model.trail.last_mut() {
        visit.left = place;
    }
}
