//! What holds of any page at all.

use dmp::domain::{Clean, Piece, Reading, Words as Rich};
use dmp::face::linear::{Manner, Teller};
use dmp::page::{
    Action, ActionId, Block, Choice, Choosable, Entry, Field, FieldId, Heard, Key, List, Need, Notice, Page, Row, RowId, Shown,
    Tone,
};
use dmp::words::Words;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Every message is a number of its own, so that what was chosen is known.
type Message = usize;

const FIELDS: [FieldId; 8] = [
    FieldId("a", 0),
    FieldId("b", 0),
    FieldId("c", 0),
    FieldId("d", 0),
    FieldId("e", 0),
    FieldId("f", 0),
    FieldId("g", 0),
    FieldId("h", 0),
];
const ACTIONS: [ActionId; 6] = [ActionId("a"), ActionId("b"), ActionId("c"), ActionId("d"), ActionId("e"), ActionId("f")];

#[derive(Debug, Clone)]
enum Seed {
    Text(String),
    Facts(String, String),
    List {
        rows: usize,
        more: bool,
    },
    Line(String),
    Area(String),
    Secret,
    Code,
    Choice(usize),
    /// A choice of a form, of several answers or of one.
    Question(usize, bool),
    Group(String, Vec<Seed>),
    Reading(Vec<usize>),
}

#[derive(Debug, Clone)]
struct PageSeed {
    blocks: Vec<Seed>,
    actions: Vec<(String, bool)>,
    back: bool,
    notice: Option<String>,
    beside: bool,
}

/// Anything a server might send, kept from beginning like a number of ours.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé’ ]{0,30}",
        any::<String>().prop_map(|text| text.chars().take(40).collect()),
        Just("\u{1b}[31m\u{202e}\r\n2. faux\u{9b}\u{7}".to_owned()),
    ]
    .prop_map(|text| format!("x{text}"))
}

fn block() -> impl Strategy<Value = Seed> {
    let leaf = prop_oneof![
        text().prop_map(Seed::Text),
        (text(), text()).prop_map(|(label, value)| Seed::Facts(label, value)),
        text().prop_map(Seed::Line),
        text().prop_map(|text| Seed::Area(format!("{text}\n\n{text}"))),
        (1_usize..4, any::<bool>()).prop_map(|(count, several)| Seed::Question(count, several)),
        Just(Seed::Secret),
        Just(Seed::Code),
        (1_usize..4).prop_map(Seed::Choice),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        (text(), proptest::collection::vec(inner, 0..3)).prop_map(|(title, blocks)| Seed::Group(title, blocks))
    })
}

fn any_page() -> impl Strategy<Value = PageSeed> {
    (
        proptest::collection::vec(block(), 0..4),
        proptest::option::of((0_usize..32, any::<bool>())),
        proptest::option::of(proptest::collection::vec(1_usize..500, 0..4)),
        proptest::collection::vec((text(), any::<bool>()), 0..6),
        any::<bool>(),
        proptest::option::of(text()),
        any::<bool>(),
    )
        .prop_map(|(mut blocks, list, reading, actions, back, notice, beside)| {
            blocks.extend(list.map(|(rows, more)| Seed::List { rows, more }));
            blocks.extend(reading.map(Seed::Reading));
            PageSeed { blocks, actions, back, notice, beside }
        })
}

/// Builds the page and counts its messages.
#[derive(Default)]
struct Builder {
    messages: Message,
    fields: usize,
    expected: BTreeSet<Message>,
    edited: BTreeSet<Name>,
}

type Name = &'static str;

impl Builder {
    fn message(&mut self) -> Message {
        self.messages += 1;
        self.expected.insert(self.messages);
        self.messages
    }

    fn page(&mut self, seed: &PageSeed) -> Page<Message> {
        let mut page = Page::new("page", "Titre".into());
        page.body = seed.blocks.iter().filter_map(|block| self.block(block)).collect();
        if seed.beside {
            page.beside = vec![Block::Text("à côté".into())];
        }
        for (index, (label, grave)) in seed.actions.iter().enumerate() {
            let grave = grave.then(|| Clean::from(format!("oui{index}")));
            let does = self.message();
            let label = format!("action {index} {label}").into();
            page.actions.push(Action { id: ACTIONS[index], key: None, label, takes: Vec::new(), grave, does });
        }
        page.back = seed.back.then(|| self.message());
        page.notice = seed.notice.as_ref().map(|text| Notice { serial: 1, tone: Tone::Warning, text: text.as_str().into() });
        page
    }

    fn block(&mut self, seed: &Seed) -> Option<Block<Message>> {
        Some(match seed {
            Seed::Text(text) => Block::Text(text.as_str().into()),
            Seed::Facts(label, value) => Block::Facts(vec![(label.as_str().into(), value.as_str().into())]),
            Seed::List { rows, more } => {
                let rows = (0..*rows).map(|n| self.row(n)).collect();
                let more = more.then(|| ("Plus anciens".into(), self.message()));
                Block::List(List { name: "Liste".into(), empty: "Rien".into(), rows: Arc::new(Shown(rows)), more })
            }
            Seed::Line(value) => self.field(Entry::Line { value: value.as_str().into(), revision: 0 })?,
            Seed::Area(value) => self.field(Entry::Area { value: value.as_str().into(), revision: 0 })?,
            Seed::Secret => self.field(Entry::Secret)?,
            Seed::Code => self.field(Entry::Code { length: 3 })?,
            Seed::Choice(count) => {
                let id = *FIELDS.get(self.fields)?;
                self.fields += 1;
                let options = (0..*count).map(|n| Choosable {
                    id: RowId(format!("{n}").into()),
                    label: format!("choix {n}").into(),
                    chosen: n == 0,
                    does: self.message(),
                });
                Block::Choice(Choice::new(id, "Au choix".into(), options.collect()))
            }
            Seed::Question(count, several) => {
                let Block::Choice(mut choice) = self.block(&Seed::Choice(*count))? else { return None };
                // What is chosen already is kept by its number: nothing would be heard.
                choice.options.iter_mut().for_each(|option| option.chosen = false);
                let label = format!("Question {}", choice.id.0).into();
                Block::Choice(Choice { label, several: *several, need: Need::Optional, ..choice })
            }
            Seed::Group(title, blocks) => Block::Group {
                title: title.as_str().into(),
                blocks: blocks.iter().filter_map(|block| self.block(block)).collect(),
                error: None,
            },
            Seed::Reading(lengths) => {
                let paragraph = |(n, length): (usize, &usize)| Piece::Paragraph(Rich::plain(paragraph(n, *length)));
                let pieces = lengths.iter().enumerate().map(paragraph).collect();
                Block::Reading { id: Key("lecture".into()), reading: Arc::new(Reading { pieces, ..Reading::default() }) }
            }
        })
    }

    fn row(&mut self, n: usize) -> Row<Message> {
        Row {
            id: RowId(format!("ligne{n}").into()),
            marks: vec!["Nouveau".into()],
            label: format!("ligne {n}").into(),
            details: vec!["détail".into()],
            does: self.message(),
        }
    }

    fn field(&mut self, entry: Entry) -> Option<Block<Message>> {
        let id = *FIELDS.get(self.fields)?;
        self.fields += 1;
        if matches!(entry, Entry::Line { .. } | Entry::Area { .. }) {
            self.edited.insert(id.0);
        }
        Some(Block::Field(Field::new(id, format!("Champ {}", id.0).into(), entry)))
    }
}

fn paragraph(n: usize, length: usize) -> String {
    (0..length).map(|word| format!("p{n}m{word}.")).collect::<Vec<_>>().join(" ")
}

/// What the numbers mean for somebody who has listened from the beginning: what was said last for each.
fn listened(told: &str, numbers: &mut BTreeMap<usize, String>) {
    for line in told.lines() {
        if let Some((number, text)) = line.split_once(". ")
            && let Ok(number) = number.parse()
        {
            numbers.insert(number, text.to_owned());
        }
    }
}

fn check_output(teller: &Teller, page: &Page<Message>, words: &Words, told: &str) {
    assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    let prompt = teller.prompt(page, words).unwrap_or_default().text;
    assert!(prompt.chars().count() <= 30 && prompt.ends_with(' '), "{prompt:?}");
    assert!(!prompt.contains('\n'));
}

/// Answers these in turn, from the beginning.
fn after(path: &[String], page: &Page<Message>, manner: Manner, words: &Words) -> (Teller, String, Option<Heard<Message>>) {
    let mut teller = Teller::new(manner, 10);
    let mut told = teller.say(page, words);
    check_output(&teller, page, words, &told);
    let mut heard = None;
    for answer in path {
        heard = Some(teller.hear(page, words, answer));
        let more = teller.say(page, words);
        check_output(&teller, page, words, &more);
        told.push_str(&more);
    }
    (teller, told, heard)
}

/// Everything that can be chosen by answering what was said: the messages, the fields edited, and all that was said.
fn explore(page: &Page<Message>, manner: Manner, words: &Words) -> (BTreeSet<Message>, BTreeSet<Name>, String) {
    let (mut did, mut edited, mut all) = (BTreeSet::new(), BTreeSet::new(), String::new());
    // Along the list, then along the reading, never both: that would be every order of the two.
    let mut paths = vec![(Vec::<String>::new(), None::<String>)];
    while let Some((path, along)) = paths.pop() {
        let (_, told, _) = after(&path, page, manner, words);
        let mut numbers = BTreeMap::new();
        listened(&told, &mut numbers);
        let mut answers: Vec<String> = numbers.keys().map(usize::to_string).collect();
        answers.extend((0..6).map(|n| format!("oui{n}")));
        for answer in answers {
            let mut there = path.clone();
            there.push(answer.clone());
            let (_, more, heard) = after(&there, page, manner, words);
            let text = answer.parse().ok().and_then(|number: usize| numbers.get(&number)).map_or("", String::as_str);
            match heard.unwrap() {
                Heard::Did { does, .. } => _ = did.insert(does),
                Heard::Active if text.starts_with("Champ") => {
                    there.push("123".to_owned());
                    if let Some(Heard::Edited(field, _)) = after(&there, page, manner, words).2 {
                        edited.insert(field.0);
                    }
                }
                Heard::Active if text.starts_with("Question") => {
                    for option in 1..4 {
                        let mut there = there.clone();
                        there.push(option.to_string());
                        if let Some(Heard::Did { does, .. }) = after(&there, page, manner, words).2 {
                            did.insert(does);
                        }
                    }
                }
                // On to the next window, as long as it says something new.
                Heard::Active
                    if matches!(text, "Suite." | "Page suivante.")
                        && along.as_deref().is_none_or(|along| along == text)
                        && !more[told.len()..].contains("Réponse inconnue") =>
                {
                    paths.push((there, Some(text.to_owned())));
                }
                Heard::Active
                | Heard::Edited(..)
                | Heard::Follow(_)
                | Heard::Rested(_)
                | Heard::Needs(_)
                | Heard::Help
                | Heard::Leaving(_) => {}
            }
        }
        all.push_str(&told);
    }
    (did, edited, all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_stop_is_spoken_and_can_be_chosen(seed in any_page(), terminal: bool) {
        let words = Words::french();
        let mut builder = Builder::default();
        let page = builder.page(&seed);
        let manner = if terminal { Manner::Terminal } else { Manner::Pipe };
        let (mut did, edited, all) = explore(&page, manner, &words);
        did.extend(page.back.filter(|_| matches!(after(&["0".to_owned()], &page, manner, &words).2, Some(Heard::Did { .. }))));
        prop_assert_eq!(did, builder.expected);
        prop_assert_eq!(edited, builder.edited);
        for block in &seed.blocks {
            match block {
                Seed::List { rows, .. } => for n in 0..*rows {
                    prop_assert!(all.contains(&format!(". Nouveau. ligne {n}, détail.")), "{}", all);
                },
                Seed::Reading(lengths) => for (n, length) in lengths.iter().enumerate() {
                    for word in paragraph(n, *length).split(' ') {
                        prop_assert!(all.contains(word), "{}", word);
                    }
                },
                Seed::Text(_) | Seed::Facts(..) | Seed::Line(_) | Seed::Area(_) | Seed::Question(..) | Seed::Secret | Seed::Code | Seed::Choice(_) | Seed::Group(..) => {}
            }
        }
    }

    #[test]
    fn zero_leads_back_and_no_two_answers_do_the_same(seed in any_page(), safe: bool, terminal: bool) {
        let words = Words::french();
        let mut page = Builder::default().page(&seed);
        let manner = if terminal { Manner::Terminal } else { Manner::Pipe };
        // A safe choice often does what going back does.
        if let (true, Some(back), Some(action)) = (safe, page.back, page.actions.first_mut().filter(|action| action.grave.is_none())) {
            action.does = back;
        }
        let mut paths = vec![Vec::new()];
        // Then from the second page and the last ones of what is long.
        paths.extend((1..4).map(|pages| vec![String::new(); pages]));
        for path in paths {
            let (_, told, _) = after(&path, &page, manner, &words);
            let zeros = told.lines().filter(|line| line.starts_with("0. ")).count();
            prop_assert!(path.is_empty() && zeros == usize::from(page.back.is_some()) || !path.is_empty(), "{}", told);
            let mut numbers = BTreeMap::new();
            listened(&told, &mut numbers);
            let mut done = BTreeSet::new();
            for answer in numbers.keys() {
                let mut there = path.clone();
                there.push(answer.to_string());
                let (_, more, heard) = after(&there, &page, manner, &words);
                match heard.unwrap() {
                    Heard::Did { does, .. } => {
                        prop_assert!(done.insert(does), "{} does what another does\n{}", answer, told);
                        prop_assert_eq!(*answer == 0, Some(does) == page.back);
                    }
                    // A number that went away with the page it turned to means nothing any more.
                    Heard::Active if more[told.len()..].contains("Réponse inconnue") => prop_assert!(!path.is_empty()),
                    Heard::Active => prop_assert!(more.len() > told.len(), "{} does nothing\n{}", answer, told),
                    other @ (Heard::Edited(..) | Heard::Follow(_) | Heard::Rested(_) | Heard::Needs(_) | Heard::Help | Heard::Leaving(_)) => {
                        prop_assert!(false, "{:?}", other);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_understood_never_chooses(seed in any_page(), answers in proptest::collection::vec(text(), 1..8), terminal: bool) {
        let words = Words::french();
        let page = Builder::default().page(&seed);
        let mut teller = Teller::new(if terminal { Manner::Terminal } else { Manner::Pipe }, 10);
        for answer in answers.iter().map(String::as_str).chain(["", " ", "999", "-1", "1,5", "oui", "0x1", "+1", "１"]) {
            teller.say(&page, &words);
            let heard = teller.hear(&page, &words, answer);
            prop_assert!(matches!(heard, Heard::Active), "{:?} gave {:?}", answer, heard);
        }
        let told = teller.say(&page, &words);
        check_output(&teller, &page, &words, &told);
    }

    #[test]
    fn a_page_said_is_not_said_again(seed in any_page()) {
        let words = Words::french();
        let page = Builder::default().page(&seed);
        let mut teller = Teller::new(Manner::Terminal, 10);
        teller.say(&page, &words);
        let again = Builder::default().page(&seed);
        prop_assert_eq!(teller.say(&again, &words), "");
    }

    #[test]
    fn a_number_always_means_what_was_said_last_for_it(before in any_page(), after in any_page(), terminal: bool) {
        let words = Words::french();
        let manner = if terminal { Manner::Terminal } else { Manner::Pipe };
        let (before, after) = (Builder::default().page(&before), Builder::default().page(&after));
        let mut teller = Teller::new(manner, 10);
        let (mut heard, mut fresh) = (BTreeMap::new(), BTreeMap::new());
        listened(&teller.say(&before, &words), &mut heard);
        listened(&teller.say(&after, &words), &mut heard);
        listened(&Teller::new(manner, 10).say(&after, &words), &mut fresh);
        for (number, text) in &fresh {
            if *number > 0 {
                prop_assert_eq!(heard.get(number), Some(text));
            }
        }
    }
}
