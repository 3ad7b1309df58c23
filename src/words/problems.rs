//! Each problem in one sentence or two: what happened, and what to do next.

use super::Words;
use crate::domain::{Clean, DEPOSIT_LIMIT, Damage, Disk, Flaw, Format, Problem, Rejection, TlsFault, Unfit, Unkept};
use crate::say;

impl Words {
    pub fn problem(&self, problem: &Problem) -> Clean {
        match problem {
            Problem::AddressUnreadable => say!(self, "problem-address-unreadable"),
            Problem::AddressNotSecure => say!(self, "problem-address-not-secure"),
            Problem::NameUnknown => say!(self, "problem-name-unknown"),
            Problem::Unreachable => say!(self, "problem-unreachable"),
            Problem::TimedOut => say!(self, "problem-timed-out"),
            Problem::Cut => say!(self, "problem-cut"),
            Problem::Tls(fault) => match fault {
                TlsFault::Expired => say!(self, "problem-tls-expired"),
                TlsFault::NotYetValid => say!(self, "problem-tls-not-yet-valid"),
                TlsFault::WrongName => say!(self, "problem-tls-wrong-name"),
                TlsFault::UnknownAuthority => say!(self, "problem-tls-unknown-authority"),
                TlsFault::TooOld => say!(self, "problem-tls-too-old"),
                TlsFault::Other => say!(self, "problem-tls-other"),
            },
            Problem::Redirected => say!(self, "problem-redirected"),
            Problem::OtherOrigin => say!(self, "problem-other-origin"),
            Problem::NotADmpServer => say!(self, "problem-not-a-dmp-server"),
            Problem::SessionEnded => say!(self, "problem-session-ended"),
            Problem::Forbidden => say!(self, "problem-forbidden"),
            Problem::DmpClosed => say!(self, "problem-dmp-closed"),
            Problem::NotFound => say!(self, "problem-not-found"),
            Problem::TooFast { seconds: None } => say!(self, "problem-too-fast"),
            Problem::TooFast { seconds: Some(s) } => say!(self, "problem-too-fast-wait", wait = self.wait(*s)),
            Problem::Unavailable { seconds: None } => say!(self, "problem-unavailable"),
            Problem::Unavailable { seconds: Some(s) } => say!(self, "problem-unavailable-wait", wait = self.wait(*s)),
            Problem::ServerFailed { status } => say!(self, "problem-server-failed", status = status.to_string()),
            Problem::TooLarge { limit } => say!(self, "problem-too-large", limit = self.size(*limit)),
            Problem::Garbled => say!(self, "problem-garbled"),
            Problem::NotOffered => say!(self, "problem-not-offered"),
            Problem::ChangedMeanwhile => say!(self, "problem-changed-meanwhile"),
            Problem::ProveIdentity => say!(self, "problem-prove-identity"),
            Problem::Refused { flaw: None } => say!(self, "problem-refused"),
            Problem::AnswerRefused { .. } => say!(self, "problem-answer-refused"),
            Problem::Refused { flaw: Some(flaw) } => self.flaw(*flaw),
            Problem::ServerFull => say!(self, "problem-server-full"),
            Problem::FormTooLarge => say!(self, "problem-form-too-large"),
            Problem::WrongCredentials => say!(self, "problem-wrong-credentials"),
            Problem::Locked { seconds } => say!(self, "problem-locked", wait = self.wait(*seconds)),
            Problem::WrongCode { left: None } => say!(self, "problem-wrong-code"),
            Problem::WrongCode { left: Some(left) } => say!(self, "problem-wrong-code-left", left = (*left)),
            Problem::CodeExpired => say!(self, "problem-code-expired"),
            Problem::SignInExpired => say!(self, "problem-sign-in-expired"),
            Problem::PasswordRejected(_) => say!(self, "problem-password-rejected"),
            Problem::OnTheWeb => say!(self, "problem-on-the-web"),
            Problem::DocumentChanged => say!(self, "problem-document-changed"),
            Problem::Damaged(damage) => match damage {
                Damage::Empty => say!(self, "problem-damaged-empty"),
                Damage::Malformed => say!(self, "problem-damaged-malformed"),
                Damage::DocumentType => say!(self, "problem-damaged-document-type"),
                Damage::TooDeep => say!(self, "problem-damaged-too-deep"),
                Damage::TooBig => say!(self, "problem-damaged-too-big"),
                Damage::Encoding => say!(self, "problem-damaged-encoding"),
                Damage::OtherKind => say!(self, "problem-damaged-other-kind"),
                Damage::Unsupported => say!(self, "problem-damaged-unsupported"),
                Damage::Locked => say!(self, "problem-damaged-locked"),
                Damage::WrongPassword => say!(self, "problem-damaged-wrong-password"),
                Damage::UnknownLock => say!(self, "problem-damaged-unknown-lock"),
                Damage::Unsafe => say!(self, "problem-damaged-unsafe"),
            },
            Problem::Stopped => say!(self, "problem-stopped"),
            Problem::NotPrinted => say!(self, "problem-not-printed"),
            Problem::Disk(disk) => match disk {
                Disk::Full => say!(self, "problem-disk-full"),
                Disk::ReadOnly => say!(self, "problem-disk-read-only"),
                Disk::NoFolder => say!(self, "problem-disk-no-folder"),
                Disk::Exists => say!(self, "problem-disk-exists"),
                Disk::Suspicious => say!(self, "problem-disk-suspicious"),
                Disk::Unreadable => say!(self, "problem-disk-unreadable"),
                Disk::Other => say!(self, "problem-disk-other"),
            },
            Problem::Unfit(unfit) => self.unfit(unfit),
            Problem::Unkept(unkept) => match unkept {
                Unkept::Disk(Disk::Full) => say!(self, "problem-unkept-disk-full"),
                Unkept::Disk(Disk::ReadOnly | Disk::NoFolder) => say!(self, "problem-unkept-disk-read-only"),
                Unkept::Disk(Disk::Exists | Disk::Suspicious | Disk::Unreadable | Disk::Other) => {
                    say!(self, "problem-unkept-disk-other")
                }
                Unkept::NoKey => say!(self, "problem-unkept-no-key"),
                Unkept::NothingStays => say!(self, "problem-unkept-nothing-stays"),
                Unkept::TooLarge => say!(self, "problem-unkept-too-large"),
            },
            Problem::Internal { report } => say!(self, "problem-internal", report = report),
        }
    }

    fn unfit(&self, unfit: &Unfit) -> Clean {
        match unfit {
            Unfit::Missing => say!(self, "problem-unfit-missing"),
            Unfit::Folder => say!(self, "problem-unfit-folder"),
            Unfit::Unreadable => say!(self, "problem-unfit-unreadable"),
            Unfit::NotAFile => say!(self, "problem-unfit-not-a-file"),
            Unfit::Link { to } => say!(self, "problem-unfit-link", to = to),
            Unfit::Empty => say!(self, "problem-unfit-empty"),
            Unfit::TooLarge { limit } => say!(self, "problem-unfit-too-large", limit = self.size(*limit)),
            Unfit::Kind => say!(self, "problem-unfit-kind"),
            Unfit::NotAsNamed { named, found: Format::Other } => {
                say!(self, "problem-unfit-not-as-named", named = self.format(*named))
            }
            Unfit::NotAsNamed { named, found } => {
                say!(self, "problem-unfit-another", named = self.format(*named), found = self.format(*found))
            }
            Unfit::Changing => say!(self, "problem-unfit-changing"),
            Unfit::Damaged => say!(self, "problem-unfit-damaged"),
        }
    }

    /// What the server finds wrong: to be said beside the field too.
    pub fn flaw(&self, flaw: Flaw) -> Clean {
        match flaw {
            Flaw::Name => say!(self, "flaw-name"),
            Flaw::Link => say!(self, "flaw-link"),
            Flaw::SecondTrusted => say!(self, "flaw-second-trusted"),
            Flaw::Phone => say!(self, "flaw-phone"),
            Flaw::Email => say!(self, "flaw-email"),
            Flaw::Street => say!(self, "flaw-street"),
            Flaw::Postcode => say!(self, "flaw-postcode"),
            Flaw::Town => say!(self, "flaw-town"),
            Flaw::Words => say!(self, "flaw-words"),
            Flaw::Contradiction => say!(self, "flaw-contradiction"),
            Flaw::Date => say!(self, "flaw-date"),
            Flaw::Title => say!(self, "flaw-title"),
            Flaw::Kind => say!(self, "flaw-kind"),
            Flaw::File => say!(self, "flaw-file"),
            Flaw::TooLarge => say!(self, "flaw-too-large", limit = self.size(DEPOSIT_LIMIT)),
            Flaw::SecondDirectives => say!(self, "flaw-second-directives"),
        }
    }

    pub fn rejection(&self, rejection: Rejection) -> Clean {
        match rejection {
            Rejection::TooShort => say!(self, "rejected-too-short"),
            Rejection::TooLong => say!(self, "rejected-too-long"),
            Rejection::TooGuessable => say!(self, "rejected-too-guessable"),
            Rejection::TooCommon => say!(self, "rejected-too-common"),
            Rejection::SameAsOld => say!(self, "rejected-same-as-old"),
            Rejection::ContainsIdentity => say!(self, "rejected-contains-identity"),
            Rejection::Other => say!(self, "rejected-other"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fill_their_sentences() {
        let words = Words::french();
        let said = words.problem(&Problem::WrongCode { left: Some(1) });
        assert!(said.contains("Il reste 1 essai."), "{said}");
        assert!(words.problem(&Problem::Locked { seconds: 900 }).contains("attendez 15 minutes"));
    }
}
