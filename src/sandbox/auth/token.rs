//! Opaque tokens of 256 bits. Their SHA-256 is stored, never themselves (S19).

use crate::sandbox::chance;
use crate::sandbox::fault::Fault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub type Hash = [u8; 32];

pub struct Token(Zeroizing<[u8; 32]>);

/// What a successor is for: one secret yields several that do not tell one another.
#[derive(Clone, Copy)]
pub enum Purpose {
    AuthSession,
    Code,
    Access,
    Refresh,
}

impl Token {
    pub fn random() -> Result<Self, Fault> {
        Ok(Self(Zeroizing::new(chance::bytes()?)))
    }

    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        <[u8; 32]>::try_from(bytes.as_slice()).ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// 43 characters of base64url.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }

    pub fn hash(&self) -> Hash {
        sha256(self.0.as_slice())
    }

    /// The token that replaces this one: from it and from `salt`, 256 random bits drawn for the occasion. A client that
    /// lost the answer gets the same one again by showing the old token, though the database holds neither.
    pub fn successor(&self, salt: &Hash, purpose: Purpose) -> Self {
        let purpose: &[u8] = match purpose {
            Purpose::AuthSession => b"auth session",
            Purpose::Code => b"code",
            Purpose::Access => b"access",
            Purpose::Refresh => b"refresh",
        };
        Self(Zeroizing::new(hmac(salt, &[purpose, self.0.as_slice()])))
    }
}

pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// HMAC-SHA-256; the parts are told apart by their lengths.
pub fn hmac(key: &Hash, parts: &[&[u8]]) -> Hash {
    // A key shorter than the block is filled with zeros (RFC 2104 §2).
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// In constant time.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    use subtle::ConstantTimeEq;
    one.ct_eq(other).into()
}

/// PKCE, S256 (RFC 7636).
pub fn pkce_matches(challenge: &str, verifier: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&verifier.len())
        && verifier.bytes().all(allowed)
        && same(URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes())).as_bytes(), challenge.as_bytes())
}
