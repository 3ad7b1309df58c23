//! The professionals whom a document or a record names, with what is needed to judge them: the directory's word first, else what
//! they said of themselves when they last acted, else nothing but their name.

use crate::sandbox::directory;
use crate::sandbox::fault::Fault;
use crate::sandbox::rules::Professional;
use rusqlite::{Connection, OptionalExtension};

/// `name`: as whoever names them says it.
pub fn professional(connection: &Connection, idnps: &str, name: &str) -> Result<Professional, Fault> {
    if let Some(known) = directory::known(connection, idnps)? {
        let name = if name.is_empty() { known.name } else { name.to_owned() };
        return Ok(Professional { name, ..known });
    }
    let mut professional = Professional { idnps: idnps.to_owned(), name: name.to_owned(), ..Professional::default() };
    let sql = "SELECT profession, speciality, name FROM actors WHERE kind = 'professional' AND identifier = ?
               ORDER BY actor DESC LIMIT 1";
    let row = connection
        .prepare_cached(sql)?
        .query_row([idnps], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
    if let Some((profession, speciality, said)) = row.optional()? {
        (professional.profession, professional.speciality) = (profession, speciality);
        if name.is_empty() {
            professional.name = said;
        }
    }
    Ok(professional)
}
