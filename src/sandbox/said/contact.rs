//! What a contact must have (STANDARDS §5.2): what they are to the person, a name, a telephone; a French address is whole.

use crate::sandbox::http::Remark;
use crate::wire::fhir::contact::{ALSO_TRUSTED, EMERGENCY, LINKS, TRUSTED};
use crate::wire::fhir::extension::CALL_ORDER;
use serde_json::{Map, Value};

/// Of the trusted person, of whom there is one.
pub const THE_TRUSTED: &str = "trusted";
/// Digits of a telephone number (E.164), and of a French one.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
const FRENCH: usize = 10;
/// Characters of an address (RFC 5321).
const MAIL: usize = 254;

/// What is wrong; the facet of a trusted person.
pub fn read(contact: &Map<String, Value>, remarks: &mut Vec<Remark>) -> Option<&'static str> {
    let mut remark = |at: String, issue, text: &str| remarks.push(Remark::new(format!("RelatedPerson.{at}"), issue, text));
    let (mut called, mut trusted, mut linked) = (false, false, false);
    for (rank, concept) in list(contact, "relationship").iter().enumerate() {
        let codes: Vec<&str> = codes(concept).collect();
        let trusts = codes.iter().any(|code| *code == TRUSTED || ALSO_TRUSTED.contains(code));
        let (calls, links) = (codes.contains(&EMERGENCY), codes.iter().any(|code| LINKS.contains(code)));
        if !(trusts || calls || links) {
            remark(format!("relationship[{rank}]"), "value", "ECON, QUAL or a link of TRE_R216 is expected");
        }
        (called, trusted, linked) = (called || calls, trusted || trusts, linked || links);
    }
    if !(called || trusted) {
        remark("relationship".to_owned(), "required", "ECON (to call in an emergency) or QUAL (trusted) is missing");
    }
    if !linked {
        remark("relationship".to_owned(), "required", "a link of TRE_R216 is missing");
    }
    let mut phone = false;
    for (rank, telecom) in list(contact, "telecom").iter().enumerate() {
        let said = |member: &str| telecom.get(member).and_then(Value::as_str).unwrap_or_default();
        let wrong = match said("system") {
            "phone" | "sms" => {
                phone |= said("system") == "phone";
                (!is_phone(said("value"))).then_some("a telephone number is expected")
            }
            "email" => (!is_mail(said("value"))).then_some("an e-mail address is expected"),
            _other => None,
        };
        if let Some(wrong) = wrong {
            remark(format!("telecom[{rank}].value"), "value", wrong);
        }
    }
    if !phone {
        remark("telecom".to_owned(), "required", "a telephone number is missing");
    }
    for (rank, address) in list(contact, "address").iter().enumerate() {
        let said = |member: &str| address.get(member).and_then(Value::as_str);
        if said("country").is_some_and(|country| !["FRA", "FR", "France"].contains(&country)) {
            continue;
        }
        let whole = |code: &str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
        match said("postalCode") {
            None => remark(format!("address[{rank}].postalCode"), "required", "is missing"),
            Some(code) if !whole(code) => remark(format!("address[{rank}].postalCode"), "value", "five digits are expected"),
            Some(_) => {}
        }
        if said("city").is_none() {
            remark(format!("address[{rank}].city"), "required", "is missing");
        }
    }
    for (rank, extension) in list(contact, "extension").iter().enumerate() {
        let orders = extension.get("url").is_some_and(|url| url == CALL_ORDER);
        if orders && extension.get("valuePositiveInt").is_none() {
            remark(format!("extension[{rank}].valuePositiveInt"), "required", "is missing");
        }
    }
    trusted.then_some(THE_TRUSTED)
}

fn list<'a>(contact: &'a Map<String, Value>, member: &str) -> &'a [Value] {
    contact.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn codes(concept: &Value) -> impl Iterator<Item = &str> {
    let codings = concept.get("coding").and_then(Value::as_array);
    codings.into_iter().flatten().filter_map(|coding| coding.get("code")?.as_str())
}

/// With or without spaces: ten digits that begin by 0, or an international number after `+` or `00`.
fn is_phone(text: &str) -> bool {
    let sign = text.trim_start().starts_with('+');
    let bare = text.trim_start().trim_start_matches('+');
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let clean = bare.chars().all(|one| one.is_ascii_digit() || " .-()/\u{a0}\u{202f}".contains(one));
    let foreign = sign || bare.starts_with("00");
    clean && if foreign { DIGITS.contains(&digits) } else { digits == FRENCH && bare.starts_with('0') }
}

fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let host_is = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty() && host_is && text.len() <= MAIL && !text.contains(char::is_whitespace) && !name.contains('@')
}

#[cfg(test)]
mod tests {
    use super::{is_mail, is_phone};

    #[test]
    fn telephones_are_taken_as_people_write_them() {
        for good in
            ["0639981342", "06 39 98 13 42", "06.39.98.13.42", "+33 6 39 98 13 42", "+352 27 00 00 00", "0041 22 555 12 34"]
        {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "123", "06399813", "12345678901234567890", "+12 34", "639981342", "06 39 98 13 4a", "appelez-moi"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn mail_addresses_have_a_name_and_a_host() {
        assert!(is_mail("jeanne@exemple.fr") && is_mail("j.d'arc@mail.exemple.fr"));
        for bad in ["jeanne", "@exemple.fr", "jeanne@exemple", "jeanne@exemple.", "je anne@exemple.fr", "a@b@exemple.fr"] {
            assert!(!is_mail(bad), "{bad}");
        }
    }
}
