//! Where the ear is in a page: the window of each list, the page of each reading.

use super::compose::{Window, blocks, lists};
use super::passage::{Passage, Passages};
use crate::domain::{Clean, LinkId, Target};
use crate::page::{Anchor, Block, Page, RowId, StopId};
use crate::say;
use crate::words::Words;

/// By rank of the list or reading in the page.
pub struct Places {
    /// Rows said at a time.
    rows: usize,
    lists: Vec<usize>,
    readings: Vec<(Passages, usize)>,
    /// What the page says beside is said too.
    pub beside: bool,
}

impl Places {
    pub fn new(rows: usize) -> Self {
        Self { rows: rows.max(1), lists: Vec::new(), readings: Vec::new(), beside: false }
    }

    /// Another page: every window at its beginning.
    pub fn reset(&mut self) {
        *self = Self::new(self.rows);
    }

    /// Lays out what has to be, and forgets what is gone.
    pub fn prepare<M>(&mut self, page: &Page<M>, words: &Words) {
        let mut before = std::mem::take(&mut self.readings).into_iter();
        for block in blocks(page, self.beside) {
            if let Block::Reading { id, reading } = block {
                let laid = || Passages::new(id, reading, words);
                self.readings.push(match before.next() {
                    Some((passages, at)) if passages.is_of(reading) => (passages, at),
                    Some((passages, at)) if passages.id == *id => (laid(), at),
                    Some(_) | None => (laid(), 0),
                });
            }
        }
    }

    /// The rows said of a list that has so many here: from, and up to without it.
    pub fn window(&self, rank: usize, here: usize) -> (usize, usize) {
        let last = here.saturating_sub(1) / self.rows * self.rows;
        let start = self.lists.get(rank).copied().unwrap_or(0).min(last);
        (start, here.min(start.saturating_add(self.rows)))
    }

    /// The page being read, its index, and how many there are.
    pub fn passage(&self, rank: usize) -> Option<(&Passage, usize, usize)> {
        let (passages, at) = self.readings.get(rank)?;
        let at = (*at).min(passages.pages.len().saturating_sub(1));
        Some((passages.pages.get(at)?, at, passages.pages.len()))
    }

    /// Whether each page of the document has its own link to it as a picture.
    pub fn is_pictured(&self, rank: usize) -> bool {
        self.readings.get(rank).is_some_and(|(passages, _)| passages.is_pictured())
    }

    /// What a link is called in the choices: where it leads, or its number when it is marked in the text.
    pub fn link_name(&self, rank: usize, link: LinkId, words: &Words) -> Clean {
        let targets = self.readings.get(rank).map(|(passages, _)| passages.targets()).unwrap_or_default();
        match targets.get(link.0) {
            Some(Target::Piece(_)) => say!(words, "face-linear-link-inside"),
            Some(Target::Sheet(_)) => say!(words, "face-linear-link-picture"),
            Some(Target::Embedded(_)) => say!(words, "face-linear-link-file"),
            Some(Target::Address(_) | Target::Refused(_)) | None => {
                // Only those that lead out are marked, and the marks count them alone.
                let out = targets.iter().take(link.0).filter(|target| leads_out(target)).count();
                say!(words, "face-linear-link", number = (out.saturating_add(1)))
            }
        }
    }

    /// Moves on or back by one window. `false` when there is nothing there.
    pub fn step<M>(&mut self, page: &Page<M>, window: Window, forward: bool) -> bool {
        match window {
            Window::List(rank) => {
                let Some(list) = lists(&blocks(page, self.beside)).get(rank).copied() else { return false };
                let (start, end) = self.window(rank, list.rows.count().here());
                let to = if forward { end } else { start.saturating_sub(self.rows) };
                if if forward { end >= list.rows.count().here() } else { start == 0 } {
                    return false;
                }
                self.go(rank, to);
                true
            }
            Window::Reading(rank) => {
                let Some((_, at, pages)) = self.passage(rank) else { return false };
                let to = if forward { at.checked_add(1).filter(|to| *to < pages) } else { at.checked_sub(1) };
                let (Some(to), Some((_, at))) = (to, self.readings.get_mut(rank)) else { return false };
                *at = to;
                true
            }
        }
    }

    fn go(&mut self, rank: usize, start: usize) {
        if self.lists.len() <= rank {
            self.lists.resize(rank.saturating_add(1), 0);
        }
        if let Some(place) = self.lists.get_mut(rank) {
            *place = start / self.rows * self.rows;
        }
    }

    /// Brings what the model asks for into what is said.
    pub fn look<M>(&mut self, page: &Page<M>, at: &Anchor) {
        match at {
            Anchor::Top => {
                self.lists.clear();
                self.readings.iter_mut().for_each(|(_, at)| *at = 0);
            }
            Anchor::Stop(StopId::Row(id)) => {
                let all = blocks(page, self.beside);
                let found = lists(&all).iter().enumerate().find_map(|(rank, list)| Some((rank, list.rows.index_of(id)?)));
                if let Some((rank, index)) = found {
                    self.go(rank, index);
                }
            }
            Anchor::Stop(
                StopId::Field(_)
                | StopId::Reveal(_)
                | StopId::Undo(_)
                | StopId::Error(_)
                | StopId::Option(..)
                | StopId::More
                | StopId::Reading
                | StopId::Picture
                | StopId::Action(_)
                | StopId::Stop,
            ) => {}
            Anchor::Piece { piece, line } => {
                if let Some((passages, at)) = self.readings.first_mut() {
                    *at = passages.page_of(*piece, *line);
                }
            }
            Anchor::Words { piece, spot } => {
                if let Some((passages, at)) = self.readings.first_mut() {
                    *at = passages.page_with(*piece, *spot);
                }
            }
        }
    }

    /// Where the ear is, to come back to: the page of the reading, or the first row said of a list moved along.
    pub fn here<M>(&self, page: &Page<M>) -> Option<Anchor> {
        if let Some((passage, ..)) = self.passage(0) {
            return Some(Anchor::Piece { piece: passage.piece, line: passage.line });
        }
        let moved = |(rank, list): (usize, &&crate::page::List<M>)| -> Option<RowId> {
            let (start, _) = self.window(rank, list.rows.count().here());
            if start > 0 { list.rows.row(start).map(|row| row.id) } else { None }
        };
        let all = blocks(page, self.beside);
        let row = lists(&all).iter().enumerate().find_map(moved)?;
        Some(Anchor::Stop(StopId::Row(row)))
    }
}

/// A link to somewhere else than this document. One to a place that the document lacks is refused too, unmarked.
fn leads_out(target: &Target) -> bool {
    match target {
        Target::Address(_) => true,
        Target::Refused(address) => !address.starts_with('#'),
        Target::Piece(_) | Target::Embedded(_) | Target::Sheet(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::Passage;
    use super::super::{Manner, Teller};
    use super::*;
    use crate::domain::Reading;
    use crate::page::{Heard, Key};
    use std::sync::Arc;

    #[test]
    fn links_are_chosen_by_number_or_by_the_mark_in_the_text() {
        let links = vec![
            Target::Piece(3),
            Target::Address("https://a".into()),
            Target::Refused("#x".into()),
            Target::Refused("file:b".into()),
        ];
        let reading = Arc::new(Reading { links, ..Reading::default() });
        let words = Words::french();
        let mut page: Page<&str> = Page::new("d", "Document".into());
        page.body = vec![Block::Reading { id: Key("d".into()), reading: Arc::clone(&reading) }];
        let mut teller = Teller::new(Manner::Pipe, 10);
        let mut passages = Passages::new(&Key("d".into()), &reading, &words);
        let links = [(0, "la suite"), (1, "le site"), (3, "le dossier")].map(|(id, text)| (LinkId(id), text.to_owned()));
        passages.pages = vec![Passage { text: "Le texte".to_owned(), links: links.to_vec(), ..Passage::default() }];
        teller.places.readings = vec![(passages, 0)];
        let told = teller.say(&page, &words);
        assert!(told.contains("Le texte\n1. Aller à : la suite.\n2. Lien 1 : le site.\n3. Lien 2 : le dossier.\n"), "{told}");
        for (answer, wanted) in [("1", 0), ("Lien 1", 1), ("lien 2", 3), ("aller à", 0)] {
            let heard = teller.hear(&page, &words, answer);
            assert!(matches!(heard, Heard::Follow(link) if link == LinkId(wanted)), "{answer}");
            teller.say(&page, &words);
        }
        assert!(matches!(teller.hear(&page, &words, "lien"), Heard::Active));
    }
}
