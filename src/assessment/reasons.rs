//! The smallest sets of answers that settle a recommendation whatever the other answers are.
//!
//! Gates and branches are read with three values: surely, surely not, perhaps. Perhaps counts against the
//! recommendation. So every set that is named is sufficient; where gates or branches are tangled a smaller one may
//! exist that this reading cannot see. What earlier decisions recommend is taken as given.

use super::join::{Join, Tables};
use super::live::recommend;
use crate::decision::Term;
use crate::decision::ranking::TIE;
use crate::decision::sufficient::{self, Limits};
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::condition::{Condition, Matcher};
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::question::Kind;
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// The smallest sufficient sets of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sufficient {
    /// Each of these sets alone settles the recommendation. One empty set: no answer could change it.
    Sets {
        /// The sets, at most a dozen, all of the same size.
        sets: Vec<Vec<QuestionId>>,
        /// Whether there are more of this size.
        cut: bool,
    },
    /// No set of so many answers, or fewer, is known to settle it.
    NotWithin(usize),
    /// Nothing is recommended.
    Nobody,
}

/// The smallest sets of answers that settle what is recommended in a decision.
pub fn sufficient(questionnaire: &Questionnaire, answers: &Answers, decision: DecisionId) -> Sufficient {
    let tables = Tables::new(questionnaire);
    let flow = Flow::of(questionnaire, answers);
    let recommended = recommend(questionnaire, &tables, answers, &flow);
    let known = Known { answers, flow: &flow, recommended: &recommended[..decision.0] };
    let Some(AlternativeId(first)) = recommended[decision.0] else { return Sufficient::Nobody };
    let join = tables.join(questionnaire, decision, &known);
    let free: Vec<Vec<Vec<f64>>> = (join.questions.iter().zip(&join.model.terms))
        .map(|(&id, term)| if is_out(&known, id) { Vec::new() } else { range(term) })
        .collect();
    let rivals: Vec<bool> = (0..join.model.alternatives).map(|a| join.model.eligible(a)).collect();
    let worst = Worst::new(questionnaire, &tables, &known, &join, decision, first);
    // A set costs more to look at the more questions there are.
    let steps = 300_000 * 30 / questionnaire.questions.len().max(30) as u64;
    let limits = Limits { steps, ..Limits::default() };
    let found = sufficient::sufficient(&join.model, &rivals, &free, limits, |terms| {
        let mut fixed = vec![false; questionnaire.questions.len()];
        for &term in terms {
            fixed[join.questions[term].0] = true;
        }
        worst.settles(&fixed)
    });
    match found {
        sufficient::Sufficient::Sets { sets, cut } => {
            let name = |set: Vec<usize>| set.into_iter().map(|term| join.questions[term]).collect();
            Sufficient::Sets { sets: sets.into_iter().map(name).collect(), cut }
        }
        sufficient::Sufficient::NotWithin(size) => Sufficient::NotWithin(size),
        sufficient::Sufficient::Nobody => Sufficient::Nobody,
    }
}

/// What an answer that is left open may load: any case, and nothing as long as there is no answer.
fn range(term: &Term) -> Vec<Vec<f64>> {
    let silent = term.stated.is_none().then(Vec::new);
    term.cases.iter().cloned().chain(silent).collect()
}

/// Whether a question has no part in the model as things stand: it is closed, or does not apply.
fn is_out(known: &Known<'_>, id: QuestionId) -> bool {
    !known.flow.is_open(id) || is_inapplicable(known, id)
}

fn is_inapplicable(known: &Known<'_>, id: QuestionId) -> bool {
    known.answers.get(id).is_some_and(|answer| answer.value == Value::NotApplicable)
}

/// The worst that can happen to a recommendation when only some answers are fixed.
struct Worst<'a> {
    questionnaire: &'a Questionnaire,
    tables: &'a Tables,
    known: &'a Known<'a>,
    decision: DecisionId,
    first: usize,
    /// For each rival: the lead that the base weights give over it.
    base: Vec<f64>,
    /// For each term its question, and for each rival the lead that the stated answer brings and the least that any
    /// answer brings.
    terms: Vec<(QuestionId, Vec<(f64, f64)>)>,
    /// Below this a lead is only rounding.
    tie: f64,
}

impl<'a> Worst<'a> {
    fn new(
        questionnaire: &'a Questionnaire,
        tables: &'a Tables,
        known: &'a Known<'a>,
        join: &Join,
        decision: DecisionId,
        first: usize,
    ) -> Self {
        let model = &join.model;
        let leads = |loading: &[f64]| -> Vec<f64> {
            let gains = model.gains(loading);
            gains.iter().map(|gain| gains[first] - gain).collect()
        };
        let term = |(&id, term): (&QuestionId, &Term)| {
            let weighted = |lead: f64| term.weight * lead;
            let cases: Vec<Vec<f64>> = range(term).iter().map(|case| leads(case)).collect();
            let stated = leads(term.loading());
            let of = |b: usize| {
                let least = cases.iter().map(|case| case[b]).fold(f64::INFINITY, f64::min);
                (weighted(stated[b]), weighted(if least.is_finite() { least } else { 0.0 }))
            };
            (id, (0..model.alternatives).map(of).collect())
        };
        let largest =
            |term: &Term| term.weight * term.cases.iter().map(|case| case.iter().sum::<f64>()).fold(0.0, f64::max);
        let reach = model.base.iter().sum::<f64>() + model.terms.iter().map(largest).sum::<f64>();
        Self {
            questionnaire,
            tables,
            known,
            decision,
            first,
            base: leads(&model.base),
            terms: join.questions.iter().zip(&model.terms).map(term).collect(),
            tie: 2.0 * TIE * reach,
        }
    }

    /// Whether the recommendation stands whatever the answers that are not fixed.
    fn settles(&self, fixed: &[bool]) -> bool {
        let view = View::new(self, fixed);
        let gates = || self.questionnaire.gates.iter().filter(|gate| gate.decision == self.decision);
        let excludes = |a: usize| gates().filter(move |gate| gate.excludes.contains(&AlternativeId(a)));
        let stands = excludes(self.first).all(|gate| view.truth(&gate.condition) == Some(false));
        stands
            && (0..self.base.len()).filter(|&b| b != self.first).all(|b| {
                let out = excludes(b).any(|gate| view.truth(&gate.condition) == Some(true));
                out || self.lead(&view, b) >= if self.first < b { -1e-3 * self.tie } else { self.tie }
            })
    }

    fn lead(&self, view: &View<'_>, rival: usize) -> f64 {
        let part = |(id, leads): &(QuestionId, Vec<(f64, f64)>)| {
            let (stated, least) = leads[rival];
            let lead = if view.fixed[id.0] { stated } else { least };
            match view.open[id.0] {
                _ if is_inapplicable(self.known, *id) => 0.0,
                Some(true) => lead,
                Some(false) => 0.0,
                None => lead.min(0.0),
            }
        };
        self.base[rival] + self.terms.iter().map(part).sum::<f64>()
    }
}

/// What is sure when some answers are fixed.
struct View<'a> {
    worst: &'a Worst<'a>,
    fixed: &'a [bool],
    /// For each question, whether it is asked.
    open: Vec<Option<bool>>,
}

impl<'a> View<'a> {
    fn new(worst: &'a Worst<'a>, fixed: &'a [bool]) -> Self {
        let questions = &worst.questionnaire.questions;
        let mut view = Self { worst, fixed, open: vec![Some(false); questions.len()] };
        for (place, question) in questions.iter().enumerate() {
            view.open[place] = question.ask_if.as_ref().map_or(Some(true), |condition| view.truth(condition));
        }
        view
    }

    fn truth(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::All(parts) => self.joined(parts, false),
            Condition::Any(parts) => self.joined(parts, true),
            Condition::Question(id, matcher) => self.matches(*id, matcher),
            Condition::Decision { .. } => Some(condition.holds(self.worst.known)),
        }
    }

    /// One part that is `decisive` decides; else all must be sure.
    fn joined(&self, parts: &[Condition], decisive: bool) -> Option<bool> {
        let truths: Vec<Option<bool>> = parts.iter().map(|part| self.truth(part)).collect();
        if truths.contains(&Some(decisive)) {
            Some(decisive)
        } else if truths.contains(&None) {
            None
        } else {
            Some(!decisive)
        }
    }

    fn matches(&self, id: QuestionId, matcher: &Matcher) -> Option<bool> {
        let now = self.worst.known.flow.effective(self.worst.known.answers, id).map(|answer| &answer.value);
        let settled = self.fixed[id.0] || is_inapplicable(self.worst.known, id);
        let mut truths = Vec::new();
        if self.open[id.0] != Some(true) {
            truths.push(matcher.matches(None));
        }
        if self.open[id.0] != Some(false) {
            truths.push(matcher.matches(now));
            if !settled {
                let cases = self.worst.tables.values(id).iter();
                truths.extend(cases.map(|value| matcher.matches(Some(value))));
                let endless =
                    !matches!(self.worst.questionnaire.question(id).kind, Kind::Single(_) | Kind::Scale { .. });
                if endless && !matches!(matcher, Matcher::Answered(_) | Matcher::Unknown(_)) {
                    truths.extend([false, true]);
                }
            }
        }
        let first = *truths.first()?;
        truths.iter().all(|&truth| truth == first).then_some(first)
    }
}
