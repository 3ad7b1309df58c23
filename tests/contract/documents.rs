//! The record: listed whole, new documents found, every one fetched and read.

use crate::app::TestApp;
use crate::raw::{CAMILLE, NADIA, NEW_PASSWORD};
use dmp::api::{Api, Query};
use dmp::domain::{
    Category, ChannelId, Deed, Document, DocumentId, Faithful, Fetched, Format, Label, Mode, Party, Piece, Place, Problem,
    Reading, Secret, Sieve, Step, Subject, Who,
};
use dmp::reader::{self, Expected};
use dmp::run::worker::Process;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// Camille, after her first connection.
pub async fn camille(app: &TestApp) -> Api {
    let api = app.client(Place::Home);
    let step = crate::app::begin(&api, CAMILLE).await.unwrap();
    assert!(matches!(step, Step::ChangePassword { .. }), "{step:?}");
    api.change_password(Secret::from(NEW_PASSWORD)).await.unwrap();
    api.choose_channel(ChannelId::Sms).await.unwrap();
    app.enter_code(&api, CAMILLE.0).await.unwrap();
    api
}

/// The whole list, and how many pages it took.
async fn all(api: &Api, query: &Query) -> (Vec<Arc<Document>>, usize) {
    let mut page = api.documents(query, false).await.unwrap();
    let (mut documents, mut pages) = (Vec::new(), 1);
    loop {
        assert_eq!(page.unreadable.len(), 0, "{:?}", page.unreadable);
        documents.extend(page.documents);
        let Some(next) = page.next else { break };
        page = api.next(&next, false).await.unwrap();
        pages += 1;
    }
    let total = usize::try_from(page.total.unwrap()).unwrap();
    assert_eq!(documents.len(), total, "the server counts what it gives");
    (documents, pages)
}

#[tokio::test]
async fn the_whole_list_comes_page_by_page_and_nothing_in_it_is_unreadable() {
    let app = TestApp::start().await;
    let api = camille(&app).await;
    let (documents, pages) = all(&api, &Query { page: 20, ..Query::default() }).await;
    assert!(documents.len() >= 80 && pages == documents.len().div_ceil(20), "{} in {pages}", documents.len());
    let ids: HashSet<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids.len(), documents.len(), "none comes twice");
    let dates: Vec<_> = documents.iter().map(|document| document.date.unwrap().civil()).collect();
    assert!(dates.windows(2).all(|two| two[0] >= two[1]), "newest first");
    let (same, one) = all(&api, &Query { page: 200, ..Query::default() }).await;
    assert_eq!((same.len(), one), (documents.len(), 1));

    let categories: HashSet<Category> = documents.iter().map(|document| document.category).collect();
    assert_eq!(categories.len(), Category::ALL.len(), "all fifteen");
    for document in &documents {
        // When an old version came is no longer said: its last change is that another replaced it.
        assert!(!document.title.is_empty() && document.deposited.is_some() != document.states.superseded, "{document:?}");
        assert!(document.author.name.is_some() || document.author.organisation.is_some(), "{document:?}");
        assert!(!document.states.preliminary && !document.states.hidden_from_representatives, "{document:?}");
        let content = &document.contents[0];
        assert!(content.size.is_some() && content.sha1.is_some() && content.format != Format::Other, "{document:?}");
    }
    let count = |state: fn(&Document) -> bool| documents.iter().filter(|document| state(document)).count();
    assert_eq!(count(|document| document.states.masked), 1);
    assert_eq!(count(|document| document.states.archived), 1);
    assert_eq!(count(|document| document.states.superseded), 1);
    assert!(count(|document| document.states.mine) >= 2);
    assert_eq!(count(|document| document.replaces.is_some()), 1);
    let (current, _) = all(&api, &Query { current_only: true, ..Query::default() }).await;
    assert_eq!(current.len(), documents.len() - 1, "without the old version");
}

#[tokio::test]
async fn d24_what_reached_the_record_since_an_instant_is_found() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let since = api.account().await.unwrap().previous_sign_in.unwrap();
    let (documents, _) = all(&api, &Query::default()).await;
    let (news, _) = all(&api, &Query { since: Some(since), ..Query::default() }).await;
    let later: HashSet<&str> =
        documents.iter().filter(|document| document.deposited >= Some(since)).map(|document| document.id.as_str()).collect();
    // Those replaced since have changed too, and are no news.
    let news = news.iter().filter(|document| !document.states.superseded);
    let found: HashSet<&str> = news.map(|document| document.id.as_str()).collect();
    assert_eq!(found, later);
    assert!(!found.is_empty() && found.len() < documents.len(), "{} of {}", found.len(), documents.len());
}

/// Reads it as the client does.
fn read(document: &Document, fetched: &Fetched, expected: &Expected) -> Result<Reading, Problem> {
    let declared = if fetched.media_type.is_empty() { &document.contents[0].media_type } else { &fetched.media_type };
    reader::read(&fetched.bytes, declared, Some(expected), &Process::new(Path::new(env!("CARGO_BIN_EXE_dmp"))))
}

#[tokio::test]
async fn every_document_is_fetched_faithfully_and_read() {
    let app = TestApp::start().await;
    let api = camille(&app).await;
    let patient = api.patient().await.unwrap();
    let expected = Expected { family: patient.family, given: patient.given, born: patient.born, ins: patient.ins };
    let (documents, _) = all(&api, &Query { page: 200, ..Query::default() }).await;
    let mut forms = HashSet::new();
    let mut shown = 0;
    for document in &documents {
        let content = &document.contents[0];
        let mut last = (0, None);
        let fetched = api.fetch(content, |done, total| last = (done, total)).await;
        let fetched = fetched.unwrap_or_else(|problem| panic!("{}: {problem:?}", document.title));
        assert_eq!(fetched.faithful, Faithful::Yes, "{}", document.title);
        let size = content.size.unwrap();
        assert_eq!(fetched.bytes.len() as u64, size, "{}", document.title);
        let wrapped = last.0 > size;
        assert_eq!(last.1, (!wrapped).then_some(size), "{}: progress is told of the document's own size", document.title);
        forms.insert(match &*content.url {
            _ if wrapped => "binary in JSON",
            url if url.starts_with("http") => "absolute",
            url if url.starts_with("Bundle/") => "bundle",
            _ => "binary",
        });
        let reading = read(document, &fetched, &expected);
        let reading = reading.unwrap_or_else(|problem| panic!("{}: {problem:?}", document.title));
        let says =
            |label: fn(&Label) -> bool| reading.pieces.iter().any(|piece| matches!(piece, Piece::Note(found) if label(found)));
        assert!(!says(|label| matches!(label, Label::AnotherPatient { .. })), "{}", document.title);
        if content.format != Format::Other {
            assert!(!says(|label| matches!(label, Label::NotShownYet { .. })), "{}", document.title);
            shown += 1;
        } else {
            assert!(says(|label| matches!(label, Label::NotShownYet { .. })), "{}", document.title);
        }
    }
    assert_eq!(forms, HashSet::from(["absolute", "bundle", "binary", "binary in JSON"]));
    assert!(shown >= 20, "{shown}");
}

#[tokio::test]
async fn a_binary_sent_as_json_is_the_same_document() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let (documents, _) = all(&api, &Query::default()).await;
    for wanted in [Format::Cda, Format::Pdf, Format::Text] {
        let document = documents.iter().find(|document| document.contents[0].format == wanted).unwrap();
        let raw = &document.contents[0];
        // Asked for as a FHIR resource first, which is what a list that declares no other type leads to.
        let json = dmp::domain::Content { format: Format::FhirDocument, ..raw.clone() };
        let (one, other) = (api.fetch(raw, |_, _| {}).await.unwrap(), api.fetch(&json, |_, _| {}).await.unwrap());
        assert_eq!((one.faithful, other.faithful), (Faithful::Yes, Faithful::Yes));
        assert_eq!(one.bytes, other.bytes);
    }
}

#[tokio::test]
async fn s62_what_is_hidden_or_somebody_elses_does_not_exist() {
    let app = TestApp::start().await;
    let nadia = app.signed_in(NADIA).await;
    let camille = camille(&app).await;
    let (hers, _) = all(&nadia, &Query::default()).await;
    let (mine, _) = all(&camille, &Query::default()).await;
    assert!(mine.iter().all(|document| !document.title.contains("26H09902")), "a biopsy to be told face to face (D30)");
    let not_mine = hers.iter().find(|document| document.title.contains("adia") || !mine.contains(document)).unwrap();
    assert_eq!(camille.document(&not_mine.id).await, Err(Problem::NotFound));
    assert_eq!(camille.fetch(&not_mine.contents[0], |_, _| {}).await, Err(Problem::NotFound));
    assert_eq!(camille.document(&DocumentId::new("never-was").unwrap()).await, Err(Problem::NotFound));
    for document in mine.iter().take(5) {
        assert_eq!(camille.document(&document.id).await.as_ref(), Ok(&**document), "alone as in the list");
    }
}

#[tokio::test]
async fn the_history_says_who_opened_what_and_keeps_what_one_does_oneself() {
    let app = TestApp::start().await;
    let api = camille(&app).await;
    let (documents, _) = all(&api, &Query::default()).await;
    let opened = documents.iter().find(|document| document.contents[0].format == Format::Cda).unwrap();
    api.fetch(&opened.contents[0], |_, _| ()).await.unwrap();
    let day = |at: &str| at.parse::<jiff::civil::Date>().unwrap();
    let mut page = api.history(day("2016-01-01"), day("2099-01-01"), None, &Sieve::default()).await.unwrap();
    let total = usize::try_from(page.total.unwrap()).unwrap();
    let mut traces = Vec::new();
    loop {
        assert_eq!(page.unreadable, 0);
        traces.extend(page.traces);
        let Some(next) = page.next else { break };
        page = api.earlier(&next).await.unwrap();
    }
    assert_eq!(traces.len(), total, "the server counts what it gives");
    assert!(traces.windows(2).all(|two| two[0].at >= two[1].at), "newest first");
    let of = |who, deed| traces.iter().filter(move |trace| trace.who == who && trace.deed == deed);
    assert!(of(Who::Me, Deed::Read).any(|trace| trace.document.as_ref() == Some(&opened.id)), "my own reading");
    let read = of(Who::Professional, Deed::Read).next().expect("a professional reads");
    assert!(read.name.is_some() && read.profession.is_some() && read.organisation.is_some(), "{read:?}");
    assert!(of(Who::System, Deed::Added).next().is_some(), "the Assurance Maladie feeds");
    for mode in [Mode::BreakGlass, Mode::Regulation] {
        assert!(traces.iter().any(|trace| trace.mode == mode), "{mode:?}");
    }
    let narrow = api.history(day("2026-01-01"), day("2026-01-31"), None, &Sieve::default()).await.unwrap();
    let within = |at: jiff::Timestamp| at.to_string().as_str() >= "2025-12-31" && at.to_string().as_str() < "2026-02-02";
    assert!(narrow.traces.iter().all(|trace| within(trace.at)), "both days are bounds");
}

#[tokio::test]
async fn the_history_of_one_document_or_of_one_professional_is_of_nothing_else() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let day = |at: &str| at.parse::<jiff::civil::Date>().unwrap();
    let (from, to) = (day("2016-01-01"), day("2099-01-01"));
    let all = api.history(from, to, None, &Sieve::default()).await.unwrap();
    let read = all.traces.iter().find(|trace| trace.document.is_some() && trace.identifier.is_some()).unwrap();
    let (document, person) = (read.document.clone().unwrap(), read.identifier.clone().unwrap());
    let of_document = api.history(from, to, Some(&Subject::Document(document.clone())), &Sieve::default()).await.unwrap();
    assert!(of_document.traces.iter().all(|trace| trace.document.as_ref() == Some(&document)));
    let party = Party { identifier: Some(person.clone()), name: None };
    let of_person = api.history(from, to, Some(&Subject::Person(party)), &Sieve::default()).await.unwrap();
    assert!(of_person.traces.iter().all(|trace| trace.identifier.as_ref() == Some(&person)));
    for narrow in [&of_document, &of_person] {
        assert!(narrow.traces.iter().any(|trace| trace.id == read.id) && narrow.total < all.total, "{:?}", narrow.total);
    }
}
