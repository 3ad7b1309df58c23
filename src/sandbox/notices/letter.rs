//! The SMS or e-mail that goes with a notice, by the channel that the person chose, or none.

use super::choices::channel_of;
use super::code::Code;
use crate::sandbox::account::Account;
use crate::sandbox::fault::Fault;
use crate::sandbox::outbox::Letter;
use rusqlite::{Connection, OptionalExtension};

/// `who` did it. None: there is no account, or the person does not want it.
pub fn letter(connection: &Connection, patient: &str, code: Code, who: &str) -> Result<Option<Letter>, Fault> {
    let sql = "SELECT account_id FROM accounts WHERE patient_id = ?";
    let account: Option<String> = connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0)).optional()?;
    let Some(account) = account else { return Ok(None) };
    let account = Account::get(connection, &account)?;
    let Some(channel) = channel_of(connection, &account, code)? else { return Ok(None) };
    let Some(text) = code.letter() else { return Ok(None) };
    let text = text.replace("{name}", &account.given).replace("{who}", who);
    Ok(Some(Letter { to: account.identifier, channel, text: text.trim_end().to_owned(), code: None }))
}
