//! What the program may say inside a document's reading. A closed list: `words` has a sentence for each.

use super::{Category, Clean, Date};

#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    // The names of facts in a document's header.
    Patient,
    BornOn,
    Sex,
    NationalId,
    Author,
    Profession,
    Organisation,
    WrittenOn,
    Kind,
    Category,
    Act,
    ActOn,
    Version,
    Replaces,
    Confidentiality,
    Recipient,
    Signatory,
    TreatingDoctor,
    Custodian,
    Informant,
    Contact,
    Prescriber,
    Stay,
    Address,
    Phone,
    Email,
    // Values the program words itself.
    Date(Date),
    Between(Date, Date),
    Since(Date),
    Until(Date),
    Woman,
    Man,
    /// Another value of a coded field: shown as the document says it.
    Said(Clean),
    CategoryIs(Category),
    Normal,
    Restricted,
    VeryRestricted,
    // Sentences about the document.
    Header,
    /// The header names somebody else than the person signed in.
    AnotherPatient {
        shown: Clean,
    },
    NoPatientNamed,
    NoNarrative,
    NoContent,
    FromEntries,
    EntryOther {
        count: usize,
    },
    UnknownElements {
        count: usize,
    },
    HiddenCharacters {
        count: usize,
    },
    EncodingGuessed {
        name: Clean,
    },
    SectionConfidential(Clean),
    // Names of what structured entries say.
    Test,
    Value,
    NormalRange,
    Interpretation,
    Above,
    Below,
    WithinRange,
    Abnormal,
    Medicine,
    Dose,
    Route,
    Duration,
    Frequency,
    Quantity,
    Vaccine,
    Batch,
    Rank,
    Illness,
    Status,
    Amount,
    When,
    Comment,
    Reason,
    Performer,
    Substance,
    Yes,
    No,
    NotSaid,
    Result,
    Code,
    // Inside the text.
    Inserted,
    Deleted,
    EndOfChange,
    Footnotes,
    FootnoteMark {
        number: usize,
    },
    FootnoteMissing,
    LinkMark {
        number: usize,
    },
    Links,
    LinkAddress {
        number: usize,
        address: Clean,
    },
    LinkRefused {
        number: usize,
        address: Clean,
    },
    // Files carried inside.
    EmbeddedFile {
        number: usize,
        name: Option<Clean>,
        media_type: Clean,
        bytes: usize,
    },
    EmbeddedUnreadable {
        media_type: Clean,
    },
    ExternalFile {
        address: Clean,
    },
    EmbeddedFiles {
        count: usize,
    },
    // A whole document of a kind that is not shown yet.
    NotShownYet {
        media_type: Clean,
        bytes: usize,
    },
    EmptyDocument,
}
