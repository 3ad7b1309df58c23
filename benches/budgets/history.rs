//! The access history with a million traces: what one has in hand while going through it, and what the sandbox answers.

use crate::accesses::{asked, page};
use crate::http::Http;
use crate::person::Person;
use crate::processor;
use crate::report::{Answered, Report, percentile, ratio};
use crate::server::{Server, Session};
use dmp::app::{Answer, Page, view};
use dmp::domain::Clean;
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Block, Change, Heard};
use dmp::sandbox;
use dmp::words::Words;
use std::hint::black_box;
use std::time::Duration;

const TRACES: u32 = 1_000_000;
const FEW: usize = 100;
/// As a server gives them.
const AT_A_TIME: usize = 200;
const FRAME: Duration = Duration::from_millis(2);
const SEARCH: Duration = Duration::from_millis(10);
const SAME: f64 = 1.25;
/// What a person calls at once.
const AT_ONCE: Duration = Duration::from_millis(100);
const ROUNDS: usize = 40;
const REQUESTS: usize = 20;

pub fn measure(report: &mut Report) {
    in_hand(report);
    asked_of_the_sandbox(report);
}

/// Somebody in the history.
struct Reader {
    person: Person,
    driver: Driver,
    page: Page,
}

impl Reader {
    fn of(person: Person) -> Self {
        let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
        let page = view(&person.model);
        driver.show(&page);
        Self { person, driver, page }
    }

    /// What this does, and the frame that comes of it.
    fn frame(&mut self, does: impl FnOnce(&mut Person)) -> Duration {
        let ((), spent) = processor::time(|| {
            does(&mut self.person);
            self.page = view(&self.person.model);
            self.driver.show(&self.page);
        });
        black_box(self.driver.buffer());
        spent
    }

    fn press(&mut self, key: KeyCode) -> Duration {
        let (heard, pressed) = processor::time(|| self.driver.press(&self.page, key));
        pressed + heard.map_or(Duration::ZERO, |heard| self.frame(|person| person.hear(heard)))
    }

    fn presses(&mut self) -> Vec<Duration> {
        use KeyCode::{Down, End, Home, PageDown, PageUp, Up};
        let keys = [Home, Down, Down, Down, PageDown, Down, PageDown, PageDown, End, Up, Up, PageUp, Home, Down, End];
        keys.map(|key| self.press(key)).into()
    }

    /// Types this letter by letter, then removes it.
    fn searches(&mut self, text: &str) -> Vec<Duration> {
        let field = self.page.body.iter().find_map(|block| if let Block::Field(field) = block { Some(field.id) } else { None });
        let field = field.unwrap();
        let letters = text.chars().count();
        let typed = text.chars().enumerate().map(|(at, letter)| (at, at, letter.to_string()));
        let removed = (0..letters).rev().map(|at| (at, at + 1, String::new()));
        let changes: Vec<_> = typed.chain(removed).collect();
        let change = |(from, to, text): (usize, usize, String)| Change { from, to, text: Clean::new(&text) };
        changes.into_iter().map(|it| self.frame(|person| person.hear(Heard::Edited(field, change(it))))).collect()
    }
}

fn in_hand(report: &mut Report) {
    let mut person = asked();
    person.answer(Answer::History(Ok(page(0, FEW, false))));
    let mut few = Reader::of(person);
    // To the end of a million, as they come.
    let mut many = Reader::of(asked());
    let (mut pages, mut longest) = (Vec::new(), Duration::ZERO);
    let (mut with_few, mut with_many, mut letters) = (Vec::new(), Vec::new(), Vec::new());
    let last = TRACES as usize - AT_A_TIME;
    for first in (0..TRACES as usize).step_by(AT_A_TIME) {
        let answer = Answer::History(Ok(page(first, AT_A_TIME, first < last)));
        let spent = many.frame(|person| person.answer(answer));
        pages.push(spent);
        longest = longest.max(spent);
        if first % (TRACES as usize / ROUNDS) == TRACES as usize / ROUNDS - AT_A_TIME {
            with_few.extend(few.presses());
            with_many.extend(many.presses());
        }
        // The most that are in hand at once.
        if [9_800, 499_800].contains(&first) {
            for text in ["personne 98", "médecin septembre", "zzz", "é"] {
                letters.extend(many.searches(text));
            }
        }
        if first < last {
            many.frame(Person::asks_for_more);
        }
    }
    pages.sort_unstable();
    let figures = format!("{:.1?} usually, {longest:.1?} at most, of processor", percentile(&pages, 50));
    report.note("each of 5 000 pages of 200, to its frame", &figures);
    with_few.sort_unstable();
    with_many.sort_unstable();
    let worst = percentile(&with_many, 99);
    let figures = format!("{worst:.1?} of processor for the 99th of 100 (budget {FRAME:?})");
    report.tell(worst < FRAME, "key to frame, 1 000 000 traces", &figures);
    let times = ratio(percentile(&with_many, 50), percentile(&with_few, 50));
    let figures = format!("{times:.2} times as long as with 100, {:.1?} (budget {SAME})", percentile(&with_few, 50));
    report.tell(times < SAME, "the same as with 100 traces", &figures);
    letters.sort_unstable();
    let (worst, usual) = (percentile(&letters, 99), percentile(&letters, 50));
    let figures = format!("{worst:.1?} of processor for the longest, {usual:.1?} usually (budget {SEARCH:?})");
    report.tell(worst < SEARCH, "each key of a search in the history", &figures);
}

fn asked_of_the_sandbox(report: &mut Report) {
    let server = Server::here(sandbox::Options { documents: 200, traces: TRACES, ..sandbox::Options::default() });
    report.note("a record with 1 000 000 traces ready", &format!("{:.1?}", server.ready));
    let session = server.sign_in();
    for (what, more) in [
        ("open, twenty years", ""),
        ("the last page of all", "&_sort=date"),
        ("the emergencies", "&purpose=bris_de_glace,centre_15"),
        ("one profession", "&agent-role=10"),
        ("one action", "&subtype=read,vread"),
        ("a profession and an action", "&agent-role=10&subtype=search-type"),
        ("a name", "&agent-name=d"),
        ("a name that nobody has", "&agent-name=zzz"),
    ] {
        let answered = ask(&server, &session, &format!("&date=ge2006-01-01{more}"));
        report.tell(answered.best < AT_ONCE, &format!("history: {what}"), &answered.said());
    }
    let answered = ask(&server, &session, "&date=ge2025-11-01");
    report.tell(answered.best < AT_ONCE, "history: open, one year", &answered.said());
}

fn ask(server: &Server, session: &Session, more: &str) -> Answered {
    let sort = if more.contains("_sort") { "" } else { "&_sort=-date" };
    let path = format!("/fhir/AuditEvent?patient={}&date=le2027-01-01{more}{sort}&_count=200", session.patient);
    let authorization = format!("Authorization: Bearer {}\r\nX-Activity: background\r\n", session.access);
    let mut http = Http::to(&server.address);
    Answered::of(REQUESTS, || {
        let answer = http.get(&path, &authorization);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    })
}
