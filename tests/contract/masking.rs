//! Documents masked, archived, deleted, by the client and at the server; and what each change does to who sees them.

use crate::app::TestApp;
use crate::cutting::{Cut, Cutting, at_every_byte};
use crate::raw::NADIA;
use dmp::api::{Api, Query};
use dmp::domain::{Document, Filing, Outcome, Place, Problem};
use std::sync::Arc;

async fn all(api: &Api) -> Vec<Arc<Document>> {
    let mut listing = api.documents(&Query { page: 200, ..Query::default() }, false).await.unwrap();
    let mut documents = listing.documents;
    while let Some(next) = listing.next {
        listing = api.next(&next, false).await.unwrap();
        documents.extend(listing.documents.clone());
    }
    documents
}

#[tokio::test]
async fn a_document_is_masked_shown_and_archived_and_says_so_at_once() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let document = all(&api).await.into_iter().find(|document| !document.states.masked && !document.states.mine).unwrap();
    for (filing, masked, archived) in [
        (Filing::Mask, true, false),
        (Filing::Mask, true, false),
        (Filing::Archive, true, true),
        (Filing::Unmask, false, true),
        (Filing::Unarchive, false, false),
    ] {
        let filed = api.file(&document.id, filing).await;
        assert_eq!(filed.outcome, Outcome::Done, "{filing:?}");
        let now = filed.now.unwrap();
        assert_eq!((now.states.masked, now.states.archived), (masked, archived), "{filing:?}");
        assert_eq!(now.deposited, None, "a change is not a deposit");
    }
}

#[tokio::test]
async fn only_what_was_added_by_the_person_is_deleted_and_then_is_gone() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let documents = all(&api).await;
    let theirs = documents.iter().find(|document| !document.states.mine).unwrap();
    assert_eq!(api.file(&theirs.id, Filing::Delete).await.outcome, Outcome::NotDone(Problem::Forbidden));
    let unknown = dmp::domain::DocumentId::new("nobody-s").unwrap();
    assert_eq!(api.file(&unknown, Filing::Mask).await.outcome, Outcome::NotDone(Problem::NotFound));
    assert!(documents.iter().all(|document| !document.states.mine));
    let api = crate::documents::camille(&app).await;
    let documents = all(&api).await;
    let mine = documents.iter().find(|document| document.states.mine).unwrap();
    let filed = api.file(&mine.id, Filing::Delete).await;
    assert_eq!((filed.outcome, filed.now), (Outcome::Done, None));
    assert!(all(&api).await.iter().all(|document| document.id != mine.id));
    assert_eq!(api.file(&mine.id, Filing::Delete).await.outcome, Outcome::Done, "it is gone already");
}

#[tokio::test]
async fn those_to_come_are_masked_or_not_as_the_person_says() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    assert_eq!(api.masks_new().await, Ok(false));
    assert_eq!(api.mask_new(true).await, Outcome::Done);
    assert_eq!(api.masks_new().await, Ok(true));
    let other = app.signed_in(NADIA).await;
    assert_eq!(other.masks_new().await, Ok(true), "the account's, not the program's");
}

#[tokio::test]
async fn what_who_says_of_a_mask_is_what_comes_true() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let matrix = api.matrix().await.unwrap();
    assert_eq!((matrix.types.len(), matrix.version.is_some()), (112, true));
    let documents = all(&api).await;
    let document = documents.iter().find(|document| !document.states.masked && !document.kind.code.is_empty()).unwrap();
    let (shown, masked) = (api.who(&document.id, None).await.unwrap(), api.who(&document.id, Some(true)).await.unwrap());
    assert!(!shown.masked && masked.masked && shown != masked);
    for (code, _, sees) in &shown.professions {
        let reads = matrix
            .professions
            .iter()
            .find(|(known, ..)| known == code)
            .is_some_and(|(_, _, reads)| reads.contains(&document.kind.code));
        assert_eq!(sees.normal, reads, "{code}: the matrix and the document say the same");
    }
    assert!(masked.professions.iter().all(|(_, _, sees)| !sees.normal), "a mask hides from every profession");
    assert_eq!(api.file(&document.id, Filing::Mask).await.outcome, Outcome::Done);
    assert_eq!(api.who(&document.id, None).await.unwrap(), masked, "as it was said before");
}

#[tokio::test]
async fn a_locked_session_files_nothing() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let document = all(&api).await[0].clone();
    api.lock().await;
    assert_eq!(api.file(&document.id, Filing::Mask).await.outcome, Outcome::NotDone(Problem::SessionEnded));
    assert_eq!(app.client(Place::Home).mask_new(true).await, Outcome::NotDone(Problem::SessionEnded));
}

#[tokio::test]
async fn f8_a_mask_cut_at_every_byte_ends_in_the_right_one_of_three_sentences() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let cutting = Cutting::on(&app.server.base, "PATCH /fhir/DocumentReference").await;
    let cut = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&cut, NADIA).await;
    let id = all(&api).await.into_iter().find(|document| !document.states.masked).unwrap().id.clone();
    let masked = async || api.document(&id).await.unwrap().states.masked;
    let unmask = async || assert_eq!(api.file(&id, Filing::Unmask).await.outcome, Outcome::Done);
    at_every_byte(&cutting, async || cut.file(&id, Filing::Mask).await.outcome, masked, unmask).await;
}

#[tokio::test]
async fn f8_of_a_hundred_masks_the_one_that_is_cut_is_the_one_that_is_not_done() {
    let app = TestApp::start().await;
    let api = crate::documents::camille(&app).await;
    let documents = all(&api).await;
    let chosen: Vec<_> = documents.iter().filter(|document| !document.states.masked).take(100).collect();
    assert_eq!(chosen.len(), 100);
    let that = &chosen[36].id;
    let request: &'static str = format!("PATCH /fhir/DocumentReference/{} ", that.as_str()).leak();
    let cutting = Cutting::on(&app.server.base, request).await;
    let cut = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&cut, (crate::raw::CAMILLE.0, crate::raw::NEW_PASSWORD)).await;
    cutting.cut(Cut::Request(40), true);
    let mut failed = Vec::new();
    for document in &chosen {
        if cut.file(&document.id, Filing::Mask).await.outcome != Outcome::Done {
            failed.push(&document.id);
        }
    }
    assert_eq!(failed, [that]);
    let masked = async || all(&api).await.into_iter().filter(|document| document.states.masked).count();
    let before = documents.len() - documents.iter().filter(|document| !document.states.masked).count();
    assert_eq!(masked().await, before + 99);
    cutting.whole();
    assert_eq!(cut.file(that, Filing::Mask).await.outcome, Outcome::Done);
    assert_eq!(masked().await, before + 100);
}
