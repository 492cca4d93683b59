//! The assessment kept between two key presses: the drawn models stay, and a changed answer or weight touches only the
//! criteria that it moves. Says the same, to the last bit, as an assessment made afresh.

use super::join::{Join, Tables};
use super::robustness::{Analysis, Robustness};
use super::verdict::judge;
use super::world::World;
use super::{Assessment, Course, DecisionResult, Preliminary, Settings, additive, compose, course, sentences};
use crate::decision::ranking::leader;
use crate::decision::{Model, Pool};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::{AlternativeId, CriterionId, DecisionId, Questionnaire};

/// An assessment that follows the answers.
pub struct Live {
    settings: Settings,
    tables: Tables,
    /// The drawn models of each decision; none as long as it is not decided.
    pools: Vec<Option<Pool>>,
    joins: Vec<Join>,
}

impl Live {
    /// Nothing is drawn before the first assessment.
    pub fn new(questionnaire: &Questionnaire, settings: Settings) -> Self {
        Self {
            settings,
            tables: Tables::new(questionnaire),
            pools: questionnaire.decisions.iter().map(|_| None).collect(),
            joins: Vec::new(),
        }
    }

    /// The assessment of these answers, without what takes longer ([`Live::analysis`]).
    ///
    /// The questionnaire must be the one that this was made for.
    pub fn assess(&mut self, questionnaire: &Questionnaire, answers: &Answers) -> Assessment {
        self.what_if(questionnaire, answers, &[])
    }

    /// The assessment of these answers if these criteria had these raw weights `W_k`: all that the base and the
    /// answers say of a criterion is scaled to it. A criterion of which nothing is said gets it as base weight.
    pub fn what_if(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        weights: &[(CriterionId, f64)],
    ) -> Assessment {
        let flow = Flow::of(questionnaire, answers);
        let preliminary = Preliminary::of(questionnaire, answers, &flow);
        let (mut decisions, mut best) = (Vec::new(), Vec::new());
        self.joins.clear();
        for id in (0..questionnaire.decisions.len()).map(DecisionId) {
            let known = Known { answers, flow: &flow, recommended: &best };
            let (result, join) = self.decide(questionnaire, id, &known, weights, preliminary.is_some());
            best.push(result.best);
            decisions.push(result);
            self.joins.push(join);
        }
        compose(questionnaire, answers, flow, preliminary, decisions)
    }

    /// What follows for the later decisions from each candidate of an earlier one that is too close to call and that
    /// they look at; empty where nothing is. The assessment must be that of these answers.
    pub fn courses(&mut self, questionnaire: &Questionnaire, answers: &Answers, found: &Assessment) -> Vec<Course> {
        let mut courses = course::open(questionnaire, found);
        for course in &mut courses {
            for id in (course.decisions.len()..questionnaire.decisions.len()).map(DecisionId) {
                let chosen: Vec<_> = course.decisions.iter().map(|result| result.recommended.or(result.best)).collect();
                let known = Known { answers, flow: &found.flow, recommended: &chosen };
                course.decisions.push(self.decide(questionnaire, id, &known, &[], false).0);
            }
            let recommended = course.recommended();
            let known = Known { answers, flow: &found.flow, recommended: &recommended };
            course.advice = super::advice(questionnaire, &known);
        }
        courses
    }

    /// Moves what was found for the same answers to other weights of criteria: what [`Live::what_if`] finds, without
    /// finding again what the weights have no part in. Of the criteria no others may have been moved before.
    pub fn reweigh(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        weights: &[(CriterionId, f64)],
        found: &mut Assessment,
    ) {
        let before: Vec<_> = found.decisions.iter().map(|result| result.best).collect();
        let verdicts = |found: &Assessment| found.decisions.iter().map(|result| result.recommended).collect::<Vec<_>>();
        let recommended = verdicts(found);
        let concerned = |id: &DecisionId| weights.iter().any(|(k, _)| questionnaire.criterion(*k).decision == *id);
        for id in (0..before.len()).map(DecisionId).filter(concerned) {
            let known = Known { answers, flow: &found.flow, recommended: &before[..id.0] };
            let (result, join) = self.decide(questionnaire, id, &known, weights, found.preliminary.is_some());
            if result.best != before[id.0] || result.recommended != recommended[id.0] {
                *found = self.what_if(questionnaire, answers, weights);
                return;
            }
            if let (Some(old), Some(place)) = (found.decisions.get_mut(id.0), self.joins.get_mut(id.0)) {
                (*old, *place) = (result, join);
            }
        }
        let known = Known { answers, flow: &found.flow, recommended: &recommended };
        found.headline = sentences::headline(questionnaire, &known, &found.decisions);
        found.map = additive::position(questionnaire, &found.decisions);
        found.courses.clear();
    }

    fn decide(
        &mut self,
        questionnaire: &Questionnaire,
        id: DecisionId,
        known: &Known<'_>,
        weights: &[(CriterionId, f64)],
        preliminary: bool,
    ) -> (DecisionResult, Join) {
        let mut stated = self.tables.join(questionnaire, id, known);
        let factors = stated.factors(weights);
        let scaled = (!weights.is_empty()).then(|| stated.scaled(&factors));
        let join = scaled.as_ref().unwrap_or(&stated);
        let mut result = additive::decide(questionnaire, id, known, join);
        if result.best.is_some() {
            let drawn = self.settings.draws > 0;
            result.robustness = drawn.then(|| self.robustness(questionnaire, id, &stated, &factors));
            judge(questionnaire, known, preliminary, &mut result);
        }
        (result, scaled.unwrap_or(stated))
    }

    /// What takes longer to find out about one decision, for the answers last assessed. `None` when nothing is
    /// recommended, or nothing is drawn.
    pub fn analysis(&self, questionnaire: &Questionnaire, answers: &Answers, id: DecisionId) -> Option<Analysis> {
        let (join, pool) = (self.joins.get(id.0)?, self.pools.get(id.0)?.as_ref()?);
        let world = World::new(questionnaire, answers, &self.tables, id);
        world.winner(&[])?;
        Some(Analysis::of(join, pool, &world))
    }

    fn robustness(&mut self, questionnaire: &Questionnaire, id: DecisionId, join: &Join, by: &[f64]) -> Robustness {
        let (model, seed) = (&join.model, seed(questionnaire, id));
        let draws = self.settings.draws.min(affordable(model));
        let pool = self.pools[id.0].get_or_insert_with(|| Pool::new(model.clone(), draws, seed, 1));
        pool.update(model, by);
        Robustness::of(pool.first_ranks(), pool.draws(), seed)
    }
}

/// The alternative with the highest value in each decision, and nothing else.
pub(super) fn recommend(
    questionnaire: &Questionnaire,
    tables: &Tables,
    answers: &Answers,
    flow: &Flow,
) -> Vec<Option<AlternativeId>> {
    let mut recommended = Vec::new();
    for id in (0..questionnaire.decisions.len()).map(DecisionId) {
        let known = Known { answers, flow, recommended: &recommended };
        let model = tables.join(questionnaire, id, &known).model;
        let decided = model.terms.iter().any(|term| term.stated.is_some());
        let first = leader(&model.gains(&model.weights()), &model.excluded);
        recommended.push(first.filter(|_| decided).map(AlternativeId));
    }
    recommended
}

/// Draws of which the random numbers take at most 32 MiB: a bound for files from strangers, out of sight of any
/// questionnaire that a person could answer.
fn affordable(model: &Model) -> usize {
    let numbers = 2 * model.terms.len() + (model.criteria + 1) * model.alternatives;
    (16 << 20) / numbers.max(1)
}

/// The seed of a decision's draws: the first 64 bits of the questionnaire's fingerprint, and the decision's place.
/// The answers have no part in it, so that a changed answer meets the same draws.
fn seed(questionnaire: &Questionnaire, id: DecisionId) -> u64 {
    let digits = questionnaire.fingerprint.get(..16).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or_default().wrapping_add(id.0 as u64)
}
