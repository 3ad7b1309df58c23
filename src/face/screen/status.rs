//! The last line: where one is, in words, and how to get help. What does not fit is left out whole, never cut.

use super::eye::Eye;
use super::graphics::Graphics;
use super::scene::{At, Part, Scene};
use super::wrap::width;
use crate::domain::Clean;
use crate::page::{Count, Entry, Field, Page};
use crate::say;
use crate::words::grouped;

/// `100 000`.
pub(super) fn number(n: usize) -> String {
    grouped(u64::try_from(n).unwrap_or(u64::MAX))
}

impl Eye {
    /// What the letters do now: nothing while one types, nor during a wait.
    pub(super) fn letters<M>(&mut self, page: &Page<M>, view: &super::shape::View) -> Vec<String> {
        let (at, beside) = (self.held().at, self.beside);
        let scene = self.scene(page, view, beside);
        let typing = scene.takes_letters(at);
        if typing || page.busy.is_some() { Vec::new() } else { scene.letters }
    }

    /// The longest form that fits: position, keys and help; then without keys; then without position. On a line with a link,
    /// that it can be opened goes before all else: nothing else says so.
    pub(super) fn status<M>(&mut self, page: &Page<M>, view: &super::shape::View) -> String {
        let (beside, news) = (self.beside, self.news.is_some());
        let typed = self.sought.clone();
        let at = self.place().at;
        // Under a message, what is typed still goes into the field that has the eye.
        let under = if news { self.body.at } else { at };
        let words = view.words;
        let scene = self.scene(page, view, beside && !news);
        let typing = scene.takes_letters(under);
        let help = if view.letters && !typing { say!(words, "face-screen-help") } else { say!(words, "face-screen-help-f1") };
        let keys = keys(&scene, at, news);
        // During a wait that can be stopped, that is what Escape does.
        let back = match page.busy.as_ref().and_then(|busy| busy.stop.as_ref()) {
            Some(_) => Some(say!(words, "face-screen-keys-stop")),
            // A message is put away first.
            None if news => None,
            // From a text of several lines, to what comes after it.
            None if scene.is_area(at) => Some(say!(words, "face-screen-keys-area-leave")),
            None => page.back.as_ref().map(|_| say!(words, "face-screen-keys-back")),
        };
        let join = |parts: &[Option<&Clean>]| {
            let said = parts.iter().flatten().map(|part| part.as_str()).collect::<Vec<_>>();
            said.join(" ")
        };
        let positions = scene.position(at);
        let first = positions.first();
        let sought = (!typed.is_empty()).then(|| say!(words, "face-screen-sought", text = typed.clone()));
        let mut forms: Vec<String> = sought.iter().map(|sought| join(&[first, Some(sought), Some(&help)])).collect();
        forms.extend(sought.iter().map(|sought| join(&[first, Some(sought)])));
        forms.extend(sought.iter().map(|sought| sought.to_string()));
        forms.push(join(&[first, Some(&keys), back.as_ref(), Some(&help)]));
        if !scene.links(at).is_empty() {
            forms.extend(positions.iter().map(|position| join(&[Some(position), Some(&keys), back.as_ref(), Some(&help)])));
            forms.extend(positions.last().map(|position| join(&[Some(position), Some(&keys), Some(&help)])));
        }
        // So does a picture, which nothing else says to be made larger.
        if matches!(scene.part(at), Part::Picture(_)) && scene.view.graphics != Graphics::None {
            let zoom = say!(words, "face-screen-keys-picture-short");
            forms.push(join(&[first, Some(&zoom), back.as_ref(), Some(&help)]));
            forms.push(join(&[first, Some(&zoom), Some(&help)]));
        }
        forms.push(join(&[first, back.as_ref(), Some(&help)]));
        forms.extend(positions.iter().map(|position| join(&[Some(position), Some(&help)])));
        if positions.is_empty() {
            forms.push(join(&[Some(&keys), Some(&help)]));
        }
        forms.push(help.to_string());
        forms.into_iter().find(|form| width(form) <= view.width).unwrap_or_default()
    }
}

/// What the usual keys do here.
fn keys<M>(scene: &Scene<M>, at: At, news: bool) -> Clean {
    let words = scene.view.words;
    match scene.part(at) {
        Part::Reading(_) if !scene.links(at).is_empty() => say!(words, "face-screen-keys-link"),
        Part::Reading(_) => say!(words, "face-screen-keys-reading"),
        Part::Picture(_) if scene.view.graphics == Graphics::None => say!(words, "face-screen-keys-choice"),
        Part::Picture(_) => say!(words, "face-screen-keys-picture"),
        Part::Field(Field { entry: Entry::Area { .. }, .. }) => say!(words, "face-screen-keys-area"),
        Part::Field(_) => say!(words, "face-screen-keys-field"),
        Part::Rows(_) | Part::More(..) | Part::Reveal(_) | Part::Undo(_) | Part::Error(..) | Part::Options(_) => {
            say!(words, "face-screen-keys-choice")
        }
        Part::Action(_) | Part::Stop(..) => say!(words, "face-screen-keys-choice"),
        Part::Says(_) | Part::Heads(_) | Part::Name(_) if news => say!(words, "face-screen-keys-news"),
        Part::Nothing
        | Part::Says(_)
        | Part::Tells(_)
        | Part::Heads(_)
        | Part::Blank
        | Part::Name(_)
        | Part::GoesOn
        | Part::Series(_) => {
            say!(words, "face-screen-keys-text")
        }
    }
}

impl<M> Scene<'_, M> {
    /// Where this thing is, in words, the longest form first.
    fn position(&self, at: At) -> Vec<Clean> {
        let words = self.view.words;
        // The same kind of thing, before this one and in all.
        let among = |same: &dyn Fn(&Part<M>) -> bool| {
            let count = |upto: usize| self.parts.iter().take(upto).filter(|part| same(part)).count();
            (number(count(at.part).saturating_add(1)), number(count(self.parts.len())))
        };
        match self.part(at) {
            Part::Nothing
            | Part::Says(_)
            | Part::Tells(_)
            | Part::Heads(_)
            | Part::Blank
            | Part::Name(_)
            | Part::GoesOn
            | Part::Series(_) => Vec::new(),
            Part::Rows(list) => {
                let here = number(at.sub.saturating_add(1));
                match list.rows.count() {
                    Count::Known(total) | Count::Coming { total, .. } => {
                        vec![say!(words, "face-screen-choice", here = here, total = number(total))]
                    }
                    Count::AtLeast(least) => {
                        let least = say!(words, "face-screen-choice-at-least", here = here.clone(), least = number(least));
                        vec![least, here.into()]
                    }
                }
            }
            Part::Field(Field { id, entry: Entry::Area { .. }, .. }) => {
                let (line, lines) = self.entries.written(*id).map_or((0, 1), |text| (text.line(), text.lines()));
                let line = number(line.saturating_add(1));
                vec![say!(words, "face-screen-line", here = line, total = number(lines))]
            }
            Part::Field(_) => {
                let (here, total) = among(&|part| matches!(part, Part::Field(_)));
                vec![say!(words, "face-screen-field-position", here = here, total = total)]
            }
            Part::Options(choice) => {
                let here = number(at.sub.saturating_add(1));
                vec![say!(words, "face-screen-choice", here = here, total = number(choice.options.len()))]
            }
            Part::Action(_) => {
                let (here, total) = among(&|part| matches!(part, Part::Action(_)));
                vec![say!(words, "face-screen-action-position", here = here, total = total)]
            }
            Part::Reveal(_) | Part::Undo(_) | Part::Error(..) | Part::More(..) | Part::Stop(..) => Vec::new(),
            Part::Picture(_) if self.gaze.is_whole() => Vec::new(),
            Part::Picture(_) => {
                vec![say!(words, "face-screen-zoom", percent = number(usize::try_from(self.gaze.percent()).unwrap_or(100)))]
            }
            Part::Reading(laid) => {
                let line = number(at.sub.saturating_add(1));
                let said = say!(words, "face-screen-line", here = line, total = number(laid.lines.len()));
                let parts = number(laid.heads.len());
                let mut forms = Vec::new();
                if let Some((part, heading)) = laid.part(at.sub) {
                    let part = number(part);
                    let whole = say!(
                        words,
                        "face-screen-part-named",
                        line = (&said),
                        here = part.clone(),
                        total = parts.clone(),
                        heading = heading
                    );
                    forms.push(whole.flat());
                    forms.push(say!(words, "face-screen-part", line = (&said), here = part, total = parts));
                }
                forms.push(said);
                forms
            }
        }
    }
}
