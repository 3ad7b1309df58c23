//! From text to tree. It must never expand an entity, fetch anything or recurse.
//!
//! Forbidden characters, raw or as `&#27;`, are let through to the one door that neutralises and counts them
//! (`Clean`): a letter with one bad character is still worth reading. What breaks the structure is refused.

use super::{Attribute, Kind, Node, Space, Tree, local};
use crate::domain::Damage;
use quick_xml::Reader;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceError, NamespaceResolver, QName, ResolveResult};
use std::borrow::Cow;

/// Ordinary documents stay below 30.
const DEPTH: usize = 100;
const NODES: usize = 500_000;
/// On one element, and in all.
const ATTRIBUTES: usize = 256;
const ALL_ATTRIBUTES: usize = 500_000;
/// Bytes of source.
const SIZE: usize = 64 * 1024 * 1024;

const V3: &str = "urn:hl7-org:v3";
const SDTC: &str = "urn:hl7-org:sdtc";
const HTML: &str = "http://www.w3.org/1999/xhtml";
const FHIR: &str = "http://hl7.org/fhir";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// An element not closed yet, and its last child.
struct Open {
    at: u32,
    last: u32,
    /// Blanks between its children mean something.
    mixed: bool,
    /// The namespace of names without prefix, and whether the element declares any.
    default: Space,
    declares: bool,
}

impl<'s> Tree<'s> {
    pub fn parse(source: &'s str) -> Result<Self, Damage> {
        if source.len() > SIZE {
            return Err(Damage::TooBig);
        }
        let mut reader = Reader::from_str(source);
        let mut names = NamespaceResolver::default();
        // About what an ordinary document holds, so that a large one is not moved again and again.
        let expected = source.len() / 50;
        let mut tree =
            Self { nodes: Vec::with_capacity(expected.min(NODES)), attributes: Vec::with_capacity(expected.min(ALL_ATTRIBUTES)) };
        let mut open: Vec<Open> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|_| Damage::Malformed)?;
            let empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if open.len() >= DEPTH {
                        return Err(Damage::TooDeep);
                    }
                    if open.is_empty() && !tree.nodes.is_empty() {
                        return Err(Damage::Malformed);
                    }
                    // The tag as a slice of the source, which lives longer than the event: it ends before `>` or `/>`.
                    let end = usize::try_from(reader.buffer_position()).unwrap_or(0).saturating_sub(1 + usize::from(empty));
                    let tag = source.get(end.saturating_sub(tag.len())..end).ok_or(Damage::Malformed)?;
                    let name_end = tag.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(tag.len());
                    // Most elements declare no namespace: theirs is that of their parent, and nothing is looked up.
                    let declares = tag.contains("xmlns");
                    let mut default = open.last().map_or(Space::None, |parent| parent.default);
                    if declares {
                        names.push(&BytesStart::from_content(tag, name_end)).map_err(|e| damage(&e))?;
                        default = space(&names.resolve_prefix(None, true))?;
                    }
                    let at = tree.element(tag, name_end, default, &names, &mut open)?;
                    if !empty {
                        let mixed = open.last().is_some_and(|parent| parent.mixed) || tree.is_narrative(at);
                        open.push(Open { at, last: 0, mixed, default, declares });
                    } else if declares {
                        names.pop();
                    }
                }
                Event::End(_) => {
                    let closed = open.pop().ok_or(Damage::Malformed)?;
                    if closed.declares {
                        names.pop();
                    }
                    let end = index(tree.nodes.len());
                    if let Some(node) = tree.node_mut(closed.at) {
                        node.end = end;
                    }
                }
                Event::Text(text) => tree.text(text.into_inner(), &mut open)?,
                Event::CData(text) => tree.text(text.into_inner(), &mut open)?,
                Event::GeneralRef(reference) => tree.text(resolve(&reference)?, &mut open)?,
                Event::DocType(_) => return Err(Damage::DocumentType),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        if open.is_empty() && !tree.nodes.is_empty() { Ok(tree) } else { Err(Damage::Malformed) }
    }

    fn element(
        &mut self,
        tag: &'s str,
        name_end: usize,
        default: Space,
        names: &NamespaceResolver,
        open: &mut [Open],
    ) -> Result<u32, Damage> {
        let qualified = tag.get(..name_end).unwrap_or_default();
        let prefixed = qualified.contains(':');
        let space = if prefixed { space(&names.resolve_element(QName(qualified)).0)? } else { default };
        let first = self.attributes.len();
        let mut attributes = Attributes::new(tag, name_end);
        // Twice the same attribute is looked for below, without allocating.
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|_| Damage::Malformed)?;
            if self.attributes.len() >= first + ATTRIBUTES || self.attributes.len() >= ALL_ATTRIBUTES {
                return Err(Damage::TooBig);
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let space = if attribute.key.prefix().is_some() {
                space_of_attribute(&names.resolve_attribute(attribute.key).0)?
            } else {
                Space::None
            };
            // Foreign attributes keep their prefix: two may have the same name in two namespaces.
            let name = if space == Space::Other { attribute.key.0 } else { local(attribute.key.0) };
            let value = unescape(attribute.value)?;
            if self.attributes.iter().skip(first).any(|known| known.name == name && known.space == space) {
                return Err(Damage::Malformed);
            }
            self.attributes.push(Attribute { space, name, value });
        }
        let attributes = (index(first), u16::try_from(self.attributes.len() - first).unwrap_or(u16::MAX));
        self.push(Kind::Element { space, name: local(qualified), attributes }, open)
    }

    /// Adds text to the element being read, joining it to the text just before.
    fn text(&mut self, text: Cow<'s, str>, open: &mut [Open]) -> Result<(), Damage> {
        let blank = text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n'));
        let Some(parent) = open.last() else {
            return if blank { Ok(()) } else { Err(Damage::Malformed) };
        };
        let (last, mixed) = (parent.last, parent.mixed);
        if last != 0
            && let Some(Node { kind: Kind::Text(before), .. }) = self.node_mut(last)
        {
            before.to_mut().push_str(&text);
            return Ok(());
        }
        if blank && !mixed {
            return Ok(());
        }
        self.push(Kind::Text(text), open).map(|_| ())
    }

    fn push(&mut self, kind: Kind<'s>, open: &mut [Open]) -> Result<u32, Damage> {
        if self.nodes.len() >= NODES {
            return Err(Damage::TooBig);
        }
        let at = index(self.nodes.len());
        if let Some(parent) = open.last_mut() {
            if let Some(last) = self.node_mut(parent.last).filter(|_| parent.last != 0) {
                last.next = at;
            }
            parent.last = at;
        }
        self.nodes.push(Node { kind, next: 0, end: at.saturating_add(1) });
        Ok(at)
    }

    fn is_narrative(&self, at: u32) -> bool {
        match self.node(at).map(|node| &node.kind) {
            Some(Kind::Element { space, name, .. }) => {
                matches!((space, *name), (Space::V3, "text") | (Space::Html | Space::None, "div"))
            }
            Some(Kind::Text(_)) | None => false,
        }
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn space(bound: &ResolveResult<'_>) -> Result<Space, Damage> {
    match bound {
        ResolveResult::Bound(Namespace(V3)) => Ok(Space::V3),
        ResolveResult::Bound(Namespace(SDTC)) => Ok(Space::Sdtc),
        ResolveResult::Bound(Namespace(HTML)) => Ok(Space::Html),
        ResolveResult::Bound(Namespace(FHIR)) => Ok(Space::Fhir),
        ResolveResult::Bound(_) => Ok(Space::Other),
        ResolveResult::Unbound => Ok(Space::None),
        ResolveResult::Unknown(_) => Err(Damage::Malformed),
    }
}

fn space_of_attribute(bound: &ResolveResult<'_>) -> Result<Space, Damage> {
    match bound {
        ResolveResult::Bound(Namespace(XSI)) => Ok(Space::Xsi),
        ResolveResult::Bound(_) | ResolveResult::Unbound => Ok(Space::Other),
        ResolveResult::Unknown(_) => Err(Damage::Malformed),
    }
}

fn damage(error: &NamespaceError) -> Damage {
    let too_big = matches!(error, NamespaceError::TooManyBindings(_) | NamespaceError::TooDeeplyNested(_));
    if too_big { Damage::TooBig } else { Damage::Malformed }
}

fn resolve<'s>(reference: &BytesRef<'_>) -> Result<Cow<'s, str>, Damage> {
    entity(reference)
}

/// One of the five entities, or a character given by its number; anything else would need a document type.
fn entity<'s>(name: &str) -> Result<Cow<'s, str>, Damage> {
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => {
            let number = name.strip_prefix('#').ok_or(Damage::Malformed)?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            let code = code.map_err(|_| Damage::Malformed)?;
            // A number that is no character is shown as the sign for it and counted.
            return Ok(Cow::Owned(char::from_u32(code).unwrap_or('\u{fdd0}').to_string()));
        }
    };
    Ok(Cow::Borrowed(known))
}

fn unescape(value: Cow<'_, str>) -> Result<Cow<'_, str>, Damage> {
    if !value.contains('&') {
        return Ok(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value.as_ref();
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or(Damage::Malformed)?;
        out.push_str(&entity(name)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}
