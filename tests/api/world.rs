//! What the server of the tests knows and answers when nothing goes wrong, exactly as API.md says.

use crate::fake::{Reply, Seen, fhir, http, plain};
use crate::samples::{capability, searchset};
use crate::shelf::Shelf;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::Digest as _;
use std::collections::{HashMap, HashSet, VecDeque};

pub const IDENTIFIER: &str = "camille.martin";
pub const PASSWORD: &str = "canary-password-1";
pub const NEW_PASSWORD: &str = "canary-password-2";
pub const CODE: &str = "042137";

#[derive(Default)]
pub struct World {
    pub origin: String,
    pub seen: Vec<Seen>,
    pub connections: usize,
    /// Connections still to be dropped as soon as they are accepted.
    pub to_drop: usize,
    pub script: HashMap<String, VecDeque<Reply>>,
    pub challenge: String,
    pub auth_session: u32,
    pub must_change: bool,
    pub tokens: u32,
    pub access: HashSet<String>,
    pub refresh: String,
    /// What the last renewal was asked with, and what it gave (D17).
    pub last_renewal: Option<(String, String, Value)>,
    pub revoked: Vec<String>,
    pub patient: Value,
    pub documents: Vec<Value>,
    pub notices: Vec<Value>,
    pub kept: HashMap<String, Value>,
    pub binaries: HashMap<String, (String, Vec<u8>)>,
    pub shelf: Shelf,
    pub draft_key: Option<Value>,
    pub deaf: Option<String>,
}

impl World {
    pub fn answer(&mut self, seen: &Seen) -> Reply {
        let path = seen.path().to_owned();
        match (seen.method.as_str(), path.as_str()) {
            ("GET", "/fhir/.well-known/smart-configuration") => plain(200, &self.configuration()),
            ("GET", "/fhir/metadata") => fhir(200, &capability()),
            ("POST", "/challenge") => self.challenge(&seen.form()),
            ("POST", "/token") => self.token(&seen.form()),
            ("POST", "/revoke") => {
                self.revoked.push(seen.form()["token"].clone());
                self.access.clear();
                plain(200, &json!({}))
            }
            ("POST", "/account/unlock") => self.unlock(&serde_json::from_str(&seen.body).unwrap()),
            (_, _) => {
                let bearer = seen.headers.get("authorization").and_then(|header| header.strip_prefix("Bearer "));
                if bearer.is_none_or(|token| !self.access.contains(token)) {
                    return plain(401, &json!({})).with("www-authenticate", "Bearer error=\"invalid_token\"");
                }
                self.shelf.answer(seen).unwrap_or_else(|| self.record(seen, &path))
            }
        }
    }

    fn configuration(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.origin);
        json!({
            "issuer": at("/fhir"),
            "authorization_challenge_endpoint": at("/challenge"),
            "token_endpoint": at("/token"),
            "revocation_endpoint": at("/revoke"),
            "code_challenge_methods_supported": ["S256"],
            "capabilities": ["client-public", "permission-patient"],
            "dmp_account_endpoint": at("/account"),
            "dmp_events_endpoint": at("/account/events"),
        })
    }

    fn challenge(&mut self, form: &HashMap<String, String>) -> Reply {
        let has = |name: &str| form.get(name).map(String::as_str);
        let session = format!("canary-session-{}", self.auth_session);
        if has("username").is_none() && has("auth_session") != Some(&session) {
            return plain(400, &json!({"error": "invalid_session"}));
        }
        self.auth_session += 1;
        let session = format!("canary-session-{}", self.auth_session);
        let go_on = |more: Value| {
            let mut body = json!({"error": "insufficient_authorization", "auth_session": session, "step": 2, "steps": 3});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            plain(400, &body)
        };
        let channels = json!([{"id": "mail", "hint": "c•••@e••••.fr"}, {"id": "sms", "hint": "06 •• •• •• 42"}]);
        if has("username").is_some() {
            assert_eq!(has("code_challenge_method"), Some("S256"));
            assert_eq!((has("response_type"), has("client_id")), (Some("code"), Some("dmp-patient")));
            self.challenge = form["code_challenge"].clone();
            if (has("username"), has("password")) != (Some(IDENTIFIER), Some(PASSWORD)) {
                return plain(400, &json!({"error": "access_denied", "error_description": "bad credentials"}));
            }
            if self.must_change {
                let policy = json!({"min_length": 14, "max_length": 99, "classes": []});
                return go_on(json!({"next_step": "password_change", "password_policy": policy}));
            }
            return go_on(json!({"next_step": "otp", "otp_channels": channels}));
        }
        if let Some(new) = has("new_password") {
            if new != NEW_PASSWORD {
                return go_on(json!({"next_step": "password_change", "rejected": ["too_short", "too_pink"]}));
            }
            return go_on(json!({"next_step": "otp", "otp_channels": channels}));
        }
        if let Some(channel) = has("otp_channel") {
            return go_on(json!({"next_step": "otp", "otp_channel": channel, "otp_length": 6, "otp_expires_in": 600,
                "otp_resend_in": 30, "otp_attempts_left": 5}));
        }
        match has("otp") {
            Some(CODE) => plain(200, &json!({"authorization_code": "canary-code"})).with("cache-control", "no-store"),
            Some("999999") => go_on(json!({"next_step": "otp", "otp_error": "expired"})),
            _ => go_on(json!({"next_step": "otp", "otp_error": "wrong", "otp_attempts_left": 4})),
        }
    }

    fn token(&mut self, form: &HashMap<String, String>) -> Reply {
        assert_eq!(form["client_id"], "dmp-patient");
        assert_eq!(form["client_instance"].len(), 32);
        if form["grant_type"] == "authorization_code" {
            let proof = URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(&form["code_verifier"]));
            if form["code"] != "canary-code" || proof != self.challenge {
                return plain(400, &json!({"error": "invalid_grant"}));
            }
            return plain(200, &self.grant());
        }
        let (token, instance) = (&form["refresh_token"], &form["client_instance"]);
        if let Some((asked, by, given)) = &self.last_renewal
            && (asked, by) == (token, instance)
        {
            return plain(200, given);
        }
        if *token != self.refresh {
            self.access.clear();
            self.refresh = "ended".into();
            return plain(400, &json!({"error": "invalid_grant"}));
        }
        let given = self.grant();
        self.last_renewal = Some((token.clone(), instance.clone(), given.clone()));
        plain(200, &given)
    }

    fn grant(&mut self) -> Value {
        self.tokens += 1;
        let access = format!("canary-access-{}", self.tokens);
        self.refresh = format!("canary-refresh-{}", self.tokens);
        self.access.insert(access.clone());
        json!({"access_token": access, "refresh_token": self.refresh, "token_type": "Bearer", "expires_in": 600, "patient": "pat-1"})
    }

    fn unlock(&mut self, asked: &Value) -> Reply {
        if asked["refresh_token"] != self.refresh {
            return plain(400, &json!({"error": "invalid_grant"}));
        }
        if asked["password"] != PASSWORD {
            return http(403, "application/problem+json", json!({"title": "no"}).to_string());
        }
        plain(200, &self.grant())
    }

    fn record(&self, seen: &Seen, path: &str) -> Reply {
        if path == "/account" {
            return plain(
                200,
                &json!({"otp_channels": [{"id": "sms", "hint": "06 •• •• •• 42"}], "otp_channel": "sms",
                "totp": true, "previous_sign_in": "2026-11-01T10:00:00Z"}),
            );
        }
        if let ("/account/draft-key", Some(key)) = (path, &self.draft_key) {
            return plain(200, key);
        }
        if let Some(kept) = self.kept.get(path) {
            let status = if seen.method == "POST" { 201 } else { 200 };
            return if path.starts_with("/account") { plain(status, kept) } else { fhir(status, kept) };
        }
        let found = match path.strip_prefix("/fhir/").unwrap_or_default().split_once('/') {
            Some(("Patient", "pat-1")) => Some(fhir(200, &self.patient)),
            Some(("DocumentReference", id)) => {
                self.documents.iter().find(|document| document["id"] == id).map(|document| fhir(200, document))
            }
            Some(("Binary" | "Bundle", id)) => self.binaries.get(id).map(|(media, bytes)| http(200, media, bytes.clone())),
            None if path == "/fhir/Communication" => {
                let mut bundle = searchset(self.notices.iter().map(|notice| json!({"resource": notice})).collect());
                bundle["total"] = self.notices.len().into();
                Some(fhir(200, &bundle))
            }
            None if path == "/fhir/DocumentReference" => Some(fhir(200, &self.page(&seen.query()))),
            Some(_) | None => None,
        };
        found.unwrap_or_else(|| fhir(404, &json!({"resourceType": "OperationOutcome"})))
    }

    fn page(&self, query: &HashMap<String, String>) -> Value {
        let from: usize = query.get("_page").map_or(0, |page| page.parse().unwrap());
        let count: usize = query["_count"].parse().unwrap();
        let entries: Vec<Value> = self.documents.iter().skip(from).take(count).map(|it| json!({"resource": it})).collect();
        let mut bundle = searchset(entries);
        bundle["total"] = self.documents.len().into();
        if from + count < self.documents.len() {
            let next = format!("{}/fhir/DocumentReference?_page={}&_count={count}", self.origin, from + count);
            bundle["link"] = json!([{"relation": "self", "url": "x"}, {"relation": "next", "url": next}]);
        }
        bundle
    }
}
