//! Processor time, which other programs do not lengthen, and memory.

use std::time::Duration;

/// What the kernel counts the time of processes in.
const TICKS_A_SECOND: u64 = 100;

/// Processor time of this thread so far.
pub fn thread() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().unwrap(), now.tv_nsec.try_into().unwrap())
}

/// How much of it this takes.
pub fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let before = thread();
    let done = work();
    (done, thread() - before)
}

/// Processor time of a process so far, all its threads together, to a hundredth of a second.
pub fn process(pid: u32) -> Option<Duration> {
    let counted = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = counted.rsplit_once(") ")?;
    let ticks: Vec<u64> = fields.split(' ').skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    Some(Duration::from_millis(ticks.iter().sum::<u64>() * 1000 / TICKS_A_SECOND))
}

/// Megabytes of memory in use and at the most.
#[derive(Clone, Copy)]
pub struct Memory {
    pub now: f64,
    pub peak: f64,
    /// Of what is in use: not the program itself, which the system shares and can let go.
    pub own: f64,
}

pub fn memory(pid: u32) -> Option<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0 / 1e6)
    };
    Some(Memory { now: field("VmRSS:")?, peak: field("VmHWM:")?, own: field("RssAnon:")? })
}
