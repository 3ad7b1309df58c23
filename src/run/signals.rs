//! What the world asks of the process: to end, to stop for a while, to go on. Nothing is lost between two calls.

/// A request from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End now and in order (SIGTERM, SIGQUIT).
    Terminate,
    /// The terminal has gone (SIGHUP): end in order and write nothing more to it.
    HangUp,
    /// Ctrl+C where the face did not take it as a key (SIGINT).
    Interrupt,
    /// Ctrl+Z: give the terminal back, then call [`stop`] (SIGTSTP).
    Stop,
    /// Going on after a stop: take the terminal again and look at the time that has passed (SIGCONT).
    Continue,
}

/// What became of [`stop`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The process was stopped, and goes on now.
    Yes,
    /// Nobody could have made it go on (a terminal opened for this program alone): it was not stopped.
    No,
}

#[cfg(unix)]
pub use unix::{Signals, ask_to_stop, hung_up, stop};

#[cfg(unix)]
mod unix {
    use super::{Signal, Stopped};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{FileType, fstat};
    use rustix::process::{self, Signal as Raw};
    use std::io;
    use tokio::signal::unix::{self, SignalKind};

    /// The requests, as they come.
    pub struct Signals {
        terminate: unix::Signal,
        quit: unix::Signal,
        hang_up: unix::Signal,
        interrupt: unix::Signal,
        stop: unix::Signal,
        go_on: unix::Signal,
        /// Held only so that a file that grows too long is an error and not the end of the process (F37).
        _too_long: unix::Signal,
    }

    impl Signals {
        /// Listens from now on. Needs a tokio runtime. From here on none of these signals ends or stops the process.
        pub fn listen() -> io::Result<Self> {
            let on = |raw: Raw| unix::signal(SignalKind::from_raw(raw.as_raw()));
            Ok(Self {
                terminate: on(Raw::TERM)?,
                quit: on(Raw::QUIT)?,
                hang_up: on(Raw::HUP)?,
                interrupt: on(Raw::INT)?,
                stop: on(Raw::TSTP)?,
                go_on: on(Raw::CONT)?,
                _too_long: on(Raw::XFSZ)?,
            })
        }

        /// The next request. Cancel-safe: dropping the future loses none.
        pub async fn next(&mut self) -> Signal {
            tokio::select! {
                biased;
                Some(()) = self.terminate.recv() => Signal::Terminate,
                Some(()) = self.quit.recv() => Signal::Terminate,
                Some(()) = self.hang_up.recv() => Signal::HangUp,
                Some(()) = self.interrupt.recv() => Signal::Interrupt,
                Some(()) = self.stop.recv() => Signal::Stop,
                Some(()) = self.go_on.recv() => Signal::Continue,
                else => std::future::pending().await,
            }
        }
    }

    /// Stops the process until somebody makes it go on. Only after the face has left the terminal.
    ///
    /// The [`Signal::Continue`] that ends the stop comes through [`Signals::next`] as well.
    pub fn stop() -> io::Result<Stopped> {
        if !somebody_can_continue() {
            return Ok(Stopped::No);
        }
        process::kill_process(process::getpid(), Raw::STOP)?;
        Ok(Stopped::Yes)
    }

    /// Sends Ctrl+Z to every process of this command line, as a terminal in cooked mode would: where a face reads keys
    /// one by one, the terminal does not do it.
    pub fn ask_to_stop() -> io::Result<()> {
        Ok(process::kill_current_process_group(Raw::TSTP)?)
    }

    /// Whether an end of input is a terminal that has gone: its signal may still be on the way.
    pub fn hung_up() -> bool {
        let input = io::stdin();
        // A terminal that has gone no longer says that it is one, only that it is a device.
        let device = fstat(&input).is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::CharacterDevice);
        let mut polled = [PollFd::new(&input, PollFlags::empty())];
        device && poll(&mut polled, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
    }

    /// Whether a shell watches over this command line. The system itself refuses to stop an orphaned group by Ctrl+Z,
    /// but only where nobody handles the signal, and we do.
    fn somebody_can_continue() -> bool {
        let Some(parent) = process::getppid() else { return false };
        let same_session = || process::getsid(Some(parent)).ok() == process::getsid(None).ok();
        watched().unwrap_or_else(same_session)
    }

    /// Goes up from this process to the first one outside its group: the shell, if it is of the same session.
    #[cfg(target_os = "linux")]
    fn watched() -> Option<bool> {
        let (mut parent, group, session) = family("self")?;
        loop {
            let (above, its_group, its_session) = family(&parent.to_string())?;
            if its_group != group {
                return Some(its_session == session);
            }
            parent = above;
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn watched() -> Option<bool> {
        None
    }

    /// The parent, the group and the session of a process, from the text that follows its name in parentheses.
    #[cfg(target_os = "linux")]
    fn family(process: &str) -> Option<(i32, i32, i32)> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(1).map(|field| field.parse().ok());
        Some((fields.next()??, fields.next()??, fields.next()??))
    }
}

#[cfg(not(unix))]
pub use elsewhere::{Signals, ask_to_stop, hung_up, stop};

#[cfg(not(unix))]
mod elsewhere {
    use super::{Signal, Stopped};
    use std::io;
    use tokio::signal::windows;

    /// The requests, as they come. There is no stopping and going on here.
    pub struct Signals {
        interrupt: windows::CtrlC,
        close: windows::CtrlClose,
        shut_down: windows::CtrlShutdown,
    }

    impl Signals {
        /// Listens from now on. Needs a tokio runtime.
        pub fn listen() -> io::Result<Self> {
            Ok(Self { interrupt: windows::ctrl_c()?, close: windows::ctrl_close()?, shut_down: windows::ctrl_shutdown()? })
        }

        /// The next request. Cancel-safe: dropping the future loses none.
        pub async fn next(&mut self) -> Signal {
            tokio::select! {
                biased;
                Some(()) = self.close.recv() => Signal::HangUp,
                Some(()) = self.shut_down.recv() => Signal::Terminate,
                Some(()) = self.interrupt.recv() => Signal::Interrupt,
                else => std::future::pending().await,
            }
        }
    }

    /// Told by a signal alone here.
    pub fn hung_up() -> bool {
        false
    }

    /// Nobody could make it go on.
    pub fn stop() -> io::Result<Stopped> {
        Ok(Stopped::No)
    }

    /// Nothing stops here.
    pub fn ask_to_stop() -> io::Result<()> {
        Ok(())
    }
}
