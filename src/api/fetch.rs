//! The bytes of a document, whatever the form of its address: absolute, relative, `Binary` raw or in JSON, document
//! `Bundle`, or data carried by the reference itself. Compared with what the list announced, and never cut short.

use super::connection::Call;
use super::patience::Tries;
use super::{Api, answer, fhir};
use crate::domain::{Clean, Content, Faithful, Fetched, Format, Problem};
use crate::wire::fhir as wire;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha1::{Digest, Sha1};
use std::borrow::Cow;
use url::Url;

/// Padding or not: both are met.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));
/// What JSON adds around the data of a `Binary`, at most.
const AROUND: usize = 64 * 1024;

/// A body and the type it is said to be of.
struct Body {
    bytes: Vec<u8>,
    essence: Option<String>,
}

impl Api {
    /// `progress` hears the bytes read and the size announced; it goes back to 0 when the reading starts again.
    pub async fn fetch(&self, content: &Content, mut progress: impl FnMut(u64, Option<u64>) + Send) -> Result<Fetched, Problem> {
        let limit = self.inner.connection.limits.document;
        if content.size.is_some_and(|size| size > limit as u64) {
            return Err(Problem::TooLarge { limit: limit as u64 });
        }
        if let Some(data) = content.url.strip_prefix("data:") {
            let (_, data) = data.split_once(";base64,").ok_or(Problem::Garbled)?;
            return Ok(fetched(content, decode(data, limit)?, None));
        }
        // "urn:oid:…" names a document without saying where it is.
        if Url::parse(&content.url).is_ok_and(|url| !matches!(url.scheme(), "http" | "https")) {
            return Err(Problem::NotFound);
        }
        let url = self.inner.connection.address.same_origin(&content.url)?;
        let mut call = Call::get(url, &accept(content));
        let mut tries = Tries::new(&self.inner.connection.limits, &self.inner.waits);
        loop {
            match self.body_once(&mut call, content, &mut progress).await {
                Ok(body) => return document_in(content, body, limit),
                Err(problem) => tries.again(problem).await?,
            }
        }
    }

    async fn body_once(
        &self,
        call: &mut Call,
        content: &Content,
        progress: &mut (impl FnMut(u64, Option<u64>) + Send),
    ) -> Result<Body, Problem> {
        let connection = &self.inner.connection;
        let mut opened = self.open(call).await?;
        opened.success(self.closed())?;
        // A Binary in JSON is a third longer than what it holds.
        let limit = connection.limits.document;
        let wrapped = said_json(opened.essence.as_deref());
        let room = if wrapped { limit.saturating_add(limit / 3).saturating_add(AROUND) } else { limit };
        // What is announced is the size of the document, not of what it may be wrapped in.
        let bare = !wrapped || content.format == Format::FhirDocument;
        let total = if bare { content.size.or(opened.length) } else { opened.length };
        progress(0, total);
        let bytes = connection.rest(&mut opened, room, |read| progress(read, total.filter(|total| read <= *total))).await;
        let too_large = matches!(bytes, Err(Problem::TooLarge { .. }));
        let bytes = if too_large { Err(Problem::TooLarge { limit: limit as u64 }) } else { bytes }?;
        Ok(Body { bytes, essence: opened.essence })
    }
}

/// The native type first; a server may answer with a `Binary` in JSON all the same.
fn accept(content: &Content) -> String {
    let essence = content.media_type.split(';').next().unwrap_or_default().trim();
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '-' | '.');
    match content.format {
        Format::FhirDocument => wire::JSON.to_owned(),
        _ if essence.contains('/') && essence.chars().all(token) => format!("{essence}, {};q=0.5", wire::JSON),
        Format::Cda
        | Format::FhirXml
        | Format::Pdf
        | Format::Rtf
        | Format::Text
        | Format::Jpeg
        | Format::Png
        | Format::Tiff
        | Format::Zip
        | Format::Other => format!("*/*, {};q=0.5", wire::JSON),
    }
}

/// The document out of what was sent.
fn document_in(content: &Content, body: Body, limit: usize) -> Result<Fetched, Problem> {
    let json = said_json(body.essence.as_deref());
    if json && let Some((declared, data)) = fhir::binary(&body.bytes) {
        return Ok(fetched(content, decode(&data, limit)?, declared.as_deref()));
    }
    if body.bytes.len() > limit {
        return Err(Problem::TooLarge { limit: limit as u64 });
    }
    let Body { bytes, essence } = body;
    let refusal = json && fhir::is(&bytes, "OperationOutcome");
    let found = fetched(content, bytes, essence.as_deref());
    // A page of a portal, or JSON that is neither the document nor its envelope, is not the document, unless it is
    // exactly what was announced.
    let html = matches!(essence.as_deref(), Some("text/html" | "application/xhtml+xml")) && !declared_html(content);
    let foreign = html || refusal || (json && content.format != Format::FhirDocument && content.format != Format::Other);
    if foreign && found.faithful != Faithful::Yes { Err(Problem::Garbled) } else { Ok(found) }
}

fn said_json(essence: Option<&str>) -> bool {
    essence.is_some() && answer::is_json(essence)
}

fn declared_html(content: &Content) -> bool {
    content.media_type.contains("html")
}

fn decode(data: &str, limit: usize) -> Result<Vec<u8>, Problem> {
    let compact: Cow<'_, [u8]> = if data.bytes().any(|byte| byte.is_ascii_whitespace()) {
        data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect()
    } else {
        data.as_bytes().into()
    };
    let bytes = BASE64.decode(compact).map_err(|_| Problem::Garbled)?;
    if bytes.len() > limit { Err(Problem::TooLarge { limit: limit as u64 }) } else { Ok(bytes) }
}

/// `said`: the type that came with the bytes, for a list that declares none.
fn fetched(content: &Content, bytes: Vec<u8>, said: Option<&str>) -> Fetched {
    let declared = !content.media_type.is_empty() && &*content.media_type != "application/octet-stream";
    let media_type = if declared { content.media_type.clone() } else { said.map_or_else(Clean::empty, Clean::line) };
    Fetched { faithful: faithful(content, &bytes), bytes: bytes.into(), media_type }
}

/// A size alone proves that a document changed, never that it did not.
fn faithful(content: &Content, bytes: &[u8]) -> Faithful {
    let size = content.size.map(|size| size == bytes.len() as u64);
    let fingerprint = content.sha1.map(|announced| announced.as_slice() == Sha1::digest(bytes).as_slice());
    match (size, fingerprint) {
        (Some(false), _) | (_, Some(false)) => Faithful::No,
        (_, Some(true)) => Faithful::Yes,
        (_, None) => Faithful::NotAnnounced,
    }
}
