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
    let mut read = |id: &str| store.read(id, &mut library).unwrap();
    assert_eq!(read(&id).kept.scenarios, []);

    let mut answers = session.answers().clone();
    answers.set(QuestionId(1), Some(Value::Choice(3).into()));
    let kept = [Scenario { name: "later".to_owned(), weights: vec![(CriterionId(0), 1.5)], answers }];
    keeper.keep(&kept).unwrap();
    assert_eq!(read(&id).kept.scenarios, kept);
    let (copy, notice) = store.fork(&id, &mut Library::default()).unwrap();
    assert_eq!((read(&copy).kept.scenarios, notice), (kept.to_vec(), None));

    let file = store.folder(&id).unwrap().join(SCENARIOS);
    std::fs::write(&file, "{ broken").unwrap();
    let damaged = read(&id);
    assert!(damaged.notice.unwrap().contains("1 line of `scenarios.json` cannot be read"));
    assert_eq!(damaged.session.answers(), session.answers(), "what is damaged does not stop the session");
    // What is kept next does not write over it.
    keeper.keep(&kept).unwrap();
    assert_eq!(read(&id).kept.scenarios, kept);
    assert_eq!(std::fs::read_to_string(file.with_file_name("scenarios.damaged-1.json")).unwrap(), "{ broken");
    // And it comes back when its file is removed.
    std::fs::remove_file(&file).unwrap();
    keeper.check().unwrap();
    let change = session.answer(QuestionId(1), Some(Value::Choice(1).into())).unwrap();
    keeper.record(&change).unwrap();
    assert_eq!(read(&id).kept.scenarios, kept);
}
