//! The access history in words: who, what, in which mode. An emergency is always said, never shown by a colour alone.

use super::Words;
use crate::domain::{Clean, Deed, Mode, Trace, Who};
use crate::say;

impl Words {
    /// Who did it: by name when it is known.
    pub fn actor(&self, trace: &Trace) -> Clean {
        match (trace.who, &trace.name) {
            (Who::Me, _) => say!(self, "trace-me"),
            (Who::Professional | Who::System, Some(name)) => name.clone(),
            (Who::Professional, None) => say!(self, "trace-professional-unnamed"),
            (Who::System, None) => say!(self, "trace-system-unnamed"),
        }
    }

    pub fn trace_profession(&self, trace: &Trace) -> Option<Clean> {
        let known = trace.profession.as_ref().and_then(|code| self.profession(code, None));
        known.or_else(|| trace.said.clone())
    }

    /// What was done; or tried, when it was refused: nobody is said to have read what they did not.
    pub fn deed(&self, trace: &Trace) -> Clean {
        if trace.refused {
            return self.tried(trace.deed);
        }
        self.deed_done(trace.deed)
    }

    pub fn deed_done(&self, deed: Deed) -> Clean {
        match deed {
            Deed::SignedIn => say!(self, "deed-signed-in"),
            Deed::Listed => say!(self, "deed-listed"),
            Deed::Read => say!(self, "deed-read"),
            Deed::Added => say!(self, "deed-added"),
            Deed::Changed => say!(self, "deed-changed"),
            Deed::Deleted => say!(self, "deed-deleted"),
            Deed::Other => say!(self, "deed-other"),
        }
    }

    fn tried(&self, deed: Deed) -> Clean {
        match deed {
            Deed::SignedIn => say!(self, "deed-tried-sign-in"),
            Deed::Listed => say!(self, "deed-tried-list"),
            Deed::Read => say!(self, "deed-tried-read"),
            Deed::Added => say!(self, "deed-tried-add"),
            Deed::Changed => say!(self, "deed-tried-change"),
            Deed::Deleted => say!(self, "deed-tried-delete"),
            Deed::Other => say!(self, "deed-tried"),
        }
    }

    pub fn mode(&self, mode: Mode) -> Clean {
        match mode {
            Mode::Normal => say!(self, "mode-normal"),
            Mode::BreakGlass => say!(self, "mode-break-glass"),
            Mode::Regulation => say!(self, "mode-regulation"),
        }
    }

    /// Said before anything else of a line.
    pub fn mode_mark(&self, mode: Mode) -> Option<Clean> {
        match mode {
            Mode::Normal => None,
            Mode::BreakGlass => Some(say!(self, "mode-break-glass-mark")),
            Mode::Regulation => Some(say!(self, "mode-regulation-mark")),
        }
    }

    /// What the mode is, for who meets it for the first time.
    pub fn mode_meaning(&self, mode: Mode) -> Option<Clean> {
        match mode {
            Mode::Normal => None,
            Mode::BreakGlass => Some(say!(self, "mode-break-glass-what")),
            Mode::Regulation => Some(say!(self, "mode-regulation-what")),
        }
    }
}
