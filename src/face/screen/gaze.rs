//! What part of a picture is looked at, and how close. Pure: it asks for pixels, and never has any.

use crate::domain::{Framing, Part, WHOLE};
use crate::page::Key;

/// How close, in per cent of the size at which the whole picture fits.
const CLOSER: [u32; 11] = [100, 150, 200, 300, 400, 600, 800, 1_200, 1_600, 2_400, 3_200];
/// No side of the whole picture is ever made longer than this, even if only a part of it is seen: a little less than what is
/// refused (DOCUMENTS §2.1).
const LONGEST: u64 = 7_500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
    Up,
    Down,
}

/// A picture and the room there is for it, both in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    /// `None` until the first pixels have come.
    pub size: Option<(u32, u32)>,
    pub room: (u32, u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gaze {
    of: Option<Key>,
    closer: usize,
    /// What is in the middle, in the units of [`Part`].
    middle: (u32, u32),
}

impl Default for Gaze {
    fn default() -> Self {
        Self { of: None, closer: 0, middle: (WHOLE / 2, WHOLE / 2) }
    }
}

impl Gaze {
    /// Looks at this picture: at the whole of it, unless it is the one already looked at.
    pub(super) fn turn_to(&mut self, id: &Key) {
        if self.of.as_ref() != Some(id) {
            *self = Self { of: Some(id.clone()), ..Self::default() };
        }
    }

    /// In per cent of the size at which the whole picture fits.
    pub(super) fn percent(&self) -> u32 {
        CLOSER.get(self.closer).copied().unwrap_or(100)
    }

    pub(super) fn is_whole(&self) -> bool {
        self.closer == 0
    }

    /// The pixels that are needed.
    pub(super) fn framing(&self, sight: Sight) -> Framing {
        Framing { part: self.part(sight), within: sight.room }
    }

    fn part(&self, sight: Sight) -> Part {
        let Some(whole) = sight.whole(self.percent()) else { return Part::ALL };
        let seen = |room: u32, whole: u64| {
            let units = u64::from(room) * u64::from(WHOLE) / whole.max(1);
            u32::try_from(units).unwrap_or(WHOLE).clamp(1, WHOLE)
        };
        let (width, height) = (seen(sight.room.0, whole.0), seen(sight.room.1, whole.1));
        let from = |middle: u32, length: u32| middle.saturating_sub(length / 2).min(WHOLE.saturating_sub(length));
        Part { left: from(self.middle.0, width), top: from(self.middle.1, height), width, height }
    }

    /// Comes one step closer; false when it cannot.
    pub(super) fn closer(&mut self, sight: Sight) -> bool {
        let next = self.closer.saturating_add(1);
        let possible = CLOSER.get(next).and_then(|percent| sight.whole(*percent)).is_some_and(|(w, h)| w.max(h) <= LONGEST);
        if possible {
            self.closer = next;
        }
        possible
    }

    pub(super) fn farther(&mut self) -> bool {
        let can = self.closer > 0;
        self.closer = self.closer.saturating_sub(1);
        can
    }

    pub(super) fn whole(&mut self) {
        self.closer = 0;
        self.middle = Self::default().middle;
    }

    /// Half of what is seen further; false at the edge.
    pub(super) fn go(&mut self, way: Way, sight: Sight) -> bool {
        let before = self.part(sight);
        let Part { left, top, width, height } = before;
        let half = |from: u32, length: u32| from.saturating_add(length / 2);
        let (x, y) = (half(left, width), half(top, height));
        self.middle = match way {
            Way::Left => (x.saturating_sub(width / 2), y),
            Way::Right => (x.saturating_add(width / 2), y),
            Way::Up => (x, y.saturating_sub(height / 2)),
            Way::Down => (x, y.saturating_add(height / 2)),
        };
        let after = self.part(sight);
        self.middle = (half(after.left, after.width), half(after.top, after.height));
        after != before
    }
}

impl Sight {
    /// The size of the whole picture so close.
    fn whole(&self, percent: u32) -> Option<(u64, u64)> {
        let (width, height) = Framing { part: Part::ALL, within: self.room }.fitted(self.size?);
        let scaled = |side: u32| u64::from(side) * u64::from(percent) / 100;
        Some((scaled(width), scaled(height)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGHT: Sight = Sight { size: Some((1_000, 2_000)), room: (80, 40) };

    #[test]
    fn the_whole_is_seen_first_then_a_part_with_the_same_middle() {
        let mut gaze = Gaze::default();
        assert_eq!(gaze.framing(SIGHT), Framing { part: Part::ALL, within: (80, 40) });
        assert!(!gaze.go(Way::Down, SIGHT), "there is nowhere to go");
        for _ in 0..4 {
            assert!(gaze.closer(SIGHT));
        }
        // Four times: 80 pixels of width for the whole, 160 of height, of which a quarter is seen.
        let Part { left, top, width, height } = gaze.framing(SIGHT).part;
        assert_eq!((left, top, width, height), (0, WHOLE / 8 * 3, WHOLE, WHOLE / 4));
        assert!(gaze.go(Way::Down, SIGHT) && gaze.go(Way::Down, SIGHT) && gaze.go(Way::Down, SIGHT));
        assert!(!gaze.go(Way::Down, SIGHT) && !gaze.go(Way::Left, SIGHT));
        assert_eq!(gaze.framing(SIGHT).part.top, WHOLE / 4 * 3);
        assert!(gaze.go(Way::Up, SIGHT), "no step was lost at the edge");
        gaze.whole();
        assert_eq!(gaze, Gaze::default());
    }

    #[test]
    fn one_never_comes_closer_than_can_be_painted() {
        let large = Sight { size: Some((100, 100)), room: (2_000, 1_600) };
        let mut gaze = Gaze::default();
        while gaze.closer(large) {}
        assert_eq!(gaze.percent(), 400);
        assert!(gaze.framing(large).is_possible());
        let unknown = Sight { size: None, ..large };
        assert!(!Gaze::default().closer(unknown));
        let thread = Sight { size: Some((1, 1_000_000)), room: (80, 40) };
        let mut gaze = Gaze::default();
        while gaze.closer(thread) {}
        assert!(gaze.framing(thread).part.is_inside());
    }

    #[test]
    fn another_picture_is_seen_whole() {
        let mut gaze = Gaze::default();
        gaze.turn_to(&Key("1".into()));
        gaze.closer(SIGHT);
        gaze.turn_to(&Key("1".into()));
        assert_eq!(gaze.percent(), 150);
        gaze.turn_to(&Key("2".into()));
        assert!(gaze.is_whole());
    }
}
