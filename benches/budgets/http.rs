//! A kept connection to the sandbox. It does so little that what is measured through it is the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than any answer takes.
const LIMIT: Duration = Duration::from_secs(60);

pub struct Http(BufReader<TcpStream>);

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    #[track_caller]
    pub fn text(&self, member: &str) -> String {
        let json = self.json();
        json[member].as_str().unwrap_or_else(|| panic!("no {member} in {json}")).to_owned()
    }
}

impl Http {
    /// `host:port`.
    pub fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        Self(BufReader::with_capacity(1 << 18, stream))
    }

    /// `headers`: whole lines, each with its line end.
    pub fn get(&mut self, path: &str, headers: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"))
    }

    pub fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let kind = "application/x-www-form-urlencoded";
        let head = format!("Host: localhost\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
        self.send(&format!("POST {path} HTTP/1.1\r\n{head}\r\n{body}"))
    }

    fn send(&mut self, request: &str) -> Answer {
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let status = self.line().split(' ').nth(1).unwrap().parse().unwrap();
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().to_ascii_lowercase();
            match line.split_once(": ") {
                Some(("content-length", value)) => length = value.parse().unwrap(),
                Some(("transfer-encoding", _)) => chunked = true,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                let size = usize::from_str_radix(&self.line(), 16).unwrap();
                self.bytes(size, &mut body);
                self.line();
                if size == 0 {
                    break;
                }
            }
        } else {
            self.bytes(length, &mut body);
        }
        Answer { status, body }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    fn bytes(&mut self, size: usize, into: &mut Vec<u8>) {
        let from = into.len();
        into.resize(from + size, 0);
        self.0.read_exact(&mut into[from..]).unwrap();
    }
}
