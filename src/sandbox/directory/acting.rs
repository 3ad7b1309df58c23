//! Somebody of the directory who acts on a record: what they are and where they work is what the directory says of them, never
//! what they say of themselves.

use super::key::key;
use super::table::{Professional, organisation};
use crate::sandbox::fault::Fault;
use crate::sandbox::http::Refusal;
use crate::sandbox::rules;
use crate::wire::door;
use axum::http::StatusCode;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

/// In what capacity somebody of the directory exercises, and whether it is for a SAMU.
fn capacity(word: &str) -> Option<(rules::Capacity, bool)> {
    use rules::Capacity::{Administrative, Advisory, Care, Insurer, Occupational};
    let capacity = match word {
        "care" => (Care, false),
        "samu" => (Care, true),
        "occupational" => (Occupational, false),
        "advisory" => (Advisory, false),
        "insurer" => (Insurer, false),
        "administrative" => (Administrative, false),
        _unknown => return None,
    };
    Some(capacity)
}

/// By IDNPS, by RPPS number, or by name when one person only has it. `Err`: nobody, or several.
pub fn acting(connection: &Connection, named: &str) -> Result<Result<rules::Professional, Refusal>, Fault> {
    let refused = |code, text: &str| Ok(Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, "not-found", text)));
    let (condition, values) = wanted(named);
    let sql = format!("SELECT {}, capacity FROM professionals WHERE {condition} LIMIT 2", Professional::COLUMNS);
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(values), |row| Ok((Professional::of(row)?, row.get::<_, String>(9)?)))?;
    let found: Vec<(Professional, String)> = found.collect::<Result<_, _>>()?;
    match found.as_slice() {
        [] => refused(door::UNKNOWN, "Nobody of this name or number is in the directory"),
        [(one, word)] => said(connection, one, word).map(Ok),
        [..] => refused(door::SEVERAL, "Several people of the directory have this name: give a number"),
    }
}

/// Whoever has this IDNPS.
pub fn known(connection: &Connection, idnps: &str) -> Result<Option<rules::Professional>, Fault> {
    let sql = format!("SELECT {}, capacity FROM professionals WHERE idnps = ?", Professional::COLUMNS);
    let found = connection.prepare_cached(&sql)?.query_row([idnps], |row| Ok((Professional::of(row)?, row.get::<_, String>(9)?)));
    found.optional()?.map(|(one, word)| said(connection, &one, &word)).transpose()
}

/// The condition, and its values. Words are those of the name, its title left out, each from its beginning.
fn wanted(named: &str) -> (String, Vec<Value>) {
    let named = named.trim();
    if named.len() > 1 && named.bytes().all(|byte| byte.is_ascii_digit()) {
        return ("idnps IN (?, ?)".to_owned(), vec![named.to_owned().into(), format!("8{named}").into()]);
    }
    let words = key(named);
    let words: Vec<&str> = words.split_ascii_whitespace().filter(|word| !["dr", "pr", "m", "mme"].contains(word)).collect();
    let condition = vec!["instr(name_key || ' ', ?) > 0"; words.len()].join(" AND ");
    let values = words.iter().map(|word| format!(" {word} ").into()).collect();
    (if words.is_empty() { "0".to_owned() } else { condition }, values)
}

fn said(connection: &Connection, one: &Professional, word: &str) -> Result<rules::Professional, Fault> {
    let Some((capacity, regulator)) = capacity(word) else { return Err(Fault::Broken(format!("{word}: no capacity"))) };
    let place = |n: Option<i64>| Ok::<_, Fault>(n.map(|n| organisation(connection, n)).transpose()?.flatten());
    let (place, second) = (place(one.organisation)?, place(one.second)?);
    let hospitals = place.iter().chain(&second).filter(|place| !place.finess.is_empty());
    let title = match one.title.as_str() {
        "DR" => "Dr",
        "PR" => "Pr",
        "M" => "M.",
        "MME" => "Mme",
        _none => "",
    };
    let names = [title, &one.given, &one.family].into_iter().filter(|part| !part.is_empty());
    Ok(rules::Professional {
        idnps: one.idnps.clone(),
        name: names.collect::<Vec<_>>().join(" "),
        profession: one.profession.clone().unwrap_or_default(),
        speciality: one.speciality.clone().unwrap_or_default(),
        establishments: hospitals.map(|place| format!("1{}", place.finess)).collect(),
        organisation: place.map(|place| place.name).unwrap_or_default(),
        capacity,
        regulator,
    })
}

/// Somebody to be entered.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Newcomer {
    pub idnps: String,
    pub title: String,
    pub given: String,
    pub family: String,
    pub profession: String,
    pub speciality: String,
    /// A FINESS number of the directory; with a name, a new organisation when it is not there.
    pub finess: String,
    pub organisation: String,
    pub capacity: String,
}

/// Enters somebody, in the place of whoever had this number: for demonstrations and tests, which need every profession in every
/// capacity. False: the number or the capacity is none.
pub fn enter(connection: &Connection, new: &Newcomer) -> Result<bool, Fault> {
    let number = (2..=40).contains(&new.idnps.len()) && new.idnps.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let word = if new.capacity.is_empty() { "care" } else { &new.capacity };
    if !number || capacity(word).is_none() {
        return Ok(false);
    }
    let organisation = super::table::placed(connection, &new.finess, &new.organisation)?;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let n = super::table::number_of(connection, &new.idnps)?;
    let person = Professional {
        n,
        idnps: new.idnps.clone(),
        title: new.title.clone(),
        family: new.family.clone(),
        given: new.given.clone(),
        profession: some(&new.profession),
        speciality: some(&new.speciality),
        organisation,
        second: None,
    };
    person.enter(&mut Professional::insert(connection)?, word)?;
    Ok(true)
}
