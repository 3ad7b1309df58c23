//! How long and how much: every limit of this room, in one place, so that a test can make them small.

use std::time::Duration;

/// The values of D18 and D19. Durations are real time; sizes are bytes counted after inflation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// To reach the server.
    pub connect: Duration,
    /// A whole exchange of JSON, and the first byte of a document.
    pub answer: Duration,
    /// A page of a list, or any other JSON.
    pub page: usize,
    /// A document.
    pub document: usize,
    /// A document slower than `slow_bytes` in this time is given up.
    pub slow_window: Duration,
    pub slow_bytes: usize,
    /// How many times a read is sent, the first one included.
    pub tries: u32,
    /// All the tries of a read together, the announced waits not counted.
    pub patience: Duration,
    /// The waits that a server asks for, all together, beyond which the person is told instead.
    pub announced: Duration,
    /// The first pause is drawn under this, the next ones under its doubles.
    pub pause: Duration,
    pub pause_max: Duration,
    /// One try of a refresh: short enough for a second one within the server's ten seconds (D17).
    pub refresh: Duration,
    /// An event stream that says nothing for this long is dead: a comment is due every 15 seconds.
    pub silence: Duration,
    /// How often notices are asked for where there is no stream, and the longest pause before a stream is opened again.
    pub poll: Duration,
    /// Between two questions that events give rise to, however many they are.
    pub between: Duration,
    /// A stream that held for this long was a good one.
    pub steady: Duration,
    /// What one stream may send, in bytes.
    pub stream: usize,
    /// Telling the server that the session is over.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(60),
            page: 2 << 20,
            document: 32 << 20,
            slow_window: Duration::from_secs(30),
            slow_bytes: 30 * 1024,
            tries: 3,
            patience: Duration::from_secs(20),
            announced: Duration::from_secs(60),
            pause: Duration::from_millis(500),
            pause_max: Duration::from_secs(8),
            refresh: Duration::from_secs(7),
            silence: Duration::from_secs(45),
            poll: Duration::from_secs(30),
            between: Duration::from_secs(1),
            steady: Duration::from_secs(60),
            stream: 1 << 20,
            farewell: Duration::from_secs(10),
        }
    }
}
