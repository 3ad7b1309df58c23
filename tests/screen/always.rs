//! What holds for any page, at any size, whatever is pressed.

use crate::pages::*;
use dmp::domain::{Clean, Piece, Reading, Words as Rich};
use dmp::face::screen::{Driver, KeyCode, Options, Size, Theme};
use dmp::page::{
    Action, ActionId, Anchor, Block, Busy, Choice, Choosable, Entry, Field, FieldId, Heard, Key, List, Need, Notice, Page, Row,
    RowId, Shown, StopId, Tone,
};
use dmp::words::Words;
use proptest::prelude::*;
use ratatui::style::Modifier;
use std::collections::BTreeSet;
use std::sync::Arc;

const NAMES: [&str; 64] = {
    // Names for fields and actions have to live as long as the program: these are slices of one text.
    const TEXT: &str = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263";
    let mut names = [""; 64];
    let mut n = 0;
    while n < 64 {
        names[n] = TEXT.split_at(n * 2).1.split_at(2).0;
        n += 1;
    }
    names
};

/// A page still without identities.
#[derive(Debug, Clone)]
enum Made {
    Text(String),
    Facts(Vec<(String, String)>),
    List(Vec<(bool, String, Vec<String>)>, bool),
    Field(String, u8, Option<String>, Option<String>),
    Choice(String, Vec<String>),
    Errors(Vec<String>),
    Group(String, Vec<Made>, Option<String>),
    Reading(Vec<String>),
}

/// Gives every thing its identity, and notes what ought to be met on the page.
#[derive(Default)]
struct Build {
    next: usize,
    stops: Vec<(StopId, Option<String>)>,
    words: Vec<String>,
}

impl Build {
    fn name(&mut self) -> &'static str {
        self.next += 1;
        NAMES[self.next % 64]
    }

    fn said(&mut self, text: &str) -> Clean {
        self.words.extend(text.split_whitespace().map(str::to_owned));
        text.into()
    }

    fn block(&mut self, made: &Made) -> Block<Does> {
        match made {
            Made::Text(text) => Block::Text(self.said(text)),
            Made::Facts(facts) => Block::Facts(facts.iter().map(|(a, b)| (self.said(a), self.said(b))).collect()),
            Made::List(rows, more) => {
                let rows: Vec<Row<Does>> = rows
                    .iter()
                    .map(|(mark, label, details)| {
                        let id = RowId(format!("row {}", self.name()).into());
                        let marks: Vec<Clean> = mark.then(|| self.said("Nouveau")).into_iter().collect();
                        let row = Row {
                            id: id.clone(),
                            label: self.said(label),
                            details: details.iter().map(|text| self.said(text)).collect(),
                            marks,
                            does: "row",
                        };
                        let mut text = if *mark { format!("Nouveau. {label}") } else { label.clone() };
                        details.iter().for_each(|detail| text.push_str(&format!(", {detail}")));
                        self.stops.push((StopId::Row(id), Some(text)));
                        row
                    })
                    .collect();
                let more = more.then(|| {
                    self.stops.push((StopId::More, Some("voir encore".into())));
                    (self.said("voir encore"), "more")
                });
                let empty = if rows.is_empty() { self.said("rien du tout") } else { "rien du tout".into() };
                let name = if rows.is_empty() { "une liste".into() } else { self.said("une liste") };
                Block::List(List { name, empty, rows: Arc::new(Shown(rows)), more })
            }
            Made::Field(label, kind, hint, error) => {
                let id = FieldId(self.name(), 0);
                self.stops.push((StopId::Field(id), None));
                let entry = match kind % 4 {
                    3 => Entry::Area { value: "une ligne\n\nune autre, assez longue pour être coupée".into(), revision: 1 },
                    0 => Entry::Line { value: "valeur".into(), revision: 1 },
                    1 => {
                        self.stops.push((StopId::Reveal(id), None));
                        Entry::Secret
                    }
                    _ => Entry::Code { length: 6 },
                };
                let (hint, error) = (hint.as_ref().map(|text| self.said(text)), error.as_ref().map(|text| self.said(text)));
                Block::Field(Field { hint, error, ..Field::new(id, self.said(label), entry) })
            }
            Made::Choice(label, options) => {
                let (id, options_count) = (FieldId(self.name(), 0), options.len());
                let options = options
                    .iter()
                    .map(|label| {
                        let option = RowId(format!("option {}", self.name()).into());
                        self.stops.push((StopId::Option(id, option.clone()), Some(label.clone())));
                        Choosable { id: option, label: self.said(label), chosen: false, does: "option" }
                    })
                    .collect();
                let several = label.len() % 2 == 0;
                if several {
                    self.stops.iter_mut().rev().take(options_count).for_each(|(_, text)| {
                        *text = text.take().map(|text| format!("{text}, non choisi"));
                    });
                }
                let need = if several { Need::Required } else { Need::Unsaid };
                Block::Choice(Choice { several, need, ..Choice::new(id, self.said(label), options) })
            }
            Made::Errors(texts) => {
                // What leads somewhere leads to a field of the page: here they are only said.
                Block::Errors(texts.iter().map(|text| (FieldId("nowhere", 0), self.said(text))).collect())
            }
            Made::Group(title, blocks, error) => {
                let (title, error) = (self.said(title), error.as_ref().map(|text| self.said(text)));
                Block::Group { title, error, blocks: blocks.iter().map(|block| self.block(block)).collect() }
            }
            Made::Reading(lines) => {
                let pieces: Vec<Piece> =
                    lines.iter().map(|line| Piece::Paragraph(Rich(Rich::plain(self.said(line)).0))).collect();
                Block::Reading { id: Key(self.name().into()), reading: Arc::new(Reading { pieces, ..Reading::default() }) }
            }
        }
    }
}

#[derive(Debug, Clone)]
struct Sketch {
    title: String,
    banner: Option<String>,
    notice: Option<String>,
    busy: Option<(String, bool)>,
    body: Vec<Made>,
    actions: Vec<(String, bool)>,
    beside: Vec<Made>,
}

impl Sketch {
    fn page(&self) -> (Page<Does>, Build) {
        let mut build = Build::default();
        let mut page: Page<Does> = Page::new("page", build.said(&self.title));
        page.banner = self.banner.as_ref().map(|text| build.said(text));
        page.notice = self.notice.as_ref().map(|text| Notice { serial: 7, tone: Tone::Problem, text: build.said(text) });
        page.busy = self.busy.as_ref().map(|(text, stop)| {
            let stop = stop.then(|| {
                build.stops.push((StopId::Stop, Some("tout de suite".into())));
                (build.said("tout de suite"), "stop")
            });
            Busy { text: build.said(text), progress: Some((1, 3)), stop }
        });
        page.body = self.body.iter().map(|made| build.block(made)).collect();
        page.actions = self
            .actions
            .iter()
            .map(|(label, grave)| {
                let id = ActionId(build.name());
                build.stops.push((StopId::Action(id), Some(label.clone())));
                let grave = grave.then(|| "oui".into());
                Action { id, key: None, label: build.said(label), takes: Vec::new(), grave, does: "action" }
            })
            .collect();
        page.beside = self.beside.iter().map(|made| Build::default().block(made)).collect();
        page.reports_rest = true;
        (page, build)
    }
}

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec("[a-zé]{1,12}", 1..=most).prop_map(|words| words.join(" "))
}

fn made() -> impl Strategy<Value = Made> {
    let leaf = prop_oneof![
        3 => words(60).prop_map(Made::Text),
        1 => prop::collection::vec((words(3), words(6)), 1..5).prop_map(Made::Facts),
        3 => (prop::collection::vec((any::<bool>(), words(8), prop::collection::vec(words(4), 0..3)), 0..9), any::<bool>())
            .prop_map(|(rows, more)| Made::List(rows, more)),
        3 => (words(5), any::<u8>(), prop::option::of(words(20)), prop::option::of(words(10)))
            .prop_map(|(label, kind, hint, error)| Made::Field(label, kind, hint, error)),
        1 => (words(5), prop::collection::vec(words(4), 1..5)).prop_map(|(label, options)| Made::Choice(label, options)),
        1 => prop::collection::vec(words(2), 0..12).prop_map(Made::Reading),
        1 => prop::collection::vec(words(4), 0..3).prop_map(Made::Errors),
    ];
    leaf.clone().prop_recursive(1, 6, 3, move |inner| {
        (words(4), prop::collection::vec(inner, 0..3), prop::option::of(words(8)))
            .prop_map(|(title, blocks, error)| Made::Group(title, blocks, error))
    })
}

fn sketch() -> impl Strategy<Value = Sketch> {
    (
        words(8),
        prop::option::of(words(2)),
        prop::option::of(words(30)),
        prop::option::of((words(6), any::<bool>())),
        prop::collection::vec(made(), 0..5),
        prop::collection::vec((words(5), any::<bool>()), 0..4),
        prop::collection::vec(made(), 0..2),
    )
        .prop_map(|(title, banner, notice, busy, body, actions, beside)| Sketch {
            title,
            banner,
            notice,
            busy,
            body,
            actions,
            beside,
        })
}

fn keys() -> impl Strategy<Value = Vec<KeyCode>> {
    let key = prop::sample::select(vec![
        KeyCode::Down,
        KeyCode::Up,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Char('3'),
        KeyCode::Char('x'),
        KeyCode::Char('é'),
        KeyCode::Char('+'),
        KeyCode::Char('-'),
        KeyCode::F(1),
        KeyCode::F(9),
        KeyCode::Insert,
    ]);
    prop::collection::vec(key, 0..25)
}

fn driver(width: u16, height: u16, size: Size, theme: Option<Theme>) -> Driver {
    let options = Options { theme, letters: false, ..Options::new(size) };
    Driver::new(width, height, options, Words::french())
}

fn sizes() -> impl Strategy<Value = (u16, u16, Size)> {
    let fixed = prop::sample::select(vec![(80, 24), (60, 18), (40, 12), (30, 8), (20, 6), (120, 40)]);
    (fixed, prop::sample::select(vec![Size::Normal, Size::Large])).prop_map(|((width, height), size)| (width, height, size))
}

/// Everything the program itself may write (ACCESSIBILITY).
fn ours(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='ÿ' | 'œ' | 'Œ' | 'Ÿ' | '’' | '…' | '–' | '€' | '─')
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Presses Down until the eye comes again to where it has been, looking at each place on the way.
fn walk(driver: &mut Driver, page: &Page<Does>, mut look: impl FnMut(&mut Driver)) {
    let mut been = BTreeSet::new();
    look(driver);
    // A key that does nothing takes the cursor off the news.
    driver.press(page, KeyCode::F(9));
    while been.insert((driver.cursor(), driver.text())) {
        assert!(been.len() < 1_000, "never back");
        look(driver);
        driver.press(page, KeyCode::Down);
    }
}

fn seen_words(driver: &Driver, into: &mut BTreeSet<String>) {
    let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '’').to_owned();
    into.extend(driver.text().iter().flat_map(|row| row.split_whitespace().map(trim).collect::<Vec<_>>()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_size_and_no_key_makes_it_panic_and_the_cursor_stays_on_the_screen(
        sketch in sketch(), width in 1_u16..=200, height in 1_u16..=60, other in (1_u16..=200, 1_u16..=60), keys in keys(), large in any::<bool>(),
    ) {
        let (page, _) = sketch.page();
        let mut driver = driver(width, height, if large { Size::Large } else { Size::Normal }, None);
        driver.show(&page);
        for (n, key) in keys.into_iter().enumerate() {
            if n == 12 {
                driver.resize(other.0, other.1);
                driver.show(&page);
            }
            driver.press(&page, key);
            let (x, y) = driver.cursor();
            let area = driver.buffer().area;
            prop_assert!(x < area.width && y < area.height);
        }
    }

    #[test]
    fn every_stop_is_reached_and_shows_whole_with_the_cursor_on_its_text(sketch in sketch(), (width, height, size) in sizes()) {
        let (page, build) = sketch.page();
        let mut driver = driver(width, height, size, None);
        driver.show(&page);
        let mut met = Vec::new();
        let mut news = page.notice.is_some() || page.busy.is_some();
        walk(&mut driver, &page, |driver| {
            if std::mem::take(&mut news) {
                return;
            }
            let Anchor::Stop(id) = driver.at(&page) else { return };
            met.push(id.clone());
            let lit = lit(driver);
            let field = matches!(id, StopId::Field(_));
            assert!(field || !lit.is_empty(), "{id:?} is not lit:\n{}", frame(driver));
            let (x, y) = driver.cursor();
            let cell = driver.buffer().cell((x, y)).unwrap();
            match &id {
                // At the insertion point, which is underlined.
                StopId::Field(_) => assert!(cell.modifier.contains(Modifier::UNDERLINED), "{}", frame(driver)),
                _ => assert!(cell.modifier.contains(Modifier::REVERSED) && cell.symbol() != " ", "{}", frame(driver)),
            }
            let text = build.stops.iter().find(|(stop, _)| *stop == id).and_then(|(_, text)| text.clone());
            let Some(text) = text else { return };
            let (lit, text) = (letters(&lit.concat()), letters(&text));
            // What is taller than the screen is gone through a screenful at a time.
            let fits = height >= 12 || text.chars().count() <= usize::from(width) - 3;
            assert!(if fits { lit == text } else { text.contains(&lit) }, "{lit} of {text}\n{}", frame(driver));
        });
        for (stop, _) in &build.stops {
            prop_assert!(met.contains(stop), "{stop:?} was not met in {met:?}");
        }
    }

    #[test]
    fn every_word_can_be_reached(sketch in sketch(), (width, height, size) in sizes()) {
        let (page, build) = sketch.page();
        let mut driver = driver(width, height, size, None);
        driver.show(&page);
        let mut seen = BTreeSet::new();
        walk(&mut driver, &page, |driver| seen_words(driver, &mut seen));
        for word in &build.words {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '’');
            prop_assert!(seen.contains(word), "{word:?} is nowhere");
        }
    }

    #[test]
    fn every_word_can_be_reached_upwards_too(sketch in sketch(), (width, height, _) in sizes()) {
        let (page, build) = sketch.page();
        let mut driver = driver(width, height, Size::Normal, None);
        driver.show(&page);
        let mut seen = BTreeSet::new();
        driver.press(&page, KeyCode::Up);
        let steps = 40 + build.words.len() + build.stops.len() * 2;
        for _ in 0..steps {
            seen_words(&driver, &mut seen);
            driver.press(&page, KeyCode::Up);
        }
        for word in &build.words {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '’');
            prop_assert!(seen.contains(word), "{word:?} is nowhere");
        }
    }

    #[test]
    fn only_allowed_attributes_and_characters_are_used(sketch in sketch(), (width, height, size) in sizes(), keys in keys()) {
        let (page, _) = sketch.page();
        for theme in Theme::ALL {
            let mut driver = driver(width, height, size, Some(theme));
            driver.show(&page);
            for key in &keys {
                driver.press(&page, *key);
                for cell in driver.buffer().content() {
                    prop_assert!((Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED).contains(cell.modifier));
                    prop_assert!(!cell.modifier.contains(Modifier::BOLD | Modifier::REVERSED));
                    prop_assert!(cell.symbol().chars().all(ours), "{:?}", cell.symbol());
                }
            }
        }
    }

    #[test]
    fn with_no_color_what_has_the_focus_is_still_in_reverse_and_nothing_is_coloured(sketch in sketch(), keys in keys()) {
        let (page, _) = sketch.page();
        let options = Options { no_color: true, letters: false, ..Options::new(Size::Large) };
        let mut driver = Driver::new(60, 20, options, Words::french());
        driver.show(&page);
        for key in keys {
            driver.press(&page, key);
            if let Anchor::Stop(_) = driver.at(&page) {
                prop_assert!(!lit(&driver).is_empty());
            }
            for cell in driver.buffer().content() {
                prop_assert_eq!((cell.fg, cell.bg), (ratatui::style::Color::Reset, ratatui::style::Color::Reset));
            }
        }
    }

    #[test]
    fn the_focus_follows_the_row_when_the_list_changes(count in 2_usize..30, down in 0_usize..30, kept in any::<u32>(), turned in any::<bool>()) {
        let labels: Vec<String> = (0..count).map(|n| format!("Ligne {n}")).collect();
        let rows = |labels: &[String]| labels.iter().map(|label| row(label, label)).collect::<Vec<_>>();
        let before = page("Liste", vec![list("Lignes", rows(&labels))]);
        let mut driver = driver(40, 12, Size::Normal, None);
        driver.show(&before);
        (0..down).for_each(|_| drop(driver.press(&before, KeyCode::Down)));
        let Anchor::Stop(StopId::Row(on)) = driver.at(&before) else { panic!("not on a row") };
        let mut after: Vec<String> = labels.iter().enumerate().filter(|(n, label)| kept >> (n % 32) & 1 == 1 || ***label == *on.0).map(|(_, label)| label.clone()).collect();
        if turned {
            after.reverse();
        }
        let after = page("Liste", vec![Block::Text("Une phrase de plus.".into()), list("Lignes", rows(&after))]);
        driver.show(&after);
        prop_assert_eq!(driver.at(&after), Anchor::Stop(StopId::Row(on.clone())));
        prop_assert_eq!(lit(&driver).concat(), on.0.to_string());
        let heard = driver.press(&after, KeyCode::Enter);
        let chosen = matches!(heard, Some(Heard::Did { at: Anchor::Stop(StopId::Row(id)), .. }) if id == on);
        prop_assert!(chosen);
    }
}
