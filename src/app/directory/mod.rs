//! The directory of professionals: what is looked for, who was found, and what is known of one of them.

mod found;
mod person;
mod sought;

pub use found::{FoundPage, more, view as found};
pub use person::{completed, open, view as person};
pub use sought::{NAME, PLACE, SoughtPage, TRADE, choose, open as open_search, search, view as sought};

use super::answer;
use super::effect::Effect;
use super::model::Model;
use super::trail::Screen;
use crate::domain::{Problem, Professionals};

/// A page of professionals arrived: the first of a search, or the next.
pub fn arrived(model: &mut Model, outcome: Result<Professionals, Problem>) -> Vec<Effect> {
    let page = match outcome {
        Ok(page) => page,
        Err(problem) => return answer::trouble(model, &problem),
    };
    if matches!(model.screen(), Some(Screen::Professionals(_))) {
        found::add(model, page);
    } else if matches!(model.screen(), Some(Screen::Directory(_))) {
        sought::answered(model, page);
    }
    Vec::new()
}
