//! In which order what is coded is read, and what stands around it: sections, then reports, then what neither names.

use super::super::bundle::Bundle;
use super::super::json::Json;
use super::super::subject::Subject;
use super::super::trust::{changes_its_meaning, in_error};
use super::moment;
use crate::domain::Date;

/// Sections inside sections, in all.
const SECTIONS: usize = 2_000;
/// LOINC "Laboratory studies (set)", "Laboratory report": types of documents and of sections.
const LABORATORY: [&str; 2] = ["11502-2", "26436-6"];
/// Categories of the reports of laboratories (HL7 v2 table 0074, and FHIR's own).
const LABORATORIES: [&str; 15] =
    ["LAB", "BLB", "CG", "CH", "GE", "HM", "IMM", "MB", "MCB", "MYC", "SR", "TX", "VR", "laboratory", "11502-2"];

/// A resource, once.
pub struct Found {
    pub index: usize,
    /// When what it stands in was done, for what has no date of its own.
    pub date: Option<Date>,
    /// It stands in the report of a laboratory.
    pub laboratory: bool,
}

struct Order<'b, 'j, 's> {
    bundle: &'b Bundle<'j, 's>,
    seen: Vec<bool>,
    found: Vec<Found>,
}

pub fn of<'j, 's>(bundle: &Bundle<'j, 's>, composition: Option<&'j Json<'s>>) -> Vec<Found> {
    let mut order = Order { bundle, seen: vec![false; bundle.entries.len()], found: Vec::new() };
    let date = composition.and_then(|composition| {
        let event = composition.all("event").next().and_then(|event| moment(event, &["period"]));
        event.or_else(|| moment(composition, &["date"]))
    });
    let laboratory = composition.is_some_and(is_laboratory);
    if let Some(composition) = composition {
        order.sections(composition, date, laboratory);
    }
    let named = |index: &usize| bundle.entries.get(*index).is_some_and(|entry| leads_on(entry.kind));
    bundle.own().filter(named).for_each(|index| order.visit(index, date, laboratory, true));
    // What only a report written by mistake gives is not to be believed either.
    bundle.own().filter(|index| !order.is_good(*index)).collect::<Vec<_>>().into_iter().for_each(|index| {
        for result in order.inside(index) {
            order.visit(result, date, false, false);
        }
    });
    bundle.own().for_each(|index| order.visit(index, date, laboratory, true));
    order.found
}

impl<'j, 's> Order<'_, 'j, 's> {
    fn sections(&mut self, composition: &'j Json<'s>, date: Option<Date>, laboratory: bool) {
        let whose = composition.get("subject").map(|subject| Subject::new(self.bundle, subject));
        let mut left: Vec<(&'j Json<'s>, bool, bool)> =
            composition.all("section").map(|section| (section, laboratory, true)).collect();
        left.reverse();
        for _ in 0..SECTIONS {
            let Some((section, laboratory, theirs)) = left.pop() else { break };
            let laboratory = laboratory || is_laboratory(section);
            // A section may be about somebody else: a child in its mother's document.
            let focus = section.get("focus").map(|focus| Subject::new(self.bundle, focus));
            let theirs = theirs && focus.is_none_or(|focus| whose.as_ref().is_some_and(|whose| whose.is(&focus)));
            for entry in section.all("entry").filter_map(|reference| self.bundle.find(reference)) {
                self.visit(entry, date, laboratory, theirs);
            }
            let inner: Vec<_> = section.all("section").map(|section| (section, laboratory, theirs)).collect();
            left.extend(inner.into_iter().rev());
        }
    }

    /// A resource and what it leads to, in the order in which it names them. What is not `kept` is only left out from now on.
    fn visit(&mut self, index: usize, date: Option<Date>, laboratory: bool, kept: bool) {
        let mut left = vec![(index, date, laboratory, kept)];
        while let Some((index, date, laboratory, kept)) = left.pop() {
            let Some(entry) = self.bundle.entries.get(index) else { continue };
            match self.seen.get_mut(index) {
                Some(seen) if !*seen => *seen = true,
                Some(_) | None => continue,
            }
            let own = moment(entry.resource, &["effective", "issued"]);
            let date = own.or(date);
            let laboratory =
                if entry.kind == "DiagnosticReport" { report_of_laboratory(entry.resource, laboratory) } else { laboratory };
            if kept {
                self.found.push(Found { index, date, laboratory });
            }
            if self.is_good(index) {
                left.extend(self.inside(index).into_iter().rev().map(|inner| (inner, date, laboratory, kept)));
            }
        }
    }

    fn is_good(&self, index: usize) -> bool {
        self.bundle.entries.get(index).is_some_and(|entry| !changes_its_meaning(entry.resource) && !in_error(entry.resource))
    }

    fn inside(&self, index: usize) -> Vec<usize> {
        let Some(entry) = self.bundle.entries.get(index) else { return Vec::new() };
        let references: Vec<&Json<'s>> = match entry.kind {
            "DiagnosticReport" => entry.resource.all("result").collect(),
            "Observation" => entry.resource.all("hasMember").collect(),
            "List" => entry.resource.all("entry").filter_map(|entry| entry.get("item")).collect(),
            _ => Vec::new(),
        };
        references.into_iter().filter_map(|reference| self.bundle.find(reference)).collect()
    }
}

fn leads_on(kind: &str) -> bool {
    matches!(kind, "DiagnosticReport" | "List")
}

fn is_laboratory(part: &Json<'_>) -> bool {
    ["type", "code"]
        .iter()
        .filter_map(|name| part.get(name))
        .flat_map(|code| code.all("coding"))
        .any(|coding| coding.said("code").is_some_and(|code| LABORATORY.contains(&code.trim())))
}

/// A report without a category is one of what it stands in; alone, its results are those of a laboratory.
fn report_of_laboratory(report: &Json<'_>, around: bool) -> bool {
    let mut codes =
        report.all("category").flat_map(|category| category.all("coding")).filter_map(|coding| coding.said("code")).peekable();
    around || codes.peek().is_none() || codes.any(|code| LABORATORIES.contains(&code.trim()))
}
