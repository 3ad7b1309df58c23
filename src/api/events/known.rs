//! What has been told already: a notice is told once, however often the server repeats it.

use crate::domain::{News, Notice, NoticeId, Notices};
use jiff::Timestamp;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// Notices remembered as told.
const REMEMBERED: usize = 1_000;

/// Where somebody is in their notices. It outlives a lock, and no sign-in of somebody else.
#[derive(Debug, Default)]
pub struct Listener {
    ids: VecDeque<NoticeId>,
    /// The newest that was known the first time: what is older was there before.
    since: Option<Timestamp>,
    begun: bool,
    /// How many were unread the last time.
    unread: Option<u64>,
    /// The id of the last event.
    pub(super) last: Option<String>,
    /// Milliseconds to wait before the next stream.
    pub(super) retry: Option<u64>,
}

impl Listener {
    /// What is new in these unread notices; nothing when nothing is. The first time all of them were there before. After that
    /// what was announced is new, and so is what is newer than all that was known: not what is only made unread again.
    pub(super) fn learn(&mut self, found: &Notices, announced: &HashSet<NoticeId>) -> Option<News> {
        let first = !std::mem::replace(&mut self.begun, true);
        let unread = || found.all.iter().filter(|notice| !notice.read);
        let strange = |notice: &&Arc<Notice>| {
            let newer = || self.since.is_none_or(|since| notice.sent >= since);
            !self.ids.contains(&notice.id) && (announced.contains(&notice.id) || newer())
        };
        let mut fresh: Vec<Arc<Notice>> = if first { Vec::new() } else { unread().filter(strange).cloned().collect() };
        fresh.sort_by_key(|notice| std::cmp::Reverse(notice.sent));
        fresh.dedup_by(|one, other| one.id == other.id);
        // A server that does not know what was read gives all of them: then it has not counted the unread.
        let total = found.total.filter(|_| unread().count() == found.all.len());
        let same = !first && total == self.unread && fresh.is_empty();
        self.unread = total;
        if first {
            self.since = found.all.iter().map(|notice| notice.sent).max();
        }
        for notice in &found.all {
            self.remember(&notice.id);
        }
        let more = found.next.is_some() && !fresh.is_empty() && fresh.len() == found.all.len();
        (!same).then_some(News { unread: total, fresh, more })
    }

    fn remember(&mut self, id: &NoticeId) {
        if self.ids.contains(id) {
            return;
        }
        if self.ids.len() >= REMEMBERED {
            self.ids.pop_front();
        }
        self.ids.push_back(id.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Told;

    fn notice(id: &str, second: u8) -> Arc<Notice> {
        Arc::new(Notice {
            id: NoticeId::new(id).unwrap(),
            version: None,
            told: Told::Access,
            sent: format!("2026-11-22T20:00:{second:02}Z").parse().unwrap(),
            read: false,
            who: None,
            mode: None,
            reason: None,
            trace: None,
            document: None,
            title: None,
            said: None,
        })
    }

    fn learn(listener: &mut Listener, found: &Notices) -> Option<News> {
        listener.learn(found, &HashSet::new())
    }

    fn unread(all: Vec<Arc<Notice>>) -> Notices {
        Notices { total: Some(all.len() as u64), all, ..Notices::default() }
    }

    fn fresh(news: Option<News>) -> Vec<String> {
        news.unwrap_or_default().fresh.iter().map(|notice| notice.id.as_str().to_owned()).collect()
    }

    #[test]
    fn what_was_there_is_counted_and_what_arrives_is_told_once() {
        let mut listener = Listener::default();
        let first = learn(&mut listener, &unread(vec![notice("b", 5), notice("a", 1)])).unwrap();
        assert_eq!((first.unread, first.fresh.len()), (Some(2), 0));
        assert_eq!(learn(&mut listener, &unread(vec![notice("b", 5), notice("a", 1)])), None);
        // In the same second as the newest, and before it in the list.
        let more = unread(vec![notice("d", 9), notice("c", 5), notice("b", 5), notice("a", 1)]);
        assert_eq!(fresh(learn(&mut listener, &more)), ["d", "c"]);
        assert_eq!(learn(&mut listener, &more), None, "repeated");
        // One read elsewhere, and one made unread again, which is older than all.
        let less = unread(vec![notice("d", 9), notice("z", 0)]);
        let news = learn(&mut listener, &less).unwrap();
        assert_eq!((news.unread, news.fresh.len()), (Some(2), 0));
        // One that was announced, whatever the clock of the server said.
        let late = unread(vec![notice("d", 9), notice("y", 0)]);
        assert_eq!(fresh(listener.learn(&late, &HashSet::from([NoticeId::new("y").unwrap()]))), ["y"]);
    }

    #[test]
    fn with_nothing_at_first_all_that_comes_is_told() {
        let mut listener = Listener::default();
        assert_eq!(learn(&mut listener, &unread(Vec::new())), Some(News { unread: Some(0), ..News::default() }));
        assert_eq!(fresh(learn(&mut listener, &unread(vec![notice("a", 1), notice("a", 1)]))), ["a"]);
    }

    #[test]
    fn a_page_of_nothing_but_new_ones_says_that_there_are_more() {
        let mut listener = Listener::default();
        learn(&mut listener, &unread(Vec::new()));
        let page = Notices { next: Some("n".into()), total: Some(90), ..unread(vec![notice("a", 1), notice("b", 2)]) };
        let news = learn(&mut listener, &page).unwrap();
        assert_eq!((news.more, news.fresh.len()), (true, 2));
    }

    #[test]
    fn f12_what_is_remembered_is_bounded() {
        let mut listener = Listener::default();
        for n in 0..5_000 {
            listener.remember(&NoticeId::new(&format!("n-{n}")).unwrap());
        }
        assert_eq!(listener.ids.len(), REMEMBERED);
    }
}
