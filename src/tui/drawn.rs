//! The drawn models, kept between keys so that figures do not flicker and a key costs little.

use std::fmt;

use crate::assessment::{Analysis, Assessment, Course, Live, Settings};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::{CriterionId, DecisionId, Questionnaire};

/// A cache: it changes no figure, so it equals any other, and a copy begins empty.
#[derive(Default)]
pub struct Drawn(Option<Box<Live>>);

impl Drawn {
    /// The assessment of these answers with its robustness.
    pub fn assess(&mut self, questionnaire: &Questionnaire, answers: &Answers, settings: Settings) -> Assessment {
        self.live(questionnaire, settings).assess(questionnaire, answers)
    }

    /// The same with other raw weights for some criteria.
    pub fn what_if(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        weights: &[(CriterionId, f64)],
        settings: Settings,
    ) -> Assessment {
        self.live(questionnaire, settings).what_if(questionnaire, answers, weights)
    }

    /// The assessment of the same answers, with other raw weights for the criteria that were moved.
    pub fn reweigh(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        weights: &[(CriterionId, f64)],
        found: &mut Assessment,
        settings: Settings,
    ) {
        self.live(questionnaire, settings).reweigh(questionnaire, answers, weights, found);
    }

    fn live(&mut self, questionnaire: &Questionnaire, settings: Settings) -> &mut Live {
        self.0.get_or_insert_with(|| Box::new(Live::new(questionnaire, settings)))
    }

    /// What follows from each candidate of what is too close to call.
    pub fn courses(&mut self, questionnaire: &Questionnaire, answers: &Answers, found: &Assessment) -> Vec<Course> {
        self.0.as_mut().map_or_else(Vec::new, |live| live.courses(questionnaire, answers, found))
    }

    /// What takes longer to find out about the first decision, for the answers last assessed.
    pub fn analysis(&self, questionnaire: &Questionnaire, answers: &Answers) -> Option<Analysis> {
        self.0.as_ref()?.analysis(questionnaire, answers, DecisionId(0))
    }
}

impl Clone for Drawn {
    fn clone(&self) -> Self {
        Self(None)
    }
}

impl PartialEq for Drawn {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn")
    }
}
