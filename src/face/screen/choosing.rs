//! What is chosen, by Enter, by a digit or by a letter, and what it makes the person say.

use super::entry::Stroke;
use super::eye::Eye;
use super::item::Bit;
use super::keys::Pressed;
use super::scene::{At, Part, Scene};
use super::travel::Place;
use crate::domain::LinkId;
use crate::page::{Action, FIND, FieldId, Heard, Leaving, Need, Secrets, StopId};

impl Eye {
    pub(super) fn shortcut<M: Clone>(&mut self, on: Pressed<M>, key: char) -> Heard<M> {
        if let Some(digit) = key.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
            return if digit == 0 { self.escape(on) } else { self.nth(on, digit) };
        }
        if !on.view.letters {
            return Heard::Active;
        }
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        match lower(key) {
            'q' => Heard::Leaving(Leaving::Asked),
            'a' | '?' => Heard::Help,
            'r' => {
                self.afresh = true;
                Heard::Active
            }
            letter => {
                let finds = |action: &&Action<M>| letter == '/' && action.id == FIND;
                let mine = |action: &&Action<M>| action.key.map(lower) == Some(letter) || finds(action);
                on.page.actions.iter().find(mine).map_or(Heard::Active, |action| self.act_on(on, action))
            }
        }
    }

    /// The choice with this digit before it.
    fn nth<M: Clone>(&mut self, on: Pressed<M>, digit: usize) -> Heard<M> {
        let (beside, place) = (self.beside, self.place().clone());
        let scene = self.scene(on.page, on.view, beside);
        let Some(at) = scene.numbered(&place).nth(digit.saturating_sub(1)) else { return Heard::Active };
        let to = scene.jump(&place, at);
        self.go(to);
        match self.grave(on, at) {
            // What cannot be undone is never done by one key: it only gets the eye.
            true => Heard::Active,
            false => self.choose(on, at),
        }
    }

    fn grave<M>(&mut self, on: Pressed<M>, at: At) -> bool {
        let beside = self.beside;
        let scene = self.scene(on.page, on.view, beside);
        matches!(scene.part(at), Part::Action(action) if action.grave.is_some())
    }

    fn act_on<M: Clone>(&mut self, on: Pressed<M>, action: &Action<M>) -> Heard<M> {
        if action.grave.is_none() && on.page.busy.is_none() {
            return self.did(on, action.does.clone(), &action.takes);
        }
        let place = self.body.clone();
        let scene = self.scene(on.page, on.view, false);
        if let Some(to) = scene.find(&StopId::Action(action.id)).map(|at| scene.jump(&place, at)) {
            self.beside = false;
            self.go(to);
        }
        Heard::Active
    }

    /// Enter on this thing.
    pub(super) fn choose<M: Clone>(&mut self, on: Pressed<M>, at: At) -> Heard<M> {
        let beside = self.beside;
        let (page, link, here) = (on.page, self.link, self.held().clone());
        let scene = self.scene(page, on.view, beside);
        let free = page.busy.is_none();
        let (does, takes): (M, &[FieldId]) = match scene.part(at) {
            Part::Stop(_, does) => ((*does).clone(), &[]),
            Part::Field(_) => {
                let to = scene.past_field(at);
                self.go(to);
                return Heard::Active;
            }
            Part::Undo(field) => {
                let (field, back) = ((*field).clone(), scene.find(&StopId::Field(field.id)).map(|to| scene.jump(&here, to)));
                let heard = self.strike(on, &field, &Stroke::Undo);
                if let Some(back) = back.filter(|_| !self.entries.can_undo(field.id)) {
                    self.go(back);
                }
                return heard;
            }
            Part::Error(field, _) => {
                if let Some(to) = scene.find(&StopId::Field(*field)).map(|to| scene.jump(&here, to)) {
                    self.go(to);
                }
                return Heard::Active;
            }
            Part::Reveal(field) => {
                let now_shown = scene.entries.revealed() != Some(field.id);
                let field = now_shown.then_some(field.id);
                self.reveal(field, on.now);
                return Heard::Active;
            }
            Part::Picture(_) | Part::Series(_) => return Heard::Active,
            Part::Reading(_) => {
                let links = scene.links(at);
                return links.get(link).or(links.first()).filter(|_| free).map_or(Heard::Active, |link| Heard::Follow(*link));
            }
            Part::Rows(list) if free => match list.rows.row(at.sub) {
                Some(row) => (row.does, &[]),
                None => return Heard::Active,
            },
            Part::More(_, does) if free => ((*does).clone(), &[]),
            Part::Options(choice) if free => match choice.options.get(at.sub) {
                Some(option) => (option.does.clone(), &[]),
                None => return Heard::Active,
            },
            Part::Action(action) if free => (action.does.clone(), &action.takes),
            Part::Rows(_) | Part::More(..) | Part::Options(_) | Part::Action(_) => return Heard::Active,
            Part::Nothing | Part::Says(_) | Part::Tells(_) | Part::Heads(_) | Part::Blank | Part::Name(_) | Part::GoesOn => {
                return Heard::Active;
            }
        };
        let takes = takes.to_vec();
        self.did(on, does, &takes)
    }

    pub(super) fn did<M>(&mut self, on: Pressed<M>, does: M, takes: &[FieldId]) -> Heard<M> {
        let at = self.whereabouts(on.page, on.view);
        let secrets = if takes.is_empty() { Secrets::default() } else { self.entries.take(takes) };
        Heard::Did { does, secrets, at }
    }
}

impl<M> Scene<'_, M> {
    /// Choices whose first line is on the screen, in the order of their digits.
    pub(super) fn numbered(&self, place: &Place) -> impl Iterator<Item = At> {
        let (seen, _) = self.seen(place);
        let shown = seen.into_iter().filter(|seen| seen.first == 0).map(|seen| seen.at);
        shown.filter(|at| self.part(*at).is_choice()).take(9).collect::<Vec<_>>().into_iter()
    }

    /// The links of a line of a reading.
    pub(super) fn links(&self, at: At) -> Vec<LinkId> {
        if !matches!(self.part(at), Part::Reading(_)) {
            return Vec::new();
        }
        let item = self.item(at);
        let mut links: Vec<LinkId> = item.rows.iter().flatten().filter_map(|bit: &Bit| bit.link).collect();
        links.dedup();
        links
    }

    /// Whether letters are typed here, rather than being shortcuts: in a field, and to find an answer of a form.
    pub(super) fn takes_letters(&self, at: At) -> bool {
        let part = self.part(at);
        matches!(part, Part::Field(_)) || matches!(part, Part::Options(choice) if choice.need != Need::Unsaid)
    }

    /// Enter in a field goes to what is answered next, never to what shows a secret or undoes.
    pub(super) fn past_field(&self, at: At) -> Place {
        let mut place = Place { at, id: self.id(at), ..Place::default() };
        let (_, row) = self.seen(&place);
        place.row = row;
        loop {
            match self.down(&place) {
                Some(next) if matches!(self.part(next.at), Part::Reveal(_) | Part::Undo(_)) => place = next,
                Some(next) => return next,
                None => return self.start(),
            }
        }
    }
}
