//! What is decided before the first page: by the command line, else the environment, else the file, else by itself.

mod remark;
mod store;

pub use remark::{Remark, told};
pub use store::{Change, Kept, Store, Stored};

use crate::cli::{Choices, Refusal};
use crate::domain::{Clean, Place};
use crate::vault::export;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// The three ways of showing the same pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    Screen,
    Large,
    Linear,
}

impl Face {
    /// From a word of the command line, the environment or the file, in English or in French.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "screen" | "visuel" => Some(Self::Screen),
            "large" | "grand" => Some(Self::Large),
            "linear" | "lecture" => Some(Self::Linear),
            _ => None,
        }
    }

    /// The word that the file holds.
    pub fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Large => "large",
            Self::Linear => "linear",
        }
    }
}

/// How pictures are shown, as the person wishes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Graphics {
    /// As the terminal can.
    #[default]
    Auto,
    Kitty,
    Sixel,
    Iterm2,
    HalfBlocks,
    None,
}

impl Graphics {
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "kitty" => Some(Self::Kitty),
            "sixel" => Some(Self::Sixel),
            "iterm2" => Some(Self::Iterm2),
            "halfblocks" | "demi-blocs" => Some(Self::HalfBlocks),
            "none" | "aucune" => Some(Self::None),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    French,
    /// Easy to read. Comes later.
    Simple,
    /// Comes later.
    English,
}

impl Language {
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "fr" => Some(Self::French),
            "fr-x-falc" => Some(Self::Simple),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// What the program finds around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `DMP_FACE`.
    pub face: Option<String>,
    /// `DMP_PLACE`.
    pub place: Option<String>,
    /// `DMP_GRAPHICS`.
    pub graphics: Option<String>,
    /// Both ends are a terminal on which one can draw.
    pub terminal: bool,
}

impl Environment {
    pub fn current() -> Self {
        let read = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|v| !v.is_empty());
        let drawable = cfg!(windows) || read("TERM").is_some_and(|term| term != "dumb");
        let terminal = drawable && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        Self { face: read("DMP_FACE"), place: read("DMP_PLACE"), graphics: read("DMP_GRAPHICS"), terminal }
    }
}

/// Minutes without a sign of life before the program locks (ACCESSIBILITY, "Time and sign-in").
const LOCK_HOME: u64 = 10;
const LOCK_SHOP: u64 = 2;
const LOCK_SHOP_MOST: u64 = 20;

/// Everything that is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// As it was written; `api` judges it.
    pub server: Option<String>,
    pub face: Face,
    /// As it was written; the face knows its themes.
    pub theme: Option<String>,
    pub graphics: Graphics,
    /// `None`: ask, and behave as in a shop until answered (D11).
    pub place: Option<Place>,
    /// Choices are also made by a letter.
    pub letters: bool,
    /// `None`: never, which only a person at home can choose.
    pub lock_after: Option<Duration>,
    /// The person asked that the identifier be remembered. Never in a shop.
    pub remember: bool,
    /// A PEM file of certificate authorities, besides the system's (D20).
    pub extra_roots: Option<PathBuf>,
    /// Where saved documents go; else [`export::default_folder`].
    folder: Option<PathBuf>,
}

impl Settings {
    /// Decides, and says what it could not follow.
    pub fn gather(choices: &Choices, environment: &Environment, stored: &Stored) -> Result<(Self, Vec<Remark>), Refusal> {
        let face = face(choices.face, environment, stored.face)?;
        let from_environment = match &environment.place {
            Some(word) => Some(Place::named(word).ok_or_else(|| Refusal::NotAPlace(Clean::line(word)))?),
            None => None,
        };
        let graphics = match &environment.graphics {
            Some(word) => Some(Graphics::named(word).ok_or_else(|| Refusal::NotGraphics(Clean::line(word)))?),
            None => None,
        };
        let place = choices.place.or(from_environment).or(stored.place);
        let remarks = match choices.language {
            Some(Language::Simple | Language::English) => vec![Remark::LanguageComesLater],
            Some(Language::French) | None => Vec::new(),
        };
        let settings = Self {
            server: choices.server.clone().or_else(|| stored.server.clone()),
            face,
            theme: choices.theme.clone().or_else(|| stored.theme.clone()),
            graphics: choices.graphics.or(graphics).or(stored.graphics).unwrap_or_default(),
            place,
            letters: stored.letters.unwrap_or(true),
            lock_after: lock_after(place, face, stored.lock_after_minutes),
            remember: place == Some(Place::Home) && stored.remember.unwrap_or(false),
            extra_roots: stored.extra_roots.clone(),
            folder: stored.folder.clone(),
        };
        Ok((settings, remarks))
    }

    /// Where a saved document is proposed to go; `None` when this computer names no place for the person.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone().or_else(export::default_folder)
    }

    /// Once the person has said where they are (D11): what follows from it. `stored` as it was read.
    pub fn move_to(&mut self, place: Place, stored: &Stored) {
        self.place = Some(place);
        self.lock_after = lock_after(Some(place), self.face, stored.lock_after_minutes);
        self.remember = place == Place::Home && stored.remember.unwrap_or(false);
    }
}

/// Without a terminal to draw on, linear is chosen by itself; only an argument that says otherwise is wrong use (D14).
fn face(argument: Option<Face>, environment: &Environment, stored: Option<Face>) -> Result<Face, Refusal> {
    let from_environment = match &environment.face {
        Some(word) => Some(Face::named(word).ok_or_else(|| Refusal::NotAFace(Clean::line(word)))?),
        None => None,
    };
    match argument {
        Some(Face::Screen | Face::Large) if !environment.terminal => Err(Refusal::NoTerminal),
        Some(face) => Ok(face),
        None if !environment.terminal => Ok(Face::Linear),
        None => Ok(from_environment.or(stored).unwrap_or(Face::Screen)),
    }
}

/// Reading with a screen reader sends no keys: the line-by-line face waits twice as long, unless the person chose.
fn lock_after(place: Option<Place>, face: Face, chosen: Option<u64>) -> Option<Duration> {
    let patience = if face == Face::Linear { 2 } else { 1 };
    let minutes = match (place, chosen) {
        (Some(Place::Home), Some(0)) => return None,
        (Some(Place::Home), chosen) => chosen.unwrap_or(LOCK_HOME * patience),
        (Some(Place::Shop) | None, None | Some(0)) => LOCK_SHOP * patience,
        (Some(Place::Shop) | None, Some(minutes)) => minutes.min(LOCK_SHOP_MOST),
    };
    Some(Duration::from_secs(minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(choices: &Choices, environment: &Environment, stored: &Stored) -> Settings {
        Settings::gather(choices, environment, stored).unwrap().0
    }

    fn terminal() -> Environment {
        Environment { terminal: true, ..Environment::default() }
    }

    #[test]
    fn an_argument_wins_over_the_environment_which_wins_over_the_file() {
        let mut stored = Stored::default();
        let mut environment = terminal();
        let mut choices = Choices::default();
        let face = |c: &Choices, e: &Environment, s: &Stored| gathered(c, e, s).face;
        let place = |c: &Choices, e: &Environment, s: &Stored| gathered(c, e, s).place;
        assert_eq!((face(&choices, &environment, &stored), place(&choices, &environment, &stored)), (Face::Screen, None));
        (stored.face, stored.place) = (Some(Face::Large), Some(Place::Home));
        assert_eq!(face(&choices, &environment, &stored), Face::Large);
        assert_eq!(place(&choices, &environment, &stored), Some(Place::Home));
        (environment.face, environment.place) = (Some("lecture".into()), Some("shop".into()));
        assert_eq!(face(&choices, &environment, &stored), Face::Linear);
        assert_eq!(place(&choices, &environment, &stored), Some(Place::Shop));
        (choices.face, choices.place) = (Some(Face::Screen), Some(Place::Home));
        assert_eq!(face(&choices, &environment, &stored), Face::Screen);
        assert_eq!(place(&choices, &environment, &stored), Some(Place::Home));
    }

    #[test]
    fn how_pictures_are_shown_is_decided_in_the_same_order_and_a_misspelt_wish_is_wrong_use() {
        let stored = Stored { graphics: Graphics::named("sixel"), ..Stored::default() };
        let environment = Environment { graphics: Some("demi-blocs".into()), ..terminal() };
        let choices = Choices { graphics: Graphics::named("aucune"), ..Choices::default() };
        let graphics = |c: &Choices, e: &Environment, s: &Stored| gathered(c, e, s).graphics;
        assert_eq!(graphics(&Choices::default(), &terminal(), &Stored::default()), Graphics::Auto);
        assert_eq!(graphics(&Choices::default(), &terminal(), &stored), Graphics::Sixel);
        assert_eq!(graphics(&Choices::default(), &environment, &stored), Graphics::HalfBlocks);
        assert_eq!(graphics(&choices, &environment, &stored), Graphics::None);
        let environment = Environment { graphics: Some("peinture".into()), ..terminal() };
        let refused = Settings::gather(&choices, &environment, &stored);
        assert_eq!(refused, Err(Refusal::NotGraphics("peinture".into())));
    }

    #[test]
    fn f48_without_a_terminal_linear_is_chosen_and_a_forced_screen_is_refused() {
        let nowhere = Environment::default();
        let stored = Stored { face: Some(Face::Large), ..Stored::default() };
        assert_eq!(gathered(&Choices::default(), &nowhere, &stored).face, Face::Linear);
        let wished = Environment { face: Some("screen".into()), ..Environment::default() };
        assert_eq!(gathered(&Choices::default(), &wished, &stored).face, Face::Linear);
        for (face, outcome) in
            [(Face::Screen, Err(Refusal::NoTerminal)), (Face::Large, Err(Refusal::NoTerminal)), (Face::Linear, Ok(Face::Linear))]
        {
            let choices = Choices { face: Some(face), ..Choices::default() };
            assert_eq!(Settings::gather(&choices, &nowhere, &stored).map(|(settings, _)| settings.face), outcome);
        }
    }

    #[test]
    fn a_misspelt_environment_is_wrong_use() {
        let environment = Environment { face: Some("lectur".into()), ..terminal() };
        let refused = Settings::gather(&Choices::default(), &environment, &Stored::default());
        assert_eq!(refused, Err(Refusal::NotAFace("lectur".into())));
        let environment = Environment { place: Some("plage".into()), ..terminal() };
        let refused = Settings::gather(&Choices::default(), &environment, &Stored::default());
        assert_eq!(refused, Err(Refusal::NotAPlace("plage".into())));
    }

    #[test]
    fn a_shop_remembers_nobody_and_locks_soon() {
        let minutes = |place, face, chosen| {
            let stored = Stored { place, lock_after_minutes: chosen, remember: Some(true), ..Stored::default() };
            let settings = gathered(&Choices { face: Some(face), ..Choices::default() }, &terminal(), &stored);
            assert_eq!(settings.remember, place == Some(Place::Home));
            settings.lock_after.map(|after| after.as_secs() / 60)
        };
        let (home, shop) = (Some(Place::Home), Some(Place::Shop));
        for (place, face, chosen, expected) in [
            (home, Face::Screen, None, Some(10)),
            (home, Face::Linear, None, Some(20)),
            (home, Face::Linear, Some(15), Some(15)),
            (home, Face::Screen, Some(0), None),
            (home, Face::Screen, Some(100), Some(100)),
            (shop, Face::Screen, None, Some(2)),
            (shop, Face::Linear, None, Some(4)),
            (shop, Face::Screen, Some(100), Some(20)),
            (shop, Face::Screen, Some(0), Some(2)),
            (None, Face::Screen, Some(0), Some(2)),
            (None, Face::Large, None, Some(2)),
        ] {
            assert_eq!(minutes(place, face, chosen), expected, "{place:?} {face:?} {chosen:?}");
        }
    }

    #[test]
    fn saying_where_one_is_changes_what_follows_from_it() {
        let stored = Stored { remember: Some(true), lock_after_minutes: Some(60), ..Stored::default() };
        let mut settings = gathered(&Choices::default(), &terminal(), &stored);
        assert_eq!((settings.remember, settings.lock_after), (false, Some(Duration::from_secs(20 * 60))));
        settings.move_to(Place::Home, &stored);
        assert_eq!((settings.remember, settings.lock_after), (true, Some(Duration::from_secs(60 * 60))));
    }

    #[test]
    fn a_language_that_is_not_there_yet_is_told() {
        for (language, remarks) in [
            (Language::French, vec![]),
            (Language::English, vec![Remark::LanguageComesLater]),
            (Language::Simple, vec![Remark::LanguageComesLater]),
        ] {
            let choices = Choices { language: Some(language), ..Choices::default() };
            assert_eq!(Settings::gather(&choices, &terminal(), &Stored::default()).unwrap().1, remarks);
        }
    }
}
