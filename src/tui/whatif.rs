//! What if: criterion weights and answers moved by hand, beside what was really answered. Nothing here is an answer.

use super::drawn::Drawn;
use crate::assessment::{Assessment, CriterionWeight, Settings, Stability};
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{CriterionId, QuestionId, Questionnaire};
use crate::session::scenario::Scenario;

/// Share of all weights that one key moves.
const STEP: f64 = 0.01;
/// Greatest share that a criterion can be given.
const MOST: f64 = 0.95;

/// Something that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// The weight of a criterion.
    Weight(CriterionId),
    /// The answer to a question.
    Answer(QuestionId),
}

/// What was moved, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// What can be moved: the weights first.
    pub knobs: Vec<Knob>,
    /// The raw weights that were set.
    weights: Vec<(CriterionId, f64)>,
    /// The answers, some of them moved.
    pub answers: Answers,
    /// What follows from all this.
    pub assessment: Assessment,
    /// Whether answers were moved since that was found out.
    stale: bool,
}

/// What was kept, with what follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What it is called.
    pub name: String,
    /// What was moved.
    pub what_if: WhatIf,
}

impl WhatIf {
    /// Nothing moved yet; none while nothing counts.
    pub fn new(questionnaire: &Questionnaire, answers: &Answers, assessment: &Assessment) -> Option<Self> {
        let first = assessment.decisions.first().filter(|d| d.best.is_some())?;
        let weights = first.criteria.iter().map(|c| Knob::Weight(c.criterion));
        let movable = |id: &QuestionId| {
            let question = questionnaire.question(*id);
            let kind = matches!(question.kind, Kind::Single(_) | Kind::Scale { .. } | Kind::Number { .. });
            kind && question.is_scored()
        };
        Some(Self {
            knobs: weights.chain(assessment.flow.open().filter(movable).map(Knob::Answer)).collect(),
            weights: Vec::new(),
            answers: answers.clone(),
            assessment: assessment.clone(),
            stale: false,
        })
    }

    /// What was moved in a scenario that was kept, in the place of this.
    pub fn take(&mut self, scenario: &Scenario) {
        self.answers = scenario.answers.clone();
        self.weights.clone_from(&scenario.weights);
        self.stale = true;
    }

    /// What was moved, to be kept under a name.
    pub fn keep(&self, name: &str) -> Scenario {
        Scenario { name: name.to_owned(), weights: self.weights.clone(), answers: self.answers.clone() }
    }

    /// Whether anything differs from what was answered.
    pub fn is_moved(&self, answers: &Answers) -> bool {
        !self.weights.is_empty() || self.answers != *answers
    }

    /// Whether the weight of a criterion was set.
    pub fn is_set(&self, criterion: CriterionId) -> bool {
        self.weights.iter().any(|(k, _)| *k == criterion)
    }

    /// The right end of the sliders: room for every weight and every flip.
    pub fn most(&self) -> f64 {
        let shares = self.criteria().iter().map(|c| c.share);
        let stabilities = self.criteria().iter().filter_map(|c| self.stability(c.criterion));
        let flips = stabilities.flat_map(|s| [s.low, s.high]).flatten().map(|f| f.share);
        let most = shares.chain(flips.filter(|f| *f <= 0.6)).fold(0.3, f64::max);
        (most * 10.0 + 0.5).ceil().min(10.0) / 10.0
    }

    /// The criteria of the first decision, with their weights.
    pub fn criteria(&self) -> &[CriterionWeight] {
        self.assessment.decisions.first().map_or(&[], |d| &d.criteria)
    }

    /// For which weights of a criterion the recommendation holds.
    pub fn stability(&self, criterion: CriterionId) -> Option<&Stability> {
        let flips = &self.assessment.decisions.first()?.flips.criteria;
        flips.iter().find(|(k, _)| *k == criterion).map(|(_, stability)| stability)
    }

    /// Moves a knob one step.
    pub fn step(&mut self, questionnaire: &Questionnaire, knob: Knob, more: bool) {
        match knob {
            Knob::Weight(criterion) => {
                let share = self.criteria().iter().find(|c| c.criterion == criterion).map_or(0.0, |c| c.share);
                self.set(criterion, share + if more { STEP } else { -STEP });
            }
            Knob::Answer(id) => {
                let question = questionnaire.question(id);
                let offered = |o: &usize| self.assessment.flow.offers(questionnaire, &self.answers, id, *o);
                let options: Vec<usize> = (0..question.options().len()).filter(offered).collect();
                let now = self.answers.get(id).map(|a| &a.value);
                if let Some(value) = stepped(question, &options, now, more) {
                    self.answers.set(id, Some(value.into()));
                    self.stale = true;
                }
            }
        }
    }

    /// Gives a criterion a share of all weights, 0..1, the others as they are.
    pub fn set(&mut self, criterion: CriterionId, share: f64) {
        let share = share.clamp(0.0, MOST);
        let others: f64 = self.criteria().iter().filter(|c| c.criterion != criterion).map(|c| c.raw).sum();
        self.weights.retain(|(k, _)| *k != criterion);
        self.weights.push((criterion, share / (1.0 - share) * others));
    }

    /// Derives anew after a move what follows from it.
    pub fn refresh(&mut self, questionnaire: &Questionnaire, drawn: &mut Drawn, settings: Settings) {
        let Self { answers, weights, assessment, stale, .. } = self;
        if std::mem::take(stale) {
            *assessment = drawn.what_if(questionnaire, answers, weights, settings);
        } else {
            drawn.reweigh(questionnaire, answers, weights, assessment, settings);
        }
    }

    /// The questions that are answered otherwise.
    pub fn moved(&self, questionnaire: &Questionnaire, answers: &Answers) -> Vec<QuestionId> {
        let value = |a: &Answers, id| a.get(id).map(|a| a.value.clone());
        questionnaire.question_ids().filter(|id| value(&self.answers, *id) != value(answers, *id)).collect()
    }
}

/// The answer next to this one; none at the ends. Without a real answer, the first or the last.
fn stepped(question: &Question, options: &[usize], now: Option<&Value>, more: bool) -> Option<Value> {
    let next = |n: f64, by: f64, min: f64, max: f64| (n + if more { by } else { -by }).clamp(min, max);
    let value = match (&question.kind, now) {
        (Kind::Single(_), Some(Value::Choice(i))) => {
            let at = options.iter().position(|o| o == i)?;
            let to = if more { at + 1 } else { at.checked_sub(1)? };
            Value::Choice(*options.get(to)?)
        }
        (Kind::Single(_), _) => Value::Choice(*if more { options.first() } else { options.last() }?),
        #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
        (Kind::Scale { min, max, .. }, Some(Value::Number(n))) => {
            Value::Number(next(*n, 1.0, *min as f64, *max as f64))
        }
        #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
        (Kind::Scale { min, max, .. }, _) => Value::Number(if more { *min as f64 } else { *max as f64 }),
        (Kind::Number { min, max, .. }, Some(Value::Number(n))) => Value::Number(next(*n, leap(*n, *max), *min, *max)),
        (Kind::Number { min, max, .. }, _) => Value::Number(if more { *min } else { *max }),
        _ => return None,
    };
    let kept = match value {
        Value::Number(n) => Value::Number(question.nearest(n)),
        other => other,
    };
    question.accept(kept).ok()
}

/// How far one key moves a number: a tenth of its size, in a round figure.
fn leap(n: f64, max: f64) -> f64 {
    let size = if n > 0.0 { n } else { max / 100.0 };
    10f64.powf((size / 10.0).max(1.0).log10().round())
}
