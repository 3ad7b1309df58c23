//! Names that must not be mistaken for one another.

use super::Clean;
use std::collections::HashMap;

/// Those already given, and the last number that followed each.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<Clean, usize>);

impl Names {
    /// The name, or, when it was given before, followed by the first number that makes it another: `lettre.txt (2)`.
    pub fn apart(&mut self, name: Clean) -> Clean {
        let Some(last) = self.0.get(&name).copied() else {
            self.0.insert(name.clone(), 1);
            return name;
        };
        let mut number = last + 1;
        let numbered = |number: usize| Clean::line(&format!("{name} ({number})"));
        while self.0.contains_key(&numbered(number)) {
            number += 1;
        }
        let free = numbered(number);
        self.0.insert(name, number);
        self.0.insert(free.clone(), 1);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_given_twice_is_numbered_without_taking_that_of_another() {
        let mut names = Names::default();
        let given = ["a", "a", "b", "a (3)", "a", ""].map(|name| names.apart(name.into()).to_string());
        assert_eq!(given, ["a", "a (2)", "b", "a (3)", "a (4)", ""]);
    }
}
