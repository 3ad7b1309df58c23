//! A server whose every byte is in the hand of a test: the ordinary answers of `world`, or any other put in their place.

use crate::samples::patient;
use crate::world::{CODE, NEW_PASSWORD, PASSWORD, World};
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio_rustls::TlsAcceptor;

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

pub fn plain(status: u16, body: &Value) -> Reply {
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

    /// What is at this path; what is written there is answered so too, and changes nothing.
    pub fn hold(&self, path: &str, resource: Value) {
        self.world.lock().unwrap().kept.insert(path.into(), resource);
    }

    pub fn held(&self, path: &str) -> Value {
        self.world.lock().unwrap().kept[path].clone()
    }

    /// What was scripted and never asked for is no more.
    pub fn unscript(&self) {
        self.world.lock().unwrap().script.clear();
    }

    /// The next requests of this path, or of a method and this path, get these answers.
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

    /// Something that the person wrote, of version 1.
    pub fn keep(&self, mut resource: Value) {
        resource["meta"]["versionId"] = "1".into();
        self.world.lock().unwrap().shelf.kept.push(resource);
    }

    /// What the person wrote, as it is kept.
    pub fn kept(&self) -> Vec<Value> {
        self.world.lock().unwrap().shelf.kept.clone()
    }

    /// How many times something was changed.
    pub fn effects(&self) -> usize {
        self.world.lock().unwrap().shelf.effects
    }

    /// Somebody else changes something that is kept.
    pub fn change(&self, id: &str, change: impl FnOnce(&mut Value)) {
        let mut world = self.world.lock().unwrap();
        let found = world.shelf.kept.iter_mut().find(|it| it["id"] == id).unwrap();
        let version: u32 = found["meta"]["versionId"].as_str().unwrap().parse().unwrap();
        found["meta"]["versionId"] = (version + 1).to_string().into();
        change(found);
    }

    /// From now on requests of this path are never read to their end.
    pub fn deaf(&self, path: &str) {
        self.world.lock().unwrap().deaf = Some(path.to_owned());
    }

    pub fn set_draft_key(&self, answer: Value) {
        self.world.lock().unwrap().draft_key = Some(answer);
    }

    pub fn set_notices(&self, notices: Vec<Value>) {
        self.world.lock().unwrap().notices = notices;
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
        let deaf = |seen: &Seen| {
            let world = self.world.lock().unwrap();
            seen.method == "POST" && world.deaf.as_deref() == Some(seen.path())
        };
        while let Some(seen) = receive(&mut socket, &deaf).await {
            let scripted = {
                let mut world = self.world.lock().unwrap();
                world.seen.push(seen.clone());
                let exact = format!("{} {}", seen.method, seen.path());
                let scripted = world.script.get_mut(&exact).and_then(VecDeque::pop_front);
                scripted.or_else(|| world.script.get_mut(seen.path()).and_then(VecDeque::pop_front))
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

async fn receive(socket: &mut (impl AsyncRead + Unpin), deaf: &(dyn Fn(&Seen) -> bool + Sync)) -> Option<Seen> {
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
    if deaf(&seen) {
        std::future::pending::<()>().await;
    }
    let length = seen.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    seen.body = String::from_utf8(body).ok()?;
    Some(seen)
}
