//! The notice centre: what it holds, what of it was read, and which notices also come by SMS or e-mail. A change that got
//! no answer is never sent again (D18): what is kept is read, and says whether it was made.

use super::connection::{Body, Call, Condition};
use super::said::Said;
use super::{Api, fhir};
use crate::domain::{ChannelId, Clean, Notice, NoticeChoice, NoticeChoices, NoticeId, Notices, Outcome, Problem};
use crate::wire::fhir as wire;
use crate::wire::{account, account_notices as member};
use jiff::Timestamp;
use serde_json::json;
use url::Url;
use zeroize::Zeroizing;

impl Api {
    /// The first page, the newest first. [`Problem::NotOffered`] when the server has none.
    pub async fn notices(&self) -> Result<Notices, Problem> {
        fhir::notices(&self.json(self.notices_url(&[]).await?, wire::JSON, false).await?)
    }

    /// The unread ones: the newest, and how many they are. In the background.
    pub(super) async fn unread_notices(&self) -> Result<Notices, Problem> {
        fhir::notices(&self.json(self.notices_url(&[UNREAD]).await?, wire::JSON, true).await?)
    }

    async fn notices_url(&self, more: &[(&str, &str)]) -> Result<Url, Problem> {
        self.service().await?.serves("Communication")?;
        let mut url = self.inner.connection.address.under("Communication")?;
        url.query_pairs_mut()
            .append_pair("recipient", self.inner.session.patient()?.as_str())
            .append_pair("_sort", "-sent")
            .append_pair("_count", &wire::PAGE.to_string())
            .extend_pairs(more);
        Ok(url)
    }

    /// The page that the notice centre calls the next one.
    pub async fn more_notices(&self, link: &str) -> Result<Notices, Problem> {
        let url = self.inner.connection.address.same_origin(link)?;
        let mut notices = fhir::notices(&self.json(url, wire::JSON, false).await?)?;
        // A page that is its own next one would never end.
        notices.next = notices.next.filter(|next| next.as_ref() != link);
        Ok(notices)
    }

    pub async fn notice(&self, id: &NoticeId) -> Result<Notice, Problem> {
        let url = self.notice_url(id)?;
        let notice = fhir::notice(&self.json(url, wire::JSON, false).await?)?;
        if notice.id == *id { Ok(notice) } else { Err(Problem::Garbled) }
    }

    fn notice_url(&self, id: &NoticeId) -> Result<Url, Problem> {
        self.inner.connection.address.under(&format!("Communication/{}", id.as_str()))
    }

    /// Read, or unread again; gives the notice as it is then. Somebody who marked it elsewhere meant the same thing, or is
    /// this person: the last wish holds, so a version that has gone by is read again, once.
    pub async fn mark(&self, notice: &Notice, read: bool, now: Timestamp) -> Result<Notice, Problem> {
        let problem = match self.marked(notice, read, now).await {
            Ok(marked) => return Ok(marked),
            Err(problem) => problem,
        };
        if matches!(problem, Problem::SessionEnded | Problem::Forbidden | Problem::NotFound | Problem::DmpClosed) {
            return Err(problem);
        }
        let kept = self.notice(&notice.id).await?;
        if kept.read == read {
            Ok(kept)
        } else if problem == Problem::ChangedMeanwhile {
            self.marked(&kept, read, now).await
        } else {
            Err(problem)
        }
    }

    async fn marked(&self, notice: &Notice, read: bool, now: Timestamp) -> Result<Notice, Problem> {
        let test = json!({ "op": "test", "path": "/id", "value": notice.id.as_str() });
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now).to_string();
        let change = match read {
            true => json!({ "op": "add", "path": "/received", "value": at }),
            false => json!({ "op": "remove", "path": "/received" }),
        };
        let text = Zeroizing::new(json!([test, change]).to_string());
        let condition = Condition::Match(format!("W/\"{}\"", notice.version.as_deref().unwrap_or_default()));
        let call = Call { body: Body::Patch { text, condition }, ..Call::get(self.notice_url(&notice.id)?, wire::JSON) };
        fhir::notice(&self.written(call).await?)
    }

    /// All that are unread, page by page: how many were marked, and what stopped it if something did.
    pub async fn mark_all_read(&self, now: Timestamp) -> (u64, Option<Problem>) {
        let mut done: u64 = 0;
        loop {
            let unread = match self.unread_notices().await {
                Ok(found) => found.all.into_iter().filter(|notice| !notice.read).collect::<Vec<_>>(),
                Err(problem) => return (done, Some(problem)),
            };
            if unread.is_empty() {
                return (done, None);
            }
            for notice in unread {
                match self.mark(&notice, true, now).await {
                    // A server that says read and keeps it unread would never be done with.
                    Ok(marked) if !marked.read => return (done, Some(Problem::Garbled)),
                    Ok(_) => done = done.saturating_add(1),
                    Err(problem) => return (done, Some(problem)),
                }
            }
        }
    }

    /// Which notices come by SMS or e-mail. [`Problem::NotOffered`] when the server does not let one choose.
    pub async fn notice_choices(&self) -> Result<NoticeChoices, Problem> {
        let url = self.service().await?.account(account::NOTIFICATIONS)?;
        match self.json(url, "application/json", false).await {
            Ok(body) => choices(&body),
            Err(Problem::NotFound) => Err(Problem::NotOffered),
            Err(problem) => Err(problem),
        }
    }

    /// Done, not done, or unknown. `channel`: none, by no channel.
    pub async fn choose_notice(&self, code: &str, channel: Option<&ChannelId>) -> Outcome {
        let word = channel.map_or(member::NONE, ChannelId::code);
        let body = json!({ member::NOTICES: [{ member::CODE: code, member::CHANNEL: word }] });
        let url = match self.service().await.and_then(|service| service.account(account::NOTIFICATIONS)) {
            Ok(url) => url,
            Err(problem) => return Outcome::NotDone(problem),
        };
        let call = Call { body: Body::Put(Zeroizing::new(body.to_string())), ..Call::get(url, "application/json") };
        let problem = match self.write(call).await {
            Ok(()) => return Outcome::Done,
            Err(problem) if super::writing::unsent(&problem) => return Outcome::NotDone(problem),
            Err(problem) => problem,
        };
        let kept = self.notice_choices().await.ok();
        let found = kept.and_then(|kept| kept.all.into_iter().find(|choice| choice.code.as_str() == code));
        match found {
            Some(choice) if choice.channel.as_ref() == channel => Outcome::Done,
            Some(_) | None if super::writing::says_no(&problem) => Outcome::NotDone(problem),
            Some(_) | None => Outcome::Unknown,
        }
    }
}

const UNREAD: (&str, &str) = ("received:missing", "true");

fn choices(body: &[u8]) -> Result<NoticeChoices, Problem> {
    let said = Said::read(body)?;
    let one = |choice: &Said| {
        let code = choice.text(member::CODE)?;
        let channel = choice.text(member::CHANNEL).filter(|channel| *channel != member::NONE).map(ChannelId::of);
        Some(NoticeChoice { code: Clean::line(code), told: fhir::of_code(code), channel, required: choice.yes(member::REQUIRED) })
    };
    let channels = said.texts(member::CHANNELS).unwrap_or_default();
    Ok(NoticeChoices {
        channels: channels.into_iter().map(ChannelId::of).collect(),
        all: said.objects(member::NOTICES).ok_or(Problem::Garbled)?.iter().filter_map(one).collect(),
    })
}
