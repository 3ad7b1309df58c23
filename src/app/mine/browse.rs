//! Looking for a file among the folders of this computer: names and sizes alone, nothing is opened before it is chosen.

use super::deposit::Step;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Entry, Folder, Is, Start, StartingPoint};
use crate::page::{Block, Count, List, Row, RowId, Rows, Shown};
use crate::say;
use crate::words::Words;
use std::path::Path;
use std::sync::Arc;

/// What there is to look among.
#[derive(Debug, Clone, PartialEq)]
pub enum Looked {
    /// Where one may begin.
    Starts(Arc<[StartingPoint]>),
    Folder(Arc<Folder>),
}

fn does(step: Step) -> Do {
    Do::Mine(super::Step::Deposit(step))
}

/// The list, and how to go up from it.
pub fn add(page: &mut Page, looked: &Looked, words: &Words) {
    match looked {
        Looked::Starts(points) => {
            let rows: Vec<Row<Do>> = points.iter().map(|point| start(point, words)).collect();
            page.body.push(list(say!(words, "browse-starts"), Arc::new(Shown(rows)), words));
        }
        Looked::Folder(folder) => {
            let row = |id: &str, label, path: Option<&Path>| Row {
                id: RowId(Clean::new(id)),
                marks: Vec::new(),
                label,
                details: Vec::new(),
                does: does(Step::Look(path.map(Path::to_path_buf))),
            };
            let mut ways: Vec<Row<Do>> = Vec::new();
            ways.extend(folder.above.as_deref().map(|above| row("above", say!(words, "browse-above"), Some(above))));
            ways.push(row("starts", say!(words, "browse-elsewhere"), None));
            page.body.push(crate::app::place::menu(say!(words, "home-choices"), ways));
            if folder.unreadable > 0 {
                page.body.push(Block::Text(say!(words, "browse-unreadable", count = (folder.unreadable))));
            }
            if folder.cut {
                page.body.push(Block::Text(say!(words, "browse-cut")));
            }
            let name = say!(words, "browse-folder", name = &folder.name, count = (folder.entries.len()));
            page.body.push(list(name, Arc::new(FolderRows(folder.clone(), words.clone())), words));
        }
    }
}

fn list(name: Clean, rows: Arc<dyn Rows<Do>>, words: &Words) -> Block<Do> {
    Block::List(List { name, empty: say!(words, "browse-empty"), rows, more: None })
}

fn start(point: &StartingPoint, words: &Words) -> Row<Do> {
    let label = match point.kind {
        Start::Downloads => say!(words, "browse-downloads"),
        Start::Documents => say!(words, "browse-documents"),
        Start::Pictures => say!(words, "browse-pictures"),
        Start::Desktop => say!(words, "browse-desktop"),
        Start::Home => say!(words, "browse-home"),
        Start::Removable => say!(words, "browse-removable", name = &point.name),
    };
    Row {
        id: RowId(Clean::line(&point.path.to_string_lossy())),
        marks: Vec::new(),
        label,
        details: Vec::new(),
        does: does(Step::Look(Some(point.path.clone()))),
    }
}

/// A large folder is asked for row by row.
struct FolderRows(Arc<Folder>, Words);

impl FolderRows {
    fn id(entry: &Entry) -> RowId {
        RowId(Clean::line(&entry.path.to_string_lossy()))
    }
}

impl Rows<Do> for FolderRows {
    fn count(&self) -> Count {
        Count::Known(self.0.entries.len())
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let (entry, words) = (self.0.entries.get(index)?, &self.1);
        let mut details = match entry.is {
            Is::Folder => vec![say!(words, "browse-is-folder")],
            Is::File { bytes, format } => vec![words.format(format), words.size(bytes)],
            Is::Other => vec![say!(words, "browse-is-other")],
        };
        details.extend(entry.date.map(|date| words.date(Date::day(date))));
        let step = match entry.is {
            Is::Folder => Step::Look(Some(entry.path.clone())),
            Is::File { .. } | Is::Other => Step::Take(entry.path.clone()),
        };
        Some(Row { id: Self::id(entry), marks: Vec::new(), label: entry.name.clone(), details, does: does(step) })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        self.0.entries.iter().position(|entry| Self::id(entry) == *id)
    }
}
