//! The open session on the screens: the question at hand, the answer in the making, and what follows from the answers.

use std::collections::BTreeMap;

use super::draft::{Draft, Input, answer};
use super::drawn::Drawn;
use super::keymap::Context;
use super::message::Opened;
use super::model::Tab;
use super::whatif::{Tried, WhatIf};
use crate::assessment::sentences::{Clash, clashes};
use crate::assessment::{
    Assessment, Counterfactual, DecisionResult, Settings, Sufficient, Trigger, counterfactuals, sufficient, triggers,
};
use crate::questionnaire::answer::{Answer, Answers, Value};
use crate::questionnaire::flow::Known;
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::template::Template;
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};
use crate::session::Change;
use crate::text;

/// Draws while answering: the standing needs values only.
const QUICK: Settings = Settings { draws: 0 };

/// An open session on the screens.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The session and where it is kept.
    pub opened: Opened,
    /// What follows from the answers.
    pub assessment: Assessment,
    /// What is recommended in each decision.
    recommended: Vec<Option<AlternativeId>>,
    /// The question at hand.
    pub at: QuestionId,
    /// The answer in the making.
    pub draft: Draft,
    /// What was put in elsewhere and is no answer yet.
    stash: BTreeMap<QuestionId, Draft>,
    /// What the question was jumped to from, so that its answer leads back there; none on the way from one to the next.
    pub back_to: Option<BackTo>,
    /// Changes that the shell has not reported as saved.
    pub pending: usize,
    /// Why the last change could not be saved.
    pub trouble: Option<String>,
    /// Whether the standing is shown.
    pub standing: bool,
    /// What the analysis is asked to do.
    settings: Settings,
    /// The drawn models.
    drawn: Drawn,
    /// The same without draws, for while questions are answered.
    quick: Drawn,
    /// What would change the recommendation; known once the result was looked at.
    pub outlook: Outlook,
    /// What was moved by hand, while it is looked at.
    pub what_if: Option<Box<WhatIf>>,
    /// What was kept of that.
    pub scenarios: Vec<Tried>,
    /// The decisions as they would be with the answer in the making.
    pub preview: Option<Vec<DecisionResult>>,
}

/// What would change the recommendation of the first decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// The smallest changes of answers that lead to each other alternative.
    pub ways: Vec<Counterfactual>,
    /// Those that time will bring.
    pub triggers: Vec<Trigger>,
    /// The smallest sets of answers that settle it whatever the others are.
    pub settled: Option<Sufficient>,
}

/// What a change did to the way through the questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Questions that are asked now and were not.
    pub opened: usize,
    /// Questions that were asked and are not.
    pub closed: usize,
}

impl Work {
    /// The session at its first unanswered question; none when the questionnaire asks nothing.
    pub fn new(opened: Opened, settings: Settings) -> Option<Self> {
        let session = &opened.session;
        let mut quick = Drawn::default();
        let assessment = quick.assess(&session.questionnaire, session.answers(), QUICK);
        let first = assessment.flow.open().next()?;
        let at = assessment.unanswered.first().copied().unwrap_or(first);
        let draft = Draft::of(&session.questionnaire, &assessment.flow, session.answers(), at);
        Some(Self {
            recommended: assessment.recommended(),
            assessment,
            at,
            draft,
            stash: BTreeMap::new(),
            back_to: None,
            pending: 0,
            trouble: None,
            standing: false,
            settings,
            drawn: Drawn::default(),
            quick,
            outlook: Outlook::default(),
            what_if: None,
            scenarios: Vec::new(),
            preview: None,
            opened,
        })
    }

    /// What is answered.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.opened.session.questionnaire
    }

    /// What was said.
    pub fn answers(&self) -> &Answers {
        self.opened.session.answers()
    }

    /// The question at hand.
    pub fn question(&self) -> &Question {
        self.questionnaire().question(self.at)
    }

    /// A template with what is known.
    pub fn fill(&self, template: &Template) -> String {
        self.questionnaire().fill(template, &self.known(), None)
    }

    /// What is known: what conditions are asked about.
    pub fn known(&self) -> Known<'_> {
        Known { answers: self.answers(), flow: &self.assessment.flow, recommended: &self.recommended }
    }

    /// The answer to a question, as it counts.
    pub fn said(&self, id: QuestionId) -> Option<&Answer> {
        self.assessment.flow.effective(self.answers(), id)
    }

    /// Answers that do not fit each other.
    pub fn clashes(&self) -> Vec<Clash<'_>> {
        clashes(self.questionnaire(), &self.known(), &self.assessment)
    }

    /// What does not fit that the question at hand has a part in: the worst of it.
    pub fn clash(&self) -> Option<Clash<'_>> {
        self.clashes().into_iter().find(|clash| clash.questions.contains(&self.at))
    }

    /// Who is assessed; the placeholder, or nothing, while nobody is named.
    pub fn subject(&self) -> Option<String> {
        let id = self.questionnaire().subject?;
        match &self.answers().get(id)?.value {
            Value::Text(words) => Some(words.clone()),
            _ => None,
        }
    }

    /// The place of the question at hand among those that are answered, from 1, with the fewest and the most there are.
    pub fn progress(&self) -> (usize, usize, usize) {
        let answerable = |id: &QuestionId| self.questionnaire().question(*id).is_answerable();
        let place = self.assessment.flow.open().filter(|id| *id <= self.at && answerable(id)).count();
        let (fewest, most) = self.assessment.flow.length(self.questionnaire(), self.answers());
        (place, fewest, most)
    }

    /// How many open questions have an answer.
    pub fn answered(&self) -> usize {
        self.assessment.flow.open().filter(|id| self.said(*id).is_some()).count()
    }

    /// Whether nothing was ever answered.
    pub fn is_untouched(&self) -> bool {
        self.answers().is_empty() && self.opened.session.history().is_empty()
    }

    /// Where keys have their meaning on the question at hand.
    pub fn contexts(&self) -> Vec<Context> {
        let own = match &self.draft.input {
            Input::Ticks(_) => Some(Context::Ticks),
            Input::Shares(_) => Some(Context::Points),
            Input::Order(_) => Some(Context::Order),
            Input::Field(_) if self.is_typing() => Some(Context::Field),
            Input::Field(_) | Input::Pick | Input::Nothing => None,
        };
        own.into_iter().chain([Context::Question]).collect()
    }

    /// Whether words are typed.
    pub fn is_typing(&self) -> bool {
        matches!(self.question().kind, Kind::Text { .. }) && self.draft.is_field()
    }

    /// Puts an answer, or takes it away. What the shell has to write, with what it did to the way.
    pub fn put(&mut self, id: QuestionId, answer: Option<Answer>) -> Option<(Change, Effect)> {
        let change = self.opened.session.answer(id, answer)?;
        Some((change, self.refresh()))
    }

    /// Takes the last change back, or makes it again.
    pub fn step_back(&mut self, again: bool) -> Option<(Change, Effect)> {
        let session = &mut self.opened.session;
        let change = if again { session.redo() } else { session.undo() }?;
        self.stash.remove(&change.question);
        let effect = self.refresh();
        self.show(change.question);
        Some((change, effect))
    }

    /// Derives everything anew after a change.
    fn refresh(&mut self) -> Effect {
        self.pending += 1;
        self.what_if = None;
        let before = self.assessment.flow.clone();
        let session = &self.opened.session;
        self.assessment = self.quick.assess(&session.questionnaire, session.answers(), QUICK);
        self.recommended = self.assessment.recommended();
        let (mut effect, now) = (Effect::default(), &self.assessment.flow);
        for id in self.questionnaire().question_ids() {
            effect.opened += usize::from(now.is_open(id) && !before.is_open(id));
            effect.closed += usize::from(!now.is_open(id) && before.is_open(id));
        }
        effect
    }

    /// The result with all that can be found out about it, before it is looked at.
    pub fn conclude(&mut self) {
        let session = &self.opened.session;
        let (questionnaire, answers) = (&*session.questionnaire, session.answers());
        self.assessment = self.drawn.assess(questionnaire, answers, self.settings);
        self.recommended = self.assessment.recommended();
        if let Some(first) = self.assessment.decisions.first_mut() {
            first.analysis = self.drawn.analysis(questionnaire, answers);
        }
        self.assessment.courses = self.drawn.courses(questionnaire, answers, &self.assessment);
        let first = DecisionId(0);
        self.outlook = Outlook {
            ways: counterfactuals(questionnaire, answers, first),
            triggers: triggers(questionnaire, answers, first),
            settled: Some(sufficient(questionnaire, answers, first)),
        };
        if self.what_if.is_none() {
            self.what_if = WhatIf::new(questionnaire, answers, &self.assessment).map(Box::new);
        }
        self.take_scenarios();
    }

    /// Finds out what follows from the scenarios that came with the session, once something is recommended.
    fn take_scenarios(&mut self) {
        let Some(base) = &self.what_if else { return };
        for kept in std::mem::take(&mut self.opened.scenarios) {
            let mut what_if = base.as_ref().clone();
            what_if.take(&kept);
            what_if.refresh(&self.opened.session.questionnaire, &mut self.drawn, self.settings);
            self.scenarios.push(Tried { name: kept.name, what_if });
        }
    }

    /// Moves something on the sliders; all of it is live.
    pub fn play(&mut self, play: impl FnOnce(&mut WhatIf, &Questionnaire)) {
        let questionnaire = &*self.opened.session.questionnaire;
        if let Some(what_if) = &mut self.what_if {
            play(what_if, questionnaire);
            what_if.refresh(questionnaire, &mut self.drawn, self.settings);
        }
    }

    /// Moves everything back to what was answered.
    pub fn reset(&mut self) {
        self.what_if = None;
        self.conclude();
    }

    /// Shows a question, or the open one nearest before it.
    pub fn show(&mut self, id: QuestionId) {
        let flow = &self.assessment.flow;
        let at = flow.open().filter(|q| *q <= id).last().or_else(|| flow.open().next());
        self.at = at.unwrap_or(self.at);
        let fresh = self.fresh();
        // What was put in before still fits only if the same is offered.
        let fits = |d: &Draft| d.rows.len() == fresh.rows.len() && d.rows.iter().all(|r| fresh.rows.contains(r));
        self.draft = self.stash.remove(&self.at).filter(fits).unwrap_or(fresh);
        self.look_ahead();
    }

    /// The draft that says what the stored answer says.
    pub fn fresh(&self) -> Draft {
        Draft::of(self.questionnaire(), &self.assessment.flow, self.answers(), self.at)
    }

    /// Leaves the question at hand: what was put in becomes an answer when it is one, and is kept when it is not.
    pub fn settle(&mut self) -> Settled {
        if !self.draft.touched {
            return Settled::Nothing;
        }
        let former = self.answers().get(self.at).cloned();
        let value = match (&self.draft.input, &former) {
            // Moving over the options is no answer; a note or a doubt belongs to the answer that stands.
            (Input::Pick, Some(former)) => Ok(former.value.clone()),
            (Input::Pick, None) => Err(String::new()),
            _ => self.draft.entered(self.question()),
        };
        match value {
            Ok(value) => {
                let made = answer(&self.draft, value);
                self.draft.touched = false;
                self.put(self.at, Some(made)).map_or(Settled::Nothing, |(change, _)| Settled::Recorded(change))
            }
            Err(why) => {
                self.stash.insert(self.at, self.draft.clone());
                Settled::Kept(why)
            }
        }
    }

    /// The open question after the one at hand.
    pub fn next(&self) -> Option<QuestionId> {
        self.assessment.flow.open().find(|id| *id > self.at)
    }

    /// The open question before the one at hand.
    pub fn previous(&self) -> Option<QuestionId> {
        self.assessment.flow.open().filter(|id| *id < self.at).last()
    }

    /// What the answer in the making would do, when it is asked for.
    pub fn look_ahead(&mut self) {
        self.preview = None;
        if !self.standing {
            return;
        }
        let Ok(value) = self.draft.value(self.question()) else { return };
        let mut answers = self.answers().clone();
        if answers.get(self.at).is_some_and(|a| a.value == value) {
            return;
        }
        answers.set(self.at, Some(value.into()));
        self.preview = Some(self.quick.assess(&self.opened.session.questionnaire, &answers, QUICK).decisions);
    }
}

/// What leads to one question, and shows it answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackTo {
    /// The review of the answers.
    Review,
    /// This tab of the result.
    Result(Tab),
}

/// What became of what was put in, when its question was left.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// There was nothing to keep.
    Nothing,
    /// It was an answer, to be written by the shell.
    Recorded(Change),
    /// It is no answer, for this reason; it is kept for when the question comes back.
    Kept(String),
}

impl Effect {
    /// What it did, in words about its cause; none when it did nothing.
    pub fn words(self, subject: &str) -> Option<String> {
        match (self.opened, self.closed) {
            (0, 0) => None,
            (n, 0) => Some(format!("{subject} opens {}", text::count(n, "question"))),
            (0, n) => Some(format!("{subject} closes {}; what you said there is kept", text::count(n, "question"))),
            (n, m) => {
                Some(format!("{subject} opens {}, closes {m}; what you said there is kept", text::count(n, "question")))
            }
        }
    }
}
