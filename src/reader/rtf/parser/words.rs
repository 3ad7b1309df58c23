//! What each control word does: emphasis, letters, tables, and where the words of its group go.

use super::super::letters;
use super::{NAMES, Parser, Picture, Shift, To, level};
use crate::domain::{Emphasis, Label};

impl Parser {
    pub(super) fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if word == "u" {
            return self.numbered(number.unwrap_or(0));
        }
        if self.skipped(1) {
            return;
        }
        self.flush();
        if self.destination(word, starred) {
            return;
        }
        let on = number != Some(0);
        let emphasis = &mut self.group.style.emphasis;
        match word {
            "b" => emphasis.strong = on,
            "ul" | "uld" | "uldb" | "ulw" | "uldash" => emphasis.underlined = on,
            "ulnone" => emphasis.underlined = false,
            "strike" | "striked" | "deleted" => self.changed(on, Label::Deleted),
            "revised" => self.changed(on, Label::Inserted),
            "v" => self.group.hidden = on,
            "super" | "up" => self.group.shift = if on { Shift::Raised } else { Shift::None },
            "sub" | "dn" => self.group.shift = if on { Shift::Lowered } else { Shift::None },
            "nosupersub" => self.group.shift = Shift::None,
            "plain" => self.plain(),
            "pard" => (self.group.in_table, self.group.level) = (false, None),
            "intbl" => self.group.in_table = true,
            "outlinelevel" => self.group.level = number.and_then(level),
            "s" if self.group.to == To::Styles => self.described.0 = number.unwrap_or(0),
            "s" => self.group.level = self.styles.get(&number.unwrap_or(0)).copied(),
            "f" => self.font(number.unwrap_or(0)),
            "fcharset" if self.group.to == To::Fonts && self.fonts.len() < NAMES => {
                self.fonts.insert(self.font, number.unwrap_or(0));
            }
            "ansicpg" => {
                self.encoding = letters::of_code_page(number.unwrap_or(1252));
                self.group.encoding = self.encoding;
            }
            "mac" => self.group.encoding = letters::of_code_page(10000),
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "pngblip" => self.picture.media_type = "image/png",
            "jpegblip" => self.picture.media_type = "image/jpeg",
            "emfblip" => self.picture.media_type = "image/emf",
            "wmetafile" => self.picture.media_type = "image/wmf",
            "dibitmap" | "wbitmap" => self.picture.media_type = "image/bmp",
            "par" | "sect" | "page" => self.paragraph(),
            "line" | "lbr" | "nestrow" => self.sheet.prose.line_break(),
            "trowd" => {
                self.sheet.edges.clear();
                self.sheet.header = false;
            }
            "trhdr" => self.sheet.header = true,
            "cellx" if self.sheet.edges.len() < NAMES => self.sheet.edges.push(number.unwrap_or(0)),
            "cell" if self.reads() => self.sheet.cell(&mut self.reading.hidden),
            "row" if self.reads() => self.sheet.row(&mut self.reading.hidden),
            other => {
                if let Some(letter) = letters::of_word(other) {
                    self.letter(letter);
                }
            }
        }
    }

    pub(super) fn reads(&self) -> bool {
        matches!(self.group.to, To::Text | To::Footnote | To::Edge)
    }

    /// Words that say where what follows in this group goes. What is starred and unknown goes nowhere (RTF 1.9.1).
    fn destination(&mut self, word: &str, starred: bool) -> bool {
        let to = match word {
            "fonttbl" => To::Fonts,
            "stylesheet" => To::Styles,
            "title" if self.group.to == To::Nothing => To::Title,
            "listtext" | "pntext" => To::Mark,
            "pict" => To::Picture,
            "fldinst" => To::Field,
            "fldrslt" | "shppict" | "shp" | "shpinst" | "shptxt" | "result" => return true,
            "footnote" => To::Footnote,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => To::Edge,
            "shprslt" => To::Nothing,
            "object" => {
                self.left_out += 1;
                return true;
            }
            "colortbl" | "info" | "nonshppict" | "objdata" | "themedata" | "datastore" | "listtable" | "listoverridetable"
            | "rsidtbl" | "generator" | "xmlnstbl" | "latentstyles" | "pn" | "sp" | "sn" | "sv" | "bkmkstart" | "bkmkend"
            | "annotation" | "atnid" | "atnauthor" | "revtbl" | "private" | "tc" | "xe" | "filetbl" | "template"
            | "nonesttables" => To::Nothing,
            _ if starred => To::Nothing,
            _ => return false,
        };
        // What goes nowhere stays there, whatever it holds.
        if self.group.to == To::Nothing && to != To::Title {
            return true;
        }
        if matches!(to, To::Footnote | To::Edge) && self.group.to == To::Text && !self.groups.is_empty() {
            self.group.opened = true;
            self.sheets.push(std::mem::take(&mut self.sheet));
            self.group.in_table = false;
        } else if matches!(to, To::Footnote | To::Edge) {
            return true;
        }
        match to {
            To::Picture => self.picture = Picture::default(),
            To::Mark => self.mark.clear(),
            To::Field => self.field.clear(),
            To::Text | To::Nothing | To::Fonts | To::Styles | To::Title | To::Footnote | To::Edge => {}
        }
        self.group.to = to;
        true
    }

    pub(super) fn changed(&mut self, on: bool, label: Label) {
        let emphasis = &mut self.group.style.emphasis;
        let state = if label == Label::Deleted { &mut emphasis.deleted } else { &mut emphasis.inserted };
        if std::mem::replace(state, on) == on || self.group.to != To::Text {
            return;
        }
        if on {
            self.sheet.prose.attach(label);
            self.sheet.prose.push(" ");
        } else {
            self.sheet.prose.attach_close(Label::EndOfChange);
        }
    }

    fn plain(&mut self) {
        let Emphasis { deleted, inserted, .. } = self.group.style.emphasis;
        if deleted {
            self.changed(false, Label::Deleted);
        }
        if inserted {
            self.changed(false, Label::Inserted);
        }
        self.group.style.emphasis = Emphasis::default();
        (self.group.shift, self.group.hidden) = (Shift::None, false);
        (self.group.encoding, self.group.signs) = (self.encoding, false);
    }

    fn font(&mut self, number: i32) {
        self.font = number;
        if self.group.to == To::Fonts {
            return;
        }
        let set = self.fonts.get(&number).copied().unwrap_or(1);
        self.group.signs = set == letters::SIGNS;
        self.group.encoding = letters::of_character_set(set).unwrap_or(self.encoding);
    }
}
