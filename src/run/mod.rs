//! The loop: effects out, messages in. The terminal is given back on every way out.

mod browser;
pub mod confine;
pub mod deposit;
pub mod drafts;
mod dragged;
mod events;
pub mod gather;
pub mod harden;
pub mod panics;
mod perform;
pub mod random;
pub mod signals;
pub mod worker;

use crate::app::{Answer, Demonstration, Model, Msg, Phone, Settings, Stopped, update, view};
use crate::domain::{Instance, Place, Problem};
use crate::face::Face;
use crate::page::{Heard, Leaving};
use crate::vault::identifier::Identifier;
use crate::words::Words;
pub use perform::load;

use panics::Panics;
use perform::{Arrival, Performer};
use signals::{Signal, Signals};
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// How long the program waits, when it ends, for what must not be dropped (D5).
const LAST_WORDS: Duration = Duration::from_secs(5);
/// The same when the system asks to end.
const SHORT_LAST_WORDS: Duration = Duration::from_millis(800);

/// The demonstration, once started: where it listens, who can sign in, and the telephone that receives the codes (D10).
pub struct Demo {
    pub base: String,
    pub person: Demonstration,
    pub phone: UnboundedReceiver<Phone>,
}

/// Starts the demonstration when it is chosen.
pub type Starter = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<Demo, Problem>> + Send>> + Send>;

/// A setting the person changed by using the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Place(Place),
    Server(String),
    Remember(bool),
}

/// What `main` prepared.
pub struct Outside {
    pub words: Words,
    pub settings: Settings,
    pub instance: Instance,
    /// Certificate authorities besides the system's, in PEM (D20).
    pub extra_roots: Option<Vec<u8>>,
    pub demonstration: Option<Starter>,
    /// This program, started again to parse what is not trusted (D8).
    pub program: PathBuf,
    /// The files of [`Settings::files`], in the same order.
    pub files: Vec<PathBuf>,
    /// The program's own folder, where drafts are sealed; nothing where nothing may be written.
    pub drafts: Option<PathBuf>,
    /// Makes the memory for an identifier at a place; nothing in the demonstration.
    pub identifier: Box<dyn Fn(Place) -> Identifier + Send>,
    /// Keeps a change of settings; nothing in a shop.
    pub keep: Box<dyn Fn(Change) + Send>,
}

/// Runs until the person, or the world, ends it. Answers the exit code.
pub async fn run(mut face: Face, outside: Outside, panics: &Panics) -> io::Result<u8> {
    let mut signals = Signals::listen()?;
    let words = outside.words.clone();
    let mut model = Model::new(words.clone(), outside.settings.clone());
    let (inbox, mut arrivals) = mpsc::unbounded_channel();
    let mut performer = Performer::new(outside, inbox);
    if let Some(alarm) = performer.alarm() {
        panics.alarm(alarm);
    }
    let mut active = Instant::now();
    let mut last_words = LAST_WORDS;

    let mut pending = vec![Msg::Clock { now: jiff::Timestamp::now(), idle: Duration::ZERO }, Msg::Start];
    let code = loop {
        for msg in pending.drain(..) {
            for effect in update(&mut model, msg) {
                performer.perform(effect, &mut face);
            }
        }
        if let Some(code) = model.over() {
            break code;
        }
        let page = view(&model);
        if face.show(&page, &words).is_err() {
            // Nobody can read any more: as when the terminal goes away.
            pending.push(Msg::Stop(Stopped::HungUp));
            continue;
        }
        let due = model.wake_in(active.elapsed());
        tokio::select! {
            biased;
            () = panics.happened() => pending.push(Msg::Stop(Stopped::Broken)),
            signal = signals.next() => match signal {
                Signal::Terminate => {
                    last_words = SHORT_LAST_WORDS;
                    pending.push(Msg::Stop(Stopped::Terminated));
                }
                Signal::HangUp => {
                    last_words = SHORT_LAST_WORDS;
                    pending.push(Msg::Stop(Stopped::HungUp));
                }
                Signal::Interrupt => pending.push(Msg::Stop(Stopped::Interrupted)),
                // A terminal that has gone meanwhile is found out by the next `show`.
                Signal::Stop => {
                    let _ = face.leave().and_then(|()| signals::stop());
                    let _ = face.enter();
                    pending.push(clock(active));
                }
                Signal::Continue => {
                    let _ = face.enter();
                    pending.push(clock(active));
                }
            },
            heard = face.next(&page, &words) => {
                // What the eye needs is no sign of the person.
                if !matches!(heard, Ok(Heard::Needs(_))) {
                    active = Instant::now();
                }
                match heard {
                    Ok(Heard::Leaving(Leaving::Ended)) if signals::hung_up() => pending.push(Msg::Stop(Stopped::HungUp)),
                    // The place is kept for who comes back from the page these open.
                    Ok(heard @ (Heard::Help | Heard::Follow(_))) => {
                        pending.extend(face.at(&page, &words).ok().flatten().map(Msg::Seen));
                        pending.extend([clock(active), Msg::Heard(heard)]);
                    }
                    Ok(heard) => pending.extend([clock(active), Msg::Heard(heard)]),
                    Err(_) => pending.push(Msg::Stop(Stopped::HungUp)),
                }
            }
            Some(arrival) = arrivals.recv() => {
                let mut next = Some(arrival);
                // Everything that has come meanwhile is shown at once.
                while let Some(arrival) = next {
                    match arrival {
                        Arrival::Msg(msg) => {
                            // It may take the place of the part that is being read.
                            if matches!(*msg, Msg::Answer(_, Answer::Read(_))) {
                                pending.extend(face.at(&page, &words).ok().flatten().map(Msg::Seen));
                            }
                            pending.push(*msg);
                        }
                        Arrival::Server(api) => performer.use_server(api),
                        Arrival::Drafts(told) => performer.drafts_told(told),
                    }
                    next = arrivals.try_recv().ok();
                }
            }
            () = sleep(due) => {
                // This may lock: the place is kept for who unlocks. A terminal that has gone is found out by the next `show`.
                pending.extend(face.at(&page, &words).ok().flatten().map(Msg::Seen));
                pending.push(clock(active));
            }
        }
    };
    // The terminal first: what follows may take a moment, and shows nothing.
    let left = face.leave();
    performer.finish(last_words).await;
    // A terminal that has gone away cannot be given back.
    if model.over() == Some(0) { left.map(|()| code) } else { Ok(code) }
}

fn clock(active: Instant) -> Msg {
    Msg::Clock { now: jiff::Timestamp::now(), idle: active.elapsed() }
}

async fn sleep(due: Option<Duration>) {
    match due {
        // A little late rather than a little early, so that what is due is due.
        Some(due) => tokio::time::sleep(due + Duration::from_millis(20)).await,
        None => std::future::pending().await,
    }
}
