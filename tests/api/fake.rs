//! A server of the contract, byte by byte in the hand of a test: the happy path of API.md, and any answer put in its place.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha1::Digest as _;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio_rustls::TlsAcceptor;

pub const IDENTIFIER: &str = "camille.martin";
pub const PASSWORD: &str = "canary-password-1";
pub const NEW_PASSWORD: &str = "canary-password-2";
pub const CODE: &str = "042137";
pub const INS: &str = "279035121518989";

/// One request as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl Seen {
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    pub fn form(&self) -> HashMap<String, String> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    pub fn query(&self) -> HashMap<String, String> {
        let query = self.target.split_once('?').map(|(_, query)| query).unwrap_or_default();
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }
}

/// What a test puts in place of the ordinary answer.
#[derive(Clone)]
pub enum Reply {
    Http {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// These very bytes, then the end that is said.
    Raw(Vec<u8>, Then),
    /// The ordinary work is done, and its answer lost.
    Lost,
    /// The ordinary answer, cut after this many bytes.
    CutAfter(usize),
    /// Waits for the others, then answers this.
    Meet(Arc<Barrier>, Box<Reply>),
    /// The ordinary answer.
    Ordinary,
}

#[derive(Clone)]
pub enum Then {
    Close,
    /// Silence until the client goes.
    Hold,
    /// These bytes again and again until the client goes.
    Endless(Vec<u8>),
    /// The connection stays for the next request.
    Keep,
}

pub fn http(status: u16, media: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply::Http { status, headers: vec![("content-type", media.to_owned())], body: body.into() }
}

pub fn fhir(status: u16, body: &Value) -> Reply {
    http(status, "application/fhir+json", body.to_string())
}

fn plain(status: u16, body: &Value) -> Reply {
    http(status, "application/json", body.to_string())
}

impl Reply {
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Http { headers, .. } = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let Self::Http { status, headers, body } = self else { panic!("not an HTTP answer") };
        let mut text = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        [text.into_bytes(), body.clone()].concat()
    }
}

#[derive(Default)]
struct World {
    origin: String,
    seen: Vec<Seen>,
    connections: usize,
    /// Connections still to be dropped as soon as they are accepted.
    to_drop: usize,
    script: HashMap<String, VecDeque<Reply>>,
    challenge: String,
    auth_session: u32,
    must_change: bool,
    tokens: u32,
    access: HashSet<String>,
    refresh: String,
    /// What the last renewal was asked with, and what it gave (D17).
    last_renewal: Option<(String, String, Value)>,
    revoked: Vec<String>,
    patient: Value,
    documents: Vec<Value>,
    binaries: HashMap<String, (String, Vec<u8>)>,
}

#[derive(Clone)]
pub struct Fake {
    world: Arc<Mutex<World>>,
    pub base: String,
}

impl Fake {
    pub async fn start() -> Self {
        Self::listen(None).await
    }

    pub async fn start_tls(tls: rustls::ServerConfig) -> Self {
        Self::listen(Some(TlsAcceptor::from(Arc::new(tls)))).await
    }

    async fn listen(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let origin = format!("{}://{address}", if tls.is_some() { "https" } else { "http" });
        let world = World { origin: origin.clone(), patient: patient(), ..World::default() };
        let fake = Self { world: Arc::new(Mutex::new(world)), base: format!("{origin}/fhir") };
        let server = fake.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                if server.drops() {
                    continue;
                }
                let (server, tls) = (server.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => server.serve(socket).await,
                        Some(tls) => {
                            if let Ok(socket) = tls.accept(socket).await {
                                server.serve(socket).await;
                            }
                        }
                    }
                });
            }
        });
        fake
    }

    /// The next connections are closed before anything is read.
    pub fn drop_connections(&self, count: usize) {
        self.world.lock().unwrap().to_drop = count;
    }

    pub fn connections(&self) -> usize {
        self.world.lock().unwrap().connections
    }

    fn drops(&self) -> bool {
        let mut world = self.world.lock().unwrap();
        world.connections += 1;
        let drops = world.to_drop > 0;
        world.to_drop = world.to_drop.saturating_sub(1);
        drops
    }

    /// The next requests of this path get these answers.
    pub fn script(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        self.world.lock().unwrap().script.entry(path.into()).or_default().extend(replies);
    }

    pub fn must_change_password(&self) {
        self.world.lock().unwrap().must_change = true;
    }

    /// Every access token given so far stops working, as after its ten minutes.
    pub fn expire_access(&self) {
        self.world.lock().unwrap().access.clear();
    }

    pub fn end_family(&self) {
        let mut world = self.world.lock().unwrap();
        world.access.clear();
        world.refresh = "ended".into();
    }

    pub fn set_patient(&self, patient: Value) {
        self.world.lock().unwrap().patient = patient;
    }

    pub fn add_document(&self, document: Value) {
        self.world.lock().unwrap().documents.push(document);
    }

    pub fn add_binary(&self, id: &str, media: &str, bytes: &[u8]) {
        self.world.lock().unwrap().binaries.insert(id.into(), (media.into(), bytes.into()));
    }

    pub fn origin(&self) -> String {
        self.world.lock().unwrap().origin.clone()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.world.lock().unwrap().seen.clone()
    }

    pub fn seen_at(&self, path: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.path() == path).collect()
    }

    pub fn revoked(&self) -> Vec<String> {
        self.world.lock().unwrap().revoked.clone()
    }

    /// Every token given, past and present.
    pub fn secrets(&self) -> Vec<String> {
        let world = self.world.lock().unwrap();
        let tokens = (1..=world.tokens).flat_map(|n| [format!("canary-access-{n}"), format!("canary-refresh-{n}")]);
        tokens.chain([PASSWORD, NEW_PASSWORD, CODE, "canary-code", "canary-session"].map(String::from)).collect()
    }

    async fn serve(&self, mut socket: impl AsyncRead + AsyncWrite + Unpin) {
        while let Some(seen) = receive(&mut socket).await {
            let scripted = {
                let mut world = self.world.lock().unwrap();
                world.seen.push(seen.clone());
                world.script.get_mut(seen.path()).and_then(VecDeque::pop_front)
            };
            if !self.reply(&mut socket, &seen, scripted.unwrap_or(Reply::Ordinary)).await {
                let _ = socket.shutdown().await;
                return;
            }
        }
    }

    /// Whether the connection stays open.
    async fn reply(&self, socket: &mut (impl AsyncRead + AsyncWrite + Unpin), seen: &Seen, mut reply: Reply) -> bool {
        while let Reply::Meet(barrier, after) = reply {
            barrier.wait().await;
            reply = *after;
        }
        match reply {
            Reply::Ordinary => {
                let id = seen.headers.get("x-request-id").cloned().unwrap_or_default();
                let bytes = self.world.lock().unwrap().answer(seen).with("x-request-id", &id).bytes();
                let _ = socket.write_all(&bytes).await;
            }
            Reply::CutAfter(end) => {
                let bytes = self.world.lock().unwrap().answer(seen).bytes();
                let _ = socket.write_all(&bytes[..end.min(bytes.len())]).await;
            }
            Reply::Lost => drop(self.world.lock().unwrap().answer(seen)),
            Reply::Http { .. } => drop(socket.write_all(&reply.bytes()).await),
            Reply::Raw(bytes, then) => {
                let sent = socket.write_all(&bytes).await.is_ok() && socket.flush().await.is_ok();
                match then {
                    Then::Close => {}
                    Then::Keep => return sent,
                    Then::Hold => {
                        let mut byte = [0];
                        while socket.read(&mut byte).await.is_ok_and(|read| read > 0) {}
                    }
                    Then::Endless(more) => while socket.write_all(&more).await.is_ok() {},
                }
            }
            Reply::Meet(..) => panic!("met already"),
        }
        false
    }
}

async fn receive(socket: &mut (impl AsyncRead + Unpin)) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let mut seen = Seen { method: first.next()?.into(), target: first.next()?.into(), ..Seen::default() };
    for line in lines {
        if let Some((name, value)) = line.split_once(':') {
            seen.headers.insert(name.to_ascii_lowercase(), value.trim().into());
        }
    }
    let length = seen.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    seen.body = String::from_utf8(body).ok()?;
    Some(seen)
}

impl World {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let path = seen.path().to_owned();
        match (seen.method.as_str(), path.as_str()) {
            ("GET", "/fhir/.well-known/smart-configuration") => plain(200, &self.configuration()),
            ("GET", "/fhir/metadata") => fhir(200, &capability()),
            ("POST", "/challenge") => self.challenge(&seen.form()),
            ("POST", "/token") => self.token(&seen.form()),
            ("POST", "/revoke") => {
                self.revoked.push(seen.form()["token"].clone());
                self.access.clear();
                plain(200, &json!({}))
            }
            ("POST", "/account/unlock") => self.unlock(&serde_json::from_str(&seen.body).unwrap()),
            (_, _) => {
                let bearer = seen.headers.get("authorization").and_then(|header| header.strip_prefix("Bearer "));
                if bearer.is_none_or(|token| !self.access.contains(token)) {
                    return plain(401, &json!({})).with("www-authenticate", "Bearer error=\"invalid_token\"");
                }
                self.record(seen, &path)
            }
        }
    }

    fn configuration(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.origin);
        json!({
            "issuer": at("/fhir"),
            "authorization_challenge_endpoint": at("/challenge"),
            "token_endpoint": at("/token"),
            "revocation_endpoint": at("/revoke"),
            "code_challenge_methods_supported": ["S256"],
            "capabilities": ["client-public", "permission-patient"],
            "dmp_account_endpoint": at("/account"),
        })
    }

    fn challenge(&mut self, form: &HashMap<String, String>) -> Reply {
        let has = |name: &str| form.get(name).map(String::as_str);
        let session = format!("canary-session-{}", self.auth_session);
        if has("username").is_none() && has("auth_session") != Some(&session) {
            return plain(400, &json!({"error": "invalid_session"}));
        }
        self.auth_session += 1;
        let session = format!("canary-session-{}", self.auth_session);
        let go_on = |more: Value| {
            let mut body = json!({"error": "insufficient_authorization", "auth_session": session, "step": 2, "steps": 3});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            plain(400, &body)
        };
        let channels = json!([{"id": "mail", "hint": "c•••@e••••.fr"}, {"id": "sms", "hint": "06 •• •• •• 42"}]);
        if has("username").is_some() {
            assert_eq!(has("code_challenge_method"), Some("S256"));
            assert_eq!((has("response_type"), has("client_id")), (Some("code"), Some("dmp-patient")));
            self.challenge = form["code_challenge"].clone();
            if (has("username"), has("password")) != (Some(IDENTIFIER), Some(PASSWORD)) {
                return plain(400, &json!({"error": "access_denied", "error_description": "bad credentials"}));
            }
            if self.must_change {
                let policy = json!({"min_length": 14, "max_length": 99, "classes": []});
                return go_on(json!({"next_step": "password_change", "password_policy": policy}));
            }
            return go_on(json!({"next_step": "otp", "otp_channels": channels}));
        }
        if let Some(new) = has("new_password") {
            if new != NEW_PASSWORD {
                return go_on(json!({"next_step": "password_change", "rejected": ["too_short", "too_pink"]}));
            }
            return go_on(json!({"next_step": "otp", "otp_channels": channels}));
        }
        if let Some(channel) = has("otp_channel") {
            return go_on(json!({"next_step": "otp", "otp_channel": channel, "otp_length": 6, "otp_expires_in": 600,
                "otp_resend_in": 30, "otp_attempts_left": 5}));
        }
        match has("otp") {
            Some(CODE) => plain(200, &json!({"authorization_code": "canary-code"})).with("cache-control", "no-store"),
            Some("999999") => go_on(json!({"next_step": "otp", "otp_error": "expired"})),
            _ => go_on(json!({"next_step": "otp", "otp_error": "wrong", "otp_attempts_left": 4})),
        }
    }

    fn token(&mut self, form: &HashMap<String, String>) -> Reply {
        assert_eq!(form["client_id"], "dmp-patient");
        assert_eq!(form["client_instance"].len(), 32);
        if form["grant_type"] == "authorization_code" {
            let proof = URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(&form["code_verifier"]));
            if form["code"] != "canary-code" || proof != self.challenge {
                return plain(400, &json!({"error": "invalid_grant"}));
            }
            return plain(200, &self.grant());
        }
        let (token, instance) = (&form["refresh_token"], &form["client_instance"]);
        if let Some((asked, by, given)) = &self.last_renewal
            && (asked, by) == (token, instance)
        {
            return plain(200, given);
        }
        if *token != self.refresh {
            self.access.clear();
            self.refresh = "ended".into();
            return plain(400, &json!({"error": "invalid_grant"}));
        }
        let given = self.grant();
        self.last_renewal = Some((token.clone(), instance.clone(), given.clone()));
        plain(200, &given)
    }

    fn grant(&mut self) -> Value {
        self.tokens += 1;
        let access = format!("canary-access-{}", self.tokens);
        self.refresh = format!("canary-refresh-{}", self.tokens);
        self.access.insert(access.clone());
        json!({"access_token": access, "refresh_token": self.refresh, "token_type": "Bearer", "expires_in": 600, "patient": "pat-1"})
    }

    fn unlock(&mut self, asked: &Value) -> Reply {
        if asked["refresh_token"] != self.refresh {
            return plain(400, &json!({"error": "invalid_grant"}));
        }
        if asked["password"] != PASSWORD {
            return http(403, "application/problem+json", json!({"title": "no"}).to_string());
        }
        plain(200, &self.grant())
    }

    fn record(&self, seen: &Seen, path: &str) -> Reply {
        if path == "/account" {
            return plain(
                200,
                &json!({"otp_channels": [{"id": "sms", "hint": "06 •• •• •• 42"}], "otp_channel": "sms",
                "totp": true, "previous_sign_in": "2026-11-01T10:00:00Z"}),
            );
        }
        let found = match path.strip_prefix("/fhir/").unwrap_or_default().split_once('/') {
            Some(("Patient", "pat-1")) => Some(fhir(200, &self.patient)),
            Some(("DocumentReference", id)) => {
                self.documents.iter().find(|document| document["id"] == id).map(|document| fhir(200, document))
            }
            Some(("Binary" | "Bundle", id)) => self.binaries.get(id).map(|(media, bytes)| http(200, media, bytes.clone())),
            None if path == "/fhir/DocumentReference" => Some(fhir(200, &self.page(&seen.query()))),
            Some(_) | None => None,
        };
        found.unwrap_or_else(|| fhir(404, &json!({"resourceType": "OperationOutcome"})))
    }

    fn page(&self, query: &HashMap<String, String>) -> Value {
        let from: usize = query.get("_page").map_or(0, |page| page.parse().unwrap());
        let count: usize = query["_count"].parse().unwrap();
        let entries: Vec<Value> = self.documents.iter().skip(from).take(count).map(|it| json!({"resource": it})).collect();
        let mut bundle = searchset(entries);
        bundle["total"] = self.documents.len().into();
        if from + count < self.documents.len() {
            let next = format!("{}/fhir/DocumentReference?_page={}&_count={count}", self.origin, from + count);
            bundle["link"] = json!([{"relation": "self", "url": "x"}, {"relation": "next", "url": next}]);
        }
        bundle
    }
}

pub fn searchset(entries: Vec<Value>) -> Value {
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

pub fn patient() -> Value {
    json!({"resourceType": "Patient", "id": "pat-1", "active": true, "birthDate": "1979-03-28",
        "identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": INS}],
        "name": [{"use": "official", "family": "MARTIN", "given": ["Camille"]}],
        "generalPractitioner": [{"display": "Dr Alice Dumont"}]})
}

pub fn capability() -> Value {
    json!({"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": [
        {"type": "Patient"}, {"type": "DocumentReference"}, {"type": "Binary"}, {"type": "Bundle"}]}]})
}

/// A document of a physician, its bytes at `Binary/{id}`.
pub fn document(id: &str, bytes: &[u8]) -> Value {
    json!({"resourceType": "DocumentReference", "id": id, "status": "current", "docStatus": "final",
        "meta": {"versionId": "1", "lastUpdated": "2026-06-12T10:00:00+02:00"},
        "contained": [{"resourceType": "PractitionerRole", "id": "auteur",
            "practitioner": {"display": "Dr Alice Dumont"}, "organization": {"display": "Cabinet des Tilleuls"},
            "code": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
                "code": "10", "display": "Médecin"}]}],
            "specialty": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
                "code": "SM54", "display": "Médecine générale"}]}]}],
        "type": {"coding": [{"system": "http://loinc.org", "code": "11488-4", "display": "Consultation"}]},
        "category": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument", "code": "10"}]}],
        "subject": {"reference": "Patient/pat-1"}, "date": "2026-06-12T10:00:00+02:00",
        "author": [{"reference": "#auteur"}],
        "securityLabel": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}]}],
        "content": [{"attachment": {"contentType": "text/plain", "url": format!("Binary/{id}"), "title": "Compte rendu",
            "size": bytes.len(), "hash": STANDARD.encode(sha1::Sha1::digest(bytes))}}]})
}
