//! Signing in: identifier and password, on a page that shows which server will receive them (S18).

use super::code::CodePage;
use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page};
use crate::domain::{ChannelId, Place, Problem, Step};
use crate::page::{Action, Anchor, Block, Field, FieldId, Secrets, StopId, Tone};
use crate::say;

pub const IDENTIFIER: FieldId = FieldId("identifier", 0);
pub const PASSWORD: FieldId = FieldId("password", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SignInForm {
    pub identifier: Typed,
    /// The identifier was typed, not recalled: typing wins (D22).
    pub touched: bool,
    pub remember: bool,
}

pub fn view(model: &Model, form: &SignInForm) -> Page {
    let words = &model.words;
    let mut page = Page::new("sign-in", say!(words, "sign-in-title"));
    let Some(connected) = &model.connected else {
        // What is under way says itself.
        if model.waiting.is_none() {
            page.body.push(Block::Text(say!(words, "sign-in-not-connected")));
            page.actions.push(Action::new("retry", 'c', say!(words, "action-retry"), Do::Retry));
            if !model.settings.demonstration {
                page.actions.push(Action::new("server", 'd', say!(words, "sign-in-other-server"), Do::OtherServer));
            }
        }
        return page;
    };
    page.body.push(Block::Text(say!(words, "sign-in-host", host = &connected.host)));
    if let Some(proxy) = &connected.proxy {
        page.body.push(Block::Text(say!(words, "sign-in-proxy", proxy = proxy)));
    }
    if let Some(person) = &connected.demonstration {
        page.body.push(Block::Text(say!(words, "sign-in-demonstration")));
        page.body.push(Block::Facts(vec![
            (say!(words, "sign-in-identifier"), person.identifier.clone()),
            (say!(words, "sign-in-initial-password"), person.password.clone()),
        ]));
    }
    page.body.push(Block::Field(Field::new(IDENTIFIER, say!(words, "sign-in-identifier"), form.identifier.entry())));
    page.body.push(Block::Field(Field::new(PASSWORD, say!(words, "sign-in-password"), crate::page::Entry::Secret)));
    page.actions.push(Action::new("sign-in", 'c', say!(words, "sign-in-do"), Do::SignIn).taking(&[PASSWORD]));
    if model.place() == Place::Home {
        let label = if form.remember { say!(words, "sign-in-remember-yes") } else { say!(words, "sign-in-remember-no") };
        page.actions.push(Action::new("remember", 's', label, Do::ToggleRemember));
    }
    page.actions.push(Action::new("lost", 'p', say!(words, "sign-in-lost"), Do::Lost));
    page
}

/// The form, with the eye on the first thing to type.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let remember = model.settings.remembers && model.place() == Place::Home;
    model.trail = vec![Screen::SignIn(SignInForm { remember, ..SignInForm::default() }).into()];
    model.look_at(Anchor::Stop(StopId::Field(IDENTIFIER)));
    if !remember {
        return Vec::new();
    }
    let ticket = model.ticket();
    model.recalling = Some(ticket);
    vec![Effect::Recall { ticket }]
}

pub fn submit(model: &mut Model, mut secrets: Secrets) -> Vec<Effect> {
    let Some(Screen::SignIn(form)) = model.screen() else { return Vec::new() };
    let identifier = form.identifier.value().flat();
    let remember = form.remember;
    let password = secrets.take(PASSWORD).filter(|password| !password.is_empty());
    let missing = if identifier.is_empty() { Some(IDENTIFIER) } else { password.is_none().then_some(PASSWORD) };
    if let Some(field) = missing {
        let text = if field == IDENTIFIER {
            say!(model.words, "sign-in-identifier-missing")
        } else {
            say!(model.words, "sign-in-password-missing")
        };
        model.tell(Tone::Problem, text);
        model.look_at(Anchor::Stop(StopId::Field(field)));
        return Vec::new();
    }
    let Some(password) = password else { return Vec::new() };
    let ticket = model.ask(WaitsFor::SignIn);
    let mut effects = Vec::new();
    if model.place() == Place::Home && (remember || model.settings.remembers) {
        model.settings.remembers = remember;
        effects.push(Effect::Remember(remember.then(|| identifier.clone())));
    }
    effects.push(Effect::SignIn { ticket, identifier, password });
    effects
}

/// Goes to the page of the step the server asks for, or says why not.
pub fn stepped(model: &mut Model, outcome: Result<Step, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(Step::ChangePassword { policy, rejected }) => {
            let again = matches!(model.screen(), Some(Screen::NewPassword(_)));
            if !rejected.is_empty() {
                let mut said = vec![model.words.problem(&Problem::PasswordRejected(Vec::new()))];
                said.extend(rejected.iter().map(|rejection| model.words.rejection(*rejection)));
                let said = said.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(" ");
                model.tell(Tone::Problem, said.into());
            }
            let screen = Screen::NewPassword(policy);
            if again {
                model.replace(screen)
            } else {
                model.go(screen)
            }
            model.look_at(Anchor::Stop(StopId::Field(super::new_password::NEW)));
        }
        Ok(Step::Code(challenge)) => {
            let page = CodePage::new(challenge);
            let sent = page.challenge.channel.is_some();
            if matches!(model.screen(), Some(Screen::Code(_) | Screen::NewPassword(_))) {
                model.replace(Screen::Code(page));
            } else {
                model.go(Screen::Code(page));
            }
            if sent {
                model.look_at(Anchor::Stop(StopId::Field(super::code::CODE)));
            }
        }
        Ok(Step::Unknown) => model.go(Screen::UnknownStep),
        Err(problem) => failed(model, &problem),
    }
    Vec::new()
}

/// A problem while signing in: some send back to the beginning, none loses the identifier typed.
pub fn failed(model: &mut Model, problem: &Problem) {
    model.complain(problem);
    if matches!(problem, Problem::WrongCode { .. }) && by_authenticator(model) {
        // The code depends on the time (F30).
        let text = [model.words.problem(problem), say!(model.words, "code-clock")].map(|text| text.to_string()).join(" ");
        model.tell(Tone::Problem, text.into());
    }
    if let Problem::WrongCode { left } = problem
        && *left != Some(0)
    {
        if let Some(Screen::Code(page)) = model.screen_mut() {
            page.challenge.attempts_left = left.or(page.challenge.attempts_left);
        }
        model.look_at(Anchor::Stop(StopId::Field(super::code::CODE)));
    } else if matches!(
        problem,
        Problem::SignInExpired
            | Problem::SessionEnded
            | Problem::Locked { .. }
            | Problem::WrongCredentials
            | Problem::WrongCode { .. }
    ) {
        while model.trail.len() > 1 && !matches!(model.screen(), Some(Screen::SignIn(_))) {
            model.trail.pop();
        }
        model.look_at(Anchor::Stop(StopId::Field(PASSWORD)));
    }
}

fn by_authenticator(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::Code(page)) if page.challenge.channel == Some(ChannelId::Authenticator))
}
