//! The national names that the answers need: the types of documents of the DMP and the professions.

use crate::wire::fhir::system::{LOINC, TYPE};

pub struct Type {
    pub system: &'static str,
    pub code: &'static str,
    /// TRE_A03.
    pub class: &'static str,
    pub name: &'static str,
}

/// JDV_J66: the types that a DMP takes.
pub fn all() -> impl Iterator<Item = Type> {
    rows(include_str!("../../../assets/codes/types.tsv")).map(|[system, code, class, name]| Type {
        system: if system == "LOINC" { LOINC } else { TYPE },
        code,
        class,
        name,
    })
}

/// The name of a profession (TRE_G15).
pub fn profession(code: &str) -> Option<&'static str> {
    let mut professions = rows(include_str!("../../../assets/codes/professions.tsv"));
    professions.find(|[known, speciality, ..]| *known == code && speciality.is_empty()).map(|[_, _, name, _]| name)
}

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 4]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::rules::professions;

    #[test]
    fn every_type_and_every_profession_has_a_name() {
        assert_eq!(all().count(), 112);
        assert!(all().all(|one| !one.name.is_empty() && one.class.len() == 2));
        assert!(professions().iter().all(|code| profession(code).is_some()));
    }
}
