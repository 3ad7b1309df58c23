//! How often, when and how long a medicine is taken, in words. A unit that is not known is shown as it stands.

use super::Words;
use crate::domain::{Clean, Quantity, Value};
use crate::say;

impl Words {
    /// `3 fois par jour`, `tous les 2 jours`, `2 fois en 3 jours`.
    pub(super) fn often(&self, (least, most): (u32, Option<u32>), period: &Quantity) -> Clean {
        let times = match most {
            Some(most) => say!(self, "often-from-to", least = least, most = most),
            None => Clean::new(&least.to_string()),
        };
        let one = is_one(period);
        if !period.is_time() {
            say!(self, "often-in", times = times, length = self.quantity(period))
        } else if one {
            say!(self, "often-per", times = times, unit = (period.unit.as_str()))
        } else if least == 1 && most.is_none() {
            say!(self, "often-every", unit = (period.unit.as_str()), length = self.lasting(period))
        } else {
            say!(self, "often-in", times = times, length = self.lasting(period))
        }
    }

    /// `7 jours`; a length that is no quantity as any other value.
    pub(super) fn length_of_time(&self, length: &Value) -> Clean {
        if let Value::Exactly(quantity) = length
            && quantity.is_time()
        {
            self.lasting(quantity)
        } else if let Value::Between(low, high) = length
            && high.is_time()
            && low.unit == high.unit
        {
            say!(self, "often-from-to", least = self.decimal(low.number), most = self.lasting(high))
        } else {
            self.result(length)
        }
    }

    fn lasting(&self, length: &Quantity) -> Clean {
        let unit = if is_one(length) { format!("{}1", length.unit) } else { length.unit.to_string() };
        say!(self, "length-of-time", unit = unit, count = self.decimal(length.number))
    }

    /// A code of HL7 `event-timing`.
    pub(super) fn moment(&self, code: &Clean) -> Clean {
        match code.as_str() {
            "MORN" | "MORN.early" | "MORN.late" => say!(self, "moment-morning"),
            "NOON" => say!(self, "moment-noon"),
            "AFT" | "AFT.early" | "AFT.late" => say!(self, "moment-afternoon"),
            "EVE" | "EVE.early" | "EVE.late" => say!(self, "moment-evening"),
            "NIGHT" => say!(self, "moment-night"),
            "HS" => say!(self, "moment-sleep"),
            "PHS" => say!(self, "moment-after-sleep"),
            "WAKE" => say!(self, "moment-wake"),
            "C" => say!(self, "moment-meal"),
            "CM" => say!(self, "moment-breakfast"),
            "CD" => say!(self, "moment-lunch"),
            "CV" => say!(self, "moment-dinner"),
            "AC" => say!(self, "moment-before-meal"),
            "ACM" => say!(self, "moment-before-breakfast"),
            "ACD" => say!(self, "moment-before-lunch"),
            "ACV" => say!(self, "moment-before-dinner"),
            "PC" => say!(self, "moment-after-meal"),
            "PCM" => say!(self, "moment-after-breakfast"),
            "PCD" => say!(self, "moment-after-lunch"),
            "PCV" => say!(self, "moment-after-dinner"),
            _ => code.clone(),
        }
    }

    /// A code of FHIR `days-of-week`.
    pub(super) fn weekday(&self, code: &Clean) -> Clean {
        match code.as_str() {
            "mon" => say!(self, "weekday-mon"),
            "tue" => say!(self, "weekday-tue"),
            "wed" => say!(self, "weekday-wed"),
            "thu" => say!(self, "weekday-thu"),
            "fri" => say!(self, "weekday-fri"),
            "sat" => say!(self, "weekday-sat"),
            "sun" => say!(self, "weekday-sun"),
            _ => code.clone(),
        }
    }
}

fn is_one(length: &Quantity) -> bool {
    matches!(length.number.to_string().as_str(), "1" | "1.0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Decimal, Label};

    fn said(label: &Label) -> String {
        Words::french().label(label).to_string()
    }

    fn length(number: &str, unit: &str) -> Quantity {
        Quantity { number: Decimal::parse(number).unwrap(), unit: unit.into() }
    }

    #[test]
    fn rhythms_are_said_as_people_say_them() {
        let often = |least, most, number, unit| said(&Label::Often { times: (least, most), period: length(number, unit) });
        assert_eq!(often(3, None, "1", "d"), "3 fois par jour");
        assert_eq!(often(1, Some(2), "1", "wk"), "1 à 2 fois par semaine");
        assert_eq!(often(1, None, "8", "h"), "toutes les 8 heures");
        assert_eq!(often(1, None, "2", "d"), "tous les 2 jours");
        assert_eq!(often(2, None, "1.5", "mo"), "2 fois en 1,5 mois");
        assert_eq!(said(&Label::During(Value::Exactly(length("1", "wk")))), "pendant 1 semaine");
        assert_eq!(said(&Label::During(Value::Between(length("5", "d"), length("7", "d")))), "pendant 5 à 7 jours");
        assert_eq!(said(&Label::During(Value::Exactly(length("3", "cures")))), "pendant 3\u{a0}cures");
    }
}
