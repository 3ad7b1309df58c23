//! How a medicine is taken: the words of the prescription, and what its codes say. Two repeats are never made into one.

use super::draft::Draft;
use super::json::Json;
use super::values;
use crate::domain::{Clean, Decimal, Label, Quantity, Value, Words};

/// Moments and days of one dosage that are said.
const MOMENTS: usize = 50;

/// As the prescription words it.
pub fn told(draft: &mut Draft, dosage: &Json<'_>) -> Option<Clean> {
    let said = dosage.said("text").or_else(|| dosage.said("patientInstruction"))?;
    Some(draft.line(said)).filter(|said| !said.is_empty())
}

/// What its codes say: how much, how often, when, how long, by which way.
pub fn coded(draft: &mut Draft, dosage: &Json<'_>) -> Option<Words> {
    let mut parts = Vec::new();
    for dose in dosage.all("doseAndRate") {
        let amount = values::value(draft, dose, "dose").or_else(|| values::value(draft, dose, "rate"));
        parts.extend(amount.map(|amount| Words::label(Label::ResultIs(amount))));
    }
    // What is given once has its dose in place.
    let once = dosage.get("dose").and_then(|dose| values::quantity(draft, dose));
    parts.extend(once.map(|dose| Words::label(Label::ResultIs(dose))));
    if let Some(timing) = dosage.get("timing") {
        let repeat = timing.get("repeat");
        let rhythm: Vec<Words> = repeat.map(|repeat| rhythm(draft, repeat)).unwrap_or_default();
        if rhythm.is_empty() {
            let called = timing.get("code").and_then(|code| values::concept(draft, code));
            parts.extend(called.map(Words::plain));
        }
        parts.extend(rhythm);
        for at in timing.all("event").take(MOMENTS).filter_map(Json::text) {
            parts.push(Words::label(values::date(draft, at)));
        }
        parts.extend(repeat.and_then(|repeat| length(draft, repeat)).map(Words::label));
    }
    match values::choice(dosage, "asNeeded") {
        Some(("CodeableConcept", reason)) => {
            let reason = values::concept(draft, reason);
            parts.push(Words::label(reason.map_or(Label::AsNeeded, Label::AsNeededFor)));
        }
        Some(_) if dosage.flag("asNeededBoolean") == Some(true) => parts.push(Words::label(Label::AsNeeded)),
        Some(_) | None => {}
    }
    let most = dosage.all("maxDosePerPeriod").next().and_then(|most| values::ratio(draft, most));
    parts.extend(most.map(|most| Words::label(Label::NoMoreThan(most))));
    for name in ["route", "site", "additionalInstruction"] {
        parts.extend(values::named(draft, dosage, name).map(Words::plain));
    }
    values::joined(parts, ", ")
}

/// From when to when it is to be taken, when the dosage says so.
pub fn period<'j, 's>(dosage: &'j Json<'s>) -> Option<&'j Json<'s>> {
    dosage.at(&["timing", "repeat", "boundsPeriod"])
}

fn length(draft: &mut Draft, repeat: &Json<'_>) -> Option<Label> {
    match values::choice(repeat, "bounds")? {
        ("Period", period) => values::period(draft, period),
        _ => values::value(draft, repeat, "bounds").map(Label::During),
    }
}

/// `3 fois par jour`, `le matin`, `le lundi`, `à 08:00`.
fn rhythm(draft: &mut Draft, repeat: &Json<'_>) -> Vec<Words> {
    let mut parts = Vec::new();
    if let (Some(period), Some(unit)) = (repeat.said("period"), repeat.said("periodUnit")) {
        parts.push(often(draft, repeat, period, unit));
    } else if let Some(times) = repeat.said("frequency") {
        parts.push(Words::label(Label::InAll { times: draft.line(times) }));
    }
    let codes = |name| repeat.all(name).filter_map(Json::text).take(MOMENTS);
    for code in codes("dayOfWeek") {
        parts.push(Words::label(Label::WeekdayIs(draft.line(code))));
    }
    for hour in codes("timeOfDay") {
        let said = hour.trim().parse().map(Label::AtHour);
        parts.push(Words::label(said.unwrap_or_else(|_| Label::Said(draft.line(hour)))));
    }
    if let Some(offset) = repeat.said("offset").and_then(Decimal::parse) {
        parts.push(Words::label(Label::LengthIs(Value::Exactly(Quantity { number: offset, unit: "min".into() }))));
    }
    for code in codes("when") {
        parts.push(Words::label(Label::MomentIs(draft.line(code))));
    }
    if let Some(count) = repeat.said("count") {
        let most = repeat.said("countMax").map(|most| format!("–{most}")).unwrap_or_default();
        parts.push(Words::label(Label::InAll { times: draft.line(&format!("{count}{most}")) }));
    }
    parts
}

fn often(draft: &mut Draft, repeat: &Json<'_>, period: &str, unit: &str) -> Words {
    let least = repeat.said("frequency").unwrap_or("1");
    let most = repeat.said("frequencyMax");
    let longest = repeat.said("periodMax");
    let unit = draft.line(unit);
    if let (Ok(times), Some(number), None) = (least.trim().parse(), Decimal::parse(period), longest)
        && let Ok(most) = most.map(|most| most.trim().parse()).transpose()
    {
        return Words::label(Label::Often { times: (times, most), period: Quantity { number, unit } });
    }
    // What is less usual, as it is written.
    let up_to = |most: Option<&str>| most.map(|most| format!("–{most}")).unwrap_or_default();
    Words::plain(draft.line(&format!("{least}{} / {period}{} {unit}", up_to(most), up_to(longest))))
}
