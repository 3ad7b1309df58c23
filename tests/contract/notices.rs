//! Notices: what the server tells is heard at once, marked read and unread, and chosen about, by two independent readings.

use crate::app::TestApp;
use crate::cutting::{Cutting, at_every_byte};
use crate::raw::{NADIA, START};
use dmp::api::{Api, Listener};
use dmp::domain::{ChannelId, Mode, News, NoticeChoices, Outcome, Place, Problem, Told};
use dmp::sandbox::SECOND;
use serde_json::json;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Far longer than anything takes.
const LIMIT: Duration = Duration::from_secs(60);
const HUGO: &str = "810999001042";

/// A professional opens Nadia's record, breaking the glass for this reason.
async fn breaks_the_glass(app: &TestApp, reason: &str) {
    let body = json!({ "professional": HUGO, "patient": NADIA.0, "mode": "bris_de_glace", "motive": reason });
    let url = app.server.base.replace("/fhir", "/sandbox/list");
    let answer = app.server.http.post(url).json(&body).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
}

fn listen(api: &Api) -> UnboundedReceiver<News> {
    let (sender, news) = unbounded_channel();
    let api = api.clone();
    tokio::spawn(async move {
        let mut listener = Listener::default();
        api.listen(&mut listener, |news| drop(sender.send(news))).await
    });
    news
}

async fn next(news: &mut UnboundedReceiver<News>) -> News {
    tokio::time::timeout(LIMIT, news.recv()).await.expect("news in time").expect("somebody listens")
}

fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(START + SECOND).unwrap()
}

#[tokio::test]
async fn an_emergency_is_heard_at_once_and_told_whole() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let mut news = listen(&api);
    let before = next(&mut news).await;
    assert!(before.fresh.is_empty());
    breaks_the_glass(&app, "Patiente inconsciente").await;
    let told = next(&mut news).await;
    assert_eq!(told.unread, before.unread.map(|unread| unread + 1));
    let [notice] = told.fresh.as_slice() else { panic!("{told:?}") };
    assert_eq!((notice.told, notice.mode, notice.read), (Told::Emergency, Some(Mode::BreakGlass), false));
    assert_eq!(notice.reason.as_deref(), Some("Patiente inconsciente"));
    assert_eq!(notice.who.as_ref().unwrap().identifier.as_deref(), Some(HUGO));
    // The line of the history that it leads to.
    let day = dmp::domain::Date::moment(notice.sent).civil().date();
    let trace = notice.trace.clone().unwrap();
    let history = api.trace(&trace, day).await.unwrap();
    assert_eq!(history.traces.len(), 1);
    assert_eq!((&history.traces[0].id, history.traces[0].mode), (&trace, Mode::BreakGlass));
    // And the SMS of it.
    assert!(app.server.outbox(NADIA.0).await.iter().any(|letter| letter.to_string().contains("urgence")));
    // The same emergency goes on, then another: one each.
    breaks_the_glass(&app, "Autre raison").await;
    assert_eq!(next(&mut news).await.fresh.len(), 1);
}

#[tokio::test]
async fn a_notice_is_marked_read_and_unread_and_all_of_them() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    breaks_the_glass(&app, "Patiente inconsciente").await;
    let notices = api.notices().await.unwrap();
    assert_eq!(notices.unreadable, 0);
    let newest = notices.all.iter().find(|notice| notice.told == Told::Emergency && !notice.read).unwrap().clone();
    let read = api.mark(&newest, true, now()).await.unwrap();
    assert!(read.read && read.version != newest.version);
    assert!(api.notice(&newest.id).await.unwrap().read);
    // Somebody else changed it since: the last wish holds, and what is so already is no failure.
    assert!(api.mark(&newest, true, now()).await.unwrap().read);
    let unread = api.mark(&newest, false, now()).await.unwrap();
    assert!(!unread.read && !api.notice(&newest.id).await.unwrap().read);
    let (count, problem) = api.mark_all_read(now()).await;
    assert!(count >= 1 && problem.is_none(), "{count} {problem:?}");
    let mut page = api.notices().await.unwrap();
    assert!(page.all.iter().all(|notice| notice.read));
    // To the end of them, each once.
    let mut ids: Vec<_> = page.all.iter().map(|notice| notice.id.clone()).collect();
    while let Some(next) = page.next.take() {
        page = api.more_notices(&next).await.unwrap();
        ids.extend(page.all.iter().map(|notice| notice.id.clone()));
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), Some(all as u64)), (all, notices.total));
}

#[tokio::test]
async fn which_notices_come_besides_is_chosen_and_accesses_cannot_be_refused() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let of = |choices: &NoticeChoices, told| choices.all.iter().find(|choice| choice.told == told).cloned().unwrap();
    let choices = api.notice_choices().await.unwrap();
    let (emergency, deposit) = (of(&choices, Told::Emergency), of(&choices, Told::Deposit));
    assert!(emergency.required && !deposit.required && choices.channels.contains(&ChannelId::Sms));
    assert_eq!(api.choose_notice(&deposit.code, None).await, Outcome::Done);
    assert_eq!(of(&api.notice_choices().await.unwrap(), Told::Deposit).channel, None);
    assert_eq!(api.choose_notice(&emergency.code, Some(&ChannelId::Mail)).await, Outcome::Done);
    let refused = Outcome::NotDone(Problem::Refused { flaw: None });
    assert_eq!(api.choose_notice(&emergency.code, None).await, refused);
    assert_eq!(api.choose_notice(&deposit.code, Some(&ChannelId::Authenticator)).await, refused);
    assert_eq!(of(&api.notice_choices().await.unwrap(), Told::Emergency).channel, Some(ChannelId::Mail));
}

#[tokio::test]
async fn the_listening_ends_with_the_session_and_never_keeps_it_open() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let mut news = listen(&api);
    next(&mut news).await;
    api.sign_out().await;
    let ended = async { while news.recv().await.is_some() {} };
    tokio::time::timeout(LIMIT, ended).await.expect("the listening ended");
}

#[tokio::test]
async fn f8_a_choice_of_notices_cut_at_every_byte_ends_in_the_right_one_of_three_sentences() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let cutting = Cutting::on(&app.server.base, "PUT /account/notifications").await;
    let cut = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&cut, NADIA).await;
    let deposit = async || {
        let choices = api.notice_choices().await.unwrap();
        choices.all.into_iter().find(|choice| choice.told == Told::Deposit).unwrap()
    };
    let (code, before) = (deposit().await.code, deposit().await.channel);
    assert!(before.is_some());
    let refused = async || deposit().await.channel.is_none();
    let undo = async || assert_eq!(api.choose_notice(&code, before.as_ref()).await, Outcome::Done);
    at_every_byte(&cutting, async || cut.choose_notice(&code, None).await, refused, undo).await;
}
