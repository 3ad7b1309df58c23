//! What the client holds in memory: on the home page, and with a hundred thousand documents listed over HTTP.

use crate::client::Client;
use crate::processor::Memory;
use crate::report::Report;
use crate::server::Server;
use std::time::Duration;

/// Megabytes.
const HOME: f64 = 25.0;
const LISTED: f64 = 120.0;
const DOCUMENTS: u32 = 100_000;
/// What a person calls at once.
const AT_ONCE: Duration = Duration::from_millis(100);

pub fn measure(report: &mut Report) {
    let small = Server::start(80);
    let client = Client::at_home(&small);
    client.rests();
    tell(report, "memory on the home page", client.memory(), HOME);
    drop((client, small));

    let server = Server::start(DOCUMENTS);
    report.note("dmp sandbox --documents 100000 ready", &format!("{:.1?}", server.ready));
    let client = Client::at_home(&server);
    let loaded = client.opens_the_list();
    tell(report, "memory with 100 000 documents listed", client.memory(), LISTED);
    let figures = format!("{:.1?} (at once: {AT_ONCE:?})", loaded.first);
    report.tell(loaded.first < AT_ONCE, "from the choice to the first rows", &figures);
    let figures = format!("{:.1?}, of which {:.1?} of the client's processor", loaded.whole, client.processor());
    report.note("100 000 documents loaded", &figures);
    let end = client.goes_to_the_end();
    report.tell(end < AT_ONCE, "End to the last of 100 000 on the terminal", &format!("{end:.1?} (at once: {AT_ONCE:?})"));
    let memory = client.memory();
    report.note("memory after that", &format!("{:.1} MB", memory.now));
}

fn tell(report: &mut Report, what: &str, memory: Memory, budget: f64) {
    let Memory { now, peak, own } = memory;
    let figures = format!("{now:.1} MB, {peak:.1} at its peak, {own:.1} its own (budget {budget} MB)");
    report.tell(peak < budget, what, &figures);
}
