//! What a professional is to announce to the person first (D30): after 14 days they are told that there is something, neither what
//! nor by whom; after a month they see it, and all that was done with it. Until then it is nowhere.

use super::code::Code;
use super::store::Notice;
use crate::sandbox::clock::{DAY, Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::dates::paris;
use crate::sandbox::fhir::write::{ANY_BASE, with_base, without_base};
use crate::sandbox::traces::{Actor, Coded, Deed, Kind, Trace};
use crate::wire::fhir::system::VISIBILITY;
use crate::wire::fhir::visibility::NOT_FOR_PATIENT;
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};
use serde_json::Value;

/// R1111-53: two weeks.
const TOLD: Millis = 14 * DAY;

/// A document has come that is not to be shown yet.
pub fn expect(connection: &Connection, patient: &str, document: i64, since: Millis) -> Result<(), Fault> {
    let sql = "INSERT INTO announcements (document, patient_id, since) VALUES (?, ?, ?)";
    connection.prepare_cached(sql)?.execute(params![document, patient, since])?;
    Ok(())
}

/// Those that are there when a folder is made: as if they had just come.
pub fn expect_all(connection: &Connection, now: Millis) -> Result<(), Fault> {
    let sql = "INSERT INTO announcements (document, patient_id, since) SELECT n, patient_id, ? FROM documents WHERE hidden = 1";
    connection.execute(sql, [now])?;
    Ok(())
}

struct Waiting {
    document: i64,
    patient: String,
    since: Millis,
    told: bool,
}

/// All that is due at `now`, for everybody.
pub fn due(connection: &Connection, now: Millis) -> Result<(), Fault> {
    let sql = "SELECT document, patient_id, since, told FROM announcements WHERE since <= ? ORDER BY since, document";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([now - TOLD], |row| {
        Ok(Waiting { document: row.get(0)?, patient: row.get(1)?, since: row.get(2)?, told: row.get(3)? })
    })?;
    for waiting in rows.collect::<Result<Vec<_>, _>>()? {
        if month_after(waiting.since) <= now {
            waiting.show(connection, now)?;
        } else if !waiting.told {
            let notice = Notice { patient: &waiting.patient, code: Code::Announced, at: now, trace: None };
            notice.keep(connection)?;
            let sql = "UPDATE announcements SET told = 1 WHERE document = ? AND patient_id = ?";
            connection.prepare_cached(sql)?.execute(params![waiting.document, waiting.patient])?;
        }
    }
    Ok(())
}

/// The same day and hour of the next month, in Paris.
fn month_after(since: Millis) -> Millis {
    let then = Timestamp::from_millisecond(since).ok().map(|since| since.to_zoned(paris()));
    let then = then.and_then(|since| since.checked_add(1.month()).ok());
    then.map_or(since.saturating_add(31 * DAY), |then| then.timestamp().as_millisecond())
}

impl Waiting {
    fn show(&self, connection: &Connection, now: Millis) -> Result<(), Fault> {
        let (document, patient) = (self.document, self.patient.as_str());
        unlabel(connection, document, patient, now)?;
        let sql = "DELETE FROM announcements WHERE document = ? AND patient_id = ?";
        connection.prepare_cached(sql)?.execute(params![document, patient])?;
        let actor = Actor {
            kind: Kind::Organisation,
            identifier: String::new(),
            name: "Le DMP".to_owned(),
            profession: Coded::default(),
            speciality: Coded::default(),
            organisation: String::new(),
        };
        let actor = actor.row(connection)?;
        Trace { document: Some(document), ..Trace::new(patient, now, Deed::Reveal, actor) }.keep(connection)?;
        let trace = Some(connection.last_insert_rowid());
        Notice { patient, code: Code::Visible, at: now, trace }.keep(connection)
    }
}

/// As it is searched and as it is served, without its label.
fn unlabel(connection: &Connection, n: i64, patient: &str, now: Millis) -> Result<(), Fault> {
    let sql = "SELECT version, labels, base_at, resource FROM documents JOIN bodies USING (n) WHERE n = ? AND patient_id = ?";
    let (version, labels, base_at, text): (u32, String, Option<u32>, String) = connection
        .prepare_cached(sql)?
        .query_row(params![n, patient], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let version = version + 1;
    let mut whole = String::new();
    with_base(&mut whole, &text, base_at, ANY_BASE);
    let mut resource: Value = serde_json::from_str(&whole)?;
    if let Some(labels) = resource.get_mut("securityLabel").and_then(Value::as_array_mut) {
        labels.retain(|label| label.pointer("/coding/0/code").is_none_or(|code| code != NOT_FOR_PATIENT));
    }
    for (member, value) in [("/meta/versionId", version.to_string()), ("/meta/lastUpdated", instant(now))] {
        if let Some(kept) = resource.pointer_mut(member) {
            *kept = value.into();
        }
    }
    let (resource, base_at) = without_base(resource, base_at.is_some(), ANY_BASE)?;
    let labels = labels.replace(&format!("{VISIBILITY}|{NOT_FOR_PATIENT}\n"), "");
    let sql = "UPDATE documents SET hidden = 0, version = ?, updated = ?, labels = ? WHERE n = ? AND patient_id = ?";
    connection.prepare_cached(sql)?.execute(params![version, now, labels, n, patient])?;
    let sql = "UPDATE bodies SET base_at = ?, resource = ? WHERE n = (SELECT n FROM documents WHERE n = ? AND patient_id = ?)";
    connection.prepare_cached(sql)?.execute(params![base_at, resource, n, patient])?;
    Ok(())
}
