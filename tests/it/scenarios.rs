//! What was tried out and kept lies beside the journal: it comes back, and a copy of the session has it too.

use std::sync::Arc;

use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::{CriterionId, QuestionId, built_in};
use chiefly::session::Session;
use chiefly::session::scenario::Scenario;
use chiefly::shell::keeper::Keeper;
use chiefly::shell::store::{Library, SCENARIOS, Store};

#[test]
fn scenarios_are_kept_beside_the_journal() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::at(home.path().to_owned());
    let questionnaire = Arc::new(built_in());
    let mut library = Library::default();
    library.add(Arc::clone(&questionnaire));
    let mut session = Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire));
    let mut keeper = Keeper::new(&store, Arc::clone(&questionnaire));
    let change = session.answer(QuestionId(1), Some(Value::Choice(0).into())).unwrap();
    keeper.record(&change).unwrap();
    let id = keeper.id().to_owned();
    assert_eq!(store.scenarios(&id, &questionnaire), []);

    let mut answers = session.answers().clone();
    answers.set(QuestionId(1), Some(Value::Choice(3).into()));
    let kept = [Scenario { name: "later".to_owned(), weights: vec![(CriterionId(0), 1.5)], answers }];
    store.keep(&id, &questionnaire, &kept).unwrap();
    assert_eq!(store.scenarios(&id, &questionnaire), kept);
    let copy = store.fork(&id, &mut library).unwrap();
    assert_eq!(store.scenarios(&copy, &questionnaire), kept);

    std::fs::write(store.folder(&id).unwrap().join(SCENARIOS), "{ broken").unwrap();
    assert_eq!(store.scenarios(&id, &questionnaire), [], "what is damaged does not stop the session");
    assert_eq!(store.read(&id, &mut library).unwrap().session.answers(), session.answers());
}
