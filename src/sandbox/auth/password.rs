//! Argon2id, counted: one computation for each try, whoever is asked for (S1, S2).

use crate::sandbox::chance;
use crate::sandbox::fault::Fault;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, CustomizedPasswordHasher, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Computations at a time: each takes 19 MiB.
const AT_ONCE: usize = 2;

#[derive(Clone)]
pub struct Passwords {
    computed: Arc<AtomicU64>,
    turns: Arc<Semaphore>,
    /// Verified for an identifier that does not exist.
    nobody: Arc<str>,
}

impl Passwords {
    pub fn new() -> Result<Self, Fault> {
        let nobody = hash(&Zeroizing::new(chance::id()?))?;
        Ok(Self { computed: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)), nobody: nobody.into() })
    }

    /// Since the start.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::SeqCst)
    }

    /// Against `stored`, or against nobody's in the same time.
    pub async fn verify(&self, password: &Zeroizing<String>, stored: Option<String>) -> Result<bool, Fault> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.to_string());
        let password = normal(password);
        let right =
            self.compute(move || Ok(Argon2::default().verify_password(password.as_bytes(), stored.as_str()).is_ok())).await?;
        Ok(right && known)
    }

    pub async fn hash(&self, password: &Zeroizing<String>) -> Result<String, Fault> {
        let password = password.clone();
        self.compute(move || hash(&password)).await
    }

    async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Fault> + Send + 'static) -> Result<T, Fault> {
        let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
        let _turn = self.turns.acquire().await.map_err(|error| broken(&error))?;
        self.computed.fetch_add(1, Ordering::SeqCst);
        tokio::task::spawn_blocking(work).await.map_err(|error| broken(&error))?
    }
}

/// A PHC string: Argon2id, m=19456, t=2, p=1, 16 bytes of salt of its own (S16).
pub fn hash(password: &Zeroizing<String>) -> Result<String, Fault> {
    let salt = chance::bytes::<16>()?;
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(normal(password).as_bytes(), &salt)
        .map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(hash.to_string())
}

/// A hash with other parameters, as an older version would have left (S16); for tests.
pub fn hash_with(password: &str, memory: u32, rounds: u32) -> Result<String, Fault> {
    let wrong = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
    let params = Params::new(memory, rounds, 1, None).map_err(|error| wrong(&error))?;
    let salt = chance::bytes::<16>()?;
    let version: u32 = Version::default().into();
    let hash: PasswordHash = Argon2::default()
        .hash_password_customized(password.as_bytes(), &salt, None, Some(version), params)
        .map_err(|error| wrong(&error))?;
    Ok(hash.to_string())
}

/// Made with less than today's parameters: to be hashed again when the password is next known.
pub fn outdated(stored: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else { return true };
    match Params::try_from(&parsed) {
        Ok(params) => {
            parsed.algorithm.as_str() != "argon2id"
                || params.m_cost() < Params::DEFAULT_M_COST
                || params.t_cost() < Params::DEFAULT_T_COST
        }
        Err(_) => true,
    }
}

/// NFKC: `é` typed as one character or as two is the same password.
pub fn normal(password: &Zeroizing<String>) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}
