//! Answers on closed branches: kept, never scored, never reported, and back when the branch reopens.

use std::sync::{Arc, LazyLock};

use chiefly::assessment::cases::cases;
use chiefly::assessment::{Contribution, Settings, assess};
use chiefly::questionnaire::answer::{Answer, Answers, Value};
use chiefly::questionnaire::flow::Flow;
use chiefly::questionnaire::{self, QuestionId, Questionnaire};
use chiefly::session::Session;
use proptest::prelude::*;

static BUILT_IN: LazyLock<Arc<Questionnaire>> = LazyLock::new(|| Arc::new(questionnaire::built_in()));

/// An answer picked by two numbers: any case of any question, "don't know", or none.
fn edit(question: usize, pick: usize) -> (QuestionId, Option<Answer>) {
    let id = QuestionId(question % BUILT_IN.questions.len());
    let asked = BUILT_IN.question(id);
    let mut values = cases(asked);
    values.push(Value::Unknown);
    let value = values.into_iter().cycle().nth(pick % 7).filter(|_| !pick.is_multiple_of(11));
    (id, value.and_then(|v| asked.accept(v).ok()).map(Answer::from))
}

fn without_closed(answers: &Answers) -> Answers {
    let flow = Flow::of(&BUILT_IN, answers);
    let mut open = answers.clone();
    for id in BUILT_IN.question_ids().filter(|&id| !flow.is_open(id)) {
        open.set(id, None);
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_closed_answer_is_kept_and_never_counts(edits in prop::collection::vec((0..64_usize, 0..77_usize), 1..60)) {
        let mut session = Session::new(Arc::clone(&BUILT_IN), Answers::new(&BUILT_IN));
        let mut last = vec![None; BUILT_IN.questions.len()];
        for (question, pick) in edits {
            let (id, answer) = edit(question, pick);
            last[id.0].clone_from(&answer);
            let _change = session.answer(id, answer);
        }
        for id in BUILT_IN.question_ids() {
            prop_assert_eq!(session.answers().get(id), last[id.0].as_ref(), "kept, open or closed");
        }
        let settings = Settings { draws: 64 };
        let with = assess(&BUILT_IN, session.answers(), &settings);
        let without = assess(&BUILT_IN, &without_closed(session.answers()), &settings);
        prop_assert_eq!((&with.headline, with.coverage), (&without.headline, without.coverage));
        prop_assert_eq!((&with.advice, &with.unknown), (&without.advice, &without.unknown));
        for (with, without) in with.decisions.iter().zip(&without.decisions) {
            // What another answer would change may differ: it may reopen a branch with what was said there.
            prop_assert_eq!(&with.standings, &without.standings);
            prop_assert_eq!(&with.contributions, &without.contributions);
            prop_assert_eq!(&with.robustness, &without.robustness);
        }
        let closed = |c: &Contribution| !with.flow.is_open(c.question);
        prop_assert!(!with.decisions.iter().any(|d| d.contributions.iter().any(closed)));
    }

    #[test]
    fn the_length_of_the_way_never_lies(edits in prop::collection::vec((0..64_usize, 1..77_usize), 1..90)) {
        let mut answers = Answers::new(&BUILT_IN);
        for (question, pick) in edits {
            let (id, answer) = edit(question, pick);
            answers.set(id, answer);
        }
        let before = Flow::of(&BUILT_IN, &answers).length(&BUILT_IN, &answers);
        // Go on to the end, answering whatever is open, in order.
        let next = |answers: &Answers| Flow::of(&BUILT_IN, answers).unanswered(&BUILT_IN, answers).next();
        while let Some(id) = next(&answers) {
            let asked = BUILT_IN.question(id);
            let value = cases(asked).into_iter().next().unwrap_or(Value::Text("x".to_owned()));
            answers.set(id, asked.accept(value).ok().or(Some(Value::Unknown)).map(Answer::from));
        }
        let whole = Flow::of(&BUILT_IN, &answers).open().filter(|&id| BUILT_IN.question(id).is_answerable()).count();
        prop_assert!(before.0 <= whole && whole <= before.1, "{before:?} does not hold {whole}");
    }
}

#[test]
fn a_branch_that_reopens_brings_its_answer_back() {
    let (closing, hidden) = BUILT_IN
        .question_ids()
        .find_map(|id| Some((*BUILT_IN.question(id).ask_if.as_ref()?.questions().first()?, id)))
        .expect("the built-in questionnaire has branches");
    let mut session = Session::new(Arc::clone(&BUILT_IN), Answers::new(&BUILT_IN));
    let values = |id| {
        let mut values = cases(BUILT_IN.question(id));
        values.push(Value::Unknown);
        values
    };
    let is_open = |s: &Session| Flow::of(&BUILT_IN, s.answers()).is_open(hidden);
    let with = |s: &mut Session, value: &Value| {
        let _change = s.answer(closing, Some(value.clone().into()));
        is_open(s)
    };
    let opens = values(closing).into_iter().find(|v| with(&mut session, v)).expect("some answer opens it");
    let closes = values(closing).into_iter().find(|v| !with(&mut session, v)).expect("some answer closes it");
    assert!(with(&mut session, &opens));
    let said = values(hidden).into_iter().next().map(Answer::from);
    let _change = session.answer(hidden, said.clone());
    assert!(!with(&mut session, &closes));
    assert_eq!(session.answers().get(hidden), said.as_ref(), "kept while closed");
    assert_eq!(Flow::of(&BUILT_IN, session.answers()).effective(session.answers(), hidden), None, "and silent");
    assert!(with(&mut session, &opens));
    assert_eq!(Flow::of(&BUILT_IN, session.answers()).effective(session.answers(), hidden), said.as_ref());
}
