//! The directory of professionals: what is looked for is found, whatever is typed is text, and nobody is in two pages.

use crate::app::{Answer, App, NADIA, Setting, Tokens};
use dmp::wire::fhir::system;
use reqwest::Method;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

const ALONG: &str = "&_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization";

struct Directory {
    app: App,
    tokens: Tokens,
}

impl Directory {
    async fn open() -> Self {
        // With those who write in the record that the program carries.
        let app = App::with(Setting { record: None, ..Setting::default() }).await;
        let tokens = app.sign_in(NADIA, "home").await;
        Self { app, tokens }
    }

    /// Of `Practitioner`, or of another resource when the pairs' first name is `""`.
    async fn ask(&self, resource: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut url = reqwest::Url::parse(&format!("{}/{resource}", self.app.base)).unwrap();
        url.query_pairs_mut().extend_pairs(pairs);
        Answer::of(self.app.http.get(url).bearer_auth(&self.tokens.access).send().await.unwrap()).await
    }

    async fn total(&self, pairs: &[(&str, &str)]) -> u64 {
        let answer = self.ask("Practitioner", pairs).await;
        answer.body["total"].as_u64().unwrap_or_else(|| panic!("{pairs:?}: {}", answer.text))
    }

    /// Entries of every page.
    async fn all(&self, query: &str) -> Vec<Value> {
        let mut next = Some(format!("/fhir/Practitioner?{query}"));
        let mut entries = Vec::new();
        while let Some(path) = next.take() {
            let page = self.app.get(&path, &self.tokens.access).await.body;
            entries.extend(page["entry"].as_array().cloned().unwrap_or_default());
            let link = page["link"].as_array().unwrap().iter().find(|link| link["relation"] == "next");
            next = link.map(|link| link["url"].as_str().unwrap().trim_start_matches(self.app.root()).to_owned());
        }
        entries
    }
}

fn names(answer: &Answer) -> Vec<String> {
    let matches = answer.body["entry"].as_array().into_iter().flatten().filter(|entry| entry["search"]["mode"] == "match");
    let name = |entry: &Value| {
        let name = &entry["resource"]["name"][0];
        format!("{} {}", name["given"][0].as_str().unwrap(), name["family"].as_str().unwrap())
    };
    matches.map(name).collect()
}

#[tokio::test]
async fn a_name_is_found_without_accents_case_order_nor_hyphen() {
    let directory = Directory::open().await;
    for name in ["Étienne Roux", "etienne roux", "ROUX ETIENNE", "roux eti", "Roux,Zzz Roux"] {
        let found = names(&directory.ask("Practitioner", &[("name", name), ("address-city", "villerose")]).await);
        assert_eq!(found, ["Étienne Roux"], "{name}");
    }
    for name in ["Nguyen-Talec", "nguyen talec", "talec paul"] {
        assert_eq!(names(&directory.ask("Practitioner", &[("name", name)]).await), ["Paul Nguyen-Talec"], "{name}");
    }
    // A word is looked for from its beginning.
    assert_eq!(directory.total(&[("name", "oux villerose")]).await, 0);
}

#[tokio::test]
async fn several_fields_narrow_together() {
    let directory = Directory::open().await;
    let speciality = format!("{}|SM54,{}|SM53", system::SPECIALITY, system::SPECIALITY);
    let general = directory.total(&[("qualification-code", &speciality)]).await;
    let lyon = directory.total(&[("address-city", "Lyon")]).await;
    let both = directory.total(&[("qualification-code", &speciality), ("address-city", "lyon")]).await;
    let rhone = directory.total(&[("address-postalcode", "69")]).await;
    assert!(both > 0 && both < lyon && both < general && lyon < rhone, "{both} {lyon} {general} {rhone}");
    assert_eq!(
        directory.total(&[("address-city", "st étienne")]).await,
        directory.total(&[("address-postalcode", "42000")]).await
    );
    assert_eq!(directory.total(&[("address-city", "lyon"), ("address-postalcode", "75")]).await, 0);
    let other = directory.total(&[("qualification-code", "urn:other|SM54")]).await;
    assert_eq!((other, directory.total(&[("qualification-code", "SM54")]).await > 0), (0, true));
}

#[tokio::test]
async fn nothing_asked_is_refused_and_said_why() {
    let directory = Directory::open().await;
    for pairs in [&[][..], &[("active", "true")], &[("_count", "10")], &[("nom", "roux")], &[("name", "")]] {
        let answer = directory.ask("Practitioner", pairs).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (400, &"OperationOutcome".into()), "{pairs:?}");
    }
    for (name, value) in [("name:contains", "x"), ("_cursor", "x"), ("_count", "x")] {
        assert_eq!(directory.ask("Practitioner", &[("name", "roux"), (name, value)]).await.status, 400, "{name}");
    }
    let closed = directory.app.http.get(format!("{}/Practitioner?name=roux", directory.app.base)).send().await.unwrap();
    assert_eq!(closed.status(), 401);
}

#[tokio::test]
async fn wildcards_and_the_syntax_of_sql_or_fhir_are_text() {
    let directory = Directory::open().await;
    for text in ["%", "_", "*", "'", "\"", "' OR 1=1 --", "ro_x", "roux'; DROP TABLE professionals; --", "\\\\", "|", "$", "💊"]
    {
        assert_eq!(directory.total(&[("name", text)]).await, 0, "{text}");
        assert_eq!(directory.total(&[("address-city", text)]).await, 0, "{text}");
        assert_eq!(directory.total(&[("address-postalcode", text)]).await, 0, "{text}");
        assert_eq!(directory.total(&[("qualification-code", text)]).await, 0, "{text}");
    }
    // What is around a name does not hide it: a comma separates, as FHIR says.
    assert_eq!(directory.total(&[("name", "%roux%"), ("address-city", "*villerose*")]).await, 1);
    let long = "a".repeat(5_000);
    assert_eq!(directory.total(&[("name", &long)]).await, 0);
}

#[tokio::test]
async fn pages_hold_everybody_once_with_where_they_work() {
    let directory = Directory::open().await;
    let entries = directory.all(&format!("address-postalcode=69&_count=7{ALONG}")).await;
    let of = |mode: &str, kind: &str| -> Vec<&Value> {
        let wanted = |entry: &&Value| entry["search"]["mode"] == mode && entry["resource"]["resourceType"] == kind;
        entries.iter().filter(wanted).map(|entry| &entry["resource"]).collect()
    };
    let people = of("match", "Practitioner");
    let ids: HashSet<&str> = people.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let total = directory.total(&[("address-postalcode", "69")]).await;
    assert_eq!((people.len(), ids.len()), (usize::try_from(total).unwrap(), people.len()));
    let organisations: HashSet<&str> = of("include", "Organization").iter().map(|one| one["id"].as_str().unwrap()).collect();
    for role in of("include", "PractitionerRole") {
        assert!(role.get("specialty").is_none(), "not in the profile");
        let named = |member: &str| role[member]["reference"].as_str().unwrap().rsplit_once('/').unwrap().1;
        assert!(ids.contains(named("practitioner")) && organisations.contains(named("organization")), "{role}");
    }
    assert!(of("include", "PractitionerRole").len() > people.len(), "some work in two places");
}

#[tokio::test]
async fn the_directory_is_varied_and_holds_those_who_are_hard_to_show() {
    let directory = Directory::open().await;
    let entries = directory.all(&format!("address-postalcode=0,1,2,3,4,5,6,7,8,9&_count=200{ALONG}")).await;
    let (mut occupations, mut towns, mut names, mut wrong) = (HashSet::new(), HashSet::new(), BTreeMap::new(), Vec::new());
    let mut people = 0;
    for resource in entries.iter().map(|entry| &entry["resource"]) {
        match resource["resourceType"].as_str().unwrap() {
            "Practitioner" => {
                people += 1;
                let code = |at: usize| resource["qualification"][at]["code"]["coding"][0]["code"].as_str().map(str::to_owned);
                occupations.insert((code(0), code(1)));
                let name = &resource["name"][0];
                *names.entry(format!("{} {}", name["family"], name["given"][0])).or_insert(0) += 1;
                let rpps = resource["identifier"][1]["value"].as_str().unwrap();
                assert!(rpps.starts_with("10999"), "{rpps} may be somebody's");
                assert_eq!(resource["identifier"][0]["value"].as_str().unwrap(), format!("8{rpps}"));
                if !luhn(rpps) {
                    wrong.push(rpps.to_owned());
                }
            }
            "Organization" => drop(towns.insert(resource["address"][0]["city"].to_string())),
            _role => {}
        }
    }
    assert!(people >= 2_000 && occupations.len() >= 60 && towns.len() >= 100, "{people} {} {}", occupations.len(), towns.len());
    assert!(names.values().any(|count| *count > 1), "homonyms");
    assert!(names.keys().any(|name| name.contains('-')) && names.keys().any(|name| !name.is_ascii()));
    assert_eq!(wrong.len(), 1);
    let homonyms = directory.ask("Practitioner", &[("name", "anne lefevre"), ("address-city", "bourg en bresse")]).await;
    assert_eq!(self::names(&homonyms), ["Anne Lefèvre", "Anne Lefèvre"]);
    let without = directory.ask("Practitioner", &[("name", "dominique aubrac")]).await;
    assert!(without.body["entry"][0]["resource"].get("qualification").is_none(), "{}", without.text);
    let nowhere = directory.app.get(&format!("/fhir/Practitioner?name=irene valette{ALONG}"), &directory.tokens.access).await;
    assert!(nowhere.body["entry"][1]["resource"].get("organization").is_none(), "{}", nowhere.text);
}

fn luhn(digits: &str) -> bool {
    let digits = digits.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits.enumerate().map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }).sum();
    sum.is_multiple_of(10)
}

#[tokio::test]
async fn every_author_of_the_record_is_in_the_directory_under_the_same_name_and_number() {
    let directory = Directory::open().await;
    let index: Value = serde_json::from_slice(&std::fs::read("assets/record/index.json").unwrap()).unwrap();
    let mut checked = HashSet::new();
    for author in index["documents"].as_array().unwrap().iter().map(|document| &document["author"]) {
        let (Some(rpps), Some(name)) = (author["rpps"].as_str(), author["name"].as_str()) else { continue };
        if !checked.insert(rpps) {
            continue;
        }
        let identifier = format!("{}|8{rpps}", system::IDNPS);
        let path = format!("/fhir/Practitioner?identifier={identifier}{ALONG}");
        let found = directory.app.get(&path, &directory.tokens.access).await;
        let resource = |at: usize| &found.body["entry"][at]["resource"];
        assert!(name.ends_with(&names(&found)[0]), "{name}: {}", found.text);
        let code = |at: usize| resource(0)["qualification"][at]["code"]["coding"][0]["code"].clone();
        assert_eq!((code(0), code(1)), (author["profession"]["code"].clone(), author["speciality"]["code"].clone()), "{name}");
        assert_eq!(resource(2)["name"], author["organisation"], "{name}");
    }
    assert!(checked.len() >= 15);
}

#[tokio::test]
async fn one_resource_is_read_at_its_id_and_none_at_another() {
    let directory = Directory::open().await;
    let page = directory.app.get(&format!("/fhir/Practitioner?name=kaci samira{ALONG}"), &directory.tokens.access).await;
    for entry in page.body["entry"].as_array().unwrap() {
        let path = entry["fullUrl"].as_str().unwrap().trim_start_matches(directory.app.root());
        let one = directory.app.get(path, &directory.tokens.access).await;
        assert_eq!((one.status.as_u16(), &one.body), (200, &entry["resource"]), "{path}");
        assert_eq!(one.header("etag"), Some("W/\"1\""));
    }
    for path in
        ["Practitioner/003-999999", "Practitioner/003-", "Practitioner/1", "PractitionerRole/005-1", "PractitionerRole/005-1-2"]
    {
        assert_eq!(directory.app.get(&format!("/fhir/{path}"), &directory.tokens.access).await.status, 404, "{path}");
    }
    let roles = directory.ask("PractitionerRole", &[("practitioner", "Practitioner/003-1")]).await;
    assert_eq!(roles.body["total"], 1);
    let place = roles.body["entry"][0]["resource"]["organization"]["reference"].as_str().unwrap();
    let there = directory.ask("PractitionerRole", &[("organization", place)]).await;
    assert!(there.body["total"].as_u64().unwrap() >= 3, "{}", there.text);
    let posted = directory.app.request(Method::POST, "/fhir/Practitioner/_search", &directory.tokens.access);
    let posted = Answer::of(posted.form(&[("name", "kaci")]).send().await.unwrap()).await;
    assert_eq!(posted.body["total"].as_u64(), Some(directory.total(&[("name", "kaci")]).await));
}
