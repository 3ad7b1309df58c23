//! The clipboard of the desktop, through arboard. Knows nothing of what is copied.

use super::Board;

struct Desktop(arboard::Clipboard);

pub fn open() -> Option<Box<dyn Board>> {
    let clipboard = arboard::Clipboard::new().ok()?;
    Some(Box::new(Desktop(clipboard)))
}

impl Board for Desktop {
    fn put(&mut self, text: &str) -> bool {
        private(self.0.set()).text(text).is_ok()
    }

    fn holds(&mut self, text: &str) -> bool {
        // What a program gives back may end its lines otherwise.
        self.0.get_text().is_ok_and(|held| held.replace("\r\n", "\n") == text)
    }

    fn clear(&mut self) {
        // Nothing more can be done about a clipboard that refuses.
        let _ = self.0.clear();
    }
}

/// No history and no cloud is to keep it, where the system can be told (S38).
#[cfg(all(unix, not(target_os = "macos")))]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux;
    set.exclude_from_history()
}

#[cfg(target_os = "macos")]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple;
    set.exclude_from_history()
}

#[cfg(windows)]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring()
}
