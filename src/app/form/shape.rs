//! A form laid out flat, so that each of its questions has a place in an order.

use crate::domain::{Ask, Clean, Form, Question};
use std::collections::HashMap;
use std::sync::Arc;

/// Groups inside groups at most; what lies deeper is left out.
const DEPTH: usize = 32;

#[derive(Debug, PartialEq)]
pub struct Shape {
    pub form: Arc<Form>,
    /// In the order in which they are asked; a group before what it holds.
    pub asked: Vec<Asked>,
    by_link: HashMap<Clean, usize>,
}

#[derive(Debug, PartialEq)]
pub struct Asked {
    /// Without the questions under it.
    pub question: Question,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    pub depth: usize,
}

impl Shape {
    pub fn new(form: Arc<Form>) -> Self {
        let mut shape = Self { form: form.clone(), asked: Vec::new(), by_link: HashMap::new() };
        for question in &form.items {
            shape.add(question, None, 0);
        }
        shape
    }

    fn add(&mut self, question: &Question, parent: Option<usize>, depth: usize) {
        if depth >= DEPTH {
            return;
        }
        let at = self.asked.len();
        let alone = Question { items: Vec::new(), ..question.clone() };
        self.asked.push(Asked { question: alone, parent, children: Vec::new(), depth });
        if let Some(parent) = parent.and_then(|parent| self.asked.get_mut(parent)) {
            parent.children.push(at);
        }
        self.by_link.entry(question.link.clone()).or_insert(at);
        for inner in &question.items {
            self.add(inner, Some(at), depth + 1);
        }
    }

    pub fn get(&self, at: usize) -> Option<&Asked> {
        self.asked.get(at)
    }

    pub fn of_link(&self, link: &str) -> Option<usize> {
        self.by_link.get(&Clean::new(link)).copied()
    }

    pub fn roots(&self) -> impl Iterator<Item = usize> {
        self.asked.iter().enumerate().filter(|(_, asked)| asked.parent.is_none()).map(|(at, _)| at)
    }
}

impl Asked {
    /// Nothing is answered to it.
    pub fn silent(&self) -> bool {
        matches!(self.question.ask, Ask::Group | Ask::Display | Ask::Unknown(_))
    }

    /// Several answers are chosen in one list, rather than written one under the other.
    pub fn several(&self) -> bool {
        self.question.repeats && matches!(self.question.ask, Ask::Choice | Ask::OpenChoice)
    }
}
