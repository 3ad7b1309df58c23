//! The name of a copy, from a title that anybody may have written: it stays in its folder, on every system (S60).

use dmp::domain::{Date, Problem};
use dmp::reader::worker::Worker;
use dmp::vault::export;
use std::path::Path;

/// Bytes of a name on every file system, with room for a number in brackets.
const LONGEST: usize = 240;

/// A date, a title, an ending and a name typed by hand, one a line.
pub fn name(bytes: &[u8], _: &dyn Worker) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(4, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (date, ending, typed, title) = (Date::fhir(next()), next(), next(), next());
    let name = export::name(date, title, ending);
    assert!(!name.is_empty() && name.len() <= LONGEST, "{name:?}");
    let forbidden = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || super::text::is_harmful(c);
    assert_eq!(name.chars().find(|c| forbidden(*c)), None, "{name:?}");
    assert!(!name.starts_with([' ', '.', '-']) && !name.ends_with([' ', '.']) && !name.contains(".."), "{name:?}");
    let device = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    assert!(!matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "COM1" | "LPT1" | "COM¹"), "{name:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inside = |name: &str| match export::resolve(folder, name) {
        Ok(path) => {
            assert!(path.parent() == folder.canonicalize().ok().as_deref() && path.file_name().is_some_and(|last| last == name))
        }
        Err(problem) => assert!(matches!(problem, Problem::Disk(_)), "{problem:?}"),
    };
    inside(typed);
    inside(&name);
    assert!(export::resolve(folder, &name).is_ok(), "our own name is refused: {name:?}");
    let _ = export::typed_folder(typed);
}
