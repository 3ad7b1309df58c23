//! What servers and the worker send: read or refused, never believed beyond its own bytes.

use super::FRAMINGS;
use super::reading::holds;
use super::text::is_harmful;
use dmp::api::{Address, fhir, retry_after};
use dmp::domain::{Damage, Date, PatientId};
use dmp::reader;
use dmp::reader::worker::{self, Done, Job, Worker};

/// A whole JSON answer: a page of documents, a document, a patient.
pub fn answer(bytes: &[u8], _: &dyn Worker) {
    if let Ok(listing) = fhir::listing(bytes) {
        // The shortest entry is `{}` and its comma.
        assert!(listing.documents.len() + listing.unreadable.len() <= bytes.len());
        for document in &listing.documents {
            assert!(!document.contents.is_empty());
            assert_eq!(document.title.chars().find(|c| is_harmful(*c)), None, "{:?}", document.title);
        }
        for name in &listing.unreadable {
            assert_eq!(name.chars().find(|c| is_harmful(*c)), None, "{name:?}");
        }
    }
    if let Ok(document) = fhir::document(bytes) {
        assert!(!document.contents.is_empty());
    }
    if let Some(patient) = PatientId::new("pat-1") {
        let _ = fhir::patient(bytes, &patient);
    }
    if let Ok(bundle) = fhir::Bundle::read(bytes) {
        assert!(bundle.resources().count() <= bytes.len());
    }
}

/// A header, what the server says the time is, and dates of both kinds, one a line.
pub fn header(bytes: &[u8], _: &dyn Worker) {
    let text = String::from_utf8_lossy(bytes);
    let (wait, now) = text.split_once('\n').unwrap_or((&text, ""));
    for now in [Some(now), None] {
        assert!(retry_after(wait, now).is_none_or(|seconds| seconds <= 86_400), "{wait:?}");
    }
    for line in text.lines() {
        for date in [Date::fhir(line), Date::hl7(line)].into_iter().flatten() {
            let said = super::faces::FRENCH.date(date);
            assert!(!said.is_empty() && !said.contains(is_harmful), "{said:?}");
        }
    }
}

/// The address that is configured, and one that the server gives, one a line: never another origin (S61).
pub fn address(bytes: &[u8], _: &dyn Worker) {
    let text = String::from_utf8_lossy(bytes);
    let (typed, given) = text.split_once('\n').unwrap_or(("https://dmp.exemple.fr/fhir", &text));
    let Ok(address) = Address::new(typed) else { return };
    assert!(address.secure() || address.local(), "{typed:?}");
    assert!(!address.host().contains(is_harmful));
    let start = |url: &str| url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    if let Ok(url) = address.same_origin(given) {
        assert_eq!(start(url.as_str()), start(address.as_str()), "{given:?}");
    }
}

/// A worker that was taken over, and answers these bytes.
struct Says<'b>(&'b [u8]);

impl Worker for Says<'_> {
    fn work(&self, _: &Job<'_>, _: &[u8]) -> Result<Done, Damage> {
        worker::receive(&mut &*self.0)
    }
}

/// Whatever it answers, for a PDF, for a picture and for pixels.
pub fn worker(bytes: &[u8], _: &dyn Worker) {
    const SAID: usize = 64 << 10;
    const FOR_EACH_BYTE: usize = 2_000;
    let says = Says(bytes);
    for document in [&b"%PDF-1.7"[..], b"\xff\xd8\xff"] {
        if let Ok(reading) = reader::read(document, "", None, &says) {
            holds(&reading, SAID + bytes.len() * FOR_EACH_BYTE);
        }
    }
    for framing in FRAMINGS {
        if let Ok(painted) = reader::paint(b"\xff\xd8\xff", "", 0, framing, &says) {
            let (wide, high) = framing.within;
            assert!(painted.raster.width() <= wide && painted.raster.height() <= high);
        }
    }
}
