//! What a damaged journal has lost, in words for whoever reads the session.

use super::Session;
use super::journal::{Gap, Journal};
use crate::questionnaire::QuestionId;
use crate::text::count;

/// Damaged places that are told one by one; the others are counted.
const TOLD: usize = 5;

/// What is lost, as a sentence without its full stop; none when all is as it was written. The session is the one that
/// the journal gives.
pub fn words(journal: &Journal, session: &Session) -> Option<String> {
    let header = journal.header.is_none().then(|| "the first line is lost, and no answer with it".to_owned());
    let gaps = journal.gaps.iter().take(TOLD).map(|gap| gap_words(gap, journal, session));
    let more = journal.gaps.get(TOLD..).unwrap_or_default();
    let changes: usize = more.iter().map(|gap| gap.changes).sum();
    let rest = (!more.is_empty())
        .then(|| format!("{} more, with {} lost", count(more.len(), "damaged place"), count(changes, "change")));
    let parts: Vec<String> = header.into_iter().chain(gaps).chain(rest).collect();
    (!parts.is_empty()).then(|| format!("the journal is damaged: {}", parts.join("; ")))
}

/// The questions whose last change is lost, so that something earlier or nothing stands there.
pub fn fallen_back(journal: &Journal) -> Vec<QuestionId> {
    let lost = |gap: &Gap| -> Vec<QuestionId> {
        gap.questions.iter().copied().filter(|&q| !gap.is_made_up_for(q, journal)).collect()
    };
    let mut questions: Vec<QuestionId> = journal.gaps.iter().flat_map(lost).collect();
    questions.sort_unstable();
    questions.dedup();
    questions
}

/// Whether something that nobody said again since is lost, as far as can be told.
pub fn is_felt(journal: &Journal) -> bool {
    journal.gaps.iter().any(|gap| gap.changes > gap.questions.len()) || !fallen_back(journal).is_empty()
}

fn gap_words(gap: &Gap, journal: &Journal, session: &Session) -> String {
    let place = match (gap.lines.start, gap.lines.len()) {
        (line, 0) => format!("lines before line {line} are missing"),
        (line, 1) => format!("line {line} cannot be read"),
        (first, _) => format!("lines {first} to {} cannot be read", gap.lines.end.saturating_sub(1)),
    };
    let mut lost: Vec<String> = gap.questions.iter().map(|&q| loss(q, gap, journal, session)).collect();
    match gap.changes.saturating_sub(gap.questions.len()) {
        0 if gap.changes == 0 => lost.push("no change is lost".to_owned()),
        0 => {}
        1 => lost.push("a change is lost, of which question cannot be told".to_owned()),
        n => lost.push(format!("{n} changes are lost, of which questions cannot be told")),
    }
    format!("{place}: {}", lost.join(", "))
}

fn loss(id: QuestionId, gap: &Gap, journal: &Journal, session: &Session) -> String {
    let question = session.questionnaire.question(id);
    let lost = format!("a change of `{}` is lost", question.id);
    match session.answers().get(id) {
        _ if gap.is_made_up_for(id, journal) => format!("{lost} and was made up for by a later one"),
        Some(answer) => format!("{lost}, what stands there is the former answer, \"{}\"", question.say(&answer.value)),
        None => format!("{lost}, no answer stands there"),
    }
}
