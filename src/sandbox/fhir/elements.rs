//! The elements of the resources that are written, in the order of their profiles.

use serde::Serialize;

#[derive(Debug, Clone, Copy, Serialize)]
pub struct Coding<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'a str>,
    pub code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<&'a str>,
}

impl<'a> Coding<'a> {
    pub fn new(system: &'a str, code: &'a str, display: Option<&'a str>) -> Self {
        Self { system: Some(system), code, display }
    }
}

#[derive(Serialize)]
pub struct Concept<'a> {
    pub coding: [Coding<'a>; 1],
}

pub fn concept(coding: Coding<'_>) -> Concept<'_> {
    Concept { coding: [coding] }
}

#[derive(Serialize)]
pub struct Identifier<'a> {
    pub system: &'a str,
    pub value: &'a str,
}

#[derive(Serialize)]
pub struct Named<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier<'a>>,
    pub display: &'a str,
}

#[derive(Serialize)]
pub struct Reference<'a> {
    pub reference: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Meta<'a> {
    pub version_id: &'a str,
    pub last_updated: &'a str,
    pub profile: [&'a str; 1],
}

#[derive(Serialize)]
pub struct Name<'a> {
    pub family: &'a str,
    pub given: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourcePatient<'a> {
    pub resource_type: &'a str,
    pub id: &'a str,
    pub identifier: [Identifier<'a>; 1],
    pub name: [Name<'a>; 1],
    pub gender: &'a str,
    pub birth_date: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role<'a> {
    pub resource_type: &'a str,
    pub id: &'a str,
    pub practitioner: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<Concept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specialty: Vec<Concept<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Contained<'a> {
    Role(Role<'a>),
    Patient(SourcePatient<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Archived<'a> {
    pub url: &'a str,
    pub value_boolean: bool,
}

#[derive(Serialize)]
pub struct RelatesTo<'a> {
    pub code: &'a str,
    pub target: Reference<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment<'a> {
    pub content_type: &'a str,
    pub language: &'a str,
    pub url: &'a str,
    pub size: usize,
    pub hash: &'a str,
    pub title: &'a str,
    pub creation: &'a str,
}

#[derive(Serialize)]
pub struct Content<'a> {
    pub attachment: Attachment<'a>,
    pub format: Coding<'a>,
}

#[derive(Serialize)]
pub struct Period<'a> {
    pub start: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Context<'a> {
    pub period: Period<'a>,
    pub facility_type: Concept<'a>,
    pub practice_setting: Concept<'a>,
    pub source_patient_info: Reference<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Reference<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentReference<'a> {
    pub resource_type: &'a str,
    pub id: &'a str,
    pub meta: Meta<'a>,
    pub contained: Vec<Contained<'a>>,
    pub extension: [Archived<'a>; 1],
    pub master_identifier: Identifier<'a>,
    pub identifier: Vec<Identifier<'a>>,
    pub status: &'a str,
    pub doc_status: &'a str,
    pub r#type: Concept<'a>,
    pub category: [Concept<'a>; 1],
    pub subject: Reference<'a>,
    pub date: &'a str,
    pub author: [Reference<'a>; 1],
    pub authenticator: Reference<'a>,
    pub custodian: Named<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relates_to: Vec<RelatesTo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    pub security_label: Vec<Concept<'a>>,
    pub content: [Content<'a>; 1],
    pub context: Context<'a>,
}
