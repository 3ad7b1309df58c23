//! A sandbox on a free port, and what a client does with it, as verbs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dmp::sandbox::{Clock, Failure, Millis, Options, Running, SECOND, Trial, start_trial};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

pub const VERIFIER: &str = "a-verifier-of-the-right-length-0123456789-abcdefg";
pub const NEW_PASSWORD: &str = "sept mésanges bleues";
pub const CAMILLE: (&str, &str) = ("camille.martin", "Bienvenue-2026!");
pub const NADIA: (&str, &str) = ("nadia.benali", "Tilleul-4-saisons!");
pub const JEAN: (&str, &str) = ("jean.morel", "Platane-4-saisons!");
pub const TOTP: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
/// Of event streams: short, so that what they look at by themselves is seen soon.
const HEARTBEAT: Duration = Duration::from_millis(20);
/// 15 November 2026, 9:00 UTC: when tests begin.
pub const START: Millis = 1_794_733_200_000;

/// Stands still until it is moved.
#[derive(Default)]
pub struct Hands {
    calendar: AtomicI64,
    ticks: AtomicI64,
}

impl Clock for Hands {
    fn now(&self) -> Millis {
        self.calendar.load(Ordering::SeqCst)
    }

    fn ticks(&self) -> Millis {
        self.ticks.load(Ordering::SeqCst)
    }
}

impl Hands {
    pub fn at(start: Millis) -> Self {
        let hands = Self::default();
        hands.calendar.store(start, Ordering::SeqCst);
        hands
    }

    pub fn advance(&self, by: Millis) {
        self.calendar.fetch_add(by, Ordering::SeqCst);
        self.ticks.fetch_add(by, Ordering::SeqCst);
    }

    /// What is set is the calendar; time goes on.
    pub fn set_back(&self, by: Millis) {
        self.calendar.fetch_sub(by, Ordering::SeqCst);
    }
}

pub struct App {
    pub running: Option<Running>,
    pub clock: Arc<Hands>,
    pub http: Client,
    pub base: String,
}

/// What a client holds once signed in.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    pub patient: String,
    pub instance: String,
}

/// Status, headers and JSON of an answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, body, text }
    }

    pub fn str(&self, member: &str) -> String {
        self.body[member].as_str().unwrap_or_else(|| panic!("no {member} in {}", self.text)).to_owned()
    }

    pub fn session(&self) -> String {
        self.str("auth_session")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// A small record of the tests' own: what the program carries may change.
pub fn record() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sandbox/record")
}

pub struct Setting {
    pub options: Options,
    pub pages: Option<u32>,
    pub clock: Arc<Hands>,
    /// The folder of the fictional record; `None`: the one the program carries.
    pub record: Option<PathBuf>,
    /// Of event streams.
    pub heartbeat: Duration,
}

impl Default for Setting {
    fn default() -> Self {
        let options = Options { source_limit: false, ..Options::default() };
        Self { options, pages: None, clock: Arc::new(Hands::at(START)), record: Some(record()), heartbeat: HEARTBEAT }
    }
}

impl App {
    pub async fn start() -> Self {
        Self::with(Setting::default()).await
    }

    pub async fn on(folder: &Path) -> Self {
        let mut setting = Setting::default();
        setting.options.data = Some(folder.to_owned());
        Self::with(setting).await
    }

    pub async fn with(setting: Setting) -> Self {
        let clock = setting.clock.clone();
        let (pages, record, heartbeat) = (setting.pages, setting.record, setting.heartbeat);
        let trial = Trial { clock: setting.clock, pages, record, heartbeat };
        // A process that another test is starting holds a copy of every file of this one, its lock too, until it has begun.
        let began = std::time::Instant::now();
        let running = loop {
            match start_trial(setting.options.clone(), trial.clone()).await {
                Err(Failure::FolderTaken(_)) if began.elapsed().as_secs() < 60 => tokio::task::yield_now().await,
                started => break started.unwrap(),
            }
        };
        let base = running.base().to_owned();
        Self { running: Some(running), clock, http: client(), base }
    }

    pub async fn stop(mut self) -> Arc<Hands> {
        self.running.take().unwrap().stop().await;
        self.clock.clone()
    }

    pub fn root(&self) -> &str {
        self.base.strip_suffix("/fhir").unwrap()
    }

    pub fn computations(&self) -> u64 {
        self.running.as_ref().unwrap().password_computations()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.http.post(format!("{}{path}", self.root())).form(fields).send().await.unwrap()).await
    }

    pub async fn challenge(&self, fields: &[(&str, &str)]) -> Answer {
        self.post("/auth/challenge", fields).await
    }

    /// Step 1.
    pub async fn begin(&self, identifier: &str, password: &str) -> Answer {
        self.begin_at(identifier, password, "home").await
    }

    pub async fn begin_at(&self, identifier: &str, password: &str, place: &str) -> Answer {
        let challenge = pkce();
        let fields = [
            ("response_type", "code"),
            ("client_id", "dmp-patient"),
            ("scope", "patient/*.rs"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("username", identifier),
            ("password", password),
            ("place", place),
        ];
        self.challenge(&fields).await
    }

    pub async fn choose(&self, session: &str, channel: &str) -> Answer {
        self.challenge(&[("auth_session", session), ("otp_channel", channel)]).await
    }

    pub async fn code(&self, session: &str, code: &str) -> Answer {
        self.challenge(&[("auth_session", session), ("otp", code)]).await
    }

    /// The last code sent to `identifier`.
    pub async fn sent(&self, identifier: &str) -> String {
        let messages = self.outbox(identifier).await;
        let last = messages.iter().rev().find_map(|message| message["code"].as_str());
        last.expect("a code was sent").to_owned()
    }

    pub async fn outbox(&self, identifier: &str) -> Vec<Value> {
        let url = format!("{}/sandbox/outbox?to={identifier}", self.root());
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }

    pub async fn exchange(&self, code: &str, instance: &str) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", "dmp-patient"),
            ("code", code),
            ("code_verifier", VERIFIER),
            ("client_instance", instance),
        ];
        self.post("/auth/token", &fields).await
    }

    pub async fn refresh(&self, token: &str, instance: &str) -> Answer {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token), ("client_instance", instance)];
        self.post("/auth/token", &fields).await
    }

    /// A whole sign-in of `nadia.benali`, or of `jean.morel`, by SMS.
    pub async fn sign_in(&self, person: (&str, &str), place: &str) -> Tokens {
        let begun = self.begin_at(person.0, person.1, place).await;
        self.finish(person.0, begun).await
    }

    /// Half a minute later: codes are not sent faster.
    pub async fn sign_in_later(&self, person: (&str, &str)) -> Tokens {
        self.clock.advance(30 * SECOND);
        self.sign_in(person, "home").await
    }

    /// From the step of the code.
    pub async fn finish(&self, identifier: &str, begun: Answer) -> Tokens {
        let chosen = self.choose(&begun.session(), "sms").await;
        let done = self.code(&chosen.session(), &self.sent(identifier).await).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let instance = format!("{:032x}", dmp::sandbox::code().unwrap().parse::<u32>().unwrap());
        self.tokens(self.exchange(&done.str("authorization_code"), &instance).await, &instance)
    }

    /// The first connection of `camille.martin`.
    pub async fn first_sign_in(&self) -> Tokens {
        let begun = self.begin(CAMILLE.0, CAMILLE.1).await;
        let changed = self.challenge(&[("auth_session", &begun.session()), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(changed.str("next_step"), "otp", "{}", changed.text);
        self.finish(CAMILLE.0, changed).await
    }

    pub fn tokens(&self, answer: Answer, instance: &str) -> Tokens {
        assert_eq!(answer.status, 200, "{}", answer.text);
        Tokens {
            access: answer.str("access_token"),
            refresh: answer.str("refresh_token"),
            patient: answer.str("patient"),
            instance: instance.to_owned(),
        }
    }

    pub fn request(&self, method: Method, path: &str, access: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.root())).bearer_auth(access)
    }

    /// `path` from the root: `/fhir/…`, `/account/…`.
    pub async fn get(&self, path: &str, access: &str) -> Answer {
        Answer::of(self.request(Method::GET, path, access).send().await.unwrap()).await
    }

    pub async fn post_json(&self, path: &str, access: &str, body: Value) -> Answer {
        Answer::of(self.request(Method::POST, path, access).json(&body).send().await.unwrap()).await
    }

    /// The password again: the same session, fresh (S28).
    pub async fn unlock(&self, tokens: &Tokens, password: &str) -> Tokens {
        let answer = self.http.post(format!("{}/account/unlock", self.root())).json(&unlock_body(tokens, password)).send().await;
        self.tokens(Answer::of(answer.unwrap()).await, &tokens.instance)
    }

    /// A search of one's own current documents, with `more` parameters (`&type=…`).
    pub async fn search(&self, tokens: &Tokens, more: &str) -> Answer {
        self.get(&format!("/fhir/DocumentReference?patient={}&status=current{more}", tokens.patient), &tokens.access).await
    }
}

pub fn client() -> Client {
    client_at([127, 0, 0, 1])
}

/// As if from another computer.
pub fn client_at(address: [u8; 4]) -> Client {
    // Tests in parallel: the first installs it, the others find it there.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).gzip(false);
    builder.local_address(std::net::IpAddr::from(address)).build().unwrap()
}

pub fn pkce() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// What the authenticator of `nadia.benali` shows at `now`.
pub fn totp(now: Millis) -> String {
    let secret = totp_rs::Secret::try_from_base32(TOTP).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
    totp.generate(u64::try_from(now / SECOND).unwrap()).to_string()
}

pub fn titles(answer: &Answer) -> Vec<String> {
    let entries = answer.body["entry"].as_array().cloned().unwrap_or_default();
    entries.iter().map(|entry| entry["resource"]["content"][0]["attachment"]["title"].as_str().unwrap().to_owned()).collect()
}

pub fn total(answer: &Answer) -> u64 {
    answer.body["total"].as_u64().unwrap_or_else(|| panic!("no total in {}", answer.text))
}

pub fn unlock_body(tokens: &Tokens, password: &str) -> Value {
    json!({ "refresh_token": tokens.refresh, "password": password, "client_instance": tokens.instance })
}
