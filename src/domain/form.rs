//! A form to fill, whoever wrote it: FHIR `Questionnaire` (R4 §5.5) in the patient's terms, and what is answered.

use super::{Clean, Decimal, FormId, ResponseId};
use jiff::civil;
use std::sync::Arc;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// Its id on the server that serves it; none for the program's own.
    pub id: Option<FormId>,
    /// Its canonical address, with its version: what answers are said to answer.
    pub canonical: Clean,
    /// Its computer-friendly name.
    pub name: Clean,
    pub title: Clean,
    pub about: Option<Clean>,
    pub items: Vec<Question>,
    /// Things that this program does not understand in it, and leaves out.
    pub left_out: usize,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// `linkId`, unique in the form.
    pub link: Clean,
    /// Its number, as the form wants it said ("1.2").
    pub prefix: Option<Clean>,
    pub text: Clean,
    /// What it means, in plain words.
    pub help: Vec<Clean>,
    pub ask: Ask,
    pub required: bool,
    pub repeats: bool,
    pub read_only: bool,
    /// Characters at most.
    pub limit: Option<u32>,
    /// What is to be chosen from; of a quantity, its units.
    pub options: Vec<Answer>,
    /// The unit of a quantity, when the form fixes it.
    pub unit: Option<Clean>,
    pub shown_when: Vec<Condition>,
    /// Any of the conditions is enough; else all of them are wanted.
    pub any: bool,
    pub initial: Vec<Answer>,
    pub items: Vec<Question>,
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Ask {
    #[default]
    Group,
    Display,
    Boolean,
    Choice,
    /// A choice, or one's own words.
    OpenChoice,
    /// One line.
    Line(Check),
    /// Several lines.
    Text,
    Integer,
    Decimal,
    Date(When),
    Quantity,
    /// A type this program does not know: said, never silently dropped.
    Unknown(Clean),
}

/// What one line must look like. A server's form has no check but its limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Check {
    #[default]
    Any,
    Name,
    Phone,
    Email,
    Postcode,
    Town,
    /// `http`, `https` and the like.
    Address,
    /// Hours and minutes.
    Time,
    /// A day and a time.
    Moment,
}

/// Which days are possible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    #[default]
    Any,
    /// Today or before.
    Past,
}

/// When a question is asked (`enableWhen`).
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The `linkId` it depends on.
    pub link: Clean,
    pub test: Test,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    Answered(bool),
    Equal(Answer),
    NotEqual(Answer),
    More(Answer),
    MoreOrEqual(Answer),
    Less(Answer),
    LessOrEqual(Answer),
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Boolean(bool),
    /// Something of a list: its code, its code system, and what is said of it.
    Code {
        system: Clean,
        code: Clean,
        said: Clean,
    },
    /// Also a time (`14:30`), a moment (`2026-03-04T14:30`), an address, or a date without its day (`2026-03`).
    Text(Clean),
    Integer(i64),
    Decimal(Decimal),
    Date(civil::Date),
    Quantity {
        value: Decimal,
        unit: Clean,
    },
}

/// The answers to a form, in its order: FHIR `QuestionnaireResponse`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// `None` until the server has it.
    pub id: Option<ResponseId>,
    pub version: Option<Clean>,
    /// `urn:uuid:…`, drawn when the form was opened (D34).
    pub identifier: Clean,
    /// The form answered, as it names itself.
    pub canonical: Clean,
    /// Finished; else put aside to go on later.
    pub completed: bool,
    /// When it was last written.
    pub authored: Option<jiff::Timestamp>,
    pub items: Vec<Answered>,
}

/// What was answered to one question, or in one group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answered {
    pub link: Clean,
    pub text: Clean,
    pub answers: Vec<Answer>,
    /// Questions under this group, or under its answer.
    pub items: Vec<Answered>,
}

/// What was answered to the forms of a server.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Responses {
    pub all: Vec<Response>,
    /// Those that could not be understood: they are counted, and never written over.
    pub unreadable: usize,
}

/// The forms of a name that a server serves.
pub type Forms = Vec<Arc<Form>>;
