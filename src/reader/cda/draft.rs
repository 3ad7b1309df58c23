//! What is gathered while a CDA is read: links, notes, files carried inside, and what had to be neutralised.

use crate::domain::{Clean, Embedded, Hidden, Label, LinkId, Piece, Reading, Target, Words};
use crate::reader::xml::Element;
use crate::reader::{base64, grid, links, prose};
use std::collections::HashMap;
use std::sync::Arc;

/// Bytes of narrative that references from the coded part may repeat, in all and each.
const REPEATED: usize = 1024 * 1024;
const REFERENCE: usize = 20_000;

pub struct Draft<'t> {
    pub reading: Reading,
    pub unknown: usize,
    pub slots: usize,
    /// Notes and addresses met since the last section's end.
    pub notes: Vec<(usize, Words)>,
    pub addresses: Vec<Label>,
    note_numbers: HashMap<&'t str, usize>,
    note_count: usize,
    link_count: usize,
    document: Element<'t>,
    ids: Option<HashMap<&'t str, Element<'t>>>,
    /// Where identified elements stand among the pieces.
    anchors: HashMap<&'t str, usize>,
    inner_links: Vec<(usize, &'t str)>,
    /// Data already carried over, by its place in the tree: the file, and the link to it.
    media: HashMap<u32, (usize, LinkId)>,
    repeats: usize,
}

impl<'t> Draft<'t> {
    pub fn new(document: Element<'t>) -> Self {
        Self {
            reading: Reading::default(),
            unknown: 0,
            slots: grid::SLOTS,
            notes: Vec::new(),
            addresses: Vec::new(),
            note_numbers: HashMap::new(),
            note_count: 0,
            link_count: 0,
            document,
            ids: None,
            anchors: HashMap::new(),
            inner_links: Vec::new(),
            media: HashMap::new(),
            repeats: REPEATED,
        }
    }

    pub fn push(&mut self, piece: Piece) {
        self.reading.pieces.push(piece);
    }

    pub fn hide(&mut self, hidden: Hidden) {
        self.reading.hidden.add(hidden);
    }

    /// Text of the source on one line, whatever it held counted.
    pub fn line(&mut self, raw: &str) -> Clean {
        let (text, hidden) = prose::one_line(std::iter::once(raw));
        self.hide(hidden);
        text
    }

    /// The whole text of an element on one line; `None` when it says nothing.
    pub fn said(&mut self, element: Element<'_>) -> Option<Clean> {
        let (text, hidden) = prose::one_line(element.texts());
        self.hide(hidden);
        Some(text).filter(|text| !text.is_empty())
    }

    /// The element that carries this `ID`.
    pub fn identified(&mut self, id: &str) -> Option<Element<'t>> {
        let document = self.document;
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = HashMap::new();
            for element in document.descendants() {
                if let Some(id) = element.attribute("ID") {
                    ids.entry(id).or_insert(element);
                }
            }
            ids
        });
        ids.get(id).copied()
    }

    /// The text to which a `reference` such as `#a1` leads, within what may be repeated.
    pub fn referred(&mut self, reference: &str) -> Option<Clean> {
        let target = self.identified(reference.trim().strip_prefix('#')?)?;
        let mut left = self.repeats.min(REFERENCE);
        let texts = target.texts().take_while(|text| {
            let fits = text.len() <= left;
            left = left.saturating_sub(text.len());
            fits
        });
        let (text, hidden) = prose::one_line(texts);
        self.repeats = self.repeats.saturating_sub(text.len() + 1);
        self.hide(hidden);
        Some(text).filter(|text| !text.is_empty())
    }

    /// An identified element stands in the piece of this index.
    pub fn anchor(&mut self, id: &'t str, piece: usize) {
        self.anchors.entry(id).or_insert(piece);
    }

    /// A link to `href`, and its number among those shown with their address.
    pub fn link(&mut self, href: &'t str) -> (LinkId, Option<usize>) {
        let id = LinkId(self.reading.links.len());
        let plain = href.trim();
        if let Some(inner) = plain.strip_prefix('#') {
            self.inner_links.push((id.0, inner));
            let target = self.line(plain);
            self.reading.links.push(Target::Refused(target));
            return (id, None);
        }
        self.link_count += 1;
        let (number, address) = (self.link_count, self.line(plain));
        if links::is_safe(plain) {
            self.reading.links.push(Target::Address(address.clone()));
            self.addresses.push(Label::LinkAddress { number, address });
        } else {
            self.reading.links.push(Target::Refused(address.clone()));
            self.addresses.push(Label::LinkRefused { number, address });
        }
        (id, Some(number))
    }

    /// Numbers the notes of a narrative block, so that a reference may come before its note.
    pub fn number_notes(&mut self, narrative: Element<'t>) {
        for (offset, note) in narrative.descendants().filter(|e| e.is("footnote")).enumerate() {
            if let Some(id) = note.attribute("ID") {
                self.note_numbers.entry(id).or_insert(self.note_count + offset + 1);
            }
        }
    }

    pub fn next_note(&mut self) -> usize {
        self.note_count += 1;
        self.note_count
    }

    pub fn note_number(&self, id: &str) -> Option<usize> {
        self.note_numbers.get(id).copied()
    }

    /// A file given as an HL7 `ED`: carried over once, and what is said of it where it stands.
    pub fn file(&mut self, data: Element<'t>, name: Option<Clean>) -> Label {
        let media_type = self.line(data.attribute("mediaType").unwrap_or("text/plain"));
        if let Some((index, link)) = self.media.get(&data.place()).copied() {
            return self.embedded_label(index, link);
        }
        if let Some(address) = data.child("reference").and_then(|r| r.attribute("value"))
            && !data.says_something()
        {
            return Label::ExternalFile { address: self.line(address) };
        }
        let text = data.text();
        let bytes = if is_base64(data) { base64::decode(&text) } else { Some(text.trim().as_bytes().to_vec()) };
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
            return Label::EmbeddedUnreadable { media_type };
        };
        let index = self.reading.embedded.len();
        self.reading.embedded.push(Embedded { name, media_type, bytes: Arc::from(bytes) });
        let link = LinkId(self.reading.links.len());
        self.reading.links.push(Target::Embedded(index));
        self.media.insert(data.place(), (index, link));
        self.embedded_label(index, link)
    }

    pub fn carried(&self, data: Element<'_>) -> bool {
        self.media.contains_key(&data.place())
    }

    fn embedded_label(&self, index: usize, link: LinkId) -> Label {
        match self.reading.embedded.get(index) {
            Some(file) => Label::EmbeddedFile {
                link,
                number: index + 1,
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes.len(),
            },
            None => Label::MissingFile,
        }
    }

    /// Inner links are known only once everything has its place.
    pub fn finish(mut self) -> Reading {
        for (link, id) in &self.inner_links {
            if let (Some(piece), Some(target)) = (self.anchors.get(id), self.reading.links.get_mut(*link)) {
                *target = Target::Piece(*piece);
            }
        }
        self.reading
    }
}

/// Whether an HL7 `ED` carries a file rather than words.
pub fn is_base64(data: Element<'_>) -> bool {
    match data.attribute("representation") {
        Some(representation) => representation.trim() == "B64",
        None => false,
    }
}
