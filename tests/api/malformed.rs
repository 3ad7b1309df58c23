//! Answers that come whole and are not what they should be (SECURITY S58, F25, F26).

use crate::fake::{Fake, http};
use crate::samples::{document, searchset};
use crate::signed_in;
use dmp::api::fhir as reading;
use dmp::domain::Problem;
use serde_json::json;

const PATIENT: &str = "/fhir/Patient/pat-1";

#[tokio::test]
async fn f25_another_type_or_encoding_is_an_error_or_a_visible_mark() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let named =
        |family: &str| format!("{{\"resourceType\":\"Patient\",\"id\":\"pat-1\",\"name\":[{{\"family\":\"{family}\"}}]}}");
    let answered = async |media: &str, body: Vec<u8>| {
        fake.script(PATIENT, [http(200, media, body)]);
        api.patient().await.map(|patient| patient.family.to_string())
    };
    for media in ["text/html", "text/plain", "application/xml", "image/png", "application/fhir+xml"] {
        assert_eq!(answered(media, named("A").into()).await, Err(Problem::Garbled), "{media}");
    }
    for media in ["application/json", "Application/FHIR+JSON; charset=UTF-8", "application/problem+json"] {
        assert_eq!(answered(media, named("A").into()).await, Ok("A".into()), "{media}");
    }
    let json = "application/fhir+json";
    assert_eq!(answered(json, [b"\xef\xbb\xbf".to_vec(), named("É").into()].concat()).await, Ok("É".into()));
    assert_eq!(answered(json, named("x").replace('x', "\u{e9}").chars().map(|c| c as u8).collect()).await, Err(Problem::Garbled));
    assert_eq!(answered(json, named("a\\u0000\\u001b[31mb\\u202e").into()).await, Ok("a␀␛[31mb".into()));
    assert_eq!(answered(json, named("\\ud800").into()).await, Ok(String::new()), "half a character is none");
    let utf16 = named("A").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(answered(json, utf16).await, Err(Problem::Garbled));
    assert_eq!(answered(json, Vec::new()).await, Err(Problem::Garbled));
}

#[test]
fn f26_json_cut_at_each_byte_is_refused() {
    let whole = searchset(vec![json!({"resource": document("doc-1", b"x")})]).to_string();
    assert!(reading::listing(whole.as_bytes()).is_ok());
    for end in 0..whole.len() {
        assert_eq!(reading::listing(&whole.as_bytes()[..end]), Err(Problem::Garbled), "{end}");
    }
    let one = document("doc-1", b"x").to_string();
    for end in 0..one.len() {
        assert!(reading::document(&one.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn f26_s58_deep_wide_and_huge_json_is_refused_or_read_without_harm() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for body in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(100_000), format!("{{\"resourceType\":{}}}", deep("[", "]"))] {
        assert_eq!(reading::listing(body.as_bytes()), Err(Problem::Garbled));
    }
    let with = |element: &str| {
        let good = document("good", b"x").to_string();
        let odd = document("odd", b"x").to_string().replacen('{', &format!("{{{element},"), 1);
        let bundle = format!("{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{odd}}},{{\"resource\":{good}}}]}}");
        let listing = reading::listing(bundle.as_bytes()).unwrap();
        assert_eq!(listing.documents.last().unwrap().id.as_str(), "good", "{:.40}", element);
        (listing.documents.len(), listing.unreadable.len())
    };
    // Elements nobody knows are passed over, however deep or large.
    assert_eq!(with(&format!("\"unknown\":{}", deep("[", "]"))), (2, 0));
    assert_eq!(with("\"unknown\":1e400"), (2, 0));
    let wide: Vec<String> = (0..100_000).map(|n| format!("\"k{n}\":0")).collect();
    assert_eq!(with(&wide.join(",")), (2, 0));
    // Those that count make their entry unreadable.
    assert_eq!(with(&format!("\"extension\":{}", deep("[", "]"))), (2, 0), "an ornament");
    assert_eq!(with(&format!("\"modifierExtension\":{}", deep("[", "]"))), (1, 1));
    assert_eq!(with("\"status\":\"current\""), (1, 1), "twice the same key");
    assert_eq!(with("\"relatesTo\":[{\"code\":1e400}]"), (1, 1));
    let total = format!("{{\"resourceType\":\"Bundle\",\"total\":{}}}", "9".repeat(400));
    assert_eq!(reading::listing(total.as_bytes()).unwrap().total, None);
}
