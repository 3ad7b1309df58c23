//! The narrative of a section: the XHTML that FHIR allows, in reading order. Nothing in it runs, and nothing is fetched.

use super::draft::Draft;
use super::letters;
use crate::domain::{Emphasis, Item, Label, Marker, Piece, Scope, Table, Words};
use crate::reader::grid::{self, Slot};
use crate::reader::prose::{Prose, Style};
use crate::reader::xml::{Child, Element, Tree};
use crate::reader::{base64, script};

/// The deepest heading told apart.
const LAST_LEVEL: u8 = 6;

/// Reads a `div` under a heading of this level. What is not well formed is shown without its tags, and said.
pub fn read(draft: &mut Draft, div: &str, level: u8) -> Vec<Piece> {
    let source = letters::named(div);
    let Ok(tree) = Tree::parse(&source) else {
        let (words, hidden) = crate::reader::text::blocks(&without_tags(&source));
        draft.reading.hidden.add(hidden);
        let note = std::iter::once(Piece::Note(Label::NarrativeDamaged));
        return note.chain(words.into_iter().map(Piece::Paragraph)).collect();
    };
    let mut reader = Narrative { draft, prose: Prose::default(), pieces: Vec::new(), flat: false, level };
    reader.walk(tree.root());
    reader.close();
    reader.pieces
}

struct Narrative<'d> {
    draft: &'d mut Draft,
    prose: Prose,
    pieces: Vec<Piece>,
    /// Everything becomes lines of one text, as in the cell of a table.
    flat: bool,
    level: u8,
}

impl Narrative<'_> {
    fn walk(&mut self, element: Element<'_>) {
        for child in element.children() {
            match child {
                Child::Text(text) => self.prose.push(text),
                Child::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: Element<'_>) {
        match element.name() {
            "br" => self.prose.line_break(),
            "p" | "div" | "blockquote" | "pre" | "address" | "dd" | "hr" | "tr" | "td" | "th" => self.block(element),
            "dt" | "caption" => self.strong_line(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "b" | "strong" | "em" => self.styled(element, |style| style.strong = true),
            "u" => self.styled(element, |style| style.underlined = true),
            "ins" => self.changed(element, Label::Inserted, |style| style.inserted = true),
            "del" | "s" | "strike" => self.changed(element, Label::Deleted, |style| style.deleted = true),
            "sub" => self.prose.push(&script::lowered(&element.text())),
            "sup" => self.prose.push(&script::raised(&element.text())),
            "a" => self.link(element),
            "img" => self.image(element),
            "ul" => self.list(element, Marker::Bullet),
            "ol" => self.list(element, marker(element)),
            "table" if self.flat => self.block(element),
            "table" => self.table(element),
            "i" | "span" | "small" | "big" | "tt" | "code" | "q" | "cite" | "abbr" | "acronym" | "dfn" | "kbd" | "samp"
            | "var" | "font" | "center" | "dl" | "tbody" | "thead" | "tfoot" | "colgroup" | "col" | "li" => self.walk(element),
            // What is made to run or to dress is no text.
            "script" | "style" => self.draft.unknown += 1,
            _ => {
                self.draft.unknown += 1;
                self.walk(element);
            }
        }
    }

    fn words(&mut self) -> Words {
        let (words, hidden) = self.prose.take();
        self.draft.reading.hidden.add(hidden);
        words
    }

    /// What was read so far is a paragraph of its own, or a line in a cell.
    fn close(&mut self) {
        if self.flat {
            self.prose.new_line();
        } else {
            let said = !self.prose.is_empty();
            let words = self.words();
            self.pieces.extend(said.then_some(Piece::Paragraph(words)));
        }
    }

    fn block(&mut self, element: Element<'_>) {
        self.close();
        self.walk(element);
        self.close();
    }

    fn strong_line(&mut self, element: Element<'_>) {
        self.close();
        self.styled(element, |style| style.strong = true);
        self.close();
    }

    fn heading(&mut self, element: Element<'_>) {
        if self.flat {
            return self.strong_line(element);
        }
        self.close();
        self.walk(element);
        if !self.prose.is_empty() {
            let text = self.words();
            self.pieces.push(Piece::Heading { level: (self.level + 1).min(LAST_LEVEL), text });
        }
    }

    fn styled(&mut self, element: Element<'_>, change: impl FnOnce(&mut Emphasis)) {
        let before = self.prose.style();
        let mut style = before;
        change(&mut style.emphasis);
        self.prose.set(style);
        self.walk(element);
        self.prose.set(before);
    }

    /// Changes are said before and after, since crossing out is not heard.
    fn changed(&mut self, element: Element<'_>, label: Label, change: impl FnOnce(&mut Emphasis)) {
        self.prose.attach(label);
        self.prose.push(" ");
        self.styled(element, change);
        self.prose.attach_close(Label::EndOfChange);
    }

    fn link(&mut self, element: Element<'_>) {
        let href = element.attribute("href").map(str::trim).filter(|href| !href.is_empty() && !href.starts_with('#'));
        let Some(href) = href else { return self.walk(element) };
        let (id, number) = self.draft.link(href);
        let before = self.prose.style();
        self.prose.set(Style { link: Some(id), ..before });
        self.walk(element);
        self.prose.set(before);
        self.prose.push(" ");
        self.prose.attach(Label::LinkMark { number });
    }

    /// A picture in the text itself is carried over; one from elsewhere is never fetched.
    fn image(&mut self, element: Element<'_>) {
        let alt = element.attribute("alt").map(|alt| self.draft.line(alt)).filter(|alt| !alt.is_empty());
        let source = element.attribute("src").unwrap_or_default().trim();
        let label = match source.strip_prefix("data:").and_then(|data| data.split_once(',')) {
            Some((kind, data)) => {
                let media_type = self.draft.line(kind.split(';').next().unwrap_or_default());
                match base64::decode(data).filter(|bytes| kind.ends_with("base64") && !bytes.is_empty()) {
                    Some(bytes) => self.draft.file(alt, media_type, bytes),
                    None => Label::EmbeddedUnreadable { media_type },
                }
            }
            None => {
                if let Some(alt) = alt {
                    self.prose.push(" ");
                    self.prose.push(&alt);
                }
                let address = self.draft.line(source);
                if address.is_empty() || address.starts_with('#') { Label::MissingFile } else { Label::ExternalFile { address } }
            }
        };
        self.prose.label(label);
    }

    fn list(&mut self, list: Element<'_>, marker: Marker) {
        self.close();
        let mut items = Vec::new();
        for child in list.children() {
            match child {
                Child::Element(item) if item.name() == "li" => {
                    if self.flat {
                        self.prose.new_line();
                        self.prose.label(Label::Item { marker, number: items.len() + 1 });
                        self.walk(item);
                        self.prose.new_line();
                        items.push(Item { caption: None, pieces: Vec::new() });
                    } else {
                        let (pieces, _) = self.apart(false, |reader| reader.walk(item));
                        items.push(Item { caption: None, pieces });
                    }
                }
                Child::Element(other) => self.element(other),
                Child::Text(text) => self.prose.push(text),
            }
        }
        self.close();
        if !self.flat && !items.is_empty() {
            self.pieces.push(Piece::List { marker, items });
        }
    }

    fn table(&mut self, table: Element<'_>) {
        self.close();
        let mut made = Table::default();
        let mut loose = Vec::new();
        for part in table.elements() {
            match part.name() {
                "caption" => made.caption = Some(self.apart(true, |reader| reader.walk(part)).1),
                "tr" => loose.push(self.row(part)),
                "thead" | "tbody" | "tfoot" => {
                    let before = std::mem::take(&mut loose);
                    self.group(&mut made, before, "tbody");
                    let rows = part.elements().filter(|row| row.name() == "tr").map(|row| self.row(row)).collect();
                    self.group(&mut made, rows, part.name());
                }
                "colgroup" | "col" => {}
                _ => {
                    self.draft.unknown += 1;
                    let (pieces, _) = self.apart(false, |reader| reader.walk(part));
                    self.pieces.extend(pieces);
                }
            }
        }
        // Rows of headers alone, though not said to be the head of the table.
        let heads = loose.iter().take_while(|row| row.iter().all(|slot| slot.header.is_some())).count();
        let body = loose.split_off(if made.head.is_empty() && heads < loose.len() { heads } else { 0 });
        self.group(&mut made, loose, "thead");
        self.group(&mut made, body, "tbody");
        let pieces = grid::even_out(made, &mut self.draft.slots);
        self.pieces.extend(pieces);
    }

    fn group(&mut self, table: &mut Table, rows: Vec<Vec<Slot>>, part: &str) {
        let slots = &mut self.draft.slots;
        match part {
            "thead" => table.head.append(&mut grid::group(rows, slots)),
            "tfoot" => table.foot.append(&mut grid::group(rows, slots)),
            _ => table.body.append(&mut grid::body(rows, slots)),
        }
    }

    fn row(&mut self, row: Element<'_>) -> Vec<Slot> {
        row.elements().filter(|cell| matches!(cell.name(), "td" | "th")).map(|cell| self.cell(cell)).collect()
    }

    fn cell(&mut self, cell: Element<'_>) -> Slot {
        let header = (cell.name() == "th").then(|| match cell.attribute("scope").map(str::trim) {
            Some("row" | "rowgroup") => Scope::Row,
            Some("col" | "colgroup") => Scope::Column,
            Some(_) | None => Scope::Unsaid,
        });
        let short = cell.attribute("abbr").map(|abbr| self.draft.line(abbr)).filter(|abbr| !abbr.is_empty());
        let (_, words) = self.apart(true, |reader| {
            if header.is_some() {
                reader.styled(cell, |style| style.strong = true);
            } else {
                reader.walk(cell);
            }
        });
        let right = cell.attribute("align").is_some_and(|align| align.trim() == "right");
        let span = |name| grid::span(cell.attribute(name));
        Slot { words, short, header, right, across: span("colspan"), down: span("rowspan") }
    }

    /// Reads something that stands apart from the text around: its pieces, or its words when `flat`.
    fn apart(&mut self, flat: bool, read: impl FnOnce(&mut Self)) -> (Vec<Piece>, Words) {
        let style = Style { link: None, ..self.prose.style() };
        let prose = std::mem::take(&mut self.prose);
        self.prose.set(style);
        let pieces = std::mem::take(&mut self.pieces);
        let before = std::mem::replace(&mut self.flat, flat);
        read(self);
        if !flat {
            self.close();
        }
        let words = self.words();
        self.flat = before;
        self.prose = prose;
        (std::mem::replace(&mut self.pieces, pieces), words)
    }
}

fn marker(list: Element<'_>) -> Marker {
    match list.attribute("type").map(str::trim) {
        Some("a") => Marker::Letter(false),
        Some("A") => Marker::Letter(true),
        Some("i") => Marker::Roman(false),
        Some("I") => Marker::Roman(true),
        Some(_) | None => Marker::Number,
    }
}

/// The words between the tags.
fn without_tags(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for part in source.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        out.push_str(if matches!(name, "p" | "div" | "br" | "li" | "tr" | "h1" | "h2" | "h3" | "table") { "\n" } else { " " });
        out.push_str(text);
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}
