//! The way through the questions: which are open under the answers given, and how many may be left. A fold over the
//! answers, never stored.

use std::collections::BTreeMap;

use super::answer::{Answer, Answers, Value};
use super::condition::{Condition, Facts};
use super::question::{Kind, Question};
use super::template::{Part, Template};
use super::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// Which questions and options are open.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// For each question, whether it is asked.
    open: Vec<bool>,
    /// The answers that name an option that is not offered, as they count without it; none where nothing is left.
    without_hidden: BTreeMap<QuestionId, Option<Answer>>,
}

/// Open questions' answers and, as far as they are made, decisions: what conditions are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What was said.
    pub answers: &'a Answers,
    /// Which questions are open.
    pub flow: &'a Flow,
    /// What is recommended in each decision made so far.
    pub recommended: &'a [Option<AlternativeId>],
}

impl Facts for Known<'_> {
    fn answer(&self, question: QuestionId) -> Option<&Answer> {
        self.flow.effective(self.answers, question)
    }

    fn recommended(&self, decision: DecisionId) -> Option<AlternativeId> {
        self.recommended.get(decision.0).copied().flatten()
    }
}

impl Flow {
    /// The way under these answers. Conditions name earlier questions only, so one pass settles it.
    pub fn of(questionnaire: &Questionnaire, answers: &Answers) -> Self {
        let mut flow = Self { open: vec![false; questionnaire.questions.len()], without_hidden: BTreeMap::new() };
        for (i, question) in questionnaire.questions.iter().enumerate() {
            let known = Known { answers, flow: &flow, recommended: &[] };
            let open = question.ask_if.as_ref().is_none_or(|c| c.holds(&known));
            flow.open[i] = open;
            if let Some(answer) = answers.get(QuestionId(i)).filter(|_| open && question.hides()) {
                let known = Known { answers, flow: &flow, recommended: &[] };
                let counts = question.counting(answer, &known);
                if counts.as_ref() != Some(answer) {
                    flow.without_hidden.insert(QuestionId(i), counts);
                }
            }
        }
        flow
    }

    /// Whether a question is asked.
    pub fn is_open(&self, question: QuestionId) -> bool {
        self.open.get(question.0).copied().unwrap_or(false)
    }

    /// The open questions, in order.
    pub fn open(&self) -> impl Iterator<Item = QuestionId> {
        self.open.iter().enumerate().filter(|&(_, &open)| open).map(|(i, _)| QuestionId(i))
    }

    /// The answer that counts: that of an open question, without the options that are not offered. What does not count
    /// is kept, and comes back with its option.
    pub fn effective<'a>(&'a self, answers: &'a Answers, question: QuestionId) -> Option<&'a Answer> {
        if let Some(counts) = self.without_hidden.get(&question) {
            return counts.as_ref();
        }
        answers.get(question).filter(|_| self.is_open(question))
    }

    /// Whether an option is offered under these answers.
    pub fn offers(
        &self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        question: QuestionId,
        option: usize,
    ) -> bool {
        let known = Known { answers, flow: self, recommended: &[] };
        let choice = questionnaire.question(question).options().get(option);
        choice.is_some_and(|c| c.show_if.as_ref().is_none_or(|c| c.holds(&known)))
    }

    /// Open questions that can be answered and were not, in order.
    pub fn unanswered<'a>(
        &'a self,
        questionnaire: &'a Questionnaire,
        answers: &'a Answers,
    ) -> impl Iterator<Item = QuestionId> + 'a {
        self.open().filter(|&q| questionnaire.question(q).is_answerable() && self.effective(answers, q).is_none())
    }

    /// Fewest and most questions of a whole way that agrees with the answers given so far: the length of the way is
    /// honest about branches that are still open. A question whose condition hangs on something unanswered counts in
    /// the most and not in the fewest; so the interval contains the truth, and closes as answers come.
    pub fn length(&self, questionnaire: &Questionnaire, answers: &Answers) -> (usize, usize) {
        let mut undecided = vec![false; questionnaire.questions.len()];
        let (mut fewest, mut most) = (0, 0);
        for id in questionnaire.question_ids() {
            let question = questionnaire.question(id);
            let named = question.ask_if.as_ref().map(Condition::questions).unwrap_or_default();
            undecided[id.0] =
                named.iter().any(|&q| undecided[q.0] || (self.is_open(q) && self.effective(answers, q).is_none()));
            if question.is_answerable() {
                fewest += usize::from(self.is_open(id) && !undecided[id.0]);
                most += usize::from(self.is_open(id) || undecided[id.0]);
            }
        }
        (fewest, most)
    }
}

impl Question {
    /// Whether some of its options are offered only under a condition.
    pub fn hides(&self) -> bool {
        self.options().iter().any(|option| option.show_if.is_some())
    }

    /// An answer without the options that are not offered: none when nothing, or too little, is left of it, or when
    /// shared points no longer sum up.
    pub fn counting(&self, answer: &Answer, facts: &impl Facts) -> Option<Answer> {
        let offered = |option: &usize| {
            let condition = self.options().get(*option).and_then(|choice| choice.show_if.as_ref());
            condition.is_none_or(|condition| condition.holds(facts))
        };
        let value = match &answer.value {
            Value::Choice(option) => offered(option).then_some(Value::Choice(*option)),
            Value::Choices(ticks) => {
                let left: Vec<usize> = ticks.iter().copied().filter(offered).collect();
                let enough = match &self.kind {
                    Kind::Multiple { min, .. } => left.len() >= *min,
                    _ => true,
                };
                (left.len() == ticks.len() || (enough && !left.is_empty())).then_some(Value::Choices(left))
            }
            Value::Order(order) => {
                let left: Vec<usize> = order.iter().copied().filter(offered).collect();
                (!left.is_empty()).then_some(Value::Order(left))
            }
            Value::Points(points) => {
                let stray = points.iter().enumerate().any(|(option, &share)| share > 0 && !offered(&option));
                (!stray).then(|| answer.value.clone())
            }
            other => Some(other.clone()),
        };
        value.map(|value| Answer { value, ..answer.clone() })
    }
}

impl Questionnaire {
    /// A template filled with answers, results and, for `{answer}`, the value that the text is about.
    pub fn fill(&self, template: &Template, known: &Known<'_>, about: Option<(QuestionId, &Value)>) -> String {
        template.render(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Question(id) => {
                let question = self.question(*id);
                let value = known.answer(*id).map(|a| &a.value).filter(|v| v.is_real());
                value.map_or_else(
                    || match &question.kind {
                        Kind::Text { placeholder, .. } => placeholder.clone(),
                        _ => "…".to_owned(),
                    },
                    |v| question.say(v),
                )
            }
            Part::Decision(id) => {
                let decision = self.decision(*id);
                known.recommended(*id).map_or_else(|| "…".to_owned(), |a| decision.alternative(a).phrase.clone())
            }
            Part::Answer => about.map_or_else(|| "…".to_owned(), |(q, v)| self.question(q).say(v)),
        })
    }
}
