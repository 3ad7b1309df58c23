//! A document as a person sends it: each element fits, it is about themself and by themself, and what it holds is what is said.

use super::elements::DEPOSIT;
use super::format::Format;
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::{DAY, Millis};
use crate::sandbox::fhir::{dates, shape};
use crate::sandbox::http::{Refusal, Remark};
use crate::wire::fhir::form::DIRECTIVES_TYPE;
use crate::wire::fhir::system::{INS, TYPE, URI};
use crate::wire::fhir::visibility::{MASKED, NORMAL};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};

/// Bytes of a document (API §3).
const LARGEST: usize = 5_000_000;

pub struct Asked {
    /// The master identifier, when there is one.
    pub unique: Option<String>,
    /// The others.
    pub identifiers: Vec<String>,
    pub kind: &'static Kind,
    pub title: String,
    pub description: Option<String>,
    /// When it was written.
    pub date: Option<Millis>,
    /// When what it tells of happened.
    pub period: (Option<Millis>, Option<Millis>),
    /// Whether professionals see it; none: nothing is said of that.
    pub masked: Option<bool>,
    /// The id, or the identifier, of what it takes the place of.
    pub replaces: Option<String>,
    /// `QuestionnaireResponse/…`.
    pub related: Vec<String>,
    pub media_type: String,
    pub format: Format,
    pub bytes: Vec<u8>,
}

/// What a person may deposit.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    pub code: &'static str,
    pub class: &'static str,
    pub display: &'static str,
}

const fn kind(code: &'static str, class: &'static str, display: &'static str) -> Kind {
    Kind { code, class, display }
}

/// STANDARDS §2.1, with the classes of JDV_J66.
const KINDS: [Kind; 12] = [
    kind("DOCPAT01", "11", "Synthèse déposée par le patient"),
    kind("DOCPAT02", "42", "Traitement ou document de soins déposé par le patient"),
    kind("DOCPAT03", "10", "CR déposé par le patient"),
    kind("DOCPAT04", "31", "Imagerie déposée par le patient"),
    kind("DOCPAT05", "10", "CR de biologie déposé par le patient"),
    kind("DOCPAT06", "10", "CR de prévention déposé par le patient"),
    kind("DOCPAT07", "52", "Certificat déposé par le patient"),
    kind("DOCPAT08", "11", "Profil médical Mon espace santé"),
    kind("DOCPAT09", "95", "Document administratif déposé par le patient"),
    kind("EXPPAT_1", "90", "Volontés et droits du patient"),
    kind("EXPPAT_2", "90", "Autre document du patient"),
    kind(DIRECTIVES_TYPE, "90", "Directives anticipées"),
];

impl Kind {
    pub fn is_directives(&self) -> bool {
        self.code == DIRECTIVES_TYPE
    }
}

/// Another person's record is one that does not exist.
pub fn read(bytes: &[u8], who: &Who, now: Millis) -> Result<Asked, Refusal> {
    let value: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|_| Refusal::invalid("the body is not a JSON object"))?;
    if value.get("resourceType").is_none_or(|said| said != "DocumentReference") {
        return Err(Refusal::element("resourceType", "structure", "a DocumentReference is expected"));
    }
    let whole = Value::Object(value);
    let members = whole.as_object().ok_or_else(|| Refusal::invalid("the body is not a JSON object"))?;
    if owner(&whole, who) == Some(false) {
        return Err(Refusal::not_found());
    }
    let mut remarks = shape::check("DocumentReference", members, DEPOSIT);
    if !remarks.is_empty() {
        return Err(Refusal::unfit(remarks));
    }
    let mut sender = Sender { whole: &whole, who, remarks: &mut remarks };
    sender.is_the_person();
    sender.is_named();
    let kind = sender.kind();
    let masked = sender.masked();
    let date = sender.date(now);
    let period = sender.period();
    let replaces = sender.replaces();
    let related = sender.related();
    let (media_type, format, content) = sender.content()?;
    let text = |path: &str| whole.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let identifiers = list(&whole, "/identifier").iter().filter_map(|one| one.get("value")?.as_str().map(str::to_owned));
    match (kind, format) {
        (Some(kind), Some(format)) if remarks.is_empty() => Ok(Asked {
            unique: text("/masterIdentifier/value"),
            identifiers: identifiers.collect(),
            kind,
            title: text("/content/0/attachment/title").unwrap_or_default(),
            description: text("/description"),
            date,
            period,
            masked,
            replaces,
            related,
            media_type,
            format,
            bytes: content,
        }),
        (_, _) => Err(Refusal::unfit(remarks)),
    }
}

/// Whether it is said to be about the person, by reference or by INS; none: it is not said.
fn owner(whole: &Value, who: &Who) -> Option<bool> {
    let text = |path: &str| whole.pointer(path).and_then(Value::as_str);
    if let Some(reference) = text("/subject/reference") {
        return Some(match reference.split_once("?identifier=") {
            Some((_, identifier)) => identifier == format!("{INS}|{}", who.ins),
            None => reference.rsplit_once("Patient/").map_or(reference, |(_, id)| id) == who.patient,
        });
    }
    text("/subject/identifier/value").map(|value| value == who.ins)
}

fn list<'a>(whole: &'a Value, path: &str) -> &'a [Value] {
    whole.pointer(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn codes(concept: &Value) -> impl Iterator<Item = &str> {
    list(concept, "/coding").iter().filter_map(|coding| coding.get("code")?.as_str())
}

struct Sender<'a> {
    whole: &'a Value,
    who: &'a Who,
    remarks: &'a mut Vec<Remark>,
}

impl Sender<'_> {
    fn remark(&mut self, at: &str, issue: &'static str, text: &str) {
        self.remarks.push(Remark::new(format!("DocumentReference.{at}"), issue, text));
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.whole.pointer(path).and_then(Value::as_str)
    }

    /// What is contained, the author, where it comes from.
    fn is_the_person(&mut self) {
        if self.whole.get("subject").is_some() && owner(self.whole, self.who).is_none() {
            self.remark("subject", "value", "a reference to one's own Patient is expected");
        }
        let own = format!("Patient/{}", self.who.patient);
        for (rank, one) in list(self.whole, "/contained").iter().enumerate() {
            let another = |identifier: &Value| {
                identifier.get("system").is_some_and(|system| system == INS)
                    && identifier.get("value").is_none_or(|value| *value != self.who.ins.as_str())
            };
            if list(one, "/identifier").iter().any(another) {
                self.remark(&format!("contained[{rank}].identifier"), "value", "the person's own INS is expected");
            }
        }
        let contained = |reference: &str| {
            let named = reference.strip_prefix('#');
            named
                .is_some_and(|named| list(self.whole, "/contained").iter().any(|one| one.get("id").is_some_and(|id| id == named)))
        };
        let mine = |reference: Option<&str>| reference.is_some_and(|one| contained(one) || one.ends_with(&own));
        let wrong = !mine(self.text("/author/0/reference"));
        let source = self.text("/context/sourcePatientInfo/reference");
        let wrong_source = source.is_some() && !mine(source);
        if wrong {
            self.remark("author[0]", "value", "the author is the person: a contained Patient, or their own");
        }
        if wrong_source {
            self.remark("context.sourcePatientInfo", "value", "the person themself is expected");
        }
        for setting in ["facilityType", "practiceSetting"] {
            let said = self.whole.pointer(&format!("/context/{setting}"));
            if said.is_some_and(|said| codes(said).all(|code| code != OWN_WORDS)) {
                self.remark(&format!("context.{setting}"), "value", "EXP_PATIENT is expected");
            }
        }
        for (rank, extension) in list(self.whole, "/extension").iter().enumerate() {
            if extension.get("valueBoolean").is_some_and(|archived| archived == true) {
                self.remark(&format!("extension[{rank}]"), "not-supported", "what is added is not archived yet");
            }
        }
    }

    /// By identifiers of which there are no two in the world.
    fn is_named(&mut self) {
        let wrong = |identifier: &Value| {
            let is = |member: &str, what: &dyn Fn(&str) -> bool| identifier.get(member).and_then(Value::as_str).is_some_and(what);
            !is("system", &|system| system == URI) || !is("value", &|value| value.starts_with("urn:"))
        };
        let text = "urn:uuid:... in the system urn:ietf:rfc:3986 is expected";
        if self.whole.get("masterIdentifier").is_some_and(wrong) {
            self.remark("masterIdentifier", "value", text);
        }
        for (rank, identifier) in list(self.whole, "/identifier").iter().enumerate() {
            if wrong(identifier) {
                self.remark(&format!("identifier[{rank}]"), "value", text);
            }
        }
    }

    /// When what it tells of happened: since when, until when.
    fn period(&self) -> (Option<Millis>, Option<Millis>) {
        let at = |member: &str| self.text(&format!("/context/period/{member}")).and_then(dates::instant);
        (at("start"), at("end"))
    }

    fn kind(&mut self) -> Option<&'static Kind> {
        let mut codings = list(self.whole, "/type/coding").iter();
        let coding = codings.find(|coding| coding.get("system").is_some_and(|system| system == TYPE));
        let code = coding.and_then(|coding| coding.get("code")?.as_str());
        let kind = KINDS.iter().find(|kind| Some(kind.code) == code);
        match kind {
            None => self.remark("type", "not-supported", "DOCPAT01 to DOCPAT09 or EXPPAT_1 to EXPPAT_3 of TRE_A05 is expected"),
            Some(kind) => {
                let classes = list(self.whole, "/category");
                if !classes.is_empty() && classes.iter().all(|class| codes(class).all(|code| code != kind.class)) {
                    self.remark("category", "value", "the class of the type is expected");
                }
            }
        }
        kind
    }

    fn masked(&mut self) -> Option<bool> {
        let labels: Vec<&str> = list(self.whole, "/securityLabel").iter().flat_map(codes).collect();
        if labels.is_empty() {
            return None;
        }
        let strange = labels.iter().any(|label| *label != NORMAL && *label != MASKED);
        let (normal, masked) = (labels.contains(&NORMAL), labels.contains(&MASKED));
        if strange {
            self.remark("securityLabel", "not-supported", "N, with MASQUE_PS or without");
        } else if !normal {
            self.remark("securityLabel", "required", "N is always there");
        }
        Some(masked)
    }

    fn date(&mut self, now: Millis) -> Option<Millis> {
        let (path, at) = match self.text("/content/0/attachment/creation") {
            Some(_) => ("/content/0/attachment/creation", "content[0].attachment.creation"),
            None => ("/date", "date"),
        };
        let date = dates::instant(self.text(path)?);
        // Computers are not all on time.
        if date.is_some_and(|date| date > now + DAY) {
            self.remark(at, "value", "is to come");
        }
        date
    }

    fn replaces(&mut self) -> Option<String> {
        let target = self.whole.pointer("/relatesTo/0/target")?;
        let reference = target.get("reference").and_then(Value::as_str);
        let id = reference.and_then(|reference| reference.rsplit_once("DocumentReference/")).map(|(_, id)| id);
        let named = id.or_else(|| target.pointer("/identifier/value")?.as_str());
        if named.is_none() {
            self.remark("relatesTo[0].target", "value", "a DocumentReference is expected");
        }
        named.map(str::to_owned)
    }

    fn related(&mut self) -> Vec<String> {
        let mut related = Vec::new();
        for (rank, one) in list(self.whole, "/context/related").iter().enumerate() {
            let reference = one.get("reference").and_then(Value::as_str).unwrap_or_default();
            match reference.rsplit_once("QuestionnaireResponse/") {
                Some((_, id)) => related.push(format!("QuestionnaireResponse/{id}")),
                None => {
                    self.remark(&format!("context.related[{rank}]"), "not-supported", "a QuestionnaireResponse is expected");
                }
            }
        }
        related
    }

    /// The media type as it was said, what the bytes are, and the bytes.
    fn content(&mut self) -> Result<(String, Option<Format>, Vec<u8>), Refusal> {
        let text = |member: &str| self.text(&format!("/content/0/attachment/{member}"));
        let data = text("data").unwrap_or_default();
        let said = text("contentType").unwrap_or_default().to_owned();
        // Before decoding: four characters are three bytes.
        if data.len() / 4 * 3 > LARGEST + 3 {
            return Err(too_large());
        }
        let Ok(bytes) = STANDARD.decode(data) else {
            self.remark("content[0].attachment.data", "value", "base 64 is expected");
            return Ok((said, None, Vec::new()));
        };
        if bytes.len() > LARGEST {
            return Err(too_large());
        }
        let size = self.whole.pointer("/content/0/attachment/size").and_then(Value::as_u64);
        let (wrong_size, hash) = (size.is_some_and(|size| usize::try_from(size) != Ok(bytes.len())), text("hash"));
        let wrong_hash = hash.is_some_and(|hash| hash != STANDARD.encode(Sha1::digest(&bytes)));
        if wrong_size {
            self.remark("content[0].attachment.size", "value", "is not the number of bytes of data");
        }
        if wrong_hash {
            self.remark("content[0].attachment.hash", "value", "is not the SHA-1 of data, in base 64");
        }
        let (found, named) = (Format::of(&bytes), Format::named(&said));
        if named.is_none() {
            self.remark("content[0].attachment.contentType", "not-supported", "pdf, txt, rtf, jpeg, png or tiff is expected");
        } else if found != named {
            self.remark("content[0].attachment.contentType", "value", "is not what data holds");
        }
        Ok((said, found, bytes))
    }
}

/// TRE_A00: the person's own expression.
pub const OWN_WORDS: &str = "EXP_PATIENT";

fn too_large() -> Refusal {
    let text = "a document has 5 000 000 bytes at most";
    let remarks = vec![Remark::new("DocumentReference.content[0].attachment.data", "too-long", text)];
    Refusal { remarks: remarks.into(), ..Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "too-long", text) }
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn the_kinds_are_those_of_the_table_of_types() {
        let table = include_str!("../../../assets/codes/types.tsv");
        let mut known: Vec<[&str; 3]> = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells[1].starts_with("DOCPAT") || cells[1].starts_with("EXPPAT") {
                known.push([cells[1], cells[2], cells[3]]);
            }
        }
        known.sort();
        assert_eq!(KINDS.map(|kind| [kind.code, kind.class, kind.display]).as_slice(), known);
    }
}
