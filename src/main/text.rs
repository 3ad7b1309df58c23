//! `dmp open --text`: files as plain text on the standard output, for pipes.

use super::{DONE, FAILED, client, fail};
use dmp::domain::{Clean, Damage, Disk, Format, Problem};
use dmp::face::flow;
use dmp::reader;
use dmp::run::gather::Gathered;
use dmp::run::worker::Process;
use dmp::words::Words;
use dmp::{run, say};

/// Columns when nothing says how wide the reader is.
const USUAL: usize = 80;

/// Every file that can be read is printed, and the documents of an archive after it; each that cannot is one sentence, and
/// makes the whole a failure.
pub fn print(gathered: &Gathered, width: Option<usize>, words: &Words) -> u8 {
    let width = width.or_else(columns).unwrap_or(USUAL);
    if gathered.files.is_empty() {
        return fail(&client::nothing(gathered, words), FAILED);
    }
    let mut out = Printed { width, words, code: DONE, headed: gathered.files.len() > 1, some: false };
    for file in &gathered.files {
        let name = Clean::line(&file.path.display().to_string());
        match run::load(&file.path) {
            Ok(fetched) => out.document(&name, &fetched.bytes, &fetched.media_type, false),
            Err(Problem::NotFound) => out.failed(&name, &Problem::Disk(Disk::Unreadable)),
            Err(problem) => out.failed(&name, &problem),
        }
    }
    if gathered.cut {
        out.say(&say!(words, "cli-open-cut"));
    }
    if gathered.left_out > 0 {
        out.say(&say!(words, "cli-open-left-out", count = gathered.left_out));
    }
    out.code
}

struct Printed<'w> {
    width: usize,
    words: &'w Words,
    code: u8,
    /// Each document comes under its name.
    headed: bool,
    /// Something was printed already.
    some: bool,
}

impl Printed<'_> {
    fn document(&mut self, name: &Clean, bytes: &[u8], media_type: &str, inside: bool) {
        let reading = match reader::read(bytes, media_type, None, &Process::new(&super::program())) {
            Ok(reading) => reading,
            Err(problem) => return self.failed(name, &problem),
        };
        if self.headed {
            let blank = if self.some { "\n" } else { "" };
            self.put(&format!("{blank}{}\n\n", say!(self.words, "cli-open-file", name = name)));
        }
        self.put(&flow::text(&reading, self.width, self.words));
        // An archive in an archive is only listed: nobody knows how deep they go.
        if inside || reader::format(bytes, media_type) != Format::Zip {
            return;
        }
        let headed = std::mem::replace(&mut self.headed, true);
        for (index, file) in reading.embedded.iter().enumerate() {
            let number = index + 1;
            let own = file.name.clone().unwrap_or_else(|| say!(self.words, "inside-title", number = number));
            let full = say!(self.words, "cli-open-inside", archive = name, name = own);
            self.document(&full, &file.bytes, &file.media_type, true);
        }
        self.headed = headed;
    }

    fn put(&mut self, text: &str) {
        self.some = true;
        self.code = self.code.max(super::print(text));
    }

    fn failed(&mut self, name: &Clean, problem: &Problem) {
        let said = self.words.problem(problem);
        let said = if *problem == Problem::Damaged(Damage::Locked) {
            say!(self.words, "cli-open-locked", name = name, problem = said)
        } else {
            say!(self.words, "cli-open-failed", name = name, problem = said)
        };
        self.code = fail(&said, FAILED);
    }

    fn say(&self, sentence: &Clean) {
        // What was left out is no failure: the code stays.
        let _ = fail(sentence, DONE);
    }
}

/// `COLUMNS`, which a shell exports on demand, then the terminal.
fn columns() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    said.or_else(dmp::face::columns).filter(|columns| *columns > 0)
}
