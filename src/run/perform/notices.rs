//! The notice centre: what is asked of it, and what is changed in it, which is never let go (D5).

use super::Performer;
use crate::api::Api;
use crate::app::{Answer, Errand, Noticed, Ticket};
use crate::domain::{Outcome, Problem};
use std::future::Future;

impl Performer {
    pub(super) fn notices(&mut self, ticket: Ticket, errand: Errand) {
        let noticed = |noticed| Answer::Notices(Box::new(noticed));
        match errand {
            Errand::Listen { anew } => self.ears.listen(self.api.clone(), self.inbox.clone(), ticket, anew),
            Errand::List { next } => {
                self.ask(
                    ticket,
                    move |outcome| noticed(Noticed::Listed(outcome)),
                    |api| async move {
                        match next {
                            None => api.notices().await,
                            Some(next) => api.more_notices(&next).await,
                        }
                    },
                );
            }
            Errand::Trace { id, day } => {
                self.ask(
                    ticket,
                    move |outcome| noticed(Noticed::Trace(outcome)),
                    move |api| async move { api.trace(&id, day).await },
                );
            }
            Errand::Document(id) => {
                self.ask(
                    ticket,
                    move |outcome| noticed(Noticed::Document(outcome)),
                    move |api| async move { api.document(&id).await },
                );
            }
            Errand::Choices => {
                self.ask(
                    ticket,
                    move |outcome| noticed(Noticed::Choices(outcome)),
                    |api| async move { api.notice_choices().await },
                );
            }
            Errand::Mark { notice, read, now } => self.tell(ticket, move |api| async move {
                Noticed::Marked(match api {
                    Some(api) => api.mark(&notice, read, now).await,
                    None => Err(Problem::Unreachable),
                })
            }),
            Errand::MarkAll { now } => self.tell(ticket, move |api| async move {
                let (count, problem) = match api {
                    Some(api) => api.mark_all_read(now).await,
                    None => (0, Some(Problem::Unreachable)),
                };
                Noticed::AllMarked(count, problem)
            }),
            Errand::Choose { code, channel } => self.tell(ticket, move |api| async move {
                Noticed::Chosen(match api {
                    Some(api) => api.choose_notice(&code, channel.as_ref()).await,
                    None => Outcome::NotDone(Problem::Unreachable),
                })
            }),
        }
    }

    /// A write.
    fn tell<F: Future<Output = Noticed> + Send + 'static>(
        &mut self,
        ticket: Ticket,
        work: impl FnOnce(Option<Api>) -> F + Send + 'static,
    ) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        self.writes.spawn(async move { inbox.answer(ticket, Answer::Notices(Box::new(work(api).await))) });
    }
}
