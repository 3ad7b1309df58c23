//! The other side of the sandbox's own door: what `dmp sandbox act` asks, on this computer only. It knows nothing of the server
//! but its answers.

use super::options::USUAL;
use crate::wire::door::{NO_ACCESS, NOT_ALLOWED, NOT_FOUND, SEVERAL, UNKNOWN};
use axum::body::{Body, to_bytes};
use hyper::client::conn::http1::handshake;
use hyper::{Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpStream;
use url::{Host, Url};

/// For a question and its answer.
const LIMIT: Duration = Duration::from_secs(20);
/// Bytes of an answer, at most.
const ANSWER: usize = 32 * 1024 * 1024;

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody answers at this address.
    NotThere(SocketAddr),
    /// Something answers, which is not a sandbox.
    NotASandbox(SocketAddr),
    UnknownProfessional,
    SeveralProfessionals,
    /// No access to this record, whatever the reason: the one refusal that a professional ever gets.
    NoAccess,
    /// No such document for this professional, or no such record.
    NotFound,
    /// Not in the capacity in which they exercise.
    NotAllowed,
    /// In English, for a developer.
    Other(String),
}

/// Who asks, and about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// A name, an IDNPS or an RPPS number of the directory.
    pub who: String,
    /// INS, or the identifier of an account.
    pub patient: String,
    /// A code of TRE_R248.
    pub mode: &'static str,
    /// Why the glass is broken.
    pub motive: Option<String>,
}

/// A document as a professional sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Listed {
    pub id: String,
    pub title: String,
    /// RFC 3339.
    pub date: String,
}

/// A trace as the treating doctor reads it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Traced {
    /// RFC 3339.
    pub at: String,
    pub who: String,
    /// What was done, in the server's words.
    pub said: String,
}

/// Something that the person says of themselves, as a professional reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// FHIR's type.
    pub kind: String,
    /// A name and a telephone, an illness, a treatment.
    pub words: String,
}

/// A document to deposit, in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    pub title: &'a str,
    pub text: &'a str,
    /// Not to be shown to the patient yet.
    pub hidden: bool,
}

pub struct Hand(SocketAddr);

impl Hand {
    /// `http://127.0.0.1:3422`, with or without what follows; none: it is not an address of this computer.
    pub fn at(url: &str) -> Option<Self> {
        let whole = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let url = Url::parse(&whole).ok().filter(|url| url.scheme() == "http")?;
        let address = match url.host()? {
            Host::Domain("localhost") => Ipv4Addr::LOCALHOST.into(),
            Host::Domain(_) => return None,
            Host::Ipv4(address) => address.into(),
            Host::Ipv6(address) => address.into(),
        };
        let address = SocketAddr::new(address, url.port_or_known_default()?);
        address.ip().is_loopback().then_some(Self(address))
    }

    /// Where a demonstration listens when it can.
    pub fn usual() -> Self {
        Self(USUAL)
    }

    /// Whether the record would open to this professional: all that they are told of it.
    pub async fn find(&self, errand: &Errand) -> Result<bool, Obstacle> {
        let found: Value = self.ask("find", errand.body()).await?;
        Ok(found.get("agreed").and_then(Value::as_bool).unwrap_or_default())
    }

    pub async fn agree(&self, errand: &Errand) -> Result<(), Obstacle> {
        self.ask::<Value>("agree", errand.body()).await.map(drop)
    }

    pub async fn list(&self, errand: &Errand) -> Result<Vec<Listed>, Obstacle> {
        #[derive(Deserialize)]
        struct List {
            documents: Vec<Listed>,
        }
        self.ask("list", errand.body()).await.map(|list: List| list.documents)
    }

    /// How many bytes were read.
    pub async fn read(&self, errand: &Errand, document: &str) -> Result<usize, Obstacle> {
        self.send("read", with(errand.body(), json!({ "document": document }))).await.map(|bytes| bytes.len())
    }

    pub async fn deposit(&self, errand: &Errand, sheet: &Sheet<'_>) -> Result<(), Obstacle> {
        // A consultation's report.
        let Sheet { title, text, hidden } = sheet;
        let more = json!({ "title": title, "type": "11488-4", "class": "10", "text": text, "not_visible_to_patient": hidden });
        self.ask::<Value>("deposit", with(errand.body(), more)).await.map(drop)
    }

    /// What the person says of their health and does not hide, and whom to call.
    pub async fn profile(&self, errand: &Errand) -> Result<Vec<Told>, Obstacle> {
        #[derive(Deserialize)]
        struct Profile {
            said: Vec<Value>,
        }
        let profile: Profile = self.ask("profile", errand.body()).await?;
        Ok(profile.said.iter().map(told).collect())
    }

    /// The treating doctor reads the newest traces.
    pub async fn history(&self, errand: &Errand) -> Result<Vec<Traced>, Obstacle> {
        #[derive(Deserialize)]
        struct History {
            traces: Vec<Traced>,
        }
        self.ask("history", errand.body()).await.map(|history: History| history.traces)
    }

    /// The treating doctor blocks `target`, at the person's request.
    pub async fn block(&self, errand: &Errand, target: &str) -> Result<(), Obstacle> {
        self.ask::<Value>("block", with(errand.body(), json!({ "target": target }))).await.map(drop)
    }

    /// The treating doctor hands the status on to `target`, with the person's agreement.
    pub async fn hand_on(&self, errand: &Errand, target: &str) -> Result<(), Obstacle> {
        self.ask::<Value>("hand-on", with(errand.body(), json!({ "target": target, "agreed": true }))).await.map(drop)
    }

    /// The Assurance Maladie feeds the record.
    pub async fn feed(&self, patient: &str) -> Result<(), Obstacle> {
        self.ask::<Value>("feed", json!({ "patient": patient })).await.map(drop)
    }

    /// Days go by on the sandbox.
    pub async fn wait(&self, days: u32) -> Result<(), Obstacle> {
        self.ask::<Value>("wait", json!({ "days": days })).await.map(drop)
    }

    async fn ask<T: DeserializeOwned>(&self, verb: &str, body: Value) -> Result<T, Obstacle> {
        let bytes = self.send(verb, body).await?;
        serde_json::from_slice(&bytes).map_err(|_| Obstacle::NotASandbox(self.0))
    }

    async fn send(&self, verb: &str, body: Value) -> Result<Vec<u8>, Obstacle> {
        let (status, bytes) = match tokio::time::timeout(LIMIT, self.exchange(verb, body)).await {
            Ok(answered) => answered?,
            Err(_) => return Err(Obstacle::NotThere(self.0)),
        };
        if status.is_success() { Ok(bytes) } else { Err(self.refusal(&bytes)) }
    }

    async fn exchange(&self, verb: &str, body: Value) -> Result<(StatusCode, Vec<u8>), Obstacle> {
        let stream = TcpStream::connect(self.0).await.map_err(|_| Obstacle::NotThere(self.0))?;
        let odd = |_| Obstacle::NotASandbox(self.0);
        let (mut sender, connection) = handshake::<_, Body>(TokioIo::new(stream)).await.map_err(odd)?;
        // Ends with the answer.
        tokio::spawn(connection);
        let request = Request::post(format!("/sandbox/{verb}"))
            .header(header::HOST, self.0.to_string())
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .map_err(|error| Obstacle::Other(error.to_string()))?;
        let answer: Response<_> = sender.send_request(request).await.map_err(odd)?;
        let status = answer.status();
        let bytes = to_bytes(Body::new(answer.into_body()), ANSWER).await.map_err(|_| Obstacle::NotASandbox(self.0))?;
        Ok((status, bytes.to_vec()))
    }

    fn refusal(&self, bytes: &[u8]) -> Obstacle {
        let problem: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let said = |member: &str| problem.get(member).and_then(Value::as_str);
        match said("error") {
            Some(UNKNOWN) => Obstacle::UnknownProfessional,
            Some(SEVERAL) => Obstacle::SeveralProfessionals,
            Some(NO_ACCESS) => Obstacle::NoAccess,
            Some(NOT_FOUND) => Obstacle::NotFound,
            Some(NOT_ALLOWED) => Obstacle::NotAllowed,
            Some(other) => Obstacle::Other(said("title").unwrap_or(other).to_owned()),
            None => Obstacle::NotASandbox(self.0),
        }
    }
}

impl Errand {
    fn body(&self) -> Value {
        json!({ "professional": self.who, "patient": self.patient, "mode": self.mode, "motive": self.motive })
    }
}

fn with(mut body: Value, more: Value) -> Value {
    if let (Some(members), Value::Object(more)) = (body.as_object_mut(), more) {
        members.extend(more);
    }
    body
}

fn told(resource: &Value) -> Told {
    let text = |path: &str| resource.pointer(path).and_then(Value::as_str);
    let named = [text("/name/0/given/0"), text("/name/0/family"), text("/telecom/0/value")];
    // In words where there are some, else in codes.
    let of = |concept: &str| {
        let said = ["/text", "/coding/0/display", "/coding/0/code"].iter().find_map(|part| text(&format!("/{concept}{part}")));
        said.unwrap_or_default()
    };
    let codes = ["valueCodeableConcept", "medicationCodeableConcept", "code"].map(of);
    let code = codes.into_iter().find(|said| !said.is_empty());
    let words: Vec<&str> = named.into_iter().flatten().chain(code).collect();
    Told { kind: text("/resourceType").unwrap_or_default().to_owned(), words: words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::Hand;

    #[test]
    fn only_this_computer_is_ever_asked() {
        for (url, address) in [
            ("http://127.0.0.1:3422", Some("127.0.0.1:3422")),
            ("http://127.0.0.1:3422/fhir", Some("127.0.0.1:3422")),
            ("127.0.0.1:8080", Some("127.0.0.1:8080")),
            ("localhost:8080", Some("127.0.0.1:8080")),
            ("http://[::1]:8080/", Some("[::1]:8080")),
            ("http://192.168.1.4:8080", None),
            ("https://127.0.0.1:8080", None),
            ("http://dmp.example", None),
            ("http://localhost.example:80", None),
            ("", None),
            ("rien", None),
        ] {
            assert_eq!(Hand::at(url).map(|hand| hand.0.to_string()).as_deref(), address, "{url}");
        }
    }
}
