//! A resource as it is written, for what may not be interpreted.

use super::draft::Draft;
use super::json::Json;
use crate::domain::{Facts, Label, Piece, Words};

/// Lines of one resource, and values inside values.
const LINES: usize = 200;
const DEPTH: usize = 12;

/// One value a line, under the path of names that leads to it.
pub fn read(draft: &mut Draft, resource: &Json<'_>) -> Vec<Piece> {
    let mut lines = Vec::new();
    write(resource, &mut String::new(), 0, &mut lines);
    let cut = lines.len() >= LINES;
    let facts =
        lines.into_iter().map(|(name, value)| (Label::Said(draft.line(&name)), Words::plain(draft.line(&value)))).collect();
    let end = cut.then_some(Piece::Note(Label::EntriesCut));
    std::iter::once(Piece::Facts(Facts(facts))).chain(end).collect()
}

fn write(value: &Json<'_>, path: &mut String, depth: usize, lines: &mut Vec<(String, String)>) {
    if lines.len() >= LINES || depth > DEPTH {
        return;
    }
    match value {
        Json::Object(members) => {
            // The narrative and the type of the resource are said otherwise, its files are carried.
            let apart = |key: &str| key == "data" || depth == 0 && matches!(key, "text" | "resourceType");
            for (key, value) in members.iter().filter(|(key, _)| !apart(key)) {
                let length = path.len();
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(key);
                write(value, path, depth + 1, lines);
                path.truncate(length);
            }
        }
        Json::List(items) => items.iter().for_each(|item| write(item, path, depth + 1, lines)),
        Json::Bool(flag) => lines.push((path.clone(), flag.to_string())),
        Json::Number(_) | Json::Text(_) => {
            lines.extend(value.text().map(|said| (path.clone(), said.chars().take(400).collect())))
        }
        Json::Null => {}
    }
}
