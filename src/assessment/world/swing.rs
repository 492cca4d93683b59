//! The tornado of answers: how far another answer to each open question moves the lead, and which answers turn it.

use super::super::robustness::Bar;
use super::{WORK, World};
use crate::decision::additive::percent;
use crate::decision::counterfactual::{self, Change};
use crate::questionnaire::answer::Value;
use crate::questionnaire::condition::Facts;
use crate::questionnaire::{AlternativeId, QuestionId};

impl World<'_> {
    /// How far `first` is ahead of its best rival in points of value after these changes, below zero when another one
    /// is; none without a rival. Where a gate excludes it then, it cannot be ahead.
    fn lead(&self, done: &[Change], first: AlternativeId) -> Option<f64> {
        let trial = self.trial(done);
        let numbers = self.numbers[self.decision.0].as_ref()?;
        let (weights, _) = self.weights(&trial, self.decision, numbers);
        let excluded = super::super::join::excluded(self.questionnaire, self.decision, &trial);
        let numerators = self.numerators(&trial, self.decision, numbers, &weights);
        let criteria = self.questionnaire.criteria_of(self.decision).zip(&weights);
        let applying = criteria.filter(|((_, k), _)| k.applies_if.as_ref().is_none_or(|c| c.holds(&trial)));
        let total: f64 = applying.map(|(_, weight)| weight).sum();
        let value = |a: usize| percent(numerators[a], total);
        let rivals = (0..numerators.len()).filter(|&a| a != first.0 && !excluded[a]);
        let lead = value(first.0) - rivals.map(value).max_by(f64::total_cmp)?;
        Some(if excluded[first.0] { lead.min(0.0) } else { lead })
    }

    /// How far another answer to each open question moves the lead of the best alternative, and which answers make
    /// another one best; gates, branches, options and earlier decisions followed. Widest first.
    pub(in crate::assessment) fn swings(&self) -> Vec<Bar> {
        let (Some(first), trial) = (self.winner(&[]), self.trial(&[])) else { return Vec::new() };
        let Some(now) = self.lead(&[], first) else { return Vec::new() };
        let mut work = 0;
        let mut bars: Vec<Bar> = (0..self.candidates.len())
            .filter(|&question| trial.open[question])
            .filter_map(|question| {
                let said = trial.answer(QuestionId(question)).map(|answer| &answer.value);
                let cases = self.swung[question].iter().copied().filter(|&case| trial.offers(question, case));
                let cases: Vec<usize> = cases.collect();
                work += cases.len() * counterfactual::World::cost(self);
                if work > WORK {
                    return None;
                }
                let at = |case: usize| [Change { question, case }];
                let value = |case: usize| self.candidates[question][case].value.clone();
                let mut ends = [(now, said.cloned()), (now, said.cloned())];
                let mut turns = Vec::new();
                for case in cases {
                    let lead = self.lead(&at(case), first);
                    if let Some(lead) = lead.filter(|lead| *lead < ends[0].0) {
                        ends[0] = (lead, Some(value(case)));
                    }
                    if let Some(lead) = lead.filter(|lead| *lead > ends[1].0) {
                        ends[1] = (lead, Some(value(case)));
                    }
                    let then = self.winner(&at(case));
                    if then != Some(first) {
                        turns.push((value(case), then));
                    }
                }
                let [(low, low_answer), (high, high_answer)] = ends;
                let moves = high > low || !turns.is_empty();
                let answers = (low_answer.unwrap_or(Value::Unknown), high_answer.unwrap_or(Value::Unknown));
                moves.then_some(Bar { question: QuestionId(question), low, high, answers: Some(answers), turns })
            })
            .collect();
        bars.sort_by(|x, y| (y.high - y.low).total_cmp(&(x.high - x.low)));
        bars
    }
}
