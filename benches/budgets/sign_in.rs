//! S2, measured: an unknown identifier, a wrong password and a locked identifier are answered in the same time.

use crate::http::Http;
use crate::report::{Report, percentile, ratio};
use crate::server::{PERSON, first_step};
use dmp::sandbox::{self, Clock, DAY, MINUTE, Millis, Options, Trial};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

const TRIES: usize = 200;
const SAME: f64 = 0.05;
const WRONG: &str = "pas le bon du tout";
const UNKNOWN: &str = "personne.ici";
const LOCKED: &str = "jean.morel";
/// Wrong passwords before an identifier has to wait between them.
const FREE: usize = 4;

/// Goes only when it is moved.
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }

    fn ticks(&self) -> Millis {
        self.now()
    }
}

pub fn measure(report: &mut Report) {
    let clock = Arc::new(Hands(AtomicI64::new(1_794_733_200_000)));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let trial = Trial { clock: clock.clone(), ..Trial::default() };
    let data = tempfile::tempdir().unwrap();
    let options = Options { source_limit: false, records: 1, data: Some(data.path().join("sandbox")), ..Options::default() };
    let running = runtime.block_on(sandbox::start_trial(options, trial)).unwrap();
    let mut http = Http::to(running.base().strip_prefix("http://").unwrap().strip_suffix("/fhir").unwrap());
    let mut time = |identifier: &str, expected: &str| {
        let form = first_step(identifier, WRONG);
        let start = Instant::now();
        let answer = http.post("/auth/challenge", &form);
        let elapsed = start.elapsed();
        assert_eq!(answer.text("error"), expected, "{identifier}");
        elapsed
    };
    let (mut unknown, mut wrong, mut barred) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..TRIES {
        if round % FREE == 0 {
            // The next day everything is forgotten. Ten wrong ones, a minute apart, lock for a quarter of an hour.
            clock.0.fetch_add(DAY, Ordering::SeqCst);
            for number in 1..=10 {
                clock.0.fetch_add(MINUTE, Ordering::SeqCst);
                time(LOCKED, if number < 10 { "access_denied" } else { "account_locked" });
            }
        }
        // Each in turn comes first.
        let mut three = [(UNKNOWN, &mut unknown), (PERSON.0, &mut wrong), (LOCKED, &mut barred)];
        three.rotate_left(round % 3);
        for (identifier, times) in three {
            times.push(time(identifier, if identifier == LOCKED { "account_locked" } else { "access_denied" }));
        }
    }
    for times in [&mut unknown, &mut wrong, &mut barred] {
        times.sort_unstable();
    }
    let base = percentile(&wrong, 50);
    for (name, times) in [("unknown", &unknown), ("locked", &barred)] {
        let median = percentile(times, 50);
        let apart = (ratio(median, base) - 1.0).abs();
        let figures = format!("{median:.2?} against {base:.2?}: {:.1} % apart (budget {:.0} %)", apart * 100.0, SAME * 100.0);
        report.tell(apart < SAME, &format!("{name} as long as a wrong password"), &figures);
    }
}
