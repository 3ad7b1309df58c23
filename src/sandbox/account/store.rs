//! The account's row.

use crate::sandbox::auth::otp::channel;
use crate::sandbox::auth::policy::Person;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Value, json};

#[derive(Debug, Clone)]
pub struct Account {
    pub id: String,
    pub identifier: String,
    pub given: String,
    pub family: String,
    pub birth: String,
    /// PHC.
    pub password: String,
    /// Set while the password is the initial one, which must be changed before then.
    pub initial_until: Option<Millis>,
    pub phone: Option<String>,
    pub mail: Option<String>,
    /// The authenticator's secret, in base 32.
    pub totp: Option<String>,
    pub totp_step: i64,
    /// The channel used last.
    pub channel: Option<String>,
}

const SELECT: &str = "SELECT account_id, identifier, given, family, birth, password, initial_until, phone, mail, totp, totp_step,
  channel FROM accounts";

impl Account {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            identifier: row.get(1)?,
            given: row.get(2)?,
            family: row.get(3)?,
            birth: row.get(4)?,
            password: row.get(5)?,
            initial_until: row.get(6)?,
            phone: row.get(7)?,
            mail: row.get(8)?,
            totp: row.get(9)?,
            totp_step: row.get(10)?,
            channel: row.get(11)?,
        })
    }

    pub fn named(connection: &Connection, identifier: &str) -> Result<Option<Self>, Fault> {
        Ok(connection
            .prepare_cached(&format!("{SELECT} WHERE identifier = ?"))?
            .query_row([identifier], Self::read)
            .optional()?)
    }

    pub fn get(connection: &Connection, id: &str) -> Result<Self, Fault> {
        Ok(connection.prepare_cached(&format!("{SELECT} WHERE account_id = ?"))?.query_row([id], Self::read)?)
    }

    pub fn person(&self) -> Person {
        Person {
            identifier: self.identifier.clone(),
            given: self.given.clone(),
            family: self.family.clone(),
            birth: self.birth.clone(),
        }
    }

    /// In the order to offer them: authenticator, SMS, e-mail; destinations masked.
    pub fn channels(&self) -> Vec<Value> {
        let mut channels = Vec::new();
        if self.totp.is_some() {
            channels.push(json!({ "id": channel::TOTP, "hint": "" }));
        }
        if let Some(phone) = &self.phone {
            channels.push(json!({ "id": channel::SMS, "hint": mask_phone(phone) }));
        }
        if let Some(mail) = &self.mail {
            channels.push(json!({ "id": channel::MAIL, "hint": mask_mail(mail) }));
        }
        channels
    }

    pub fn offers(&self, wanted: &str) -> bool {
        match wanted {
            channel::TOTP => self.totp.is_some(),
            channel::SMS => self.phone.is_some(),
            channel::MAIL => self.mail.is_some(),
            _unknown => false,
        }
    }

    /// Where a notice goes: by SMS when there is a telephone.
    pub fn notice_channel(&self) -> &'static str {
        if self.phone.is_some() { channel::SMS } else { channel::MAIL }
    }
}

/// `0612345642` becomes `06 •• •• •• 42`.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let ends = |from: usize| digits.iter().skip(from).take(2).collect::<String>();
    format!("{} •• •• •• {}", ends(0), ends(digits.len().saturating_sub(2)))
}

/// `camille@exemple.fr` becomes `c•••@exemple.fr`.
pub fn mask_mail(mail: &str) -> String {
    let (name, host) = mail.split_once('@').unwrap_or((mail, ""));
    format!("{}•••@{host}", name.chars().take(1).collect::<String>())
}

/// As people type it: case and spaces around do not matter.
pub fn normal_identifier(typed: &str) -> String {
    typed.trim().to_lowercase()
}
