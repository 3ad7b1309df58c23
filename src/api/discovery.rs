//! What the server offers and where: its SMART configuration and its CapabilityStatement. Everything must be on the configured origin (D20).

use super::address::Address;
use super::fhir;
use super::said::Said;
use crate::domain::Problem;
use crate::wire::oauth::discovery;
use std::collections::HashSet;
use url::Url;

/// The S256 method of PKCE.
pub(super) const S256: &str = "S256";

pub(super) struct Service {
    pub challenge: Url,
    pub token: Url,
    pub revocation: Option<Url>,
    pub account: Option<Url>,
    pub events: Option<Url>,
    served: HashSet<String>,
}

impl Service {
    pub fn read(address: &Address, configuration: &[u8], capability: &[u8]) -> Result<Self, Problem> {
        let said = Said::read(configuration)?;
        let endpoint = |member: &str| said.text(member).map(|url| address.same_origin(url)).transpose();
        let required = |member: &str| endpoint(member)?.ok_or(Problem::NotADmpServer);
        if said.texts(discovery::PKCE).is_some_and(|methods| !methods.contains(&S256)) {
            return Err(Problem::NotADmpServer);
        }
        Ok(Self {
            challenge: required(discovery::CHALLENGE)?,
            token: required(discovery::TOKEN)?,
            revocation: endpoint(discovery::REVOCATION)?,
            account: endpoint(discovery::ACCOUNT)?,
            events: endpoint(discovery::EVENTS)?,
            served: fhir::served(capability)?.into_iter().collect(),
        })
    }

    pub fn serves(&self, resource: &str) -> Result<(), Problem> {
        if self.served.contains(resource) { Ok(()) } else { Err(Problem::NotOffered) }
    }

    /// A page of the account.
    pub fn account(&self, page: &str) -> Result<Url, Problem> {
        let mut url = self.account.clone().ok_or(Problem::NotOffered)?;
        if !page.is_empty() {
            let path = format!("{}/{page}", url.path().trim_end_matches('/'));
            url.set_path(&path);
        }
        Ok(url)
    }
}

/// A server that answers, but not this, is another kind of server; one that is down or busy is still itself.
pub(super) fn not_ours(problem: Problem) -> Problem {
    let refused = matches!(
        problem,
        Problem::Garbled
            | Problem::NotFound
            | Problem::Forbidden
            | Problem::SessionEnded
            | Problem::DmpClosed
            | Problem::ServerFailed { status: 400..=499 }
    );
    if refused { Problem::NotADmpServer } else { problem }
}
