//! What the program may say inside a document's reading. A closed list: `words` has a sentence for each.

use super::{Clean, Date, Kind, LinkId, Marker, Quantity, Range, Value, Verdict};
use jiff::civil;

#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    // The names of facts in a document's header.
    Patient,
    BirthName,
    BornOn,
    Sex,
    NationalId,
    Kind,
    WrittenOn,
    Author,
    Signatory,
    TreatingDoctor,
    Recipient,
    Prescriber,
    Participant,
    Custodian,
    Act,
    ActOn,
    Stay,
    EmergencyContact,
    TrustedPerson,
    Informant,
    Representative,
    Version,
    Replaces,
    Completes,
    Confidentiality,
    // Values that the program words itself.
    Date(Date),
    Between(Date, Date),
    Since(Date),
    /// A value that is not what it should be: shown as the document says it.
    Said(Clean),
    Until(Date),
    Woman,
    Man,
    KindIs(Kind),
    /// A TRE_G15 profession and TRE_R38 speciality, with what the document calls them.
    ProfessionIs {
        profession: Clean,
        speciality: Option<Clean>,
        said: Option<Clean>,
    },
    OtherDocument,
    Restricted,
    VeryRestricted,
    Yes,
    No,
    // Sentences and headings about the document.
    /// The header names somebody else than the person signed in.
    AnotherPatient {
        shown: Clean,
    },
    NoPatientNamed,
    MoreInformation,
    NoNarrative,
    NoContent,
    HiddenCharacters {
        count: u32,
    },
    EncodingGuessed {
        name: Clean,
    },
    UnknownElements {
        count: usize,
    },
    SectionConfidential(Clean),
    // What structured entries say.
    /// The heading of the table made of the results that a report gives in codes.
    ResultsTable,
    /// The value that a test had before.
    Earlier,
    UsualRange,
    Compared,
    ResultIs(Value),
    RangeIs(Range),
    VerdictIs(Verdict),
    FromEntries,
    EntriesCut,
    Test,
    Value,
    NormalRange,
    Interpretation,
    Above,
    Below,
    WithinRange,
    Abnormal,
    Medicine,
    Vaccine,
    Dose,
    Rate,
    Route,
    Site,
    Frequency,
    Every {
        period: Value,
    },
    /// So many times, or from so many to so many, in each period; its unit is a UCUM unit of time (`d`, `wk`).
    Often {
        times: (u32, Option<u32>),
        period: Quantity,
    },
    /// For so long.
    During(Value),
    LengthIs(Value),
    /// So many times in all.
    InAll {
        times: Clean,
    },
    AsNeeded,
    AsNeededFor(Clean),
    NoMoreThan(Value),
    /// A code of HL7 `event-timing` (`MORN`, `ACM`), said in plain words where it is known.
    MomentIs(Clean),
    /// A code of FHIR `days-of-week` (`mon`).
    WeekdayIs(Clean),
    AtHour(civil::Time),
    Quantity,
    Renewals,
    Batch,
    Rank,
    Status,
    When,
    Comment,
    Performer,
    Reason,
    Substance,
    Procedure,
    Relative,
    NotDone,
    // What the resources of a FHIR document say besides.
    Condition,
    Allergy,
    Reaction,
    Severity,
    EndedOn,
    Report,
    Conclusion,
    Device,
    NotSaid,
    /// A code of state (`active`, `stopped`), said in plain words where it is known.
    StatusIs(Clean),
    /// A type of FHIR resource, in plain words where it is known.
    ResourceIs(Clean),
    /// It holds a part that may change its meaning and that no reader may pass over: it is shown as it is written.
    NotInterpreted {
        kind: Clean,
    },
    /// The same for the whole document.
    ModifierUnknown,
    /// Its author says that it was written by mistake.
    EnteredInError {
        what: Clean,
    },
    DocumentInError,
    EntryUnreadable {
        place: usize,
    },
    UnknownResources {
        count: usize,
    },
    OutsideSections,
    /// Data about somebody else than the person the document is about.
    AboutAnother {
        who: Option<Clean>,
    },
    /// After such data: what follows is about the patient again.
    AboutPatient,
    /// FHIR data that is no document.
    NotADocument {
        count: usize,
    },
    NarrativeDamaged,
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
    /// Before an item of a list that stands in the cell of a table.
    Item {
        marker: Marker,
        number: usize,
    },
    // Files carried inside.
    EmbeddedFile {
        /// Leads to the file.
        link: LinkId,
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
    MissingFile,
    /// The whole document is the file carried inside.
    WholeIsEmbedded,
    // A zip of documents.
    Documents {
        count: usize,
    },
    /// A file has the name of an earlier one: under which name it is shown.
    SameName {
        name: Clean,
        shown: Clean,
    },
    MemberEncrypted {
        name: Clean,
    },
    MemberTooBig {
        name: Clean,
    },
    MemberDamaged {
        name: Clean,
    },
    /// The document is not the one that the zip's own description announces.
    FingerprintDiffers,
    /// Files for programs.
    Apparatus,
    // What could not be shown whole.
    TextCut,
    CutShort,
    /// It cannot be understood: its text is shown as it is written.
    DamagedAsText,
    UnknownAsText,
    HiddenText {
        count: usize,
    },
    LeftOut {
        count: usize,
    },
    PageEdges,
    // A whole document of a kind that is not shown yet.
    NotShownYet {
        media_type: Clean,
        bytes: usize,
    },
    EmptyDocument,
    /// Its bytes are of another kind than its declared type: both are MIME types.
    NotAsDeclared {
        declared: Clean,
        found: Clean,
    },
    // Pages.
    Page {
        number: usize,
        total: usize,
    },
    /// Only the first pages were read.
    PagesCut {
        shown: usize,
        total: usize,
    },
    /// A page holds more text than is read.
    PageCut,
    /// Pages that are pictures of paper, without a letter.
    Scan {
        pages: usize,
    },
    ScannedPage,
    EmptyPage,
    /// Signs drawn without saying which letters they are.
    UnreadableGlyphs {
        count: usize,
    },
    AttachedFiles,
    // Pictures.
    FileKind,
    FileKindIs {
        media_type: Clean,
    },
    PictureSize,
    /// Width and height, in pixels.
    PictureSizeIs {
        size: (u32, u32),
    },
    PageCount,
    PageCountIs {
        count: usize,
    },
    /// More files are carried inside than are shown.
    MoreFiles,
    // Two versions of a document.
    Added,
    Removed,
    /// Before what stood there, then [`Label::ReplacedBy`] before what stands there now.
    Replaced,
    ReplacedBy,
    NoDifference,
    /// So many passages are the same.
    Unchanged {
        count: usize,
    },
}
