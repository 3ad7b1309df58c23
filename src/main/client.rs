//! The client: on a server, on the demonstration, or on files of this computer.

use super::{FAILED, MISUSED, fail, runtime, serve};
use dmp::app::{self, Demonstration, Phone};
use dmp::cli::Choices;
use dmp::domain::{Clean, Document, Place, Problem};
use dmp::face::screen::{self, Graphics, Size, Theme, graphics};
use dmp::face::{Face, linear};
use dmp::run::gather::Gathered;
use dmp::run::panics::Panics;
use dmp::run::{self, Change, Demo, Outside, Starter, random};
use dmp::sandbox;
use dmp::say;
use dmp::settings::{self, Environment, Remark, Settings, Store, Stored};
use dmp::vault::Own;
use dmp::vault::identifier::Identifier;
use dmp::words::Words;
use std::io::{self, Write};
use tokio::sync::mpsc;

pub enum What {
    /// The record on the configured server.
    Record,
    Demonstration,
    Files(Gathered),
}

pub fn run(choices: &Choices, words: &Words, panics: &Panics, what: What) -> u8 {
    // The demonstration and the reading of files leave nothing behind, and follow no setting of the disk but the look.
    let store = Store::at(choices.config.clone());
    let (stored, mut remarks) = store.load();
    let settings = match Settings::gather(choices, &Environment::current(), &stored) {
        Ok((settings, more)) => {
            remarks.extend(more);
            settings
        }
        Err(refusal) => return fail(&refusal.say(words), MISUSED),
    };
    let Ok(instance) = random::instance() else { return FAILED };
    let extra_roots = match settings.extra_roots.as_deref().map(std::fs::read).transpose() {
        Ok(roots) => roots,
        Err(_) => return fail(&say!(words, "cli-extra-roots-unreadable"), FAILED),
    };
    let keeps = matches!(what, What::Record);
    let documents = match &what {
        What::Files(files) => match files.documents() {
            Some(documents) => documents,
            None => return fail(&nothing(files, words), FAILED),
        },
        What::Record | What::Demonstration => Vec::new(),
    };
    if keeps
        && settings.place == Some(Place::Home)
        && let Some(own) = Own::find()
    {
        panics.write_reports_in(own.reports);
    }
    let outside = Outside {
        words: words.clone(),
        settings: app_settings(&settings, &stored, &what, documents),
        instance,
        extra_roots,
        demonstration: Some(demonstration(words.clone())),
        program: super::program(),
        files: if let What::Files(files) = what { files.files.into_iter().map(|file| file.path).collect() } else { Vec::new() },
        drafts: Own::find().filter(|_| keeps).map(|own| own.memory),
        identifier: Box::new(move |place| Identifier::new(place, Own::find().filter(|_| keeps).map(|own| own.memory))),
        keep: keeper(if keeps { store } else { Store::in_memory() }, settings.place),
    };
    let Ok(runtime) = runtime() else { return FAILED };
    let outcome = runtime.block_on(async {
        let face = face(&settings, &remarks, words)?;
        run::run(face, outside, panics).await
    });
    // Threads blocked outside, such as one that reads the terminal, do not hold the end.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => code,
        Err(_) => fail(&say!(words, "cli-terminal-lost"), FAILED),
    }
}

/// The face, after what could not be followed in the settings was said: above it in linear, nowhere else would it be read.
fn face(settings: &Settings, remarks: &[Remark], words: &Words) -> io::Result<Face> {
    if !remarks.is_empty() {
        let mut out = io::stderr().lock();
        for remark in remarks {
            let _ = writeln!(out, "{}", remark.say(words));
        }
    }
    let size = match settings.face {
        settings::Face::Linear => return Ok(Face::Linear(Box::new(linear::Linear::open(linear::Options::default())?))),
        settings::Face::Large => Size::Large,
        settings::Face::Screen => Size::Normal,
    };
    let options = screen::Options {
        theme: settings.theme.as_deref().and_then(Theme::named),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        letters: settings.letters,
        graphics: graphics::choose(wish(settings.graphics), variable),
        colours: graphics::colours(variable),
        ..screen::Options::new(size)
    };
    Ok(Face::Screen(Box::new(screen::Screen::open(options)?)))
}

/// What the face is asked for; nothing: it chooses.
fn wish(graphics: settings::Graphics) -> Option<Graphics> {
    match graphics {
        settings::Graphics::Auto => None,
        settings::Graphics::Kitty => Some(Graphics::Kitty),
        settings::Graphics::Sixel => Some(Graphics::Sixel),
        settings::Graphics::Iterm2 => Some(Graphics::Iterm2),
        settings::Graphics::HalfBlocks => Some(Graphics::HalfBlocks),
        settings::Graphics::None => Some(Graphics::None),
    }
}

/// What the environment says under this name.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

fn app_settings(settings: &Settings, stored: &Stored, what: &What, files: Vec<Document>) -> app::Settings {
    let at = |place| {
        let mut there = settings.clone();
        there.move_to(place, stored);
        there
    };
    let (home, shop) = (at(Place::Home), at(Place::Shop));
    let demonstration = matches!(what, What::Demonstration);
    app::Settings {
        place: settings.place,
        server: if demonstration { None } else { settings.server.as_deref().map(Clean::line) },
        demonstration,
        remembers: home.remember && !demonstration,
        lock_at_home: home.lock_after,
        lock_in_shop: shop.lock_after.unwrap_or(std::time::Duration::from_secs(120)),
        folder: settings.folder().map(|folder| Clean::line(&folder.display().to_string())).unwrap_or_default(),
        files,
        left_out: if let What::Files(files) = what { files.left_out } else { 0 },
        more_files: matches!(what, What::Files(files) if files.cut),
    }
}

/// Writes what is to be kept, at home only: in a shop, and until the person says where they are, nothing (D11).
fn keeper(store: Store, place: Option<Place>) -> Box<dyn Fn(Change) + Send> {
    let at = std::sync::atomic::AtomicBool::new(place == Some(Place::Home));
    let home = move |change: &Change| {
        use std::sync::atomic::Ordering::Relaxed;
        if let Change::Place(place) = change {
            at.store(*place == Place::Home, Relaxed);
        }
        at.load(Relaxed)
    };
    Box::new(move |change| {
        if !home(&change) {
            return;
        }
        let change = match change {
            Change::Place(place) => settings::Change::Place(place),
            Change::Server(server) => settings::Change::Server(server),
            Change::Remember(remember) => settings::Change::Remember(remember),
        };
        // A convenience: asked again next time where it cannot be written.
        let _ = store.keep(&change);
    })
}

/// The sandbox inside the process, on this computer only, in memory (D10).
fn demonstration(words: Words) -> Starter {
    Box::new(move || {
        Box::pin(async move {
            let at = |listen| sandbox::start(sandbox::Options { listen, ..sandbox::Options::default() });
            // Where `dmp sandbox act` looks for it; taken, anywhere else.
            let running = match at(sandbox::USUAL).await {
                Err(sandbox::Failure::PortTaken(_)) => at(sandbox::Options::default().listen).await,
                started => started,
            };
            let running = running.map_err(|failure| {
                let _ = serve::sentence(&failure, &words);
                Problem::Unreachable
            })?;
            let base = running.base().to_owned();
            let mut messages = running.messages();
            let (sender, phone) = mpsc::unbounded_channel();
            tokio::spawn(async move {
                // The sandbox lives as long as its messages are listened for: until the process ends.
                let _running = running;
                while let Some(message) = messages.recv().await {
                    if sender.send(Phone { text: Clean::line(&message.text) }).is_err() {
                        break;
                    }
                }
            });
            let person = Demonstration { identifier: "camille.martin".into(), password: "Bienvenue-2026!".into() };
            Ok(Demo { base, person, phone })
        })
    })
}

/// What is said when there is nothing to open.
pub fn nothing(gathered: &Gathered, words: &Words) -> Clean {
    match gathered.files.first() {
        Some(file) => say!(words, "cli-open-not-found", path = Clean::line(&file.path.display().to_string())),
        None => say!(words, "cli-open-no-document"),
    }
}
