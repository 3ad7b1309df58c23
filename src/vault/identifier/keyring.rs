//! The system's keyring (feature `keyring`). Its errors quote the secret: none is kept, printed or logged.

use super::{Keyring, Unable};

/// The keyring of this computer, which may be absent, locked or silent.
pub struct System;

#[cfg(feature = "keyring")]
impl Keyring for System {
    fn put(&self, name: &str, value: &str) -> Result<(), Unable> {
        entry(name)?.set_password(value).map_err(|_| Unable::Refused)
    }

    fn get(&self, name: &str) -> Result<Option<String>, Unable> {
        match entry(name)?.get_password() {
            Ok(value) => Ok(Some(value)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(_) => Err(Unable::Refused),
        }
    }

    fn delete(&self, name: &str) -> Result<(), Unable> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(_) => Err(Unable::Refused),
        }
    }
}

/// The attributes of an entry are searchable by others: they hold the program's name and a random one.
#[cfg(feature = "keyring")]
fn entry(name: &str) -> Result<keyring::Entry, Unable> {
    keyring::Entry::new("dmp", name).map_err(|_| Unable::Refused)
}

#[cfg(not(feature = "keyring"))]
impl Keyring for System {
    fn put(&self, _name: &str, _value: &str) -> Result<(), Unable> {
        Err(Unable::Refused)
    }

    fn get(&self, _name: &str) -> Result<Option<String>, Unable> {
        Err(Unable::Refused)
    }

    fn delete(&self, _name: &str) -> Result<(), Unable> {
        Err(Unable::Refused)
    }
}
