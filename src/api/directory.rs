//! Looking for professionals: one joined search, answered page by page.

use super::fhir::escaped;
use super::{Api, fhir};
use crate::domain::{Establishment, Problem, Professional, Professionals, Qualification, Sought};
use crate::wire::fhir::{self as wire, directory as parameter, system};
use std::sync::Arc;

impl Api {
    /// The first page, by name.
    ///
    /// [`Problem::NotOffered`] when the server has no directory.
    pub async fn professionals(&self, sought: &Sought) -> Result<Professionals, Problem> {
        self.service().await?.serves("Practitioner")?;
        let mut url = self.inner.connection.address.under("Practitioner")?;
        {
            let mut pairs = url.query_pairs_mut();
            let mut add = |name: &str, value: &str| {
                if !value.is_empty() {
                    pairs.append_pair(name, value);
                }
            };
            add(parameter::NAME, &escaped(sought.name.trim()));
            let qualifications: Vec<String> = sought.qualifications.iter().map(qualification).collect();
            add(parameter::QUALIFICATION, &qualifications.join(","));
            let place = sought.place.trim();
            let postcode = place.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace());
            if postcode {
                let digits: String = place.chars().filter(char::is_ascii_digit).collect();
                add(parameter::POSTCODE, &digits);
            } else {
                add(parameter::CITY, &escaped(place));
            }
            pairs.extend_pairs(parameter::ALONG).append_pair("_count", &wire::PAGE.to_string());
        }
        fhir::professionals(&self.json(url, wire::JSON, false).await?)
    }

    /// The professional of this national identifier; nothing when the directory knows none, or several.
    pub async fn professional(&self, identifier: &str) -> Result<Option<Arc<Professional>>, Problem> {
        self.service().await?.serves("Practitioner")?;
        let mut url = self.inner.connection.address.under("Practitioner")?;
        url.query_pairs_mut()
            .append_pair("identifier", &format!("{}|{}", system::IDNPS, escaped(identifier)))
            .extend_pairs(parameter::ALONG);
        let mut page = fhir::professionals(&self.json(url, wire::JSON, true).await?)?;
        Ok(page.found.pop().filter(|_| page.found.is_empty()))
    }

    /// Hospitals and places of care with these words in their name: one page of them.
    pub async fn establishments(&self, name: &str) -> Result<Vec<Establishment>, Problem> {
        self.service().await?.serves("Organization")?;
        let mut url = self.inner.connection.address.under("Organization")?;
        url.query_pairs_mut().append_pair("name", &escaped(name.trim())).append_pair("_count", &wire::PAGE.to_string());
        fhir::establishments(&self.json(url, wire::JSON, false).await?)
    }

    /// The page that an answer calls the next one.
    pub async fn more_professionals(&self, link: &str) -> Result<Professionals, Problem> {
        let url = self.inner.connection.address.same_origin(link)?;
        let mut page = fhir::professionals(&self.json(url, wire::JSON, false).await?)?;
        // A page that is its own next one would never end.
        page.next = page.next.filter(|next| next.as_ref() != link);
        Ok(page)
    }
}

fn qualification(wanted: &Qualification) -> String {
    match wanted {
        Qualification::Profession(code) => format!("{}|{}", system::PROFESSION, escaped(code)),
        Qualification::Speciality(code) => format!("{}|{}", system::SPECIALITY, escaped(code)),
    }
}
