//! `dmp sandbox`: the server alone, until it is asked to end.

use super::{DONE, FAILED, fail, print, runtime};
use dmp::cli::Sandbox;
use dmp::domain::Clean;
use dmp::run::panics;
use dmp::run::signals::{Signal, Signals};
use dmp::sandbox::{self, Failure, Options};
use dmp::say;
use dmp::words::Words;

pub fn serve(options: &Sandbox, words: &Words) -> u8 {
    panics::only_tell();
    let options = Options {
        listen: options.listen,
        data: Some(options.data.clone()),
        source_limit: !options.no_source_limit,
        records: options.records.unwrap_or(0),
        documents: options.documents.unwrap_or(0),
        questionnaires: options.questionnaires.clone(),
        ..Options::default()
    };
    let Ok(runtime) = runtime() else { return FAILED };
    runtime.block_on(async {
        // Listened for before the line that says it is ready: whoever reads it may ask to end at once.
        let Ok(mut signals) = Signals::listen() else { return FAILED };
        let running = match sandbox::start(options).await {
            Ok(running) => running,
            Err(failure) => return fail(&sentence(&failure, words), FAILED),
        };
        print(&format!("listening on {}\n", running.base()));
        loop {
            match signals.next().await {
                Signal::Terminate | Signal::Interrupt | Signal::HangUp => break,
                Signal::Stop => drop(dmp::run::signals::stop()),
                Signal::Continue => {}
            }
        }
        running.stop().await;
        DONE
    })
}

/// Why it did not start, and what to do.
pub fn sentence(failure: &Failure, words: &Words) -> Clean {
    let shown = |path: &std::path::Path| Clean::line(&path.display().to_string());
    match failure {
        Failure::NotLoopback(address) => say!(words, "cli-sandbox-not-loopback", address = address.to_string()),
        Failure::PortTaken(address) => say!(words, "cli-sandbox-port-taken", address = address.to_string()),
        Failure::FolderTaken(path) => say!(words, "cli-sandbox-folder-taken", path = shown(path)),
        Failure::Folder(path, _) => say!(words, "cli-sandbox-folder", path = shown(path)),
        Failure::DatabaseLocked(path) => say!(words, "cli-sandbox-database-locked", path = shown(path)),
        Failure::DatabaseDamaged(path, _) => say!(words, "cli-sandbox-database-damaged", path = shown(path)),
        Failure::DatabaseNewer(path) => say!(words, "cli-sandbox-database-newer", path = shown(path)),
        Failure::DiskFull(path) => say!(words, "cli-sandbox-disk-full", path = shown(path)),
        Failure::Questionnaire(path, _) => say!(words, "cli-sandbox-questionnaire", path = shown(path)),
        Failure::Listen(_) | Failure::Record(_) | Failure::Other(_) => {
            say!(words, "cli-sandbox-other", why = Clean::line(&failure.to_string()))
        }
    }
}
