//! Results as a table a patient can read: test, value, usual values, what that means, when. A value is never converted.

use super::draft::Draft;
use super::json::Json;
use super::values;
use crate::domain::{Clean, Label, Piece, Table, Words};
use crate::reader::grid::{self, Slot};

/// One line of the table, in the order of its columns.
type Line = [Option<Words>; 5];

/// The results of these observations, those inside each one under its name.
pub fn table(draft: &mut Draft, observations: &[&Json<'_>]) -> Vec<Piece> {
    let mut lines: Vec<Line> = Vec::new();
    for observation in observations {
        let name = values::named(draft, observation, "code");
        let when = values::any(draft, observation, "effective")
            .or_else(|| observation.said("issued").map(|raw| Words::label(values::date(draft, raw))));
        let parts: Vec<&Json<'_>> = observation.all("component").collect();
        let own = line(draft, observation, name.clone(), when.clone());
        if parts.is_empty() || own.get(1).is_some_and(Option::is_some) {
            lines.push(own);
        }
        for part in parts {
            let inner = values::named(draft, part, "code");
            let full = match (&name, inner) {
                (Some(name), Some(inner)) => Some(Clean::from(format!("{name}, {inner}"))),
                (name, inner) => inner.or_else(|| name.clone()),
            };
            let part = line(draft, part, full, when.clone());
            lines.push(part);
        }
        let notes: Vec<Clean> =
            observation.all("note").filter_map(|note| note.said("text")).map(|note| draft.line(note)).collect();
        let notes =
            notes.into_iter().map(|note| [Some(Words::label(Label::Comment)), Some(Words::plain(note)), None, None, None]);
        lines.extend(notes);
    }
    rows(draft, lines)
}

fn line(draft: &mut Draft, part: &Json<'_>, name: Option<Clean>, when: Option<Words>) -> Line {
    let value = values::any(draft, part, "value")
        .or_else(|| values::absent(draft, part).map(|absent| Words::label(Label::ResultIs(absent))));
    let range = part.all("referenceRange").find_map(|range| {
        let said = range.said("text").map(|said| Words::plain(draft.line(said)));
        said.or_else(|| values::range(draft, range).map(|range| Words::label(Label::ResultIs(range))))
    });
    let meaning = part.all("interpretation").find_map(|code| interpretation(draft, code));
    [name.map(Words::plain), value, range, meaning, when]
}

fn interpretation(draft: &mut Draft, code: &Json<'_>) -> Option<Words> {
    let label = match code.at(&["coding", "code"]).and_then(Json::text).map(str::trim) {
        Some("N") => Label::WithinRange,
        Some("H" | "HH" | "HU") => Label::Above,
        Some("L" | "LL" | "LU") => Label::Below,
        Some("A" | "AA") => Label::Abnormal,
        Some(_) | None => return values::concept(draft, code).map(Words::plain),
    };
    Some(Words::label(label))
}

/// Columns of which no line says anything are left out.
fn rows(draft: &mut Draft, lines: Vec<Line>) -> Vec<Piece> {
    let names = [Label::Test, Label::Value, Label::NormalRange, Label::Interpretation, Label::When];
    let used: Vec<bool> =
        (0..names.len()).map(|column| lines.iter().any(|line| line.get(column).is_some_and(Option::is_some))).collect();
    let kept = |column: usize| used.get(column) == Some(&true);
    let head =
        names.into_iter().enumerate().filter(|(column, _)| kept(*column)).map(|(_, name)| Slot::header(Words::label(name)));
    let body = lines.into_iter().map(|line| {
        let cells = line.into_iter().enumerate().filter(|(column, _)| kept(*column));
        cells.map(|(_, words)| Slot::plain(words.unwrap_or_default())).collect()
    });
    let table = Table {
        head: grid::group(vec![head.collect()], &mut draft.slots),
        body: grid::body(body.collect(), &mut draft.slots),
        ..Table::default()
    };
    grid::even_out(table, &mut draft.slots)
}
