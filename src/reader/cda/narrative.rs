//! The narrative block of a section (NarrativeBlock.xsd) in reading order. It never drops a word of the source.

use super::draft::Draft;
use crate::domain::{Clean, Emphasis, Item, Label, Marker, Piece, Words};
use crate::reader::prose::{Prose, Style};
use crate::reader::script;
use crate::reader::xml::{Child, Element};

/// Elements of a region of interest in which its media are looked for: nobody can make this long by repeating it.
const REGION: usize = 100;

/// Reads one narrative block into pieces; `index` is where its first piece will stand.
pub struct Narrative<'d, 't> {
    pub draft: &'d mut Draft<'t>,
    pub prose: Prose,
    pub pieces: Vec<Piece>,
    /// Everything becomes lines of one text, as in the cell of a table.
    pub flat: bool,
    /// Index, among the pieces of the document, of the piece in which this stands; at the top level it moves along.
    pub index: usize,
    pub top: bool,
    /// What a file is called when nothing nearer names it.
    pub title: Option<Clean>,
}

impl<'d, 't> Narrative<'d, 't> {
    pub fn read(draft: &'d mut Draft<'t>, text: Element<'t>, title: Option<Clean>) -> Vec<Piece> {
        draft.number_notes(text);
        let index = draft.reading.pieces.len();
        let mut reader = Self { draft, prose: Prose::default(), pieces: Vec::new(), flat: false, index, top: true, title };
        reader.walk(text);
        reader.close();
        reader.pieces
    }

    pub fn walk(&mut self, element: Element<'t>) {
        for child in element.children() {
            match child {
                Child::Text(text) => self.prose.push(text),
                Child::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: Element<'t>) {
        if let Some(id) = element.attribute("ID") {
            if self.top && matches!(element.name(), "paragraph" | "list" | "table") {
                self.close();
            }
            self.draft.anchor(id, self.here());
        }
        if !element.is(element.name()) {
            self.draft.unknown += 1;
            return self.walk(element);
        }
        match element.name() {
            "br" => self.prose.line_break(),
            "content" => self.content(element),
            "linkHtml" => self.link(element),
            "sub" => self.prose.push(&script::lowered(&element.text())),
            "sup" => self.prose.push(&script::raised(&element.text())),
            "footnote" => self.footnote(element),
            "footnoteRef" => {
                let number = element.attribute("IDREF").and_then(|id| self.draft.note_number(id.trim()));
                self.prose.attach(number.map_or(Label::FootnoteMissing, |number| Label::FootnoteMark { number }));
            }
            "renderMultiMedia" => self.media(element),
            "paragraph" | "tr" | "td" | "th" => self.block(element),
            "caption" => self.caption(element),
            "list" => self.list(element),
            "table" if self.flat => self.block(element),
            "table" => {
                self.close();
                self.table(element);
            }
            "thead" | "tbody" | "tfoot" | "colgroup" | "col" | "text" => self.walk(element),
            // HTML where it should not be: its blocks must not run into each other.
            "p" | "div" | "pre" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.draft.unknown += 1;
                self.block(element);
            }
            _ => {
                self.draft.unknown += 1;
                self.walk(element);
            }
        }
    }

    /// Index of the piece being made.
    fn here(&self) -> usize {
        if self.top { self.index + self.pieces.len() } else { self.index }
    }

    /// What was read so far is a paragraph of its own, or a line in a cell.
    pub fn close(&mut self) {
        if self.flat {
            self.prose.new_line();
        } else if !self.prose.is_empty() {
            let words = self.words();
            self.pieces.push(Piece::Paragraph(words));
        } else {
            self.words();
        }
    }

    pub fn words(&mut self) -> Words {
        let (words, hidden) = self.prose.take();
        self.draft.hide(hidden);
        words
    }

    fn block(&mut self, element: Element<'t>) {
        self.close();
        let before = self.prose.style();
        self.prose.set(styled(before, element));
        self.walk(element);
        self.prose.set(before);
        self.close();
    }

    /// A line of its own, over what it is the caption of.
    fn caption(&mut self, element: Element<'t>) {
        let before = self.prose.style();
        self.prose.new_line();
        self.prose.set(Style { emphasis: Emphasis { strong: true, ..before.emphasis }, ..before });
        self.walk(element);
        self.prose.set(before);
        self.prose.new_line();
    }

    /// Changes are said before and after, since crossing out is not heard (CDA §4.3.5.2).
    fn content(&mut self, element: Element<'t>) {
        let before = self.prose.style();
        let mut style = styled(before, element);
        let change = match element.attribute("revised").map(str::trim) {
            Some("insert") => Some(Label::Inserted),
            Some("delete") => Some(Label::Deleted),
            Some(_) | None => None,
        };
        style.emphasis.inserted |= change == Some(Label::Inserted);
        style.emphasis.deleted |= change == Some(Label::Deleted);
        let changed = change.is_some();
        if let Some(label) = change {
            self.prose.attach(label);
            self.prose.push(" ");
        }
        self.prose.set(style);
        self.walk(element);
        self.prose.set(before);
        if changed {
            self.prose.attach_close(Label::EndOfChange);
        }
    }

    fn link(&mut self, element: Element<'t>) {
        let Some(href) = element.attribute("href").filter(|href| !href.trim().is_empty()) else {
            return self.walk(element);
        };
        let (id, number) = self.draft.link(href);
        let before = self.prose.style();
        self.prose.set(Style { link: Some(id), ..before });
        self.walk(element);
        self.prose.set(before);
        if let Some(number) = number {
            self.prose.push(" ");
            self.prose.attach(Label::LinkMark { number });
        }
    }

    fn footnote(&mut self, element: Element<'t>) {
        let number = self.draft.next_note();
        self.prose.attach(Label::FootnoteMark { number });
        let (_, words) = self.apart(true, |reader| reader.walk(element));
        self.draft.notes.push((number, words));
    }

    fn media(&mut self, element: Element<'t>) {
        let caption = element.child("caption").and_then(|caption| self.draft.said(caption));
        let name = caption.or_else(|| self.prose.short()).or_else(|| self.title.clone());
        let name = name.map(|name| Clean::from(name.trim_end_matches([' ', ':'])));
        let wanted = element.attribute("referencedObject").unwrap_or_default();
        let mut found = false;
        for id in wanted.split_ascii_whitespace() {
            let Some(target) = self.draft.identified(id) else { continue };
            // A region of interest holds the media it is about, near its beginning.
            let holders = std::iter::once(target).chain(target.descendants().take(REGION));
            for data in holders.filter(|e| e.is("observationMedia")).filter_map(|media| media.child("value")) {
                found = true;
                let label = self.draft.file(data, name.clone());
                self.prose.label(label);
            }
        }
        if !found {
            self.prose.label(Label::MissingFile);
        }
        // A caption is shown even when its file is not (CDA §4.3.5.9); other content of the element is kept too.
        for child in element.children() {
            match child {
                Child::Element(caption) if caption.is("caption") && found => {}
                Child::Element(other) => self.element(other),
                Child::Text(text) => self.prose.push(text),
            }
        }
    }

    fn list(&mut self, list: Element<'t>) {
        self.close();
        let marker = marker(list);
        let mut items = Vec::new();
        for child in list.elements() {
            if child.is("item") {
                if let Some(id) = child.attribute("ID") {
                    self.draft.anchor(id, self.here());
                }
                if self.flat {
                    self.flat_item(child, marker, items.len() + 1);
                    items.push(Item { caption: None, pieces: Vec::new() });
                } else {
                    items.push(self.item(child));
                }
            } else {
                self.element(child);
            }
        }
        self.close();
        if !self.flat && !items.is_empty() {
            self.pieces.push(Piece::List { marker, items });
        }
    }

    fn item(&mut self, item: Element<'t>) -> Item {
        let caption = item.child("caption").map(|caption| self.apart(true, |reader| reader.walk(caption)).1);
        let (pieces, _) = self.apart(false, |reader| {
            for child in item.children() {
                match child {
                    Child::Element(caption) if caption.is("caption") => {}
                    Child::Element(other) => reader.element(other),
                    Child::Text(text) => reader.prose.push(text),
                }
            }
        });
        Item { caption, pieces }
    }

    fn flat_item(&mut self, item: Element<'t>, marker: Marker, number: usize) {
        self.prose.new_line();
        self.prose.label(Label::Item { marker, number });
        self.walk(item);
        self.prose.new_line();
    }

    /// Reads something that stands apart from the text around: its pieces, or its words when `flat`.
    pub fn apart(&mut self, flat: bool, read: impl FnOnce(&mut Self)) -> (Vec<Piece>, Words) {
        let index = self.here();
        let style = self.prose.style();
        let mut prose = Prose::with_room();
        prose.set(Style { link: None, ..style });
        let prose = std::mem::replace(&mut self.prose, prose);
        let pieces = std::mem::take(&mut self.pieces);
        let before = (self.flat, self.index, self.top);
        (self.flat, self.index, self.top) = (flat, index, false);
        read(self);
        if !flat {
            self.close();
        }
        let words = self.words();
        (self.flat, self.index, self.top) = before;
        self.prose = prose;
        (std::mem::replace(&mut self.pieces, pieces), words)
    }
}

/// Style codes add up when nested; those unknown here are hints that may be ignored (CDA §4.3.5.11).
pub fn styled(mut style: Style, element: Element<'_>) -> Style {
    for code in element.attribute("styleCode").unwrap_or_default().split_ascii_whitespace() {
        let code = code.to_ascii_lowercase();
        style.emphasis.strong |= code.contains("bold") || code == "emphasis";
        style.emphasis.underlined |= code == "underline";
    }
    style
}

fn marker(list: Element<'_>) -> Marker {
    for code in list.attribute("styleCode").unwrap_or_default().split_ascii_whitespace() {
        match code.to_ascii_lowercase().as_str() {
            "arabic" => return Marker::Number,
            "littleroman" => return Marker::Roman(false),
            "bigroman" => return Marker::Roman(true),
            "littlealpha" => return Marker::Letter(false),
            "bigalpha" => return Marker::Letter(true),
            "disc" | "circle" | "square" => return Marker::Bullet,
            _ => {}
        }
    }
    if list.attribute("listType").is_some_and(|kind| kind.trim() == "ordered") { Marker::Number } else { Marker::Bullet }
}
