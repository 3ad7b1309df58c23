//! What must hold whatever the bytes: one function for each target. The fuzzer invents the bytes, and `cargo test` replays
//! those that are kept in `fuzz/corpus`.

mod answers;
mod faces;
mod files;
mod keys;
mod mine;
mod pictures;
mod reading;
mod text;

use dmp::domain::{Framing, Part};
use dmp::reader::worker::Worker;

/// Bytes, and who parses what is not ours to parse.
pub type Check = fn(&[u8], &dyn Worker);

/// Each target by its name, which is that of its folder in the corpus.
pub const TARGETS: [(&str, Check); 17] = [
    ("address", answers::address),
    ("answer", answers::answer),
    ("cda", reading::cda),
    ("clean", text::clean),
    ("face", faces::face),
    ("fhir", reading::fhir),
    ("header", answers::header),
    ("keys", keys::keys),
    ("mine", mine::mine),
    ("name", files::name),
    ("paper", faces::paper),
    ("pdf", reading::pdf),
    ("picture", pictures::picture),
    ("rtf", reading::rtf),
    ("text", reading::text),
    ("worker", answers::worker),
    ("xdm", reading::xdm),
];

/// A small picture of the whole, and one of a part.
const FRAMINGS: [Framing; 2] = [
    Framing { part: Part::ALL, within: (40, 30) },
    Framing { part: Part { left: 1, top: 30_000, width: 20_000, height: 3 }, within: (7, 64) },
];
