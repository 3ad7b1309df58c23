//! The one-time code: where to send it, then typing it.

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::place::menu;
use super::{Do, Page};
use crate::domain::{Challenge, Channel, ChannelId, Clean};
use crate::page::{Action, Anchor, Block, Entry, Field, FieldId, Row, RowId, Secrets, StopId, Tone};
use crate::say;
use crate::words::Words;

pub const CODE: FieldId = FieldId("code", 0);

#[derive(Debug, Clone, PartialEq)]
pub struct CodePage {
    pub challenge: Challenge,
    /// Another way was asked for.
    pub choosing: bool,
}

impl CodePage {
    pub fn new(challenge: Challenge) -> Self {
        let choosing = challenge.channel.is_none();
        Self { challenge, choosing }
    }
}

pub fn view(model: &Model, code: &CodePage) -> Page {
    if code.choosing { choose(model, code) } else { enter(model, code) }
}

fn choose(model: &Model, code: &CodePage) -> Page {
    let words = &model.words;
    let mut page = Page::new("code-channel", titled(words, &code.challenge, say!(words, "code-channel-title")));
    page.body.push(Block::Text(say!(words, "code-channel-why")));
    let rows = code.challenge.channels.iter().map(|channel| row(channel, words)).collect();
    page.body.push(menu(say!(words, "code-channels"), rows));
    page.actions.push(Action::new("start-again", 'd', say!(words, "action-start-again"), Do::StartAgain));
    page
}

fn row(channel: &Channel, words: &Words) -> Row<Do> {
    let (label, details) = match &channel.id {
        ChannelId::Sms => (say!(words, "code-channel-sms"), vec![hint(channel, words)]),
        ChannelId::Mail => (say!(words, "code-channel-mail"), vec![hint(channel, words), say!(words, "code-channel-mail-risk")]),
        ChannelId::Authenticator => (say!(words, "code-channel-totp"), vec![say!(words, "code-channel-totp-means")]),
        ChannelId::Other(name) => (say!(words, "code-channel-other", name = name), vec![hint(channel, words)]),
    };
    let details = details.into_iter().filter(|detail| !detail.is_empty()).collect();
    let id = RowId(Clean::line(channel.id.code()));
    Row { id, marks: Vec::new(), label, details, does: Do::Channel(channel.id.clone()) }
}

/// A masked destination said in words: `06 •• •• •• 42` is heard "finit par 42" (D15).
fn hint(channel: &Channel, words: &Words) -> Clean {
    let digits: String =
        channel.hint.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    match channel.hint.split_once('@') {
        Some((name, host)) => {
            let first: String = name.chars().take_while(|c| c.is_alphanumeric()).take(1).collect();
            say!(words, "code-hint-mail", first = first, host = host)
        }
        None if !digits.is_empty() => say!(words, "code-hint-phone", digits = digits),
        None => Clean::empty(),
    }
}

fn enter(model: &Model, code: &CodePage) -> Page {
    let words = &model.words;
    let challenge = &code.challenge;
    let mut page = Page::new("code", titled(words, challenge, say!(words, "code-title")));
    let channel = challenge.channels.iter().find(|channel| Some(&channel.id) == challenge.channel.as_ref());
    let sent = match (&challenge.channel, channel) {
        (Some(ChannelId::Authenticator), _) => say!(words, "code-from-authenticator"),
        (Some(ChannelId::Mail), Some(channel)) => say!(words, "code-sent-mail", hint = hint(channel, words)),
        (Some(ChannelId::Sms), Some(channel)) => say!(words, "code-sent-sms", hint = hint(channel, words)),
        _ => say!(words, "code-sent"),
    };
    page.body.push(Block::Text(sent));
    if let Some(seconds) = challenge.expires_in
        && challenge.channel != Some(ChannelId::Authenticator)
    {
        page.body.push(Block::Text(say!(words, "code-valid", wait = words.wait(seconds))));
    }
    let length = if challenge.length == 0 { 6 } else { challenge.length };
    page.body.push(Block::Field(Field {
        hint: Some(say!(words, "code-hint", length = length)),
        ..Field::new(CODE, say!(words, "code-field"), Entry::Code { length })
    }));
    page.actions.push(Action::new("verify", 'c', say!(words, "code-do"), Do::Verify).taking(&[CODE]));
    if challenge.channel != Some(ChannelId::Authenticator) {
        page.actions.push(Action::new("send-again", 'n', say!(words, "code-again"), Do::SendAgain));
    }
    if challenge.channels.len() > 1 {
        page.actions.push(Action::new("other-channel", 'u', say!(words, "code-other"), Do::OtherChannel));
    }
    page.actions.push(Action::new("start-again", 'd', say!(words, "action-start-again"), Do::StartAgain));
    page
}

/// A step this version does not know.
pub fn unknown(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("unknown-step", say!(words, "unknown-step-title"));
    page.body.push(Block::Text(say!(words, "unknown-step-what")));
    page.actions.push(Action::new("start-again", 'd', say!(words, "action-start-again"), Do::StartAgain));
    page
}

fn titled(words: &Words, challenge: &Challenge, title: Clean) -> Clean {
    match challenge.position {
        Some((step, steps)) => say!(words, "title-step", title = title, step = step, steps = steps),
        None => title,
    }
}

pub fn send(model: &mut Model, channel: ChannelId) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::SignIn);
    vec![Effect::ChooseChannel { ticket, channel }]
}

pub fn submit(model: &mut Model, mut secrets: Secrets) -> Vec<Effect> {
    let Some(code) = secrets.take(CODE).filter(|code| !code.is_empty()) else {
        model.tell(Tone::Problem, say!(model.words, "code-missing"));
        model.look_at(Anchor::Stop(StopId::Field(CODE)));
        return Vec::new();
    };
    let ticket = model.ask(WaitsFor::SignIn);
    vec![Effect::Verify { ticket, code }]
}
