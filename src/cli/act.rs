//! `dmp sandbox act`: what a professional does on the sandbox, for a demonstration. It never reaches a real server.

use super::Refusal;
use super::arguments::Acting;
use crate::domain::Clean;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    Find,
    Agree,
    List,
    Read,
    /// What the person says of their health, and whom to call.
    Profile,
    Deposit,
    BreakGlass,
    Samu,
    /// The treating doctor reads the traces.
    History,
    /// The treating doctor blocks a colleague, at the person's request.
    Block,
    /// The treating doctor hands the status on, with the person's agreement.
    HandOn,
    /// The Assurance Maladie feeds the record.
    Feed,
    /// Days go by.
    Wait,
}

/// Each with its names, in French first, and who does it when nobody is named.
const GESTURES: [(Gesture, &[&str], &str); 13] = [
    (Gesture::Find, &["chercher", "find"], TREATING),
    (Gesture::Agree, &["accord", "agree"], TREATING),
    (Gesture::List, &["liste", "list"], TREATING),
    (Gesture::Read, &["lire", "read"], TREATING),
    (Gesture::Profile, &["profil", "profile"], TREATING),
    (Gesture::Deposit, &["deposer", "deposit"], TREATING),
    (Gesture::BreakGlass, &["bris-de-glace", "break-glass"], EMERGENCY),
    (Gesture::Samu, &["samu"], REGULATOR),
    (Gesture::History, &["historique", "history"], TREATING),
    (Gesture::Block, &["bloquer", "block"], TREATING),
    (Gesture::HandOn, &["transmettre", "hand-on"], TREATING),
    (Gesture::Feed, &["alimenter", "feed"], TREATING),
    (Gesture::Wait, &["attendre", "wait"], TREATING),
];

/// People of the sandbox's directory: the treating doctor, an emergency doctor, the doctor of the SAMU.
const TREATING: &str = "810999001000";
const EMERGENCY: &str = "810999001042";
const REGULATOR: &str = "810999001208";
/// The person of the demonstration.
const PATIENT: &str = "camille.martin";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub gesture: Gesture,
    /// Where the sandbox is; none: where a demonstration listens.
    pub url: Option<String>,
    /// A name or a number of the directory.
    pub who: String,
    /// INS, or an identifier.
    pub patient: String,
    /// The id of a document; its title for a deposit.
    pub document: Option<String>,
    pub reason: Option<String>,
    /// Deposited, but not to be shown to the patient yet.
    pub hidden: bool,
    /// Whom it is done to: a name or a number of the directory; there is one for a block and for a handing on.
    pub target: Option<String>,
    pub days: u32,
}

impl Acting {
    pub fn act(self) -> Result<Act, Refusal> {
        let named = self.gesture.ok_or(Refusal::Missing("act"))?;
        let known = GESTURES.iter().find(|(_, names, _)| names.contains(&named.as_str()));
        let (gesture, _, usual) = known.ok_or_else(|| Refusal::NotAGesture(Clean::line(&named)))?;
        let reason = self.reason.filter(|reason| !reason.trim().is_empty());
        if *gesture == Gesture::BreakGlass && reason.is_none() {
            return Err(Refusal::Missing("--reason"));
        }
        if matches!(gesture, Gesture::Block | Gesture::HandOn) && self.target.is_none() {
            return Err(Refusal::Missing("--target"));
        }
        Ok(Act {
            gesture: *gesture,
            url: self.url,
            who: self.r#as.unwrap_or_else(|| (*usual).to_owned()),
            patient: self.patient.unwrap_or_else(|| PATIENT.to_owned()),
            document: self.document,
            reason,
            hidden: self.hidden,
            target: self.target,
            days: self.days.unwrap_or(1),
        })
    }
}
