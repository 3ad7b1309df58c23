//! The invented past of a record: who was authorised, who was blocked, who deposited and read what, and two emergencies. It is
//! the same at every first start and agrees with the documents: each has the trace of its deposit, at that time, by its author.

use super::index::{Entry, Record, document_id};
use super::people::Person;
use super::{digest, id};
use crate::sandbox::clock::{DAY, HOUR, MINUTE, Millis};
use crate::sandbox::consents::{Consent, Given, Kind as ConsentKind};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::dates::instant;
use crate::sandbox::rules::reads;
use crate::sandbox::traces::{Actor, Coded, Deed, Kind, Mode, Trace};
use crate::wire::fhir::visibility::{MASKED, NOT_FOR_PATIENT};
use rusqlite::Connection;

/// How far back the readings go from the newest document.
const SPAN: Millis = 730 * DAY;
/// Professionals who have been authorised, at most.
const AUTHORISED: usize = 9;
/// Blocked by the two who have an open record, some weeks after they deposited.
const BLOCKED: &str = "810999001117";
/// The emergency doctor: never authorised, which is why the glass was broken.
const EMERGENCY: &str = "810999001042";

struct Emergency {
    mode: Mode,
    at: &'static str,
    who: (&'static str, &'static str, &'static str),
    motive: Option<&'static str>,
}

const EMERGENCIES: [Emergency; 2] = [
    Emergency {
        mode: Mode::BreakGlass,
        at: "2025-02-09T20:31:40+01:00",
        who: (EMERGENCY, "Dr Paul Nguyen-Talec", "Centre hospitalier de Villerose"),
        motive: Some("Détresse respiratoire, la patiente ne peut pas répondre"),
    },
    Emergency {
        mode: Mode::Centre15,
        at: "2026-08-14T22:47:05+02:00",
        who: ("810999001208", "Dr Anne Riou", "SAMU de Villerose, centre 15"),
        motive: None,
    },
];

/// A document in the history.
struct Filed<'a> {
    entry: &'a Entry,
    n: i64,
    author: Actor,
    at: Millis,
    /// Anybody who is authorised may have read it.
    open: bool,
}

struct Writer<'a> {
    connection: &'a Connection,
    patient: &'a str,
    written: u32,
}

pub fn write(connection: &Connection, record: &Record, person: &Person) -> Result<(), Fault> {
    let patient = person.patient_id();
    let mut filed = Vec::new();
    for entry in record.of(person) {
        let sql = "SELECT n FROM documents WHERE document_id = ?";
        let n = connection.prepare_cached(sql)?.query_row([document_id(&patient, &entry.key)], |row| row.get(0))?;
        let at = instant(&entry.deposited).ok_or_else(|| Fault::Broken(format!("{}: no date of deposit", entry.key)))?;
        let open = !entry.labels.iter().any(|label| [MASKED, NOT_FOR_PATIENT].contains(&label.as_str()));
        filed.push(Filed { entry, n, author: author(entry, &patient), at, open });
    }
    filed.sort_by_key(|document| (document.at, document.n));
    let mut writer = Writer { connection, patient: &patient, written: 0 };
    for document in &filed {
        writer.keep(document.at, Deed::Deposit, &document.author, Some(document.n))?;
    }
    // A closed record is read by nobody.
    if person.closed.is_some() {
        return Ok(());
    }
    let readers = writer.authorise(&filed)?;
    writer.readings(&filed, &readers)?;
    for emergency in &EMERGENCIES {
        writer.emergency(emergency, &filed)?;
    }
    Ok(())
}

impl Writer<'_> {
    fn keep(&mut self, at: Millis, deed: Deed, actor: &Actor, document: Option<i64>) -> Result<(), Fault> {
        let trace = Trace { document, ..Trace::new(self.patient, at, deed, actor.row(self.connection)?) };
        self.put(&trace)
    }

    fn put(&mut self, trace: &Trace<'_>) -> Result<(), Fault> {
        self.written += 1;
        trace.keep_as(self.connection, &id(&["trace", self.patient, &self.written.to_string()]))
    }

    /// Those who were authorised, and since when: the day they first deposited.
    fn authorise(&mut self, filed: &[Filed<'_>]) -> Result<Vec<(Actor, Millis)>, Fault> {
        let mut readers: Vec<(Actor, Millis)> = Vec::new();
        for document in filed {
            let known = readers.iter().any(|(reader, _)| reader.identifier == document.author.identifier);
            let may = document.author.kind == Kind::Professional && document.author.identifier != EMERGENCY;
            if may && !known && (readers.len() < AUTHORISED || document.author.identifier == BLOCKED) {
                readers.push((document.author.clone(), document.at - 25 * MINUTE));
            }
        }
        for (reader, since) in &readers {
            let mut consent = self.consent(reader, true, *since)?;
            let row = reader.row(self.connection)?;
            let trace = Trace { consent: Some(&consent.id), ..Trace::new(self.patient, *since, Deed::Agree, row) };
            self.put(&trace)?;
            if reader.identifier == BLOCKED {
                let at = since + 47 * DAY + 7 * HOUR;
                consent.active = false;
                consent.keep(self.connection, at)?;
                let block = self.consent(reader, false, at)?;
                let owner = Actor::owner(self.connection, self.patient)?.row(self.connection)?;
                let trace =
                    Trace { consent: Some(&block.id), target: Some(row), ..Trace::new(self.patient, at, Deed::Block, owner) };
                self.put(&trace)?;
            }
        }
        readers.retain(|(reader, _)| reader.identifier != BLOCKED);
        Ok(readers)
    }

    fn consent(&self, of: &Actor, permit: bool, at: Millis) -> Result<Consent, Fault> {
        let given = Given {
            patient: self.patient,
            kind: ConsentKind::Professional,
            permit,
            actor: Some(&of.identifier),
            actor_name: Some(&of.name),
            identifier: None,
            end: None,
            at,
        };
        let word = if permit { "permit" } else { "deny" };
        given.keep_as(self.connection, &id(&["consent", self.patient, &of.identifier, word]))
    }

    /// Each recent document was read by up to three of them, some days later, during the day.
    fn readings(&mut self, filed: &[Filed<'_>], readers: &[(Actor, Millis)]) -> Result<(), Fault> {
        let Some(newest) = filed.last().map(|document| document.at) else { return Ok(()) };
        for document in filed.iter().filter(|document| document.open && document.at > newest - SPAN) {
            let chance = digest(&["readings", self.patient, &document.entry.key]);
            let (many, chosen) = chance.split_first().map_or((0, [].as_slice()), |(first, rest)| (*first % 4, rest));
            for one in chosen.chunks_exact(3).take(usize::from(many)) {
                let [who, days, minutes] = one else { continue };
                let Some((reader, since)) = usize::from(*who).checked_rem(readers.len()).and_then(|at| readers.get(at)) else {
                    continue;
                };
                let midnight = document.at.div_euclid(DAY) * DAY;
                let at = midnight + Millis::from(*days % 30 + 1) * DAY + 8 * HOUR + Millis::from(*minutes) * 2 * MINUTE;
                let entry = document.entry;
                let may = reads(&reader.profession.code, &entry.r#type.code, &entry.class.code);
                if at < *since || at > newest || reader.identifier == document.author.identifier || !may {
                    continue;
                }
                self.keep(at - 2 * MINUTE, Deed::List, reader, None)?;
                self.keep(at, Deed::Read, reader, Some(document.n))?;
            }
        }
        Ok(())
    }

    /// The list, then the two newest syntheses or prescriptions of that moment.
    fn emergency(&mut self, emergency: &Emergency, filed: &[Filed<'_>]) -> Result<(), Fault> {
        let Some(at) = instant(emergency.at) else { return Ok(()) };
        let (idnps, name, organisation) = emergency.who;
        let doctor = Actor {
            kind: Kind::Professional,
            identifier: idnps.to_owned(),
            name: name.to_owned(),
            profession: Coded { code: "10".to_owned(), label: "Médecin".to_owned() },
            speciality: Coded { code: "SM59".to_owned(), label: "Médecine d'urgence (SM)".to_owned() },
            organisation: organisation.to_owned(),
        };
        let (actor, mode, motive) = (doctor.row(self.connection)?, emergency.mode, emergency.motive);
        let list = Trace { mode, motive, ..Trace::new(self.patient, at, Deed::List, actor) };
        self.put(&list)?;
        let useful = |document: &&Filed<'_>| {
            document.open && document.at < at && ["11", "42"].contains(&document.entry.class.code.as_str())
        };
        for (minutes, document) in (1..).zip(filed.iter().rev().filter(useful).take(2)) {
            let at = at + minutes * MINUTE;
            self.put(&Trace { mode, motive, document: Some(document.n), ..Trace::new(self.patient, at, Deed::Read, actor) })?;
        }
        Ok(())
    }
}

/// Whoever wrote a document, as a trace says them.
fn author(entry: &Entry, patient: &str) -> Actor {
    let writer = &entry.author;
    let coded = |code: &Option<super::index::Code>| match code {
        Some(code) => Coded { code: code.code.clone(), label: code.display.clone().unwrap_or_default() },
        None => Coded::default(),
    };
    let kind = match (writer.patient, writer.rpps.is_some()) {
        (true, _) => Kind::Patient,
        (false, true) => Kind::Professional,
        (false, false) => Kind::Organisation,
    };
    let profession = match kind {
        Kind::Patient => Coded::default(),
        Kind::Professional => coded(&writer.profession),
        // TRE_A00: who feeds without being a professional.
        Kind::Organisation => Coded { code: "AMO".to_owned(), label: "Assurance maladie obligatoire".to_owned() },
    };
    Actor {
        kind,
        identifier: match &writer.rpps {
            Some(rpps) => format!("8{rpps}"),
            None if writer.patient => patient.to_owned(),
            None => String::new(),
        },
        name: writer.name.clone(),
        profession,
        speciality: if kind == Kind::Professional { coded(&writer.speciality) } else { Coded::default() },
        organisation: writer.organisation.clone().unwrap_or_default(),
    }
}
