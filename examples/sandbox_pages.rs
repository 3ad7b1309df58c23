//! Measures the sandbox's list page: `cargo run --release --example sandbox_pages -- DOCUMENTS REQUESTS`.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, clippy::use_debug)]

use dmp::sandbox::{Options, start};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u32>().unwrap());
    let (documents, requests) = (arguments.next().unwrap_or(10_000), arguments.next().unwrap_or(2_000));
    let folder = std::env::temp_dir().join(format!("sandbox-pages-{}", std::process::id()));
    let begun = Instant::now();
    let options = Options { data: Some(folder.clone()), records: 1, documents, source_limit: false, ..Options::default() };
    let running = start(options).await.unwrap();
    println!("first start with {documents} documents: {:.2?}", begun.elapsed());
    let base = running.base().to_owned();
    tokio::task::spawn_blocking(move || measure(&base, requests)).await.unwrap();
    running.stop().await;
    let begun = Instant::now();
    let again = start(Options { data: Some(folder.clone()), ..Options::default() }).await.unwrap();
    println!("second start: {:.2?}", begun.elapsed());
    again.stop().await;
    std::fs::remove_dir_all(folder).unwrap();
}

fn measure(base: &str, requests: u32) {
    let host = base.trim_start_matches("http://").trim_end_matches("/fhir").to_owned();
    let mut wire = TcpStream::connect(&host).unwrap();
    wire.set_nodelay(true).unwrap();
    let post = |wire: &mut TcpStream, path: &str, body: &str| -> Value {
        let kind = "application/x-www-form-urlencoded";
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
        serde_json::from_slice(&exchange(wire, &(head + body))).unwrap()
    };
    let verifier = "a-verifier-of-the-right-length-0123456789-abcdefg";
    let challenge = "response_type=code&client_id=dmp-patient&code_challenge_method=S256&place=home&username=mesure-0000";
    let pkce = {
        use base64::Engine;
        use sha2::{Digest, Sha256};
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
    };
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let begun = post(&mut wire, "/auth/challenge", &format!("{challenge}&password=Tilleul-4-saisons!&code_challenge={pkce}"));
    let chosen = post(&mut wire, "/auth/challenge", &format!("auth_session={}&otp_channel=sms", text(&begun, "auth_session")));
    let outbox = get(&mut wire, &host, "/sandbox/outbox?to=mesure-0000", "", "");
    let outbox: Value = serde_json::from_slice(&outbox).unwrap();
    let otp = text(&outbox[0], "code");
    let done = post(&mut wire, "/auth/challenge", &format!("auth_session={}&otp={otp}", text(&chosen, "auth_session")));
    let code = text(&done, "authorization_code");
    let tokens = post(
        &mut wire,
        "/auth/token",
        &format!("grant_type=authorization_code&code={code}&code_verifier={verifier}&client_instance=i"),
    );
    let (access, patient) = (text(&tokens, "access_token"), text(&tokens, "patient"));
    let list = format!("/fhir/DocumentReference?patient={patient}&status=current");
    for (name, path, encoding) in [
        ("newest first", format!("{list}&_sort=-date&_count=50"), ""),
        ("newest first, gzip", format!("{list}&_sort=-date&_count=50"), "gzip"),
        ("by type", format!("{list}&_sort=-date&_count=50&type=11502-2"), ""),
        ("by author", format!("{list}&_count=50&author.family=garnier"), ""),
        ("one document", format!("{list}&_count=1"), ""),
    ] {
        let begun = Instant::now();
        let mut bytes = 0;
        for _ in 0..requests {
            bytes += get(&mut wire, &host, &path, &access, encoding).len();
        }
        let each = begun.elapsed() / requests;
        println!("{name}: {each:.1?} a request, {:.0} a second, {} bytes", 1.0 / each.as_secs_f64(), bytes as u32 / requests);
    }
}

fn get(wire: &mut TcpStream, host: &str, path: &str, access: &str, encoding: &str) -> Vec<u8> {
    exchange(
        wire,
        &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {access}\r\nAccept-Encoding: {encoding}\r\n\r\n"),
    )
}

/// One request, one answer: by length or in chunks.
fn exchange(wire: &mut TcpStream, request: &str) -> Vec<u8> {
    wire.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 65_536];
    loop {
        let read = wire.read(&mut buffer).unwrap();
        assert!(read > 0, "cut");
        bytes.extend_from_slice(&buffer[..read]);
        let Some(head) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let headers = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
        assert!(headers.starts_with("http/1.1 200") || headers.starts_with("http/1.1 400"), "{headers}");
        let length =
            headers.lines().find_map(|line| line.strip_prefix("content-length: ")).map(|length| length.parse::<usize>().unwrap());
        let whole = match length {
            Some(length) => bytes.len() >= head + 4 + length,
            None => bytes.ends_with(b"0\r\n\r\n"),
        };
        if whole {
            return bytes.split_off(head + 4);
        }
    }
}
