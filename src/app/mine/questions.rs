//! The program's own forms, as questions: contacts, statements, wishes, what is said of a file.

use crate::domain::{Answer, Ask, Blood, Check, Clean, Contact, DepositKind, Form, Link, Question, Topic, When};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub const FAMILY: &str = "family";
pub const GIVEN: &str = "given";
pub const LINK: &str = "link";
pub const ROLES: &str = "roles";
pub const PHONE: &str = "phone";
pub const OTHER_PHONE: &str = "other-phone";
pub const EMAIL: &str = "email";
pub const STREET: &str = "street";
pub const POSTCODE: &str = "postcode";
pub const TOWN: &str = "town";
pub const COUNTRY: &str = "country";
pub const ORDER: &str = "order";
pub const WHAT: &str = "what";
pub const SINCE: &str = "since";
pub const NOTE: &str = "note";
pub const SEEN: &str = "seen";
pub const TITLE: &str = "title";
pub const TEXT: &str = "text";
pub const KIND: &str = "kind";
pub const DATE: &str = "date";

pub const EMERGENCY: &str = "emergency";
pub const TRUSTED: &str = "trusted";
pub const VISIBLE: &str = "visible";
pub const HIDDEN: &str = "hidden";

fn question(link: &str, text: Clean, ask: Ask) -> Question {
    Question { link: link.into(), text, ask, ..Question::default() }
}

fn required(link: &str, text: Clean, ask: Ask) -> Question {
    Question { required: true, ..question(link, text, ask) }
}

fn group(link: &str, text: Clean, items: Vec<Question>) -> Question {
    Question { items, ..question(link, text, Ask::Group) }
}

fn option(code: &str, said: Clean) -> Answer {
    Answer::Code { system: Clean::empty(), code: code.into(), said }
}

fn own(name: &str, title: Clean, items: Vec<Question>) -> Arc<Form> {
    Arc::new(Form { name: name.into(), canonical: name.into(), title, items, ..Form::default() })
}

/// Three pages: who it is, how to reach them, where they live.
pub fn contact(contact: &Contact, words: &Words) -> Arc<Form> {
    let line = |check| Ask::Line(check);
    let roles = Question {
        repeats: true,
        help: vec![say!(words, "contact-roles-help")],
        options: vec![option(EMERGENCY, say!(words, "contact-emergency")), option(TRUSTED, say!(words, "contact-trusted"))],
        ..required(ROLES, say!(words, "contact-roles"), Ask::Choice)
    };
    let link = Question {
        options: Link::ALL.iter().map(|link| option(link.code(), words.link(*link))).collect(),
        ..required(LINK, say!(words, "contact-link"), Ask::Choice)
    };
    let helped = |question: Question, help: Clean| Question { help: vec![help], ..question };
    let items = vec![
        group(
            "who",
            say!(words, "contact-who"),
            vec![
                required(GIVEN, say!(words, "contact-given"), line(Check::Name)),
                required(FAMILY, say!(words, "contact-family"), line(Check::Name)),
                roles,
                link,
            ],
        ),
        group(
            "reach",
            say!(words, "contact-reach"),
            vec![
                required(PHONE, say!(words, "contact-phone"), line(Check::Phone)),
                question(OTHER_PHONE, say!(words, "contact-other-phone"), line(Check::Phone)),
                question(EMAIL, say!(words, "contact-email"), line(Check::Email)),
                helped(question(ORDER, say!(words, "contact-order"), Ask::Integer), say!(words, "contact-order-help")),
            ],
        ),
        group(
            "home",
            say!(words, "contact-home"),
            vec![
                question(STREET, say!(words, "contact-street"), line(Check::Any)),
                helped(required(POSTCODE, say!(words, "contact-postcode"), line(Check::Any)), say!(words, "hint-postcode")),
                required(TOWN, say!(words, "contact-town"), line(Check::Town)),
                helped(question(COUNTRY, say!(words, "contact-country"), line(Check::Any)), say!(words, "contact-country-help")),
            ],
        ),
    ];
    let title = if contact.id.is_some() { say!(words, "contact-change") } else { say!(words, "contact-new") };
    own("contact", title, items)
}

/// Whether professionals see it.
fn seen(words: &Words) -> Question {
    Question {
        options: vec![option(VISIBLE, say!(words, "seen-visible")), option(HIDDEN, say!(words, "seen-hidden"))],
        initial: vec![option(VISIBLE, Clean::empty())],
        help: vec![say!(words, "seen-help")],
        ..required(SEEN, say!(words, "seen-question"), Ask::Choice)
    }
}

pub fn statement(topic: Topic, words: &Words) -> Arc<Form> {
    let since = question(SINCE, say!(words, "statement-since"), Ask::Date(When::Past));
    let note = question(NOTE, say!(words, "statement-note"), Ask::Text);
    let what = match topic {
        Topic::Illness => required(WHAT, say!(words, "statement-illness"), Ask::Line(Check::Any)),
        Topic::Allergy => required(WHAT, say!(words, "statement-allergy"), Ask::Line(Check::Any)),
        Topic::Treatment => required(WHAT, say!(words, "statement-treatment"), Ask::Line(Check::Any)),
        Topic::Blood => Question {
            options: Blood::ALL.into_iter().map(|blood| option(blood_code(blood), words.blood(blood))).collect(),
            help: vec![say!(words, "statement-blood-help")],
            ..required(WHAT, say!(words, "statement-blood"), Ask::Choice)
        },
        Topic::Rhesus => Question {
            options: vec![option("true", say!(words, "rhesus-positive")), option("false", say!(words, "rhesus-negative"))],
            help: vec![say!(words, "statement-blood-help")],
            ..required(WHAT, say!(words, "statement-rhesus"), Ask::Choice)
        },
    };
    let items = match topic {
        Topic::Illness | Topic::Allergy | Topic::Treatment => vec![what, since, note, seen(words)],
        Topic::Blood | Topic::Rhesus => vec![what, seen(words)],
    };
    own("statement", words.topic(topic), items)
}

pub fn blood_code(blood: Blood) -> &'static str {
    match blood {
        Blood::A => "A",
        Blood::B => "B",
        Blood::Ab => "AB",
        Blood::O => "O",
    }
}

pub fn wish(words: &Words) -> Arc<Form> {
    let title = Question {
        help: vec![say!(words, "wish-title-help")],
        limit: Some(100),
        ..required(TITLE, say!(words, "wish-title"), Ask::Line(Check::Any))
    };
    let text = Question { help: vec![say!(words, "wish-text-help")], ..required(TEXT, say!(words, "wish-text"), Ask::Text) };
    own("wish", say!(words, "wish-new"), vec![title, text])
}

/// What a file is: its title, its kind and its date.
pub fn deposit(words: &Words) -> Arc<Form> {
    let title = Question { limit: Some(100), ..required(TITLE, say!(words, "deposit-title"), Ask::Line(Check::Any)) };
    let kind = Question {
        options: DepositKind::CHOICES.into_iter().map(|kind| option(kind.code(), words.deposit_kind(kind))).collect(),
        ..required(KIND, say!(words, "deposit-kind"), Ask::Choice)
    };
    let date = required(DATE, say!(words, "deposit-date"), Ask::Date(When::Past));
    own("deposit", say!(words, "deposit-new"), vec![title, kind, date, seen(words)])
}
