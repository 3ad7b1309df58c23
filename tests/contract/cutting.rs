//! Between the client and the server: cuts the connection of one kind of request at a chosen byte, in the request or in the
//! answer; all else passes, or does not.

use dmp::domain::Outcome;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// After so many bytes.
#[derive(Debug, Clone, Copy)]
pub enum Cut {
    Request(usize),
    Answer(usize),
}

#[derive(Default, Clone, Copy)]
struct Plan {
    cut: Option<Cut>,
    /// What is asked after the cut passes.
    again: bool,
    counting: bool,
    counted: (usize, usize),
    fell: bool,
}

pub struct Cutting {
    pub base: String,
    plan: Arc<Mutex<Plan>>,
    listening: AbortHandle,
}

impl Cutting {
    /// `what`: how the requests begin that are cut.
    pub async fn on(base: &str, what: &'static str) -> Self {
        let (server, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/{path}", listener.local_addr().unwrap());
        let plan = Arc::new(Mutex::new(Plan { again: true, ..Plan::default() }));
        let (server, kept) = (server.to_owned(), plan.clone());
        let listening = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (server, plan) = (server.clone(), kept.clone());
                tokio::spawn(async move {
                    let server = TcpStream::connect(server).await.unwrap();
                    pass(client, server, what, &plan).await;
                });
            }
        });
        Self { base, plan, listening: listening.abort_handle() }
    }

    /// Nobody answers any more.
    pub fn close(&self) {
        self.listening.abort();
        self.plan.lock().unwrap().cut = Some(Cut::Request(0));
    }

    pub fn count(&self) {
        *self.plan.lock().unwrap() = Plan { counting: true, again: true, ..Plan::default() };
    }

    /// Bytes of the request and of the answer.
    pub fn counted(&self) -> (usize, usize) {
        self.plan.lock().unwrap().counted
    }

    pub fn cut(&self, cut: Cut, again: bool) {
        *self.plan.lock().unwrap() = Plan { cut: Some(cut), again, ..Plan::default() };
    }

    pub fn whole(&self) {
        *self.plan.lock().unwrap() = Plan { again: true, ..Plan::default() };
    }
}

/// One request at a time, as HTTP/1.1 without pipelining sends them.
async fn pass(mut client: TcpStream, mut server: TcpStream, what: &str, plan: &Mutex<Plan>) {
    while let Some(request) = message(&mut client).await {
        let chosen = request.starts_with(what.as_bytes());
        let now = *plan.lock().unwrap();
        if now.fell && !now.again {
            return;
        }
        if chosen && let Some(Cut::Request(at)) = now.cut {
            plan.lock().unwrap().fell = true;
            // What has left is on its way, and the server has as long as it wants to act on it.
            let _ = server.write_all(request.get(..at).unwrap_or(&request)).await;
            let _ = server.shutdown().await;
            let mut rest = Vec::new();
            let _ = server.read_to_end(&mut rest).await;
            return;
        }
        server.write_all(&request).await.unwrap();
        let Some(answer) = message(&mut server).await else { return };
        if chosen && now.counting {
            plan.lock().unwrap().counted = (request.len(), answer.len());
        }
        if chosen && let Some(Cut::Answer(at)) = now.cut {
            plan.lock().unwrap().fell = true;
            let _ = client.write_all(answer.get(..at).unwrap_or(&answer)).await;
            return;
        }
        if client.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// Head and body, by its length or its chunks.
async fn message(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4) {
            let text = String::from_utf8_lossy(bytes.get(..head)?).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            let whole = match length {
                Some(length) => bytes.len() >= head + length,
                None if text.contains("transfer-encoding: chunked") => bytes.ends_with(b"0\r\n\r\n"),
                None => true,
            };
            if whole {
                return Some(bytes);
            }
        }
        match from.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(piece.get(..read)?),
        }
    }
}

/// Cut at every byte of its request and of its answer, a change says what is true: done is done, not done is not, and unknown
/// is said only when nothing could be learnt. `made`: whether the server has made it.
pub async fn at_every_byte(
    cutting: &Cutting,
    change: impl AsyncFn() -> Outcome,
    made: impl AsyncFn() -> bool,
    undo: impl AsyncFn(),
) {
    at_every(1, cutting, change, made, undo).await;
}

/// The same, every so many bytes: `DMP_EVERY_BYTE=1` cuts at each of them, in some minutes.
pub async fn here_and_there(
    cutting: &Cutting,
    change: impl AsyncFn() -> Outcome,
    made: impl AsyncFn() -> bool,
    undo: impl AsyncFn(),
) {
    let stride = if std::env::var_os("DMP_EVERY_BYTE").is_some() { 1 } else { 13 };
    at_every(stride, cutting, change, made, undo).await;
}

async fn at_every(
    stride: usize,
    cutting: &Cutting,
    change: impl AsyncFn() -> Outcome,
    made: impl AsyncFn() -> bool,
    undo: impl AsyncFn(),
) {
    cutting.count();
    assert_eq!(change().await, Outcome::Done);
    let (request, answer) = cutting.counted();
    assert!(request > 0 && answer > 0, "such a request was seen");
    undo().await;
    let (mut done, mut unknown) = (0, 0);
    let places = (0..request).step_by(stride).map(Cut::Request).chain((0..answer).step_by(stride).map(Cut::Answer));
    for (number, place) in places.enumerate() {
        // Whether what is kept can be read again afterwards: at every byte it can, and now and then it cannot.
        for again in [true, false].into_iter().take(if number % 16 == 0 { 2 } else { 1 }) {
            cutting.cut(place, again);
            let outcome = change().await;
            cutting.whole();
            let made = made().await;
            match &outcome {
                Outcome::Done => assert!(made, "{place:?}"),
                Outcome::NotDone(problem) => panic!("{place:?}: {problem:?} was never said by the server"),
                Outcome::Unknown => unknown += 1,
            }
            done += usize::from(made);
            if again && made {
                assert_eq!(outcome, Outcome::Done, "{place:?}: it could be learnt");
            }
            if made {
                undo().await;
            }
        }
    }
    assert!(done >= answer / stride && unknown >= request / stride, "both happened: {done} done, {unknown} unknown");
}
