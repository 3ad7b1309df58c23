//! FHIR R4 on the French profiles: paths, media types, code systems, profiles, search parameters.

pub const JSON: &str = "application/fhir+json";
/// RFC 6902.
pub const JSON_PATCH: &str = "application/json-patch+json";
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
    pub const IHE_FORMAT: &str = "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode";
    pub const FACILITY: &str = "https://mos.esante.gouv.fr/NOS/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite";
    pub const SETTING: &str = "https://mos.esante.gouv.fr/NOS/TRE_A00-ProducteurDocNonPS/FHIR/TRE-A00-ProducteurDocNonPS";
    /// IDNPS: "8" and the RPPS.
    pub const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
    pub const RPPS: &str = "https://rpps.esante.gouv.fr";
    pub const FINESS: &str = "https://finess.esante.gouv.fr";
    /// Kinds of identifiers (FR Core).
    pub const IDENTIFIER_TYPE: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
    /// How a professional exercises: `L` on their own account, `S` as an employee.
    pub const EXERCISE: &str = "https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice";
    pub const URI: &str = "urn:ietf:rfc:3986";
    /// IDNST: "1" and the FINESS, "3" and the SIRET.
    pub const IDNST: &str = "urn:oid:1.2.250.1.71.4.2.2";
    pub const ACCESS_MODE: &str = "https://mos.esante.gouv.fr/NOS/TRE_R248_ModeAcces/FHIR/TRE-R248-ModeAcces";
    pub const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    pub const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    pub const ROLE_CLASS: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleClass";
    pub const CONSENT_ACTION: &str = "http://terminology.hl7.org/CodeSystem/consentaction";
    pub const CONSENT_SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";
    pub const RESTFUL: &str = "http://hl7.org/fhir/restful-interaction";
    pub const AUDIT_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    pub const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";
    /// What somebody is to the person for their care: to call, trusted (ECON, QUAL…).
    pub const CONTACT_ROLE: &str = "https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass";
    /// What somebody is to the person in their life (MTH, SIS…).
    pub const CONTACT_LINK: &str = "https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode";
    /// Who answers for the person by law (TUTEUR, CURATEUR, MSVG).
    pub const CONTACT_LEGAL: &str = "urn:oid:1.2.250.1.213.1.1.4.327";
    /// Nothing of the kind, or nothing known (International Patient Summary).
    pub const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
    pub const CONDITION_VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    pub const ALLERGY_VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    pub const CONDITION_CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    pub const ALLERGY_CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    /// Kinds of notices, the project's own: the service has codes and no URL for them.
    pub const NOTICE: &str = "urn:dmp:notifications";
}

pub mod profile {
    /// What is sent to deposit a document (ITI-105).
    pub const DEPOSIT: &str = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-simplified-publish";
    pub const DOCUMENT: &str =
        "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-comprehensive-document-reference";
    pub const PATIENT: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins";
    pub const TRACE: &str = "https://interop.esante.gouv.fr/ig/fhir/tde/StructureDefinition/tde-auditevent";
    pub const CONSENT: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-consent";
    pub const CONTACT: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-related-person";
}

pub mod extension {
    pub const ARCHIVED: &str = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";
    pub const CLOSING: &str = "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-fermeture";
    /// Of a `RelatedPerson`, `valuePositiveInt`: whom to call first (D27). The project's own: no guide has it.
    pub const CALL_ORDER: &str = "urn:dmp:extension:ordre-appel";
}

/// People to call and the trusted person: `RelatedPerson.relationship` (STANDARDS §2.6).
pub mod contact {
    /// To call in an emergency, in [`system::CONTACT_ROLE`](super::system::CONTACT_ROLE).
    pub const EMERGENCY: &str = "ECON";
    /// The trusted person: the one that is written.
    pub const TRUSTED: &str = "QUAL";
    /// The same as other sources write it.
    pub const ALSO_TRUSTED: [&str; 2] = ["NOK", "K"];
    /// Codes of [`system::CONTACT_LINK`](super::system::CONTACT_LINK), and the three measures of protection.
    pub const LINKS: [&str; 25] = [
        "MTH", "FTH", "DAUC", "SONC", "CHILD", "BRO", "SIS", "GRMTH", "GRFTH", "HUSB", "WIFE", "SIGOTHR", "DOMPART", "UNCLE",
        "AUNT", "NEPHEW", "NIECE", "COUSN", "FAMMEMB", "FRND", "NBOR", "ROOM", "TUTEUR", "CURATEUR", "MSVG",
    ];
}

/// What a person says of their health.
pub mod health {
    /// LOINC: the ABO group.
    pub const BLOOD: &str = "883-9";
    /// LOINC: the rhesus.
    pub const RHESUS: &str = "10331-7";
    /// "Not concerned", in [`system::ABSENT`](super::system::ABSENT).
    pub const NO_ILLNESS: &str = "no-known-problems";
    pub const NO_ALLERGY: &str = "no-known-allergies";
    pub const NO_TREATMENT: &str = "no-known-medications";
    pub const ACTIVE: &str = "active";
    pub const FINAL: &str = "final";
    /// Said by the person, and by nobody who would have verified it.
    pub const UNCONFIRMED: &str = "unconfirmed";
}

/// Forms: `Questionnaire` and `QuestionnaireResponse`.
pub mod form {
    /// `Questionnaire.name` of the two variants of advance directives.
    pub const DIRECTIVES: &str = "directives-anticipees";
    /// LOINC, `Questionnaire.code`: what tells that a form is one of advance directives.
    pub const DIRECTIVES_CODE: &str = "42348-3";
    /// TRE_A05: the document that they become once signed.
    pub const DIRECTIVES_TYPE: &str = "EXPPAT_3";
    pub const IN_PROGRESS: &str = "in-progress";
    pub const COMPLETED: &str = "completed";
    /// `item.extension`: how an item is to be shown.
    pub const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
    /// Its code for an explanation of the question above it.
    pub const HELP: &str = "help";
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

/// Codes of [`system::ACCESS_MODE`].
pub mod mode {
    pub const NORMAL: &str = "normal";
    pub const BREAK_GLASS: &str = "bris_de_glace";
    pub const CENTRE_15: &str = "centre_15";
}

/// Codes of [`system::ACT_REASON`]: `purposeOfUse` of a trace, `provision.purpose` of a consent.
pub mod purpose {
    pub const TREATMENT: &str = "TREAT";
    /// The SAMU's switch, and its accesses.
    pub const EMERGENCY: &str = "ETREAT";
    pub const BREAK_GLASS: &str = "BTG";
    /// What a person does with their own record.
    pub const OWN: &str = "PATRQT";
    /// The Assurance Maladie's feed.
    pub const PAYMENT: &str = "HPAYMT";
    /// What the DMP does by itself.
    pub const OPERATIONS: &str = "HOPERAT";
}

/// Traces: `AuditEvent` (ITI-81).
pub mod trace {
    /// `entity[0].detail[].type`: what was done, a word of [`deed`].
    pub const DEED: &str = "geste";
    /// `entity[0].detail[].type`: why the glass was broken, in the professional's words.
    pub const MOTIVE: &str = "motif";
    /// `entity[0].detail[].type`: why it was refused, a word of the server's rules.
    pub const REFUSED: &str = "refus";

    pub mod deed {
        pub const SIGN_IN: &str = "connexion";
        pub const FIND: &str = "recherche";
        pub const LIST: &str = "liste";
        pub const READ: &str = "lecture";
        pub const DEPOSIT: &str = "depot";
        pub const AGREE: &str = "accord";
        pub const BLOCK: &str = "blocage";
        pub const UNBLOCK: &str = "deblocage";
        pub const WITHDRAW: &str = "retrait";
        pub const SWITCH: &str = "urgence";
        pub const STAY: &str = "sejour";
        pub const STAY_END: &str = "fin-sejour";
        pub const MASK: &str = "masquage";
        pub const UNMASK: &str = "demasquage";
        pub const ARCHIVE: &str = "archivage";
        pub const UNARCHIVE: &str = "desarchivage";
        pub const DELETE: &str = "suppression";
        pub const PREFERENCE: &str = "visibilite";
        /// The DMP shows the patient what was to be announced to them first.
        pub const REVEAL: &str = "remise-visibilite";
        /// The treating doctor reads the history.
        pub const HISTORY: &str = "historique";
        /// The treating doctor hands the status on.
        pub const HAND_ON: &str = "transmission";
        /// A contact comes, changes or goes.
        pub const CONTACT: &str = "entourage";
        /// What the person says of their health comes, changes or goes.
        pub const HEALTH: &str = "sante";
        /// A form is completed, or changed once it was.
        pub const FORM: &str = "questionnaire";
        /// A professional reads what the person says of their health, and whom to call.
        pub const PROFILE: &str = "profil";
    }

    /// Parameters of the search; `date` twice, its two bounds, and `patient` are mandatory.
    pub const SEARCH: [&str; 11] =
        ["_id", "patient", "date", "agent", "agent-name", "agent-role", "purpose", "type", "subtype", "outcome", "entity"];
}

/// Documents that the patient adds.
pub mod deposit {
    /// Of [`system::SETTING`](super::system::SETTING): the patient expresses themselves.
    pub const BY_PATIENT: &str = "EXP_PATIENT";
    /// Of [`system::FORMAT`](super::system::FORMAT).
    pub const DIRECTIVES_FORMAT: &str = "urn:asip:ci-sis:idap:2011";
    /// Of [`system::IHE_FORMAT`](super::system::IHE_FORMAT): the media type says it all.
    pub const PLAIN_FORMAT: &str = "urn:ihe:iti:xds:2017:mimeTypeSufficient";
}

/// Consents: who may read, the blocked, the three switches, the stays.
pub mod consent {
    /// `category`, LOINC.
    pub const CATEGORY: &str = "59284-0";
    pub const SCOPE: &str = "patient-privacy";
    /// `provision.code`.
    pub const ACCESS: &str = "access";
    /// `provision.actor.role`.
    pub const ROLE: &str = "IRCP";
    pub const PERMIT: &str = "permit";
    pub const DENY: &str = "deny";
    pub const ACTIVE: &str = "active";
    pub const INACTIVE: &str = "inactive";
    /// `policy`.
    pub const AUTHORITY: &str = "https://esante.gouv.fr/";
    pub const POLICY: &str = "https://esante.gouv.fr/doctrine/mon-espace-sante";
}

/// Notices: `Communication`. Codes of [`system::NOTICE`] (STANDARDS §3.6).
pub mod notice {
    /// A professional opened the record.
    pub const ACCESS: &str = "ACCES_DMP_PS";
    /// Break-glass or centre 15: `reasonCode` says which, in [`super::mode`]'s codes.
    pub const EMERGENCY: &str = "ACCES_BRIS_GLACE";
    pub const DEPOSIT: &str = "AJOUT_DOCUMENT";
    /// The Assurance Maladie has fed what it reimbursed.
    pub const FEED: &str = "PRIMO_ALIM_MHS";
    /// What a professional was to announce first can now be read.
    pub const VISIBLE: &str = "REMISE_VISIBILITE_AUTO";
    /// There is such a document: it is not named, and nobody is (D30). The project's own.
    pub const ANNOUNCED: &str = "ANNONCE_DOCUMENT";
    /// The treating doctor has blocked a professional for the person (D32). The project's own.
    pub const BLOCKED: &str = "BLOCAGE_PS";
    /// The person has another treating doctor (D32). The project's own.
    pub const TREATING: &str = "CHANGEMENT_MEDECIN_TRAITANT";
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
