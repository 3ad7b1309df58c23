//! The search parameters of `DocumentReference`, and where each is found. `/metadata` says exactly this table.

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A logical id.
    Id,
    /// The record's owner, by reference.
    Patient,
    /// The record's owner, by INS.
    PatientIdentifier,
    /// A code without variants of system: the column, and the only system it may have.
    Code(&'static str, &'static str),
    /// Lines `system|code` of a column.
    Token(&'static str),
    /// True or false.
    Flag(&'static str),
    /// An interval: expressions of its start and of its (excluded) end.
    Date(&'static str, &'static str),
    /// Folded text.
    Text(&'static str),
    /// Lines of a column, by reference or by identifier.
    Related(&'static str),
}

impl Kind {
    /// FHIR's `search-param-type`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id | Self::PatientIdentifier | Self::Code(..) | Self::Token(_) | Self::Flag(_) => "token",
            Self::Patient | Self::Related(_) => "reference",
            Self::Date(..) => "date",
            Self::Text(_) => "string",
        }
    }
}

const STATUS: &str = "http://hl7.org/fhir/document-reference-status";

pub const ALL: [(&str, Kind); 20] = [
    ("_id", Kind::Id),
    ("identifier", Kind::Token("identifiers")),
    ("patient", Kind::Patient),
    ("patient.identifier", Kind::PatientIdentifier),
    ("status", Kind::Code("status", STATUS)),
    ("category", Kind::Token("categories")),
    ("type", Kind::Token("types")),
    ("date", Kind::Date("date", "date + 1")),
    ("creation", Kind::Date("creation", "creation + 1")),
    ("period", Kind::Date("period_start", "period_end")),
    ("facility", Kind::Token("facilities")),
    ("setting", Kind::Token("settings")),
    ("format", Kind::Token("formats")),
    ("security-label", Kind::Token("labels")),
    ("event", Kind::Token("events")),
    ("author.given", Kind::Text("author_given")),
    ("author.family", Kind::Text("author_family")),
    ("related", Kind::Related("related")),
    ("isArchived", Kind::Flag("archived")),
    ("_lastUpdated", Kind::Date("updated", "updated + 1")),
];

/// What `_sort` takes, and the column.
pub const SORTS: [(&str, &str); 10] = [
    ("date", "date"),
    ("_lastUpdated", "updated"),
    ("type", "type"),
    ("category", "category"),
    ("creation", "creation"),
    ("period", "period_start"),
    ("status", "status"),
    ("author.family", "author_family"),
    ("author.given", "author_given"),
    ("_id", "document_id"),
];

/// Parameters of the answer rather than of the search.
pub const RESULT: [&str; 4] = ["_sort", "_count", "_total", "_format"];
