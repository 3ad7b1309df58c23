//! The matrix of the professions: `assets/codes/matrix.tsv`, which types of documents each may read. What it does not name is
//! not read.

use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../../assets/codes/matrix.tsv");

static MATRIX: LazyLock<HashMap<(&str, &str), bool>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let cells = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some(((cells.next()?, cells.next()?), cells.next()? == "yes"))
    });
    cells.collect()
});

/// The professions that read something, in the order of the table.
pub fn professions() -> Vec<&'static str> {
    let mut professions: Vec<&str> = Vec::new();
    for profession in TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()) {
        if professions.last() != Some(&profession) {
            professions.push(profession);
        }
    }
    professions
}

/// The day the table last changed, `YYYY-MM-DD`.
pub fn version() -> &'static str {
    TABLE.lines().find_map(|line| line.strip_prefix("# version ")).unwrap_or_default()
}

/// A profession (TRE_G15) may read documents of this type and class. The type decides before the class, the class before `*`.
pub fn reads(profession: &str, kind: &str, class: &str) -> bool {
    let class = format!("class:{class}");
    let cell = |document: &str| MATRIX.get(&(profession, document)).copied();
    cell(kind).or_else(|| cell(&class)).or_else(|| cell("*")).unwrap_or(false)
}
