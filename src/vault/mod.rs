//! What this computer keeps: private files, saved documents, sealed drafts, the remembered identifier. Never a password, never a token.

pub mod drafts;
pub mod export;
pub mod file;
pub mod identifier;

use std::path::PathBuf;

/// Where the program's own files are, on a computer that has a folder for the person. Nothing is made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The settings file.
    pub settings: PathBuf,
    /// Where the identifier is remembered (at home only).
    pub memory: PathBuf,
    /// Where the reports of the program's own faults go (at home only).
    pub reports: PathBuf,
}

impl Own {
    /// `None` when the person has no folder here, or when it does not exist: everything then stays in memory.
    pub fn find() -> Option<Self> {
        let home = directories::BaseDirs::new()?;
        let dirs = directories::ProjectDirs::from("", "", "dmp").filter(|_| home.home_dir().is_dir())?;
        Some(Self {
            settings: dirs.config_dir().join("settings.toml"),
            memory: dirs.data_local_dir().to_path_buf(),
            reports: dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_path_buf(),
        })
    }
}
