//! Puts in order what a program that was killed left of the terminal, before it is taken (F47). It cannot be done any
//! earlier: nothing of ours runs after SIGKILL.

/// Lines, their echo and the keys that are signals, where all of it was left off; else changes nothing.
///
/// What is found here is what is given back at the end, so it must be what a person can type commands in. A terminal
/// that only hides what is typed is left alone: some are meant so (a shell inside Emacs).
pub fn lines() {
    #[cfg(unix)]
    {
        use rustix::termios::{InputModes, LocalModes, OptionalActions, OutputModes, tcgetattr, tcsetattr};
        let input = rustix::stdio::stdin();
        // Not a terminal: nothing was left.
        let Ok(mut modes) = tcgetattr(input) else { return };
        if modes.local_modes.contains(LocalModes::ICANON) {
            return;
        }
        modes.input_modes |= InputModes::BRKINT | InputModes::ICRNL | InputModes::IXON;
        modes.output_modes |= OutputModes::OPOST | OutputModes::ONLCR;
        modes.local_modes |= LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
        modes.local_modes |= LocalModes::ECHO | LocalModes::ECHOE | LocalModes::ECHOK;
        // A terminal that refuses is used as it is.
        let _ = tcsetattr(input, OptionalActions::Now, &modes);
    }
}
