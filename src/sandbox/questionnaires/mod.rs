//! The forms that are served: the two of advance directives, in the project's own words (D35), and those of files given at the
//! start. Answers are judged by the form that they answer, whoever wrote it.
//!
//! * `GET Questionnaire?name=directives-anticipees`: two (`_id`, `url`, `title` too); an unknown name: an empty Bundle.
//! * `GET Questionnaire/{id}`, `ETag: W/"1"`: a form does not change while the server runs.

mod form;
mod judge;
mod serve;

pub use serve::{PARAMETERS, one, search};

use crate::sandbox::http::Remark;
use crate::sandbox::options::Failure;
use form::Form;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// Serious illness or the end of life; in good health.
const DIRECTIVES: [&str; 2] = [
    include_str!("../../../assets/questionnaires/directives-maladie.json"),
    include_str!("../../../assets/questionnaires/directives-sante.json"),
];

/// Bytes of a file given at the start.
const LARGE: u64 = 8 * 1024 * 1024;

#[derive(Default)]
pub struct Questionnaires(Vec<Form>);

impl Questionnaires {
    /// The project's own, then those of `files`.
    pub fn open(files: &[PathBuf]) -> Result<Self, Failure> {
        let mut forms = Self::default();
        for text in DIRECTIVES {
            forms.add(text.as_bytes()).map_err(|why| Failure::Record(why.to_owned()))?;
        }
        for file in files {
            let wrong = |why: &str| Failure::Questionnaire(file.clone(), why.to_owned());
            let size = std::fs::metadata(file).map_err(|error| wrong(&error.to_string()))?.len();
            if size > LARGE {
                return Err(wrong("it is too large"));
            }
            let bytes = std::fs::read(file).map_err(|error| wrong(&error.to_string()))?;
            forms.add(&bytes).map_err(wrong)?;
        }
        Ok(forms)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        let form = Form::read(bytes)?;
        if self.0.iter().any(|known| known.id == form.id || known.url == form.url) {
            return Err("another form has its id or its address");
        }
        self.0.push(form);
        Ok(())
    }

    /// Whether these answer a form of advance directives; what is wrong with them is remarked.
    pub fn judge(&self, answers: &Map<String, Value>, remarks: &mut Vec<Remark>) -> bool {
        let named = answers.get("questionnaire").and_then(Value::as_str).unwrap_or_default();
        let Some(form) = self.0.iter().find(|form| form.is_named(named)) else {
            let text = "no form of this server has this address";
            remarks.push(Remark::new("QuestionnaireResponse.questionnaire", "not-found", text));
            return false;
        };
        judge::judge(form, answers, remarks);
        form.directives
    }
}
