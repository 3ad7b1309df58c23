//! From a key to the frame it changes, with the real model, pages and screen; and the search as one types.

use crate::person::{Person, document};
use crate::processor;
use crate::report::{Report, percentile, ratio};
use dmp::app::{Page, view};
use dmp::domain::{Clean, Document};
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Block, Change, FieldId, Heard};
use dmp::words::Words;
use std::hint::black_box;
use std::time::Duration;

const MANY: u32 = 100_000;
const FEW: u32 = 100;
const FRAME: Duration = Duration::from_millis(2);
const SEARCH: Duration = Duration::from_millis(10);
/// The same with many as with few: as far as two measures of one thing differ here.
const SAME: f64 = 1.25;
const ROUNDS: usize = 40;

pub fn measure(report: &mut Report) {
    let (mut few, mut many) = (Reader::of(FEW), Reader::of(MANY));
    let (mut with_few, mut with_many) = (Vec::new(), Vec::new());
    // Interleaved, so that both meet the same moods of the machine.
    for _ in 0..ROUNDS {
        with_few.extend(few.presses());
        with_many.extend(many.presses());
    }
    with_few.sort_unstable();
    with_many.sort_unstable();
    let worst = percentile(&with_many, 99);
    let figures = format!("{worst:.1?} of processor for the 99th of 100 (budget {FRAME:?})");
    report.tell(worst < FRAME, "key to frame, 100 000 documents", &figures);
    let times = ratio(percentile(&with_many, 50), percentile(&with_few, 50));
    let figures = format!("{times:.2} times as long as with 100, {:.1?} (budget {SAME})", percentile(&with_few, 50));
    report.tell(times < SAME, "the same as with 100 documents", &figures);

    let mut keys = Vec::new();
    for text in ["radio genou", "Œdème", "dr dumont mars 2019", "zzz", "é", "vaccination élève 2024"] {
        keys.extend(many.searches(text));
    }
    keys.sort_unstable();
    let (worst, usual) = (percentile(&keys, 99), percentile(&keys, 50));
    let figures = format!("{worst:.1?} of processor for the longest, {usual:.1?} usually (budget {SEARCH:?})");
    report.tell(worst < SEARCH, "each key of a search over 100 000", &figures);
    loading(report);
}

/// The list as it comes, page after page, while a search is typed in: each page must cost what it brings.
fn loading(report: &mut Report) {
    let (first, last) = (pages(0..20), pages(480..500));
    report.note("adding a page of 200 to an empty list, to 96 000", &format!("{first:.1?}, {last:.1?}"));
}

fn pages(range: std::ops::Range<u32>) -> Duration {
    let words = Words::french();
    let mut record = dmp::app::record::Record::default();
    let page = |number: u32| {
        let documents = (number * 200..number * 200 + 200).map(|n| made(n, MANY)).collect();
        let mut listing = crate::person::listing(documents);
        listing.next = Some("next".into());
        listing
    };
    for number in 0..range.start {
        record.add(page(number), &words);
    }
    let count = range.len() as u32;
    let mut spent = Duration::ZERO;
    for number in range {
        let page = page(number);
        spent += processor::time(|| record.add(page, &words)).1;
    }
    spent / count
}

/// Somebody in the list of their documents.
struct Reader {
    person: Person,
    driver: Driver,
    page: Page,
}

impl Reader {
    fn of(documents: u32) -> Self {
        let mut person = Person::signed_in((0..documents).map(|number| made(number, documents)).collect());
        person.choose("Lire mes documents");
        let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
        let page = view(&person.model);
        driver.show(&page);
        Self { person, driver, page }
    }

    fn presses(&mut self) -> Vec<Duration> {
        use KeyCode::{Down, End, Home, PageDown, PageUp, Up};
        let keys = [Home, Down, Down, Down, PageDown, Down, PageDown, PageDown, End, Up, Up, PageUp, Home, Down, End];
        keys.map(|key| self.press(key)).into()
    }

    /// As the loop does: the key, what it means, the next page, and its frame.
    fn press(&mut self, key: KeyCode) -> Duration {
        let ((), spent) = processor::time(|| {
            if let Some(heard) = self.driver.press(&self.page, key) {
                self.person.hear(heard);
                self.page = view(&self.person.model);
                self.driver.show(&self.page);
            }
        });
        black_box(self.driver.buffer());
        spent
    }

    /// Types this letter by letter, then removes it.
    fn searches(&mut self, text: &str) -> Vec<Duration> {
        let letters = text.chars().count();
        let typed = text.chars().enumerate().map(|(at, letter)| (at, at, letter.to_string()));
        let removed = (0..letters).rev().map(|at| (at, at + 1, String::new()));
        let changes: Vec<_> = typed.chain(removed).collect();
        changes.into_iter().map(|(from, to, text)| self.edit(Change { from, to, text: Clean::new(&text) })).collect()
    }

    fn edit(&mut self, change: Change) -> Duration {
        let field = field(&self.page);
        let ((), spent) = processor::time(|| {
            self.person.hear(Heard::Edited(field, change));
            self.page = view(&self.person.model);
            self.driver.show(&self.page);
        });
        spent
    }
}

fn field(page: &Page) -> FieldId {
    page.body.iter().find_map(|block| if let Block::Field(field) = block { Some(field.id) } else { None }).unwrap()
}

/// One of so many documents over twenty years, newest first.
fn made(number: u32, of: u32) -> Document {
    const TITLES: [&str; 7] = [
        "Radiographie du genou droit",
        "Résultats de prise de sang",
        "Œdème des membres inférieurs",
        "Vaccination contre la grippe",
        "Ordonnance",
        "Compte rendu d’hospitalisation",
        "Certificat d’aptitude de l’élève",
    ];
    const AUTHORS: [&str; 5] =
        ["Dr Alice Dumont", "Dr Karim Haddad", "Laboratoire des Tilleuls", "Sophie Leroy", "Dr Élise Fabre"];
    let month = 240 - number * 240 / of;
    let date = format!("{}-{:02}-{:02}", 2006 + (month.max(1) - 1) / 12, (month.max(1) - 1) % 12 + 1, 28 - number % 28);
    let title = format!("{} n° {}", TITLES[number as usize % TITLES.len()], number % 997);
    let mut made = document(number, &title, &date);
    made.author.name = Some(AUTHORS[number as usize % AUTHORS.len()].into());
    made
}
