//! One exchange with the server: sent once, never redirected, read up to a limit. Errors carry neither address nor words of the server.

use super::address::Address;
use super::limits::Limits;
use super::proxy::Through;
use super::upload::Upload;
use super::{fault, patience, random, tls};
use crate::domain::{Problem, Secret};
use crate::wire;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderMap, HeaderName,
    HeaderValue, IF_MATCH, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use reqwest::{Client, RequestBuilder, Response};
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;
use zeroize::Zeroizing;

pub(super) struct Connection {
    pub address: Address,
    pub limits: Limits,
    tls: rustls::ClientConfig,
    through: Option<Through>,
    /// Replaced when an answer proves not to be ours, which closes every connection that was kept (F15).
    client: Mutex<Client>,
    /// The server has been seen to echo request ids: until then one that differs is only its own (D18).
    echoes: AtomicBool,
}

/// What is sent. A secret in it is erased when it is dropped; the copies that HTTP and TLS make are not (S36).
pub(super) struct Call {
    pub url: Url,
    pub accept: String,
    pub body: Body,
    pub bearer: Option<Arc<Secret>>,
    /// Nobody asked for it: it does not keep the session open (D21).
    pub background: bool,
}

pub(super) enum Body {
    /// A `GET`.
    None,
    /// A `DELETE`, which carries nothing.
    Delete,
    /// A `DELETE` of a resource.
    Remove(Condition),
    Form(Zeroizing<String>),
    Json(Zeroizing<String>),
    /// A resource, in a `POST`.
    Create {
        text: Zeroizing<String>,
        condition: Condition,
    },
    /// A JSON Patch.
    Patch {
        text: Zeroizing<String>,
        condition: Condition,
    },
    /// JSON that is no resource, in a `PUT`.
    Put(Zeroizing<String>),
    /// A resource with a file in it, in a `POST`.
    Upload(Upload),
    /// A whole resource, in a `PUT`.
    Update {
        text: Zeroizing<String>,
        condition: Condition,
    },
    /// A `GET` of events, on a connection that nothing else uses (D19); the id of the last one that was read.
    Listen(Option<String>),
}

/// On what condition a resource is changed (FHIR R4 §3.1.0.5, §3.1.0.8.1).
#[derive(Clone)]
pub(super) enum Condition {
    /// `If-None-Exist`: the search that finds the first one.
    NoneExist(String),
    /// `If-Match`: the version that was seen.
    Match(String),
}

impl Condition {
    fn header(&self) -> (HeaderName, &str) {
        match self {
            Self::NoneExist(search) => (HeaderName::from_static("if-none-exist"), search),
            Self::Match(version) => (IF_MATCH, version),
        }
    }
}

/// What came back, whole.
pub(super) struct Answer {
    pub status: u16,
    /// The media type without its parameters, in lower case.
    pub essence: Option<String>,
    /// Seconds.
    pub retry_after: Option<u64>,
    /// May hold tokens: erased when dropped.
    pub body: Zeroizing<Vec<u8>>,
}

/// An answer whose body is still to come.
pub(super) struct Opened {
    pub status: u16,
    /// A `401` that wants a fresh proof of who asks, and not another token (RFC 9470).
    pub wants_proof: bool,
    pub essence: Option<String>,
    pub retry_after: Option<u64>,
    pub length: Option<u64>,
    /// Where what was created is.
    pub location: Option<String>,
    response: Response,
}

impl Call {
    pub fn get(url: Url, accept: &str) -> Self {
        Self { url, accept: accept.to_owned(), body: Body::None, bearer: None, background: false }
    }

    pub fn post(url: Url, body: Body) -> Self {
        Self { url, accept: "application/json".into(), body, bearer: None, background: false }
    }
}

impl Body {
    pub fn form(pairs: &[(&str, &str)]) -> Self {
        let text = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self::Form(Zeroizing::new(text))
    }

    /// Whether the server may have the whole of it.
    pub fn has_left(&self) -> bool {
        match self {
            Self::Upload(upload) => upload.has_left(),
            Self::None
            | Self::Delete
            | Self::Remove(_)
            | Self::Form(_)
            | Self::Json(_)
            | Self::Create { .. }
            | Self::Patch { .. }
            | Self::Put(_)
            | Self::Update { .. }
            | Self::Listen(_) => true,
        }
    }
}

impl Connection {
    pub fn new(address: Address, limits: Limits, extra_roots: Option<&[u8]>, through: Option<Through>) -> Result<Self, Problem> {
        let tls = if address.secure() { tls::config(extra_roots)? } else { tls::none()? };
        let client = Mutex::new(client(&address, &limits, &tls, through.as_ref())?);
        Ok(Self { address, limits, tls, through, client, echoes: AtomicBool::new(false) })
    }

    pub fn proxy(&self) -> Option<&Through> {
        self.through.as_ref()
    }

    /// A whole exchange of JSON, within the time and size given to it (D19).
    pub async fn exchange(&self, call: &Call) -> Result<Answer, Problem> {
        self.exchange_within(call, self.limits.answer).await
    }

    pub async fn exchange_within(&self, call: &Call, time: Duration) -> Result<Answer, Problem> {
        within(time, async { self.finish(self.send(call).await?).await }).await
    }

    /// The rest of some JSON.
    pub async fn finish(&self, mut opened: Opened) -> Result<Answer, Problem> {
        let mut body = Zeroizing::new(Vec::new());
        while let Some(piece) = opened.piece().await? {
            grow(&mut body, &piece, self.limits.page)?;
        }
        let Opened { status, essence, retry_after, .. } = opened;
        Ok(Answer { status, essence, retry_after, body })
    }

    /// Sends, and comes back with the head of the answer.
    pub async fn open(&self, call: &Call) -> Result<Opened, Problem> {
        if let Body::Upload(upload) = &call.body {
            return upload.watched(&self.limits, self.send(call)).await;
        }
        within(self.limits.answer, self.send(call)).await
    }

    /// The rest of a document: no limit in all, but one of slowness (D19). `progress` hears the bytes read so far.
    pub async fn rest(&self, opened: &mut Opened, limit: usize, mut progress: impl FnMut(u64)) -> Result<Vec<u8>, Problem> {
        if opened.length.is_some_and(|length| length > limit as u64) {
            return Err(Problem::TooLarge { limit: limit as u64 });
        }
        let mut body = Vec::new();
        let mut window = Window { ends: Instant::now() + self.limits.slow_window, bytes: 0 };
        loop {
            match timeout_at(window.ends, opened.piece()).await {
                Ok(piece) => {
                    let Some(piece) = piece? else { return Ok(body) };
                    window.bytes = window.bytes.saturating_add(piece.len());
                    grow(&mut body, &piece, limit)?;
                    progress(body.len() as u64);
                }
                Err(_) if window.bytes < self.limits.slow_bytes => return Err(Problem::TimedOut),
                Err(_) => window = Window { ends: Instant::now() + self.limits.slow_window, bytes: 0 },
            }
        }
    }

    async fn send(&self, call: &Call) -> Result<Opened, Problem> {
        let client = if matches!(call.body, Body::Listen(_)) {
            client(&self.address, &self.limits, &self.tls, self.through.as_ref())?
        } else {
            self.client.lock().unwrap_or_else(PoisonError::into_inner).clone()
        };
        let id = random::request_id()?;
        let request = match &call.body {
            Body::None => client.get(call.url.clone()),
            Body::Delete => client.delete(call.url.clone()),
            Body::Remove(condition) => {
                let (name, value) = condition.header();
                client.delete(call.url.clone()).header(name, value)
            }
            Body::Form(text) => {
                client.post(call.url.clone()).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(text.to_string())
            }
            Body::Json(text) => client.post(call.url.clone()).header(CONTENT_TYPE, "application/json").body(text.to_string()),
            Body::Put(text) => client.put(call.url.clone()).header(CONTENT_TYPE, "application/json").body(text.to_string()),
            Body::Create { text, condition } => sent(client.post(call.url.clone()), wire::fhir::JSON, text, condition),
            Body::Update { text, condition } => sent(client.put(call.url.clone()), wire::fhir::JSON, text, condition),
            Body::Upload(upload) => {
                let (name, value) = upload.condition.header();
                let request = client.post(call.url.clone()).header(CONTENT_TYPE, wire::fhir::JSON).header(name, value);
                request.header(CONTENT_LENGTH, upload.length()).body(reqwest::Body::wrap_stream(upload.body()))
            }
            Body::Patch { text, condition } => sent(client.patch(call.url.clone()), wire::fhir::JSON_PATCH, text, condition),
            // Not compressed: what waits in a compressor is late.
            Body::Listen(last) => {
                let request = client.get(call.url.clone()).header(ACCEPT_ENCODING, "identity");
                last.iter().fold(request, |request, last| request.header(wire::events::LAST_EVENT_ID, last))
            }
        };
        let response = request.headers(call.headers(&id)?).send().await.map_err(|error| fault::of(&error))?;
        self.check_echo(&response, &id)?;
        if response.status().is_redirection() {
            return Err(Problem::Redirected);
        }
        // What reqwest has inflated has lost this header; what is left cannot be read.
        let success = response.status().is_success();
        if success && text(response.headers(), &CONTENT_ENCODING).is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
            return Err(Problem::Garbled);
        }
        Ok(Opened::new(response))
    }

    /// An answer to another request, left over on a kept connection, is no answer.
    fn check_echo(&self, response: &Response, id: &str) -> Result<(), Problem> {
        match text(response.headers(), &HeaderName::from_static(wire::REQUEST_ID)) {
            Some(echoed) if echoed == id => self.echoes.store(true, Ordering::Relaxed),
            Some(_) if self.echoes.load(Ordering::Relaxed) => {
                self.forget_connections();
                return Err(Problem::Cut);
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    fn forget_connections(&self) {
        if let Ok(new) = client(&self.address, &self.limits, &self.tls, self.through.as_ref()) {
            *self.client.lock().unwrap_or_else(PoisonError::into_inner) = new;
        }
    }
}

/// A resource, on its condition.
fn sent(request: RequestBuilder, kind: &str, text: &Zeroizing<String>, condition: &Condition) -> RequestBuilder {
    let (name, value) = condition.header();
    request.header(CONTENT_TYPE, kind).header(name, value).body(text.to_string())
}

struct Window {
    ends: Instant,
    bytes: usize,
}

impl Call {
    fn headers(&self, id: &str) -> Result<HeaderMap, Problem> {
        let value = |text: &str| HeaderValue::from_str(text).map_err(|_| Problem::Garbled);
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, value(&self.accept)?);
        headers.insert(HeaderName::from_static(wire::REQUEST_ID), value(id)?);
        if let Some(bearer) = &self.bearer {
            let mut token = value(&Zeroizing::new(format!("Bearer {}", bearer.reveal())))?;
            token.set_sensitive(true);
            headers.insert(AUTHORIZATION, token);
        }
        if self.background {
            headers.insert(HeaderName::from_static(wire::ACTIVITY), HeaderValue::from_static(wire::BACKGROUND));
        }
        Ok(headers)
    }
}

impl Opened {
    fn new(response: Response) -> Self {
        let headers = response.headers();
        let essence = text(headers, &CONTENT_TYPE)
            .map(|declared| declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let retry_after = text(headers, &RETRY_AFTER).and_then(|value| patience::retry_after(value, text(headers, &DATE)));
        let (status, length) = (response.status().as_u16(), response.content_length());
        let wants_proof = text(headers, &WWW_AUTHENTICATE).is_some_and(|asked| asked.contains(wire::oauth::error::STEP_UP));
        let location = text(headers, &LOCATION).map(str::to_owned);
        Self { status, wants_proof, essence, retry_after, length, location, response }
    }

    /// The bytes that have come; nothing at the end.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let piece = self.response.chunk().await.map_err(|error| fault::of(&error))?;
        Ok(piece.map(Vec::from))
    }
}

fn client(address: &Address, limits: &Limits, tls: &rustls::ClientConfig, through: Option<&Through>) -> Result<Client, Problem> {
    let mut names = vec![address.name().to_owned()];
    // The environment is read by `proxy`, so that what is used is what is shown.
    let mut builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .https_only(address.secure())
        .http1_only()
        .tls_backend_preconfigured(tls.clone())
        .gzip(true)
        .connect_timeout(limits.connect)
        .pool_idle_timeout(Duration::from_secs(20))
        .user_agent(concat!("dmp/", env!("CARGO_PKG_VERSION")));
    if let Some(through) = through {
        names.push(through.name.clone());
        builder = builder.proxy(through.proxy.clone());
    }
    let built = builder.dns_resolver(Arc::new(super::names::Names::only(names))).build();
    built.map_err(|error| fault::of(&error))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn grow(body: &mut Vec<u8>, piece: &[u8], limit: usize) -> Result<(), Problem> {
    if body.len().saturating_add(piece.len()) > limit {
        return Err(Problem::TooLarge { limit: limit as u64 });
    }
    body.extend_from_slice(piece);
    Ok(())
}

pub(super) async fn within<T>(time: Duration, work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    timeout(time, work).await.unwrap_or(Err(Problem::TimedOut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use hyper::http;

    /// A document that comes by pieces of this size, one every second.
    async fn document(pieces: usize, size: usize) -> Result<usize, Problem> {
        let address = Address::new("http://127.0.0.1/fhir")?;
        let connection = Connection::new(address, Limits::default(), None, None)?;
        let body = stream::unfold(0, move |sent| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            (sent < pieces).then(|| (Ok::<_, std::io::Error>(vec![b'x'; size]), sent + 1))
        });
        let response = http::Response::new(reqwest::Body::wrap_stream(body));
        let mut opened = Opened::new(Response::from(response));
        connection.rest(&mut opened, 1 << 20, |_| {}).await.map(|body| body.len())
    }

    #[tokio::test(start_paused = true)]
    async fn f11_a_slow_document_is_read_to_its_end_and_a_trickle_given_up() {
        assert_eq!(document(300, 1100).await, Ok(330_000), "five minutes, at a little more than 1 KB a second");
        assert_eq!(document(300, 900).await, Err(Problem::TimedOut));
        assert_eq!(document(20, 1).await, Ok(20), "done before anything can be said of its pace");
    }
}
