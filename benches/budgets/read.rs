//! A document read: measured as `cargo bench --bench cda` does.

use crate::cda;
use crate::report::Report;
use dmp::words::Words;

/// Megabytes a second on large files, and how many times as long `xsltproc` takes.
const RATE: f64 = 50.0;
const TIMES: f64 = 20.0;

pub fn measure(report: &mut Report) {
    let words = Words::french();
    let rate = cda::large(&words);
    report.tell(rate >= RATE, "a large CDA to lines on the screen", &format!("{rate:.1} MB/s (budget {RATE} MB/s)"));
    let Some(compared) = cda::compared(&words) else {
        report.skip("a CDA to text, against xsltproc", "xsltproc is not installed");
        return;
    };
    for cda::Compared { name, ours, theirs } in compared {
        let times = theirs.as_secs_f64() / ours.as_secs_f64();
        let figures = format!("{ours:.1?} against {theirs:.1?}: {times:.0} times (budget {TIMES} times)");
        report.tell(times >= TIMES, name, &figures);
    }
}
