//! Where the person is: at home, or at a computer that others use (D11).

/// Decides what may be kept on this computer and how soon it locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Home,
    /// A pharmacy, a town hall, a library: nothing of the person stays here.
    Shop,
}

impl Place {
    /// From a word of the command line or of the settings, in English or in French.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "home" | "maison" => Some(Self::Home),
            "shop" | "partage" | "partagé" => Some(Self::Shop),
            _ => None,
        }
    }

    /// The word that the settings hold.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Shop => "shop",
        }
    }
}
