//! When a question is asked: conditions that cannot be met, on a question that is not there or that goes round in a circle, are
//! left out, so that the question is asked.

use crate::domain::{Ask, Clean, Question};
use std::collections::{HashMap, HashSet};

/// How many were left out.
pub(super) fn settle(items: &mut [Question]) -> usize {
    let mut graph = Graph::default();
    graph.know(items, None);
    let mut left_out = 0;
    graph.settle(items, &mut left_out);
    left_out
}

/// What each question waits for: the group it stands in, and those that its conditions name.
#[derive(Default)]
struct Graph {
    parent: HashMap<Clean, Clean>,
    waits: HashMap<Clean, Vec<Clean>>,
    /// Those that can have an answer here.
    asked: HashSet<Clean>,
}

impl Graph {
    fn know(&mut self, items: &[Question], parent: Option<&Clean>) {
        for question in items {
            if let Some(parent) = parent {
                self.parent.insert(question.link.clone(), parent.clone());
            }
            if !matches!(question.ask, Ask::Group | Ask::Display | Ask::Unknown(_)) {
                self.asked.insert(question.link.clone());
            }
            self.know(&question.items, Some(&question.link));
        }
    }

    /// In the order of the form: of a circle, the condition that closes it goes.
    fn settle(&mut self, items: &mut [Question], left_out: &mut usize) {
        for question in items {
            let had = question.shown_when.len();
            question.shown_when.retain(|condition| {
                let possible = self.asked.contains(&condition.link) && !self.reaches(&condition.link, &question.link);
                if possible {
                    self.waits.entry(question.link.clone()).or_default().push(condition.link.clone());
                }
                possible
            });
            let gone = had.saturating_sub(question.shown_when.len());
            *left_out = left_out.saturating_add(gone);
            // One that cannot be met may be the one that would have been enough.
            if question.any && gone > 0 {
                question.shown_when.clear();
                self.waits.remove(&question.link);
            }
            self.settle(&mut question.items, left_out);
        }
    }

    /// Whether the first waits for the second, by whatever way.
    fn reaches(&self, from: &Clean, to: &Clean) -> bool {
        let (mut next, mut seen) = (vec![from], HashSet::new());
        while let Some(link) = next.pop() {
            if link == to {
                return true;
            }
            if seen.insert(link) {
                next.extend(self.parent.get(link));
                next.extend(self.waits.get(link).into_iter().flatten());
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Answer, Condition, Test};

    fn question(link: &str, on: &[&str], items: Vec<Question>) -> Question {
        let condition = |link: &&str| Condition { link: (*link).into(), test: Test::Equal(Answer::Boolean(true)) };
        let ask = if link.starts_with('g') { Ask::Group } else { Ask::Boolean };
        Question { link: link.into(), ask, shown_when: on.iter().map(condition).collect(), items, ..Question::default() }
    }

    fn kept(items: &[Question], out: &mut Vec<String>) {
        for question in items {
            out.extend(question.shown_when.iter().map(|on| format!("{}<{}", question.link, on.link)));
            kept(&question.items, out);
        }
    }

    fn settled(mut items: Vec<Question>) -> (usize, String) {
        let left_out = settle(&mut items);
        let mut out = Vec::new();
        kept(&items, &mut out);
        (left_out, out.join(" "))
    }

    #[test]
    fn a_circle_is_opened_where_it_closes() {
        let of = |link, on: &[&str]| question(link, on, vec![]);
        assert_eq!(settled(vec![of("a", &["a"])]), (1, String::new()), "on itself");
        assert_eq!(settled(vec![of("a", &["b"]), of("b", &["a"])]), (1, "a<b".into()));
        assert_eq!(
            settled(vec![of("a", &["b"]), of("b", &["c"]), of("c", &["a", "d"]), of("d", &[])]),
            (1, "a<b b<c c<d".into())
        );
        // A group shown when its own question is answered would never be shown.
        assert_eq!(settled(vec![question("g", &["a"], vec![of("a", &[])])]), (1, String::new()));
        // Under an answer, that answer may be what is waited for.
        assert_eq!(settled(vec![question("a", &[], vec![of("b", &["a"])])]), (0, "b<a".into()));
        // Two groups, each shown by a question of the other.
        let groups = vec![question("g1", &["b"], vec![of("a", &[])]), question("g2", &["a"], vec![of("b", &[])])];
        assert_eq!(settled(groups), (1, "g1<b".into()));
    }

    #[test]
    fn what_is_not_there_or_has_no_answer_hides_nothing() {
        let of = |link, on: &[&str]| question(link, on, vec![]);
        assert_eq!(settled(vec![of("g", &[]), of("a", &["nowhere", "g", "b"]), of("b", &[])]), (2, "a<b".into()));
        let strange = Question { ask: Ask::Unknown("hologram".into()), ..of("h", &[]) };
        assert_eq!(settled(vec![strange, of("a", &["h"])]), (1, String::new()));
        let mut any = of("a", &["nowhere", "b"]);
        any.any = true;
        assert_eq!(settled(vec![any, of("b", &[])]), (1, String::new()), "the other may have been enough");
    }
}
