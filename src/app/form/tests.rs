//! Whatever the form and whatever is typed: nothing is lost, nothing is altered, nothing goes round for ever.

use super::sheet::Sheet;
use super::{FIELD, shown};
use crate::domain::{Answer, Ask, Check, Clean, Condition, Form, Question, Test, When};
use crate::page::{Change, FieldId};
use crate::words::Words;
use proptest::prelude::*;
use std::sync::Arc;

fn any_ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        Just(Ask::Display),
        Just(Ask::Boolean),
        Just(Ask::Choice),
        Just(Ask::OpenChoice),
        Just(Ask::Line(Check::Any)),
        Just(Ask::Text),
        Just(Ask::Integer),
        Just(Ask::Decimal),
        Just(Ask::Date(When::Any)),
        Just(Ask::Quantity),
        Just(Ask::Unknown("attachment".into())),
    ]
}

fn any_test() -> impl Strategy<Value = Test> {
    prop_oneof![
        any::<bool>().prop_map(Test::Answered),
        any::<bool>().prop_map(|yes| Test::Equal(Answer::Boolean(yes))),
        "[a-c]".prop_map(|text| Test::NotEqual(Answer::Text(Clean::new(&text)))),
        (0..20_i64).prop_map(|number| Test::More(Answer::Integer(number))),
        (0..20_i64).prop_map(|number| Test::LessOrEqual(Answer::Integer(number))),
    ]
}

/// Links are numbers, so that conditions point anywhere: forwards, backwards, at themselves, at nothing.
fn any_question(asks: impl Strategy<Value = Ask> + 'static) -> impl Strategy<Value = Question> {
    let conditions = prop::collection::vec((0..12_u32, any_test()), 0..3);
    (asks, any::<bool>(), any::<bool>(), any::<bool>(), conditions).prop_map(|(ask, repeats, required, any, conditions)| {
        Question {
            ask,
            repeats,
            required,
            any,
            shown_when: conditions
                .into_iter()
                .map(|(link, test)| Condition { link: link.to_string().as_str().into(), test })
                .collect(),
            options: ["a", "b", "c"].map(|code| Answer::Text(code.into())).to_vec(),
            ..Question::default()
        }
    })
}

fn any_form() -> impl Strategy<Value = Arc<Form>> {
    let leaf = any_question(any_ask());
    let tree = leaf.prop_recursive(3, 12, 4, |inner| {
        (any_question(Just(Ask::Group)), prop::collection::vec(inner, 0..4))
            .prop_map(|(group, items)| Question { items, ..group })
    });
    prop::collection::vec(tree, 1..6).prop_map(|mut items| {
        let mut next = 0;
        items.iter_mut().for_each(|question| number(question, &mut next));
        Arc::new(Form { items, ..Form::default() })
    })
}

/// A repetition left empty is not sent, and conditions may look at it: they are left out where answers travel.
fn unconditional() -> impl Strategy<Value = Arc<Form>> {
    fn strip(question: &mut Question) {
        question.shown_when.clear();
        question.items.iter_mut().for_each(strip);
    }
    any_form().prop_map(|form| {
        let mut form = Form::clone(&form);
        form.items.iter_mut().for_each(strip);
        Arc::new(form)
    })
}

fn number(question: &mut Question, next: &mut u32) {
    question.link = next.to_string().as_str().into();
    *next += 1;
    question.items.iter_mut().for_each(|inner| number(inner, next));
}

#[derive(Debug, Clone)]
enum Move {
    Type(usize, String),
    Choose(usize, usize),
    Repeat(usize),
    TakeAway(usize),
}

fn any_move() -> impl Strategy<Value = Move> {
    let typed = prop_oneof!["\\PC{0,12}", Just("3/4/1958".to_owned()), Just("12,5 kg".to_owned()), "[0-9]{1,3}", "a\nb"];
    prop_oneof![
        4 => (any::<prop::sample::Index>(), typed).prop_map(|(at, text)| Move::Type(at.index(64), text)),
        2 => (any::<prop::sample::Index>(), 0..4_usize).prop_map(|(at, option)| Move::Choose(at.index(64), option)),
        1 => any::<prop::sample::Index>().prop_map(|at| Move::Repeat(at.index(64))),
        1 => any::<prop::sample::Index>().prop_map(|at| Move::TakeAway(at.index(64))),
    ]
}

fn play(sheet: &mut Sheet, moves: &[Move], words: &Words) {
    for step in moves {
        let at = match step {
            Move::Type(at, _) | Move::Choose(at, _) | Move::Repeat(at) | Move::TakeAway(at) => at % sheet.slots().len(),
        };
        let (id, silent) = (sheet.slots()[at].id, sheet.asked(&sheet.slots()[at]).unwrap().silent());
        match step {
            Move::Type(_, text) if !silent => {
                let typed = sheet.typed(FieldId(FIELD, id)).unwrap();
                typed.apply(&Change { from: 0, to: usize::MAX, text: Clean::new(text) });
                sheet.settle(words);
            }
            Move::Choose(_, option) => {
                let question = sheet.question(&sheet.slots()[at]).unwrap();
                if *option < shown::options(question) && !silent {
                    sheet.choose(id, *option, words);
                }
            }
            Move::Repeat(_) => drop(sheet.repeat(id, words)),
            Move::TakeAway(_) => sheet.take_away(id, words),
            Move::Type(..) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_was_typed_is_found_again_in_a_new_start(form in any_form(), moves in prop::collection::vec(any_move(), 0..24)) {
        let words = Words::french();
        let mut sheet = Sheet::new(form.clone(), &words);
        play(&mut sheet, &moves, &words);
        let kept = sheet.kept();
        let mut again = Sheet::new(form, &words);
        prop_assert_eq!(again.restore(&kept, &words), 0);
        prop_assert_eq!(again.kept(), kept);
        prop_assert_eq!(again.answers(&words), sheet.answers(&words));
    }

    #[test]
    fn answers_survive_going_to_the_server_and_back(form in unconditional(), moves in prop::collection::vec(any_move(), 0..24)) {
        let words = Words::french();
        let mut sheet = Sheet::new(form.clone(), &words);
        play(&mut sheet, &moves, &words);
        let answers = sheet.answers(&words);
        prop_assert_eq!(Sheet::answered(form, &answers, &words).answers(&words), answers);
    }

    #[test]
    fn checking_changes_nothing(form in any_form(), moves in prop::collection::vec(any_move(), 0..24)) {
        let words = Words::french();
        let mut sheet = Sheet::new(form, &words);
        play(&mut sheet, &moves, &words);
        let before = sheet.kept();
        for slot in sheet.slots() {
            if let Some(fault) = sheet.fault(slot, None, &words) {
                prop_assert!(!fault.said(&words).is_empty());
            }
        }
        sheet.settle(&words);
        prop_assert_eq!(sheet.kept(), before);
    }
}

#[test]
fn questions_that_wait_for_each_other_are_not_asked_and_do_not_hang() {
    let words = Words::french();
    let on = |link: &str, other: &str| Question {
        link: link.into(),
        ask: Ask::Boolean,
        shown_when: vec![Condition { link: other.into(), test: Test::Answered(true) }],
        ..Question::default()
    };
    let form = Form { items: vec![on("a", "b"), on("b", "a"), on("c", "c"), on("d", "nowhere")], ..Form::default() };
    let sheet = Sheet::new(Arc::new(form), &words);
    assert!(sheet.each().all(|(_, shown)| !shown));
}

#[test]
fn a_detail_is_asked_only_when_it_means_something_and_its_text_is_kept() {
    let words = Words::french();
    let form = Form {
        items: vec![
            Question {
                link: "other".into(),
                ask: Ask::Choice,
                options: vec![Answer::Text("oui".into()), Answer::Text("autre".into())],
                ..Question::default()
            },
            Question {
                link: "detail".into(),
                ask: Ask::Line(Check::Any),
                shown_when: vec![Condition { link: "other".into(), test: Test::Equal(Answer::Text("autre".into())) }],
                ..Question::default()
            },
        ],
        ..Form::default()
    };
    let mut sheet = Sheet::new(Arc::new(form), &words);
    let (choice, detail) = (sheet.slots()[0].id, sheet.slots()[1].id);
    assert!(!sheet.is_shown(&sheet.slots()[1]));
    sheet.choose(choice, 1, &words);
    assert!(sheet.is_shown(&sheet.slots()[1]));
    sheet.typed(FieldId(FIELD, detail)).unwrap().set("mes mots".into());
    assert_eq!(sheet.answers(&words).len(), 2);
    sheet.choose(choice, 0, &words);
    assert_eq!(sheet.answers(&words).len(), 1, "what is not asked is not sent");
    assert_eq!(sheet.slots()[1].typed.value().as_str(), "mes mots", "and still there if it is asked again");
}

#[test]
fn a_repeated_group_answers_each_time_and_conditions_look_at_the_nearest() {
    let words = Words::french();
    let line = |link: &str| Question { link: link.into(), ask: Ask::Line(Check::Any), ..Question::default() };
    let group = Question {
        link: "child".into(),
        ask: Ask::Group,
        repeats: true,
        items: vec![
            line("name"),
            Question { shown_when: vec![Condition { link: "name".into(), test: Test::Answered(true) }], ..line("age") },
        ],
        ..Question::default()
    };
    let mut sheet = Sheet::new(Arc::new(Form { items: vec![group, line("end")], ..Form::default() }), &words);
    let first = sheet.slots()[0].id;
    let name = sheet.repeat(first, &words).expect("a second child");
    assert_eq!(sheet.slots().last().map(|slot| sheet.question(slot).unwrap().link.clone()), Some("end".into()));
    sheet.typed(FieldId(FIELD, name)).unwrap().set("Zoé".into());
    sheet.settle(&words);
    let shown: Vec<bool> = sheet.each().map(|(_, shown)| shown).collect();
    assert_eq!(shown, [true, true, false, true, true, true, true], "the age of the second child alone is asked");
    assert_eq!(sheet.answers(&words).len(), 1, "the first child has no answer");
}
