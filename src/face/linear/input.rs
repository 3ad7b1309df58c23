//! What comes in, read on a thread of its own that never keeps the program from ending.

use std::collections::VecDeque;
use std::io::{self, Read};
use tokio::sync::mpsc::{Receiver, channel};
use zeroize::{Zeroize, Zeroizing};

/// Passwords pass here: erased when dropped.
pub type Chunk = Zeroizing<Vec<u8>>;

/// An answer longer than this, in bytes, is refused whole: a piece of it would not be what was meant.
pub const LONGEST: usize = 16 * 1024;

/// The same for what is added at once to a text of several lines, which is no password: growing may leave copies of it.
pub const LONGEST_TEXT: usize = 1024 * 1024;

/// Standard input without the buffer of `std`, which would keep what it read.
#[cfg(unix)]
pub fn standard() -> io::Result<impl Read + Send + 'static> {
    use std::os::fd::AsFd;
    Ok(std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

#[cfg(not(unix))]
pub fn standard() -> io::Result<impl Read + Send + 'static> {
    Ok(io::stdin())
}

/// Reads until the end, or until nobody listens any more. The channel closes at the end of input.
pub fn listen(mut source: impl Read + Send + 'static) -> Receiver<Chunk> {
    let (sender, receiver) = channel(16);
    std::thread::spawn(move || {
        let mut buffer = Zeroizing::new(vec![0; 4096]);
        loop {
            match source.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    let chunk = Zeroizing::new(buffer.get(..count).unwrap_or_default().to_vec());
                    if sender.blocking_send(chunk).is_err() {
                        break;
                    }
                }
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    });
    receiver
}

/// A line read from a pipe.
pub enum Answer {
    Line(Zeroizing<String>),
    TooLong,
}

/// Bytes cut into lines. What has no line feed after it is not an answer: end of input never chooses.
#[derive(Default)]
pub struct Lines {
    partial: Zeroizing<Vec<u8>>,
    overflow: bool,
    ready: VecDeque<Answer>,
}

impl Lines {
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    let text = String::from_utf8_lossy(&self.partial).trim_end_matches('\r').to_owned();
                    let line = Answer::Line(Zeroizing::new(text));
                    self.ready.push_back(if self.overflow { Answer::TooLong } else { line });
                    self.overflow = false;
                    self.partial.zeroize();
                }
                _ if self.partial.len() >= LONGEST_TEXT => self.overflow = true,
                byte => {
                    // Growing little by little would leave copies of a password behind.
                    if self.partial.capacity() < LONGEST {
                        self.partial.reserve_exact(LONGEST);
                    }
                    self.partial.push(*byte);
                }
            }
        }
    }

    pub fn next(&mut self) -> Option<Answer> {
        self.ready.pop_front()
    }
}
