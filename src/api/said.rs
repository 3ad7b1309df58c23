//! A JSON object that is not FHIR, read member by member: what is absent or odd is simply not said.

use crate::domain::{Channel, ChannelId, Clean, Problem, Secret};
use serde_json::{Map, Value};

pub(super) struct Said(Map<String, Value>);

impl Said {
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let text = super::fhir::text(bytes)?;
        serde_json::from_str(text).map(Self).map_err(|_| Problem::Garbled)
    }

    pub fn text(&self, member: &str) -> Option<&str> {
        self.0.get(member)?.as_str()
    }

    pub fn number(&self, member: &str) -> Option<u64> {
        self.0.get(member)?.as_u64()
    }

    pub fn small(&self, member: &str) -> Option<u32> {
        self.number(member).and_then(|number| u32::try_from(number).ok())
    }

    pub fn yes(&self, member: &str) -> bool {
        self.0.get(member).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The texts of a list; nothing when the member is not a list.
    pub fn texts(&self, member: &str) -> Option<Vec<&str>> {
        Some(self.0.get(member)?.as_array()?.iter().filter_map(Value::as_str).collect())
    }

    /// The objects of a list; nothing when the member is not a list.
    pub fn objects(&self, member: &str) -> Option<Vec<Self>> {
        Some(self.0.get(member)?.as_array()?.iter().filter_map(Value::as_object).cloned().map(Self).collect())
    }

    pub fn object(&self, member: &str) -> Option<Self> {
        self.0.get(member)?.as_object().cloned().map(Self)
    }

    /// Taken out, so that no copy of it stays here; an empty one is none.
    pub fn secret(&mut self, member: &str) -> Option<Secret> {
        match self.0.remove(member)? {
            Value::String(text) if !text.is_empty() => Some(Secret::new(text)),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Ways to receive a code, the safest first (SECURITY §2): application, SMS, e-mail, then the unknown ones.
    pub fn channels(&self, member: &str) -> Option<Vec<Channel>> {
        let channel = |value: &Value| {
            let text = |name: &str| value.get(name).and_then(Value::as_str);
            Some(Channel { id: ChannelId::of(text("id")?), hint: Clean::line(text("hint").unwrap_or_default()) })
        };
        let mut channels: Vec<Channel> = self.0.get(member)?.as_array()?.iter().filter_map(channel).collect();
        channels.sort_by_key(|channel| match channel.id {
            ChannelId::Authenticator => 0,
            ChannelId::Sms => 1,
            ChannelId::Mail => 2,
            ChannelId::Other(_) => 3,
        });
        Some(channels)
    }
}
