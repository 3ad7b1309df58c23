//! What is remembered between two requests: the step of the sign-in and the tokens. They live here alone, and are erased when dropped.

use super::discovery::Service;
use crate::domain::{Channel, PasswordPolicy, PatientId, Problem, Secret};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Default)]
pub(super) struct Session {
    state: Mutex<State>,
    /// Held while tokens are renewed, so that two refusals make one renewal (S25).
    pub renewing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    service: Option<Arc<Service>>,
    signing: Option<Signing>,
    tokens: Option<Tokens>,
    /// Grows whenever the tokens change, so that a late answer cannot bring back what was dropped.
    generation: u64,
    holder: Option<Holder>,
}

/// A sign-in under way.
#[derive(Default)]
pub(super) struct Signing {
    pub verifier: Option<Arc<Secret>>,
    pub auth_session: Option<Arc<Secret>>,
    /// Received, and not yet exchanged for tokens.
    pub code: Option<Arc<Secret>>,
    /// Said once, and still true when a later answer does not repeat them.
    pub policy: PasswordPolicy,
    pub channels: Vec<Channel>,
}

pub(super) struct Tokens {
    /// Absent while locked (D21).
    pub access: Option<Arc<Secret>>,
    pub refresh: Arc<Secret>,
    pub patient: PatientId,
}

/// What requests need to know of the record's holder.
#[derive(Clone, Default)]
pub(super) struct Holder {
    /// "system|value".
    pub search: Option<String>,
    pub closed: bool,
}

/// A token to send, and the generation it belongs to.
pub(super) struct Access {
    pub token: Arc<Secret>,
    pub generation: u64,
}

/// What a renewal needs, and the generation it renews.
pub(super) struct Renewable {
    pub refresh: Arc<Secret>,
    pub patient: PatientId,
    pub generation: u64,
}

/// What became of new tokens.
pub(super) enum Renewed {
    Open,
    /// The session was locked meanwhile: only what unlocks it was kept.
    Locked,
    /// The session ended meanwhile: these are to be given up.
    Gone(Tokens),
}

impl Session {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn service(&self) -> Option<Arc<Service>> {
        self.state().service.clone()
    }

    pub fn set_service(&self, service: Arc<Service>) {
        self.state().service = Some(service);
    }

    /// Changes the sign-in under way; nothing is done when there is none.
    pub fn signing<T>(&self, change: impl FnOnce(&mut Signing) -> T) -> Option<T> {
        self.state().signing.as_mut().map(change)
    }

    pub fn begin_signing(&self, signing: Signing) {
        self.state().signing = Some(signing);
    }

    pub fn end_signing(&self) {
        self.state().signing = None;
    }

    pub fn open(&self, tokens: Tokens) {
        let mut state = self.state();
        state.signing = None;
        state.holder = None;
        state.generation = state.generation.wrapping_add(1);
        state.tokens = Some(tokens);
    }

    pub fn patient(&self) -> Result<PatientId, Problem> {
        self.state().tokens.as_ref().map(|tokens| tokens.patient.clone()).ok_or(Problem::SessionEnded)
    }

    pub fn access(&self) -> Result<Access, Problem> {
        let state = self.state();
        let token = state.tokens.as_ref().and_then(|tokens| tokens.access.clone()).ok_or(Problem::SessionEnded)?;
        Ok(Access { token, generation: state.generation })
    }

    /// While locked, only unlocking may use it.
    pub fn renewable(&self) -> Result<Renewable, Problem> {
        let state = self.state();
        let tokens = state.tokens.as_ref().ok_or(Problem::SessionEnded)?;
        Ok(Renewable { refresh: tokens.refresh.clone(), patient: tokens.patient.clone(), generation: state.generation })
    }

    /// Takes the tokens of a renewal asked for by this generation.
    pub fn renew(&self, generation: u64, mut tokens: Tokens) -> Renewed {
        let mut state = self.state();
        let locked = match &state.tokens {
            Some(current) if state.generation == generation => current.access.is_none(),
            Some(_) | None => return Renewed::Gone(tokens),
        };
        if locked {
            tokens.access = None;
        }
        state.generation = state.generation.wrapping_add(1);
        state.tokens = Some(tokens);
        if locked { Renewed::Locked } else { Renewed::Open }
    }

    /// Opens again what was locked; false when it is no longer there.
    pub fn unlock(&self, generation: u64, tokens: Tokens) -> bool {
        let mut state = self.state();
        let ours = state.generation == generation && state.tokens.is_some();
        if ours {
            state.generation = state.generation.wrapping_add(1);
            state.tokens = Some(tokens);
        }
        ours
    }

    /// The session of this generation is over.
    pub fn end(&self, generation: u64) {
        let mut state = self.state();
        if state.generation == generation {
            state.forget();
        }
    }

    /// Drops everything that opens the record; what is left is the token to revoke.
    pub fn forget(&self) -> Option<Arc<Secret>> {
        self.state().forget()
    }

    /// Drops what reads, keeps what unlocks (D21).
    pub fn lock(&self) {
        if let Some(tokens) = &mut self.state().tokens {
            tokens.access = None;
        }
    }

    pub fn holder(&self) -> Option<Holder> {
        self.state().holder.clone()
    }

    pub fn set_holder(&self, holder: Holder) {
        self.state().holder = Some(holder);
    }
}

impl State {
    fn forget(&mut self) -> Option<Arc<Secret>> {
        self.generation = self.generation.wrapping_add(1);
        self.signing = None;
        self.holder = None;
        self.tokens.take().map(|tokens| tokens.refresh)
    }
}
