//! `GET {base}/$habilitations`: which types of documents each profession may read. The same for everybody.

use super::{part, profession, types};
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, resource};
use crate::sandbox::http::Refusal;
use crate::sandbox::rules::{Act, Capacity, Case, Consents, File, Stance, decide, matrix_version, professions, reads};
use crate::sandbox::traces::Mode;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The answer, and its version: made of what it says, so that it moves when the matrix or the rules do.
static ANSWER: LazyLock<(String, u32)> = LazyLock::new(|| {
    let text = parameters().to_string();
    let digest: [u8; 32] = Sha256::digest(&text).into();
    let version = digest.first_chunk::<4>().copied().map_or(0, u32::from_be_bytes);
    (text, version)
});

pub async fn habilitations(headers: HeaderMap) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let (text, version) = &*ANSWER;
    Ok(answer::read(&headers, *version, || resource(text.as_str())))
}

fn parameters() -> Value {
    let mut parameters = vec![json!({ "name": "version", "valueDate": matrix_version() })];
    parameters.extend(types::all().map(|one| {
        let code = json!({ "system": one.system, "code": one.code, "display": one.name });
        json!({ "name": "type", "part": [part("code", "valueCoding", code), part("class", "valueCode", one.class)] })
    }));
    for code in professions() {
        let mut parts = vec![part("code", "valueCoding", profession(code))];
        let read = types::all().filter(|one| decide(&agreed(code, one)).refusal().is_none());
        parts.extend(read.map(|one| part("reads", "valueCode", one.code)));
        parameters.push(json!({ "name": "profession", "part": parts }));
    }
    json!({ "resourceType": "Parameters", "parameter": parameters })
}

/// Somebody of this profession, whom the person has agreed to, before a document of this type like any other.
fn agreed(profession: &str, kind: &types::Type) -> Case {
    let readable = reads(profession, kind.code, kind.class);
    let file = File { readable, management: kind.class == "95", masked: false, withdrawn: false, author: false };
    Case {
        act: Act::Read,
        mode: Mode::Normal,
        closed: false,
        capacity: Capacity::Care,
        regulator: false,
        treating: false,
        stance: Stance::Agreed,
        consents: Consents { samu: false, glass: false, masked: false },
        file: Some(file),
    }
}
