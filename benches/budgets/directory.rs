//! The directory with a hundred thousand professionals: a search, and one of those found.

use crate::http::Http;
use crate::person::{Person, professional};
use crate::processor;
use crate::report::{Answered, Report, percentile};
use crate::server::Server;
use dmp::app::{Answer, view};
use dmp::domain::Professionals;
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::sandbox;
use dmp::words::Words;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const PROFESSIONALS: u32 = 100_000;
/// The most that are kept of a search.
const FOUND: usize = 10_000;
const FRAME: Duration = Duration::from_millis(2);
/// What a person calls at once.
const AT_ONCE: Duration = Duration::from_millis(100);
const REQUESTS: usize = 20;

pub fn measure(report: &mut Report) {
    in_hand(report);
    let server = Server::here(sandbox::Options { professionals: PROFESSIONALS, documents: 10, ..sandbox::Options::default() });
    report.note("100 000 professionals ready", &format!("{:.1?}", server.ready));
    let session = server.sign_in();
    let authorization = format!("Authorization: Bearer {}\r\nX-Activity: background\r\n", session.access);
    let mut http = Http::to(&server.address);
    for (what, search) in [
        ("a name", "name=martin"),
        ("one letter", "name=m"),
        ("nobody", "name=zzzz"),
        ("a town", "address-city=lyon"),
        ("a postcode", "address-postalcode=69"),
        ("a name in a town", "name=martin&address-city=lyon"),
        ("a speciality in a town", "qualification-code=SM54&address-city=lyon"),
        ("one, by the national number", "identifier=urn:oid:1.2.250.1.71.4.2.1|810999001000"),
    ] {
        let along = "_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization";
        let path = format!("/fhir/Practitioner?{search}&{along}&_count=50");
        let answered = Answered::of(REQUESTS, || {
            let answer = http.get(&path, &authorization);
            assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        });
        report.tell(answered.best < AT_ONCE, &format!("directory: {what}"), &answered.said());
    }
}

/// The most that are kept, gone through, and one of them opened.
fn in_hand(report: &mut Report) {
    let mut person = Person::signed_in(Vec::new());
    person.choose("Qui peut voir mon dossier");
    person.choose("Trouver un professionnel");
    person.types("Nom", "a");
    person.choose("Chercher");
    for first in (0..FOUND).step_by(50) {
        let one = |number: usize| {
            Arc::new(professional(&format!("id-{number}"), &format!("Dr Martin {number}"), "SM54", "Cabinet", "Lyon"))
        };
        let next = (first + 50 < FOUND).then(|| "https://dmp.example/suite".into());
        let found = (first..first + 50).map(one).collect();
        person.answer(Answer::Professionals(Ok(Professionals { found, total: Some(FOUND as u64), unreadable: 0, next })));
        if first + 50 < FOUND {
            person.asks_for_more();
        }
    }
    let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
    let mut page = view(&person.model);
    driver.show(&page);
    use KeyCode::{Down, End, Enter, Esc, Home, PageDown, PageUp, Up};
    let keys = [Home, Down, Down, PageDown, PageDown, End, Up, PageUp, Enter, Down, Down, Esc, Home, Down, Enter, Esc];
    let mut spent = Vec::new();
    for key in std::iter::repeat_n(keys, 40).flatten() {
        let ((), time) = processor::time(|| {
            if let Some(heard) = driver.press(&page, key) {
                person.hear(heard);
                page = view(&person.model);
                driver.show(&page);
            }
        });
        black_box(driver.buffer());
        spent.push(time);
    }
    spent.sort_unstable();
    let worst = percentile(&spent, 99);
    let figures = format!("{worst:.1?} of processor for the 99th of 100 (budget {FRAME:?})");
    report.tell(worst < FRAME, "key to frame, 10 000 professionals found", &figures);
}
