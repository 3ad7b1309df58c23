//! A professional reads what the person says of their health, and whom to call. What is hidden goes to nobody else, not even in an
//! emergency: it is said by the person alone, and no care was based on it.

use super::acts::{Asked, Opened, no_access, open};
use super::record::Try;
use super::who;
use crate::sandbox::Sandbox;
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::rules::{Act, File};
use crate::sandbox::said::{Kind, Said};
use crate::sandbox::traces::Deed;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

pub async fn profile(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (mode, motive, now) = (asked.mode()?, asked.motive(), sandbox.time.now());
    let who = who(&sandbox, &asked.professional).await?;
    let answered = sandbox.telling(move |transaction| {
        let tried = Try { who: &who, mode, motive: motive.as_deref(), now };
        let Some(opened) = open(transaction, &tried, &asked.patient, Deed::Profile, None)? else { return Ok((None, Vec::new())) };
        let Opened { record, news, answer } = opened;
        let trace = tried.trace(transaction, &record, Deed::Profile, None, answer)?;
        let letter = news.map(|news| news.tell(transaction, &record, &tried, trace)).transpose()?.flatten();
        // Whoever may read care documents may read this: there is no line for it in the matrix.
        let file = File { readable: true, management: false, masked: false, withdrawn: false, author: false };
        let may = record.decide(tried.who, Act::Read, mode, Some(file), now).refusal().is_none();
        let mut said: Vec<Value> = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| may && *kind != Kind::Answers) {
            for one in Said::all(transaction, kind, &record.patient)?.into_iter().filter(|one| !one.hidden) {
                said.push(serde_json::from_str(&one.resource)?);
            }
        }
        let body = json!({ "total": said.len(), "mode": mode.code().0, "said": said });
        Ok((Some(body), letter.into_iter().collect()))
    });
    Ok(axum::Json(answered.await?.ok_or_else(no_access)?).into_response())
}
