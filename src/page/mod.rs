//! The vocabulary of meaning: a page says things and offers actions. It knows no colour, no key, no line.
//!
//! `M` is what a reachable thing carries back to the application when it is chosen. A page must be cheap to build:
//! anything that grows with the record is shared behind an `Arc` and asked for row by row.

mod heard;
mod list;
mod series;

pub use heard::{Change, Heard, Leaving, Secrets};
pub use list::{Count, Row, RowId, Rows, Shown};
pub use series::{Point, Series};

use crate::domain::{Clean, Framing, Painted, Reading, Spot};
use std::sync::Arc;

/// Decides when focus, scroll and "already said" are kept: two pages of the same key are the same place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(pub Clean);

#[derive(Debug, Clone)]
pub struct Page<M> {
    pub key: Key,
    pub title: Clean,
    /// Said on every page after the title ("Poste partagé").
    pub banner: Option<Clean>,
    pub notice: Option<Notice>,
    /// Something is under way. Linear reads no answer meanwhile, but for `stop`.
    pub busy: Option<Busy<M>>,
    pub body: Vec<Block<M>>,
    pub actions: Vec<Action<M>>,
    /// What Escape, or 0 in linear, does.
    pub back: Option<M>,
    /// About the thing under the eye; beside the body on wide terminals, on demand elsewhere.
    pub beside: Vec<Block<M>>,
    /// The eye reports the row on which it rests for 150 ms (D4).
    pub reports_rest: bool,
    /// Where the model asks the eye to look; obeyed once for each serial (D2).
    pub look: Option<Look>,
    /// Words looked for, marked wherever they stand in the page's readings, accents and case ignored. Folded.
    pub marked: Arc<[Box<str>]>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub serial: u64,
    pub at: Anchor,
}

/// A place on a page that survives its being built again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    Top,
    Stop(StopId),
    /// In the page's reading: index of a piece, and line within that piece as last laid out (0 if unknown).
    Piece {
        piece: usize,
        line: usize,
    },
    /// The same, by its words: the same place however the reading is laid out. A face that shows where the eye is says it
    /// so; one that only knows about where uses [`Anchor::Piece`].
    Words {
        piece: usize,
        spot: Spot,
    },
}

/// What can have the focus, by identity and never by index.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StopId {
    Field(FieldId),
    /// The action beside a secret field that shows or hides it; the face owns it.
    Reveal(FieldId),
    /// The action beside a field that undoes what was typed in it last; the face owns it.
    Undo(FieldId),
    /// In the list of what is to be put right, what leads to this answer; the face owns it.
    Error(FieldId),
    Option(FieldId, RowId),
    Row(RowId),
    /// "More" at the end of a list.
    More,
    /// The page's picture; what of it is looked at is the eye's own affair.
    Picture,
    /// Somewhere in a reading; the line is the eye's own affair.
    Reading,
    Action(ActionId),
    /// Stops what is under way.
    Stop,
}

/// What it is, and which of them where a form has several of a kind (a questionnaire's questions, by their order).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldId(pub &'static str, pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActionId(pub &'static str);

/// The action that looks for words in what is shown: on the screen `/` chooses it too.
pub const FIND: ActionId = ActionId("find");

/// The action that shows a page of the document as a picture: where each page has its own link, linear does not say it too.
pub const PICTURE: ActionId = ActionId("see-picture");

/// The action that changes how a picture looks: where none is shown, it is not said.
pub const COLOURS: ActionId = ActionId("colours");

#[derive(Debug, Clone)]
pub enum Block<M> {
    Text(Clean),
    /// Label and value, one a line.
    Facts(Vec<(Clean, Clean)>),
    List(List<M>),
    Field(Field),
    Choice(Choice<M>),
    /// How many answers are to be put right, each leading to its field or choice, which says the same beside it. Those that
    /// are not on the page are said all the same.
    Errors(Vec<(FieldId, Clean)>),
    /// Blocks under a title; `error` when the group as a whole is wrong.
    Group {
        title: Clean,
        blocks: Vec<Block<M>>,
        error: Option<Clean>,
    },
    Reading {
        id: Key,
        reading: Arc<Reading>,
    },
    Picture(Picture<M>),
    Series(Series),
}

/// Something to look at. The eye zooms and moves about, and asks for the pixels it needs; the old ones stay until then (D7).
#[derive(Debug, Clone)]
pub struct Picture<M> {
    pub id: Key,
    /// What it shows, when that is known; else what it is.
    pub alt: Clean,
    /// Width and height of the whole, in its own pixels; `None` until something was painted.
    pub size: Option<(u32, u32)>,
    pub pixels: Option<Arc<Painted>>,
    /// Without its colours.
    pub grey: bool,
    pub want: fn(Framing) -> M,
}

#[derive(Debug, Clone)]
pub struct List<M> {
    /// What it is a list of, with its count, in words ("82 documents").
    pub name: Clean,
    /// Said when there is nothing in it.
    pub empty: Clean,
    pub rows: Arc<dyn Rows<M>>,
    /// Asks for rows that are not here yet.
    pub more: Option<(Clean, M)>,
}

/// Somewhere to type. What is typed in a secret field is held by the eye and never stands in a page (D6).
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub id: FieldId,
    pub label: Clean,
    /// Said before typing: what is expected.
    pub hint: Option<Clean>,
    /// An answer such as is expected, said after the hint.
    pub example: Option<Clean>,
    /// What is wrong with what was typed.
    pub error: Option<Clean>,
    pub need: Need,
    /// The most that the answer may hold, in characters (Unicode scalar values, as servers count them).
    pub limit: Option<u32>,
    pub entry: Entry,
}

/// Whether an answer is wanted. Beside the answers of a form, which are kept, the faces say which can be left out and offer
/// to undo what was typed; linear asks them one after the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Need {
    /// No answer of a form: words to look for, a way of sorting, a password.
    #[default]
    Unsaid,
    Required,
    /// Can be left out, and it is said.
    Optional,
}

/// Characters that one line holds at most: nobody types more, and a paste of a megabyte is not a name.
pub const LINE: usize = 500;

/// Characters that text of several lines holds at most: a long book chapter.
pub const AREA: usize = 200_000;

#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// One line of ordinary text. `revision` changes whenever the value does.
    Line { value: Clean, revision: u64 },
    /// Text of several lines, which wraps.
    Area { value: Clean, revision: u64 },
    /// A password.
    Secret,
    /// A one-time code of so many digits: spaces, line ends and hyphens are dropped. Shown as typed, since it is used once.
    Code { length: u32 },
}

/// One of a few, with the one in force; or several of them.
#[derive(Debug, Clone)]
pub struct Choice<M> {
    pub id: FieldId,
    pub label: Clean,
    /// Said before choosing: what is expected.
    pub hint: Option<Clean>,
    /// What is wrong with what is chosen.
    pub error: Option<Clean>,
    pub need: Need,
    /// More than one may be chosen, and what is chosen may be taken back.
    pub several: bool,
    pub options: Vec<Choosable<M>>,
}

#[derive(Debug, Clone)]
pub struct Choosable<M> {
    pub id: RowId,
    pub label: Clean,
    pub chosen: bool,
    pub does: M,
}

#[derive(Debug, Clone)]
pub struct Action<M> {
    pub id: ActionId,
    /// A letter, when no field has the focus. `a`, `q` and `r` are taken.
    pub key: Option<char>,
    pub label: Clean,
    /// The secret fields and codes whose content is handed over, once, when this is chosen.
    pub takes: Vec<FieldId>,
    /// Cannot be undone: the word that confirms it in full (D14).
    pub grave: Option<Clean>,
    pub does: M,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A new serial is said again even if the words are the same.
    pub serial: u64,
    pub tone: Tone,
    pub text: Clean,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Information,
    Success,
    Warning,
    Problem,
}

#[derive(Debug, Clone)]
pub struct Busy<M> {
    pub text: Clean,
    /// Done and total, in any one unit; total 0 when unknown. The face words it in steps of ten per cent at most.
    pub progress: Option<(u64, u64)>,
    pub stop: Option<(Clean, M)>,
}

impl<M> Page<M> {
    pub fn new(key: impl Into<Clean>, title: Clean) -> Self {
        Self {
            key: Key(key.into()),
            title,
            banner: None,
            notice: None,
            busy: None,
            body: Vec::new(),
            actions: Vec::new(),
            back: None,
            beside: Vec::new(),
            reports_rest: false,
            look: None,
            marked: Arc::default(),
        }
    }
}

impl Field {
    /// With nothing said about it.
    pub fn new(id: FieldId, label: Clean, entry: Entry) -> Self {
        Self { id, label, hint: None, example: None, error: None, need: Need::Unsaid, limit: None, entry }
    }

    /// The characters it holds at most.
    pub fn most(&self) -> usize {
        let most = match self.entry {
            Entry::Line { .. } | Entry::Secret | Entry::Code { .. } => LINE,
            Entry::Area { .. } => AREA,
        };
        self.limit.and_then(|limit| usize::try_from(limit).ok()).map_or(most, |limit| limit.min(most))
    }
}

impl<M> Choice<M> {
    /// One of these, with nothing said about it.
    pub fn new(id: FieldId, label: Clean, options: Vec<Choosable<M>>) -> Self {
        Self { id, label, hint: None, error: None, need: Need::Unsaid, several: false, options }
    }
}

impl<M> Action<M> {
    pub fn new(id: &'static str, key: char, label: Clean, does: M) -> Self {
        Self { id: ActionId(id), key: Some(key), label, takes: Vec::new(), grave: None, does }
    }

    pub fn taking(mut self, fields: &[FieldId]) -> Self {
        self.takes = fields.to_vec();
        self
    }
}
