//! Where the words of a page as it stands are in the same page as it is read. It only compares words, never changes one.

use super::Line;
use crate::domain::Spot;
use std::collections::{HashMap, VecDeque};

/// Words of a cell that are compared to tell two places that begin alike.
const COMPARED: usize = 8;
/// Places that begin alike and are compared: what is said a thousand times over is found in order, not by its surroundings.
const CANDIDATES: usize = 8;

pub(super) struct Words<'l> {
    read: Vec<(&'l str, Spot)>,
    /// Where each word is, those already met left out from the front.
    at: HashMap<&'l str, VecDeque<usize>>,
    met: Vec<bool>,
}

impl<'l> Words<'l> {
    /// `texts` are the texts of `lines`, in order.
    pub(super) fn new(lines: &[Line], texts: &'l [String]) -> Self {
        let mut read = Vec::new();
        for (line, text) in lines.iter().zip(texts) {
            let mut letter = line.spot.letter;
            for part in text.split_inclusive(char::is_whitespace) {
                let word = part.trim_end();
                if !word.is_empty() {
                    read.push((word, Spot { letter, ..line.spot }));
                }
                letter += part.len();
            }
        }
        let mut at: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, (word, _)) in read.iter().enumerate() {
            at.entry(word).or_default().push_back(index);
        }
        Self { met: vec![false; read.len()], read, at }
    }

    /// Where this cell is read. Asked from left to right and from top to bottom, what is repeated is met in order.
    pub(super) fn spot(&mut self, cell: &str) -> Option<Spot> {
        // The mark of an item is not among the words read.
        let read = |word: &&str| self.at.contains_key(word);
        let wanted: Vec<&str> = cell.split_whitespace().skip_while(|word| !read(word)).take(COMPARED).collect();
        let places = self.at.get_mut(*wanted.first()?)?;
        while places.front().is_some_and(|at| self.met.get(*at) == Some(&true)) {
            places.pop_front();
        }
        let alike = |at: usize| self.read.iter().skip(at).zip(&wanted).take_while(|((word, _), wanted)| word == *wanted).count();
        let free = places.iter().take(CANDIDATES).filter(|at| self.met.get(**at) == Some(&false));
        // Of places as like, the first: the last of the reversed.
        let found = *free.collect::<Vec<_>>().into_iter().rev().max_by_key(|at| alike(**at))?;
        let length = alike(found);
        self.met.iter_mut().skip(found).take(length).for_each(|met| *met = true);
        self.read.get(found).map(|(_, spot)| *spot)
    }
}
