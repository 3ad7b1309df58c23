//! What the client accepts.

use super::super::http::Refusal;
use crate::wire::fhir;
use axum::http::{HeaderMap, StatusCode, header};

/// Media types in the order of their weight, then of their place.
fn wanted(headers: &HeaderMap) -> Vec<(String, f32)> {
    let mut wanted: Vec<(String, f32)> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let named = pieces.next().unwrap_or("").to_ascii_lowercase();
            let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (named, weight)
        })
        .filter(|(named, weight)| !named.is_empty() && *weight > 0.0)
        .collect();
    wanted.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    wanted
}

fn is_json(named: &str) -> bool {
    named == fhir::JSON || named == "application/json" || named == "text/json"
}

/// Resources are served as JSON: a client that takes anything else only is told so.
pub fn need_json(headers: &HeaderMap, format: Option<&str>) -> Result<(), Refusal> {
    let refused =
        Refusal::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", "not-supported", "Served as application/fhir+json only");
    if let Some(format) = format {
        let format = format.to_ascii_lowercase();
        return if format == "json" || is_json(&format) { Ok(()) } else { Err(refused) };
    }
    let wanted = wanted(headers);
    let fits = |named: &str| is_json(named) || named == "*/*" || named == "application/*";
    if wanted.is_empty() || wanted.iter().any(|(named, _)| fits(named)) { Ok(()) } else { Err(refused) }
}

/// A `Binary` is wanted as a resource, rather than as what it holds.
pub fn prefers_resource(headers: &HeaderMap) -> bool {
    wanted(headers).first().is_some_and(|(named, _)| is_json(named))
}
