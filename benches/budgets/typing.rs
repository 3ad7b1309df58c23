//! From a key to the frame it changes: in a long text, and on a page of five hundred questions.

use crate::processor;
use crate::report::{Report, percentile};
use dmp::app::Typed;
use dmp::domain::Clean;
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Block, Choice, Choosable, Entry, Field, FieldId, Heard, Need, Page, RowId};
use dmp::words::Words;
use std::hint::black_box;
use std::time::Duration;

const FRAME: Duration = Duration::from_millis(2);
const LENGTH: usize = 100_000;
const QUESTIONS: u32 = 500;

/// Typing in a text of 100 000 characters, at its start, in its middle and at its end.
pub fn typing(report: &mut Report) {
    let words = ["Ma", "sœur", "décide", "pour", "moi", "quand", "je", "n’ai", "plus", "ma", "tête", "à", "l’hôpital"];
    let mut prose = String::new();
    for word in words.iter().cycle() {
        if prose.chars().count() >= LENGTH {
            break;
        }
        prose.push_str(word);
        prose.push(' ');
    }
    let paragraphs: String = prose.chars().enumerate().map(|(at, c)| if at % 50 == 49 { '\n' } else { c }).collect();
    let unbroken = "é".repeat(LENGTH);
    for (what, text) in [("one paragraph", &prose), ("2 000 paragraphs", &paragraphs), ("no blank at all", &unbroken)] {
        let mut spent = Vec::new();
        for place in [Place::Start, Place::Middle, Place::End] {
            spent.extend(typed(text, place));
        }
        spent.sort_unstable();
        let (worst, usual) = (percentile(&spent, 99), percentile(&spent, 50));
        let figures = format!("{worst:.1?} of processor for the 99th of 100, {usual:.1?} usually (budget {FRAME:?})");
        report.tell(worst < FRAME, &format!("typing in 100 000 characters, {what}"), &figures);
    }
}

#[derive(Clone, Copy)]
enum Place {
    Start,
    Middle,
    End,
}

fn typed(text: &str, place: Place) -> Vec<Duration> {
    let id = FieldId("text", 0);
    let shown = |typed: &Typed| {
        let mut page: Page<()> = Page::new("text", "Mes volontés".into());
        let field = Field::new(id, "Ce que je veux".into(), typed.entry());
        page.body = vec![Block::Field(Field { need: Need::Optional, ..field })];
        page
    };
    let mut text = Typed::area(Clean::new(text));
    let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
    let mut page = shown(&text);
    driver.show(&page);
    let (pages, key) = match place {
        Place::Start => (2_000, KeyCode::PageUp),
        Place::Middle => (100, KeyCode::PageUp),
        Place::End => (0, KeyCode::PageUp),
    };
    for _ in 0..pages {
        driver.press(&page, key);
        if driver.at(&page) != dmp::page::Anchor::Stop(dmp::page::StopId::Field(id)) {
            driver.press(&page, KeyCode::Down);
            break;
        }
    }
    let keys =
        "Je le dis ici. ".chars().map(KeyCode::Char).chain([KeyCode::Enter, KeyCode::Backspace, KeyCode::Up, KeyCode::Down]);
    let mut spent = Vec::new();
    for key in keys.cycle().take(200) {
        let ((), time) = processor::time(|| {
            if let Some(Heard::Edited(_, change)) = driver.press(&page, key) {
                text.apply(&change);
            }
            page = shown(&text);
            driver.show(&page);
        });
        spent.push(time);
    }
    black_box(driver.buffer());
    spent
}

/// Five hundred questions of every kind on one page.
pub fn form(report: &mut Report) {
    let mut name = Typed::default();
    let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
    let mut page = questions(&name);
    driver.show(&page);
    let mut spent = Vec::new();
    // The first field, then along the page, then its end.
    let letters = || "Morel".chars().map(KeyCode::Char);
    let moves = [KeyCode::Tab, KeyCode::Down, KeyCode::Tab, KeyCode::Down, KeyCode::Down].repeat(20);
    for key in letters().chain(moves).chain([KeyCode::Home, KeyCode::End, KeyCode::Up, KeyCode::PageUp]).chain(letters()) {
        let ((), time) = processor::time(|| {
            if let Some(Heard::Edited(_, change)) = driver.press(&page, key) {
                name.apply(&change);
            }
            driver.show(&page);
        });
        page = questions(&name);
        spent.push(time);
    }
    spent.sort_unstable();
    let (worst, usual) = (percentile(&spent, 99), percentile(&spent, 50));
    let figures = format!("{worst:.1?} of processor for the 99th of 100, {usual:.1?} usually (budget {FRAME:?})");
    report.tell(worst < FRAME, "key to frame, a page of 500 questions", &figures);
}

fn questions(name: &Typed) -> Page<()> {
    let mut page: Page<()> = Page::new("form", "Cinq cents questions".into());
    page.body = (0..QUESTIONS).map(|n| question(n, name)).collect();
    page
}

fn question(n: u32, name: &Typed) -> Block<()> {
    let id = FieldId("question", n);
    let label = Clean::new(&format!("Question {n} : que souhaitez-vous dire ?"));
    if n % 4 > 1 {
        let option = |rank: u32| Choosable {
            id: RowId(Clean::new(&rank.to_string())),
            label: Clean::new(&format!("Réponse {rank}")),
            chosen: rank == n % 5,
            does: (),
        };
        let options = (0..5).map(option).collect();
        let hint = Some("Choisissez ce qui vous convient.".into());
        return Block::Choice(Choice { hint, several: n % 4 == 2, need: Need::Optional, ..Choice::new(id, label, options) });
    }
    let entry = match n % 4 {
        0 => name.entry(),
        _ => Entry::Area { value: "Une réponse de deux lignes,\nqui tient ici.".into(), revision: 1 },
    };
    let hint = Some("Avec vos mots.".into());
    Block::Field(Field { hint, example: Some("comme ceci".into()), need: Need::Optional, ..Field::new(id, label, entry) })
}
