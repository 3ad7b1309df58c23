//! A file on its way to the server, within a resource and in base64: no limit in all, but one of slowness (D19). To stop it is
//! to drop it: what has not wholly left was never there.

use super::connection::Condition;
use super::limits::Limits;
use crate::domain::Problem;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

/// Bytes of the file in a piece: a multiple of three, so that the pieces in base64 make the whole.
const PIECE: usize = 12 * 1024;

#[derive(Clone)]
pub(super) struct Upload {
    /// The resource as JSON, up to the data and from there on.
    pub before: Arc<str>,
    pub after: Arc<str>,
    pub bytes: Arc<[u8]>,
    pub condition: Condition,
    /// Bytes of the file that have been taken to be sent.
    pub sent: watch::Sender<u64>,
}

impl Upload {
    /// Whether the server may have the whole of it.
    pub fn has_left(&self) -> bool {
        *self.sent.borrow() >= self.total()
    }

    fn total(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Bytes of the body.
    pub fn length(&self) -> u64 {
        let data = self.bytes.len().div_ceil(3).saturating_mul(4);
        self.before.len().saturating_add(data).saturating_add(self.after.len()) as u64
    }

    /// The body, from its beginning.
    pub fn body(&self) -> impl Stream<Item = Result<Vec<u8>, Infallible>> + Send + 'static {
        let (before, after) = (self.before.as_bytes().to_vec(), self.after.as_bytes().to_vec());
        let upload = self.clone();
        let data = stream::iter(0..self.bytes.len().div_ceil(PIECE)).map(move |number| upload.piece(number));
        stream::iter([before]).chain(data).chain(stream::iter([after])).map(Ok)
    }

    fn piece(&self, number: usize) -> Vec<u8> {
        let from = number.saturating_mul(PIECE);
        let to = from.saturating_add(PIECE).min(self.bytes.len());
        self.sent.send_replace(to as u64);
        STANDARD.encode(self.bytes.get(from..to).unwrap_or_default()).into_bytes()
    }

    /// Gives up what hardly moves. Once all is taken, some of it may still wait on the way out: the answer is given as long again
    /// as the sending took.
    pub async fn watched<T>(&self, limits: &Limits, sending: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
        let mut sending = pin!(sending);
        let begun = Instant::now();
        self.sent.send_replace(0);
        while !self.has_left() {
            let before = *self.sent.borrow();
            if let Ok(done) = timeout(limits.slow_window, &mut sending).await {
                return done;
            }
            let moved = self.sent.borrow().saturating_sub(before);
            if !self.has_left() && moved < limits.slow_bytes as u64 {
                return Err(Problem::TimedOut);
            }
        }
        timeout(limits.answer.saturating_add(begun.elapsed()), sending).await.unwrap_or(Err(Problem::TimedOut))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::connection::Condition;

    fn upload(bytes: Vec<u8>) -> Upload {
        Upload {
            before: "{\"é\":\"".into(),
            after: "\"}".into(),
            bytes: bytes.into(),
            condition: Condition::NoneExist(String::new()),
            sent: watch::Sender::new(0),
        }
    }

    #[tokio::test]
    async fn the_body_is_of_the_length_announced_and_tells_how_far_it_is() {
        for size in [0, 1, 2, 3, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 2] {
            let bytes: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let upload = upload(bytes.clone());
            let mut body = std::pin::pin!(upload.body());
            let (mut whole, mut steps) = (Vec::new(), Vec::new());
            while let Some(Ok(piece)) = body.next().await {
                whole.extend(piece);
                steps.push(*upload.sent.borrow());
            }
            assert_eq!(whole.len() as u64, upload.length(), "{size}");
            let said: serde_json::Value = serde_json::from_slice(&whole).unwrap();
            assert_eq!(STANDARD.decode(said["é"].as_str().unwrap()).unwrap(), bytes, "{size}");
            assert!(steps.is_sorted() && *steps.last().unwrap() == size as u64 && upload.has_left());
        }
    }

    /// A file of which so many bytes are taken every second; how long it took until the server answered, or it was given up.
    async fn taken(each: usize) -> (Result<(), Problem>, u64) {
        let upload = upload(vec![7; 300_000]);
        let begun = Instant::now();
        let sending = async {
            for second in 1..=300_000_usize.div_ceil(each) {
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                upload.sent.send_replace((second * each).min(300_000) as u64);
            }
            tokio::time::sleep(std::time::Duration::from_secs(50)).await;
            Ok(())
        };
        let outcome = upload.watched(&Limits::default(), sending).await;
        (outcome, begun.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn f11_a_slow_file_is_sent_to_its_end_and_a_trickle_given_up() {
        assert_eq!(taken(1100).await, (Ok(()), 323), "five minutes, at a little more than 1 KB a second");
        assert_eq!(taken(900).await, (Err(Problem::TimedOut), 30));
    }
}
