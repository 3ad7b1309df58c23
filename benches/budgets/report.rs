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
