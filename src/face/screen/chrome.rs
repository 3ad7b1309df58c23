//! What stays on the screen whatever scrolls: the title above, and below what the letters do.

use super::scene::{Part, Scene};
use super::shape::{Shape, View};
use super::wrap::{lines, width};
use crate::page::Page;
use crate::say;

/// From this many rows on, the title always keeps one: a person knows where they are.
const ROOM: usize = 10;

/// The rows of the title that stay, and what goes into the body of what has no room there.
pub(super) struct Title<'a, M> {
    pub rows: Vec<String>,
    pub inside: Part<'a, M>,
}

/// The whole title if it is short for this terminal; else the title without its banner; else its beginning.
pub(super) fn title<'a, M>(page: &Page<M>, view: &View) -> Title<'a, M> {
    let whole = match &page.banner {
        // A question ends with its own mark.
        Some(banner) if page.title.ends_with(['?', '!', '.']) => {
            say!(view.words, "face-screen-title-asking", title = (&page.title), banner = banner)
        }
        Some(banner) => say!(view.words, "face-screen-title", title = (&page.title), banner = banner),
        None => page.title.clone(),
    };
    // One line, or a small part of the height.
    let short = |rows: &[String], part: usize| rows.len() == 1 || rows.len().saturating_mul(part) <= view.height;
    let rows = lines(&whole, view.width);
    if short(&rows, 8) {
        return Title { rows, inside: Part::Nothing };
    }
    if view.height < ROOM {
        return Title { rows: Vec::new(), inside: Part::Heads(whole) };
    }
    let rows = lines(&page.title, view.width);
    match &page.banner {
        Some(banner) if short(&rows, 6) => Title { rows, inside: Part::Says(banner.clone()) },
        None if short(&rows, 6) => Title { rows, inside: Part::Nothing },
        Some(_) | None => Title { rows: vec![beginning(&page.title, view)], inside: Part::Heads(whole) },
    }
}

/// The words that fit on one row; that there are more is said by a mark, and they are in the body.
fn beginning(title: &str, view: &View) -> String {
    let first = lines(title, view.width.saturating_sub(2)).into_iter().next().unwrap_or_default();
    format!("{first} …")
}

/// What the letters do, when the actions they stand beside may be out of sight. Whole labels: those without room are left
/// to the help.
pub(super) fn letters<M>(page: &Page<M>, scene: &Scene<M>) -> Vec<String> {
    let view = scene.view;
    if view.shape != Shape::Normal || !view.letters || page.actions.iter().all(|action| action.key.is_none()) || scene.fits() {
        return Vec::new();
    }
    let most = view.height / 10;
    let mut said: Vec<String> = Vec::new();
    for action in &page.actions {
        let Some(key) = action.key else { continue };
        let key: String = key.to_uppercase().collect();
        let one = say!(view.words, "face-screen-letter", label = (&action.label), key = key);
        let mut with = said.clone();
        match with.last_mut() {
            Some(row) if width(row).saturating_add(width(&one)).saturating_add(1) <= view.width => {
                row.push(' ');
                row.push_str(&one);
            }
            Some(_) | None => with.extend(lines(&one, view.width)),
        }
        if with.len() > most {
            break;
        }
        said = with;
    }
    said
}

impl<M> Scene<'_, M> {
    /// Everything is on the screen at once. Costs no more than a screenful.
    fn fits(&self) -> bool {
        // Each thing takes a row at least: a long list is known to be too long without being asked for a row.
        let things = (0..self.parts.len()).map(|part| self.window(part).len());
        if things.fold(0, usize::saturating_add) > self.height {
            return false;
        }
        let first = (0..self.parts.len()).find(|part| !self.window(*part).is_empty());
        let mut at = first.map(|part| super::scene::At { part, sub: 0 });
        let mut used = 0_usize;
        while let Some(one) = at {
            used = used.saturating_add(self.item(one).height());
            if used > self.height {
                return false;
            }
            at = self.below(one);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Size};
    use super::*;
    use crate::words::Words;

    fn shown(title: &str, banner: Option<&str>, width: u16, height: u16) -> (Vec<String>, bool) {
        let words = Words::french();
        let view = View::new(width, height, Options::new(Size::Normal), &words);
        let mut page: Page<()> = Page::new("page", title.into());
        page.banner = banner.map(Into::into);
        let Title { rows, inside } = super::title(&page, &view);
        (rows, inside.len() > 0)
    }

    #[test]
    fn the_title_leaves_room_for_the_content() {
        let banner = Some("Démonstration : tout est inventé");
        assert_eq!(
            shown("Mes documents", banner, 80, 24),
            (vec!["Mes documents. Démonstration : tout est inventé".into()], false)
        );
        assert_eq!(shown("Mes documents", banner, 40, 12), (vec!["Mes documents".into()], true));
        let long = "Compte rendu de consultation de cardiologie et de rythmologie interventionnelle";
        assert_eq!(shown(long, None, 40, 24).0.len(), 3);
        assert_eq!(shown(&long.repeat(2), None, 40, 12), (vec!["Compte rendu de consultation de …".into()], true));
        assert_eq!(shown(long, banner, 20, 6), (Vec::new(), true));
        for length in 1..40 {
            for (width, height) in [(20, 6), (40, 10), (40, 12), (60, 18), (80, 24), (120, 40)] {
                let title = "mot ".repeat(length);
                let (rows, inside) = shown(title.trim(), banner, width, height);
                assert!(rows.len() <= usize::from((height / 6).max(1)), "{rows:?} in {width}×{height}");
                assert!(rows.iter().all(|row| super::width(row) <= usize::from(width)));
                let whole = rows.concat().matches("mot").count() == length && rows.concat().contains("inventé");
                assert!(whole || inside, "something is nowhere: {rows:?}");
            }
        }
    }
}
