//! What reaches a terminal, order by order, seen by a parser that is not ours.

/// A terminal of another make than ours: it knows the orders that we write, and nothing else may come.
pub struct Watch {
    parser: vte::Parser,
    orders: Orders,
}

struct Orders {
    /// How an order of ours may end; none where lines are only added.
    ours: &'static [char],
    controls: &'static [u8],
    /// What came that should not.
    raw: Vec<String>,
}

impl Watch {
    pub fn new(ours: &'static [char], controls: &'static [u8]) -> Self {
        Self { parser: vte::Parser::new(), orders: Orders { ours, controls, raw: Vec::new() } }
    }

    pub fn sees(&mut self, bytes: &[u8], what: &str) {
        assert!(std::str::from_utf8(bytes).is_ok(), "{what}: not UTF-8");
        self.parser.advance(&mut self.orders, bytes);
        assert!(self.orders.raw.is_empty(), "{what}: {:?}", self.orders.raw);
    }
}

impl vte::Perform for Orders {
    fn print(&mut self, c: char) {
        // Marks that reorder or hide what one reads; C1 controls arrive here too.
        let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{61c}' | '\u{180e}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        if hidden || c.is_control() {
            self.raw.push(format!("{c:?}"));
        }
    }

    fn execute(&mut self, byte: u8) {
        if !self.controls.contains(&byte) {
            self.raw.push(format!("the control {byte:#x}"));
        }
    }

    fn csi_dispatch(&mut self, _: &vte::Params, intermediates: &[u8], ignore: bool, action: char) {
        if ignore || !intermediates.is_empty() || !self.ours.contains(&action) {
            self.raw.push(format!("CSI {} {action}", intermediates.escape_ascii()));
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.raw.push(format!("ESC {}", byte.escape_ascii()));
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.raw.push("OSC".to_owned());
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.raw.push(format!("DCS {action}"));
    }
}

#[test]
fn the_watch_lets_nothing_raw_through() {
    for raw in
        ["\u{1b}]52;c;eA==\u{7}", "\u{1b}Pq\u{1b}\\", "\u{1b}c", "\u{1b}[6n", "\u{1b}[?25l", "a\u{7}b", "\u{9b}6n", "\u{202e}a"]
    {
        let mut watch = Watch::new(&['H', 'J', 'K', 'm'], b"\n");
        watch.parser.advance(&mut watch.orders, raw.as_bytes());
        assert!(!watch.orders.raw.is_empty(), "{raw:?}");
    }
    Watch::new(&['H', 'J', 'K', 'm'], b"\n").sees("\u{1b}[2;1H\u{1b}[0;7mÉté\u{1b}[2K\n".as_bytes(), "ours");
}
