//! Documents of the fictional record, read by the real reader, for whoever uses the program through its pages.

use crate::person::{Person, document};
use dmp::app::{Answer, Effect};
use dmp::domain::{Category, Document};
use dmp::reader;
use dmp::run::worker::Process;
use std::path::Path;

/// Documents of the fictional record, each read by the real reader when it is asked for.
pub const RECORD: [(&str, Category, &str); 7] = [
    ("bio-2024-11.xml", Category::Biology, "2024-11-20"),
    ("bio-2026-11.xml", Category::Biology, "2026-11-13"),
    ("vac-2026-10.xml", Category::Vaccinations, "2026-10-20"),
    ("vac-historique-2025.xml", Category::Vaccinations, "2025-11-05"),
    ("rx-2026-11.xml", Category::Prescriptions, "2026-11-17"),
    ("remb-2026-10.xml", Category::Reimbursements, "2026-11-05"),
    ("remb-2023-06.xml", Category::Reimbursements, "2023-07-05"),
];

pub fn record() -> Vec<Document> {
    let number = |at: usize| u32::try_from(at).unwrap();
    let documents = RECORD
        .iter()
        .enumerate()
        .map(|(at, (name, category, date))| Document { category: *category, ..document(number(at), name, date) });
    documents.collect()
}

/// Reports of one test or two, of several years.
pub fn reports() -> Vec<Document> {
    let reports = ["2022-04-14", "2022-10-19", "2023-03-08", "2025-10-08"].into_iter().enumerate();
    let report = |(at, date): (usize, &str)| {
        let name = format!("bio-{}.xml", date.rsplit_once('-').unwrap().0);
        Document { category: Category::Biology, ..document(u32::try_from(at).unwrap(), &name, date) }
    };
    reports.map(report).collect()
}

impl Person {
    pub fn with_the_record() -> Self {
        Self::with_documents(record())
    }

    pub fn with_documents(documents: Vec<Document>) -> Self {
        let mut person = Self::signed_in(documents);
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
        person
    }

    /// Answers every document asked for with what it really says. How many there were.
    pub fn gathers(&mut self) -> usize {
        let mut count = 0;
        while let Some(name) = self
            .effects
            .iter()
            .find_map(|effect| if let Effect::Gather { document, .. } = effect { Some(document.title.to_string()) } else { None })
        {
            self.answer(Answer::Gathered(Ok(Box::new(read(&name)))));
            count += 1;
        }
        count
    }
}

pub fn read(name: &str) -> dmp::domain::Reading {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/record").join(name);
    let worker = Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")));
    reader::read(&std::fs::read(path).unwrap(), "text/xml", None, &worker).unwrap()
}
