//! Every DocumentReference, Bundle and Patient of the shared corpus, which nobody here wrote, is read through HTTP.

use crate::fake::{self, Fake};
use crate::{Api, signed_in};
use dmp::api::{Query, fhir::Bundle};
use dmp::domain::{DocumentId, PatientId};
use serde_json::Value;
use std::path::PathBuf;

/// Files by name, or nothing where the corpus is not.
fn corpus() -> Vec<(String, Value)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/fhir");
    let Ok(folders) = std::fs::read_dir(&root) else {
        println!("skipped: {} is absent", root.display());
        return Vec::new();
    };
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap()).map(|file| file.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    // Some samples of the directory are not JSON (comments); none of them is of our types.
    json.filter_map(|path| Some((path.display().to_string(), serde_json::from_slice(&std::fs::read(path).unwrap()).ok()?)))
        .collect()
}

/// All resources of a type, those inside the bundles included.
fn all(kind: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (name, resource) in corpus() {
        for entry in resource["entry"].as_array().into_iter().flatten() {
            found.push((name.clone(), entry["resource"].clone()));
        }
        found.push((name, resource));
    }
    found.retain(|(_, resource)| resource["resourceType"] == kind);
    found
}

async fn server() -> (Fake, Api) {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    (fake, api)
}

#[tokio::test]
async fn every_document_reference_is_read() {
    let (fake, api) = server().await;
    let all = all("DocumentReference");
    for (name, resource) in &all {
        let id = resource["id"].as_str().unwrap();
        fake.script(&format!("/fhir/DocumentReference/{id}"), [fake::fhir(200, resource)]);
        let document = api.document(&DocumentId::new(id).unwrap()).await.unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert_eq!(document.title.as_str(), resource["content"][0]["attachment"]["title"].as_str().unwrap());
        assert_eq!(document.kind.code.as_str(), resource["type"]["coding"][0]["code"].as_str().unwrap());
        assert_eq!(document.states.superseded, resource["status"] == "superseded");
        assert_eq!(document.states.masked, name.contains("masque"));
        assert_eq!(document.states.mine, name.contains("directives"));
        assert!(document.date.is_some() && !document.contents.is_empty(), "{name}");
    }
    assert!(all.is_empty() || all.len() >= 9, "{}", all.len());
}

#[tokio::test]
async fn every_bundle_is_read() {
    let (fake, api) = server().await;
    for (name, resource) in all("Bundle") {
        let bundle = Bundle::read(resource.to_string().as_bytes()).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert_eq!(bundle.kind(), resource["type"].as_str(), "{name}");
        let with_resource = resource["entry"].as_array().unwrap().iter().filter(|entry| entry["resource"].is_object());
        assert_eq!(bundle.resources().count(), with_resource.count(), "{name}");
        if bundle.kind() == Some("searchset") {
            fake.script("/fhir/DocumentReference", [fake::fhir(200, &resource)]);
            let listing = api.documents(&Query::default(), false).await.unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
            let documents =
                resource["entry"].as_array().unwrap().iter().filter(|it| it["resource"]["resourceType"] == "DocumentReference");
            assert_eq!((listing.documents.len(), listing.unreadable.len()), (documents.count(), 0), "{name}");
        }
    }
}

#[tokio::test]
async fn every_patient_is_read() {
    for (name, resource) in all("Patient") {
        let id = PatientId::new(resource["id"].as_str().unwrap()).unwrap();
        let bytes = resource.to_string();
        let holder = dmp::api::fhir::patient(bytes.as_bytes(), &id).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        let patient = holder.patient;
        assert_eq!(patient.open, !name.contains("ferme"), "{name}");
        assert_eq!(patient.closed_on.is_some(), name.contains("ferme"), "{name}");
        assert_eq!(patient.family.as_str(), resource["name"][0]["family"].as_str().unwrap_or_default(), "{name}");
        assert!(holder.search.is_some(), "{name}");
    }
}
