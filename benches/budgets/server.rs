//! `dmp sandbox` with one large record, as a process of its own; or here, with what no argument asks for.

use crate::http::Http;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dmp::sandbox;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The person whose record is generated, and their password.
pub const PERSON: (&str, &str) = ("mesure-0000", "Tilleul-4-saisons!");
const VERIFIER: &str = "a-verifier-of-the-right-length-0123456789-abcdefg";

pub struct Server {
    at_work: AtWork,
    /// `host:port`.
    pub address: String,
    /// How long it took to make the record.
    pub ready: Duration,
}

enum AtWork {
    Apart { child: Child, _data: TempDir },
    Here { _runtime: tokio::runtime::Runtime, _running: sandbox::Running },
}

pub struct Session {
    pub access: String,
    pub patient: String,
}

impl Server {
    pub fn start(documents: u32) -> Self {
        let data = tempfile::tempdir().unwrap();
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_dmp"))
            .args(["sandbox", "--listen", "127.0.0.1:0", "--no-source-limit", "--records", "1", "--documents"])
            .arg(documents.to_string())
            .arg("--data")
            .arg(data.path().join("sandbox"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").and_then(|rest| rest.strip_suffix("/fhir"));
        let address = address.unwrap_or_else(|| panic!("the sandbox said {line:?}")).to_owned();
        Self { at_work: AtWork::Apart { child, _data: data }, address, ready: start.elapsed() }
    }

    /// In memory.
    pub fn here(options: sandbox::Options) -> Self {
        let start = Instant::now();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let running = runtime.block_on(sandbox::start(sandbox::Options { source_limit: false, records: 1, ..options })).unwrap();
        let address = running.base().strip_prefix("http://").and_then(|rest| rest.strip_suffix("/fhir")).unwrap().to_owned();
        Self { at_work: AtWork::Here { _runtime: runtime, _running: running }, address, ready: start.elapsed() }
    }

    pub fn pid(&self) -> u32 {
        match &self.at_work {
            AtWork::Apart { child, .. } => child.id(),
            AtWork::Here { .. } => std::process::id(),
        }
    }

    pub fn base(&self) -> String {
        format!("http://{}/fhir", self.address)
    }

    /// The last code sent to the person.
    pub fn code(&self) -> Option<String> {
        let sent = Http::to(&self.address).get(&format!("/sandbox/outbox?to={}", PERSON.0), "").json();
        sent.as_array()?.iter().rev().find_map(|message| Some(message["code"].as_str()?.to_owned()))
    }

    pub fn sign_in(&self) -> Session {
        let mut http = Http::to(&self.address);
        let begun = http.post("/auth/challenge", &first_step(PERSON.0, PERSON.1));
        let session = begun.text("auth_session");
        let chosen = http.post("/auth/challenge", &[("auth_session", &session), ("otp_channel", "sms")]);
        let code = self.code().unwrap();
        let done = http.post("/auth/challenge", &[("auth_session", &chosen.text("auth_session")), ("otp", &code)]);
        let tokens = http.post(
            "/auth/token",
            &[
                ("grant_type", "authorization_code"),
                ("client_id", "dmp-patient"),
                ("code", &done.text("authorization_code")),
                ("code_verifier", VERIFIER),
                ("client_instance", "00000000000000000000000000000001"),
            ],
        );
        Session { access: tokens.text("access_token"), patient: tokens.text("patient") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let AtWork::Apart { child, .. } = &mut self.at_work {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The form of the first step of a sign-in.
pub fn first_step<'a>(identifier: &'a str, password: &'a str) -> Vec<(&'static str, &'a str)> {
    static CHALLENGE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)));
    vec![
        ("response_type", "code"),
        ("client_id", "dmp-patient"),
        ("scope", "patient/*.rs"),
        ("code_challenge", CHALLENGE.as_str()),
        ("code_challenge_method", "S256"),
        ("username", identifier),
        ("password", password),
        ("place", "home"),
    ]
}
