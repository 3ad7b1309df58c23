//! XML as a small tree of bounded size, in reading order.

mod parse;

use std::borrow::Cow;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    V3,
    Sdtc,
    Html,
    Fhir,
    Xsi,
    None,
    Other,
}

#[derive(Debug)]
enum Kind<'s> {
    Element { space: Space, name: &'s str, attributes: (u32, u16) },
    Text(Cow<'s, str>),
}

/// `next` is the next sibling and `end` the first node after this one's descendants; 0 is the root, so also "none".
#[derive(Debug)]
struct Node<'s> {
    kind: Kind<'s>,
    next: u32,
    end: u32,
}

#[derive(Debug)]
struct Attribute<'s> {
    space: Space,
    name: &'s str,
    value: Cow<'s, str>,
}

/// A document in reading order: node 0 is the root element.
#[derive(Debug)]
pub struct Tree<'s> {
    nodes: Vec<Node<'s>>,
    attributes: Vec<Attribute<'s>>,
}

/// An element of a tree. As cheap to copy as a reference.
#[derive(Debug, Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    at: u32,
}

#[derive(Debug, Clone, Copy)]
pub enum Child<'t> {
    Element(Element<'t>),
    Text(&'t str),
}

impl<'s> Tree<'s> {
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }

    fn node(&self, at: u32) -> Option<&Node<'s>> {
        self.nodes.get(usize::try_from(at).ok()?)
    }

    fn node_mut(&mut self, at: u32) -> Option<&mut Node<'s>> {
        self.nodes.get_mut(usize::try_from(at).ok()?)
    }
}

impl<'t> Element<'t> {
    /// The name without its prefix, whatever the namespace.
    pub fn name(self) -> &'t str {
        match self.tree.node(self.at).map(|node| &node.kind) {
            Some(Kind::Element { name, .. }) => name,
            Some(Kind::Text(_)) | None => "",
        }
    }

    /// An element of HL7 v3 (or of its `sdtc` extensions) with this name.
    pub fn is(self, wanted: &str) -> bool {
        match self.tree.node(self.at).map(|node| &node.kind) {
            Some(Kind::Element { space: Space::V3 | Space::Sdtc, name, .. }) => *name == wanted,
            Some(Kind::Element { .. } | Kind::Text(_)) | None => false,
        }
    }

    pub fn is_fhir(self) -> bool {
        self.space() == Some(Space::Fhir)
    }

    pub fn is_html(self) -> bool {
        self.space() == Some(Space::Html)
    }

    fn space(self) -> Option<Space> {
        match self.tree.node(self.at).map(|node| &node.kind) {
            Some(Kind::Element { space, .. }) => Some(*space),
            Some(Kind::Text(_)) | None => None,
        }
    }

    /// What tells this element from every other of its tree.
    pub fn place(self) -> u32 {
        self.at
    }

    pub fn children(self) -> impl Iterator<Item = Child<'t>> {
        let parent = self.tree.node(self.at);
        let first = self.at.saturating_add(1);
        let mut at = parent.filter(|node| node.end > first).map(|_| first);
        std::iter::from_fn(move || {
            let here = at?;
            let node = self.tree.node(here)?;
            at = (node.next != 0).then_some(node.next);
            Some(match &node.kind {
                Kind::Element { .. } => Child::Element(Element { tree: self.tree, at: here }),
                Kind::Text(text) => Child::Text(text),
            })
        })
    }

    pub fn elements(self) -> impl Iterator<Item = Element<'t>> {
        self.children().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    pub fn all(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.elements().filter(move |element| element.is(name))
    }

    pub fn child(self, name: &str) -> Option<Element<'t>> {
        self.elements().find(|element| element.is(name))
    }

    /// The first element at the end of this path of names.
    pub fn at(self, path: &[&str]) -> Option<Element<'t>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// An attribute without namespace.
    pub fn attribute(self, wanted: &str) -> Option<&'t str> {
        self.find_attribute(Space::None, wanted)
    }

    /// The data type that `xsi:type` gives, without its prefix.
    pub fn data_type(self) -> Option<&'t str> {
        self.find_attribute(Space::Xsi, "type").map(|value| local(value.trim()))
    }

    /// The attributes without namespace, and their values.
    pub fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.all_attributes().iter().filter(|a| a.space == Space::None).map(|a| (a.name, a.value.as_ref()))
    }

    fn find_attribute(self, wanted_space: Space, wanted: &str) -> Option<&'t str> {
        self.all_attributes().iter().find(|a| a.space == wanted_space && a.name == wanted).map(|a| a.value.as_ref())
    }

    fn all_attributes(self) -> &'t [Attribute<'t>] {
        let Some(Kind::Element { attributes: (first, count), .. }) = self.tree.node(self.at).map(|node| &node.kind) else {
            return &[];
        };
        let first = usize::try_from(*first).unwrap_or(usize::MAX);
        self.tree.attributes.get(first..first.saturating_add(usize::from(*count))).unwrap_or_default()
    }

    /// Every element below this one, in reading order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let end = self.tree.node(self.at).map_or(0, |node| node.end);
        (self.at.saturating_add(1)..end).filter_map(move |at| match self.tree.node(at)?.kind {
            Kind::Element { .. } => Some(Element { tree: self.tree, at }),
            Kind::Text(_) => None,
        })
    }

    /// The pieces of text below this element.
    pub fn texts(self) -> impl Iterator<Item = &'t str> {
        let end = self.tree.node(self.at).map_or(0, |node| node.end);
        (self.at.saturating_add(1)..end).filter_map(move |at| match &self.tree.node(at)?.kind {
            Kind::Text(text) => Some(text.as_ref()),
            Kind::Element { .. } => None,
        })
    }

    /// All the text below this element, as it stands.
    pub fn text(self) -> Cow<'t, str> {
        let mut texts = self.texts();
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let mut out = Cow::Borrowed(first);
        for text in texts {
            out.to_mut().push_str(text);
        }
        out
    }

    /// Whether there is any text but blanks below.
    pub fn says_something(self) -> bool {
        self.texts().any(|text| !text.trim().is_empty())
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
