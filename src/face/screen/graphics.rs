//! How a terminal shows pictures, found from what it says of itself: nothing is asked of it, so no key can be lost.
//!
//! A question to the terminal is answered on the keyboard's line, where what reads the keys would take kitty's answer for
//! letters being typed (DOCUMENTS §2.3). Who has a terminal that is not known here says so with `--graphics`.

/// How a terminal shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Graphics {
    /// Not at all.
    None,
    /// By letters, two pixels to a cell.
    HalfBlocks,
    Kitty,
    Sixel,
    Iterm2,
}

/// The colours that cells can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colours {
    /// None may be set.
    None,
    /// 256 of them.
    Palette,
    All,
}

impl Graphics {
    /// By the terminal, in pixels.
    pub fn is_drawn(self) -> bool {
        match self {
            Self::None | Self::HalfBlocks => false,
            Self::Kitty | Self::Sixel | Self::Iterm2 => true,
        }
    }
}

/// How pictures are shown here: as the person wishes, if they do. `environment` gives a variable that is set and not empty.
pub fn choose(wish: Option<Graphics>, environment: impl Fn(&str) -> Option<String>) -> Graphics {
    let is = |name: &str, value: &str| environment(name).is_some_and(|found| found == value);
    let term = environment("TERM").unwrap_or_default();
    if term == "dumb" {
        return Graphics::None;
    }
    // What goes through tmux or screen is not what the terminal around it understands.
    let inside_another = ["TMUX", "STY"].iter().any(|name| environment(name).is_some());
    match wish {
        Some(Graphics::Kitty | Graphics::Iterm2) if inside_another => Graphics::HalfBlocks,
        Some(graphics) => graphics,
        None if term == "linux" => Graphics::None,
        None if inside_another || term.starts_with("screen") || term.starts_with("tmux") => Graphics::HalfBlocks,
        None if environment("KITTY_WINDOW_ID").is_some() || ["xterm-kitty", "xterm-ghostty"].contains(&term.as_str()) => {
            Graphics::Kitty
        }
        None if is("TERM_PROGRAM", "ghostty") => Graphics::Kitty,
        None if environment("WEZTERM_PANE").is_some() || is("TERM_PROGRAM", "WezTerm") => Graphics::Iterm2,
        None if is("TERM_PROGRAM", "iTerm.app") || is("LC_TERMINAL", "iTerm2") => Graphics::Iterm2,
        None if is("TERM_PROGRAM", "mintty") => Graphics::Sixel,
        None if ["foot", "mlterm", "contour", "yaft"].iter().any(|name| term.starts_with(name)) => Graphics::Sixel,
        // Konsole draws sixels since 22.04.
        None if environment("KONSOLE_VERSION").and_then(|version| version.parse().ok()).is_some_and(|v: u32| v >= 220_400) => {
            Graphics::Sixel
        }
        None => Graphics::HalfBlocks,
    }
}

/// The colours of cells here.
pub fn colours(environment: impl Fn(&str) -> Option<String>) -> Colours {
    let all = environment("COLORTERM").is_some_and(|found| found == "truecolor" || found == "24bit");
    if all { Colours::All } else { Colours::Palette }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(wish: Option<Graphics>, environment: &[(&str, &str)]) -> Graphics {
        choose(wish, |name| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_terminal_is_known_by_what_it_says_of_itself() {
        for (environment, graphics) in [
            (&[("TERM", "xterm-256color")][..], Graphics::HalfBlocks),
            (&[("TERM", "xterm-kitty")], Graphics::Kitty),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Graphics::Kitty),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Graphics::Iterm2),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], Graphics::Iterm2),
            (&[("TERM", "foot")], Graphics::Sixel),
            (&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "211200")], Graphics::HalfBlocks),
            (&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "230800")], Graphics::Sixel),
            (&[("TERM", "linux")], Graphics::None),
            (&[("TERM", "dumb")], Graphics::None),
            (&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux"), ("KITTY_WINDOW_ID", "1")], Graphics::HalfBlocks),
            (&[("TERM", "screen"), ("STY", "1.a")], Graphics::HalfBlocks),
            (&[], Graphics::HalfBlocks),
        ] {
            assert_eq!(chosen(None, environment), graphics, "{environment:?}");
        }
    }

    #[test]
    fn what_is_asked_for_is_done_where_it_can_be() {
        let kitty = Some(Graphics::Kitty);
        assert_eq!(chosen(kitty, &[("TERM", "xterm")]), Graphics::Kitty);
        assert_eq!(chosen(kitty, &[("TERM", "xterm"), ("TMUX", "1")]), Graphics::HalfBlocks);
        assert_eq!(chosen(Some(Graphics::Sixel), &[("TERM", "tmux-256color"), ("TMUX", "1")]), Graphics::Sixel);
        assert_eq!(chosen(Some(Graphics::None), &[("TERM", "xterm-kitty")]), Graphics::None);
        assert_eq!(chosen(kitty, &[("TERM", "dumb")]), Graphics::None);
    }
}
