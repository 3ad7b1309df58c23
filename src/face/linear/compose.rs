//! What a page amounts to when it is said: lines in order, and choices that get a number each. But for readings,
//! data is put on one line: a line feed in it could make a line that passes for a choice.

use super::say::{Manner, Teller};
use crate::domain::{Clean, LinkId};
use crate::page::{
    Action, ActionId, Block, COLOURS, Choice, Count, Entry, Field, FieldId, List, Need, PICTURE, Page, Row, StopId,
};
use crate::say;
use crate::words::Words;

/// Something said. Compared with what was said before, to say only what changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Line(String),
    /// Introduces the choices that follow it; said again with them. Not `settled`: it grows by itself while loading.
    Head {
        text: String,
        settled: bool,
    },
    /// The current page of the reading of this rank.
    Passage(usize, String),
    Numbered(Numbered),
    /// The action that does what 0 does: it is said with the 0, since two answers for one thing only make one wonder.
    Back(ActionId, String),
    /// Cannot be undone, and in a pipe has no number: only its word in full chooses it (D14).
    Worded(ActionId, String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    pub id: ChoiceId,
    pub text: String,
    /// What is wrong with it, after the text.
    pub error: Option<String>,
}

/// What a number chooses, by identity: a page that changes meanwhile cannot slide something else under it.
#[derive(Debug, Clone, PartialEq)]
pub enum ChoiceId {
    Stop(StopId),
    Next(Window),
    Previous(Window),
    Link(LinkId),
    /// Opens or closes what the page says beside.
    Beside,
}

/// A list or a reading of which a part is said, by its rank in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    List(usize),
    Reading(usize),
}

/// Every block of the page, those of groups after their group. With what stands beside, if asked for.
pub fn blocks<M>(page: &Page<M>, beside: bool) -> Vec<&Block<M>> {
    fn add<'p, M>(from: &'p [Block<M>], out: &mut Vec<&'p Block<M>>) {
        for block in from {
            out.push(block);
            if let Block::Group { blocks, .. } = block {
                add(blocks, out);
            }
        }
    }
    let mut out = Vec::new();
    add(&page.body, &mut out);
    if beside {
        add(&page.beside, &mut out);
    }
    out
}

pub fn field<M>(page: &Page<M>, id: FieldId) -> Option<&Field> {
    let blocks = blocks(page, true).into_iter();
    blocks.filter_map(|block| if let Block::Field(field) = block { Some(field) } else { None }).find(|field| field.id == id)
}

pub fn choice<M>(page: &Page<M>, id: FieldId) -> Option<&Choice<M>> {
    let blocks = blocks(page, true).into_iter();
    blocks.filter_map(|block| if let Block::Choice(choice) = block { Some(choice) } else { None }).find(|choice| choice.id == id)
}

/// What is asked of the person, with what can be left out said so.
pub fn label<M>(page: &Page<M>, id: FieldId, words: &Words) -> Option<Clean> {
    let field = field(page, id).map(|field| labelled(&field.label, field.need, words));
    field.or_else(|| choice(page, id).map(|choice| labelled(&choice.label, choice.need, words)))
}

pub fn labelled(label: &Clean, need: Need, words: &Words) -> Clean {
    match need {
        Need::Optional => say!(words, "face-optional", label = (label.flat())),
        Need::Unsaid | Need::Required => label.flat(),
    }
}

pub fn lists<'p, M>(blocks: &[&'p Block<M>]) -> Vec<&'p List<M>> {
    let list = |block: &&'p Block<M>| if let Block::List(list) = block { Some(list) } else { None };
    blocks.iter().filter_map(list).collect()
}

/// A text as a sentence: it ends with a full stop, unless it already ends with a mark, or with an address, which the stop
/// would seem to be part of.
pub fn sentence(text: &str) -> String {
    let text = text.trim_end();
    let address = text.split_whitespace().next_back().is_some_and(|last| last.contains("://"));
    if text.is_empty() || address || text.ends_with(['.', '!', '?', '…', ':', ';']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

impl Teller {
    pub(super) fn compose<M: PartialEq>(&self, page: &Page<M>, words: &Words) -> Vec<Item> {
        let blocks = blocks(page, self.places.beside);
        let mut out = Vec::new();
        let (mut list_rank, mut reading_rank) = (0_usize, 0_usize);
        let (mut turns, mut links) = (Vec::new(), Vec::new());
        let secrets = blocks.iter().filter(|block| matches!(block, Block::Field(field) if field.entry == Entry::Secret)).count();
        for block in blocks {
            match block {
                Block::Text(text) => out.push(Item::Line(sentence(&text.flat()))),
                Block::Facts(facts) => {
                    let said = |(label, value): &(Clean, Clean)| {
                        Item::Line(sentence(&pair(&label.flat(), &self.value_said(&value.flat(), words), words)))
                    };
                    out.extend(facts.iter().map(said));
                }
                Block::List(list) => {
                    self.list(list, list_rank, words, &mut out);
                    list_rank = list_rank.saturating_add(1);
                }
                Block::Field(field) => {
                    out.push(Item::Numbered(self.field(field, words)));
                    if field.entry == Entry::Secret && self.manner == Manner::Terminal {
                        let text = match secrets {
                            1 => say!(words, "face-linear-reveal"),
                            _ => say!(words, "face-linear-reveal-one", label = (field.label.flat())),
                        };
                        out.push(numbered(ChoiceId::Stop(StopId::Reveal(field.id)), &text));
                    }
                }
                // A question of a form is one line, and is asked apart; else what can be chosen stands among the rest.
                Block::Choice(choice) if choice.need != Need::Unsaid => out.push(Item::Numbered(question(choice, words))),
                Block::Choice(choice) => options(choice, words, &mut out),
                Block::Errors(errors) => {
                    out.push(Item::Head { text: say!(words, "face-errors", count = (errors.len())).to_string(), settled: true });
                    out.extend(errors.iter().map(|(id, text)| match label(page, *id, words) {
                        Some(label) => {
                            let text = say!(words, "face-error-of", label = label, text = (text.flat()));
                            numbered(ChoiceId::Stop(StopId::Error(*id)), &text)
                        }
                        None => Item::Line(sentence(&text.flat())),
                    }));
                }
                Block::Group { title, error, .. } => {
                    out.push(Item::Head { text: sentence(&title.flat()), settled: true });
                    out.extend(error.as_ref().map(|error| Item::Line(problem(error, words))));
                }
                // Drawn for the eye alone: the page says each value and the trend in words.
                Block::Series(_) => {}
                Block::Picture(picture) => {
                    out.push(Item::Line(sentence(&picture.alt.flat())));
                    let size = picture.size.map(|size| Item::Line(sentence(&words.picture_size(size))));
                    out.extend(size);
                    out.push(Item::Line(say!(words, "face-linear-picture").to_string()));
                }
                Block::Reading { .. } => {
                    self.reading(reading_rank, words, &mut out, &mut turns, &mut links);
                    reading_rank = reading_rank.saturating_add(1);
                }
            }
        }
        // Of the row asked for, the details are said at once.
        if !page.beside.is_empty() && !page.reports_rest {
            let text = match self.places.beside {
                false => say!(words, "face-linear-beside"),
                true => say!(words, "face-linear-beside-close"),
            };
            out.push(numbered(ChoiceId::Beside, &text));
        }
        let pictured = self.places.is_pictured(0);
        let mut zero = page.back.as_ref();
        for action in page.actions.iter().filter(|action| action.id != COLOURS && !(pictured && action.id == PICTURE)) {
            let back = action.grave.is_none() && action.takes.is_empty() && zero == Some(&action.does);
            out.push(if back { Item::Back(action.id, sentence(&action.label.flat())) } else { self.action(action, words) });
            zero = zero.filter(|_| !back);
        }
        // Last, since they change with the page of the text and the other numbers must not.
        out.extend(turns);
        out.extend(links);
        out
    }

    fn list<M>(&self, list: &List<M>, rank: usize, words: &Words, out: &mut Vec<Item>) {
        let count = list.rows.count();
        let here = count.here();
        let (start, end) = self.places.window(rank, here);
        let settled = matches!(count, Count::Known(_));
        if here == 0 {
            out.push(Item::Line(sentence(&list.empty.flat())));
        } else {
            let mut text = sentence(&list.name.flat());
            if end.saturating_sub(start) < here {
                let from = start.saturating_add(1);
                let window = match count {
                    Count::Known(total) | Count::Coming { total, .. } => {
                        say!(words, "face-linear-window", from = from, to = end, total = total)
                    }
                    Count::AtLeast(_) => say!(words, "face-linear-window-open", from = from, to = end),
                };
                text = format!("{text} {window}");
            }
            out.push(Item::Head { text, settled });
        }
        let rows = (start..end).filter_map(|index| list.rows.row(index));
        let shown = out.len();
        out.extend(rows.map(|row| numbered(ChoiceId::Stop(StopId::Row(row.id.clone())), &row_text(&row))));
        let coming = end.saturating_sub(start).saturating_sub(out.len().saturating_sub(shown));
        if coming > 0 {
            out.push(Item::Line(say!(words, "face-linear-rows-coming", count = coming).to_string()));
        }
        if end < here {
            out.push(numbered(ChoiceId::Next(Window::List(rank)), &say!(words, "face-linear-next")));
        } else if let Some((label, _)) = &list.more {
            out.push(numbered(ChoiceId::Stop(StopId::More), &label.flat()));
        }
        if start > 0 {
            out.push(numbered(ChoiceId::Previous(Window::List(rank)), &say!(words, "face-linear-previous")));
        }
    }

    pub(super) fn field(&self, field: &Field, words: &Words) -> Numbered {
        let value = match &field.entry {
            Entry::Line { value, .. } => self.value_said(&value.flat(), words),
            Entry::Area { value, .. } => self.text_said(value, words),
            Entry::Secret | Entry::Code { .. } => self.fullness(self.holds(field.id), words),
        };
        self.field_saying(field, &value, words)
    }

    pub(super) fn value_said(&self, value: &Clean, words: &Words) -> Clean {
        if value.is_empty() { say!(words, "face-linear-empty") } else { value.clone() }
    }

    pub(super) fn fullness(&self, full: bool, words: &Words) -> Clean {
        if full { say!(words, "face-linear-filled") } else { say!(words, "face-linear-empty") }
    }

    pub(super) fn field_saying(&self, field: &Field, value: &Clean, words: &Words) -> Numbered {
        let text = sentence(&pair(&labelled(&field.label, field.need, words), value, words));
        let error = field.error.as_ref().map(|error| problem(error, words));
        Numbered { id: ChoiceId::Stop(StopId::Field(field.id)), text, error }
    }

    /// The page of the reading, the pages there are to turn to, and its links.
    fn reading(&self, rank: usize, words: &Words, out: &mut Vec<Item>, turns: &mut Vec<Item>, links: &mut Vec<Item>) {
        let Some((passage, at, pages)) = self.places.passage(rank) else { return };
        let mut text = passage.text.clone();
        let window = Window::Reading(rank);
        if pages > 1 {
            text.push_str(&say!(words, "face-linear-page", page = (at.saturating_add(1)), pages = pages));
        }
        out.push(Item::Passage(rank, text));
        if at.saturating_add(1) < pages {
            turns.push(numbered(ChoiceId::Next(window), &say!(words, "face-linear-page-next")));
        }
        if at > 0 {
            turns.push(numbered(ChoiceId::Previous(window), &say!(words, "face-linear-page-previous")));
        }
        for (link, text) in &passage.links {
            let text = pair(&self.places.link_name(rank, *link, words), &Clean::line(text), words);
            links.push(numbered(ChoiceId::Link(*link), &text));
        }
    }

    fn action<M>(&self, action: &Action<M>, words: &Words) -> Item {
        let label = sentence(&action.label.flat());
        match &action.grave {
            Some(word) if self.manner == Manner::Pipe => {
                let text = say!(words, "face-linear-grave", label = label, word = (word.flat()));
                Item::Worded(action.id, text.to_string())
            }
            Some(_) | None => numbered(ChoiceId::Stop(StopId::Action(action.id)), &label),
        }
    }
}

pub fn problem(text: &Clean, words: &Words) -> String {
    format!("{}. {}", say!(words, "face-linear-problem"), sentence(&text.flat()))
}

pub fn pair(label: &Clean, value: &Clean, words: &Words) -> Clean {
    say!(words, "face-linear-pair", label = label, value = value)
}

fn numbered(id: ChoiceId, text: &str) -> Item {
    Item::Numbered(Numbered { id, text: sentence(text), error: None })
}

fn row_text<M>(row: &Row<M>) -> String {
    let mut text = String::new();
    for mark in &row.marks {
        text.push_str(&sentence(&mark.flat()));
        text.push(' ');
    }
    text.push_str(&row.label.flat());
    for detail in row.details.iter().filter(|detail| !detail.trim().is_empty()) {
        text.push_str(", ");
        text.push_str(&detail.flat());
    }
    text
}

/// A question of a form with what was answered.
pub fn question<M>(choice: &Choice<M>, words: &Words) -> Numbered {
    let chosen: Vec<_> = choice.options.iter().filter(|option| option.chosen).map(|option| option.label.flat()).collect();
    let answer = if chosen.is_empty() { say!(words, "face-linear-empty") } else { words.and(&chosen) };
    let text = sentence(&pair(&labelled(&choice.label, choice.need, words), &answer, words));
    let error = choice.error.as_ref().map(|error| problem(error, words));
    Numbered { id: ChoiceId::Stop(StopId::Field(choice.id)), text, error }
}

fn options<M>(choice: &Choice<M>, words: &Words, out: &mut Vec<Item>) {
    let head = say!(words, "face-linear-introduces", label = (choice.label.flat()));
    out.push(Item::Head { text: head.to_string(), settled: true });
    out.extend(choice.hint.as_ref().map(|hint| Item::Line(sentence(&hint.flat()))));
    out.extend(choice.several.then(|| Item::Line(say!(words, "face-screen-several").to_string())));
    out.extend(choice.error.as_ref().map(|error| Item::Line(problem(error, words))));
    for option in &choice.options {
        let label = option.label.flat();
        let text = if option.chosen { say!(words, "face-linear-chosen", label = label) } else { label };
        out.push(numbered(ChoiceId::Stop(StopId::Option(choice.id, option.id.clone())), &text));
    }
}
