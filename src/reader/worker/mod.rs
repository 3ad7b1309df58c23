//! Untrusted binary formats are parsed in a process that can do nothing else: what goes in, what comes out, on both sides.
//!
//! The process itself is started by `run` and confined by `main`. Each side distrusts the other: lengths are checked before
//! anything is allocated, and what comes back is only text to be cleaned and bytes to be checked.

mod frame;

use super::{pdf, picture};
use crate::domain::{Damage, Framing, Secret};
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind, Read, Write};

/// Bytes of the document that goes in (D19), of what a job says besides, of a password.
const DOCUMENT: usize = 32 << 20;
const ORDER: usize = 4 << 10;
const PASSWORD: usize = 4 << 10;
/// Bytes of what comes back: what is said, and each file or picture that follows.
const SAID: usize = 48 << 20;
const BLOB: usize = 64 << 20;

/// What is asked of the worker about a document.
#[derive(Debug)]
pub enum Job<'j> {
    /// The text of so many pages at most, opened with the document's own password when it has one.
    PdfText { password: Option<&'j Secret>, pages: usize },
    /// The pages of a picture.
    Album { kind: picture::Kind },
    /// The pixels of a part of a page, the first page being 0.
    Paint { kind: picture::Kind, page: usize, framing: Framing },
    /// A picture ready to be sent, in so many bytes.
    Bare { kind: picture::Kind, at_most: usize },
}

/// What the worker found. Nothing in it has been cleaned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Done {
    PdfText(Box<pdf::Text>),
    Album(picture::Album),
    Pixels(picture::Pixels),
    Bare(picture::Bare),
}

/// Does jobs elsewhere: [`Damage::Unsafe`] when it could not be done within the limits.
pub trait Worker: Sync {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage>;
}

/// A job as it travels; its secret and its document follow in frames of their own.
#[derive(Serialize, Deserialize)]
enum Order {
    PdfText { locked: bool, pages: usize },
    Album { kind: picture::Kind },
    Paint { kind: picture::Kind, page: usize, framing: Framing },
    Bare { kind: picture::Kind, at_most: usize },
}

impl Done {
    /// What follows the words, in order.
    fn blobs(&mut self) -> Vec<&mut Vec<u8>> {
        match self {
            Self::PdfText(text) => text.files.iter_mut().map(|file| &mut file.bytes).collect(),
            Self::Album(_) => Vec::new(),
            Self::Pixels(pixels) => vec![&mut pixels.bytes],
            Self::Bare(bare) => vec![&mut bare.bytes],
        }
    }
}

/// The work itself, in the process of whoever calls: the worker's, or a test's.
pub fn perform(job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
    match job {
        Job::PdfText { password, pages } => {
            let text = pdf::text(bytes, password.map_or("", Secret::reveal), *pages)?;
            Ok(Done::PdfText(Box::new(text)))
        }
        Job::Album { kind } => picture::album(*kind, bytes).map(Done::Album),
        Job::Paint { kind, page, framing } => picture::pixels(*kind, bytes, *page, framing).map(Done::Pixels),
        Job::Bare { kind, at_most } => picture::bare(*kind, bytes, *at_most).map(Done::Bare),
    }
}

/// The worker's whole life: one job in, one answer out.
pub fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let order = serde_json::from_slice(&frame::read(input, ORDER)?)?;
    let password = String::from_utf8(frame::read(input, PASSWORD)?).map(Secret::new).map_err(|_| ErrorKind::InvalidData)?;
    let bytes = frame::read(input, DOCUMENT)?;
    let job = match order {
        Order::PdfText { locked, pages } => Job::PdfText { password: locked.then_some(&password), pages },
        Order::Album { kind } => Job::Album { kind },
        Order::Paint { kind, page, framing } => Job::Paint { kind, page, framing },
        Order::Bare { kind, at_most } => Job::Bare { kind, at_most },
    };
    let mut outcome = perform(&job, &bytes);
    let mut blobs: Vec<Vec<u8>> = Vec::new();
    if let Ok(done) = &mut outcome {
        blobs.extend(done.blobs().into_iter().map(std::mem::take));
    }
    frame::write(output, &serde_json::to_vec(&outcome)?)?;
    blobs.iter().try_for_each(|blob| frame::write(output, blob))?;
    output.flush()
}

/// Sends a job to a worker.
pub fn send(out: &mut impl Write, job: &Job<'_>, bytes: &[u8]) -> io::Result<()> {
    let (order, password) = match job {
        Job::PdfText { password, pages } => (Order::PdfText { locked: password.is_some(), pages: *pages }, *password),
        Job::Album { kind } => (Order::Album { kind: *kind }, None),
        Job::Paint { kind, page, framing } => (Order::Paint { kind: *kind, page: *page, framing: *framing }, None),
        Job::Bare { kind, at_most } => (Order::Bare { kind: *kind, at_most: *at_most }, None),
    };
    frame::write(out, &serde_json::to_vec(&order)?)?;
    frame::write(out, password.map_or("", Secret::reveal).as_bytes())?;
    frame::write(out, bytes)?;
    out.flush()
}

/// What a worker answers: [`Damage::Unsafe`] when that is not an answer.
pub fn receive(input: &mut impl Read) -> Result<Done, Damage> {
    let said = frame::read(input, SAID).map_err(|_| Damage::Unsafe)?;
    let mut done: Done = serde_json::from_slice::<Result<Done, Damage>>(&said).map_err(|_| Damage::Unsafe)??;
    let mut left = BLOB;
    for blob in done.blobs() {
        *blob = frame::read(input, left).map_err(|_| Damage::Unsafe)?;
        left = left.saturating_sub(blob.len());
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f29_an_answer_that_is_none_is_refused() {
        let mut framed = Vec::new();
        frame::write(&mut framed, b"{\"Ok\":{\"PdfText\":").unwrap();
        for garbage in [&b""[..], b"\xff\xff\xff\xff", b"\0\0\0\0", b"<html>", &framed] {
            assert_eq!(receive(&mut &garbage[..]), Err(Damage::Unsafe), "{garbage:?}");
        }
    }

    #[test]
    fn a_refusal_travels_as_itself() {
        let (mut job, mut answer) = (Vec::new(), Vec::new());
        send(&mut job, &Job::PdfText { password: None, pages: 1 }, b"not a PDF").unwrap();
        serve(&mut job.as_slice(), &mut answer).unwrap();
        assert_eq!(receive(&mut answer.as_slice()), Err(Damage::Malformed));
    }
}
