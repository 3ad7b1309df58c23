//! Professionals as the Annuaire Santé writes them: a person, the roles that lead to where they work, and the organisations.
//! Names and professions stand on the person or on a role, codes under OIDs or under addresses, and anything may be missing.

use super::Head;
use super::author::type_and_id;
use super::bundle::{Bundle, Entry};
use super::code::{Concept, Identifier, Reference, line};
use super::lenient::{loose, some};
use crate::domain::{
    Clean, Establishment, Occupation, Party, Problem, Professional, ProfessionalId, Professionals, Rpps, Workplace,
};
use crate::wire::fhir::system;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Professions: as addresses, and as the identifiers that the Annuaire used before.
const PROFESSIONS: [&str; 3] = [system::PROFESSION, "urn:oid:1.2.250.1.71.1.2.7", "urn:oid:1.2.250.1.213.1.6.1.109"];
const SPECIALITIES: [&str; 2] = [system::SPECIALITY, "urn:oid:1.2.250.1.71.4.2.5"];

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Person {
    #[serde(deserialize_with = "some")]
    identifier: Vec<Identifier>,
    #[serde(deserialize_with = "loose")]
    active: Option<bool>,
    #[serde(deserialize_with = "some")]
    name: Vec<Named>,
    #[serde(deserialize_with = "some")]
    qualification: Vec<Qualification>,
}

/// The title of the exercise (`DR`) is a suffix, in front of which French puts it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Named {
    #[serde(deserialize_with = "loose")]
    text: Option<String>,
    #[serde(deserialize_with = "loose")]
    family: Option<String>,
    #[serde(deserialize_with = "some")]
    given: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    prefix: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    suffix: Vec<String>,
}

/// The Annuaire has written a title alone as well as in a list.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let raw: Option<Box<RawValue>> = loose(deserializer)?;
    Ok(raw.map_or_else(Vec::new, |raw| read(&raw).map_or_else(|| read(&raw).unwrap_or_default(), |alone| vec![alone])))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Qualification {
    #[serde(deserialize_with = "loose")]
    code: Option<Concept>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Role {
    #[serde(deserialize_with = "loose")]
    active: Option<bool>,
    #[serde(deserialize_with = "loose")]
    practitioner: Option<Reference>,
    #[serde(deserialize_with = "loose")]
    organization: Option<Reference>,
    #[serde(deserialize_with = "some")]
    code: Vec<Concept>,
    #[serde(deserialize_with = "some")]
    specialty: Vec<Concept>,
    #[serde(deserialize_with = "some")]
    telecom: Vec<Telecom>,
    #[serde(deserialize_with = "some")]
    extension: Vec<Extension>,
    #[serde(deserialize_with = "some")]
    contained: Vec<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Extension {
    #[serde(deserialize_with = "loose")]
    value_human_name: Option<Named>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Organization {
    #[serde(deserialize_with = "some")]
    identifier: Vec<Identifier>,
    #[serde(deserialize_with = "loose")]
    name: Option<String>,
    #[serde(deserialize_with = "some")]
    telecom: Vec<Telecom>,
    #[serde(deserialize_with = "some")]
    address: Vec<Address>,
}

/// A place that a role contains.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Location {
    #[serde(deserialize_with = "loose")]
    address: Option<Address>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Telecom {
    #[serde(deserialize_with = "loose")]
    system: Option<String>,
    #[serde(deserialize_with = "loose")]
    value: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Address {
    #[serde(deserialize_with = "some")]
    line: Vec<String>,
    #[serde(deserialize_with = "loose")]
    city: Option<String>,
    #[serde(deserialize_with = "loose")]
    postal_code: Option<String>,
}

/// The resources of a page, by what refers to them.
#[derive(Default)]
struct Around {
    roles: HashMap<String, Vec<Role>>,
    organizations: HashMap<String, Arc<Organization>>,
}

/// A page of professionals.
pub fn professionals(bytes: &[u8]) -> Result<Professionals, Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    let mut around = Around::default();
    let mut people = Vec::new();
    let mut page = Professionals { total: bundle.total(), next: bundle.next(), ..Professionals::default() };
    for entry in bundle.entries() {
        let Some(Entry { full_url, resource: Some(resource) }) = entry else {
            page.unreadable += 1;
            continue;
        };
        let Some(head) = read::<Head>(&resource) else {
            page.unreadable += 1;
            continue;
        };
        let id = head.id.clone().unwrap_or_default();
        match head.resource_type.as_str() {
            "Practitioner" => people.push((head, resource)),
            "PractitionerRole" if head.plain() => around.role(read(&resource)),
            "Organization" if head.plain() => around.organization(&id, full_url.as_deref(), read(&resource)),
            _other => {}
        }
    }
    let mut seen = HashSet::new();
    for (head, resource) in people {
        let id = head.id.as_deref().and_then(ProfessionalId::new);
        match (id, read::<Person>(&resource)) {
            (Some(id), Some(person)) if head.plain() => {
                if seen.insert(id.clone()) {
                    page.found.push(Arc::new(around.professional(id, &person)));
                }
            }
            _other => page.unreadable += 1,
        }
    }
    Ok(page)
}

/// Places of care, out of a page of organisations: those that have a name and a national identifier.
pub fn establishments(bytes: &[u8]) -> Result<Vec<Establishment>, Problem> {
    let bundle = Bundle::read(bytes)?;
    let of = |resource: Box<RawValue>| {
        let plain = read::<Head>(&resource).is_some_and(|head| head.resource_type == "Organization" && head.plain());
        if plain { establishment(&read(&resource)?) } else { None }
    };
    Ok(bundle.resources().filter_map(of).collect())
}

/// The national identifier is "1" and the FINESS when it is not written (STANDARDS §3.9).
fn establishment(organization: &Organization) -> Option<Establishment> {
    let of = |system: &str| {
        let found = organization.identifier.iter().find(|identifier| identifier.system.as_deref() == Some(system));
        line(found.and_then(|identifier| identifier.value.as_deref()))
    };
    let identifier = of(system::IDNST).or_else(|| of(system::FINESS).map(|finess| Clean::line(&format!("1{finess}"))))?;
    let first = |part: fn(&Address) -> Option<&str>| organization.address.iter().find_map(|address| line(part(address)));
    Some(Establishment {
        party: Party { identifier: Some(identifier), name: Some(line(organization.name.as_deref())?) },
        postcode: first(|address| address.postal_code.as_deref()),
        city: first(|address| address.city.as_deref()),
    })
}

fn read<T: for<'a> Deserialize<'a>>(raw: &RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

impl Around {
    /// A role of nobody is no role.
    fn role(&mut self, role: Option<Role>) {
        let Some(role) = role else { return };
        let whose = role.practitioner.as_ref().and_then(|whose| type_and_id(whose.reference.as_deref()?));
        if let Some(whose) = whose {
            self.roles.entry(whose).or_default().push(role);
        }
    }

    fn organization(&mut self, id: &str, full_url: Option<&str>, organization: Option<Organization>) {
        let Some(organization) = organization.map(Arc::new) else { return };
        let named = organization.identifier.iter().filter_map(|identifier| identifier.value.clone());
        let keys = named.chain([format!("Organization/{id}")]).chain(full_url.map(str::to_owned));
        for key in keys.collect::<Vec<_>>() {
            self.organizations.insert(key, organization.clone());
        }
    }

    fn professional(&self, id: ProfessionalId, person: &Person) -> Professional {
        let roles = self.roles.get(&format!("Practitioner/{}", id.as_str())).map_or(&[][..], Vec::as_slice);
        let in_force: Vec<&Role> = roles.iter().filter(|role| role.active != Some(false)).collect();
        let names =
            person.name.iter().chain(roles.iter().flat_map(|role| &role.extension).filter_map(|e| e.value_human_name.as_ref()));
        let on_roles = roles.iter().flat_map(|role| role.code.iter().chain(&role.specialty));
        let on_person = person.qualification.iter().filter_map(|qualification| qualification.code.as_ref());
        let mut workplaces: Vec<Workplace> = Vec::new();
        for workplace in in_force.iter().map(|role| self.workplace(role)) {
            if !workplace.is_empty() && !workplaces.contains(&workplace) {
                workplaces.push(workplace);
            }
        }
        Professional {
            id,
            name: name(&names.collect::<Vec<_>>()),
            occupations: occupations(&on_person.chain(on_roles).collect::<Vec<_>>()),
            rpps: rpps(&person.identifier),
            national: national(&person.identifier),
            workplaces,
            retired: person.active == Some(false),
        }
    }

    fn workplace(&self, role: &Role) -> Workplace {
        let reference = role.organization.as_ref();
        let known = reference.and_then(|reference| {
            let address = reference.reference.as_deref().unwrap_or_default();
            let named =
                || reference.identifier.as_ref().and_then(|identifier| self.organizations.get(identifier.value.as_deref()?));
            let found = self.organizations.get(address).or_else(|| self.organizations.get(&type_and_id(address)?));
            found.or_else(named)
        });
        let inside: Vec<Location> = role.contained.iter().filter_map(|raw| read(raw)).collect();
        let addresses =
            known.iter().flat_map(|known| &known.address).chain(inside.iter().filter_map(|place| place.address.as_ref()));
        let addresses: Vec<&Address> = addresses.collect();
        let first = |part: fn(&Address) -> Option<&str>| addresses.iter().find_map(|address| line(part(address)));
        let telecoms = role.telecom.iter().chain(known.iter().flat_map(|known| &known.telecom));
        let mut phones: Vec<Clean> = Vec::new();
        for phone in telecoms.filter(|it| it.system.as_deref() == Some("phone")).filter_map(|it| line(it.value.as_deref())) {
            if !phones.contains(&phone) {
                phones.push(phone);
            }
        }
        Workplace {
            organisation: known
                .and_then(|known| line(known.name.as_deref()))
                .or_else(|| line(reference.and_then(|reference| reference.display.as_deref()))),
            street: addresses
                .iter()
                .map(|address| address.line.iter().filter_map(|part| line(Some(part))).collect::<Vec<_>>())
                .find(|street| !street.is_empty())
                .unwrap_or_default(),
            postcode: first(|address| address.postal_code.as_deref()),
            city: first(|address| address.city.as_deref()),
            phones,
        }
    }
}

/// The first name that has a family or a given name, with its title, else with that of another.
fn name(names: &[&Named]) -> Option<Clean> {
    let whole = names.iter().find(|named| named.family.is_some() || !named.given.is_empty());
    let Some(whole) = whole else { return names.iter().find_map(|named| line(named.text.as_deref())) };
    let titles = |named: &&Named| named.suffix.iter().chain(&named.prefix).find_map(|title| self::title(title));
    let title = std::iter::once(whole).chain(names).find_map(titles);
    let parts = whole.given.iter().chain(&whole.family).map(String::as_str);
    line(Some(&title.into_iter().chain(parts).collect::<Vec<_>>().join(" ")))
}

/// Codes of TRE_R11 and TRE_R81, as French writes them before a name. Ranks of the army's doctors and others are left out.
fn title(code: &str) -> Option<&'static str> {
    Some(match code.trim().trim_end_matches('.').to_uppercase().as_str() {
        "DR" => "Dr",
        "PR" => "Pr",
        "M" => "M.",
        "MME" | "MLLE" => "Mme",
        _other => return None,
    })
}

/// A profession with its speciality; or several professions, when there are.
fn occupations(concepts: &[&Concept]) -> Vec<Occupation> {
    let codes = |systems: &[&str]| {
        let mut codes: Vec<Clean> = Vec::new();
        for code in concepts.iter().filter_map(|concept| line(concept.of(systems)?.code.as_deref())) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    };
    let (professions, specialities) = (codes(&PROFESSIONS), codes(&SPECIALITIES));
    let said = |systems: &[&str], code: &Clean| {
        let of = |concept: &&Concept| {
            let coding = concept.of(systems).filter(|coding| coding.code.as_deref() == Some(code.as_str()))?;
            concept.said(Some(coding))
        };
        concepts.iter().find_map(of)
    };
    // Specialities are of the first profession: nobody has two professions and a speciality of the second in the directory.
    let mut rest = professions.iter();
    let first = rest.next();
    let mut occupations: Vec<Occupation> = specialities
        .iter()
        .map(|code| Occupation {
            profession: first.cloned(),
            speciality: Some(code.clone()),
            said: said(&SPECIALITIES, code).or_else(|| said(&PROFESSIONS, first?)),
        })
        .collect();
    let alone = if occupations.is_empty() { first } else { None };
    occupations.extend(alone.into_iter().chain(rest).map(|code| Occupation {
        profession: Some(code.clone()),
        speciality: None,
        said: said(&PROFESSIONS, code),
    }));
    occupations
}

fn rpps(identifiers: &[Identifier]) -> Option<Rpps> {
    let of = |system: &str| {
        let theirs =
            identifiers.iter().find(|identifier| identifier.system.as_deref() == Some(system) && identifier.value.is_some());
        theirs.and_then(|identifier| identifier.value.as_deref())
    };
    // "http" is what the Annuaire wrote before.
    let number = of(system::RPPS).or_else(|| of("http://rpps.fr")).or_else(|| of("http://rpps.esante.gouv.fr"));
    number.and_then(Rpps::new).or_else(|| of(system::IDNPS).and_then(Rpps::of_national))
}

/// As written; else made of the RPPS, as national identifiers are (STANDARDS §3.9).
fn national(identifiers: &[Identifier]) -> Option<Clean> {
    let written = identifiers.iter().find(|identifier| identifier.system.as_deref() == Some(system::IDNPS));
    let written = written.and_then(|identifier| line(identifier.value.as_deref()));
    written.or_else(|| rpps(identifiers).map(|rpps| Clean::line(&format!("8{}", rpps.clean()))))
}
