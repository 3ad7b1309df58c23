//! Words being read: blanks collapsed, breaks kept, emphasis and links remembered.

use crate::domain::{Clean, Emphasis, Hidden, Label, LinkId, Span, Words};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    pub emphasis: Emphasis,
    pub link: Option<LinkId>,
}

#[derive(Debug, Default)]
pub struct Prose {
    spans: Vec<Span>,
    text: String,
    style: Style,
    /// A blank was read since the last word.
    blank: bool,
    /// Something stands on the present line.
    started: bool,
    hidden: Hidden,
}

impl Prose {
    /// Room for an ordinary cell, so that it is not moved as it grows.
    pub fn with_room() -> Self {
        Self { text: String::with_capacity(64), ..Self::default() }
    }

    /// Text of the source: runs of XML blanks count for one; no-break spaces are kept.
    pub fn push(&mut self, raw: &str) {
        let mut rest = raw;
        while let Some(start) = rest.bytes().position(|b| !is_blank(b)) {
            self.blank |= start > 0;
            let from = rest.get(start..).unwrap_or_default();
            let end = from.bytes().position(is_blank).unwrap_or(from.len());
            self.gap();
            self.text.push_str(from.get(..end).unwrap_or_default());
            self.started = true;
            rest = from.get(end..).unwrap_or_default();
        }
        self.blank |= !rest.is_empty();
    }

    pub fn style(&self) -> Style {
        self.style
    }

    pub fn set(&mut self, style: Style) {
        if style != self.style {
            self.flush();
            self.style = style;
        }
    }

    /// Words of the program's, apart from those around by a blank.
    pub fn label(&mut self, label: Label) {
        self.blank = true;
        self.attach(label);
        self.blank = true;
    }

    /// A mark of the program's, against the word before it.
    pub fn attach(&mut self, label: Label) {
        self.gap();
        self.flush();
        self.spans.push(Span::Label(label));
        self.started = true;
    }

    /// A mark of the program's that closes what came before: the blank read since then comes after it.
    pub fn attach_close(&mut self, label: Label) {
        let blank = std::mem::take(&mut self.blank);
        self.attach(label);
        self.blank = blank;
    }

    /// The line ends here.
    pub fn line_break(&mut self) {
        self.text.push('\n');
        (self.blank, self.started) = (false, false);
    }

    /// What follows begins a line, unless it does already.
    pub fn new_line(&mut self) {
        if self.started {
            self.line_break();
        }
    }

    /// Nothing but blanks and breaks so far.
    pub fn is_empty(&self) -> bool {
        !self.started
            && self.text.trim().is_empty()
            && self.spans.iter().all(|span| matches!(span, Span::Text { text, .. } if text.trim().is_empty()))
    }

    /// What was read so far, when it is short enough to name something.
    pub fn short(&self) -> Option<Clean> {
        if self.spans.len() > 20 || self.text.len() > 400 {
            return None;
        }
        let said = self.spans.iter().filter_map(|span| match span {
            Span::Text { text, .. } => Some(text.as_str()),
            Span::Label(_) => None,
        });
        let said = Clean::line(&said.chain(std::iter::once(self.text.as_str())).collect::<String>());
        (!said.is_empty() && said.chars().count() <= 80).then_some(said)
    }

    /// What was read, without the blanks and breaks at both ends, and what had to be neutralised; starts afresh in the same style.
    pub fn take(&mut self) -> (Words, Hidden) {
        self.flush();
        let mut spans = std::mem::take(&mut self.spans);
        trim(&mut spans);
        (self.blank, self.started) = (false, false);
        (Words(spans), std::mem::take(&mut self.hidden))
    }

    fn gap(&mut self) {
        if self.blank && self.started {
            // Between two looks, the blank has none: a link is not underlined before its first word.
            if self.text.is_empty() && self.style != Style::default() {
                let style = std::mem::take(&mut self.style);
                self.text.push(' ');
                self.flush();
                self.style = style;
            } else {
                self.text.push(' ');
            }
        }
        self.blank = false;
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let (text, hidden) = Clean::counted(&self.text);
        self.text.clear();
        self.hidden.add(hidden);
        self.spans.push(Span::Text { text, emphasis: self.style.emphasis, link: self.style.link });
    }
}

/// The text of an element on one line, as for a name or a title.
pub fn one_line<'t>(texts: impl Iterator<Item = &'t str>) -> (Clean, Hidden) {
    let mut prose = Prose::default();
    texts.for_each(|text| prose.push(text));
    let (words, hidden) = prose.take();
    let text = words.0.iter().find_map(|span| match span {
        Span::Text { text, .. } => Some(text.flat()),
        Span::Label(_) => None,
    });
    (text.unwrap_or_default(), hidden)
}

fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

/// Takes away the blanks and breaks at both ends.
fn trim(spans: &mut Vec<Span>) {
    let edge = |c: char| c == ' ' || c == '\n';
    let says = |span: &Span| !matches!(span, Span::Text { text, .. } if text.trim_matches(edge).is_empty());
    spans.truncate(spans.iter().rposition(says).map_or(0, |last| last + 1));
    spans.drain(..spans.iter().position(says).unwrap_or_default());
    if let Some(Span::Text { text, .. }) = spans.last_mut()
        && text.ends_with(edge)
    {
        *text = Clean::new(text.trim_end_matches(edge));
    }
    if let Some(Span::Text { text, .. }) = spans.first_mut()
        && text.starts_with(edge)
    {
        *text = Clean::new(text.trim_start_matches(edge));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &Words) -> String {
        words.0.iter().map(|s| if let Span::Text { text, .. } = s { text.to_string() } else { "*".into() }).collect()
    }

    #[test]
    fn blanks_collapse_across_pieces_and_breaks_stay() {
        let mut prose = Prose::default();
        for piece in ["\n  a ", " b", "c\u{a0}; ", "\t"] {
            prose.push(piece);
        }
        prose.line_break();
        prose.push(" d ");
        assert_eq!(plain(&prose.take().0), "a bc\u{a0}; \nd".replace(" \n", "\n"));
    }

    #[test]
    fn a_change_of_style_keeps_the_space_between_words() {
        let mut prose = Prose::default();
        prose.push("a ");
        prose.set(Style { emphasis: Emphasis { strong: true, ..Emphasis::default() }, link: None });
        prose.push("b");
        prose.set(Style::default());
        prose.push(", c");
        assert_eq!(plain(&prose.take().0), "a b, c");
    }
}
