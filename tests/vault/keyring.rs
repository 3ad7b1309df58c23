//! A keyring for the tests.

use dmp::vault::identifier::{Keyring, Unable};
use std::collections::HashMap;
use std::sync::{Condvar, Mutex};

/// A keyring in memory, which can be told to refuse or to stay silent.
#[derive(Default)]
pub struct Mock {
    pub entries: Mutex<HashMap<String, String>>,
    pub mood: Mutex<Mood>,
    pub changed: Condvar,
    pub calls: Mutex<u32>,
}

#[derive(Default, Clone, Copy, PartialEq)]
pub enum Mood {
    #[default]
    Willing,
    Refusing,
    Silent,
}

impl Mock {
    pub fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
        self.changed.notify_all();
    }

    fn answer(&self) -> Result<(), Unable> {
        *self.calls.lock().unwrap() += 1;
        let mood = self.changed.wait_while(self.mood.lock().unwrap(), |mood| *mood == Mood::Silent).unwrap();
        if *mood == Mood::Refusing { Err(Unable::Refused) } else { Ok(()) }
    }

    pub fn entries(&self) -> Vec<(String, String)> {
        self.entries.lock().unwrap().clone().into_iter().collect()
    }
}

impl Keyring for Mock {
    fn put(&self, name: &str, value: &str) -> Result<(), Unable> {
        self.answer()?;
        self.entries.lock().unwrap().insert(name.into(), value.into());
        self.changed.notify_all();
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<String>, Unable> {
        self.answer()?;
        Ok(self.entries.lock().unwrap().get(name).cloned())
    }

    fn delete(&self, name: &str) -> Result<(), Unable> {
        self.answer()?;
        self.entries.lock().unwrap().remove(name);
        Ok(())
    }
}
