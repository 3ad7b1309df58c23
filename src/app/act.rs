//! What choosing something on a page does.

use super::effect::Effect;
use super::library::gather;
use super::model::{Model, WaitsFor};
use super::msg::Do;
use super::trail::Screen;
use super::update::first_page;
use super::{
    address, code, compare, contents, copy, directory, document, documents, filters, find, form, history, leave, lock, locked,
    masking, mine, new_password, notices, picture, rights, save, server, sessions, sign_in,
};
use crate::domain::Problem;
use crate::page::{Anchor, Secrets, StopId, Tone};
use crate::say;

pub fn act(model: &mut Model, does: Do, secrets: Secrets) -> Vec<Effect> {
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
        Do::Period(period) => filters::in_period(model, period),
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
        Do::OpenLocked => locked::submit(model, secrets),
        Do::Contents => push(model, Screen::Contents),
        Do::Heading(piece) => {
            contents::go(model, piece);
            Vec::new()
        }
        Do::SeePicture => picture::here(model),
        Do::NextSheet => picture::turn(model, |page| page.checked_add(1)),
        Do::PreviousSheet => picture::turn(model, |page| page.checked_sub(1)),
        Do::ToggleColours => {
            picture::toggle_colours(model);
            Vec::new()
        }
        Do::Paint(framing) => picture::paint(model, framing),
        Do::CopyAddress => address::copy(model),
        Do::Browse => address::browse(model),
        Do::About => push(model, Screen::About),
        Do::FollowUp => push(model, Screen::FollowUp),
        Do::Copy => copy::open(model),
        Do::CopyPassage(passage) => copy::copy(model, passage),
        Do::Compare => compare::open(model),
        Do::FetchToCompare => compare::fetch(model),
        Do::Find => find::open(model),
        Do::Found(passage) => find::choose(model, passage),
        Do::FoundAfter => find::step(model, true),
        Do::FoundBefore => find::step(model, false),
        Do::ForgetFound => find::forget(model),
        Do::Beginning => document::beginning(model),
        Do::Want(wanted) => gather::want(model, wanted),
        Do::Gather(wanted) => gather::start(model, wanted),
        Do::Gathered(wanted) => {
            gather::show(model, wanted);
            Vec::new()
        }
        Do::Test(key) => push(model, Screen::Test(key)),
        Do::Month(month) => push(model, Screen::Month(month)),
        Do::OpenAt(id, passage) => document::open_at(model, &id, passage),
        Do::OpenAtResult(id, rank) => document::open_at_result(model, &id, rank),
        Do::History => history::open(model),
        Do::LongerHistory => history::longer(model),
        Do::MoreHistory => history::ask(model),
        Do::NewestHistory => history::ask_anew(model),
        Do::Sift(sift) => history::sift(model, sift),
        Do::Trace(trace) => history::open_one(model, trace),
        Do::UnknownTrace => match model.screen() {
            Some(Screen::Trace(trace)) => {
                let trace = trace.clone();
                push(model, Screen::UnknownTrace(trace))
            }
            Some(_) | None => Vec::new(),
        },
        Do::Directory => directory::open_search(model),
        Do::Trade(name) => directory::choose(model, name),
        Do::SearchDirectory => directory::search(model),
        Do::MoreProfessionals => directory::more(model),
        Do::Professional(id) => directory::open(model, &id),
        Do::Masking(step) => masking::act(model, step),
        Do::Rights(step) => rights::act(model, step),
        Do::Mine(step) => mine::act(model, step),
        Do::Form(step) => form::act(model, step),
        Do::Notices(step) => notices::act(model, step),
        Do::Account => push(model, Screen::Account),
        Do::Sessions => sessions::open(model),
        Do::AskEndSession(id) => sessions::ask(model, &id),
        Do::EndSession(id) => sessions::end(model, vec![id]),
        Do::EndOtherSessions => {
            let others = sessions::others(model);
            sessions::end(model, others)
        }
        Do::AskSave => save::open(model),
        Do::SaveAs(form) => save::choose(model, form),
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
    let mut effects = stop(model);
    effects.extend(picture::left(model));
    if matches!(model.screen(), Some(Screen::Locked)) {
        return effects;
    }
    if matches!(model.screen(), Some(Screen::Form(_))) {
        effects.extend(form::back(model));
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
    let stoppable = |for_what| {
        !matches!(
            for_what,
            WaitsFor::Save
                | WaitsFor::SignOut
                | WaitsFor::EndSessions
                | WaitsFor::Copy
                | WaitsFor::Change
                | WaitsFor::NoticesChange
                | WaitsFor::Browser
                | WaitsFor::Writing
        )
    };
    let Some(waiting) = model.waiting.take_if(|waiting| stoppable(waiting.for_what)) else { return Vec::new() };
    match waiting.for_what {
        WaitsFor::Document => document::stopped(model),
        WaitsFor::Gather => {
            gather::stopped(model);
            model.complain(&Problem::Stopped);
        }
        WaitsFor::Server
        | WaitsFor::SignIn
        | WaitsFor::Record
        | WaitsFor::Save
        | WaitsFor::SignOut
        | WaitsFor::Compare
        | WaitsFor::Copy
        | WaitsFor::Browser
        | WaitsFor::Unlock
        | WaitsFor::Sessions
        | WaitsFor::History
        | WaitsFor::Directory
        | WaitsFor::EndSessions
        | WaitsFor::Rights
        | WaitsFor::Notices
        | WaitsFor::NoticesChange
        | WaitsFor::Mine
        | WaitsFor::Writing
        | WaitsFor::Sending
        | WaitsFor::File
        | WaitsFor::Change => {
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
    } else if matches!(model.screen(), Some(Screen::Sessions(_))) {
        sessions::list(model)
    } else if matches!(model.screen(), Some(Screen::History(_))) {
        history::ask(model)
    } else if matches!(model.screen(), Some(Screen::Mine(_))) {
        mine::again(model)
    } else if matches!(model.screen(), Some(Screen::Rights(_))) {
        rights::ask_again(model)
    } else if matches!(model.screen(), Some(Screen::Notices(_))) {
        notices::again(model)
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
