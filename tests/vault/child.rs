//! This test program started again, to live through what a test itself must not: limits, signals, panics, another user.

use std::env;
use std::ffi::OsStr;
use std::process::Command;

/// The ignored test `name` of this program, alone, in a process of its own, behind `wrapper` if any.
pub fn again(wrapper: &[&str], name: &str) -> Command {
    let this = env::current_exe().unwrap();
    let (program, rest) = match wrapper {
        [] => (this.as_os_str(), &[][..]),
        [program, rest @ ..] => (OsStr::new(*program), rest),
    };
    let mut command = Command::new(program);
    command.args(rest);
    if !wrapper.is_empty() {
        command.arg(&this);
    }
    command.args(["--ignored", "--exact", "--nocapture", "--test-threads=1", name]);
    command
}

/// The same, ended from outside if it hangs, so that a fault is a failed test and not a test that never ends.
pub fn again_within_a_minute(wrapper: &[&str], name: &str) -> Command {
    let limit: &[&str] = if present("timeout") { &["timeout", "60"] } else { &[] };
    again(&[limit, wrapper].concat(), name)
}

/// A value that the parent gave.
pub fn given(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("only as a child: {name} is not given"))
}

/// Whether a program of this name can be started here.
pub fn present(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// Says why a test looks at nothing on this computer.
pub fn skipped(reason: &str) {
    println!("skipped: {reason}");
}
