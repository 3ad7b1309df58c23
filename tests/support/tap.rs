//! Between the program and a server: everything the program sends is passed on and kept, so that a test knows the
//! secrets that nobody shows.

use super::LIMIT;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct Tap {
    /// The server's base, here.
    pub base: String,
    kept: Arc<Kept>,
}

#[derive(Default)]
struct Kept {
    sent: Mutex<Vec<u8>>,
    more: Condvar,
    mute: AtomicBool,
}

impl Tap {
    /// In front of the server whose base this is.
    pub fn on(base: &str) -> Self {
        let (server, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/{path}", listener.local_addr().unwrap());
        let kept = Arc::new(Kept::default());
        let (server, keeping) = (server.to_owned(), Arc::clone(&kept));
        thread::spawn(move || {
            for client in listener.incoming() {
                let Ok((client, server)) = client.and_then(|client| Ok((client, TcpStream::connect(&server)?))) else { return };
                let (mut answers, mut asker) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                let keeping = Arc::clone(&keeping);
                thread::spawn(move || keeping.pass(client, server));
                thread::spawn(move || {
                    // A side that has gone is the end of this connection, and no fault.
                    let _ = std::io::copy(&mut answers, &mut asker);
                    let _ = asker.shutdown(Shutdown::Both);
                });
            }
        });
        Self { base, kept }
    }

    /// From now on, the server no longer gets anything and so answers nothing.
    pub fn mute(&self) {
        self.kept.mute.store(true, Ordering::SeqCst);
    }

    /// All that was sent so far, each request on lines of its own.
    pub fn sent(&self) -> String {
        let sent = String::from_utf8_lossy(&self.kept.sent.lock().unwrap()).into_owned();
        sent.replace("GET /", "\nGET /").replace("POST /", "\nPOST /")
    }

    /// Waits until this has been sent.
    pub fn wait(&self, text: &str) {
        let sent = self.kept.sent.lock().unwrap();
        let missing = |sent: &mut Vec<u8>| !sent.windows(text.len()).any(|window| window == text.as_bytes());
        let (sent, wait) = self.kept.more.wait_timeout_while(sent, LIMIT, missing).unwrap();
        assert!(!wait.timed_out(), "{text:?} was never sent: {}", String::from_utf8_lossy(&sent));
    }

    /// What stands after `name`, each time it was sent, up to the end of the line or of the form's value; each once.
    pub fn after(&self, name: &str) -> Vec<String> {
        let sent = self.sent();
        let values = sent.split(name).skip(1).map(|rest| rest.split(['\r', '\n', '&', ' ']).next().unwrap().to_owned());
        let mut values: Vec<_> = values.collect();
        values.sort();
        values.dedup();
        values
    }
}

impl Kept {
    fn pass(&self, mut client: TcpStream, mut server: TcpStream) {
        let mut buffer = [0; 8192];
        while let Ok(read @ 1..) = client.read(&mut buffer) {
            self.sent.lock().unwrap().extend(&buffer[..read]);
            self.more.notify_all();
            if !self.mute.load(Ordering::SeqCst) && server.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = server.shutdown(Shutdown::Both);
    }
}
