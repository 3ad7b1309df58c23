//! Starting and stopping.

use super::auth::limits::Sources;
use super::auth::password::Passwords;
use super::clock::Time;
use super::fault::Fault;
use super::fhir::Totals;
use super::http;
use super::notices::Bell;
use super::options::{Failure, Options, Trial};
use super::outbox::{Message, Outbox};
use super::questionnaires::Questionnaires;
use super::store::{Before, Folder, Store};
use super::{Sandbox, chance, door, seed};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A sandbox at work. Dropped without [`Running::stop`], it stops all the same, without waiting for requests under way.
pub struct Running {
    base: String,
    sandbox: Arc<Sandbox>,
    leave: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

/// Opens the store (and fills it the first time), then listens.
pub async fn start(options: Options) -> Result<Running, Failure> {
    start_trial(options, Trial::default()).await
}

pub async fn start_trial(options: Options, trial: Trial) -> Result<Running, Failure> {
    if !options.listen.ip().is_loopback() {
        return Err(Failure::NotLoopback(options.listen));
    }
    let listener = TcpListener::bind(options.listen).await.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse { Failure::PortTaken(options.listen) } else { Failure::Listen(error) }
    })?;
    let address = listener.local_addr().map_err(Failure::Listen)?;
    let source_limit = options.source_limit;
    let opened = tokio::task::spawn_blocking(move || open(&options, trial)).await;
    let sandbox = Arc::new(opened.map_err(|error| Failure::Other(error.to_string()))??.limited(source_limit));
    let reached = sandbox.store.read(door::reached).await.map_err(|fault| Failure::Other(format!("{fault:?}")))?;
    sandbox.time.reach(reached);
    let (leave, left) = oneshot::channel::<()>();
    let service = http::router(&sandbox).into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move {
        let asked = async {
            let _dropped = left.await;
        };
        if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(asked).await {
            tracing::error!(%error, "serving ended");
        }
    });
    Ok(Running { base: format!("http://{address}/fhir"), sandbox, leave: Some(leave), serving })
}

/// Blocking: the disk, and Argon2 for the fictional passwords.
fn open(options: &Options, trial: Trial) -> Result<Sandbox, Failure> {
    let broken = |fault: Fault| Failure::Other(format!("{fault:?}"));
    let forms = Questionnaires::open(&options.questionnaires)?;
    let folder = options.data.as_deref().map(Folder::open).transpose()?;
    let key = match &folder {
        Some(folder) => folder.key,
        None => chance::bytes().map_err(broken)?,
    };
    let (now, heartbeat) = (trial.clock.now(), trial.heartbeat);
    let store = Store::open(folder, &trial, |transaction, before| match before {
        Before::Nothing => seed::fill(transaction, trial.record.as_deref(), options, now),
        Before::VersionOne | Before::VersionTwo | Before::VersionThree => seed::add(transaction, before, options, now),
    })?;
    Ok(Sandbox {
        store,
        time: Time::new(trial.clock),
        passwords: Passwords::new().map_err(broken)?,
        outbox: Outbox::default(),
        totals: Totals::default(),
        bell: Bell::default(),
        forms,
        heartbeat,
        sources: Some(Sources::default()),
        key,
    })
}

impl Sandbox {
    fn limited(mut self, limited: bool) -> Self {
        if !limited {
            self.sources = None;
        }
        self
    }
}

impl Running {
    /// `http://127.0.0.1:PORT/fhir`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Every SMS and e-mail sent from now on.
    pub fn messages(&self) -> UnboundedReceiver<Message> {
        self.sandbox.outbox.subscribe()
    }

    /// Argon2 computations since the start.
    pub fn password_computations(&self) -> u64 {
        self.sandbox.passwords.computed()
    }

    /// Requests under way are answered, then everything is closed.
    pub async fn stop(mut self) {
        self.sandbox.bell.leave();
        if let Some(leave) = self.leave.take() {
            let _gone = leave.send(());
        }
        let _ended = (&mut self.serving).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
