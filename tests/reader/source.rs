//! A second, independent reading of a CDA's source, as plain as can be: the words of each block, and the cells of each table.

use quick_xml::events::Event;

#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: Option<String>,
}

#[derive(Debug)]
pub enum Block {
    Words(Vec<String>),
    Table(Table),
}

#[derive(Debug, Default)]
pub struct Table {
    pub head: Vec<Vec<Cell>>,
    pub body: Vec<Vec<Cell>>,
    pub foot: Vec<Vec<Cell>>,
}

#[derive(Debug)]
pub struct Cell {
    pub words: Vec<String>,
    pub header: bool,
    pub across: usize,
    pub down: usize,
}

impl Node {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The `ClinicalDocument` of a file.
pub fn document(source: &str) -> Node {
    let mut reader = quick_xml::Reader::from_str(source.trim_start_matches('\u{feff}'));
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => open.last_mut().unwrap().children.push(element(&tag)),
            Event::End(_) => {
                let closed = open.pop().unwrap();
                open.last_mut().unwrap().children.push(closed);
            }
            Event::Text(text) => push_text(&mut open, &text),
            Event::CData(text) => push_text(&mut open, &text),
            Event::GeneralRef(name) => {
                let text = match (&*name, name.resolve_char_ref().unwrap()) {
                    (_, Some(c)) => c.to_string(),
                    (name, None) => quick_xml::escape::resolve_predefined_entity(name).unwrap().to_owned(),
                };
                push_text(&mut open, &text);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.pop().unwrap();
    take(root).unwrap()
}

fn take(node: Node) -> Option<Node> {
    node.children.into_iter().find_map(|child| if child.name == "ClinicalDocument" { Some(child) } else { take(child) })
}

fn push_text(open: &mut [Node], text: &str) {
    open.last_mut().unwrap().children.push(Node { text: Some(text.to_owned()), ..Node::default() });
}

fn element(tag: &quick_xml::events::BytesStart<'_>) -> Node {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.local_name().into_inner().to_owned(), value)
    });
    Node { name: tag.local_name().into_inner().to_owned(), attributes: attributes.collect(), ..Node::default() }
}

/// Titles and narrative blocks of the sections, in reading order.
pub fn blocks(document: &Node) -> Vec<Block> {
    let mut out = Vec::new();
    sections(document, &mut out);
    out
}

fn sections(node: &Node, out: &mut Vec<Block>) {
    for child in &node.children {
        if child.name != "section" {
            sections(child, out);
            continue;
        }
        for part in &child.children {
            match part.name.as_str() {
                "title" => flush(&mut text_of(part), out),
                "text" => {
                    let mut text = String::new();
                    narrative(part, &mut text, out);
                    flush(&mut text, out);
                }
                _ => {}
            }
        }
        sections(child, out);
    }
}

fn narrative(node: &Node, text: &mut String, out: &mut Vec<Block>) {
    for child in &node.children {
        if let Some(piece) = &child.text {
            text.push_str(piece);
            continue;
        }
        match child.name.as_str() {
            "table" => {
                flush(text, out);
                out.push(Block::Table(table(child)));
            }
            "paragraph" | "list" | "item" | "caption" | "br" => {
                flush(text, out);
                narrative(child, text, out);
                flush(text, out);
            }
            _ => narrative(child, text, out),
        }
    }
}

fn flush(text: &mut String, out: &mut Vec<Block>) {
    let words = words(text);
    text.clear();
    if !words.is_empty() {
        out.push(Block::Words(words));
    }
}

fn table(node: &Node) -> Table {
    let mut table = Table::default();
    let rows = |group: &Node, into: &mut Vec<Vec<Cell>>| {
        for row in group.children.iter().filter(|row| row.name == "tr") {
            into.push(row.children.iter().filter(|cell| matches!(cell.name.as_str(), "td" | "th")).map(cell).collect());
        }
    };
    for group in &node.children {
        match group.name.as_str() {
            "thead" => rows(group, &mut table.head),
            "tbody" => rows(group, &mut table.body),
            "tfoot" => rows(group, &mut table.foot),
            _ => {}
        }
    }
    rows(node, &mut table.body);
    table
}

fn cell(node: &Node) -> Cell {
    let span = |name: &str| node.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1);
    Cell { words: words(&text_of(node)), header: node.name == "th", across: span("colspan"), down: span("rowspan") }
}

/// The text of an element; what breaks a line parts words.
fn text_of(node: &Node) -> String {
    let mut text = String::new();
    for child in &node.children {
        let apart = matches!(child.name.as_str(), "br" | "paragraph" | "list" | "item" | "caption" | "renderMultiMedia");
        text.push_str(if apart { " " } else { "" });
        text.push_str(child.text.as_deref().unwrap_or_default());
        text.push_str(&text_of(child));
        text.push_str(if apart { " " } else { "" });
    }
    text
}

/// Every text and every attribute value of the document, for asking whether a word comes from it.
pub fn everything(node: &Node, out: &mut String) {
    out.push_str(node.text.as_deref().unwrap_or_default());
    for (_, value) in &node.attributes {
        out.push(' ');
        out.push_str(value);
        out.push(' ');
    }
    for child in &node.children {
        if child.name != "text" || child.attribute("representation").is_none() {
            everything(child, out);
        }
        out.push(' ');
    }
}

pub fn words(text: &str) -> Vec<String> {
    // No-break spaces do not part words of the source; breaking here would only hide their loss.
    text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
