//! Every combination of what the rules look at, and what must hold in all of them.

use super::*;

const BOOLS: [bool; 2] = [false, true];

fn files() -> Vec<Option<File>> {
    let mut files = vec![None];
    for bits in 0..32_u8 {
        let bit = |at: u8| bits >> at & 1 == 1;
        files.push(Some(File { readable: bit(0), management: bit(1), masked: bit(2), withdrawn: bit(3), author: bit(4) }));
    }
    files
}

/// All of them: 4 acts, 3 modes, 6 capacities, 3 stances, 6 yes-or-no, and 33 documents or none.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for file in files() {
        for act in [Act::List, Act::Read, Act::Deposit, Act::Govern] {
            for mode in Mode::ALL {
                for capacity in Capacity::ALL {
                    for stance in [Stance::Unknown, Stance::Agreed, Stance::Blocked] {
                        for bits in 0..64_u8 {
                            let bit = |at: u8| bits >> at & 1 == 1;
                            let consents = Consents { samu: bit(0), glass: bit(1), masked: bit(2) };
                            let (regulator, treating, closed) = (bit(3), bit(4), bit(5));
                            cases.push(Case { act, mode, closed, capacity, regulator, treating, stance, consents, file });
                        }
                    }
                }
            }
        }
    }
    cases
}

fn allowed(case: &Case) -> bool {
    decide(case).refusal().is_none()
}

#[test]
fn a_block_wins_over_everything_emergencies_included_and_lets_deposit() {
    for case in cases().into_iter().filter(|case| case.stance == Stance::Blocked) {
        let unblocked = Case { stance: Stance::Unknown, ..case };
        match case.act {
            Act::List | Act::Read | Act::Govern => assert!(!allowed(&case), "{case:?}"),
            Act::Deposit => assert_eq!(allowed(&case), allowed(&unblocked), "{case:?}"),
        }
    }
}

#[test]
fn unblocking_gives_access_to_nobody_until_a_new_agreement() {
    let reading = |case: &Case| case.stance == Stance::Unknown && case.act != Act::Deposit && case.mode == Mode::Normal;
    for case in cases().into_iter().filter(reading) {
        assert!(!allowed(&case), "{case:?}");
    }
}

#[test]
fn what_may_not_be_read_is_not_listed_either() {
    for case in cases().into_iter().filter(|case| case.act == Act::List) {
        assert_eq!(decide(&case), decide(&Case { act: Act::Read, ..case }), "{case:?}");
    }
}

#[test]
fn no_document_is_read_in_a_record_that_does_not_open() {
    for case in cases().into_iter().filter(|case| case.act == Act::Read && case.file.is_some() && allowed(case)) {
        assert!(allowed(&Case { file: None, ..case }), "{case:?}");
    }
}

#[test]
fn saying_no_never_allows_more() {
    for case in cases().into_iter().filter(|case| case.act != Act::Deposit && allowed(case)) {
        let Consents { samu, glass, masked } = case.consents;
        for more in [
            Consents { samu: true, glass, masked },
            Consents { samu, glass: true, masked },
            Consents { samu, glass, masked: true },
        ] {
            assert!(allowed(&Case { consents: more, ..case }), "{case:?}");
        }
        if let Some(file) = case.file {
            assert!(allowed(&Case { file: Some(File { masked: false, ..file }), ..case }), "{case:?}");
            assert!(allowed(&Case { file: Some(File { readable: true, ..file }), ..case }), "{case:?}");
        }
    }
}

#[test]
fn those_who_never_read_never_read_and_a_closed_record_is_closed() {
    for case in cases() {
        let never = matches!(case.capacity, Capacity::Occupational | Capacity::Advisory | Capacity::Insurer);
        if case.closed || never {
            assert!(!allowed(&case), "{case:?}");
        }
        if let (Capacity::Administrative, Some(file), true) = (case.capacity, case.file, allowed(&case)) {
            assert!(file.management, "{case:?}");
            assert!(case.mode == Mode::Normal || case.act == Act::Deposit, "{case:?}");
        }
    }
}

#[test]
fn masking_leaves_the_author_the_treating_doctor_and_emergencies_that_are_allowed() {
    for case in cases().into_iter().filter(|case| case.act == Act::Read && allowed(case)) {
        let Some(file) = case.file.filter(|file| file.masked) else { continue };
        let emergency = case.mode != Mode::Normal && case.consents.masked;
        assert!(file.author || case.treating || emergency, "{case:?}");
    }
}

#[test]
fn every_rule_decides_something_and_is_said() {
    let mut decided = [false; RULES.len()];
    for case in cases() {
        if let Some(at) = RULES.iter().position(|rule| (rule.when)(&case)) {
            decided[at] = true;
        }
    }
    for (rule, decided) in RULES.iter().zip(decided) {
        assert!(decided, "never decides: {}", rule.says);
        assert!(rule.says.ends_with('.') && !rule.source.is_empty());
    }
    assert!(cases().iter().any(|case| decide(case) == Yes(Reason::Ordinary)));
}

#[test]
fn the_published_cells_of_the_matrix_are_those_of_standards_3_2() {
    let refused = |profession: &str| {
        ["ATTEST-RESID", "75496-0", "68599-0", "83901-9", "68817-6", "89601-9", "80788-3", "83981-1", "EXPPAT_3", "15508-5"]
            .into_iter()
            .filter(|kind| !reads(profession, kind, ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(refused("10"), ["ATTEST-RESID"], "a doctor reads all but that");
    assert_eq!(refused("60"), ["ATTEST-RESID", "75496-0", "68599-0", "83901-9", "68817-6", "89601-9"]);
    assert_eq!(refused("40"), ["ATTEST-RESID", "75496-0", "68599-0", "83901-9", "80788-3", "83981-1", "EXPPAT_3"]);
    assert!(!reads("80", "15508-5", "10") && reads("80", "11488-4", "10"));
    for profession in ["", "71", "73", "999"] {
        assert!(!reads(profession, "11488-4", "10"), "who is not in the matrix reads nothing: {profession}");
    }
    for bool in BOOLS {
        let file = File { readable: bool, management: false, masked: false, withdrawn: false, author: false };
        let consents = Consents { samu: false, glass: false, masked: false };
        let case = Case {
            act: Act::Read,
            mode: Mode::Normal,
            closed: false,
            capacity: Capacity::Care,
            regulator: false,
            treating: false,
            stance: Stance::Agreed,
            consents,
            file: Some(file),
        };
        assert_eq!(allowed(&case), bool);
    }
}

#[test]
fn the_matrix_is_well_written() {
    let table = include_str!("../../../assets/codes/matrix.tsv");
    let mut seen = std::collections::HashSet::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [profession, document, read, source] = cells[..] else { panic!("{line}") };
        assert!(seen.insert((profession, document)), "twice: {line}");
        assert!(["yes", "no"].contains(&read) && ["known", "sensible"].contains(&source), "{line}");
    }
    assert!(seen.len() > 60);
    let professions = professions();
    let distinct: std::collections::HashSet<_> = professions.iter().collect();
    assert!(professions.len() == distinct.len() && professions.len() >= 19, "{professions:?}");
    assert_eq!(matrix_version().len(), "2026-11-22".len());
}

#[test]
fn only_the_treating_doctor_governs_and_only_as_somebody_who_may_open_the_record() {
    for case in cases().into_iter().filter(|case| case.act == Act::Govern && allowed(case)) {
        assert!(case.treating, "{case:?}");
        assert!(allowed(&Case { act: Act::List, ..case }), "{case:?}");
    }
    assert!(cases().iter().any(|case| case.act == Act::Govern && allowed(case)));
}

#[test]
fn the_assurance_maladie_feeds_and_reads_nothing() {
    for case in cases().into_iter().filter(|case| case.capacity == Capacity::Feeder) {
        assert_eq!(allowed(&case), case.act == Act::Deposit && !case.closed, "{case:?}");
    }
}
