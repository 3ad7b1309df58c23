//! Words looked for, marked in the lines that show them: bold and underlined, never a sign among the document's own words.

use crate::domain::find_folded;
use crate::face::flow::{Line, Run};
use std::ops::Range;

/// The line with what was looked for standing out. `words` are folded.
pub(super) fn mark(line: &Line, words: &[Box<str>]) -> Line {
    let whole = line.text();
    let mut found: Vec<Range<usize>> = words.iter().flat_map(|word| find_folded(&whole, word)).collect();
    if found.is_empty() {
        return line.clone();
    }
    found.sort_by_key(|range| range.start);
    let (mut runs, mut from) = (Vec::new(), 0_usize);
    for run in &line.runs {
        let to = from.saturating_add(run.text.len());
        let mut at = from;
        while at < to {
            // Inside a word found, up to its end; else up to the next one.
            let inside = found.iter().filter(|range| range.contains(&at)).map(|range| range.end).max();
            let next = inside.or_else(|| found.iter().map(|range| range.start).find(|start| *start > at)).unwrap_or(to).min(to);
            let text = whole.get(at..next).unwrap_or_default().to_owned();
            let marked = inside.is_some();
            runs.push(Run { text, strong: run.strong || marked, underlined: run.underlined || marked, link: run.link });
            at = next;
        }
        from = to;
    }
    Line { runs, ..line.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_found_stand_out_across_runs_and_nothing_is_lost() {
        let run = |text: &str, strong| Run { text: text.to_owned(), strong, ..Run::default() };
        let line = Line { runs: vec![run("Le gen", false), run("ou et le génie", true)], ..Line::default() };
        let marked = mark(&line, &["genou".into(), "geni".into()]);
        assert_eq!(marked.text(), line.text());
        let said: Vec<(&str, bool)> = marked.runs.iter().map(|run| (run.text.as_str(), run.underlined)).collect();
        assert_eq!(said, [("Le ", false), ("gen", true), ("ou", true), (" et le ", false), ("géni", true), ("e", false)]);
        assert!(marked.runs.iter().all(|run| run.strong == (run.underlined || [" et le ", "e"].contains(&run.text.as_str()))));
        assert_eq!(mark(&line, &["absent".into()]), line);
        assert_eq!(mark(&line, &[]), line);
    }
}
