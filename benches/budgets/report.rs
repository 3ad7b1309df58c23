//! Pass or fail, one line each, as soon as it is known.

use std::process::ExitCode;
use std::time::Duration;

#[derive(Default)]
pub struct Report {
    passed: usize,
    failed: usize,
}

impl Report {
    /// `figures`: what was measured, then the budget in words.
    pub fn tell(&mut self, passed: bool, what: &str, figures: &str) {
        let count = if passed { &mut self.passed } else { &mut self.failed };
        *count += 1;
        println!("{}  {what:<42} {figures}", if passed { "pass" } else { "FAIL" });
    }

    /// What cannot be measured here, and why.
    pub fn skip(&self, what: &str, why: &str) {
        println!("----  {what:<42} not measured: {why}");
    }

    /// A figure that has no budget of its own.
    pub fn note(&self, what: &str, figures: &str) {
        println!("      {what:<42} {figures}");
    }

    pub fn end(self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Sorted measures, and the one below which so many in a hundred are.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// How long a request takes, by the clock: the first time, at best, and usually.
pub struct Answered {
    pub first: Duration,
    pub best: Duration,
    pub usual: Duration,
}

impl Answered {
    pub fn of(times: usize, mut once: impl FnMut()) -> Self {
        let mut all: Vec<Duration> = (0..times)
            .map(|_| {
                let start = std::time::Instant::now();
                once();
                start.elapsed()
            })
            .collect();
        let first = all[0];
        all.sort_unstable();
        Self { first, best: all[0], usual: percentile(&all, 50) }
    }

    pub fn said(&self) -> String {
        format!("{:.1?} at best, {:.1?} usually, {:.1?} the first time", self.best, self.usual, self.first)
    }
}
