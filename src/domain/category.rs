//! The fifteen categories in which a patient finds documents (D28).

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table that puts each type or class code in exactly one category: `code<TAB>category`, types before classes.
static TABLE: &str = include_str!("../../assets/codes/categories.tsv");

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Summary,
    Prescriptions,
    Reports,
    Imaging,
    Biology,
    Prevention,
    Certificates,
    Administrative,
    Vaccinations,
    Reimbursements,
    Questionnaires,
    Profile,
    Directives,
    Wishes,
    Other,
}

impl Category {
    /// In the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Summary,
        Self::Prescriptions,
        Self::Reports,
        Self::Imaging,
        Self::Biology,
        Self::Prevention,
        Self::Certificates,
        Self::Administrative,
        Self::Vaccinations,
        Self::Reimbursements,
        Self::Questionnaires,
        Self::Profile,
        Self::Directives,
        Self::Wishes,
        Self::Other,
    ];

    /// The category of a document: its type decides, else its class, else "other documents".
    pub fn of(type_code: &str, class_code: &str) -> Self {
        static INDEX: LazyLock<HashMap<&str, Category>> = LazyLock::new(|| {
            TABLE
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(code, name)| Some((code, Category::named(name.trim())?)))
                .collect()
        });
        let class = || INDEX.get(format!("class:{class_code}").as_str());
        INDEX.get(type_code).or_else(class).copied().unwrap_or(Self::Other)
    }

    /// A name that never changes, as in `assets/codes/categories.tsv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Prescriptions => "prescriptions",
            Self::Reports => "reports",
            Self::Imaging => "imaging",
            Self::Biology => "biology",
            Self::Prevention => "prevention",
            Self::Certificates => "certificates",
            Self::Administrative => "administrative",
            Self::Vaccinations => "vaccinations",
            Self::Reimbursements => "reimbursements",
            Self::Questionnaires => "questionnaires",
            Self::Profile => "profile",
            Self::Directives => "directives",
            Self::Wishes => "wishes",
            Self::Other => "other",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_names_a_category_once() {
        let mut seen = HashMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (code, name) = line.split_once('\t').expect(line);
            assert!(Category::named(name).is_some(), "{line}");
            assert_eq!(seen.insert(code, name), None, "twice: {code}");
        }
        assert_eq!(seen.keys().filter(|code| !code.starts_with("class:")).count(), 112);
    }

    #[test]
    fn the_type_decides_before_the_class_and_the_unknown_is_other() {
        assert_eq!(Category::of("11502-2", "10"), Category::Biology);
        assert_eq!(Category::of("new-code", "10"), Category::Reports);
        assert_eq!(Category::of("new-code", "new-class"), Category::Other);
    }
}
