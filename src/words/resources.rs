//! Codes of FHIR resources in plain words.

use super::Words;
use crate::domain::Clean;
use crate::say;

impl Words {
    /// A code of state in plain words; one that is not known as it stands.
    pub(super) fn status(&self, code: &Clean) -> Clean {
        match code.as_str() {
            "active" => say!(self, "status-active"),
            "recurrence" => say!(self, "status-recurrence"),
            "relapse" => say!(self, "status-relapse"),
            "inactive" => say!(self, "status-inactive"),
            "remission" => say!(self, "status-remission"),
            "resolved" => say!(self, "status-resolved"),
            "completed" => say!(self, "status-completed"),
            "stopped" => say!(self, "status-stopped"),
            "on-hold" => say!(self, "status-on-hold"),
            "cancelled" => say!(self, "status-cancelled"),
            "draft" => say!(self, "status-draft"),
            "intended" => say!(self, "status-intended"),
            "not-taken" => say!(self, "status-not-taken"),
            "not-done" => say!(self, "status-not-done"),
            "unknown" => say!(self, "status-unknown"),
            "preliminary" => say!(self, "status-preliminary"),
            "registered" => say!(self, "status-registered"),
            "partial" => say!(self, "status-partial"),
            "amended" => say!(self, "status-amended"),
            "corrected" => say!(self, "status-corrected"),
            "in-progress" => say!(self, "status-in-progress"),
            "in-preparation" => say!(self, "status-in-preparation"),
            "preparation" => say!(self, "status-preparation"),
            "planned" => say!(self, "status-planned"),
            "finished" => say!(self, "status-finished"),
            "unconfirmed" => say!(self, "status-unconfirmed"),
            "provisional" => say!(self, "status-provisional"),
            "differential" => say!(self, "status-differential"),
            "refuted" => say!(self, "status-refuted"),
            "entered-in-error" => say!(self, "status-entered-in-error"),
            "superseded" => say!(self, "status-superseded"),
            "appended" => say!(self, "status-appended"),
            "low" => say!(self, "status-low"),
            "high" => say!(self, "status-high"),
            "unable-to-assess" => say!(self, "status-unable-to-assess"),
            "proposed" => say!(self, "status-proposed"),
            "proposal" => say!(self, "status-proposed"),
            "plan" => say!(self, "status-planned"),
            "option" => say!(self, "status-option"),
            "booked" => say!(self, "status-booked"),
            _ => code.clone(),
        }
    }

    /// Why a result has no value (HL7 `data-absent-reason`); a reason that is no known code as it stands.
    pub(super) fn absent(&self, why: &Clean) -> Clean {
        match why.as_str() {
            "unknown" | "asked-unknown" => say!(self, "absent-unknown"),
            "temp-unknown" => say!(self, "absent-temp-unknown"),
            "not-asked" => say!(self, "absent-not-asked"),
            "asked-declined" => say!(self, "absent-asked-declined"),
            "masked" => say!(self, "absent-masked"),
            "not-applicable" => say!(self, "absent-not-applicable"),
            "unsupported" | "error" | "not-a-number" => say!(self, "absent-error"),
            "negative-infinity" => say!(self, "absent-negative-infinity"),
            "positive-infinity" => say!(self, "absent-positive-infinity"),
            "not-performed" => say!(self, "absent-not-performed"),
            "not-permitted" => say!(self, "absent-not-permitted"),
            _ => why.clone(),
        }
    }

    /// A type of FHIR resource in plain words; one that is not known as it stands.
    pub(super) fn resource(&self, kind: &Clean) -> Clean {
        match kind.as_str() {
            "Observation" => say!(self, "resource-observation"),
            "Procedure" => say!(self, "resource-procedure"),
            "Encounter" => say!(self, "resource-encounter"),
            "ServiceRequest" => say!(self, "resource-servicerequest"),
            "CarePlan" => say!(self, "resource-careplan"),
            "Goal" => say!(self, "resource-goal"),
            "ImagingStudy" => say!(self, "resource-imagingstudy"),
            "DocumentReference" => say!(self, "resource-documentreference"),
            "Media" => say!(self, "resource-media"),
            "FamilyMemberHistory" => say!(self, "resource-familymemberhistory"),
            "Specimen" => say!(self, "resource-specimen"),
            "Consent" => say!(self, "resource-consent"),
            "Medication" => say!(self, "resource-medication"),
            "QuestionnaireResponse" => say!(self, "resource-questionnaireresponse"),
            "ClinicalImpression" => say!(self, "resource-clinicalimpression"),
            "Appointment" => say!(self, "resource-appointment"),
            "CareTeam" => say!(self, "resource-careteam"),
            "Coverage" => say!(self, "resource-coverage"),
            "DeviceUseStatement" => say!(self, "resource-deviceusestatement"),
            "Flag" => say!(self, "resource-flag"),
            "Communication" => say!(self, "resource-communication"),
            "Patient" => say!(self, "resource-patient"),
            "Condition" => say!(self, "resource-condition"),
            "AllergyIntolerance" => say!(self, "resource-allergyintolerance"),
            "Immunization" => say!(self, "resource-immunization"),
            "MedicationRequest" => say!(self, "resource-medicationrequest"),
            "MedicationStatement" => say!(self, "resource-medicationstatement"),
            "DiagnosticReport" => say!(self, "resource-diagnosticreport"),
            "Composition" => say!(self, "resource-composition"),
            "AuditEvent" => say!(self, "resource-auditevent"),
            "RelatedPerson" => say!(self, "resource-relatedperson"),
            "Device" => say!(self, "resource-device"),
            "Practitioner" => say!(self, "resource-practitioner"),
            "Organization" => say!(self, "resource-organization"),
            _ => kind.clone(),
        }
    }
}
