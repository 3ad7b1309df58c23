//! What a person says of themselves, between the two readings of the contract: contacts, health, forms, documents, the key of drafts.

use crate::app::TestApp;
use crate::cutting::{Cutting, here_and_there};
use crate::raw::{JEAN, NADIA};
use dmp::api::Api;
use dmp::domain::{
    Answer, Answered, Ask, Blood, Clean, Contact, Date, Deposit, DepositKind, DocumentId, Flaw, Form, Format, Link, Outcome,
    Place, Precision, Problem, Question, Response, Said, Statement, Test, Topic, Written,
};
use jiff::civil::date;
use std::cell::Cell;
use std::sync::Arc;

const DIRECTIVES: &str = "directives-anticipees";

fn name(number: usize) -> String {
    format!("urn:uuid:5a3c0d86-6d3f-4a34-9b3c-{number:012x}")
}

fn refused(flaw: Flaw) -> Outcome {
    Outcome::NotDone(Problem::Refused { flaw: Some(flaw) })
}

fn zoe() -> Contact {
    Contact {
        emergency: true,
        link: Some(Link::Sister),
        family: "D’Œuvre-Lefèvre".into(),
        given: "Zoé Anne".into(),
        phones: vec!["06 98 76 54 32".into(), "+32 470 12 34 56".into()],
        email: Some("zoe@exemple.fr".into()),
        street: "Bâtiment B\n3 rue de l’Église".into(),
        postcode: "69003".into(),
        town: "Lyon".into(),
        order: Some(3),
        ..Contact::default()
    }
}

async fn only(api: &Api, family: &str) -> Contact {
    api.contacts().await.unwrap().all.into_iter().find(|it| it.family.as_str() == family).unwrap()
}

#[tokio::test]
async fn contacts_are_listed_added_changed_and_removed() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let all = api.contacts().await.unwrap();
    assert_eq!((all.all.len(), all.unreadable, all.trusted().is_some()), (2, 0, true));
    assert_eq!(api.put_contact(&name(1), &zoe()).await, Outcome::Done);
    assert_eq!(api.put_contact(&name(1), &zoe()).await, Outcome::Done, "sent again");
    let kept = only(&api, "D’Œuvre-Lefèvre").await;
    assert_eq!(Contact { id: None, version: None, ..kept.clone() }, zoe());
    let changed = Contact { link: Some(Link::Guardian), email: None, order: None, ..kept };
    assert_eq!(api.put_contact(&name(1), &changed).await, Outcome::Done);
    let kept = only(&api, "D’Œuvre-Lefèvre").await;
    assert_eq!(Contact { version: None, ..kept.clone() }, Contact { version: None, ..changed });
    assert_eq!(api.remove_contact(&kept).await, Outcome::Done);
    assert_eq!(api.contacts().await.unwrap().all.len(), 2);
}

#[tokio::test]
async fn what_the_server_finds_wrong_is_told_by_its_field() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    for (wrong, flaw) in [
        (Contact { trusted: true, ..zoe() }, Flaw::SecondTrusted),
        (Contact { phones: vec!["123".into()], ..zoe() }, Flaw::Phone),
        (Contact { phones: vec![], ..zoe() }, Flaw::Phone),
        (Contact { email: Some("zoe".into()), ..zoe() }, Flaw::Email),
        (Contact { postcode: "6".into(), ..zoe() }, Flaw::Postcode),
        (Contact { town: Clean::empty(), ..zoe() }, Flaw::Town),
        (Contact { given: Clean::empty(), ..zoe() }, Flaw::Name),
        (Contact { link: None, ..zoe() }, Flaw::Link),
    ] {
        assert_eq!(api.put_contact(&name(2), &wrong).await, refused(flaw), "{wrong:?}");
    }
    assert_eq!(api.contacts().await.unwrap().all.len(), 2);
}

#[tokio::test]
async fn f22_f40_two_programs_on_one_contact_the_second_learns_of_the_first() {
    let app = TestApp::start().await;
    let (here, there) = (app.signed_in(NADIA).await, app.signed_in(NADIA).await);
    let seen = here.contacts().await.unwrap().all.remove(0);
    let with = |town: &str, seen: &Contact| Contact { town: town.into(), ..seen.clone() };
    assert_eq!(here.put_contact(&name(3), &with("Ici", &seen)).await, Outcome::Done);
    assert_eq!(there.put_contact(&name(3), &with("Là", &seen)).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    assert_eq!(there.remove_contact(&seen).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    let fresh = there.contacts().await.unwrap().all.remove(0);
    assert_eq!(fresh.town.as_str(), "Ici");
    assert_eq!(there.put_contact(&name(3), &with("Là", &fresh)).await, Outcome::Done);
    let gone = there.contacts().await.unwrap().all.remove(0);
    assert_eq!(there.remove_contact(&gone).await, Outcome::Done);
    assert_eq!(here.put_contact(&name(3), &with("Ici", &gone)).await, Outcome::NotDone(Problem::NotFound), "f23");
    assert_eq!(here.remove_contact(&gone).await, Outcome::Done, "it is gone");
}

fn statement(topic: Topic, said: Said) -> Statement {
    Statement { id: None, version: None, topic, said, since: None, note: None, hidden: false, by: None }
}

#[tokio::test]
async fn what_one_says_of_ones_health_is_kept_as_it_was_said() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let asthma = Statement {
        since: Date::fhir("1998-04"),
        note: Some("depuis\nl’enfance".into()),
        hidden: true,
        ..statement(Topic::Illness, Said::Words("Asthme".into()))
    };
    let all = [
        asthma,
        statement(Topic::Allergy, Said::Nothing),
        Statement { since: Some(Date::day(date(2020, 2, 3))), ..statement(Topic::Treatment, Said::Words("Doliprane".into())) },
        Statement { since: Date::fhir("2019"), ..statement(Topic::Blood, Said::Blood(Blood::Ab)) },
        statement(Topic::Rhesus, Said::Rhesus(true)),
    ];
    let before = api.statements().await.unwrap().all.len();
    for (number, wanted) in all.iter().enumerate() {
        assert_eq!(api.put_statement(&name(10 + number), wanted).await, Outcome::Done, "{wanted:?}");
    }
    let kept = api.statements().await.unwrap();
    assert_eq!((kept.all.len(), kept.unreadable), (before + 5, 0));
    for wanted in &all {
        let found = kept.of(wanted.topic).find(|it| it.said == wanted.said).unwrap();
        assert_eq!(Statement { id: None, version: None, ..found.clone() }, *wanted);
    }
    let blood = kept.of(Topic::Blood).next().unwrap().clone();
    let second = statement(Topic::Blood, Said::Blood(Blood::O));
    assert_eq!(api.put_statement(&name(20), &second).await, refused(Flaw::Contradiction), "one has one group");
    let changed = Statement { said: Said::Blood(Blood::O), hidden: true, ..blood };
    assert_eq!(api.put_statement(&name(20), &changed).await, Outcome::Done);
    assert_eq!(api.put_statement(&name(20), &changed).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    let now = api.statements().await.unwrap().of(Topic::Blood).next().unwrap().clone();
    assert!(now.hidden && now.said == Said::Blood(Blood::O));
    assert_eq!(api.remove_statement(&now).await, Outcome::Done);
    // An allergy takes the place of "nothing of the kind", and the other way round there is something first.
    assert_eq!(api.put_statement(&name(21), &statement(Topic::Allergy, Said::Words("Pollen".into()))).await, Outcome::Done);
    let allergies: Vec<Said> = api.statements().await.unwrap().of(Topic::Allergy).map(|it| it.said.clone()).collect();
    assert_eq!(allergies, [Said::Words("Pollen".into())]);
    assert_eq!(api.put_statement(&name(22), &statement(Topic::Allergy, Said::Nothing)).await, refused(Flaw::Contradiction));
}

/// Every question of the form that is to be asked, answered.
fn filled(form: &Form) -> Vec<Answered> {
    let mut said = std::collections::HashMap::new();
    fill(&form.items, &mut said)
}

fn fill(items: &[Question], said: &mut std::collections::HashMap<Clean, Answer>) -> Vec<Answered> {
    let mut answered = Vec::new();
    for question in items {
        let is = |link: &Clean, answer: &Answer| said.get(link) == Some(answer);
        let met = |test: &Test, link: &Clean| match test {
            Test::Answered(exists) => said.contains_key(link) == *exists,
            Test::Equal(answer) => is(link, answer),
            Test::NotEqual(answer) => !is(link, answer),
            Test::More(_) | Test::MoreOrEqual(_) | Test::Less(_) | Test::LessOrEqual(_) => false,
        };
        let mut conditions = question.shown_when.iter().map(|condition| met(&condition.test, &condition.link));
        let shown =
            question.shown_when.is_empty() || if question.any { conditions.any(|it| it) } else { conditions.all(|it| it) };
        if !shown {
            continue;
        }
        let text = |text: &str| Some(Answer::Text(Clean::new(text)));
        let answer = match &question.ask {
            Ask::Group | Ask::Display => None,
            Ask::Boolean => Some(Answer::Boolean(true)),
            Ask::Choice => question.options.last().cloned(),
            Ask::OpenChoice => text("à ma façon"),
            Ask::Line(_) => text("Œuvre d’été"),
            Ask::Text => text("Je souhaite\nêtre entendue."),
            Ask::Integer => Some(Answer::Integer(1)),
            Ask::Date(_) => Some(Answer::Date(date(1960, 5, 8))),
            Ask::Decimal | Ask::Quantity | Ask::Unknown(_) => panic!("{question:?}"),
        };
        if let Some(answer) = &answer {
            said.insert(question.link.clone(), answer.clone());
        }
        let items = fill(&question.items, said);
        let answers: Vec<Answer> = answer.into_iter().collect();
        answered.push(Answered { link: question.link.clone(), text: question.text.clone(), answers, items });
    }
    answered
}

fn response(number: usize, form: &Form, completed: bool) -> Response {
    Response {
        identifier: Clean::new(&name(number)),
        canonical: form.canonical.clone(),
        completed,
        items: filled(form),
        ..Response::default()
    }
}

fn done<T: Clone>(written: &Written<T>) -> T {
    match written {
        Written::Done(id, _) => id.clone(),
        Written::NotDone(problem) => panic!("{problem:?}"),
        Written::Unknown => panic!("unknown"),
    }
}

#[tokio::test]
async fn directives_are_put_aside_gone_on_with_and_completed() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let forms = api.forms(DIRECTIVES).await.unwrap();
    assert_eq!(forms.len(), 2);
    for (number, form) in forms.iter().enumerate() {
        assert_eq!(form.left_out, 0, "{}", form.name);
        assert_eq!(api.form(&form.canonical).await.unwrap().as_ref(), Some(form));
        let mut draft = response(30 + number, form, false);
        draft.items.truncate(1);
        done(&api.put_response(&draft, form).await);
        // Going on from what the server keeps.
        let kept = api.responses().await.unwrap();
        let mut mine = kept.all.into_iter().find(|it| it.identifier == draft.identifier).unwrap();
        assert!(!mine.completed && mine.items[0].items.len() > 1);
        mine.completed = true;
        mine.items = filled(form);
        let missing = Response { items: mine.items.iter().skip(1).cloned().collect(), ..mine.clone() };
        let said = api.put_response(&missing, form).await;
        assert!(matches!(said, Written::NotDone(Problem::Refused { .. } | Problem::AnswerRefused { .. })), "{said:?}");
        done(&api.put_response(&mine, form).await);
        let now = api.responses().await.unwrap();
        let now = now.all.into_iter().find(|it| it.identifier == draft.identifier).unwrap();
        assert_eq!((now.completed, &now.items), (true, &mine.items));
        assert_eq!(api.put_response(&mine, form).await, Written::NotDone(Problem::ChangedMeanwhile), "f22");
    }
    assert_eq!(api.forms("rien de tel").await, Ok(Vec::new()));
    assert_eq!(api.form("urn:dmp:questionnaire:autre").await, Ok(None));
}

#[tokio::test]
async fn the_answer_that_is_wrong_is_named() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let form = api.forms(DIRECTIVES).await.unwrap().remove(0);
    let mut wrong = response(40, &form, true);
    let (page, at) = wrong
        .items
        .iter()
        .enumerate()
        .find_map(|(page, group)| {
            group.items.iter().position(|it| matches!(it.answers[..], [Answer::Code { .. }])).map(|at| (page, at))
        })
        .unwrap();
    let one = &mut wrong.items[page].items[at];
    let link = one.link.clone();
    one.answers = vec![Answer::Code { system: "x".into(), code: "nulle-part".into(), said: "?".into() }];
    assert_eq!(api.put_response(&wrong, &form).await, Written::NotDone(Problem::AnswerRefused { link }));
    assert!(api.responses().await.unwrap().all.is_empty());
}

#[tokio::test]
async fn s28_directives_ask_for_the_password_again_and_a_draft_of_them_does_not() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let form = api.forms(DIRECTIVES).await.unwrap().remove(0);
    app.wait(301);
    assert_eq!(api.put_response(&response(41, &form, true), &form).await, Written::NotDone(Problem::ProveIdentity));
    let signed = Deposit { kind: DepositKind::Directives, ..pdf(42) };
    assert_eq!(api.deposit(&signed, |_, _| {}).await, Written::NotDone(Problem::ProveIdentity));
    done(&api.put_response(&response(41, &form, false), &form).await);
    done(&api.deposit(&pdf(43), |_, _| {}).await);
}

fn pdf(number: usize) -> Deposit {
    Deposit {
        identifier: Clean::new(&name(number)),
        kind: DepositKind::Biology,
        title: "Prise de sang d’été".into(),
        date: date(2026, 7, 4),
        hidden: false,
        format: Format::Pdf,
        bytes: Arc::from(*b"%PDF-1.7\n%%EOF\n"),
        replaces: None,
        answers: None,
    }
}

#[tokio::test]
async fn a_document_is_added_read_corrected_and_deleted() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let mut last = (0, 0);
    let large: Vec<u8> = [b"%PDF-1.7\n".as_slice(), &vec![b' '; 4_999_991]].concat();
    let first = Deposit { hidden: true, bytes: large.into(), ..pdf(50) };
    let id = done(&api.deposit(&first, |sent, total| last = (sent, total)).await);
    assert_eq!(last, (5_000_000, 5_000_000));
    assert_eq!(done(&api.deposit(&first, |_, _| {}).await), id, "sent again");
    let document = api.document(&id).await.unwrap();
    assert_eq!((document.title.as_str(), document.kind.code.as_str()), ("Prise de sang d’été", "DOCPAT05"));
    assert!(document.states.mine && document.states.masked);
    let day = document.date.unwrap();
    assert_eq!((day.civil().date(), day.precision()), (date(2026, 7, 4), Precision::Day));
    let fetched = api.fetch(&document.contents[0], |_, _| {}).await.unwrap();
    assert_eq!(fetched.bytes, first.bytes);
    // D27: a correction replaces it, with the same bytes.
    let correction = Deposit {
        title: "Autre titre".into(),
        hidden: false,
        replaces: Some(id.clone()),
        ..Deposit { identifier: Clean::new(&name(51)), ..first }
    };
    let new = done(&api.deposit(&correction, |_, _| {}).await);
    let (old, now) = (api.document(&id).await.unwrap(), api.document(&new).await.unwrap());
    assert!(old.states.superseded && !now.states.superseded && !now.states.masked);
    let late = Deposit { identifier: Clean::new(&name(52)), ..correction };
    assert_eq!(api.deposit(&late, |_, _| {}).await, Written::NotDone(Problem::ChangedMeanwhile), "it was replaced already");
    let filed = api.file(&new, dmp::domain::Filing::Delete).await;
    assert_eq!(filed.outcome, Outcome::Done);
}

#[tokio::test]
async fn d27_what_was_changed_after_a_lost_answer_is_a_correction_and_one() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let id = done(&api.deposit(&pdf(53), |_, _| {}).await);
    let changed = Deposit { title: "Titre corrigé".into(), ..pdf(53) };
    let new = done(&api.deposit(&changed, |_, _| {}).await);
    assert_ne!(new, id);
    assert_eq!(done(&api.deposit(&changed, |_, _| {}).await), new, "however often it is sent");
    assert!(api.document(&id).await.unwrap().states.superseded);
}

#[tokio::test]
async fn a_file_is_taken_for_what_it_is() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let files: [(Format, &[u8]); 6] = [
        (Format::Pdf, b"%PDF-1.7\n%%EOF\n"),
        (Format::Text, "Bonjour, été".as_bytes()),
        (Format::Rtf, b"{\\rtf1 bonjour}"),
        (Format::Jpeg, b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"),
        (Format::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        (Format::Tiff, b"II*\0\x08\0\0\0\0\0"),
    ];
    for (number, (format, bytes)) in files.into_iter().enumerate() {
        let deposit = Deposit { format, bytes: bytes.into(), ..pdf(60 + number) };
        let id = done(&api.deposit(&deposit, |_, _| {}).await);
        assert_eq!(api.document(&id).await.unwrap().contents[0].format, format);
        let lies = Deposit { format, bytes: Arc::from(*b"\0\x01\x02"), ..pdf(70 + number) };
        assert_eq!(api.deposit(&lies, |_, _| {}).await.outcome(), refused(Flaw::File), "{format:?}");
    }
    let none = Deposit { title: Clean::empty(), ..pdf(80) };
    assert_eq!(api.deposit(&none, |_, _| {}).await.outcome(), refused(Flaw::Title));
    let future = Deposit { date: date(2100, 1, 1), ..pdf(81) };
    assert_eq!(api.deposit(&future, |_, _| {}).await.outcome(), refused(Flaw::Date));
}

#[tokio::test]
async fn directives_are_one_document_with_the_answers_behind_it() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let form = api.forms(DIRECTIVES).await.unwrap().remove(0);
    let answers = done(&api.put_response(&response(90, &form, true), &form).await);
    let there = |documents: dmp::domain::Listing| documents.documents.into_iter().find(|it| it.kind.code.as_str() == "EXPPAT_3");
    let query = dmp::api::Query { current_only: true, page: 200, ..dmp::api::Query::default() };
    let before = there(api.documents(&query, false).await.unwrap());
    let directives = |number, replaces: Option<DocumentId>| Deposit {
        kind: DepositKind::Directives,
        answers: Some(answers.clone()),
        replaces,
        title: "Mes directives anticipées".into(),
        ..pdf(number)
    };
    let first = done(&api.deposit(&directives(91, before.map(|it| it.id.clone())), |_, _| {}).await);
    let second = api.deposit(&directives(92, None), |_, _| {}).await;
    assert_eq!(second.outcome(), refused(Flaw::SecondDirectives));
    let new = done(&api.deposit(&directives(93, Some(first.clone())), |_, _| {}).await);
    assert_eq!(there(api.documents(&query, false).await.unwrap()).map(|it| it.id.clone()), Some(new));
    assert!(api.document(&first).await.unwrap().states.superseded);
}

#[tokio::test]
async fn the_key_of_drafts_is_the_accounts_own_and_stays() {
    let app = TestApp::start().await;
    let key = async |api: &Api| api.draft_key().await.unwrap().unwrap().reveal().to_vec();
    let (one, two, other) = (app.signed_in(NADIA).await, app.signed_in(NADIA).await, app.signed_in(JEAN).await);
    assert_eq!(key(&one).await, key(&two).await);
    assert_ne!(key(&one).await, key(&other).await);
    one.lock().await;
    assert_eq!(one.draft_key().await.err(), Some(Problem::SessionEnded), "not while locked");
}

/// A client whose requests that begin so can be cut, and another that is never cut.
async fn cut(app: &TestApp, what: &'static str) -> (Cutting, Api, Api) {
    let api = app.signed_in(NADIA).await;
    let cutting = Cutting::on(&app.server.base, what).await;
    let cut = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&cut, NADIA).await;
    (cutting, cut, api)
}

#[tokio::test]
async fn f8_a_contact_cut_anywhere_ends_in_the_right_one_of_three_sentences() {
    let app = TestApp::start().await;
    let (cutting, cut, api) = cut(&app, "PUT /fhir/RelatedPerson").await;
    let first = async || api.contacts().await.unwrap().all.remove(0);
    let town = first().await.town;
    let (round, last) = (Cell::new(0), Cell::new(Clean::empty()));
    let change = async || {
        round.set(round.get() + 1);
        let new = Clean::new(&format!("Ville {:04}", round.get()));
        last.set(new.clone());
        cut.put_contact(&name(100), &Contact { town: new, ..first().await }).await
    };
    let made = async || {
        let wanted = last.take();
        last.set(wanted.clone());
        first().await.town == wanted
    };
    let undo = async || {
        assert_eq!(api.put_contact(&name(100), &Contact { town: town.clone(), ..first().await }).await, Outcome::Done);
    };
    here_and_there(&cutting, change, made, undo).await;
}

#[tokio::test]
async fn f8_answers_cut_anywhere_end_in_the_right_one_of_three_sentences() {
    let app = TestApp::start().await;
    let (cutting, cut, api) = cut(&app, "PUT /fhir/QuestionnaireResponse").await;
    let form = api.forms(DIRECTIVES).await.unwrap().remove(0);
    let mut draft = response(101, &form, false);
    draft.items.truncate(1);
    draft.items[0].items.truncate(1);
    done(&api.put_response(&draft, &form).await);
    let first = async || api.responses().await.unwrap().all.remove(0);
    let with = |text: &str, seen: Response| {
        let mut mine = seen;
        mine.items[0].items[0].answers = vec![Answer::Text(Clean::new(text))];
        mine
    };
    let round = Cell::new(0);
    let text = || format!("Nom {:04}", round.get());
    let change = async || {
        round.set(round.get() + 1);
        cut.put_response(&with(&text(), first().await), &form).await.outcome()
    };
    let made = async || first().await.items[0].items[0].answers == [Answer::Text(Clean::new(&text()))];
    let undo = async || drop(done(&api.put_response(&with("Benali", first().await), &form).await));
    here_and_there(&cutting, change, made, undo).await;
}

#[tokio::test]
async fn f8_a_deposit_cut_anywhere_makes_one_document() {
    let app = TestApp::start().await;
    let (cutting, cut, api) = cut(&app, "POST /fhir/DocumentReference").await;
    let query = dmp::api::Query { page: 200, ..dmp::api::Query::default() };
    let count = async || api.documents(&query, false).await.unwrap().total.unwrap();
    let (round, before) = (Cell::new(1000), Cell::new(count().await));
    let change = async || {
        round.set(round.get() + 1);
        before.set(count().await);
        cut.deposit(&pdf(round.get()), |_, _| {}).await.outcome()
    };
    let made = async || match count().await - before.get() {
        0 => false,
        1 => true,
        several => panic!("{several} documents"),
    };
    let undo = async || {
        let id = done(&api.deposit(&pdf(round.get()), |_, _| {}).await);
        assert_eq!(api.file(&id, dmp::domain::Filing::Delete).await.outcome, Outcome::Done);
    };
    here_and_there(&cutting, change, made, undo).await;
}
