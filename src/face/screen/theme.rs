//! Colours and attributes. Never dim, italic or blinking; never bold with reverse, which some terminals show unreadable.

use super::Size;
use ratatui::style::{Color, Modifier, Style};

/// How the screen looks. In every theme the focus is reverse video, and nothing is said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// The person's own colours; attributes only.
    Terminal,
    /// White on black.
    Dark,
    /// Black on white.
    Light,
    /// Yellow on black.
    Yellow,
    /// No colour is ever set, whatever the terminal; what `NO_COLOR` asks for.
    Monochrome,
}

/// What a piece of text is, for the eye alone: stripped of it, nothing is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    /// Titles, and what a document says strongly.
    Strong,
    /// Where one types, links, and what a document underlines.
    Lined,
    StrongLined,
}

impl Theme {
    pub const ALL: [Self; 5] = [Self::Terminal, Self::Dark, Self::Light, Self::Yellow, Self::Monochrome];

    /// The name used on the command line and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "contraste-sombre",
            Self::Light => "contraste-clair",
            Self::Yellow => "jaune-sur-noir",
            Self::Monochrome => "monochrome",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// What is asked for wins, then `NO_COLOR`, then what the size suggests (D9).
    pub fn choose(asked: Option<Self>, size: Size, no_color: bool) -> Self {
        match (asked, no_color, size) {
            (Some(theme), _, _) => theme,
            (None, true, _) => Self::Monochrome,
            (None, false, Size::Large) => Self::Dark,
            (None, false, Size::Normal) => Self::Terminal,
        }
    }

    /// Text and ground, as entries of the fixed part of the 256-colour palette, which no terminal theme redefines.
    fn colours(self) -> Option<(u8, u8)> {
        match self {
            Self::Terminal | Self::Monochrome => None,
            Self::Dark => Some((231, 16)),
            Self::Light => Some((16, 231)),
            Self::Yellow => Some((226, 16)),
        }
    }

    /// `lit` is for the text under the eye.
    pub(super) fn style(self, ink: Ink, lit: bool) -> Style {
        let style = match self.colours() {
            Some((text, ground)) => Style::new().fg(Color::Indexed(text)).bg(Color::Indexed(ground)),
            None => Style::new(),
        };
        let weight = match ink {
            Ink::Strong | Ink::StrongLined if !lit => Modifier::BOLD,
            Ink::Plain | Ink::Lined | Ink::Strong | Ink::StrongLined => Modifier::empty(),
        };
        let line = match ink {
            Ink::Lined | Ink::StrongLined => Modifier::UNDERLINED,
            Ink::Plain | Ink::Strong => Modifier::empty(),
        };
        style.add_modifier(weight | line | if lit { Modifier::REVERSED } else { Modifier::empty() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sRGB value of an entry of the fixed part of the palette (16 to 255).
    fn rgb(index: u8) -> [f64; 3] {
        if index >= 232 {
            return [f64::from(8 + (index - 232) * 10); 3];
        }
        let level = |n: u8| f64::from([0_u8, 95, 135, 175, 215, 255][usize::from(n)]);
        let cube = index - 16;
        [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
    }

    /// WCAG 2.2, relative luminance and contrast ratio.
    fn contrast(a: u8, b: u8) -> f64 {
        let channel = |c: f64| if c / 255.0 <= 0.04045 { c / 255.0 / 12.92 } else { ((c / 255.0 + 0.055) / 1.055).powf(2.4) };
        let luminance = |i: u8| {
            let [r, g, b] = rgb(i).map(channel);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (high, low) = (luminance(a).max(luminance(b)), luminance(a).min(luminance(b)));
        (high + 0.05) / (low + 0.05)
    }

    fn indexed(colour: Option<Color>) -> u8 {
        match colour {
            Some(Color::Indexed(index)) => index,
            other => panic!("not a fixed colour: {other:?}"),
        }
    }

    #[test]
    fn text_contrasts_seven_to_one_and_focus_three_to_one() {
        for theme in [Theme::Dark, Theme::Light, Theme::Yellow] {
            for ink in [Ink::Plain, Ink::Strong, Ink::Lined, Ink::StrongLined] {
                let style = theme.style(ink, false);
                let (text, ground) = (indexed(style.fg), indexed(style.bg));
                assert!(contrast(text, ground) >= 7.0, "{theme:?} {ink:?}");
                // Reversed, the focus has the text's colour as its ground: against what surrounds it, and inside it.
                let lit = theme.style(ink, true);
                assert!(contrast(indexed(lit.fg), ground) >= 3.0, "{theme:?} {ink:?}");
                assert!(contrast(indexed(lit.bg), indexed(lit.fg)) >= 7.0, "{theme:?} {ink:?}");
            }
        }
    }

    #[test]
    fn no_theme_uses_a_forbidden_attribute_and_focus_is_always_reverse() {
        for theme in Theme::ALL {
            for ink in [Ink::Plain, Ink::Strong, Ink::Lined, Ink::StrongLined] {
                for lit in [false, true] {
                    let on = theme.style(ink, lit).add_modifier;
                    assert!((Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED).contains(on), "{on:?}");
                    assert_eq!(on.contains(Modifier::REVERSED), lit);
                    assert!(!on.contains(Modifier::REVERSED | Modifier::BOLD));
                }
            }
        }
    }

    #[test]
    fn terminal_and_monochrome_set_no_colour_and_no_color_chooses_monochrome() {
        for theme in [Theme::Terminal, Theme::Monochrome] {
            let style = theme.style(Ink::Strong, true);
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert_eq!(Theme::choose(None, Size::Large, true), Theme::Monochrome);
        assert_eq!(Theme::choose(None, Size::Large, false), Theme::Dark);
        assert_eq!(Theme::choose(Some(Theme::Light), Size::Normal, true), Theme::Light);
    }

    #[test]
    fn a_theme_is_found_by_its_name() {
        for theme in Theme::ALL {
            assert_eq!(Theme::named(theme.name()), Some(theme));
        }
        assert_eq!(Theme::named("rose"), None);
    }
}
