//! The sandbox's list, page by page, of a record of ten thousand documents.

use crate::http::Http;
use crate::processor;
use crate::report::Report;
use crate::server::Server;
use std::time::Instant;

const DOCUMENTS: u32 = 10_000;
const REQUESTS: u32 = 3_000;
/// Requests a second on one core.
const BUDGET: f64 = 1_000.0;

pub fn measure(report: &mut Report) {
    let server = Server::start(DOCUMENTS);
    let session = server.sign_in();
    let first = format!("/fhir/DocumentReference?patient={}&status=current,superseded&_sort=-date&_count=50", session.patient);
    let authorization = format!("Authorization: Bearer {}\r\nX-Activity: background\r\n", session.access);
    let compressed = format!("{authorization}Accept-Encoding: gzip\r\n");
    let (rate, elapsed) = run(&server, &first, &authorization);
    let figures = format!("{rate:.0} requests a second of processor, {elapsed:.0} of this clock (budget {BUDGET})");
    report.tell(rate >= BUDGET, "list page of 50 of 10 000, the first", &figures);
    let next = {
        // The middle of the record, as one who follows the links comes to it.
        let mut http = Http::to(&server.address);
        let mut at = first.clone();
        for _ in 0..20 {
            let bundle = http.get(&at, &authorization).json();
            let links = bundle["link"].as_array().unwrap();
            let next = links.iter().find(|link| link["relation"] == "next").unwrap()["url"].as_str().unwrap();
            at = next.strip_prefix(&format!("http://{}", server.address)).map_or(next, |path| path).to_owned();
            at = at.strip_prefix("http://localhost").unwrap_or(&at).to_owned();
        }
        at
    };
    let (rate, elapsed) = run(&server, &next, &authorization);
    let figures = format!("{rate:.0} requests a second of processor, {elapsed:.0} of this clock (budget {BUDGET})");
    report.tell(rate >= BUDGET, "list page of 50 of 10 000, the 21st", &figures);
    let (rate, _) = run(&server, &first, &compressed);
    report.note("the first one, compressed", &format!("{rate:.0} requests a second of processor"));
}

/// Answers for a second of the server's processor, and for a second of the clock.
fn run(server: &Server, path: &str, headers: &str) -> (f64, f64) {
    let mut http = Http::to(&server.address);
    let before = processor::process(server.pid()).unwrap();
    let start = Instant::now();
    for _ in 0..REQUESTS {
        let answer = http.get(path, headers);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    }
    let spent = processor::process(server.pid()).unwrap() - before;
    (f64::from(REQUESTS) / spent.as_secs_f64(), f64::from(REQUESTS) / start.elapsed().as_secs_f64())
}
