//! Names made to be taken for others: letters of several scripts, or the shape of another author's name (S46, UTS #39).

use crate::domain::Clean;
use std::collections::{HashMap, HashSet};
use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

#[derive(Debug, Clone, Default)]
pub struct Lookalikes {
    met: HashSet<Clean>,
    /// The first name met of each shape, in small letters.
    shapes: HashMap<String, String>,
    /// Shapes that two different names share.
    shared: HashSet<String>,
}

impl Lookalikes {
    /// Takes note of a name that is listed.
    pub fn meet(&mut self, name: &Clean) {
        if !self.met.insert(name.clone()) {
            return;
        }
        let (shape, small) = (shape(name), name.to_lowercase());
        if self.shapes.get(&shape).is_some_and(|first| *first != small) {
            self.shared.insert(shape);
        } else {
            self.shapes.insert(shape, small);
        }
    }

    /// Whether this name is to be marked, so that nobody takes it for another's.
    pub fn doubtful(&self, name: &Clean) -> bool {
        !name.as_str().is_single_script() || self.shared.contains(&shape(name))
    }
}

fn shape(name: &str) -> String {
    skeleton(&name.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s46_a_name_of_several_scripts_or_of_the_shape_of_another_is_doubtful() {
        let mut met = Lookalikes::default();
        // The second is written with Cyrillic letters in the place of "a", "e" and "o".
        for name in ["Dr Alice Dumont", "DR Alice DUMONT", "Dr Renée Lefèvre", "Дг Аӏісе", "Cap", "Сар"] {
            met.meet(&Clean::new(name));
        }
        let doubtful = |name: &str| met.doubtful(&Clean::new(name));
        assert!(!doubtful("Dr Alice Dumont") && !doubtful("Dr Renée Lefèvre") && !doubtful("DR Alice DUMONT"));
        assert!(doubtful("Dr \u{410}lice Dumont"), "a Cyrillic A among Latin letters");
        assert!(doubtful("Cap") && doubtful("Сар"), "two scripts, one shape");
    }
}
