//! Notices in words: one sentence each. What names nobody is told all the same (D30).

use super::Words;
use crate::domain::{ChannelId, Clean, Mode, Notice, NoticeChoice, Told};
use crate::say;

impl Words {
    /// What happened, in one sentence.
    pub fn notice(&self, notice: &Notice) -> Clean {
        let who = notice.who.as_ref().and_then(|who| who.name.as_ref());
        match (notice.told, who) {
            (Told::Access, Some(who)) => say!(self, "notice-access", who = who),
            (Told::Access, None) => say!(self, "notice-access-unnamed"),
            (Told::Emergency, Some(who)) => match notice.mode {
                Some(Mode::Regulation) => say!(self, "notice-regulation", who = who),
                Some(Mode::Normal | Mode::BreakGlass) | None => say!(self, "notice-emergency", who = who),
            },
            (Told::Emergency, None) => say!(self, "notice-emergency-unnamed"),
            (Told::Deposit, Some(who)) => match &notice.title {
                Some(title) => say!(self, "notice-deposit-titled", who = who, title = title),
                None => say!(self, "notice-deposit", who = who),
            },
            (Told::Deposit, None) => say!(self, "notice-deposit-unnamed"),
            // These name more than one person, or nobody: the server's sentence says whom.
            (Told::Feed | Told::Announced | Told::Visible | Told::Blocked | Told::Treating, _) => {
                notice.said.clone().unwrap_or_else(|| self.notice_title(notice.told))
            }
            (Told::Other, _) => notice.said.clone().unwrap_or_else(|| say!(self, "notice-other")),
        }
    }

    /// What it is about, in a few words.
    pub fn notice_title(&self, told: Told) -> Clean {
        match told {
            Told::Access => say!(self, "notice-title-access"),
            Told::Emergency => say!(self, "notice-title-emergency"),
            Told::Deposit => say!(self, "notice-title-deposit"),
            Told::Feed => say!(self, "notice-title-feed"),
            Told::Announced => say!(self, "notice-title-announced"),
            Told::Visible => say!(self, "notice-title-visible"),
            Told::Blocked => say!(self, "notice-title-blocked"),
            Told::Treating => say!(self, "notice-title-treating"),
            Told::Other => say!(self, "notice-title-other"),
        }
    }

    /// A kind of notices, as one chooses about it.
    pub fn notice_kind(&self, choice: &NoticeChoice) -> Clean {
        match choice.told {
            Told::Access => say!(self, "notice-kind-access"),
            Told::Emergency => say!(self, "notice-kind-emergency"),
            Told::Deposit => say!(self, "notice-kind-deposit"),
            Told::Feed => say!(self, "notice-kind-feed"),
            Told::Announced => say!(self, "notice-kind-announced"),
            Told::Visible => say!(self, "notice-kind-visible"),
            Told::Blocked => say!(self, "notice-kind-blocked"),
            Told::Treating => say!(self, "notice-kind-treating"),
            Told::Other => say!(self, "notice-kind-other", code = &choice.code),
        }
    }

    /// By which way it comes besides.
    pub fn channel(&self, channel: Option<&ChannelId>) -> Clean {
        match channel {
            Some(ChannelId::Sms) => say!(self, "notice-by-sms"),
            Some(ChannelId::Mail) => say!(self, "notice-by-mail"),
            Some(ChannelId::Authenticator | ChannelId::Other(_)) => say!(self, "notice-by-other"),
            None => say!(self, "notice-by-none"),
        }
    }

    /// The same as something to choose.
    pub fn channel_choice(&self, channel: Option<&ChannelId>) -> Clean {
        match channel {
            Some(ChannelId::Sms) => say!(self, "notice-choose-sms"),
            Some(ChannelId::Mail) => say!(self, "notice-choose-mail"),
            Some(ChannelId::Authenticator | ChannelId::Other(_)) => say!(self, "notice-choose-other"),
            None => say!(self, "notice-choose-none"),
        }
    }
}
