//! A filled form as something to read and to print: every question that is asked, with its answer.

use super::sheet::{Sheet, Slot};
use super::shown;
use crate::domain::{Ask, Clean, Emphasis, Piece, Span, Words as Said};
use crate::say;
use crate::words::Words;

/// Groups are headings, questions stand in bold, and a question without an answer says so.
pub fn printed(sheet: &Sheet, words: &Words) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (slot, _) in sheet.each().filter(|(_, shown)| *shown) {
        piece(sheet, slot, words, &mut pieces);
    }
    pieces
}

fn piece(sheet: &Sheet, slot: &Slot, words: &Words, pieces: &mut Vec<Piece>) {
    let (Some(question), Some(asked)) = (sheet.question(slot), sheet.asked(slot)) else { return };
    match question.ask {
        Ask::Group => {
            let level = u8::try_from(asked.depth).unwrap_or(4).saturating_add(2).min(6);
            pieces.push(Piece::Heading { level, text: said(question.text.clone(), false) });
        }
        Ask::Display | Ask::Unknown(_) => {}
        Ask::Boolean
        | Ask::Choice
        | Ask::OpenChoice
        | Ask::Line(_)
        | Ask::Text
        | Ask::Integer
        | Ask::Decimal
        | Ask::Date(_)
        | Ask::Quantity => {
            pieces.push(Piece::Paragraph(said(question.text.clone(), true)));
            let answers = sheet.answers_of(slot, words);
            if answers.is_empty() {
                pieces.push(Piece::Paragraph(said(say!(words, "form-no-answer"), false)));
            }
            for answer in answers {
                let text = shown::said(&answer, words);
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                pieces.extend(lines.map(|line| Piece::Paragraph(said(Clean::new(line), false))));
            }
        }
    }
}

fn said(text: Clean, strong: bool) -> Said {
    Said(vec![Span::Text { text, emphasis: Emphasis { strong, ..Emphasis::default() }, link: None }])
}
