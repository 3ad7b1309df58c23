//! Larger records, for measuring: documents over twenty years, the same at every first start, sharing a few contents.

use super::people::Person;
use super::{id, oid};
use crate::sandbox::clock::{DAY, HOUR, MINUTE, Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::filing::{Blob, file, keep};
use crate::sandbox::fhir::write::{Author, Coding, Sheet};
use crate::sandbox::traces::{Actor, Coded, Deed, Kind, Mode, Trace};
use crate::wire::fhir::system::{CLASS, FACILITY, FORMAT, LOINC, SETTING, TYPE};
use rusqlite::Connection;
use std::borrow::Cow;
use std::ops::Range;

/// The newest document's day: 30 October 2026.
const NEWEST: Millis = 1_793_318_400_000;
const SPAN: Millis = 20 * 365 * DAY;
/// Generated people with an account; the others are records that nobody opens.
const ACCOUNTS: u32 = 20;
const GIVEN: [&str; 8] = ["Alma", "Basile", "Céline", "Driss", "Emma", "Félix", "Gaëlle", "Hugo"];
const FAMILY: [&str; 8] = ["Aubry", "Besson", "Chevalier", "Diallo", "Étienne", "Ferrand", "Gauthier", "Henry"];

/// The kinds of documents, and their bytes in the store.
pub struct Templates(Vec<(Vec<&'static str>, Blob)>);

impl Templates {
    pub fn keep(connection: &Connection) -> Result<Self, Fault> {
        let table = include_str!("../../../assets/codes/generated.tsv");
        let words = include_str!("../../../assets/codes/generated.txt");
        let templates = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let text = words.replace("{title}", cell(&cells, 5)).replace("{author}", cell(&cells, 7));
            Ok((cells, keep(connection, text.as_bytes())?))
        });
        templates.collect::<Result<_, Fault>>().map(Self)
    }
}

fn cell<'a>(cells: &[&'a str], at: usize) -> &'a str {
    cells.get(at).copied().unwrap_or("")
}

fn some<'a>(cells: &[&'a str], at: usize) -> Option<&'a str> {
    Some(cell(cells, at)).filter(|text| !text.is_empty())
}

/// `mesure-0000`, `mesure-0001`…: regular, with the password of `nadia.benali`.
pub fn person(number: u32) -> Person {
    let pick = |names: &[&'static str], turn: u32| {
        let at = usize::try_from(turn).unwrap_or(0).checked_rem(names.len()).unwrap_or(0);
        names.get(at).copied().unwrap_or("")
    };
    Person {
        key: Cow::Borrowed(""),
        identifier: Cow::Owned(format!("mesure-{number:04}")),
        password: (number < ACCOUNTS).then_some("Tilleul-4-saisons!"),
        initial: false,
        given: Cow::Borrowed(pick(&GIVEN, number)),
        family: Cow::Borrowed(pick(&FAMILY, number / 8)),
        female: number.is_multiple_of(2),
        // 980 people a month of birth: each has an INS of their own.
        birth: Cow::Owned(format!("{:04}-{:02}-15", 1930 + number / 11_760 % 80, number / 980 % 12 + 1)),
        order: number % 980 + 10,
        phone: "0639980000",
        totp: None,
        closed: None,
    }
}

/// Each document has the trace of its deposit, and of one reading; `traces` more are spread over the same years.
pub fn fill(connection: &Connection, templates: &Templates, person: &Person, documents: u32, traces: u32) -> Result<(), Fault> {
    if documents == 0 {
        return Ok(());
    }
    let (patient, ins) = (person.patient_id(), person.ins());
    let step = SPAN / Millis::from(documents);
    let authors = templates.0.iter().map(|(cells, _)| author(cells).row(connection)).collect::<Result<Vec<i64>, _>>()?;
    let first: i64 = connection.query_row("SELECT ifnull(max(n), 0) + 1 FROM documents", [], |row| row.get(0))?;
    for number in 0..documents {
        let name = number.to_string();
        let turn = usize::try_from(u64::from(number) * 7 % 1_000_003).unwrap_or(0).checked_rem(templates.0.len()).unwrap_or(0);
        let Some((cells, blob)) = templates.0.get(turn) else { return Ok(()) };
        // Between 8 and 18 h.
        let day = (NEWEST - Millis::from(number) * step).div_euclid(DAY) * DAY;
        let date = day + 8 * HOUR + Millis::from(number * 37 % 600) * MINUTE;
        let (date, deposited) = (instant(date), instant(date + 2 * HOUR));
        let (document, content) = (id(&["generated", &patient, &name]), id(&["generated content", &patient, &name]));
        let cells = cells.as_slice();
        let sheet = Sheet {
            id: &document,
            version: 1,
            updated: &deposited,
            source: person.source(&patient, &ins),
            unique: &format!("urn:oid:{}", oid(&["generated", &patient, &name])),
            identifiers: &[],
            status: "current",
            title: cell(cells, 5),
            description: None,
            kind: Coding::new(if cell(cells, 0) == "L" { LOINC } else { TYPE }, cell(cells, 1), some(cells, 2)),
            class: Coding::new(CLASS, cell(cells, 3), some(cells, 4)),
            format: Coding::new(FORMAT, cell(cells, 6), None),
            date: &date,
            start: &date,
            end: None,
            author: Author {
                name: cell(cells, 7),
                rpps: some(cells, 8),
                profession: some(cells, 9).map(|code| (code, some(cells, 10))),
                speciality: some(cells, 11).map(|code| (code, some(cells, 12))),
                organisation: some(cells, 13),
                patient: false,
            },
            facility: Coding::new(FACILITY, cell(cells, 14), some(cells, 15)),
            setting: Coding::new(SETTING, cell(cells, 16), None),
            labels: &[],
            archived: false,
            replaces: None,
            related: &[],
            language: "fr-FR",
            media_type: "text/plain",
            url: &format!("Binary/{content}"),
            absolute: false,
            size: blob.size,
            hash: &blob.hash,
        };
        file(connection, &sheet, &content, false, blob.id)?;
        let filed = connection.last_insert_rowid();
        let at = day + 10 * HOUR + Millis::from(number * 37 % 600) * MINUTE;
        let reader = turn.wrapping_mul(5) + 1;
        for (deed, actor, at) in [(Deed::Deposit, turn, at), (Deed::Read, reader, at + 9 * HOUR)] {
            let actor = actor.checked_rem(authors.len()).and_then(|actor| authors.get(actor)).copied().unwrap_or(1);
            let trace = Trace { document: Some(filed), ..Trace::new(&patient, at, deed, actor) };
            trace.keep_as(connection, &id(&["generated trace", &patient, &name, deed.word()]))?;
        }
    }
    spread(connection, &patient, &authors, first..first + i64::from(documents), traces)
}

/// Lists and readings, a hundredth of them in an emergency.
fn spread(connection: &Connection, patient: &str, authors: &[i64], documents: Range<i64>, traces: u32) -> Result<(), Fault> {
    let step = SPAN / Millis::from(traces.max(1));
    let many = (documents.end - documents.start).max(1);
    for number in 0..traces {
        let turn = i64::from(number);
        let author = usize::try_from(number).unwrap_or(0).wrapping_mul(7).checked_rem(authors.len());
        let Some(actor) = author.and_then(|author| authors.get(author)).copied() else { return Ok(()) };
        let (deed, document) = match number % 4 {
            0 => (Deed::List, None),
            _reading => (Deed::Read, Some(documents.start + turn * 31 % many)),
        };
        let mode = if number % 100 == 17 { Mode::BreakGlass } else { Mode::Normal };
        let motive = (mode == Mode::BreakGlass).then_some("Patient inconscient");
        let at = NEWEST - turn * step;
        let trace = Trace { mode, document, motive, ..Trace::new(patient, at, deed, actor) };
        trace.keep_as(connection, &id(&["spread trace", patient, &number.to_string()]))?;
    }
    Ok(())
}

fn author(cells: &[&str]) -> Actor {
    let coded = |at| Coded { code: cell(cells, at).to_owned(), label: cell(cells, at + 1).to_owned() };
    Actor {
        kind: Kind::Professional,
        identifier: some(cells, 8).map(|rpps| format!("8{rpps}")).unwrap_or_default(),
        name: cell(cells, 7).to_owned(),
        profession: coded(9),
        speciality: coded(11),
        organisation: cell(cells, 13).to_owned(),
    }
}
