//! Somebody at the face: what is typed or piped in, and the bytes that come out.

use crate::pages::{Message, action, grave, page};
use dmp::face::linear::{Linear, Manner, Options};
use dmp::page::{Heard, Page};
use dmp::words::Words;
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

/// What the face has written.
#[derive(Clone, Default)]
pub struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is typed or piped in, as it comes. Ends when the sender does.
struct Typed {
    from: Receiver<Vec<u8>>,
    rest: Vec<u8>,
}

impl Read for Typed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.from.recv().unwrap_or_default();
        }
        let count = self.rest.len().min(into.len());
        into[..count].copy_from_slice(&self.rest[..count]);
        self.rest.drain(..count);
        Ok(count)
    }
}

pub struct Desk {
    pub linear: Linear<Written>,
    pub written: Written,
    pub keys: Option<Sender<Vec<u8>>>,
    pub words: Words,
}

impl Desk {
    pub fn new(manner: Manner) -> Self {
        let (keys, from) = channel();
        let written = Written::default();
        let linear = Linear::over(written.clone(), Typed { from, rest: Vec::new() }, manner, Options::default());
        Self { linear, written, keys: Some(keys), words: Words::french() }
    }

    pub fn feed(&self, bytes: &str) {
        self.keys.as_ref().unwrap().send(bytes.as_bytes().to_vec()).unwrap();
    }

    pub fn end(&mut self) {
        self.keys = None;
    }

    pub fn show(&mut self, page: &Page<Message>) {
        self.linear.show(page, &self.words).unwrap();
    }

    pub async fn next(&mut self, page: &Page<Message>) -> Heard<Message> {
        self.linear.next(page, &self.words).await.unwrap()
    }

    /// The next thing that is more than a key.
    pub async fn heard(&mut self, page: &Page<Message>) -> Heard<Message> {
        loop {
            let heard = self.next(page).await;
            if !matches!(heard, Heard::Active) {
                return heard;
            }
        }
    }

    /// What was written since the last call.
    pub fn took(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.written.0.lock().unwrap())).unwrap()
    }
}

pub fn asking() -> Page<Message> {
    let mut page = page("bloquer", "Bloquer");
    page.actions = vec![action("garder", 'g', "Ne rien changer"), grave("bloquer", "Bloquer l’accès", "bloquer")];
    page
}

pub fn did(heard: &Heard<Message>) -> Option<Message> {
    if let Heard::Did { does, .. } = heard { Some(does) } else { None }
}
