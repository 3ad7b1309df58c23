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
    // The budget is against a stylesheet of the national one's size; smaller ones do less, and are told as notes.
    for (index, cda::Compared { name, ours, theirs }) in compared.into_iter().enumerate() {
        let times = theirs.as_secs_f64() / ours.as_secs_f64();
        let figures = format!("{ours:.1?} against {theirs:.1?}: {times:.0} times (budget {TIMES} times)");
        if index == 0 { report.tell(times >= TIMES, name, &figures) } else { report.note(name, &figures) }
    }
}
