//! Which server: asked once, when none is known.

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page};
use crate::page::{Action, Anchor, Block, Field, FieldId, StopId};
use crate::say;

pub const ADDRESS: FieldId = FieldId("server-address", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServerForm {
    pub address: Typed,
}

pub fn view(model: &Model, form: &ServerForm) -> Page {
    let words = &model.words;
    let mut page = Page::new("server", say!(words, "server-title"));
    page.body.push(Block::Text(say!(words, "server-why")));
    page.body.push(Block::Field(Field {
        hint: Some(say!(words, "server-address-hint")),
        ..Field::new(ADDRESS, say!(words, "server-address"), form.address.entry())
    }));
    page.actions.push(Action::new("use-server", 'c', say!(words, "server-use"), Do::UseServer));
    page.actions.push(Action::new("demonstration", 'd', say!(words, "server-demonstration"), Do::TryDemonstration));
    page
}

/// Asks for the address, with the one in use to be mended.
pub fn ask(model: &mut Model) {
    let address = Typed::new(model.settings.server.clone().unwrap_or_default());
    model.go(Screen::Server(ServerForm { address }));
    model.look_at(Anchor::Stop(StopId::Field(ADDRESS)));
}

/// Speaks to the server of the settings, or starts the demonstration.
pub fn connect(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Server);
    let place = model.place();
    if model.settings.demonstration {
        return vec![Effect::Demonstration { ticket, place }];
    }
    vec![Effect::Connect { ticket, server: model.settings.server.clone(), place }]
}
