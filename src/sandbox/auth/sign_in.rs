//! A sign-in under way, from the right password to the authorization code: one row, renewed at every answer.

use super::family::AGAIN;
use super::token::{Hash, Purpose, Token, same};
use crate::sandbox::chance;
use crate::sandbox::clock::{MINUTE, Millis};
use crate::sandbox::fault::Fault;
use crate::wire::oauth::param;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

/// Between two steps.
pub const LIFE: Millis = 20 * MINUTE;
/// Of the authorization code.
pub const CODE_LIFE: Millis = MINUTE;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    PasswordChange,
    Otp,
    /// The authorization code has been given.
    Done,
    /// Too many wrong codes.
    Void,
}

impl Stage {
    fn word(self) -> &'static str {
        match self {
            Self::PasswordChange => "password_change",
            Self::Otp => "otp",
            Self::Done => "done",
            Self::Void => "void",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "password_change" => Self::PasswordChange,
            "otp" => Self::Otp,
            "done" => Self::Done,
            _void => Self::Void,
        }
    }
}

#[derive(Debug, Clone)]
pub struct SignIn {
    pub id: String,
    pub account: String,
    pub place: String,
    pub pkce: String,
    pub stage: Stage,
    /// 2, or 3 with a change of password.
    pub steps: u32,
    /// PHC; takes effect with the code.
    pub new_password: Option<String>,
    pub channel: Option<String>,
    pub challenge: Option<String>,
    pub code: Option<Hash>,
    pub code_sent: Option<Millis>,
    pub code_expires: Option<Millis>,
    pub tries_left: u32,
    pub created: Millis,
    pub expires: Millis,
    pub family: Option<String>,
}

const COLUMNS: &str = "sign_in_id, account_id, place, pkce, stage, steps, new_password, channel, challenge_id, code, code_sent,
  code_expires, tries_left, created, expires, family_id";

/// What is answered, but for the secret that goes with it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Map<String, Value>,
}

impl SignIn {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            account: row.get(1)?,
            place: row.get(2)?,
            pkce: row.get(3)?,
            stage: Stage::of(&row.get::<_, String>(4)?),
            steps: row.get(5)?,
            new_password: row.get(6)?,
            channel: row.get(7)?,
            challenge: row.get(8)?,
            code: row.get(9)?,
            code_sent: row.get(10)?,
            code_expires: row.get(11)?,
            tries_left: row.get(12)?,
            created: row.get(13)?,
            expires: row.get(14)?,
            family: row.get(15)?,
        })
    }

    /// The one whose latest `auth_session` this is, if it is still alive.
    pub fn current(connection: &Connection, token: &Hash, now: Millis) -> Result<Option<Self>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM sign_ins WHERE token = ? AND expires > ? AND created <= ?");
        Ok(connection.prepare_cached(&sql)?.query_row(params![token, now, now], Self::read).optional()?)
    }

    pub fn of_grant(connection: &Connection, code: &Token) -> Result<Option<Self>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM sign_ins WHERE grant_hash = ?");
        Ok(connection.prepare_cached(&sql)?.query_row(params![code.hash()], Self::read).optional()?)
    }

    /// The first answer: a row and its first `auth_session`.
    pub fn start(&self, connection: &Connection, answer: &Answer) -> Result<Answer, Fault> {
        let token = Token::random()?;
        // What is older than a day is of no use to anyone.
        connection.execute("DELETE FROM sign_ins WHERE expires <= ? -- everybody's, by age", [self.created - 72 * LIFE])?;
        connection.execute(
            "INSERT INTO sign_ins (sign_in_id, account_id, place, pkce, stage, steps, tries_left, created, expires, token)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                self.id,
                self.account,
                self.place,
                self.pkce,
                self.stage.word(),
                self.steps,
                self.tries_left,
                self.created,
                self.expires,
                token.hash()
            ],
        )?;
        Ok(sealed(answer, param::AUTH_SESSION, &token))
    }

    /// Writes the row and renews the `auth_session`, or ends with a code, or with neither.
    pub fn answer(
        &self,
        connection: &Connection,
        presented: &Token,
        body: &Hash,
        answer: &Answer,
        now: Millis,
    ) -> Result<Answer, Fault> {
        let salt: Hash = chance::bytes()?;
        let next = presented.successor(&salt, Purpose::AuthSession);
        let code = presented.successor(&salt, Purpose::Code);
        let (token, grant) = match self.stage {
            Stage::PasswordChange | Stage::Otp => (Some(next.hash()), None),
            Stage::Done => (None, Some(code.hash())),
            Stage::Void => (None, None),
        };
        let kept = serde_json::to_string(&answer.body)?;
        connection
            .prepare_cached(
                "UPDATE sign_ins SET stage = ?, new_password = ?, channel = ?, challenge_id = ?, code = ?, code_sent = ?,
                   code_expires = ?, tries_left = ?, expires = ?, token = ?, grant_hash = ?,
                   previous = ?, body = ?, salt = ?, answered = ?, status = ?, answer = ?
                 WHERE sign_in_id = ? AND account_id = ?",
            )?
            .execute(params![
                self.stage.word(),
                self.new_password,
                self.channel,
                self.challenge,
                self.code,
                self.code_sent,
                self.code_expires,
                self.tries_left,
                self.expires,
                token,
                grant,
                presented.hash(),
                body,
                salt,
                now,
                answer.status,
                kept,
                self.id,
                self.account
            ])?;
        Ok(secret(self.stage, answer, presented, &salt))
    }

    /// After the code was used, or spoilt.
    pub fn redeemed(&self, connection: &Connection, family: Option<&str>) -> Result<(), Fault> {
        connection.execute(
            "UPDATE sign_ins SET family_id = ?, expires = CASE WHEN ?1 IS NULL THEN 0 ELSE expires END
             WHERE sign_in_id = ? AND account_id = ?",
            params![family, self.id, self.account],
        )?;
        Ok(())
    }
}

/// The last `auth_session` with an identical body within 10 s gets the same answer, byte for byte (D16).
pub fn told_again(connection: &Connection, presented: &Token, body: &Hash, now: Millis) -> Result<Option<Answer>, Fault> {
    let sql = "SELECT stage, body, salt, answered, status, answer FROM sign_ins WHERE previous = ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![presented.hash()], |row| {
            Ok((
                Stage::of(&row.get::<_, String>(0)?),
                row.get::<_, Hash>(1)?,
                row.get::<_, Hash>(2)?,
                row.get::<_, Millis>(3)?,
                row.get::<_, u16>(4)?,
                row.get::<_, String>(5)?,
            ))
        })
        .optional()?;
    let Some((stage, known, salt, answered, status, kept)) = row else { return Ok(None) };
    let age = now - answered;
    if !(0..=AGAIN).contains(&age) || !same(&known, body) {
        return Ok(None);
    }
    let answer = Answer { status, body: serde_json::from_str(&kept)? };
    Ok(Some(secret(stage, &answer, presented, &salt)))
}

fn secret(stage: Stage, answer: &Answer, presented: &Token, salt: &Hash) -> Answer {
    match stage {
        Stage::PasswordChange | Stage::Otp => {
            sealed(answer, param::AUTH_SESSION, &presented.successor(salt, Purpose::AuthSession))
        }
        Stage::Done => sealed(answer, "authorization_code", &presented.successor(salt, Purpose::Code)),
        Stage::Void => answer.clone(),
    }
}

fn sealed(answer: &Answer, member: &str, token: &Token) -> Answer {
    let mut body = answer.body.clone();
    body.insert(member.to_owned(), token.text().into());
    Answer { status: answer.status, body }
}
