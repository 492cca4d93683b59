//! What follows from each candidate when an earlier decision is too close to call: the later decisions that look at it
//! are worked out for every candidate, so that no face has to choose one silently.

use super::{Assessment, DecisionResult, Verdict};
use crate::questionnaire::{AlternativeId, DecisionId, Questionnaire};

/// All that follows when one candidate of a decision is supposed.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The decision that is too close to call.
    pub decision: DecisionId,
    /// The candidate that is supposed.
    pub supposed: AlternativeId,
    /// One for each decision, in order; the supposed candidate stands as recommended in its own.
    pub decisions: Vec<DecisionResult>,
    /// Places in [`Questionnaire::advice`] of the notes that fire then.
    pub advice: Vec<usize>,
}

impl Course {
    /// What is recommended in each decision when the candidate is supposed.
    pub fn recommended(&self) -> Vec<Option<AlternativeId>> {
        self.decisions.iter().map(|result| result.recommended).collect()
    }
}

/// The courses of the first decision that is too close to call, if what follows hangs on it: always for the very first,
/// else where a later one looks at it. Each is worked out as far as that decision.
pub(super) fn open(questionnaire: &Questionnaire, found: &Assessment) -> Vec<Course> {
    let too_close =
        |result: &&DecisionResult| result.verdict == Verdict::TooClose && is_looked_at(questionnaire, result.decision);
    let Some(result) = found.decisions.iter().find(too_close) else { return Vec::new() };
    let course = |&supposed: &AlternativeId| {
        let mut decisions = found.decisions[..=result.decision.0].to_vec();
        decisions[result.decision.0].recommended = Some(supposed);
        for result in &mut decisions {
            result.analysis = None;
        }
        Course { decision: result.decision, supposed, decisions, advice: Vec::new() }
    };
    result.candidates.iter().map(course).collect()
}

/// Whether a later decision's gates or criteria look at this one.
fn is_looked_at(questionnaire: &Questionnaire, id: DecisionId) -> bool {
    let gates = questionnaire.gates.iter().filter(|gate| gate.decision > id).map(|gate| &gate.condition);
    let criteria = questionnaire.criteria.iter().filter(|criterion| criterion.decision > id);
    gates
        .chain(criteria.filter_map(|criterion| criterion.applies_if.as_ref()))
        .any(|condition| condition.decisions().contains(&id))
}
