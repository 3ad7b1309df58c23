//! What an error of the network means in the patient's terms. Its own words, which may hold addresses, go no further.

use super::names::NoSuchName;
use super::tls;
use crate::domain::Problem;
use std::error::Error;
use std::io;

pub(super) fn of(error: &reqwest::Error) -> Problem {
    let causes: Vec<_> = causes(error).collect();
    if let Some(tls) = causes.iter().find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return Problem::Tls(tls::fault(tls));
    }
    if causes.iter().any(|cause| cause.is::<NoSuchName>()) {
        return Problem::NameUnknown;
    }
    if error.is_connect() {
        return Problem::Unreachable;
    }
    if error.is_timeout() {
        return Problem::TimedOut;
    }
    let hyper = causes.iter().find_map(|cause| cause.downcast_ref::<hyper::Error>());
    if hyper.is_some_and(|error| error.is_parse() || error.is_parse_too_large()) {
        return Problem::Garbled;
    }
    let cut = |cause: &&(dyn Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
    };
    // Bytes that are not gzip, and not merely the beginning of it.
    if hyper.is_none() && error.is_decode() && !causes.iter().any(cut) { Problem::Garbled } else { Problem::Cut }
}

/// The error and what caused it, down to the first cause. An `io::Error` hides the one it wraps from `source`.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
