//! Server-Sent Events as they come (HTML, "Interpreting an event stream"): bytes into events, whatever the bytes. It holds
//! a line and an event at most, and both are short.

/// Bytes of a line, and of what an event carries: the rest is dropped.
const LONGEST: usize = 8 << 10;

/// What stands between two blank lines, when there is something.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub name: String,
    pub data: String,
}

#[derive(Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed after it ends nothing.
    returned: bool,
    begun: bool,
    event: Event,
    has_data: bool,
    /// The last id that was said; the next stream begins after it.
    pub id: Option<String>,
    /// How long to wait before the next stream, in milliseconds.
    pub retry: Option<u64>,
}

impl Parser {
    /// Goes on from the last event of another stream.
    pub fn after(id: Option<String>) -> Self {
        Self { id, ..Self::default() }
    }

    /// The events that these bytes complete are given one after the other.
    pub fn feed(&mut self, bytes: &[u8], mut each: impl FnMut(Event)) {
        for byte in bytes {
            match byte {
                b'\n' if std::mem::take(&mut self.returned) => {}
                b'\n' | b'\r' => {
                    self.returned = *byte == b'\r';
                    let line = std::mem::take(&mut self.line);
                    if let Some(event) = self.line(&String::from_utf8_lossy(&line)) {
                        each(event);
                    }
                }
                _ => {
                    self.returned = false;
                    if self.line.len() < LONGEST {
                        self.line.push(*byte);
                    }
                }
            }
        }
    }

    fn line(&mut self, line: &str) -> Option<Event> {
        // A byte order mark may stand before the first line.
        let line = if std::mem::replace(&mut self.begun, true) { line } else { line.trim_start_matches('\u{feff}') };
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            return std::mem::take(&mut self.has_data).then_some(event);
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event.name),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                if self.event.data.len().saturating_add(value.len()) <= LONGEST {
                    self.event.data.push_str(value);
                }
            }
            // Sent back in a header: only what can stand there.
            "id" if value.len() <= 128 && value.bytes().all(|byte| byte.is_ascii_graphic()) => self.id = Some(value.to_owned()),
            "retry" => self.retry = value.parse().ok().or(self.retry),
            // A comment, or a field that has no meaning.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        Parser::default().feed(bytes, |event| events.push(event));
        events
    }

    fn event(name: &str, data: &str) -> Event {
        Event { name: name.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn events_are_what_stands_between_blank_lines_however_lines_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = [
                "\u{feff}id: 4",
                "retry: 3000",
                "",
                ":",
                "",
                "event: notice",
                "id:5",
                "data: {\"id\":",
                "data:\"n\"}",
                "",
                "data",
            ];
            let text = text.join(end) + end + end;
            assert_eq!(events(text.as_bytes()), [event("notice", "{\"id\":\n\"n\"}"), event("", "")], "{end:?}");
        }
    }

    #[test]
    fn bytes_come_in_any_pieces_and_ids_last() {
        let text = "event: notice\r\nid: 17\r\ndata: é\r\n\r\nretry: soon\nretry: 250\n\nid: 18\n";
        for size in 1..text.len() {
            let (mut parser, mut events) = (Parser::default(), Vec::new());
            for piece in text.as_bytes().chunks(size) {
                parser.feed(piece, |event| events.push(event));
            }
            assert_eq!(events, [event("notice", "é")], "{size}");
            assert_eq!((parser.id.as_deref(), parser.retry), (Some("18"), Some(250)));
        }
    }

    #[test]
    fn f12_a_line_or_an_event_without_end_holds_no_memory() {
        let mut parser = Parser::default();
        let mut seen = 0;
        for _ in 0..1_000 {
            parser.feed(&[b'x'; 10_000], |_| seen += 1);
        }
        assert!(parser.line.capacity() <= 2 * LONGEST);
        parser.feed(b"\n", |_| seen += 1);
        for _ in 0..100_000 {
            parser.feed(b"data: again and again\n", |_| seen += 1);
        }
        assert!(parser.event.data.capacity() <= 32 * LONGEST && seen == 0);
    }

    #[test]
    fn an_id_that_no_header_can_carry_is_not_kept() {
        let mut parser = Parser::after(Some("3".to_owned()));
        parser.feed("id: é\nid: a b\nid: \u{0}\n\n".as_bytes(), |_| ());
        assert_eq!(parser.id.as_deref(), Some("3"));
    }
}
