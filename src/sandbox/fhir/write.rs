//! The strict writer of the resources served: PDSm comprehensive DocumentReference and FR Core Patient. Only what the
//! profiles ask for, in their order; nothing of this is read back.

pub use super::elements::Coding;
use super::elements::{
    Archived, Attachment, Contained, Content, Context, DocumentReference, Identifier, Meta, Name, Named, Period, Reference,
    RelatesTo, Role, SourcePatient, concept,
};
use crate::wire::fhir::system::{CONFIDENTIALITY, IDNPS, INS, PROFESSION, SPECIALITY, URI, VISIBILITY};
use crate::wire::fhir::visibility::NORMAL;
use crate::wire::fhir::{extension, profile};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whose document it is, as its header says.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub patient: &'a str,
    pub ins: &'a str,
    pub family: &'a str,
    pub given: &'a str,
    /// `male` or `female`.
    pub gender: &'a str,
    /// `YYYY-MM-DD`.
    pub birth: &'a str,
}

#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    pub name: &'a str,
    pub rpps: Option<&'a str>,
    pub profession: Option<(&'a str, Option<&'a str>)>,
    pub speciality: Option<(&'a str, Option<&'a str>)>,
    pub organisation: Option<&'a str>,
    /// The person themself.
    pub patient: bool,
}

/// All of one document but its bytes. Instants are RFC 3339.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    pub id: &'a str,
    /// Written in `meta`.
    pub version: u32,
    pub updated: &'a str,
    pub source: Source<'a>,
    /// The master identifier: `urn:oid:…` or `urn:uuid:…`.
    pub unique: &'a str,
    /// Other identifiers, besides the one made of `id`.
    pub identifiers: &'a [&'a str],
    pub status: &'a str,
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub kind: Coding<'a>,
    pub class: Coding<'a>,
    pub format: Coding<'a>,
    pub date: &'a str,
    pub start: &'a str,
    pub end: Option<&'a str>,
    pub author: Author<'a>,
    pub facility: Coding<'a>,
    pub setting: Coding<'a>,
    /// Besides `N`, which is always there.
    pub labels: &'a [&'a str],
    pub archived: bool,
    pub replaces: Option<&'a str>,
    /// References to what it is about.
    pub related: &'a [&'a str],
    pub language: &'a str,
    pub media_type: &'a str,
    /// Under the base.
    pub url: &'a str,
    /// The base is written before it.
    pub absolute: bool,
    pub size: usize,
    pub hash: &'a str,
}

impl<'a> Sheet<'a> {
    /// Its identifiers but the master one; `logical`: the one made of its id.
    pub fn named(&self, logical: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::once(logical).chain(self.identifiers.iter().copied())
    }
}

/// Stands for the server's base while a resource that nobody asked for is written anew.
pub const ANY_BASE: &str = "http://base.invalid/fhir";

/// Stands where the base goes, for the time of finding it.
const MARK: &str = "\u{fdd0}";

/// The resource, and the byte at which the server's base is to be inserted.
pub fn document(sheet: &Sheet<'_>) -> Result<(String, Option<u32>), serde_json::Error> {
    let reference = format!("Patient/{}", sheet.source.patient);
    let idnps = sheet.author.rpps.map(|rpps| format!("8{rpps}"));
    let version = sheet.version.to_string();
    let replaced = sheet.replaces.map(|id| format!("DocumentReference/{id}"));
    let logical = format!("urn:uuid:{}", uuid(sheet.id));
    let url = if sheet.absolute { format!("{MARK}{}", sheet.url) } else { sheet.url.to_owned() };
    let who = if sheet.author.patient { "#src-patient" } else { "#auteur" };
    let mut labels = vec![concept(Coding::new(CONFIDENTIALITY, NORMAL, Some("normal")))];
    labels.extend(sheet.labels.iter().map(|label| concept(Coding::new(VISIBILITY, label, None))));
    let mut contained = Vec::new();
    if !sheet.author.patient {
        contained.push(Contained::Role(role(&sheet.author, idnps.as_deref())));
    }
    contained.push(Contained::Patient(source(&sheet.source)));
    let resource = DocumentReference {
        resource_type: "DocumentReference",
        id: sheet.id,
        meta: Meta { version_id: &version, last_updated: sheet.updated, profile: [profile::DOCUMENT] },
        contained,
        extension: [Archived { url: extension::ARCHIVED, value_boolean: sheet.archived }],
        master_identifier: Identifier { system: URI, value: sheet.unique },
        identifier: sheet.named(&logical).map(|value| Identifier { system: URI, value }).collect(),
        status: sheet.status,
        doc_status: "final",
        r#type: concept(sheet.kind),
        category: [concept(sheet.class)],
        subject: Reference { reference: &reference },
        date: sheet.date,
        author: [Reference { reference: who }],
        authenticator: Reference { reference: who },
        custodian: Named { identifier: None, display: sheet.author.organisation.unwrap_or("DMP") },
        relates_to: replaced.iter().map(|id| RelatesTo { code: "replaces", target: Reference { reference: id } }).collect(),
        description: sheet.description,
        security_label: labels,
        content: [Content {
            attachment: Attachment {
                content_type: sheet.media_type,
                language: sheet.language,
                url: &url,
                size: sheet.size,
                hash: sheet.hash,
                title: sheet.title,
                creation: sheet.date,
            },
            format: sheet.format,
        }],
        context: Context {
            period: Period { start: sheet.start, end: sheet.end },
            facility_type: concept(sheet.facility),
            practice_setting: concept(sheet.setting),
            source_patient_info: Reference { reference: "#src-patient" },
            related: sheet.related.iter().map(|reference| Reference { reference }).collect(),
        },
    };
    Ok(unmarked(serde_json::to_string(&resource)?, sheet.absolute))
}

fn unmarked(text: String, absolute: bool) -> (String, Option<u32>) {
    match text.find(MARK) {
        Some(at) if absolute => (text.replacen(MARK, "", 1), u32::try_from(at).ok()),
        Some(_) | None => (text, None),
    }
}

/// The reverse of [`with_base`]: a resource that was served, as it is kept.
pub fn without_base(mut resource: Value, absolute: bool, base: &str) -> Result<(String, Option<u32>), serde_json::Error> {
    if let (Some(Value::String(url)), true) = (resource.pointer_mut("/content/0/attachment/url"), absolute) {
        *url = format!("{MARK}{}", url.trim_start_matches(base).trim_start_matches('/'));
    }
    Ok(unmarked(serde_json::to_string(&resource)?, absolute))
}

fn role<'a>(author: &Author<'a>, idnps: Option<&'a str>) -> Role<'a> {
    let code = author.profession.iter().map(|(code, display)| concept(Coding::new(PROFESSION, code, *display))).collect();
    let specialty = author.speciality.iter().map(|(code, display)| concept(Coding::new(SPECIALITY, code, *display))).collect();
    Role {
        resource_type: "PractitionerRole",
        id: "auteur",
        practitioner: Named { identifier: idnps.map(|value| Identifier { system: IDNPS, value }), display: author.name },
        organization: author.organisation.map(|display| Named { identifier: None, display }),
        code,
        specialty,
    }
}

fn source<'a>(source: &Source<'a>) -> SourcePatient<'a> {
    SourcePatient {
        resource_type: "Patient",
        id: "src-patient",
        identifier: [Identifier { system: INS, value: source.ins }],
        name: [Name { family: source.family, given: [source.given] }],
        gender: source.gender,
        birth_date: source.birth,
    }
}

/// 32 hexadecimal digits with dashes.
pub fn uuid(id: &str) -> String {
    let lengths = [8, 4, 4, 4, 12];
    let mut rest = id;
    let parts = lengths.map(|length| {
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        part
    });
    parts.join("-")
}

/// Writes a resource as it is served: with the base where it goes.
pub fn with_base(out: &mut String, resource: &str, at: Option<u32>, base: &str) {
    match at.and_then(|at| resource.split_at_checked(usize::try_from(at).ok()?)) {
        Some((before, after)) => {
            for part in [before, base, "/", after] {
                out.push_str(part);
            }
        }
        None => out.push_str(resource),
    }
}

/// Small letters without accents: how names are compared.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}
