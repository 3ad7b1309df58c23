//! `dmp sandbox act`: one thing that a professional does, and one sentence that says what came of it.

use super::{FAILED, MISUSED, fail, print, runtime};
use dmp::cli::{Act, Gesture};
use dmp::domain::{Clean, Date};
use dmp::sandbox::{Errand, Hand, Listed, Obstacle, Sheet, Told, Traced};
use dmp::say;
use dmp::words::Words;

/// Codes of TRE_R248.
const NORMAL: &str = "normal";
const BREAK_GLASS: &str = "bris_de_glace";
const CENTRE_15: &str = "centre_15";

pub fn act(act: &Act, words: &Words) -> u8 {
    let hand = match &act.url {
        Some(url) => Hand::at(url),
        None => Some(Hand::usual()),
    };
    let Some(hand) = hand else { return fail(&say!(words, "cli-act-not-this-computer"), MISUSED) };
    let Ok(runtime) = runtime() else { return FAILED };
    match runtime.block_on(done(act, &hand, words)) {
        Ok(said) => {
            let lines: Vec<&str> = said.iter().map(|line| line.as_ref()).collect();
            print(&(lines.join("\n") + "\n"))
        }
        Err(obstacle) => fail(&refused(&obstacle, act, words), FAILED),
    }
}

/// Lines to print.
async fn done(act: &Act, hand: &Hand, words: &Words) -> Result<Vec<Clean>, Obstacle> {
    let mode = match act.gesture {
        Gesture::BreakGlass => BREAK_GLASS,
        Gesture::Samu => CENTRE_15,
        Gesture::Find | Gesture::Agree | Gesture::List | Gesture::Read | Gesture::Profile | Gesture::Deposit => NORMAL,
        Gesture::History | Gesture::Block | Gesture::HandOn | Gesture::Feed | Gesture::Wait => NORMAL,
    };
    let errand = Errand { who: act.who.clone(), patient: act.patient.clone(), mode, motive: act.reason.clone() };
    let target = act.target.as_deref().unwrap_or_default();
    match act.gesture {
        Gesture::History => hand.history(&errand).await.map(|traces| traces.iter().map(|one| traced(one, words)).collect()),
        Gesture::Block => hand.block(&errand, target).await.map(|()| vec![say!(words, "cli-act-blocked")]),
        Gesture::HandOn => hand.hand_on(&errand, target).await.map(|()| vec![say!(words, "cli-act-handed-on")]),
        Gesture::Feed => hand.feed(&act.patient).await.map(|()| vec![say!(words, "cli-act-fed")]),
        Gesture::Wait => hand.wait(act.days).await.map(|()| vec![say!(words, "cli-act-waited", count = act.days)]),
        Gesture::Find => Ok(vec![match hand.find(&errand).await? {
            true => say!(words, "cli-act-found-agreed"),
            false => say!(words, "cli-act-found"),
        }]),
        Gesture::Agree => hand.agree(&errand).await.map(|()| vec![say!(words, "cli-act-agreed")]),
        Gesture::List => hand.list(&errand).await.map(|list| listed(&list, words)),
        Gesture::Profile => hand.profile(&errand).await.map(|told| profile(&told, words)),
        Gesture::Read => Ok(vec![read(act, hand, &errand, words).await?]),
        Gesture::Deposit => {
            let title = act.document.clone().unwrap_or_else(|| say!(words, "cli-act-deposit-title").to_string());
            let text = say!(words, "cli-act-deposit-text");
            hand.deposit(&errand, &Sheet { title: &title, text: &text, hidden: act.hidden }).await?;
            Ok(vec![say!(words, "cli-act-deposited")])
        }
        Gesture::BreakGlass | Gesture::Samu => {
            let mut said = listed(&hand.list(&errand).await?, words);
            if act.document.is_some() {
                said.push(read(act, hand, &errand, words).await?);
            }
            Ok(said)
        }
    }
}

/// The document that is named, or the newest of those that they may read.
async fn read(act: &Act, hand: &Hand, errand: &Errand, words: &Words) -> Result<Clean, Obstacle> {
    let id = match &act.document {
        Some(id) => id.clone(),
        None => hand.list(errand).await?.into_iter().next().ok_or(Obstacle::NotFound)?.id,
    };
    let bytes = hand.read(errand, &id).await?;
    Ok(say!(words, "cli-act-read", id = Clean::line(&id), bytes = bytes))
}

fn listed(list: &[Listed], words: &Words) -> Vec<Clean> {
    let mut said = vec![say!(words, "cli-act-listed", count = list.len())];
    said.extend(list.iter().map(|one| {
        let date = Date::fhir(&one.date).map_or_else(|| Clean::line(&one.date), |date| words.date(date));
        say!(words, "cli-act-line", id = Clean::line(&one.id), date = date, title = Clean::line(&one.title))
    }));
    said
}

fn profile(told: &[Told], words: &Words) -> Vec<Clean> {
    let mut said = vec![say!(words, "cli-act-profile", count = told.len())];
    said.extend(told.iter().map(|one| {
        let text = Clean::line(&one.words);
        match one.kind.as_str() {
            "RelatedPerson" => say!(words, "cli-act-profile-contact", words = text),
            "Condition" => say!(words, "cli-act-profile-illness", words = text),
            "AllergyIntolerance" => say!(words, "cli-act-profile-allergy", words = text),
            "MedicationStatement" => say!(words, "cli-act-profile-treatment", words = text),
            _blood => say!(words, "cli-act-profile-blood", words = text),
        }
    }));
    said
}

fn traced(one: &Traced, words: &Words) -> Clean {
    let date = Date::fhir(&one.at).map_or_else(|| Clean::line(&one.at), |date| words.date_and_time(date));
    say!(words, "cli-act-trace", date = date, who = Clean::line(&one.who), said = Clean::line(&one.said))
}

fn refused(obstacle: &Obstacle, act: &Act, words: &Words) -> Clean {
    let who = Clean::line(&act.who);
    match obstacle {
        Obstacle::NotThere(address) => say!(words, "cli-act-nobody", address = address.to_string()),
        Obstacle::NotASandbox(address) => say!(words, "cli-act-not-a-sandbox", address = address.to_string()),
        Obstacle::UnknownProfessional => say!(words, "cli-act-unknown", who = who),
        Obstacle::SeveralProfessionals => say!(words, "cli-act-several", who = who),
        Obstacle::NoAccess => say!(words, "cli-act-no-access"),
        Obstacle::NotFound => say!(words, "cli-act-nothing"),
        Obstacle::NotAllowed => say!(words, "cli-act-not-allowed"),
        Obstacle::Other(why) => say!(words, "cli-act-other", why = Clean::line(why)),
    }
}
