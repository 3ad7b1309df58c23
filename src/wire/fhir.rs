//! FHIR R4 on the French profiles: paths, media types, code systems, profiles, search parameters.

pub const JSON: &str = "application/fhir+json";
/// Entries on a page when `_count` is absent, and at most.
pub const PAGE: u32 = 50;
pub const PAGE_MAX: u32 = 200;

pub mod system {
    /// INS, the national health identifier (NIR).
    pub const INS: &str = "urn:oid:1.2.250.1.213.1.4.8";
    /// INS given to foreigners waiting for a NIR.
    pub const INS_NIA: &str = "urn:oid:1.2.250.1.213.1.4.9";
    /// INS of test identities.
    pub const INS_TEST: &str = "urn:oid:1.2.250.1.213.1.4.10";
    pub const LOINC: &str = "http://loinc.org";
    pub const TYPE: &str = "https://mos.esante.gouv.fr/NOS/TRE_A05-TypeDocComplementaire/FHIR/TRE-A05-TypeDocComplementaire";
    pub const CLASS: &str = "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument";
    pub const VISIBILITY: &str =
        "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument";
    pub const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    pub const PROFESSION: &str = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante";
    pub const SPECIALITY: &str = "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale";
    pub const FORMAT: &str =
        "https://mos.esante.gouv.fr/NOS/TRE_A06-FormatCodeComplementaire/FHIR/TRE-A06-FormatCodeComplementaire";
    pub const FACILITY: &str = "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite";
    pub const SETTING: &str = "https://mos.esante.gouv.fr/NOS/TRE_A00-ProducteurDocNonPS/FHIR/TRE-A00-ProducteurDocNonPS";
    /// IDNPS: "8" and the RPPS.
    pub const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
    pub const RPPS: &str = "https://rpps.esante.gouv.fr";
    /// IDNST: "1" and the FINESS number.
    pub const IDNST: &str = "urn:oid:1.2.250.1.71.4.2.2";
    pub const FINESS: &str = "https://finess.esante.gouv.fr";
    /// Kinds of identifiers (FR Core).
    pub const IDENTIFIER_TYPE: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
    /// How a professional exercises: `L` on their own account, `S` as an employee.
    pub const EXERCISE: &str = "https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice";
    pub const URI: &str = "urn:ietf:rfc:3986";
}

pub mod profile {
    pub const DOCUMENT: &str =
        "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-comprehensive-document-reference";
    pub const PATIENT: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins";
}

pub mod extension {
    pub const ARCHIVED: &str = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";
    pub const CLOSING: &str = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-fermeture";
}

/// Codes of [`system::VISIBILITY`] and [`system::CONFIDENTIALITY`].
pub mod visibility {
    pub const NORMAL: &str = "N";
    pub const MASKED: &str = "MASQUE_PS";
    pub const NOT_FOR_PATIENT: &str = "INVISIBLE_PATIENT";
    pub const NOT_FOR_REPRESENTATIVES: &str = "INVISIBLE_REPRESENTANTS_LEGAUX";
}

/// Search parameters of `DocumentReference` (ITI-67, TD3.1) that a server of this contract accepts.
pub mod search {
    pub const ALL: [&str; 21] = [
        "_id",
        "identifier",
        "patient",
        "patient.identifier",
        "status",
        "category",
        "type",
        "date",
        "creation",
        "period",
        "facility",
        "setting",
        "format",
        "security-label",
        "event",
        "author.given",
        "author.family",
        "related",
        "isArchived",
        "_lastUpdated",
        "_sort",
    ];
}

/// The joined search of professionals (API §3).
pub mod directory {
    pub const NAME: &str = "name";
    pub const QUALIFICATION: &str = "qualification-code";
    pub const CITY: &str = "address-city";
    pub const POSTCODE: &str = "address-postalcode";
    /// With where they work.
    pub const ALONG: [(&str, &str); 2] =
        [("_revinclude", "PractitionerRole:practitioner"), ("_include:iterate", "PractitionerRole:organization")];
}
