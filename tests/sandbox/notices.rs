//! What a person is told: the notice centre, the live stream, SMS and e-mails, and what they chose of them.

use crate::app::{Answer, App, Hands, NADIA, START, Setting, Tokens, total};
use crate::professionals::{act, doctor, documents, glass, list};
use crate::traces::{deed, events, history};
use dmp::sandbox::{DAY, HOUR, MINUTE, Trial};
use dmp::wire::fhir::{JSON_PATCH, notice};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Far longer than anything takes.
const LIMIT: Duration = Duration::from_secs(60);

pub async fn notices(app: &App, tokens: &Tokens, more: &str) -> Answer {
    app.get(&format!("/fhir/Communication?recipient={}&_sort=-sent{more}", tokens.patient), &tokens.access).await
}

pub fn code(notice: &Value) -> &str {
    notice["category"][0]["coding"][0]["code"].as_str().unwrap()
}

pub async fn patch(app: &App, tokens: &Tokens, notice: &Value, version: &str, operations: Value) -> Answer {
    let path = format!("/fhir/Communication/{}", notice["id"].as_str().unwrap());
    let request = app.request(Method::PATCH, &path, &tokens.access).header("content-type", JSON_PATCH);
    Answer::of(request.header("if-match", format!("W/\"{version}\"")).body(operations.to_string()).send().await.unwrap()).await
}

pub fn read_at(notice: &Value, at: &str) -> Value {
    json!([{ "op": "test", "path": "/id", "value": notice["id"] }, { "op": "add", "path": "/received", "value": at }])
}

/// An open stream of events.
pub struct Stream {
    response: Response,
    unread: String,
}

/// Everything between two blank lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    pub event: String,
    pub id: String,
    pub data: String,
}

impl Stream {
    pub async fn open(app: &App, tokens: &Tokens, last: Option<&str>) -> Self {
        let mut request = app.request(Method::GET, "/account/events", &tokens.access);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, unread: String::new() }
    }

    /// The next block, comments too; none at the end.
    pub async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let block = block.to_owned();
                self.unread = rest.to_owned();
                return Some(block);
            }
            let chunk = tokio::time::timeout(LIMIT, self.response.chunk()).await.expect("a block in time").ok().flatten()?;
            self.unread.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next that is not a comment; none at the end.
    pub async fn next(&mut self) -> Option<Block> {
        loop {
            let text = self.block().await?;
            let mut block = Block::default();
            for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
                match name {
                    "event" => block.event = value.to_owned(),
                    "id" => block.id = value.to_owned(),
                    "data" => block.data = value.to_owned(),
                    "" | "retry" => {}
                    other => panic!("{other} in {text}"),
                }
            }
            if block != Block::default() {
                return Some(block);
            }
        }
    }

    /// The notice that the next event names.
    pub async fn notice(&mut self, app: &App, tokens: &Tokens) -> Value {
        let block = self.next().await.expect("an event");
        assert_eq!(block.event, "notice");
        let data: Value = serde_json::from_str(&block.data).unwrap();
        assert_eq!(data.as_object().unwrap().len(), 1, "ids only: {data}");
        let one = app.get(&format!("/fhir/Communication/{}", data["id"].as_str().unwrap()), &tokens.access).await;
        assert_eq!(one.status, 200);
        one.body
    }
}

async fn start() -> (App, Tokens) {
    let clock = Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

fn letters(told: &[Value], words: &str) -> usize {
    told.iter().filter(|message| message["text"].as_str().unwrap().contains(words)).count()
}

#[tokio::test]
async fn a_break_glass_is_one_event_one_notice_one_sms_and_one_trace() {
    let (app, tokens) = start().await;
    let mut stream = Stream::open(&app, &tokens, None).await;
    let stands = stream.next().await.unwrap();
    assert!(stands.event.is_empty() && stands.data.is_empty(), "where the stream stands, and nothing to tell: {stands:?}");
    let seen = documents(&act(&app, "list", &doctor(), NADIA.0, glass()).await);
    let told = stream.notice(&app, &tokens).await;
    assert_eq!(code(&told), notice::EMERGENCY);
    assert_eq!((&told["priority"], &told["received"]), (&"urgent".into(), &Value::Null));
    assert_eq!(told["sender"]["identifier"]["value"], "810999002222");
    assert_eq!(told["reasonCode"][0]["coding"][0]["code"], "bris_de_glace");
    assert_eq!(told["reasonCode"][0]["text"], "Patient inconscient");
    assert_eq!(told["payload"][0]["contentString"], "Dr Yann Morvan a ouvert votre DMP en urgence.");
    // Once the event is there, so are the SMS and the trace.
    assert_eq!(letters(&app.outbox(NADIA.0).await, "en urgence"), 1);
    let trace = app.get(&format!("/fhir/{}", told["about"][0]["reference"].as_str().unwrap()), &tokens.access).await.body;
    assert_eq!((deed(&trace), &trace["purposeOfEvent"][0]["coding"][1]["code"]), ("liste", &"bris_de_glace".into()));
    // Then ten documents are read, which is the same emergency.
    let unread = total(&notices(&app, &tokens, "&received:missing=true&_count=0").await);
    for one in seen.iter().take(10) {
        let mut more = glass();
        more["document"] = one["id"].clone();
        assert_eq!(act(&app, "read", &doctor(), NADIA.0, more).await.status, 200);
    }
    assert_eq!(total(&notices(&app, &tokens, "&received:missing=true&_count=0").await), unread);
    assert_eq!(letters(&app.outbox(NADIA.0).await, "en urgence"), 1);
    // The list again is told in the client, not by SMS; the next day, it is another emergency.
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    assert_eq!(total(&notices(&app, &tokens, "&received:missing=true&_count=0").await), unread + 1);
    assert_eq!(letters(&app.outbox(NADIA.0).await, "en urgence"), 1);
    app.clock.advance(5 * HOUR);
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    assert_eq!(letters(&app.outbox(NADIA.0).await, "en urgence"), 2);
}

#[tokio::test]
async fn every_connection_and_every_deposit_is_told_and_what_is_refused_is_not() {
    let (app, tokens) = start().await;
    let before = total(&notices(&app, &tokens, "&_count=0").await);
    assert_eq!(list(&app, &doctor(), NADIA.0).await.status, 403);
    act(&app, "find", &doctor(), NADIA.0, json!({})).await;
    act(&app, "agree", &doctor(), NADIA.0, json!({})).await;
    assert_eq!(total(&notices(&app, &tokens, "&_count=0").await), before);
    let text = json!({ "title": "Compte rendu", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    act(&app, "deposit", &doctor(), NADIA.0, text.clone()).await;
    app.clock.advance(MINUTE);
    let seen = documents(&list(&app, &doctor(), NADIA.0).await);
    let document = seen.iter().find(|one| one["title"] == "Compte rendu").unwrap()["id"].as_str().unwrap();
    act(&app, "read", &doctor(), NADIA.0, json!({ "document": document })).await;
    app.clock.advance(5 * HOUR);
    act(&app, "read", &doctor(), NADIA.0, json!({ "document": document })).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let all = notices(&app, &tokens, "").await;
    assert_eq!(total(&all), before + 3);
    let [read, listed, deposited] = &events(&all)[..3] else { panic!("{}", all.text) };
    assert_eq!([code(read), code(listed), code(deposited)], [notice::ACCESS, notice::ACCESS, notice::DEPOSIT]);
    let named = format!("DocumentReference/{document}");
    for one in [read, deposited] {
        assert_eq!(one["about"][1], json!({ "reference": named, "display": "Compte rendu" }), "{one}");
    }
    assert_eq!(listed["about"].as_array().unwrap().len(), 1);
    let mut hidden = text;
    hidden["not_visible_to_patient"] = true.into();
    act(&app, "deposit", &doctor(), NADIA.0, hidden).await;
    assert_eq!(total(&notices(&app, &tokens, "&_count=0").await), before + 3, "nothing of what may not be seen yet");
}

#[tokio::test]
async fn a_notice_is_read_and_unread_with_its_version_and_a_test_first() {
    let (app, tokens) = start().await;
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    let one = events(&notices(&app, &tokens, "&_count=1").await)[0].clone();
    let at = "2026-11-22T10:00:00Z";
    let read = patch(&app, &tokens, &one, "1", read_at(&one, at)).await;
    assert_eq!((read.status.as_u16(), &read.body["received"], read.header("etag")), (200, &at.into(), Some("W/\"2\"")));
    let unread = total(&notices(&app, &tokens, "&received:missing=true&_count=0").await);
    assert_eq!(patch(&app, &tokens, &one, "1", read_at(&one, at)).await.status, 412, "stale");
    assert_eq!(patch(&app, &tokens, &one, "2", read_at(&one, at)).await.header("etag"), Some("W/\"2\""), "nothing changes");
    let test = json!({ "op": "test", "path": "/id", "value": one["id"] });
    for (status, operations) in [
        (422, json!([{ "op": "add", "path": "/received", "value": at }])),
        (422, json!([{ "op": "test", "path": "/id", "value": "other" }, { "op": "remove", "path": "/received" }])),
        (422, json!([test])),
        (422, json!([])),
        (422, json!([test, { "op": "add", "path": "/received", "value": "hier" }])),
        (422, json!([test, { "op": "replace", "path": "/status", "value": "entered-in-error" }])),
        (422, json!([test, { "op": "remove", "path": "/received" }, { "op": "add", "path": "/received", "value": at }])),
        (400, json!({ "op": "remove" })),
    ] {
        let answer = patch(&app, &tokens, &one, "2", operations.clone()).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (status, &"OperationOutcome".into()), "{operations}");
    }
    let back = patch(&app, &tokens, &one, "2", json!([test, { "op": "remove", "path": "/received" }])).await;
    assert_eq!((back.status.as_u16(), &back.body["received"], &back.body["meta"]["versionId"]), (200, &Value::Null, &"3".into()));
    assert_eq!(total(&notices(&app, &tokens, "&received:missing=true&_count=0").await), unread + 1);
    let path = format!("/fhir/Communication/{}", one["id"].as_str().unwrap());
    let bare = app.request(Method::PATCH, &path, &tokens.access).header("content-type", JSON_PATCH).body("[]");
    assert_eq!(bare.send().await.unwrap().status(), 412, "If-Match is needed");
    let json = app.request(Method::PATCH, &path, &tokens.access).header("if-match", "W/\"3\"").json(&json!([]));
    assert_eq!(json.send().await.unwrap().status(), 415);
}

#[tokio::test]
async fn the_list_is_paged_filtered_and_newest_first() {
    let (app, tokens) = start().await;
    let text = json!({ "title": "Compte rendu", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    for _ in 0..5 {
        app.clock.advance(MINUTE);
        act(&app, "deposit", &doctor(), NADIA.0, text.clone()).await;
    }
    let (mut all, mut next) = (Vec::new(), Some(notices(&app, &tokens, "&_count=2&sent=ge2026-11-22T09:00:00Z").await));
    while let Some(page) = next.take() {
        assert_eq!(total(&page), 5);
        all.extend(events(&page));
        let link = page.body["link"].as_array().unwrap().iter().find(|link| link["relation"] == "next").cloned();
        if let Some(link) = link {
            next = Some(app.get(link["url"].as_str().unwrap().trim_start_matches(app.root()), &tokens.access).await);
        }
    }
    let sent: Vec<&str> = all.iter().map(|one| one["sent"].as_str().unwrap()).collect();
    assert!(sent.len() == 5 && sent.windows(2).all(|pair| pair[0] > pair[1]), "{sent:?}");
    let oldest = notices(&app, &tokens, "&_sort=sent&sent=ge2026-11-22T09:00:00Z&_count=1").await;
    assert_eq!(events(&oldest)[0]["id"], all[4]["id"]);
    let deposits = notices(&app, &tokens, &format!("&category={}&sent=ge2026-11-22T09:00:00Z", notice::DEPOSIT)).await;
    assert_eq!(total(&deposits), 5);
    assert_eq!(total(&notices(&app, &tokens, "&category=AUTRE").await), 0);
    for wrong in ["&_sort=code", "&sent=hier", "&received:missing=oui", "&received=2026", "&_count=x", "&_cursor=x", "&category="]
    {
        assert_eq!(notices(&app, &tokens, wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(app.get("/fhir/Communication", &tokens.access).await.status, 400, "whose");
    let stranger = "/fhir/Communication?recipient=00000000000000000000000000000000";
    assert_eq!(app.get(stranger, &tokens.access).await.status, 404);
}

#[tokio::test]
async fn a_stream_that_dropped_goes_on_where_it_was_and_repeats_when_asked() {
    let (app, tokens) = start().await;
    let mut stream = Stream::open(&app, &tokens, None).await;
    let stands = stream.next().await.unwrap();
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    let first = stream.next().await.unwrap();
    drop(stream);
    for _ in 0..3 {
        act(&app, "list", &doctor(), NADIA.0, glass()).await;
    }
    let mut again = Stream::open(&app, &tokens, Some(&first.id)).await;
    assert_eq!(again.next().await.unwrap().id, first.id, "where it stands");
    let mut missed = Vec::new();
    for _ in 0..3 {
        missed.push(again.next().await.unwrap());
    }
    let numbers: Vec<i64> = missed.iter().map(|block| block.id.parse().unwrap()).collect();
    let from: i64 = first.id.parse().unwrap();
    assert_eq!(numbers, [from + 1, from + 2, from + 3], "each once, in order");
    let mut repeated = Stream::open(&app, &tokens, Some(&stands.id)).await;
    repeated.next().await.unwrap();
    assert_eq!(repeated.next().await.unwrap(), first, "the same event has the same number and the same id");
    // What is no number, or not one of this record yet: from now on.
    for strange in ["", "peut-être", "-4", "99999999", "1; DROP TABLE notices"] {
        let mut stream = Stream::open(&app, &tokens, Some(strange)).await;
        assert_eq!(stream.next().await.unwrap().id, missed[2].id, "{strange}");
    }
}

#[tokio::test]
async fn nothing_crosses_from_one_persons_stream_to_anothers() {
    let (app, nadia) = start().await;
    let camille = app.first_sign_in().await;
    let (mut hers, mut other) = (Stream::open(&app, &nadia, None).await, Stream::open(&app, &camille, None).await);
    let (stood, at) = (hers.next().await.unwrap(), other.next().await.unwrap());
    let camille_name = crate::app::CAMILLE.0;
    for turn in 0..4 {
        let (who, stream, tokens) =
            if turn % 2 == 0 { (NADIA.0, &mut hers, &nadia) } else { (camille_name, &mut other, &camille) };
        act(&app, "list", &doctor(), who, glass()).await;
        let told = stream.notice(&app, tokens).await;
        assert_eq!(told["recipient"][0]["reference"], format!("Patient/{}", tokens.patient));
        let stranger = if turn % 2 == 0 { &camille } else { &nadia };
        let path = format!("/fhir/Communication/{}", told["id"].as_str().unwrap());
        assert_eq!(app.get(&path, &stranger.access).await.status, 404);
    }
    // The numbers follow each other in each record: they do not tell how much others are told.
    let next = |block: &Block| (block.id.parse::<i64>().unwrap() + 2).to_string();
    let mut now = Stream::open(&app, &nadia, None).await;
    assert_eq!(now.next().await.unwrap().id, next(&stood));
    let mut now = Stream::open(&app, &camille, None).await;
    assert_eq!(now.next().await.unwrap().id, next(&at));
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_does_not_keep_it_alive() {
    let (app, tokens) = start().await;
    let other = app.sign_in_later(NADIA).await;
    let mut ended = Stream::open(&app, &other, None).await;
    let mut idle = Stream::open(&app, &tokens, None).await;
    for stream in [&mut ended, &mut idle] {
        stream.next().await.unwrap();
    }
    let revoked = app.post("/auth/revoke", &[("token", &other.refresh)]).await;
    assert_eq!(revoked.status, 200);
    assert_eq!(ended.next().await, None, "signed out");
    assert_eq!(app.request(Method::GET, "/account/events", &other.access).send().await.unwrap().status(), 401);
    // Opened again and again for half an hour, it does not say that somebody is there.
    for _ in 0..3 {
        app.clock.advance(9 * MINUTE);
        let fresh = app.request(Method::GET, "/account/events", &tokens.access).send().await.unwrap();
        assert!(fresh.status() == 200 || fresh.status() == 401, "an access token lasts ten minutes");
    }
    app.clock.advance(4 * MINUTE);
    assert_eq!(idle.next().await, None, "idle for more than 30 minutes");
    assert_eq!(app.refresh(&tokens.refresh, &tokens.instance).await.status, 400);
}

#[tokio::test]
async fn comments_come_while_there_is_nothing_to_tell_and_stopping_ends_the_streams() {
    let (app, tokens) = start().await;
    let mut stream = Stream::open(&app, &tokens, None).await;
    stream.next().await.unwrap();
    for _ in 0..3 {
        assert_eq!(stream.block().await.as_deref().map(str::trim_end), Some(":"));
    }
    app.stop().await;
    assert_eq!(stream.next().await, None);
}

/// Whatever the heartbeat: here an hour.
#[tokio::test]
async fn what_happens_is_told_at_once_and_a_stream_ends_at_once() {
    let heartbeat = Duration::from_secs(3_600);
    let app = App::with(Setting { heartbeat, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let (away, other) = (app.sign_in_later(NADIA).await, app.sign_in_later(NADIA).await);
    let mut streams = Vec::new();
    for session in [&tokens, &away, &other] {
        let mut stream = Stream::open(&app, session, None).await;
        stream.next().await.unwrap();
        streams.push(stream);
    }
    let [one, two, three] = streams.as_mut_slice() else { panic!() };
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    for stream in [&mut *one, two, three] {
        assert_eq!(code(&stream.notice(&app, &tokens).await), notice::EMERGENCY);
    }
    app.post("/auth/revoke", &[("token", &away.refresh)]).await;
    assert_eq!(two.next().await, None, "signed out");
    assert_eq!(app.request(Method::DELETE, "/account/sessions", &tokens.access).send().await.unwrap().status(), 204);
    assert_eq!(three.next().await, None, "closed from elsewhere");
    app.stop().await;
    assert_eq!(one.next().await, None, "the server leaves");
}

#[tokio::test]
async fn streams_are_counted_and_those_that_were_dropped_are_free_again() {
    let (app, tokens) = start().await;
    let mut open = Vec::new();
    for _ in 0..256 {
        open.push(Stream::open(&app, &tokens, None).await);
    }
    let again = async || app.request(Method::GET, "/account/events", &tokens.access).send().await.unwrap();
    let refused = again().await;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (503, "3"));
    drop(open);
    let began = std::time::Instant::now();
    while again().await.status() == 503 {
        assert!(began.elapsed() < LIMIT, "streams that nobody reads are held");
    }
}

#[tokio::test]
async fn a_closed_record_has_no_stream_and_no_notices() {
    let app = App::start().await;
    let jean = app.sign_in(crate::app::JEAN, "home").await;
    for path in ["/account/events", "/fhir/Communication?recipient=x"] {
        assert_eq!(app.get(path, &jean.access).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn events_go_on_from_before_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let mut stream = Stream::open(&app, &tokens, None).await;
    let stands = stream.next().await.unwrap();
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    let first = stream.next().await.unwrap();
    app.stop().await;
    let app = App::on(folder.path()).await;
    let mut again = Stream::open(&app, &tokens, Some(&stands.id)).await;
    again.next().await.unwrap();
    assert_eq!(again.next().await.unwrap(), first);
}

#[tokio::test]
async fn what_is_told_by_sms_or_mail_is_chosen_but_for_accesses() {
    let (app, tokens) = start().await;
    let path = "/account/notifications";
    let put =
        async |body: Value| Answer::of(app.request(Method::PUT, path, &tokens.access).json(&body).send().await.unwrap()).await;
    let first = app.get(path, &tokens.access).await;
    assert_eq!(first.body["channels"], json!(["sms", "mail"]));
    let of = |body: &Value, code: &str| {
        body["notices"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{code}")).clone()
    };
    assert_eq!(of(&first.body, notice::DEPOSIT), json!({ "code": notice::DEPOSIT, "channel": "sms", "required": false }));
    for access in [notice::ACCESS, notice::EMERGENCY] {
        assert_eq!(of(&first.body, access)["required"], true);
    }
    let one = |code: &str, channel: &str| json!({ "notices": [{ "code": code, "channel": channel }] });
    let text = json!({ "title": "Compte rendu", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    assert_eq!(of(&put(one(notice::DEPOSIT, "none")).await.body, notice::DEPOSIT)["channel"], "none");
    act(&app, "deposit", &doctor(), NADIA.0, text.clone()).await;
    assert_eq!(letters(&app.outbox(NADIA.0).await, "déposé"), 0);
    assert_eq!(code(&events(&notices(&app, &tokens, "&_count=1").await)[0]), notice::DEPOSIT, "it is in the notice centre");
    assert_eq!(put(one(notice::DEPOSIT, "mail")).await.status, 200);
    act(&app, "deposit", &doctor(), NADIA.0, text).await;
    let told = app.outbox(NADIA.0).await;
    assert_eq!((letters(&told, "déposé"), &told.last().unwrap()["channel"]), (1, &"mail".into()));
    for (body, error) in [
        (one(notice::ACCESS, "none"), "required_notice"),
        (one(notice::EMERGENCY, "none"), "required_notice"),
        (one("AUTRE", "sms"), "unknown_notice"),
        (one(notice::DEPOSIT, "pigeon"), "unknown_channel"),
        (
            json!({ "notices": [{ "code": notice::DEPOSIT, "channel": "sms" }, { "code": "AUTRE", "channel": "sms" }] }),
            "unknown_notice",
        ),
    ] {
        let refused = put(body.clone()).await;
        assert_eq!((refused.status.as_u16(), refused.str("error").as_str()), (422, error), "{body}");
    }
    assert_eq!(of(&app.get(path, &tokens.access).await.body, notice::DEPOSIT)["channel"], "mail", "a refusal changes nothing");
    assert_eq!(put(json!({ "notices": "x" })).await.status, 400);
    assert_eq!(put(one(notice::EMERGENCY, "mail")).await.status, 200, "by another channel, yes");
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    assert_eq!(app.outbox(NADIA.0).await.last().unwrap()["channel"], "mail");
}

/// A reader that takes nothing holds a page of ids at most: the server goes on, and stops.
#[tokio::test]
async fn a_reader_who_takes_nothing_stops_nobody() {
    let (app, tokens) = start().await;
    let stuck = Stream::open(&app, &tokens, Some("0")).await;
    for _ in 0..200 {
        act(&app, "list", &doctor(), NADIA.0, glass()).await;
    }
    let mut late = stuck;
    let mut last = 0;
    let newest = Stream::open(&app, &tokens, None).await.next().await.unwrap().id.parse::<i64>().unwrap();
    while last < newest {
        let id = late.next().await.unwrap().id.parse().unwrap();
        assert!(id == last + 1 || last == 0, "{last}, then {id}");
        last = id;
    }
    app.stop().await;
}

#[tokio::test]
async fn discovery_names_the_stream() {
    let app = App::start().await;
    let said = app.get("/fhir/.well-known/smart-configuration", "").await;
    assert_eq!(said.str("dmp_events_endpoint"), format!("{}/account/events", app.root()));
}

#[tokio::test]
async fn a_folder_of_the_version_before_gets_its_notices() {
    let folder = tempfile::tempdir().unwrap();
    App::on(folder.path()).await.stop().await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let gone = "DROP TABLE said_before; DROP TABLE said; DROP TABLE draft_keys; DROP TABLE announcements; DROP TABLE waits; DROP TABLE notices; DROP TABLE notice_choices; DROP TABLE preferences; DELETE FROM professionals WHERE capacity <> 'care';
                DROP VIEW roles; ALTER TABLE professionals DROP COLUMN capacity;
                CREATE VIEW roles AS SELECT n, 1 AS rank, organisation FROM professionals
                  UNION ALL SELECT n, 2, second FROM professionals WHERE second IS NOT NULL;
                ALTER TABLE families DROP COLUMN proven; PRAGMA user_version = 2";
    connection.execute_batch(gone).unwrap();
    drop(connection);
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    assert_eq!(total(&notices(&app, &tokens, "").await), 0);
    let traces = total(&history(&app, &tokens, "").await);
    act(&app, "list", &doctor(), NADIA.0, glass()).await;
    assert_eq!(total(&notices(&app, &tokens, "").await), 1);
    assert_eq!(total(&history(&app, &tokens, "").await), traces + 1, "what was there is kept");
    let fifteen = act(&app, "list", &"Anne Riou".into(), NADIA.0, json!({ "mode": "centre_15" })).await;
    assert_eq!(fifteen.status, 200, "those who came with the capacities");
}

#[test]
fn a_comment_comes_every_fifteen_seconds() {
    assert_eq!(Trial::default().heartbeat, Duration::from_secs(15));
}
