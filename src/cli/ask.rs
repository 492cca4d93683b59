//! The dialogue line by line, for screen readers, plain terminals and pipes: everything that the screens can do, without
//! painting. A state machine: a line goes in, text and requests come out. The shell owns the lines.

mod command;
mod line;
mod read;
mod say;

pub use self::line::LONGEST;

use self::command::Command;
use self::say::{PROMPT, Sight};
use crate::assessment::{Assessment, Settings, assess};
use crate::questionnaire::QuestionId;
use crate::questionnaire::answer::{Answer, Confidence};
use crate::questionnaire::flow::Flow;
use crate::questionnaire::question::Kind;
use crate::session::{Change, Session};
use crate::text;

/// Said where a command needs a question.
const NOWHERE: &str = "No question is asked here: `go 7` goes to one.\n";

/// Something to be done outside.
#[must_use = "an effect that nobody carries out is lost"]
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a change to the journal, before the next line is read.
    Record(Change),
    /// Write a report to this file.
    Report(String),
    /// Keep the session in this folder from now on.
    Save(String),
    /// End the dialogue.
    Quit,
}

/// What comes of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// To be shown.
    pub text: String,
    /// To be done, in order.
    pub effects: Vec<Effect>,
}

/// The dialogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    session: Session,
    stage: Stage,
    /// What was said about the answer that is still to come.
    remarks: Remarks,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// At a question.
    At(QuestionId),
    /// All questions are behind.
    Done,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Remarks {
    unsure: bool,
    locked: bool,
    note: String,
}

impl Reply {
    fn say(text: impl Into<String>) -> Self {
        Self { text: text.into(), effects: Vec::new() }
    }
}

impl Ask {
    /// The dialogue over a session, at its first question without an answer.
    pub fn new(session: Session) -> Self {
        let mut ask = Self { session, stage: Stage::Done, remarks: Remarks::default() };
        let flow = ask.flow();
        let first = flow.unanswered(&ask.session.questionnaire, ask.session.answers()).next();
        ask.stage = first.map_or(Stage::Done, Stage::At);
        ask
    }

    /// What is said before the first line is read.
    pub fn start(&self) -> String {
        let flow = self.flow();
        let welcome = Sight::new(&self.session, &flow).welcome();
        welcome + &self.present(None) + PROMPT
    }

    /// The question that is asked now; none when all are behind.
    pub fn question(&self) -> Option<QuestionId> {
        match self.stage {
            Stage::At(question) => Some(question),
            Stage::Done => None,
        }
    }

    /// The answers so far.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Whether the end was reached and every required question has a real answer.
    pub fn is_complete(&self) -> bool {
        let answers = self.session.answers();
        self.stage == Stage::Done && assess(&self.session.questionnaire, answers, &Settings { draws: 0 }).is_complete()
    }

    /// Takes the bytes of a line in. What is no text is said and asked again: nothing of it counts.
    pub fn bytes(&mut self, line: &[u8]) -> Reply {
        match line::text_of(line) {
            Ok(line) => self.line(line),
            Err(fault) => Reply::say(format!("{fault} Nothing of the line was taken: please type it again.\n{PROMPT}")),
        }
    }

    /// Takes a line in.
    pub fn line(&mut self, line: &str) -> Reply {
        let line = text::clean(line);
        let mut reply = match (self.command(&line), self.stage) {
            (Ok(Some(command)), _) => self.obey(command),
            (Err(fault), _) => Reply::say(fault + "\n"),
            (Ok(None), Stage::At(question)) => self.answer(question, &line),
            (Ok(None), Stage::Done) => Reply::say("All questions are behind you. Type `help` for what can be done.\n"),
        };
        if !reply.effects.contains(&Effect::Quit) {
            reply.text.push_str(PROMPT);
        }
        reply
    }

    fn command(&self, line: &str) -> Result<Option<Command>, String> {
        let Stage::At(id) = self.stage else { return Command::read(line, false) };
        let question = self.session.questionnaire.question(id);
        let is_option = question.options().iter().any(|o| o.id == line);
        Command::read(line, is_option || say::takes_words(question))
    }

    fn obey(&mut self, command: Command) -> Reply {
        let flow = self.flow();
        let sight = Sight::new(&self.session, &flow);
        match command {
            Command::Help => Reply::say(say::help()),
            Command::Review => Reply::say(sight.review(&self.assessment())),
            Command::Result => Reply::say(sight.result(&self.assessment())),
            Command::Why => match self.stage {
                Stage::At(id) => Reply::say(sight.why(id)),
                Stage::Done => Reply::say(NOWHERE),
            },
            Command::Back => self.back(&sight.asked()),
            Command::Next => self.next(&sight.asked()),
            Command::Go(whither) => self.go(&whither, &sight.asked()),
            Command::Undo => self.again(Session::undo, "There is nothing to take back."),
            Command::Redo => self.again(Session::redo, "There is nothing to make again."),
            Command::Clear => self.clear(),
            Command::Unsure => {
                self.remarks.unsure = !self.remarks.unsure;
                self.remark(|answer| {
                    let confidence = match answer.confidence {
                        Confidence::Sure => Confidence::Unsure,
                        Confidence::Unsure => Confidence::Sure,
                    };
                    Some(Answer { confidence, ..answer })
                })
            }
            Command::Lock => {
                self.remarks.locked = !self.remarks.locked;
                self.remark(|answer| Some(Answer { locked: !answer.locked, ..answer }))
            }
            Command::Note(note) => {
                self.remarks.note.clone_from(&note);
                self.remark(|answer| Some(Answer { note, ..answer }))
            }
            Command::Report(file) => Reply { text: String::new(), effects: vec![Effect::Report(file)] },
            Command::Save(folder) => Reply { text: String::new(), effects: vec![Effect::Save(folder)] },
            Command::Quit => Reply { text: String::new(), effects: vec![Effect::Quit] },
        }
    }

    /// Takes an answer, and goes on to the next question without one.
    fn answer(&mut self, id: QuestionId, line: &str) -> Reply {
        let before = self.flow();
        let question = self.session.questionnaire.question(id);
        let offered = Sight::new(&self.session, &before).offered(id);
        let value = match read::value(question, &offered, line) {
            Ok(value) => value,
            Err(fault) if matches!(question.kind, Kind::Text { .. }) => return Reply::say(fault + "\n"),
            Err(fault) => return Reply::say(fault + " Or type `help`.\n"),
        };
        let understood = say::understood(question, line, &value);
        let former = self.session.answers().get(id);
        let Remarks { unsure, locked, note } = std::mem::take(&mut self.remarks);
        let answer = Answer {
            value,
            confidence: if unsure { Confidence::Unsure } else { Confidence::Sure },
            // A note is about the matter: it stays when the answer changes.
            note: if note.is_empty() { former.map(|a| a.note.clone()).unwrap_or_default() } else { note },
            locked,
        };
        let fitted = self.holding();
        let change = self.session.answer(id, Some(answer));
        let after = self.flow();
        let mut text = understood + &say::opened(&self.session.questionnaire, &before, &after);
        text += &self.new_clashes(&fitted);
        let mut unanswered = after.unanswered(&self.session.questionnaire, self.session.answers());
        self.stage = unanswered.find(|&q| q > id).map_or(Stage::Done, Stage::At);
        text += &self.present(Some(id));
        Reply { text, effects: change.map(Effect::Record).into_iter().collect() }
    }

    /// The checks that hold now.
    fn holding(&self) -> Vec<usize> {
        assess(&self.session.questionnaire, self.session.answers(), &Settings { draws: 0 }).checks
    }

    /// What an answer made not fit.
    fn new_clashes(&self, before: &[usize]) -> String {
        let mut found = assess(&self.session.questionnaire, self.session.answers(), &Settings { draws: 0 });
        found.checks.retain(|check| !before.contains(check));
        Sight::new(&self.session, &found.flow).clashes(&found)
    }

    fn clear(&mut self) -> Reply {
        let Stage::At(id) = self.stage else { return Reply::say(NOWHERE) };
        let before = self.flow();
        let change = self.session.answer(id, None);
        let closed = say::opened(&self.session.questionnaire, &before, &self.flow());
        let text = if change.is_some() { "The answer is taken away.\n" } else { "There is no answer to take away.\n" };
        Reply { text: text.to_owned() + &closed, effects: change.map(Effect::Record).into_iter().collect() }
    }

    /// Changes what is said about the answer at hand; without one it waits for the answer to come.
    fn remark(&mut self, change: impl FnOnce(Answer) -> Option<Answer>) -> Reply {
        let Stage::At(id) = self.stage else { return Reply::say(NOWHERE) };
        let Some(former) = self.session.answers().get(id).cloned() else {
            return Reply::say("Kept for the answer to come.\n");
        };
        self.remarks = Remarks::default();
        let changed = change(former);
        let question = self.session.questionnaire.question(id);
        let text = changed.as_ref().map(|a| format!("So far: {}.\n", question.say_answer(a))).unwrap_or_default();
        let change = self.session.answer(id, changed);
        Reply { text, effects: change.map(Effect::Record).into_iter().collect() }
    }

    fn again(&mut self, step: impl FnOnce(&mut Session) -> Option<Change>, nothing: &str) -> Reply {
        let before = self.flow();
        let Some(change) = step(&mut self.session) else { return Reply::say(format!("{nothing}\n")) };
        let text = say::opened(&self.session.questionnaire, &before, &self.flow()) + &self.move_to(change.question);
        Reply { text, effects: vec![Effect::Record(change)] }
    }

    fn back(&mut self, asked: &[QuestionId]) -> Reply {
        let earlier = match self.stage {
            Stage::At(id) => asked.iter().rev().find(|&&q| q < id),
            Stage::Done => asked.last(),
        };
        let Some(&earlier) = earlier else { return Reply::say("This is the first question.\n") };
        Reply::say(self.move_to(earlier))
    }

    fn next(&mut self, asked: &[QuestionId]) -> Reply {
        let Stage::At(id) = self.stage else { return Reply::say("All questions are behind you.\n") };
        self.remarks = Remarks::default();
        self.stage = asked.iter().find(|&&q| q > id).map_or(Stage::Done, |&q| Stage::At(q));
        Reply::say(self.present(Some(id)))
    }

    fn go(&mut self, whither: &str, asked: &[QuestionId]) -> Reply {
        let by_number = || whither.parse::<usize>().ok()?.checked_sub(1).and_then(|n| asked.get(n)).copied();
        let by_id = || self.session.questionnaire.find_question(whither).filter(|q| asked.contains(q));
        match by_number().or_else(by_id) {
            Some(id) => Reply::say(self.move_to(id)),
            None => Reply::say(format!("There is no question `{whither}` here. `review` numbers them.\n")),
        }
    }

    fn move_to(&mut self, id: QuestionId) -> String {
        self.remarks = Remarks::default();
        let from = match self.stage {
            Stage::At(from) => Some(from),
            Stage::Done => None,
        };
        // A change that was taken back may be one of a question that is closed now.
        if self.flow().is_open(id) {
            self.stage = Stage::At(id);
        }
        self.present(from)
    }

    /// What stands before the person now.
    fn present(&self, before: Option<QuestionId>) -> String {
        let flow = self.flow();
        let sight = Sight::new(&self.session, &flow);
        match self.stage {
            Stage::At(id) => sight.question(before, id),
            Stage::Done => {
                let assessment = self.assessment();
                sight.result(&assessment) + &sight.end(&assessment)
            }
        }
    }

    fn flow(&self) -> Flow {
        Flow::of(&self.session.questionnaire, self.session.answers())
    }

    fn assessment(&self) -> Assessment {
        assess(&self.session.questionnaire, self.session.answers(), &Settings::default())
    }
}
