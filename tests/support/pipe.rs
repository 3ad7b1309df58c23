//! A program through pipes, as another program or a script uses it: lines in, lines out, and no terminal anywhere.

use super::{Ended, LIMIT, Start};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Instant;
use tempfile::TempDir;

pub struct Pipe {
    child: Child,
    input: Option<ChildStdin>,
    shared: Arc<Shared>,
    home: TempDir,
}

#[derive(Default)]
struct Shared {
    said: Mutex<Said>,
    changed: Condvar,
}

#[derive(Default)]
struct Said {
    out: Vec<u8>,
    errors: Vec<u8>,
    /// Pipes that have come to their end, of two.
    closed: usize,
}

impl Pipe {
    pub fn start(start: Start) -> Self {
        let Start { program, arguments, environment, home, .. } = start;
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(environment).current_dir(home.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let shared = Arc::new(Shared::default());
        shared.read(child.stdout.take().unwrap(), |said| &mut said.out);
        shared.read(child.stderr.take().unwrap(), |said| &mut said.errors);
        Self { input: child.stdin.take(), child, shared, home }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a line to the program. It may have ended already: that is for the test to find out from what it said.
    pub fn line(&mut self, line: &str) {
        let _ = self.input.as_mut().unwrap().write_all(format!("{line}\n").as_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        let _ = self.input.as_mut().unwrap().write_all(bytes);
    }

    /// End of input.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Waits until the program has written this on its standard output, from the `from`th byte on. Returns where the
    /// next ones start.
    pub fn hear(&self, from: usize, text: &str) -> usize {
        let find = |said: &Said| said.out.get(from..)?.windows(text.len()).position(|window| window == text.as_bytes());
        let said = self.wait(&format!("{text:?}"), |said| find(said).is_some());
        from + find(&said).unwrap() + text.len()
    }

    /// Waits until what was written on the standard output is as wished.
    pub fn wait_out(&self, wish: &str, condition: impl Fn(&[u8]) -> bool) {
        drop(self.wait(wish, |said| condition(&said.out)));
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for the end, and for all that was written before it.
    pub fn end(&mut self) -> Ended {
        drop(self.wait("the end", |said| said.closed == 2));
        let status = self.child.wait().unwrap();
        let code = status.code().map_or(1, |code| u32::try_from(code).unwrap());
        Ended { code, signal: status.signal().map(|signal| signal.to_string()) }
    }

    /// Everything on the standard output so far.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.said().out).into_owned()
    }

    pub fn out_bytes(&self) -> Vec<u8> {
        self.said().out.clone()
    }

    /// Everything on the standard error so far.
    pub fn errors(&self) -> String {
        String::from_utf8_lossy(&self.said().errors).into_owned()
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.shared.said.lock().unwrap()
    }

    fn wait(&self, wish: &str, condition: impl Fn(&Said) -> bool) -> MutexGuard<'_, Said> {
        let start = Instant::now();
        let mut said = self.said();
        loop {
            if condition(&said) {
                return said;
            }
            let left = LIMIT.saturating_sub(start.elapsed());
            if left.is_zero() || said.closed == 2 {
                let (out, errors) = (String::from_utf8_lossy(&said.out), String::from_utf8_lossy(&said.errors));
                panic!("waited in vain for {wish}; it said:\n{out}\nand on its standard error:\n{errors}");
            }
            said = self.shared.changed.wait_timeout(said, left).unwrap().0;
        }
    }
}

impl Shared {
    fn read(self: &Arc<Self>, mut from: impl Read + Send + 'static, into: fn(&mut Said) -> &mut Vec<u8>) {
        let shared = Arc::clone(self);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                let read = from.read(&mut buffer).unwrap_or(0);
                let mut said = shared.said.lock().unwrap();
                into(&mut said).extend(&buffer[..read]);
                said.closed += usize::from(read == 0);
                drop(said);
                shared.changed.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
    }
}

impl Drop for Pipe {
    /// A failed test leaves nothing behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
