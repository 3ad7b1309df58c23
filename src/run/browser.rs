//! The person's browser, given one address that they asked for. Never a shell, nor a program found by its name alone (S41).

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What the system has to give an address to the browser: its path, and what it wants first. The first that is there is used.
#[cfg(target_os = "macos")]
const OPENERS: &[(&str, &[&str])] = &[("/usr/bin/open", &[])];
#[cfg(windows)]
const OPENERS: &[(&str, &[&str])] = &[(r"C:\Windows\System32\rundll32.exe", &["url.dll,FileProtocolHandler"])];
#[cfg(all(unix, not(target_os = "macos")))]
const OPENERS: &[(&str, &[&str])] = &[
    ("/usr/bin/xdg-open", &[]),
    ("/usr/local/bin/xdg-open", &[]),
    ("/run/current-system/sw/bin/xdg-open", &[]),
    ("/usr/bin/gio", &["open"]),
];

/// One that has not failed by then has started something.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the browser was given the address. May take a few seconds.
pub fn open(address: &str) -> bool {
    has_desktop()
        && OPENERS
            .iter()
            .find(|(program, _)| Path::new(program).exists())
            .is_some_and(|(program, first)| hand(program.as_ref(), first, address, PATIENCE))
}

/// Without one, what opens addresses would start a browser in the terminal, over the page.
fn has_desktop() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn hand(program: &OsStr, first: &[&str], address: &str, patience: Duration) -> bool {
    let mut command = Command::new(program);
    // Nothing of the terminal: what it says would stand over the page.
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Ctrl+C is for this program alone.
        command.process_group(0);
    }
    let Ok(mut child) = command.spawn() else { return false };
    let (told, ended) = mpsc::channel();
    // It is waited for to its end, so that nothing is left of it.
    let waits = move || told.send(child.wait().is_ok_and(|status| status.success()));
    let waiting = thread::Builder::new().name("browser".to_owned()).spawn(waits);
    waiting.is_ok() && ended.recv_timeout(patience) != Ok(false)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs;

    const LONG: Duration = Duration::from_secs(3600);

    /// To what writes all it is given, one argument a line, then does this.
    fn gives(folder: &Path, then: &str, address: &str, patience: Duration) -> bool {
        let script = format!("printf '%s\\n' \"$@\" > \"$0/given\"\n{then}");
        hand("/bin/sh".as_ref(), &["-c", &script, folder.to_str().unwrap(), "open"], address, patience)
    }

    #[test]
    fn s41_the_exact_address_crosses_as_one_argument_and_no_shell_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let address = "https://a.fr/$(touch%20x);x|y&z=$HOME*?'#é";
        assert!(gives(folder.path(), "", address, LONG));
        assert_eq!(fs::read_to_string(folder.path().join("given")).unwrap(), format!("open\n{address}\n"));
    }

    #[test]
    fn a_browser_that_fails_or_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!gives(folder.path(), "exit 3", "https://a.fr/", LONG));
        assert!(!hand(folder.path().join("absent").as_os_str(), &[], "https://a.fr/", LONG));
    }

    #[test]
    fn one_that_goes_on_has_started() {
        let folder = tempfile::tempdir().unwrap();
        // Until the folder goes.
        assert!(gives(folder.path(), "while [ -d \"$0\" ]; do sleep 0.01; done", "https://a.fr/", Duration::ZERO));
    }

    #[test]
    fn s41_programs_are_named_by_their_whole_path() {
        assert!(OPENERS.iter().all(|(program, _)| Path::new(program).is_absolute()));
    }
}
