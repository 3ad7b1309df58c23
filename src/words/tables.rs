//! Codes said in plain words: kinds of documents, professions, specialities, categories.

use super::Words;
use crate::domain::{Author, Category, Clean, Format, Kind};
use crate::say;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `code<TAB>plain French`, one table for types of documents, professions (`G15:10`) and specialities (`SM54`).
static FRENCH: &str = include_str!("../../assets/text/fr/codes.tsv");
/// The same for units of measure.
static UNITS: &str = include_str!("../../assets/text/fr/units.tsv");
/// The same for laboratory tests.
static ANALYSES: &str = include_str!("../../assets/text/fr/analyses.tsv");

type Index = LazyLock<HashMap<&'static str, Clean>>;

fn index(table: &'static str) -> HashMap<&'static str, Clean> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    lines.map(|(code, text)| (code, Clean::line(text))).collect()
}

pub(super) fn plain(code: &str) -> Option<Clean> {
    static INDEX: Index = LazyLock::new(|| index(FRENCH));
    INDEX.get(code).cloned()
}

impl Words {
    /// A laboratory test, by the LOINC code under which it is gathered.
    pub fn analysis(&self, code: &str) -> Option<Clean> {
        static INDEX: Index = LazyLock::new(|| index(ANALYSES));
        INDEX.get(code).cloned()
    }

    /// A vaccine of the calendar, by its name there.
    pub fn vaccine(&self, name: &str) -> Option<Clean> {
        Some(match name {
            "dtp" => say!(self, "vaccine-dtp"),
            "flu" => say!(self, "vaccine-flu"),
            "covid" => say!(self, "vaccine-covid"),
            "zoster" => say!(self, "vaccine-zoster"),
            "pneumococcus" => say!(self, "vaccine-pneumococcus"),
            "rsv" => say!(self, "vaccine-rsv"),
            "hpv" => say!(self, "vaccine-hpv"),
            _ => return None,
        })
    }

    /// A unit of measure as a person reads it: `10*9/L` is `G/L`. One that is not known is shown as it stands.
    pub fn unit(&self, unit: &Clean) -> Clean {
        static INDEX: Index = LazyLock::new(|| index(UNITS));
        INDEX.get(unit.as_str()).unwrap_or(unit).clone()
    }

    /// The kind of a document in plain words; what the server says where the code is unknown.
    pub fn kind(&self, kind: &Kind) -> Clean {
        plain(&kind.code).or_else(|| kind.said.clone()).unwrap_or_else(|| say!(self, "kind-unknown"))
    }

    /// A profession by its TRE_G15 code and speciality by its TRE_R38 code.
    pub fn profession(&self, code: &str, speciality: Option<&str>) -> Option<Clean> {
        speciality.and_then(plain).or_else(|| plain(&format!("G15:{code}")))
    }

    /// What an author does, when known.
    pub fn author_profession(&self, author: &Author) -> Option<Clean> {
        let code = author.profession.as_deref().unwrap_or_default();
        self.profession(code, author.speciality.as_deref()).or_else(|| author.said.clone())
    }

    pub fn format(&self, format: Format) -> Clean {
        match format {
            Format::Cda => say!(self, "format-cda"),
            Format::Pdf => say!(self, "format-pdf"),
            Format::FhirDocument | Format::FhirXml => say!(self, "format-fhir"),
            Format::Rtf => say!(self, "format-rtf"),
            Format::Text => say!(self, "format-text"),
            Format::Jpeg | Format::Png | Format::Tiff => say!(self, "format-image"),
            Format::Zip => say!(self, "format-zip"),
            Format::Other => say!(self, "format-other"),
        }
    }

    pub fn category(&self, category: Category) -> Clean {
        match category {
            Category::Summary => say!(self, "category-summary"),
            Category::Prescriptions => say!(self, "category-prescriptions"),
            Category::Reports => say!(self, "category-reports"),
            Category::Imaging => say!(self, "category-imaging"),
            Category::Biology => say!(self, "category-biology"),
            Category::Prevention => say!(self, "category-prevention"),
            Category::Certificates => say!(self, "category-certificates"),
            Category::Administrative => say!(self, "category-administrative"),
            Category::Vaccinations => say!(self, "category-vaccinations"),
            Category::Reimbursements => say!(self, "category-reimbursements"),
            Category::Questionnaires => say!(self, "category-questionnaires"),
            Category::Profile => say!(self, "category-profile"),
            Category::Directives => say!(self, "category-directives"),
            Category::Wishes => say!(self, "category-wishes"),
            Category::Other => say!(self, "category-other"),
        }
    }
}
