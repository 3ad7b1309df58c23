//! Notices, for whoever uses the program through its pages.

use crate::person::{Person, document};
use dmp::app::{Msg, Noticed};
use dmp::domain::{ChannelId, DocumentId, Mode, News, Notice, NoticeChoice, NoticeChoices, NoticeId, Notices, Party, Told};
use std::sync::Arc;
use std::time::Duration;

pub fn notice(id: &str, sent: &str, told: Told, mode: Option<Mode>, name: &str) -> Notice {
    Notice {
        id: NoticeId::new(id).unwrap(),
        version: Some("1".into()),
        told,
        sent: sent.parse().unwrap(),
        read: false,
        who: (!name.is_empty()).then(|| Party { identifier: Some("810999001042".into()), name: Some(name.into()) }),
        mode,
        reason: None,
        trace: None,
        document: None,
        title: None,
        said: None,
    }
}

pub fn emergency() -> Notice {
    let told = notice("n-4", "2026-11-20T11:00:00Z", Told::Emergency, Some(Mode::BreakGlass), "Dr Hugo Leroy");
    Notice { reason: Some("Patiente inconsciente".into()), trace: Some("t3".into()), ..told }
}

pub fn deposit() -> Notice {
    let told = notice("n-3", "2026-11-19T08:00:00Z", Told::Deposit, None, "Dr Alice Dumont");
    Notice { document: DocumentId::new("doc-1"), title: Some("Bilan".into()), trace: Some("t2".into()), ..told }
}

/// An emergency, a deposit, an access that was read, and one that names nobody.
pub fn notices() -> Notices {
    let read = notice("n-2", "2026-11-02T08:00:00Z", Told::Access, Some(Mode::Normal), "Dr Alice Dumont");
    let unnamed = notice("n-1", "2026-10-20T08:00:00Z", Told::Deposit, None, "");
    let all = vec![emergency(), deposit(), Notice { read: true, ..read }, Notice { read: true, ..unnamed }];
    Notices { all: all.into_iter().map(Arc::new).collect(), total: Some(4), next: None, unreadable: 0 }
}

pub fn fresh(unread: u64, fresh: Vec<Notice>) -> News {
    News { unread: Some(unread), fresh: fresh.into_iter().map(Arc::new).collect(), more: false }
}

pub fn choices() -> NoticeChoices {
    let choice = |code: &str, told, channel, required| NoticeChoice { code: code.into(), told, channel, required };
    NoticeChoices {
        channels: vec![ChannelId::Sms, ChannelId::Mail],
        all: vec![
            choice("ACCES_BRIS_GLACE", Told::Emergency, Some(ChannelId::Sms), true),
            choice("ACCES_DMP_PS", Told::Access, Some(ChannelId::Mail), true),
            choice("AJOUT_DOCUMENT", Told::Deposit, None, false),
        ],
    }
}

/// Signed in, with the time known.
pub fn somebody() -> Person {
    let mut person = Person::signed_in(vec![document(1, "Bilan", "2026-11-13")]);
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(Msg::Clock { now, idle: Duration::ZERO });
    person.hears(fresh(2, Vec::new()));
    person
}

pub fn at_the_centre() -> Person {
    let mut person = somebody();
    person.choose("Avis");
    person.noticed(Noticed::Listed(Ok(notices())));
    person
}

pub fn at_the_choices() -> Person {
    let mut person = at_the_centre();
    person.choose("Choisir comment être prévenu");
    person.noticed(Noticed::Choices(Ok(choices())));
    person
}
