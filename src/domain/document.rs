//! A document of the record, as a list shows it, and the record it belongs to.

use super::{Category, Clean, Date, DocumentId, Ins, Party, PatientId};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;

/// What a list needs to know of a document; its bytes come later.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub id: DocumentId,
    pub title: Clean,
    pub kind: Kind,
    pub category: Category,
    /// When it was written (`DocumentReference.date`, else the attachment's).
    pub date: Option<Date>,
    /// When it reached the record (`meta.lastUpdated`).
    pub deposited: Option<Timestamp>,
    pub author: Author,
    pub states: States,
    /// Every form in which the server has it; the first is the one shown. Never empty.
    pub contents: Vec<Content>,
    /// The identifier of the document this one replaces.
    pub replaces: Option<Clean>,
    pub version: Option<Clean>,
}

impl Document {
    /// A file that no record describes: all that is known is its name, its format and its size.
    pub fn of_file(id: DocumentId, title: Clean, format: Format, media_type: Clean, size: Option<u64>) -> Self {
        Self {
            id,
            title,
            kind: Kind::default(),
            category: Category::Other,
            date: None,
            deposited: None,
            author: Author::default(),
            states: States::default(),
            contents: vec![Content { url: "".into(), format, media_type, size, sha1: None }],
            replaces: None,
            version: None,
        }
    }
}

/// The type of a document: a code, and what the server calls it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kind {
    pub code: Clean,
    pub class: Clean,
    pub said: Option<Clean>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    pub name: Option<Clean>,
    /// A TRE_G15 code ("10", physician), when known.
    pub profession: Option<Clean>,
    /// A TRE_R38 code ("SM54", general practice), when known.
    pub speciality: Option<Clean>,
    /// What the server calls the profession or speciality.
    pub said: Option<Clean>,
    pub organisation: Option<Clean>,
    /// The patient wrote it.
    pub patient: bool,
}

/// States the person is told of (EX_3.1-1080).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct States {
    /// Hidden from professionals.
    pub masked: bool,
    pub archived: bool,
    /// An old version: another document replaces it.
    pub superseded: bool,
    /// Hidden from the legal representatives.
    pub hidden_from_representatives: bool,
    /// Deposited by the patient.
    pub mine: bool,
    pub preliminary: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// As the server gave it: absolute or relative, checked against the origin when fetched.
    pub url: Arc<str>,
    pub format: Format,
    /// The MIME type as declared.
    pub media_type: Clean,
    /// Bytes, when announced.
    pub size: Option<u64>,
    /// SHA-1 of the bytes, when announced.
    pub sha1: Option<[u8; 20]>,
}

/// How a document's bytes are to be read. Guessed from the declared type and then from the bytes themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    Cda,
    Pdf,
    /// In JSON.
    FhirDocument,
    FhirXml,
    Rtf,
    Text,
    Jpeg,
    Png,
    Tiff,
    Zip,
    Other,
}

impl Format {
    /// From a MIME type, parameters ignored.
    pub fn of_media_type(declared: &str) -> Self {
        let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "text/xml" | "application/xml" | "application/cda+xml" | "application/hl7-cda+xml" => Self::Cda,
            "application/pdf" => Self::Pdf,
            "application/fhir+json" | "application/json" => Self::FhirDocument,
            "application/fhir+xml" => Self::FhirXml,
            "text/rtf" | "application/rtf" => Self::Rtf,
            "text/plain" => Self::Text,
            "image/jpeg" | "image/jpg" => Self::Jpeg,
            "image/png" => Self::Png,
            "image/tiff" | "image/tif" => Self::Tiff,
            "application/zip" | "application/x-zip-compressed" => Self::Zip,
            _ => Self::Other,
        }
    }

    /// From the ending of a file's name. The bytes have the last word when the file is read.
    pub fn of_file_name(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "xml" | "cda" => Self::Cda,
            "pdf" => Self::Pdf,
            "json" => Self::FhirDocument,
            "rtf" => Self::Rtf,
            "txt" | "text" => Self::Text,
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "tif" | "tiff" => Self::Tiff,
            "zip" => Self::Zip,
            _ => Self::Other,
        }
    }

    /// The usual MIME type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Cda => "text/xml",
            Self::Pdf => "application/pdf",
            Self::FhirDocument => "application/fhir+json",
            Self::FhirXml => "application/fhir+xml",
            Self::Rtf => "application/rtf",
            Self::Text => "text/plain",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Zip => "application/zip",
            Self::Other => "application/octet-stream",
        }
    }

    /// The ending a saved copy gets, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Cda | Self::FhirXml => "xml",
            Self::Pdf => "pdf",
            Self::FhirDocument => "json",
            Self::Rtf => "rtf",
            Self::Text => "txt",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tif",
            Self::Zip => "zip",
            Self::Other => "bin",
        }
    }
}

/// The record's holder, as the server describes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    pub id: PatientId,
    pub name: Clean,
    pub family: Clean,
    pub given: Clean,
    pub born: Option<Date>,
    pub ins: Option<Ins>,
    /// The DMP is open (`Patient.active`).
    pub open: bool,
    pub closed_on: Option<Date>,
    /// Declared to the Assurance Maladie, which alone changes it (D32).
    pub treating_doctor: Option<Party>,
}

/// One page of a search (a `Bundle` of type `searchset`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listing {
    pub documents: Vec<Arc<Document>>,
    /// How many there are in all, when the server says.
    pub total: Option<u64>,
    /// Where the next page is: opaque, on the same origin.
    pub next: Option<Arc<str>>,
    /// Identifiers of entries that could not be understood: shown and counted, never hiding the others.
    pub unreadable: Vec<Clean>,
}

/// The bytes of a document, once fetched.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    pub bytes: Arc<[u8]>,
    pub media_type: Clean,
    pub faithful: Faithful,
}

/// Whether the bytes are those announced by the list (SHA-1 and size).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faithful {
    Yes,
    /// Another fingerprint or size: said before the content, which stays readable on request.
    No,
    /// Nothing was announced to compare with.
    NotAnnounced,
}
