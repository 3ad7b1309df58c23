//! The command line. A secret never stands on it: anybody on this computer can read it (S29).

mod act;
mod arguments;
mod refusal;

pub use act::{Act, Gesture};
pub use refusal::{Refusal, help};

use crate::domain::{Clean, Place};
use crate::settings::{Face, Graphics, Language};
use arguments::{Arguments, Order, Within};
use clap::Parser;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What the person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The client, on the server of the choices or of the settings.
    Client(Choices),
    Demo(Choices),
    Sandbox(Sandbox),
    /// What a professional does on a sandbox that runs.
    Act(Act),
    /// Files of the disk, in the reader. At least one.
    Open {
        files: Vec<PathBuf>,
        choices: Choices,
    },
    /// The same files as plain text on the standard output. `width` in columns; 0 never wraps.
    Print {
        files: Vec<PathBuf>,
        width: Option<usize>,
        choices: Choices,
    },
    Help(Topic),
    Version,
    /// The program started by itself to read a dangerous format (D8). Not for a person.
    ReaderWorker,
}

/// Choices of the command line that the settings may hold as well: see [`crate::settings::Settings::gather`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    pub server: Option<String>,
    pub face: Option<Face>,
    pub theme: Option<String>,
    pub graphics: Option<Graphics>,
    pub language: Option<Language>,
    pub place: Option<Place>,
    /// The settings file, in place of the usual one.
    pub config: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sandbox {
    pub listen: SocketAddr,
    pub data: PathBuf,
    /// Larger records, for measuring.
    pub records: Option<u32>,
    pub documents: Option<u32>,
    /// Files of FHIR `Questionnaire`s to serve besides its own.
    pub questionnaires: Vec<PathBuf>,
    /// Lifts the limit on sign-ins from one source (S10), for tests.
    pub no_source_limit: bool,
}

/// What help is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Everything,
    Demo,
    Sandbox,
    Act,
    Open,
}

/// Reads the arguments; the first is the program's own name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Refusal> {
    let Arguments { help, version, reader_worker, shared, server, order } =
        Arguments::try_parse_from(arguments).map_err(|error| Refusal::of(&error))?;
    let topic = order.as_ref().map_or(Topic::Everything, Order::topic);
    if help {
        return Ok(Command::Help(topic));
    }
    if version {
        return Ok(Command::Version);
    }
    if reader_worker {
        return Ok(Command::ReaderWorker);
    }
    if server.is_some() && order.is_some() {
        return Err(Refusal::ServerNotUsed);
    }
    let choices = Choices { server: server.map(address).transpose()?, ..shared.choices()? };
    match order {
        None => Ok(Command::Client(choices)),
        Some(Order::Demo) => Ok(Command::Demo(choices)),
        Some(Order::Sandbox { order: Some(Within::Act(acting)), .. }) => acting.act().map(Command::Act),
        Some(Order::Sandbox { order: None, listen, data, records, documents, questionnaires, no_source_limit }) => {
            Ok(Command::Sandbox(Sandbox {
                listen: listen.ok_or(Refusal::Missing("--listen"))?.parse().map_err(|_| Refusal::NotAnAddress)?,
                data: data.ok_or(Refusal::Missing("--data"))?,
                records,
                documents,
                questionnaires,
                no_source_limit,
            }))
        }
        Some(Order::Open { files, .. }) if files.is_empty() => Err(Refusal::NoFile),
        Some(Order::Open { files, text: true, width }) => Ok(Command::Print { files, width, choices }),
        Some(Order::Open { width: Some(_), .. }) => Err(Refusal::WidthNotUsed),
        Some(Order::Open { files, .. }) => Ok(Command::Open { files, choices }),
    }
}

/// The address of a server: a name or a password in it would be a secret on the command line.
fn address(raw: String) -> Result<String, Refusal> {
    let holds_a_secret = url::Url::parse(&raw).is_ok_and(|url| !url.username().is_empty() || url.password().is_some());
    if holds_a_secret { Err(Refusal::Secret) } else { Ok(raw) }
}

impl arguments::Shared {
    fn choices(self) -> Result<Choices, Refusal> {
        let face = match self.face {
            Some(word) => Some(Face::named(&word).ok_or_else(|| Refusal::NotAFace(Clean::line(&word)))?),
            None if self.large => Some(Face::Large),
            None if self.linear => Some(Face::Linear),
            None => None,
        };
        let place = self.place.map(|word| Place::named(&word).ok_or_else(|| Refusal::NotAPlace(Clean::line(&word))));
        let graphics = self.graphics.map(|word| Graphics::named(&word).ok_or_else(|| Refusal::NotGraphics(Clean::line(&word))));
        let language = self.lang.map(|word| Language::named(&word).ok_or_else(|| Refusal::NotALanguage(Clean::line(&word))));
        Ok(Choices {
            server: None,
            face,
            theme: self.theme,
            graphics: graphics.transpose()?,
            language: language.transpose()?,
            place: place.transpose()?,
            config: self.config,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    fn typed(line: &str) -> Result<Command, Refusal> {
        parse(std::iter::once("dmp").chain(line.split_whitespace()).map(OsString::from))
    }

    fn choices(line: &str) -> Choices {
        match typed(line) {
            Ok(Command::Client(choices) | Command::Demo(choices)) => choices,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn each_way_to_start_is_understood() {
        assert_eq!(typed(""), Ok(Command::Client(Choices::default())));
        assert_eq!(choices("--server https://dmp.example/fhir").server.as_deref(), Some("https://dmp.example/fhir"));
        assert_eq!(typed("demo"), Ok(Command::Demo(Choices::default())));
        assert_eq!(typed("--version"), Ok(Command::Version));
        assert_eq!(typed("--reader-worker"), Ok(Command::ReaderWorker));
        let files = vec![PathBuf::from("a.xml"), PathBuf::from("b.pdf")];
        let choices = Choices { face: Some(Face::Large), ..Choices::default() };
        assert_eq!(typed("open a.xml b.pdf --large"), Ok(Command::Open { files: files.clone(), choices }));
        let print = Command::Print { files, width: Some(72), choices: Choices::default() };
        assert_eq!(typed("open --text --width 72 a.xml b.pdf"), Ok(print));
        let sandbox = Sandbox {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: "d".into(),
            records: None,
            documents: Some(9),
            questionnaires: vec!["a.json".into(), "b.json".into()],
            no_source_limit: true,
        };
        let line =
            "sandbox --listen 127.0.0.1:0 --data d --documents 9 --questionnaire a.json --questionnaire b.json --no-source-limit";
        assert_eq!(typed(line), Ok(Command::Sandbox(sandbox)));
    }

    #[test]
    fn what_a_professional_does_is_told_in_french_or_in_english_with_somebody_who_fits() {
        let act = |line: &str| match typed(line) {
            Ok(Command::Act(act)) => act,
            other => panic!("{line}: {other:?}"),
        };
        let glass = act("sandbox act bris-de-glace --reason inconscient");
        assert_eq!(glass, act("sandbox act break-glass --reason inconscient"));
        assert_eq!((glass.gesture, glass.who.as_str()), (Gesture::BreakGlass, "810999001042"));
        assert_eq!((glass.patient.as_str(), glass.url), ("camille.martin", None));
        let read = act("sandbox act lire --as 10999001059 --patient nadia.benali --document abc --url http://127.0.0.1:8080");
        assert_eq!((read.gesture, read.who.as_str(), read.patient.as_str()), (Gesture::Read, "10999001059", "nadia.benali"));
        assert_eq!((read.document.as_deref(), read.url.as_deref()), (Some("abc"), Some("http://127.0.0.1:8080")));
        assert!(act("sandbox act deposer --hidden").hidden);
    }

    #[test]
    fn faces_and_places_have_french_names_and_stand_before_or_after_the_order() {
        for (line, face) in [
            ("--face lecture", Face::Linear),
            ("--face linear demo", Face::Linear),
            ("demo --linear", Face::Linear),
            ("--face=grand", Face::Large),
            ("demo --large", Face::Large),
            ("--face visuel", Face::Screen),
        ] {
            assert_eq!(choices(line).face, Some(face), "{line}");
        }
        for (line, place) in [("--place maison", Place::Home), ("--place partage", Place::Shop), ("--place shop", Place::Shop)] {
            assert_eq!(choices(line).place, Some(place), "{line}");
        }
    }

    #[test]
    fn s29_no_secret_is_accepted_on_the_command_line_and_none_is_repeated() {
        for line in [
            "--password hunter2",
            "--password=hunter2",
            "demo --password hunter2",
            "--mot-de-passe=hunter2",
            "--token hunter2",
            "open --code hunter2 a.xml",
            "--server https://jean:hunter2@dmp.example/fhir",
            "--server https://hunter2@dmp.example/fhir",
        ] {
            let refusal = typed(line).unwrap_err();
            assert_eq!(refusal, Refusal::Secret, "{line}");
            let said = refusal.say(&Words::french());
            assert!(!said.contains("hunter2") && said.contains("mot de passe"), "{said}");
        }
        // An option that does not exist is named, what was given to it is not.
        assert_eq!(typed("--pswd=hunter2"), Err(Refusal::UnknownOption("--pswd".into())));
    }

    #[test]
    fn wrong_use_is_told_in_one_french_sentence_or_two() {
        let words = Words::french();
        for (line, refusal) in [
            ("--bleu", Refusal::UnknownOption("--bleu".into())),
            ("-x", Refusal::UnknownOption("-x".into())),
            ("a.xml", Refusal::UnknownOrder("a.xml".into())),
            ("demo a.xml", Refusal::UnknownOrder("a.xml".into())),
            ("--face bleu", Refusal::NotAFace("bleu".into())),
            ("--place mars", Refusal::NotAPlace("mars".into())),
            ("--graphics peinture", Refusal::NotGraphics("peinture".into())),
            ("--lang de", Refusal::NotALanguage("de".into())),
            ("--face", Refusal::NoValue("--face".into())),
            ("open a --text --width", Refusal::NoValue("--width".into())),
            ("--large=oui", Refusal::ValueNotTaken("--large".into())),
            ("--large --linear", Refusal::Together("--large".into(), "--linear".into())),
            ("--face screen --large", Refusal::Together("--face".into(), "--large".into())),
            ("--face screen --face large", Refusal::Twice("--face".into())),
            ("open --text --width beaucoup a", Refusal::NotANumber("--width".into())),
            ("sandbox --listen ici --data d", Refusal::NotAnAddress),
            ("sandbox --data d", Refusal::Missing("--listen")),
            ("sandbox --listen 127.0.0.1:0", Refusal::Missing("--data")),
            ("sandbox act", Refusal::Missing("act")),
            ("sandbox act danser", Refusal::NotAGesture("danser".into())),
            ("sandbox act bris-de-glace", Refusal::Missing("--reason")),
            ("sandbox act bloquer", Refusal::Missing("--target")),
            ("sandbox act attendre --days x", Refusal::NotANumber("--days".into())),
            ("sandbox act list lire", Refusal::UnknownOrder("lire".into())),
            ("open", Refusal::NoFile),
            ("open --text", Refusal::NoFile),
            ("open --width 9 a", Refusal::WidthNotUsed),
            ("demo --server https://a", Refusal::UnknownOption("--server".into())),
            ("--server https://a demo", Refusal::ServerNotUsed),
        ] {
            let refused = typed(line).unwrap_err();
            assert_eq!(refused, refusal, "{line}");
            let said = refused.say(&words);
            assert!(said.lines().count() == 1 && said.split(". ").count() <= 3, "{said}");
            for english in ["error", "unexpected", "Usage", "required", "cannot"] {
                assert!(!said.contains(english), "{said}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_text_is_refused_and_a_file_may_have_any_name() {
        use std::os::unix::ffi::OsStringExt;
        let odd = OsString::from_vec(vec![b'a', 0xff]);
        let typed = |words: [&str; 1]| {
            let before = std::iter::once("dmp").chain(words).map(OsString::from);
            parse(before.chain([odd.clone()]))
        };
        assert!(matches!(typed(["open"]), Ok(Command::Open { files, .. }) if files == [PathBuf::from(&odd)]));
        assert_eq!(typed(["--theme"]), Err(Refusal::NotUnderstood));
    }

    #[test]
    fn help_names_every_option() {
        use clap::CommandFactory;
        let words = Words::french();
        let root = Arguments::command();
        let general = help(Topic::Everything, &words);
        let mut pages = vec![(root.clone(), general.clone())];
        for order in root.get_subcommands() {
            let topic = match order.get_name() {
                "demo" => Topic::Demo,
                "sandbox" => Topic::Sandbox,
                "open" => Topic::Open,
                other => panic!("{other} has no help"),
            };
            assert_eq!(typed(&format!("{} --help", order.get_name())), Ok(Command::Help(topic)));
            assert!(general.contains(&format!("dmp {}", order.get_name())));
            let page = help(topic, &words);
            for within in order.get_subcommands() {
                assert_eq!(within.get_name(), "act");
                assert_eq!(typed("sandbox act --help"), Ok(Command::Help(Topic::Act)));
                assert!(page.contains("dmp sandbox act"));
                pages.push((within.clone(), help(Topic::Act, &words)));
            }
            pages.push((order.clone(), page));
        }
        for (command, page) in pages {
            for option in command.get_arguments().filter(|option| !option.is_hide_set() && option.get_long().is_some()) {
                let option = option.get_long().unwrap_or_default();
                assert!(page.contains(&format!("--{option}")), "--{option} is not in:\n{page}");
            }
        }
        assert_eq!(typed("--help"), Ok(Command::Help(Topic::Everything)));
        assert_eq!(typed("-h"), Ok(Command::Help(Topic::Everything)));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn whatever_is_typed_is_understood_or_refused_in_our_own_words(
            words in proptest::collection::vec(
                proptest::prop_oneof![
                    "--(face|large|linear|theme|graphics|lang|place|config|server|help|version|text|width|listen|data)(=[a-z0-9]{0,5})?",
                    "demo|open|sandbox|--|-|-[a-zA-Z]{1,3}|--?[a-z\u{1b}\u{202e}]{0,8}",
                    "[a-z0-9./:\u{e9}]{0,6}",
                    ".{0,6}",
                ],
                0..6,
            ),
        ) {
            let refused = parse(std::iter::once("dmp".into()).chain(words.iter().map(OsString::from)));
            if let Err(refusal) = refused {
                let said = refusal.say(&FRENCH);
                proptest::prop_assert!(!said.is_empty() && !said.contains(['\n', '\u{1b}', '\u{202e}']), "{}", said);
            }
        }
    }

    static FRENCH: std::sync::LazyLock<Words> = std::sync::LazyLock::new(Words::french);
}
