//! The journal of a session: one line of JSON for each change, only ever added to, so that a line that is on disk stays
//! readable whatever happens to the ones after it. Each line has a number and a seal: what is missing or not as it was
//! written is known. Pure both ways; the shell has the files.

mod line;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::line::Read;
use super::{Cause, Session};
use crate::questionnaire::answer::{Answer, Answers};
use crate::questionnaire::{QuestionId, Questionnaire};

/// The format that is written.
pub const FORMAT: &str = "chiefly.journal/1";

/// The first line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// Fingerprint of the questionnaire.
    pub questionnaire: String,
    /// When the session began, RFC 3339.
    pub started: String,
}

/// One change, as it stands in a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When it was made, RFC 3339.
    pub time: String,
    /// Who made it, clean; empty where nobody said.
    pub who: String,
    /// Whose answer.
    pub question: QuestionId,
    /// What stood there before, as far as it fits the questionnaire.
    pub before: Option<Answer>,
    /// What stands there since; none when the answer was taken away.
    pub answer: Option<Answer>,
    /// What made it.
    pub cause: Cause,
}

/// A place where a journal is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The lines that cannot be read, from 1; without any, the line before which some are missing.
    pub lines: Range<usize>,
    /// How many changes are lost there, as far as numbers tell.
    pub changes: usize,
    /// Whose answers they changed, as far as can be told.
    pub questions: Vec<QuestionId>,
    /// How many changes before it can be read.
    pub after: usize,
}

/// What a journal says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    /// Its first line; none when that is damaged.
    pub header: Option<Header>,
    /// Its changes, oldest first.
    pub entries: Vec<Entry>,
    /// Where it is damaged.
    pub gaps: Vec<Gap>,
    /// Changes that are as they were written and no answers to this questionnaire.
    pub misfits: usize,
    /// The number of its last change.
    pub last: u64,
    /// Whether every line has its seal, and the last one its end.
    sealed: bool,
}

impl Header {
    /// As a line, line feed included.
    pub fn line(&self) -> String {
        line::header_line(self) + "\n"
    }
}

impl Entry {
    /// As the line with this number, line feed included. Numbers begin with 1.
    pub fn line(&self, number: u64, questionnaire: &Questionnaire) -> String {
        line::entry_line(self, number, questionnaire) + "\n"
    }
}

impl Gap {
    /// Whether the answer to a question was changed again after it, so that its loss changes nothing that stands.
    pub fn is_made_up_for(&self, question: QuestionId, journal: &Journal) -> bool {
        journal.entries.iter().skip(self.after).any(|e| e.question == question)
    }
}

impl Journal {
    /// Reads what is whole. A damaged line costs itself only: each entry says what stands after it.
    pub fn read(bytes: &[u8], questionnaire: &Questionnaire) -> Self {
        let journal = Self { sealed: bytes.is_empty() || bytes.ends_with(b"\n"), ..Self::default() };
        let known = Answers::new(questionnaire);
        let mut reader = Reader { questionnaire, journal, known, run: Run::default() };
        for (index, line) in bytes.split(|&b| b == b'\n').enumerate() {
            if !line.is_empty() {
                reader.line(index, line);
            }
        }
        reader.close(None);
        reader.journal
    }

    /// Whether it can go on as it stands.
    pub fn is_whole(&self) -> bool {
        self.header.is_some() && self.gaps.is_empty() && self.sealed
    }

    /// Makes the changes again, one by one.
    pub fn replay(&self, session: &mut Session) {
        for entry in &self.entries {
            session.replay(entry.question, entry.answer.clone(), entry.cause);
        }
    }

    /// As text, line by line, with numbers of its own.
    pub fn write(&self, questionnaire: &Questionnaire) -> String {
        let header = self.header.iter().map(Header::line);
        header.chain((1..).zip(&self.entries).map(|(n, e)| e.line(n, questionnaire))).collect()
    }
}

/// The header in the first line of a journal: enough to know which questionnaire it is about.
pub fn header(line: &[u8]) -> Option<Header> {
    line::read_header(line)
}

/// A journal that is being read.
struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    journal: Journal,
    /// The answers as they stand after the lines that were read.
    known: Answers,
    run: Run,
}

/// Damaged lines that follow each other.
#[derive(Default)]
struct Run {
    lines: Range<usize>,
    /// How many of them can be a change each.
    changes: usize,
    questions: Vec<QuestionId>,
}

impl Reader<'_> {
    fn line(&mut self, index: usize, line: &[u8]) {
        if index == 0 {
            self.journal.header = header(line);
            if self.journal.header.is_some() {
                return;
            }
        }
        match line::read(line, self.questionnaire) {
            // The first line is the header, whatever became of it.
            Read::Damaged(questions) if index > 0 || !questions.is_empty() => self.damaged(index, questions, 1),
            Read::Damaged(_) => {}
            Read::Misfit(number) => {
                if self.is_next(index, number, &[]) {
                    self.journal.misfits += 1;
                }
            }
            Read::Change(number, entry) => {
                if self.is_next(index, number, &[entry.question]) {
                    self.entry(*entry, number.is_some());
                }
            }
        }
    }

    /// Takes a number in; whether the line stands where it was written.
    fn is_next(&mut self, index: usize, number: Option<u64>, questions: &[QuestionId]) -> bool {
        self.journal.sealed &= number.is_some();
        // Old lines have no number: each damaged one before them is taken for a change.
        let next = number.unwrap_or_else(|| self.journal.last + 1 + self.run.changes as u64);
        if next <= self.journal.last {
            self.damaged(index, questions.to_vec(), 0);
            return false;
        }
        self.close(Some((index, next)));
        self.journal.last = next;
        true
    }

    fn entry(&mut self, mut entry: Entry, has_before: bool) {
        let known = self.known.set(entry.question, entry.answer.clone());
        if !has_before {
            entry.before = known;
        } else if let Some(gap) = self.journal.gaps.last_mut()
            && known != entry.before
            && !gap.questions.contains(&entry.question)
            && gap.questions.len() < gap.changes
        {
            // It was changed where nothing can be read.
            gap.questions.push(entry.question);
        }
        self.journal.entries.push(entry);
    }

    fn damaged(&mut self, index: usize, questions: Vec<QuestionId>, changes: usize) {
        let first = if self.run.lines.is_empty() { index + 1 } else { self.run.lines.start };
        self.run.lines = first..index + 2;
        self.run.changes += changes;
        self.run.questions.extend(questions);
    }

    /// Ends a run of damaged lines, before the change with a number if there is one.
    fn close(&mut self, next: Option<(usize, u64)>) {
        let Run { lines, changes, mut questions } = std::mem::take(&mut self.run);
        let missing = next.map(|(_, number)| number.saturating_sub(self.journal.last + 1));
        let changes = missing.map_or(changes, |missing| usize::try_from(missing).unwrap_or(usize::MAX));
        if lines.is_empty() && changes == 0 {
            return;
        }
        let lines = match next {
            Some((index, _)) if lines.is_empty() => index + 1..index + 1,
            _ => lines,
        };
        questions.sort_unstable();
        questions.dedup();
        questions.truncate(changes);
        self.journal.gaps.push(Gap { lines, changes, questions, after: self.journal.entries.len() });
    }
}
