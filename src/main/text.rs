//! `dmp open --text`: files as plain text on the standard output, for pipes.

use super::{DONE, FAILED, fail};
use dmp::domain::{Clean, Disk, Problem};
use dmp::face::flow;
use dmp::reader;
use dmp::run::worker::Process;
use dmp::words::Words;
use dmp::{run, say};
use std::path::{Path, PathBuf};

/// Columns when nothing says how wide the reader is.
const USUAL: usize = 80;

/// Every file that can be read is printed; each that cannot is one sentence, and makes the whole a failure.
pub fn print(files: &[PathBuf], width: Option<usize>, words: &Words) -> u8 {
    let width = width.or_else(columns).unwrap_or(USUAL);
    let mut code = DONE;
    for (index, path) in files.iter().enumerate() {
        match text(path, width, words) {
            Ok(text) => {
                if files.len() > 1 {
                    let name = Clean::line(&path.display().to_string());
                    let blank = if index > 0 { "\n" } else { "" };
                    super::print(&format!("{blank}{}\n\n", say!(words, "cli-open-file", name = name)));
                }
                code = code.max(super::print(&text));
            }
            Err(problem) => {
                let name = Clean::line(&path.display().to_string());
                code = fail(&say!(words, "cli-open-failed", name = name, problem = words.problem(&problem)), FAILED);
            }
        }
    }
    code
}

fn text(path: &Path, width: usize, words: &Words) -> Result<String, Problem> {
    let unreadable = |problem| if problem == Problem::NotFound { Problem::Disk(Disk::Unreadable) } else { problem };
    let fetched = run::load(path).map_err(unreadable)?;
    let reading = reader::read(&fetched.bytes, &fetched.media_type, None, &Process::new(&super::program()))?;
    Ok(flow::text(&reading, width, words))
}

/// `COLUMNS`, which a shell exports on demand, then the terminal.
fn columns() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    said.or_else(dmp::face::columns).filter(|columns| *columns > 0)
}
