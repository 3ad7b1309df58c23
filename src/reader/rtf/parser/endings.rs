//! What the end of a group or of a paragraph makes: items, notes, links, pictures, and the reading itself.

use super::{NAMES, PICTURES, Parser, Picture, To, level};
use crate::domain::{Aside, Clean, Embedded, Label, LinkId, Piece, Reading, Target, Words};
use crate::reader::links;
use std::sync::Arc;

impl Parser {
    pub(super) fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let ended = self.group;
        let Some(group) = self.groups.pop() else { return };
        if ended.opened {
            self.flow_ended(ended.to);
        }
        let mark = ended.style.emphasis;
        self.group = group;
        let now = self.group.style.emphasis;
        if ended.to == To::Text && (mark.deleted && !now.deleted || mark.inserted && !now.inserted) {
            self.sheet.prose.attach_close(Label::EndOfChange);
        }
        if ended.link != group.link && ended.to == To::Text {
            self.sheet.prose.set(group.style);
            self.sheet.prose.push(" ");
            self.sheet.prose.attach(Label::LinkMark { number: ended.link });
        }
        if ended.to == group.to {
            return;
        }
        match ended.to {
            To::Mark => self.marked(),
            To::Picture => self.pictured(),
            To::Field => self.field_ended(),
            To::Title => self.reading.title = Some(Clean::line(&self.title)).filter(|title| !title.is_empty()),
            To::Text | To::Nothing | To::Fonts | To::Styles | To::Footnote | To::Edge => {}
        }
    }

    pub(super) fn paragraph(&mut self) {
        if !self.reads() {
            return;
        }
        self.flush();
        if self.group.in_table {
            return self.sheet.prose.line_break();
        }
        let item = std::mem::take(&mut self.item);
        self.sheet.paragraph(item, self.group.level, &mut self.slots, &mut self.reading.hidden);
    }

    /// A bullet makes an item; a number is said, since it may not be the next one.
    fn marked(&mut self) {
        let mark = std::mem::take(&mut self.mark);
        let mark = mark.trim();
        if mark.chars().any(char::is_alphanumeric) && !matches!(mark, "o" | "l" | "n" | "q") {
            self.words(&format!("{mark} "));
        } else {
            self.item = !self.group.in_table;
        }
    }

    /// `heading 1`, `Titre 1`: the style of a heading.
    pub(super) fn style_described(&mut self) {
        let (number, name) = std::mem::take(&mut self.described);
        let name = name.to_lowercase();
        let name = name.trim().trim_end_matches(';').trim();
        let rank = ["heading ", "titre ", "titre"].iter().find_map(|word| name.strip_prefix(word)?.trim().parse::<i32>().ok());
        if let Some(level) = rank.and_then(|rank| level(rank - 1)).filter(|_| self.styles.len() < NAMES) {
            self.styles.insert(number, level);
        }
    }

    fn flow_ended(&mut self, to: To) {
        self.sheet.paragraph(std::mem::take(&mut self.item), None, &mut self.slots, &mut self.reading.hidden);
        let pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
        self.sheet = self.sheets.pop().unwrap_or_default();
        if to == To::Edge {
            // The same edge for the first page, the left and the right ones is said once.
            let new = pieces.into_iter().filter(|piece| !self.edges.contains(piece)).collect::<Vec<_>>();
            if self.edges.len() < NAMES {
                self.edges.extend(new);
            }
            return;
        }
        let number = self.notes.len() + 1;
        self.sheet.prose.attach(Label::FootnoteMark { number });
        let mut words = Words::label(Label::FootnoteMark { number });
        words.0.extend(Words::plain(" ").0);
        for piece in pieces {
            if let Piece::Paragraph(said) = piece {
                words.0.extend(said.0);
            }
        }
        self.notes.push(Piece::Paragraph(words));
    }

    /// `HYPERLINK "https://…"`: what follows in the field is its text.
    fn field_ended(&mut self) {
        let field = std::mem::take(&mut self.field);
        let Some((_, address)) = field.split_once("HYPERLINK") else { return };
        let address = address.split('"').nth(1).or_else(|| address.split_whitespace().next()).unwrap_or_default();
        // Of what is written, before what cannot be seen of it is dropped.
        let safe = links::is_safe(address);
        let address = Clean::line(address);
        if address.is_empty() || self.reading.links.len() >= NAMES {
            return;
        }
        let (id, number) = (LinkId(self.reading.links.len()), self.addresses.len() + 1);
        let label = if safe {
            self.reading.links.push(Target::Address(address.clone()));
            Label::LinkAddress { number, address }
        } else {
            self.reading.links.push(Target::Refused(address.clone()));
            Label::LinkRefused { number, address }
        };
        self.addresses.push(Piece::Paragraph(Words::label(label)));
        self.group.style.link = Some(id);
        self.group.link = number;
    }

    /// A picture is a file carried inside, where it stands.
    fn pictured(&mut self) {
        let Picture { media_type, bytes, .. } = std::mem::take(&mut self.picture);
        if bytes.is_empty() || self.group.to == To::Nothing {
            return;
        }
        if self.reading.embedded.len() >= PICTURES {
            self.left_out += 1;
            return;
        }
        let media_type: Clean = if media_type.is_empty() { "application/octet-stream".into() } else { media_type.into() };
        let (index, link) = (self.reading.embedded.len(), LinkId(self.reading.links.len()));
        self.reading.links.push(Target::Embedded(index));
        let label =
            Label::EmbeddedFile { link, number: index + 1, name: None, media_type: media_type.clone(), bytes: bytes.len() };
        self.reading.embedded.push(Embedded { name: None, media_type, bytes: Arc::from(bytes) });
        self.sheet.prose.label(label);
    }

    pub(super) fn finish(mut self, cut: bool) -> Reading {
        self.flush();
        while let Some(outer) = self.sheets.pop() {
            let pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
            self.sheet = outer;
            self.edges.extend(pieces);
        }
        let item = self.item;
        self.sheet.paragraph(item, self.group.level, &mut self.slots, &mut self.reading.hidden);
        self.reading.pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
        let asides = [(Label::Footnotes, self.notes), (Label::Links, self.addresses), (Label::PageEdges, self.edges)];
        let asides = asides.into_iter().filter(|(_, pieces)| !pieces.is_empty());
        self.reading.pieces.extend(asides.map(|(label, pieces)| Piece::Aside(Aside { label, pieces })));
        let mut last = Vec::new();
        if self.text_left == 0 {
            last.push(Label::TextCut);
        }
        if self.hidden_letters > 0 {
            last.push(Label::HiddenText { count: self.hidden_letters });
        }
        if self.left_out > 0 {
            last.push(Label::LeftOut { count: self.left_out });
        }
        if cut {
            last.push(Label::CutShort);
        }
        self.reading.pieces.extend(last.into_iter().map(Piece::Note));
        self.reading
    }
}
