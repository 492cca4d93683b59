//! Sessions on disk: nothing that was answered is lost, whatever happens to the files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chiefly::error::Error;
use chiefly::questionnaire::Questionnaire;
use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::session::journal::{Entry, Journal};
use chiefly::session::summary::{Health, Summary};
use chiefly::session::{Change, Session, answers_file};
use chiefly::shell::keeper::Keeper;
use chiefly::shell::store::{Library, Store};
use chiefly::shell::world;
use proptest::prelude::*;
use tempfile::TempDir;

const SMALL: &str = include_str!("../questionnaires/small.toml");

fn small() -> Arc<Questionnaire> {
    static PARSED: LazyLock<Arc<Questionnaire>> =
        LazyLock::new(|| Arc::new(Questionnaire::parse(SMALL).value.unwrap()));
    Arc::clone(&PARSED)
}

fn library() -> Library {
    let mut library = Library::default();
    library.add(small());
    library
}

fn empty(questionnaire: &Arc<Questionnaire>) -> Session {
    Session::new(Arc::clone(questionnaire), Answers::new(questionnaire))
}

/// Every kind of answer, with remarks, and some of them taken back.
fn changes(session: &mut Session) -> Vec<Change> {
    let questionnaire = Arc::clone(&session.questionnaire);
    let id = |name: &str| questionnaire.find_question(name).unwrap();
    let unsure = Answer {
        confidence: Confidence::Unsure,
        note: "from \"finance\", to be confirmed \\ 日本".to_owned(),
        locked: true,
        ..Value::Number(250_000.0).into()
    };
    let said: [(&str, Answer); 9] = [
        ("team_name", Value::Text("Nord? \"Süd\" 'x'".to_owned()).into()),
        ("people", Value::Number(12.0).into()),
        ("rent", unsure),
        ("visitors", Value::Choice(1).into()),
        ("visits", Value::Number(4.0).into()),
        ("needs", Value::Choices(vec![1, 2]).into()),
        ("priorities", Value::Points(vec![60, 0, 40]).into()),
        ("order", Value::Order(vec![2, 0, 1]).into()),
        ("growth", Value::Unknown.into()),
    ];
    let mut made: Vec<Change> =
        said.into_iter().filter_map(|(name, answer)| session.answer(id(name), Some(answer))).collect();
    made.extend(session.undo());
    made.extend(session.undo());
    made.extend(session.redo());
    made.extend(session.answer(id("rent"), Some(Value::NotApplicable.into())));
    made.extend(session.answer(id("visitors"), None));
    made.extend(session.undo());
    made
}

/// A session on disk with all of the above; the store's folder, the id, and the session as it was.
fn kept(folder: &Path) -> (Store, String, Session) {
    let store = Store::at(folder.to_owned());
    let questionnaire = small();
    let mut session = empty(&questionnaire);
    let mut keeper = Keeper::new(&store, questionnaire);
    for change in changes(&mut session) {
        keeper.record(&change).unwrap();
    }
    keeper.settlement(&session).unwrap()().unwrap();
    (store, keeper.id().to_owned(), session)
}

fn journal_of(folder: &Path, id: &str) -> PathBuf {
    folder.join(id).join("journal.jsonl")
}

#[test]
fn what_was_answered_comes_back_with_its_history() {
    let folder = TempDir::new().unwrap();
    let (store, id, mut session) = kept(folder.path());
    let (_keeper, stored) = Keeper::open(&store, &id, &mut Library::default()).unwrap();
    assert_eq!(stored.notice, None);
    let mut back = stored.session;
    assert_eq!(back, session);
    assert_eq!((back.undo(), back.undo(), back.redo()), (session.undo(), session.undo(), session.redo()));
    assert_eq!(back, session);
}

#[test]
fn the_snapshot_is_an_answers_file_with_the_same_answers() {
    let folder = TempDir::new().unwrap();
    let (_, id, session) = kept(folder.path());
    let snapshot = fs::read_to_string(folder.path().join(id).join("answers.toml")).unwrap();
    let read = answers_file::parse(&snapshot, &session.questionnaire, answers_file::Origin::Checked);
    assert_eq!(read.value.unwrap().answers, *session.answers());
}

#[test]
fn a_journal_cut_at_any_byte_keeps_every_whole_line() {
    let folder = TempDir::new().unwrap();
    let (store, id, _) = kept(folder.path());
    let path = journal_of(folder.path(), &id);
    let bytes = fs::read(&path).unwrap();
    let questionnaire = small();
    let all = Journal::read(&bytes, &questionnaire).entries;
    for cut in 0..=bytes.len() {
        let head = &bytes[..cut];
        let whole_lines = head.split(|&b| b == b'\n').count().saturating_sub(2);
        let read = Journal::read(head, &questionnaire);
        assert!(read.entries.len() >= whole_lines, "cut at {cut}");
        assert_eq!(read.entries, all[..read.entries.len()], "cut at {cut}");
        if cut % 13 == 0 || head.ends_with(b"\n") {
            goes_on_from(&store, &id, &path, head, &read.entries);
        }
    }
}

/// A session with such a journal is opened, gets one more answer, and has everything the next time.
fn goes_on_from(store: &Store, id: &str, path: &Path, journal: &[u8], entries: &[Entry]) {
    fs::write(path, journal).unwrap();
    let (mut keeper, stored) = Keeper::open(store, id, &mut library()).unwrap();
    let mut session = stored.session;
    let team = session.questionnaire.find_question("team_name").unwrap();
    let change = session.answer(team, Some(Value::Text("after the damage".to_owned()).into())).unwrap();
    keeper.record(&change).unwrap();
    drop(keeper);
    let (_keeper, again) = Keeper::open(store, id, &mut library()).unwrap();
    // The journal was mended the first time; what was lost then is told as long as the damaged one lies there.
    assert!(
        again.journal.is_whole()
            && again.notice.is_none_or(|n| n.contains("lost before") && !n.contains("cannot be read"))
    );
    for entry in fs::read_dir(path.parent().unwrap()).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("journal.damaged") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    assert_eq!(store.read(id, &mut library()).unwrap().notice, None);
    assert_eq!(again.session.answers(), session.answers());
    assert_eq!(again.journal.entries[..entries.len()], *entries);
}

#[test]
fn damage_is_told_and_kept_aside() {
    let folder = TempDir::new().unwrap();
    let (store, id, _) = kept(folder.path());
    let path = journal_of(folder.path(), &id);
    let whole = fs::read_to_string(&path).unwrap();
    let damaged = whole.replacen("\"people\"", "\"pe", 1);
    fs::write(&path, &damaged).unwrap();
    let (_keeper, stored) = Keeper::open(&store, &id, &mut Library::default()).unwrap();
    let notice = stored.notice.unwrap();
    assert!(notice.contains("the journal is damaged: line 3 cannot be read"), "{notice}");
    let aside = folder.path().join(&id).join("journal.damaged-1.jsonl");
    assert!(notice.contains("journal.damaged-1.jsonl"), "{notice}");
    assert_eq!(fs::read_to_string(aside).unwrap(), damaged);
    let people = stored.session.questionnaire.find_question("people").unwrap();
    let known: Vec<_> = stored.session.answers().iter().map(|(q, _)| q).collect();
    assert!(!known.contains(&people) && known.len() >= 6, "only the damaged line is lost");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_as_far_as_they_are_a_journal(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = Journal::read(&bytes, &small());
        prop_assert!(read.entries.is_empty());
    }

    #[test]
    fn a_wrong_byte_costs_its_own_line_only(place in 0_usize..1_000, byte in any::<u8>()) {
        let questionnaire = small();
        let mut session = empty(&questionnaire);
        let entries: Vec<Entry> = changes(&mut session)
            .into_iter()
            .map(|c| Entry {
                time: "2026-01-01T00:00:00Z".to_owned(),
                who: String::new(),
                question: c.question,
                before: c.before,
                answer: c.after,
                cause: c.cause,
            })
            .collect();
        let text: String = (1..).zip(&entries).map(|(n, e)| e.line(n, &questionnaire)).collect();
        let mut bytes = text.into_bytes();
        let place = place % bytes.len();
        bytes[place] = byte;
        let read = Journal::read(&bytes, &questionnaire);
        let lost = entries.iter().filter(|e| !read.entries.contains(e)).count();
        // A line feed that is gone joins two lines.
        prop_assert!(lost <= 2, "{lost} lines lost");
    }
}

#[test]
fn a_second_process_is_told_who_has_the_session() {
    let folder = TempDir::new().unwrap();
    let (store, id, session) = kept(folder.path());
    let (first, _) = Keeper::open(&store, &id, &mut Library::default()).unwrap();
    match Keeper::open(&store, &id, &mut Library::default()) {
        Err(Error::Locked { holder, .. }) => assert!(holder.contains(&std::process::id().to_string()), "{holder}"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(store.delete(&id), Err(Error::Locked { .. })));
    let listed = store.list(&mut Library::default(), world::clock);
    assert!(listed[0].open_elsewhere);
    // It may read, and work on a copy.
    assert_eq!(store.read(&id, &mut Library::default()).unwrap().session, session);
    let (copy, _) = store.fork(&id, &mut Library::default()).unwrap();
    assert_eq!(Keeper::open(&store, &copy, &mut Library::default()).unwrap().1.session, session);
    drop(first);
    assert!(Keeper::open(&store, &id, &mut Library::default()).is_ok());
}

#[test]
fn a_disk_that_comes_back_gets_what_was_said_meanwhile() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("sessions");
    fs::write(&root, "a file stands where the folder should be").unwrap();
    let store = Store::at(root.clone());
    let questionnaire = small();
    let mut session = empty(&questionnaire);
    let mut keeper = Keeper::new(&store, questionnaire);
    let mut made = changes(&mut session).into_iter();
    assert!(matches!(keeper.record(&made.next().unwrap()), Err(Error::Write { .. })));
    assert!(keeper.record(&made.next().unwrap()).is_err() && keeper.is_behind());
    fs::remove_file(&root).unwrap();
    for change in made {
        keeper.record(&change).unwrap();
    }
    assert!(!keeper.is_behind());
    assert_eq!(store.read(keeper.id(), &mut Library::default()).unwrap().session, session);
}

#[test]
fn a_session_that_cannot_be_written_to_is_opened_and_catches_up() {
    let folder = TempDir::new().unwrap();
    let (store, id, _) = kept(folder.path());
    // A folder in the place of the lock: nothing can be locked, nothing written.
    let lock = folder.path().join(&id).join("lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let (mut keeper, stored) = Keeper::open(&store, &id, &mut library()).unwrap();
    let mut session = stored.session;
    let team = session.questionnaire.find_question("team_name").unwrap();
    let change = session.answer(team, Some(Value::Text("in memory".to_owned()).into())).unwrap();
    assert!(keeper.record(&change).is_err() && keeper.is_behind());
    fs::remove_dir(&lock).unwrap();
    keeper.check().unwrap();
    assert_eq!(store.read(&id, &mut library()).unwrap().session, session);
}

#[test]
fn a_session_that_cannot_be_read_is_told() {
    let folder = TempDir::new().unwrap();
    let (store, id, _) = kept(folder.path());
    fs::write(folder.path().join(&id).join("questionnaire.toml"), "gone").unwrap();
    let listed = store.list(&mut Library::default(), world::clock);
    let [Summary { health: Health::Broken(why), .. }] = listed.as_slice() else { panic!("{listed:?}") };
    assert!(why.contains("is damaged: name the one that was answered with `--questions FILE`"), "{why}");
}

#[test]
fn nothing_is_on_disk_before_the_first_answer() {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("sessions"));
    let keeper = Keeper::new(&store, small());
    assert!(!folder.path().join("sessions").exists() && !keeper.has_begun());
}

#[cfg(unix)]
#[test]
fn sessions_are_the_persons_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("state/chiefly/sessions");
    let (store, id, _) = kept(&root);
    store.fork(&id, &mut Library::default()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    for session in fs::read_dir(&root).unwrap() {
        let session = session.unwrap().path();
        assert_eq!(mode(&session), 0o700);
        for file in fs::read_dir(&session).unwrap() {
            let file = file.unwrap().path();
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
}

#[test]
fn a_session_keeps_the_questionnaire_that_it_was_answered_with() {
    let folder = TempDir::new().unwrap();
    let (store, id, session) = kept(folder.path());
    let copy = folder.path().join(&id).join("questionnaire.toml");
    assert_eq!(fs::read_to_string(&copy).unwrap(), SMALL);
    fs::write(&copy, "gone").unwrap();
    assert!(matches!(store.read(&id, &mut Library::default()), Err(Error::BrokenSession { .. })));
    // The same questionnaire from elsewhere serves as well.
    let mut library = Library::default();
    library.add(small());
    assert_eq!(store.read(&id, &mut library).unwrap().session, session);
    // One that was changed by hand is used as far as it fits, and that is told.
    fs::write(&copy, SMALL.replace("id = \"partners\"", "id = \"others\"").replace("\"partners\"", "\"others\""))
        .unwrap();
    let altered = store.read(&id, &mut Library::default()).unwrap();
    assert!(altered.notice.unwrap().contains("changed after it began"));
}

#[test]
fn ids_may_be_shortened_as_long_as_they_are_clear() {
    let folder = TempDir::new().unwrap();
    let (store, id, _) = kept(folder.path());
    let (other, _) = store.fork(&id, &mut Library::default()).unwrap();
    assert_eq!(store.find(&id).unwrap(), id);
    assert_eq!(store.find(&other[..30]).unwrap(), other);
    assert!(matches!(store.find(&id[..4]), Err(Error::ManySessions { count: 2, .. })));
    assert!(matches!(store.find("zzz"), Err(Error::NoSession { .. })));
    assert!(matches!(store.find(""), Err(Error::NoSession { .. })));
    store.delete(&other).unwrap();
    assert_eq!(store.find(&id[..4]).unwrap(), id);
}
