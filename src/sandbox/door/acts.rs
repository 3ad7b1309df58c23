//! A professional finds a person, records their agreement, lists, reads, breaks the glass. To them, a record that is blocked,
//! not agreed to, closed or unknown is the same, byte for byte, whatever they ask; why is said in the trace, which the patient
//! reads.
//!
//! A block can be hidden only if looking for a record does not tell whether there is one, and if an agreement is received without
//! saying what became of it. So a declaration is taken as a letter is, and what follows tells one thing only: the record opens,
//! or it does not. What is left to see is that it does not open after an agreement. There may then be no record, a closed one or a
//! block, and nobody can tell which: those who opened it before know that there was one, and closing is as free as blocking.

use super::news::News;
use super::record::{Kept, Record, Try};
use super::who;
use crate::sandbox::Sandbox;
use crate::sandbox::clock::instant;
use crate::sandbox::consents;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::answer::typed;
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::rules::{Act, Answer, Capacity, Reason};
use crate::sandbox::traces::{Deed, Mode, Trace};
use crate::wire::door;
use crate::wire::fhir::visibility::MASKED;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Characters of the reason for which the glass is broken.
const MOTIVE: usize = 300;

#[derive(Deserialize)]
pub struct Asked {
    /// IDNPS, RPPS, or a name that one person of the directory has.
    pub professional: String,
    /// INS, or the identifier of an account.
    pub patient: String,
    /// A code of TRE_R248; normal when absent.
    #[serde(default)]
    pub mode: Option<String>,
    /// Needed to break the glass.
    #[serde(default)]
    pub motive: Option<String>,
    #[serde(default)]
    pub document: Option<String>,
}

impl Asked {
    /// Judged before anything is looked up: it says nothing of any record.
    pub fn mode(&self) -> Result<Mode, Refusal> {
        let named = |word: &str| Mode::ALL.into_iter().find(|mode| mode.code().0 == word);
        let mode = match &self.mode {
            Some(word) => named(word).ok_or_else(|| Refusal::invalid("mode: normal, bris_de_glace or centre_15"))?,
            None => Mode::Normal,
        };
        if mode == Mode::BreakGlass && self.motive().is_none() {
            return Err(Refusal::invalid("motive: why the glass is broken must be said"));
        }
        Ok(mode)
    }

    pub fn motive(&self) -> Option<String> {
        let said: String =
            self.motive.iter().flat_map(|said| said.chars()).filter(|one| !one.is_control()).take(MOTIVE).collect();
        Some(said.trim().to_owned()).filter(|said| !said.is_empty())
    }
}

/// The one refusal, whatever the reason.
pub fn no_access() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, door::NO_ACCESS, "forbidden", "No access to this record")
}

/// TD0.2: whether a list would open now, and nothing more.
pub async fn find(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (who, now) = (who(&sandbox, &asked.professional).await?, sandbox.time.now());
    let found = sandbox.store.write(move |transaction| {
        let Some(record) = Record::named(transaction, &asked.patient)? else { return Ok(false) };
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let answer = record.decide(tried.who, Act::List, Mode::Normal, None, now);
        tried.trace(transaction, &record, Deed::Find, None, answer)?;
        Ok(answer.refusal().is_none())
    });
    Ok(axum::Json(json!({ "agreed": found.await? })).into_response())
}

/// The person has agreed, aloud. It is received; it counts where the record is open and the professional is not blocked. Only
/// those whom an agreement lets read declare one, whatever the record.
pub async fn agree(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (who, now) = (who(&sandbox, &asked.professional).await?, sandbox.time.now());
    let in_capacity = match who.capacity {
        Capacity::Care | Capacity::Administrative => true,
        Capacity::Occupational | Capacity::Advisory | Capacity::Insurer | Capacity::Feeder => false,
    };
    let done = sandbox.store.write(move |transaction| {
        let Some(record) = Record::named(transaction, &asked.patient)? else { return Ok(()) };
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let answer = record.decide(&who, Act::List, Mode::Normal, None, now);
        match answer.refusal() {
            None => return Ok(()),
            Some(Reason::NotAgreed) => {}
            Some(_) => return tried.trace(transaction, &record, Deed::Agree, None, answer).map(drop),
        }
        if let Some(consent) = consents::agree(transaction, &record.patient, &who.idnps, &who.name, now)? {
            let actor = who.actor().row(transaction)?;
            Trace { consent: Some(&consent.id), ..Trace::new(&record.patient, now, Deed::Agree, actor) }.keep(transaction)?;
        }
        Ok(())
    });
    done.await?;
    if !in_capacity {
        return Err(Refusal::new(StatusCode::FORBIDDEN, door::NOT_ALLOWED, "forbidden", "No agreement in this capacity"));
    }
    Ok((StatusCode::ACCEPTED, axum::Json(json!({ "received": true }))).into_response())
}

/// The current documents that this professional may read, and no others: not in the list, not in the total.
pub async fn list(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (mode, motive, now) = (asked.mode()?, asked.motive(), sandbox.time.now());
    let who = who(&sandbox, &asked.professional).await?;
    let answered = sandbox.telling(move |transaction| {
        let tried = Try { who: &who, mode, motive: motive.as_deref(), now };
        let Some(opened) = open(transaction, &tried, &asked.patient, Deed::List, None)? else { return Ok((None, Vec::new())) };
        let Opened { record, news, answer } = opened;
        let trace = tried.trace(transaction, &record, Deed::List, None, answer)?;
        let letter = news.map(|news| news.tell(transaction, &record, &tried, trace)).transpose()?.flatten();
        let mut documents = Vec::new();
        for kept in Kept::all(transaction, &record.patient)? {
            if record.decide(tried.who, Act::List, mode, Some(kept.file(tried.who)), now).refusal().is_none() {
                documents.push(line(&kept));
            }
        }
        let body = json!({ "total": documents.len(), "mode": mode.code().0, "documents": documents });
        Ok((Some(body), letter.into_iter().collect()))
    });
    let body = answered.await?.ok_or_else(no_access)?;
    Ok(axum::Json(body).into_response())
}

fn line(kept: &Kept) -> Value {
    json!({
        "id": kept.id,
        "title": kept.title,
        "date": instant(kept.date),
        "type": kept.kind,
        "masked": kept.is(MASKED),
        "archived": kept.archived,
        "not_visible_to_patient": kept.not_for_patient(),
    })
}

/// The bytes of a document. One that may not be read is one that does not exist.
pub async fn read(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (mode, motive, now) = (asked.mode()?, asked.motive(), sandbox.time.now());
    let id = asked.document.clone().ok_or_else(|| Refusal::invalid("document is missing"))?;
    let who = who(&sandbox, &asked.professional).await?;
    let answered = sandbox.telling(move |transaction| {
        let tried = Try { who: &who, mode, motive: motive.as_deref(), now };
        let refused = |refusal| Ok((Err(refusal), Vec::new()));
        let opened = open(transaction, &tried, &asked.patient, Deed::Read, Some(&id))?;
        let Some(Opened { record, news, .. }) = opened else { return refused(no_access()) };
        let Some(kept) = Kept::one(transaction, &record.patient, &id)? else { return refused(Refusal::not_found()) };
        let answer = record.decide(tried.who, Act::Read, mode, Some(kept.file(tried.who)), now);
        let trace = tried.trace(transaction, &record, Deed::Read, Some(kept.n), answer)?;
        if answer.refusal().is_some() {
            return refused(Refusal::not_found());
        }
        let letter = news.map(|news| news.tell(transaction, &record, &tried, trace)).transpose()?.flatten();
        let sql = "SELECT media_type, bytes FROM documents JOIN blobs USING (blob_id) WHERE n = ?";
        let content = transaction.prepare_cached(sql)?.query_row([kept.n], |row| Ok((row.get(0)?, row.get(1)?)));
        let content: Option<(String, Vec<u8>)> = content.optional()?;
        Ok((content.ok_or_else(Refusal::not_found), letter.into_iter().collect()))
    });
    let (media_type, bytes) = answered.await??;
    Ok(typed(bytes, &media_type))
}

/// A record that has opened; the trace of it is still to be left.
pub struct Opened {
    pub record: Record,
    /// What the person is to be told, once it is traced.
    pub news: Option<News>,
    pub answer: Answer,
}

/// Whether the record opens. A refusal leaves its trace here.
pub fn open(
    connection: &Connection,
    tried: &Try<'_>,
    patient: &str,
    deed: Deed,
    document: Option<&str>,
) -> Result<Option<Opened>, Fault> {
    let Some(record) = Record::named(connection, patient)? else { return Ok(None) };
    let answer = record.decide(tried.who, Act::List, tried.mode, None, tried.now);
    if answer.refusal().is_some() {
        let kept = document.map(|id| Kept::one(connection, &record.patient, id)).transpose()?.flatten();
        tried.trace(connection, &record, deed, kept.map(|kept| kept.n), answer)?;
        return Ok(None);
    }
    let news = News::of_opening(connection, &record, tried, deed)?;
    Ok(Some(Opened { record, news, answer }))
}
