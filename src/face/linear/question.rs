//! A question of several answers, asked by itself: by number, or by how the answer begins, accents ignored.

use super::commands::{Line, Own};
use super::compose::{labelled, sentence};
use super::hear::message;
use super::say::{Teller, line};
use crate::domain::{Clean, fold};
use crate::page::{Anchor, Choice, Heard, Page, Secrets, StopId};
use crate::say;
use crate::words::Words;

/// More answers than this are not all said: one types how it begins.
const SAID: usize = 30;
/// Of those that begin as was typed, so many are said.
const ALIKE: usize = 10;

/// What an answer means among those of a question.
enum Meant {
    These(Vec<usize>),
    /// Several begin so.
    Several(Vec<usize>),
    None,
}

impl Teller {
    /// What can be answered, each with its number and whether it is chosen.
    pub(super) fn say_options<M>(&mut self, choice: &Choice<M>, all: bool, words: &Words, out: &mut String) {
        let count = choice.options.len();
        if count > SAID && !all {
            let chosen: Vec<_> = choice.options.iter().filter(|option| option.chosen).map(|option| option.label.flat()).collect();
            if !chosen.is_empty() {
                line(out, &sentence(&say!(words, "face-linear-answer-now", answer = (words.and(&chosen)))));
            }
            line(out, &say!(words, "face-linear-many-answers", count = count));
        } else {
            self.say_these(choice, &(0..count).collect::<Vec<_>>(), words, out);
        }
        if choice.several {
            line(out, &say!(words, "face-linear-several"));
        }
    }

    fn say_these<M>(&mut self, choice: &Choice<M>, ranks: &[usize], words: &Words, out: &mut String) {
        self.renumbered = true;
        for (rank, option) in ranks.iter().filter_map(|rank| Some((rank, choice.options.get(*rank)?))) {
            let label = option.label.flat();
            let label = if option.chosen { say!(words, "face-linear-chosen", label = label) } else { label };
            line(out, &format!("{}. {}", rank.saturating_add(1), sentence(&label)));
        }
    }

    pub(super) fn hear_question<M: Clone>(
        &mut self,
        page: &Page<M>,
        choice: &Choice<M>,
        answer: &str,
        words: &Words,
    ) -> Heard<M> {
        let text = match Line::of(answer.trim()) {
            Line::Answer("0") => return self.obey_at(page, choice.id, super::hear::Command::Back),
            Line::Answer(text) => text,
            Line::Command(command) => return self.obey_at(page, choice.id, command),
            Line::Own(own) => return self.own_question(choice, own, words),
            Line::Unknown => return self.unknown_command(page, words),
        };
        if text.is_empty() {
            self.asking = self.after(choice.id);
            return Heard::Active;
        }
        match meant(choice, text) {
            Meant::These(ranks) => self.choose_these(page, choice, &ranks),
            Meant::Several(ranks) => {
                let mut told = String::new();
                let count = ranks.len();
                line(
                    &mut told,
                    &match count {
                        0..=ALIKE => say!(words, "face-linear-alike", count = count),
                        _ => say!(words, "face-linear-alike-some", count = count, said = ALIKE),
                    },
                );
                self.say_these(choice, ranks.get(..ALIKE.min(count)).unwrap_or_default(), words, &mut told);
                self.reply.push_str(&told);
                Heard::Active
            }
            Meant::None => {
                let (count, text) = (choice.options.len(), Clean::line(text));
                self.wrong(&say!(words, "face-linear-no-answer", text = text, count = count))
            }
        }
    }

    /// What is chosen already stays so where one answers; where several do, it is taken back.
    fn choose_these<M: Clone>(&mut self, page: &Page<M>, choice: &Choice<M>, ranks: &[usize]) -> Heard<M> {
        self.asking = self.after(choice.id);
        let options = ranks.iter().filter_map(|rank| choice.options.get(*rank));
        let changed = options.filter(|option| choice.several || !option.chosen);
        self.also = changed.map(|option| StopId::Option(choice.id, option.id.clone())).collect();
        self.also(page).unwrap_or(Heard::Active)
    }

    /// What an answer before this one chose besides, if it is still there.
    pub fn also<M: Clone>(&mut self, page: &Page<M>) -> Option<Heard<M>> {
        if page.busy.is_some() {
            return None;
        }
        let stop = self.also.pop_front()?;
        let does = message(page, &stop)?;
        Some(Heard::Did { does, secrets: Secrets::default(), at: Anchor::Stop(stop) })
    }

    pub fn has_more(&self) -> bool {
        !self.also.is_empty()
    }

    fn own_question<M>(&mut self, choice: &Choice<M>, own: Own, words: &Words) -> Heard<M> {
        match own {
            Own::Finish => {
                self.asking = self.after(choice.id);
                Heard::Active
            }
            Own::Read => {
                let mut told = String::new();
                line(&mut told, &sentence(&labelled(&choice.label, choice.need, words)));
                self.say_options(choice, true, words, &mut told);
                self.reply.push_str(&told);
                Heard::Active
            }
            Own::Previous => self.previous(choice.id, words),
            Own::Erase | Own::Undo => self.wrong(&say!(words, "face-linear-not-a-text")),
        }
    }
}

/// Numbers; else the one that is so called; else those that begin so. Several are told apart by commas, and numbers by blanks too.
fn meant<M>(choice: &Choice<M>, text: &str) -> Meant {
    let numbers: Vec<&str> = text.split([',', ';', ' ']).filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = if !choice.several {
        vec![text]
    } else if numbers.iter().all(|part| is_number(part)) {
        numbers
    } else {
        text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect()
    };
    let mut ranks = Vec::new();
    for part in parts {
        let found = one(choice, part);
        match found.as_slice() {
            [] => return Meant::None,
            [only] if ranks.contains(only) => {}
            [only] => ranks.push(*only),
            _ => return Meant::Several(found),
        }
    }
    if ranks.is_empty() { Meant::None } else { Meant::These(ranks) }
}

fn one<M>(choice: &Choice<M>, text: &str) -> Vec<usize> {
    if is_number(text) {
        let rank = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        return rank.filter(|rank| *rank < choice.options.len()).into_iter().collect();
    }
    let wanted = fold(text);
    let folded: Vec<String> = choice.options.iter().map(|option| fold(&option.label.flat())).collect();
    let so_called = folded.iter().position(|label| *label == wanted);
    let begin = || folded.iter().enumerate().filter(|(_, label)| label.starts_with(&wanted)).map(|(rank, _)| rank).collect();
    so_called.map_or_else(begin, |rank| vec![rank])
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
