//! What a person may do with their consents, each in one transaction with its trace: all of it is done, or nothing.

use super::request::{Asked, Party};
use super::store::{Consent, Given, Kind, of_actor};
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::patch::unprocessable;
use crate::sandbox::http::Refusal;
use crate::sandbox::traces::{Actor, Coded, Deed, Kind as ActorKind, Trace};
use crate::wire::fhir::consent::{ACTIVE, INACTIVE};
use rusqlite::Connection;

/// Made now, or made before by the same request.
pub enum Made {
    Now(Consent),
    Before(Consent),
}

/// The outcome of a transaction: what was done, or why it was refused; a refusal has changed nothing.
pub type Outcome<T> = Result<Result<T, Refusal>, Fault>;

/// A block, or a stay.
pub fn create(connection: &Connection, who: &Who, asked: &Asked, again: Option<&str>, now: Millis) -> Outcome<Made> {
    if let Some(identifier) = again
        && let Some(before) = Consent::by_identifier(connection, &who.patient, identifier)?
    {
        return Ok(Ok(Made::Before(before)));
    }
    let identifier = again.or(asked.identifier.as_deref());
    if let Some(identifier) = identifier
        && Consent::by_identifier(connection, &who.patient, identifier)?.is_some()
    {
        return Ok(Err(Refusal::conflict("a consent has this identifier: ask with If-None-Exist")));
    }
    if asked.status != ACTIVE {
        return Ok(Err(unprocessable("a new consent is active")));
    }
    let Some(party) = &asked.actor else {
        return Ok(Err(Refusal::forbidden("the emergency switches always exist: change them with PUT")));
    };
    match (party.professional, asked.permit) {
        (true, true) => Ok(Err(Refusal::forbidden("a professional records the agreement: it cannot be given in advance"))),
        (false, false) => Ok(Err(Refusal::forbidden("an establishment cannot be blocked"))),
        (true, false) => block(connection, who, party, identifier, now),
        (false, true) => stay(connection, who, party, asked.end, identifier, now),
    }
}

fn block(connection: &Connection, who: &Who, party: &Party, identifier: Option<&str>, now: Millis) -> Outcome<Made> {
    let mut name = party.name.clone();
    if let Some(mut current) = of_actor(connection, &who.patient, Kind::Professional, &party.identifier)? {
        if !current.permit {
            return Ok(Err(Refusal::conflict("this professional is already blocked")));
        }
        // A block ends the authorisation, in the same transaction (D26).
        name = name.or_else(|| current.actor_name.clone());
        current.active = false;
        current.keep(connection, now)?;
    }
    let given = Given {
        patient: &who.patient,
        kind: Kind::Professional,
        permit: false,
        actor: Some(&party.identifier),
        actor_name: name.as_deref(),
        identifier,
        end: None,
        at: now,
    };
    made(connection, who, &given, Deed::Block)
}

fn stay(
    connection: &Connection,
    who: &Who,
    party: &Party,
    end: Option<Millis>,
    identifier: Option<&str>,
    now: Millis,
) -> Outcome<Made> {
    let Some(end) = end.filter(|end| *end > now) else {
        return Ok(Err(unprocessable("a stay has an end, in provision.period.end, that is to come")));
    };
    if let Some(mut current) = of_actor(connection, &who.patient, Kind::Stay, &party.identifier)? {
        if current.end.is_none_or(|end| end > now) {
            return Ok(Err(Refusal::conflict("a stay in this establishment is already authorised")));
        }
        current.active = false;
        current.keep(connection, now)?;
    }
    let given = Given {
        patient: &who.patient,
        kind: Kind::Stay,
        permit: true,
        actor: Some(&party.identifier),
        actor_name: party.name.as_deref(),
        identifier,
        end: Some(end),
        at: now,
    };
    made(connection, who, &given, Deed::Stay)
}

fn made(connection: &Connection, who: &Who, given: &Given<'_>, deed: Deed) -> Outcome<Made> {
    let consent = given.keep(connection)?;
    leave_trace(connection, who, &consent, deed, given.at)?;
    Ok(Ok(Made::Now(consent)))
}

/// `version`: that of `If-Match`.
pub fn change(connection: &Connection, who: &Who, id: &str, version: u32, asked: &Asked, now: Millis) -> Outcome<Consent> {
    let Some(mut consent) = Consent::by_id(connection, &who.patient, id)? else { return Ok(Err(Refusal::not_found())) };
    if consent.version != version {
        return Ok(Err(Refusal::stale()));
    }
    if asked.id.as_deref() != Some(id) {
        return Ok(Err(unprocessable("id must be the one of the address")));
    }
    let same = |party: &Party| Some(party.identifier.as_str()) == consent.actor.as_deref();
    if asked.actor.as_ref().map_or(consent.actor.is_some(), |party| !same(party)) {
        return Ok(Err(unprocessable("provision.actor cannot change")));
    }
    let active = match asked.status.as_str() {
        ACTIVE => true,
        INACTIVE => false,
        _other => return Ok(Err(unprocessable("status must be active or inactive"))),
    };
    let deed = if consent.kind.is_switch() {
        if !active {
            return Ok(Err(Refusal::forbidden("the emergency switches always exist: permit or deny")));
        }
        Deed::Switch
    } else {
        if asked.permit != consent.permit {
            return Ok(Err(Refusal::forbidden("provision.type cannot change: to block, create a deny")));
        }
        if active && !consent.active {
            return Ok(Err(Refusal::conflict("what has ended does not come back: create another")));
        }
        match (consent.kind, consent.permit) {
            (Kind::Stay, _) => Deed::StayEnd,
            (_, true) => Deed::Withdraw,
            (_, false) => Deed::Unblock,
        }
    };
    if (active, asked.permit) == (consent.active, consent.permit) {
        return Ok(Ok(consent));
    }
    (consent.active, consent.permit) = (active, asked.permit);
    consent.keep(connection, now)?;
    leave_trace(connection, who, &consent, deed, now)?;
    Ok(Ok(consent))
}

fn leave_trace(connection: &Connection, who: &Who, consent: &Consent, deed: Deed, now: Millis) -> Result<(), Fault> {
    let actor = Actor::owner(connection, &who.patient)?.row(connection)?;
    let target = match &consent.actor {
        Some(identifier) => Some(party(consent.kind, identifier, consent.actor_name.as_deref()).row(connection)?),
        None => None,
    };
    Trace { consent: Some(&consent.id), target, ..Trace::new(&who.patient, now, deed, actor) }.keep(connection)
}

fn party(kind: Kind, identifier: &str, name: Option<&str>) -> Actor {
    Actor {
        kind: if kind == Kind::Stay { ActorKind::Organisation } else { ActorKind::Professional },
        identifier: identifier.to_owned(),
        name: name.unwrap_or_default().to_owned(),
        profession: Coded::default(),
        speciality: Coded::default(),
        organisation: String::new(),
    }
}
