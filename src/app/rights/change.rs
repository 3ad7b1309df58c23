//! A change on its way, and how it ended.

use super::{Change, RightsPage, Step, Wish, ask, ask_again, page};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::trail::Screen;
use crate::app::{Do, Page, answer, lock, masking, mine, notices};
use crate::domain::{Outcome, Place, Problem};
use crate::page::{Action, Anchor, Block, Entry, Field, StopId, Tone};
use crate::say;

/// The page of the question stays below until the answer: what is under way is said there.
pub fn send(model: &mut Model, change: Change) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Change);
    model.changing = Some(Wish::Consent(change.clone()));
    vec![Effect::Change { ticket, change: Box::new(change) }]
}

/// Whatever the page now shown: a change is answered where the person is (D5).
pub fn changed(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let Some(Wish::Consent(change)) = model.changing.take() else { return Vec::new() };
    let words = model.words.clone();
    match outcome {
        Outcome::NotDone(problem) if problem.ends_the_session() => return answer::trouble(model, &problem),
        Outcome::NotDone(Problem::ProveIdentity) => return proof_wanted(model, Wish::Consent(change)),
        Outcome::NotDone(Problem::ChangedMeanwhile) => model.rights.conflict = Some(change),
        Outcome::NotDone(problem) => {
            let text = say!(words, "change-not-done", why = words.problem(&problem));
            model.tell(Tone::Problem, text);
        }
        Outcome::Done => {
            leave_question(model);
            model.tell(Tone::Success, ask::done(&change, &words));
        }
        Outcome::Unknown => {
            leave_question(model);
            model.tell(Tone::Warning, say!(words, "change-unknown"));
        }
    }
    ask_again(model)
}

fn leave_question(model: &mut Model) {
    while matches!(model.screen(), Some(Screen::Rights(page)) if page.asks()) {
        model.back();
    }
}

impl RightsPage {
    /// A page on the way to a change, which has no more reason once it is made.
    fn asks(&self) -> bool {
        match self {
            Self::Ask(_) | Self::Prove(_) | Self::Conflict(_) | Self::Stay(_) => true,
            Self::Hub | Self::Shown(_) => false,
        }
    }
}

/// At home the password; in a shop a whole sign-in, after which the question is asked again (D21).
pub fn proof_wanted(model: &mut Model, wish: Wish) -> Vec<Effect> {
    match model.place() {
        Place::Home => {
            model.go(page(RightsPage::Prove(wish)));
            model.look_at(Anchor::Stop(StopId::Field(lock::PASSWORD)));
            Vec::new()
        }
        Place::Shop => {
            let ticket = model.ticket();
            let mut effects = answer::expire(model);
            model.tell(Tone::Information, say!(model.words, "prove-shop"));
            effects.push(Effect::SignOut { ticket });
            effects
        }
    }
}

pub fn prove(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights/prove", say!(words, "prove-title"));
    page.body.push(Block::Text(say!(words, "prove-what")));
    if let Some(connected) = &model.connected {
        page.body.push(Block::Text(say!(words, "sign-in-host", host = &connected.host)));
    }
    page.body.push(Block::Field(Field::new(lock::PASSWORD, say!(words, "sign-in-password"), Entry::Secret)));
    page.actions.push(Action::new("prove", 'c', say!(words, "prove-do"), Do::Unlock).taking(&[lock::PASSWORD]));
    page
}

/// The password was right: what was asked for is sent.
pub fn proved(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Rights(shown)) = model.screen() else { return Vec::new() };
    let RightsPage::Prove(wish) = shown.as_ref() else { return Vec::new() };
    let wish = wish.clone();
    model.back();
    match wish {
        Wish::Consent(change) => send(model, change),
        Wish::Files(files) => masking::send(model, files),
        Wish::New(mask) => masking::prefer(model, mask),
        Wish::Form => mine::sent_again(model),
        Wish::Notice(code, channel) => notices::choose(model, code, channel),
    }
}

/// What is so now is known: both are shown, and the person chooses.
pub fn collided(model: &mut Model, change: Change) {
    leave_question(model);
    model.go(page(RightsPage::Conflict(change)));
}

pub fn conflict(model: &Model, change: &Change) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights/conflict", say!(words, "conflict-title"));
    page.body.push(Block::Text(say!(words, "conflict-what")));
    let again = again(model, change);
    page.body.push(Block::Facts(vec![
        (say!(words, "conflict-wanted"), words.change(change)),
        (say!(words, "conflict-now"), words.change_now(change, model.rights.now.as_deref())),
    ]));
    page.actions.push(Action::new("keep", 'n', say!(words, "conflict-keep"), Do::Back));
    if let Some(again) = again {
        page.actions.push(Action::new("change", 'o', say!(words, "conflict-do"), Do::Rights(Step::Change(again))));
    }
    page
}

/// The same wish, of what is so now; nothing when it is so already, or what it was about is gone.
fn again(model: &Model, change: &Change) -> Option<Change> {
    let now = model.rights.now.as_ref()?;
    if change.is_in(now) {
        return None;
    }
    Some(match change {
        Change::End(consent) => Change::End(now.id(&consent.id)?.clone()),
        Change::Switch { consent, permit } => Change::Switch { consent: now.id(&consent.id)?.clone(), permit: *permit },
        Change::Block(_) | Change::Stay { .. } => change.clone(),
    })
}
