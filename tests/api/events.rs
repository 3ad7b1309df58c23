//! The stream of events, from servers that keep the contract and servers that do not: one notice is told once, questions are
//! few, and nothing that is sent can hold memory or stop the listening.

use crate::fake::{Fake, Reply, Seen, Then, fhir, http};
use crate::samples::searchset;
use crate::{limits, signed_in_with};
use dmp::api::{Api, Limits, Listener};
use dmp::domain::{News, Problem};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;

const EVENTS: &str = "/account/events";
const NOTICES: &str = "/fhir/Communication";
/// Far longer than anything takes.
const LIMIT: Duration = Duration::from_secs(60);

fn notice(id: &str, second: u32) -> Value {
    json!({"resourceType": "Communication", "id": id, "meta": {"versionId": "1"}, "status": "completed",
        "sent": format!("2026-11-22T20:{:02}:{:02}Z", second / 60, second % 60),
        "category": [{"coding": [{"system": "urn:dmp:notifications", "code": "ACCES_DMP_PS"}]}]})
}

fn page(notices: &[Value]) -> Reply {
    let mut bundle = searchset(notices.iter().map(|notice| json!({"resource": notice})).collect());
    bundle["total"] = notices.len().into();
    fhir(200, &bundle)
}

fn event(number: u32, id: &str) -> String {
    format!("event: notice\nid: {number}\ndata: {{\"id\":\"{id}\"}}\n\n")
}

fn stream(text: &str, then: Then) -> Reply {
    Reply::Raw(format!("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n{text}").into_bytes(), then)
}

/// Somebody signed in who listens.
struct Listening {
    fake: Fake,
    news: UnboundedReceiver<News>,
    task: JoinHandle<Problem>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Listening {
    /// `streams`: what each stream sends; then there is none.
    async fn with(limits: Limits, streams: impl IntoIterator<Item = Reply>, pages: impl IntoIterator<Item = Reply>) -> Self {
        let fake = Fake::start().await;
        fake.script(EVENTS, streams);
        fake.script(NOTICES, pages);
        let api = signed_in_with(&fake, limits).await;
        Self::on(fake, api)
    }

    fn on(fake: Fake, api: Api) -> Self {
        let (sender, news) = unbounded_channel();
        let task = tokio::spawn(async move {
            let mut listener = Listener::default();
            api.listen(&mut listener, |news| drop(sender.send(news))).await
        });
        Self { fake, news, task }
    }

    /// The next that are told, by their ids.
    async fn told(&mut self) -> Vec<String> {
        let news = tokio::time::timeout(LIMIT, self.news.recv()).await.expect("something told").expect("somebody who listens");
        news.fresh.iter().map(|notice| notice.id.as_str().to_owned()).collect()
    }

    /// The same, counts alone passed over.
    async fn next(&mut self) -> Vec<String> {
        loop {
            let told = self.told().await;
            if !told.is_empty() {
                return told;
            }
        }
    }

    /// Until this many requests came there.
    async fn asked(&self, path: &str, count: usize) -> Vec<Seen> {
        let asked = async {
            while self.fake.seen_at(path).len() < count {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LIMIT, asked).await.expect("as many requests");
        self.fake.seen_at(path)
    }
}

/// Nothing is waited for between two questions or two streams.
fn quick() -> Limits {
    Limits { between: Duration::ZERO, poll: Duration::from_millis(1), ..limits() }
}

/// A poll that never comes in a test.
fn patient() -> Limits {
    Limits { poll: Duration::from_secs(3_600), ..limits() }
}

#[tokio::test]
async fn a_notice_is_told_when_its_event_comes_and_nothing_of_it_is_an_act_of_the_person() {
    let text = format!("id: 4\nretry: 3000\n\n:\n\n{}", event(5, "b"));
    let pages = [page(&[notice("a", 1)]), page(&[notice("b", 2), notice("a", 1)])];
    let mut listening = Listening::with(patient(), [stream(&text, Then::Hold)], pages).await;
    assert!(listening.told().await.is_empty(), "what was there is only counted");
    assert_eq!(listening.told().await, ["b"]);
    let opened = &listening.fake.seen_at(EVENTS)[0];
    assert_eq!(
        (opened.headers["accept"].as_str(), opened.headers["accept-encoding"].as_str()),
        ("text/event-stream", "identity")
    );
    assert!(!opened.headers.contains_key("last-event-id"));
    for seen in listening.fake.seen_at(EVENTS).iter().chain(&listening.fake.seen_at(NOTICES)) {
        assert_eq!(seen.headers["x-activity"], "background");
    }
    let asked = listening.fake.seen_at(NOTICES)[0].query();
    assert_eq!((asked["recipient"].as_str(), asked["received:missing"].as_str()), ("pat-1", "true"));
}

#[tokio::test]
async fn f9_a_stream_that_drops_is_opened_again_where_it_was_and_tells_nothing_twice() {
    let text = format!("{}event: not", event(7, "a"));
    let again = format!("{}{}", event(7, "a"), event(8, "b"));
    let pages = [page(&[]), page(&[notice("a", 1)]), page(&[notice("a", 1)]), page(&[notice("b", 2), notice("a", 1)])];
    let streams = [stream(&text, Then::Hold), stream(&again, Then::Hold)];
    // The first is held until its event was told, then silent for too long.
    let limits = Limits { silence: Duration::from_millis(300), ..quick() };
    let mut listening = Listening::with(limits, streams, pages).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
    assert_eq!(listening.told().await, ["b"]);
    assert_eq!(listening.asked(EVENTS, 2).await[1].headers["last-event-id"], "7");
}

#[tokio::test]
async fn f7_a_server_that_cannot_be_reached_for_a_while_is_listened_to_again() {
    let text = event(1, "a");
    let streams = [http(503, "text/plain", ""), http(502, "text/plain", ""), stream(&text, Then::Hold)];
    let pages = [page(&[]), page(&[]), page(&[]), page(&[notice("a", 1)])];
    let mut listening = Listening::with(quick(), streams, pages).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
    assert_eq!(listening.fake.seen_at(EVENTS).len(), 3);
}

#[tokio::test]
async fn f14_a_stream_that_repeats_itself_tells_once() {
    let text = event(5, "a").repeat(500);
    let pages = [page(&[]), page(&[notice("a", 1)])];
    let limits = Limits { silence: Duration::from_millis(50), ..quick() };
    let mut listening = Listening::with(limits, [stream(&text, Then::Hold)], pages).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
    listening.fake.set_notices(vec![notice("b", 2), notice("a", 1)]);
    assert_eq!(listening.next().await, ["b"], "and never `a` again");
    // The same in a second stream.
    let text = event(6, "b") + &event(7, "c");
    listening.fake.script(EVENTS, [stream(&text, Then::Hold)]);
    listening.fake.set_notices(vec![notice("c", 3), notice("b", 2), notice("a", 1)]);
    assert_eq!(listening.next().await, ["c"]);
}

#[tokio::test]
async fn f12_a_flood_of_events_makes_one_sentence_and_few_questions() {
    let flood: String = (0..200).map(|number| event(number, &format!("n-{number}"))).collect();
    let many: Vec<Value> = (0..12).rev().map(|number| notice(&format!("n-{number}"), number)).collect();
    let limits = Limits { stream: 200_000, ..patient() };
    let mut listening = Listening::with(limits, [stream("", Then::Endless(flood.into_bytes()))], [page(&[])]).await;
    listening.fake.set_notices(many);
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await.len(), 12, "together");
    // Given up once it has sent too much, and not opened again at once.
    listening.asked(EVENTS, 1).await;
    assert!(listening.fake.seen_at(NOTICES).len() <= 4, "{}", listening.fake.seen_at(NOTICES).len());
}

#[tokio::test]
async fn f26_what_is_not_json_or_names_nothing_is_passed_over_and_the_next_event_is_told() {
    let junk = [
        "event: notice\ndata: {\"id\":\n\n",
        "event: notice\ndata: [1,2]\n\n",
        "event: notice\ndata: {\"id\": 7}\n\n",
        "event: notice\ndata: {\"id\": \"../../account\"}\n\n",
        "event: weather\ndata: {\"id\":\"a\"}\n\n",
        "data: {\"id\":\"a\"}\n\n",
        "\u{0}\u{1b}[2J: \n\nnonsense\n\n",
    ];
    let text = junk.concat() + &event(9, "a");
    let mut bytes = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream;charset=utf-8\r\n\r\ndata: \xff\xfe\n\n".to_vec();
    bytes.extend(text.bytes());
    let pages = [page(&[]), page(&[notice("a", 1)])];
    let mut listening = Listening::with(patient(), [Reply::Raw(bytes, Then::Hold)], pages).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
    assert_eq!(listening.fake.seen_at(NOTICES).len(), 2, "junk asks for nothing");
}

#[tokio::test]
async fn f12_a_line_without_end_is_given_up() {
    let limits = Limits { stream: 100_000, ..quick() };
    let text = event(3, "a");
    let streams = [stream("data: ", Then::Endless(vec![b'x'; 4096])), stream(&text, Then::Hold)];
    let mut listening = Listening::with(limits, streams, [page(&[]), page(&[]), page(&[notice("a", 1)])]).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
}

#[tokio::test]
async fn f11_a_stream_that_says_nothing_is_dead_after_a_while() {
    let limits = Limits { silence: Duration::from_millis(50), ..quick() };
    let text = event(3, "a");
    let streams = [stream("", Then::Hold), stream(&text, Then::Hold)];
    let mut listening = Listening::with(limits, streams, [page(&[]), page(&[]), page(&[notice("a", 1)])]).await;
    assert!(listening.told().await.is_empty());
    assert_eq!(listening.told().await, ["a"]);
}

#[tokio::test]
async fn a_server_without_a_stream_or_that_refuses_it_is_asked_now_and_then_instead() {
    for refusal in [
        http(404, "text/plain", ""),
        http(403, "application/fhir+json", "{}"),
        http(406, "text/plain", ""),
        http(500, "text/html", "<html>"),
        http(200, "text/html", "event: notice\n\n"),
        http(302, "text/plain", "").with("location", "https://127.0.0.1:1/"),
    ] {
        let pages = [page(&[]), page(&[]), page(&[notice("a", 1)])];
        let mut listening = Listening::with(quick(), [refusal], pages).await;
        assert!(listening.told().await.is_empty());
        assert_eq!(listening.told().await, ["a"]);
        listening.asked(NOTICES, 6).await;
        assert_eq!(listening.fake.seen_at(EVENTS).len(), 1, "it has said no");
    }
}

#[tokio::test]
async fn f20_a_token_refused_is_renewed_and_the_end_of_the_session_ends_the_listening() {
    let fake = Fake::start().await;
    fake.script(EVENTS, [stream("", Then::Close), http(401, "application/json", "{}"), stream("", Then::Hold)]);
    let api = signed_in_with(&fake, Limits { silence: Duration::from_millis(50), ..quick() }).await;
    let listening = Listening::on(fake, api);
    listening.asked(EVENTS, 3).await;
    let renewals = listening.fake.seen_at("/token");
    assert_eq!(renewals.last().unwrap().headers["x-activity"], "background", "it does not keep the session open");
    listening.fake.end_family();
    let mut listening = listening;
    let ended = tokio::time::timeout(LIMIT, &mut listening.task).await.expect("an end").unwrap();
    assert_eq!(ended, Problem::SessionEnded);
}

#[tokio::test]
async fn a_server_without_notices_is_not_asked_for_any() {
    let fake = Fake::start().await;
    let capability = json!({"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": [
        {"type": "Patient"}, {"type": "DocumentReference"}]}]});
    fake.script("/fhir/metadata", [fhir(200, &capability)]);
    let api = signed_in_with(&fake, quick()).await;
    let mut listening = Listening::on(fake, api);
    let ended = tokio::time::timeout(LIMIT, &mut listening.task).await.expect("an end").unwrap();
    assert_eq!(ended, Problem::NotOffered);
    assert!(listening.fake.seen_at(NOTICES).is_empty());
}
