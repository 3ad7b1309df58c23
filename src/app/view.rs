//! The model as a page.

use super::library::{gather, reimbursed, results, search, treatments, vaccinations};
use super::model::{Model, WaitsFor};
use super::msg::Do;
use super::trail::Screen;
use super::{
    Page, about, account, address, code, compare, contents, copy, directory, document, documents, files, filters, find, form,
    help, history, home, leave, lock, lost, masking, mine, new_password, notices, picture, place, rights, save, server, sessions,
    sign_in,
};
use crate::page::{Block, Busy};
use crate::say;

pub fn view(model: &Model) -> Page {
    let mut page = page(model, model.screen());
    // The message stays where it can be read again, once the notice that brought it has gone.
    if let Some(phone) = &model.phone
        && !model.screen().is_some_and(Screen::private)
    {
        let said = say!(model.words, "phone", text = phone);
        if model.notice.as_ref().is_none_or(|notice| notice.text != said) {
            page.body.insert(0, Block::Text(said));
        }
    }
    page.banner = model.banner();
    page.notice = notices::above(model);
    page.look.clone_from(&model.look);
    page.busy = busy(model);
    // From a locked page there is no way back but the password.
    if page.back.is_none() && model.trail.len() > 1 && !matches!(model.screen(), Some(Screen::Locked)) {
        page.back = Some(Do::Back);
    }
    page
}

/// The page of a screen, without what is common to all.
pub fn page(model: &Model, screen: Option<&Screen>) -> Page {
    match screen {
        None | Some(Screen::Place) => place::view(model),
        Some(Screen::Server(form)) => server::view(model, form),
        Some(Screen::SignIn(form)) => sign_in::view(model, form),
        Some(Screen::Lost) => lost::view(model),
        Some(Screen::NewPassword(policy)) => new_password::view(model, policy),
        Some(Screen::UnknownStep) => code::unknown(model),
        Some(Screen::Code(code)) => code::view(model, code),
        Some(Screen::Home) => home::view(model),
        Some(Screen::Documents) => documents::view(model),
        Some(Screen::Files) => files::view(model),
        Some(Screen::ChooseCategory) => filters::category(model),
        Some(Screen::ChoosePeriod(form)) => filters::period(model, form),
        Some(Screen::ChooseAuthor) => filters::author(model),
        Some(Screen::ChooseOrder) => filters::order(model),
        Some(Screen::Unreadable) => documents::unreadable(model),
        Some(Screen::Document(opened)) => document::view(model, opened),
        Some(Screen::Contents) => contents::view(model),
        Some(Screen::Picture(shown)) => picture::view(model, shown),
        Some(Screen::Address(given)) => address::view(model, given),
        Some(Screen::About) => about::view(model),
        Some(Screen::AskCompare(other)) => compare::asks(model, other),
        Some(Screen::Comparison(comparison)) => compare::view(model, comparison),
        Some(Screen::Copy) => copy::view(model),
        Some(Screen::Find(page)) => find::view(model, page),
        Some(Screen::Gather(wanted)) => gather::view(model, *wanted),
        Some(Screen::Results(page)) => results::view(model, page),
        Some(Screen::Test(key)) => results::test(model, key),
        Some(Screen::FollowUp) => home::follow_up(model),
        Some(Screen::Vaccinations) => vaccinations::view(model),
        Some(Screen::Treatments) => treatments::view(model),
        Some(Screen::Reimbursed) => reimbursed::view(model),
        Some(Screen::Month(month)) => reimbursed::month(model, *month),
        Some(Screen::Search(page)) => search::view(model, page),
        Some(Screen::History(page)) => history::view(model, page),
        Some(Screen::HistoryChoice(choosing)) => history::choose(model, *choosing),
        Some(Screen::Trace(trace)) => history::one(model, trace),
        Some(Screen::UnknownTrace(trace)) => history::unknown(model, trace),
        Some(Screen::Masking(page)) => masking::view(model, page),
        Some(Screen::Rights(page)) => rights::view(model, page),
        Some(Screen::Mine(page)) => mine::view(model, page),
        Some(Screen::Form(page)) => form::view(model, page),
        Some(Screen::Notices(page)) => notices::view(model, page),
        Some(Screen::Account) => account::view(model),
        Some(Screen::Sessions(page)) => sessions::view(model, page),
        Some(Screen::EndSession(session)) => sessions::asks(model, session),
        Some(Screen::Directory(page)) => directory::sought(model, page),
        Some(Screen::Professionals(page)) => directory::found(model, page),
        Some(Screen::Professional(professional)) => directory::person(model, professional),
        Some(Screen::Save(saving)) => save::view(model, saving),
        Some(Screen::Locked) => lock::view(model),
        Some(Screen::IdleWarning) => lock::warning(model),
        Some(Screen::Help) => help::view(model),
        Some(Screen::Leave) => leave::view(model),
    }
}

fn busy(model: &Model) -> Option<Busy<Do>> {
    let waiting = model.waiting.as_ref()?;
    let words = &model.words;
    let (text, stoppable) = match waiting.for_what {
        WaitsFor::Server => (say!(words, "busy-server"), true),
        WaitsFor::SignIn => (say!(words, "busy-sign-in"), true),
        WaitsFor::Record => (say!(words, "busy-record"), true),
        WaitsFor::Document => match model.screen() {
            Some(Screen::Document(opened)) if opened.has_begun() => (say!(words, "busy-other-pages"), true),
            Some(_) | None => (say!(words, "busy-document"), true),
        },
        WaitsFor::Save => (say!(words, "busy-save"), false),
        WaitsFor::SignOut => (say!(words, "busy-sign-out"), false),
        WaitsFor::Compare => (say!(words, "busy-compare"), true),
        WaitsFor::Copy => (say!(words, "busy-copy"), false),
        WaitsFor::Browser => (say!(words, "busy-browser"), false),
        WaitsFor::Gather => (say!(words, "busy-gather"), true),
        WaitsFor::History => (say!(words, "busy-history"), true),
        WaitsFor::Sessions => (say!(words, "busy-sessions"), true),
        WaitsFor::Rights => (say!(words, "busy-rights"), true),
        WaitsFor::Change => (say!(words, "busy-change"), false),
        WaitsFor::Notices => (say!(words, "busy-notices"), true),
        WaitsFor::NoticesChange => (say!(words, "busy-change"), false),
        WaitsFor::Mine => (say!(words, "busy-mine"), true),
        WaitsFor::Writing => (say!(words, "busy-change"), false),
        WaitsFor::Sending => (say!(words, "busy-sending"), true),
        WaitsFor::File => (say!(words, "busy-file"), true),
        WaitsFor::Directory => (say!(words, "busy-directory"), true),
        WaitsFor::EndSessions => (say!(words, "busy-end-sessions"), false),
        WaitsFor::Unlock => (say!(words, "busy-unlock"), true),
    };
    let text = match model.server_waits {
        Some(seconds) => say!(words, "busy-server-waits", wait = words.wait(seconds)),
        None => text,
    };
    let stop = stoppable.then(|| (say!(words, "busy-stop"), Do::StopWaiting));
    Some(Busy { text, progress: waiting.progress, stop })
}
