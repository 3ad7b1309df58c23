//! A professional deposits a document. They are told the same whether the record exists, is closed or is blocked: that it was
//! received. A block does not keep anybody from depositing.

use super::news::News;
use super::record::{Record, Try};
use super::who;
use crate::sandbox::Sandbox;
use crate::sandbox::account::mask_new;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::arrival::{Arrival, Ties};
use crate::sandbox::fhir::write::{Author, Coding};
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::notices::{self, Code};
use crate::sandbox::rules::{Act, Capacity, File, Professional};
use crate::sandbox::traces::{Deed, Mode};
use crate::wire::door;
use crate::wire::fhir::system::{CLASS, FACILITY, LOINC, SETTING, TYPE};
use crate::wire::fhir::visibility::{MASKED, NOT_FOR_PATIENT};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// Characters of a title.
const TITLE: usize = 200;

#[derive(Deserialize)]
pub struct Asked {
    /// IDNPS, RPPS, or a name that one person of the directory has.
    professional: String,
    /// INS, or the identifier of an account.
    patient: String,
    title: String,
    /// A code of LOINC or of TRE_A05.
    r#type: String,
    /// TRE_A03.
    class: String,
    /// The document, in plain text.
    text: String,
    #[serde(default)]
    masked: bool,
    #[serde(default)]
    not_visible_to_patient: bool,
}

impl Asked {
    fn check(&self) -> Result<(), Refusal> {
        let code = |code: &str| {
            (1..=40).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        let title =
            !self.title.trim().is_empty() && self.title.chars().count() <= TITLE && !self.title.contains(char::is_control);
        if !title || !code(&self.r#type) || !code(&self.class) || self.text.is_empty() {
            return Err(Refusal::invalid("title, type, class and text are needed"));
        }
        // EX_2.1-1050: the two together are refused.
        if self.masked && self.not_visible_to_patient {
            return Err(Refusal::invalid("masked and not visible to the patient: one or the other"));
        }
        Ok(())
    }

    /// Whether they deposit at all, whatever the record.
    fn in_capacity(&self, who: &Professional) -> bool {
        match who.capacity {
            Capacity::Care => true,
            Capacity::Administrative => self.class == "95",
            Capacity::Occupational | Capacity::Advisory | Capacity::Insurer | Capacity::Feeder => false,
        }
    }
}

pub async fn deposit(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    asked.check()?;
    let who = who(&sandbox, &asked.professional).await?;
    let (in_capacity, now) = (asked.in_capacity(&who), sandbox.time.now());
    let done = sandbox.telling(move |transaction| {
        let Some(record) = Record::named(transaction, &asked.patient)? else { return Ok(((), Vec::new())) };
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let management = asked.class == "95";
        let new = File { readable: true, management, masked: asked.masked, withdrawn: false, author: true };
        let answer = record.decide(tried.who, Act::Deposit, Mode::Normal, Some(new), now);
        if answer.refusal().is_some() {
            tried.trace(transaction, &record, Deed::Deposit, None, answer)?;
            return Ok(((), Vec::new()));
        }
        let n = put(transaction, &record.patient, &who, &asked, now)?;
        let trace = tried.trace(transaction, &record, Deed::Deposit, Some(n), answer)?;
        // What they may not see yet is not announced either, until its time (D30).
        if asked.not_visible_to_patient {
            notices::expect(transaction, &record.patient, n, now)?;
        }
        let told = if asked.not_visible_to_patient { None } else { Some(News { code: Code::Deposit, by_letter: true }) };
        let letter = told.map(|news| news.tell(transaction, &record, &tried, trace)).transpose()?.flatten();
        Ok(((), letter.into_iter().collect()))
    });
    done.await?;
    if !in_capacity {
        return Err(Refusal::new(StatusCode::FORBIDDEN, door::NOT_ALLOWED, "forbidden", "Not deposited in this capacity"));
    }
    Ok((StatusCode::ACCEPTED, axum::Json(json!({ "received": true }))).into_response())
}

/// The row of the new document.
fn put(connection: &Connection, patient: &str, who: &Professional, asked: &Asked, now: Millis) -> Result<i64, Fault> {
    let mut labels = Vec::new();
    // What the person has chosen for all that arrives adds to what the author asks; never the two labels together.
    let masked = asked.masked || (!asked.not_visible_to_patient && mask_new(connection, patient)?);
    labels.extend(masked.then_some(MASKED));
    labels.extend(asked.not_visible_to_patient.then_some(NOT_FOR_PATIENT));
    let some = |text: &'_ str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (profession, speciality, organisation) = (some(&who.profession), some(&who.speciality), some(&who.organisation));
    // LOINC's codes are figures; those of TRE_A05 have letters.
    let system = if asked.r#type.starts_with(|first: char| first.is_ascii_digit()) { LOINC } else { TYPE };
    let at = instant(now);
    let arrival = Arrival {
        title: &asked.title,
        description: None,
        kind: Coding::new(system, &asked.r#type, None),
        class: Coding::new(CLASS, &asked.class, None),
        format: "urn:ihe:iti:xds-sd:text:2008",
        date: &at,
        period: (&at, None),
        author: Author {
            name: &who.name,
            rpps: who.idnps.strip_prefix('8'),
            profession: profession.as_deref().map(|code| (code, None)),
            speciality: speciality.as_deref().map(|code| (code, None)),
            organisation: organisation.as_deref(),
            patient: false,
        },
        facility: Coding::new(FACILITY, "SA07", None),
        setting: Coding::new(SETTING, "AMBULATOIRE", None),
        labels: &labels,
        media_type: "text/plain",
        ties: Ties::default(),
    };
    arrival.file(connection, patient, now, |_| asked.text.as_bytes().into()).map(|arrived| arrived.n)
}
