//! The sandbox server as a process of its own, on a free port of this computer.

use super::pipe::Pipe;
use super::{DONE, Ended, Start};
use rustix::process::Signal;
use std::io::{Read, Write};
use std::net::TcpStream;

pub struct Sandbox {
    pipe: Pipe,
    pub base: String,
}

impl Sandbox {
    /// Started when it says where it listens.
    pub fn start() -> Self {
        Self::with(&[])
    }

    pub fn with(more: &[&str]) -> Self {
        let arguments = ["sandbox", "--listen", "127.0.0.1:0", "--data", "data", "--no-source-limit"];
        let pipe = Pipe::start(Start::dmp(&[&arguments, more].concat()));
        pipe.hear(0, "\n");
        let said = pipe.out();
        let base = said.strip_prefix("listening on ").unwrap_or_else(|| panic!("{said}")).trim_end().to_owned();
        Self { pipe, base }
    }

    /// What a person's telephone received last, as the sandbox's outbox has it.
    pub fn code_of(&self, identifier: &str) -> String {
        let answer = self.get(&format!("/sandbox/outbox?to={identifier}"), "");
        let last = answer.rsplit_once("\"code\":\"").unwrap_or_else(|| panic!("{answer}")).1;
        last.split('"').next().unwrap().to_owned()
    }

    /// All that a person's telephone and mailbox received.
    pub fn outbox(&self, identifier: &str) -> String {
        self.get(&format!("/sandbox/outbox?to={identifier}"), "")
    }

    /// Somebody else does this to the record of `identifier`, from another terminal.
    pub fn act(&self, identifier: &str, gesture: &[&str]) {
        let url = self.base.trim_end_matches("/fhir");
        let mut pipe =
            Pipe::start(Start::dmp(&[&["sandbox", "act"], gesture, &["--patient", identifier, "--url", url]].concat()));
        assert_eq!(pipe.end(), DONE, "{}{}", pipe.out(), pipe.errors());
    }

    /// The status that this access token is worth now.
    pub fn status_for(&self, access: &str) -> u16 {
        let answer = self.get("/account/sessions", &format!("Authorization: Bearer {access}\r\n"));
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn get(&self, path: &str, header: &str) -> String {
        let (host, _) = self.base.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{header}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn stop(mut self) -> Ended {
        self.pipe.signal(Signal::TERM);
        self.pipe.end()
    }
}
