//! What can never happen: questions that are never asked, options that are never offered, conditions that never hold.
//! A condition is refuted by the finite domains of the answers that it needs; what needs more work than is spent on a
//! file counts as possible.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::condition::{Conditions, Recorded, Scope};
use crate::diagnostic::faults::Faults;
use crate::diagnostic::{Diagnostic, Severity};
use crate::questionnaire::condition::{Condition, Matcher};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// Steps that are spent on one file.
const STEPS: usize = 50_000;
/// Choices that are looked at one within the other.
const DEPTH: usize = 100;

/// Reports conditions that can never hold.
pub(super) fn check(faults: &Faults, questionnaire: &Questionnaire, conditions: Conditions) {
    let search = Search { questionnaire, steps: Cell::new(STEPS) };
    for Recorded { scope, span, condition } in conditions.into_recorded() {
        let (severity, code, message) = match scope {
            Scope::Asking(id) => {
                (Severity::Error, "unreachable", format!("`{}` is never asked", questionnaire.question(id).id))
            }
            Scope::Offering(id) => {
                let message = format!("this option of `{}` is never offered", questionnaire.question(id).id);
                (Severity::Error, "unreachable", message)
            }
            Scope::Check => (Severity::Warning, "never-holds", "this check can never fire".to_owned()),
            _ => (Severity::Warning, "never-holds", "this condition can never hold".to_owned()),
        };
        let asked = match scope {
            Scope::Offering(id) => questionnaire.question(id).ask_if.as_ref(),
            _ => None,
        };
        let goals: Vec<&Condition> = asked.into_iter().chain([&condition]).collect();
        if !search.can_hold(goals, World::default()) {
            let help = "no answers fulfil it: look at what the questions that it names offer, and when they are asked";
            faults.push(Diagnostic { severity, ..Diagnostic::error(code, span, message) }.help(help));
        }
    }
}

/// What is demanded so far.
#[derive(Clone, Default)]
struct World {
    questions: BTreeMap<QuestionId, Demand>,
    decisions: BTreeMap<DecisionId, Vec<AlternativeId>>,
    depth: usize,
}

/// What is demanded of one answer.
#[derive(Clone)]
struct Demand {
    real: Option<bool>,
    unknown: Option<bool>,
    /// Options that may be picked; of a single pick, one of them must be.
    allowed: Vec<usize>,
    /// Sets of options of each of which one must be picked.
    wanted: Vec<Vec<usize>>,
    range: (f64, f64),
    count: (usize, usize),
    /// Whether it was demanded that its options are offered.
    offered: bool,
}

struct Search<'a> {
    questionnaire: &'a Questionnaire,
    steps: Cell<usize>,
}

impl<'a> Search<'a> {
    /// Whether some answers make all goals hold in this world.
    fn can_hold(&self, mut goals: Vec<&'a Condition>, mut world: World) -> bool {
        world.depth += 1;
        if world.depth > DEPTH {
            return true;
        }
        while let Some(goal) = goals.pop() {
            let Some(left) = self.steps.get().checked_sub(1) else { return true };
            self.steps.set(left);
            match goal {
                Condition::All(parts) => goals.extend(parts),
                Condition::Any(parts) => {
                    return parts.iter().any(|part| {
                        let goals = goals.iter().copied().chain([part]).collect();
                        self.can_hold(goals, world.clone())
                    });
                }
                Condition::Decision { decision, among, negated } => {
                    if !self.decide(&mut world, *decision, among, *negated) {
                        return false;
                    }
                }
                Condition::Question(id, matcher) => {
                    let new = !world.questions.get(id).is_some_and(Demand::needs_open);
                    let question = self.questionnaire.question(*id);
                    let demand = world.questions.entry(*id).or_insert_with(|| Demand::of(question));
                    if !demand.add(question, matcher) {
                        return false;
                    }
                    if new && demand.needs_open() {
                        goals.extend(&question.ask_if);
                    }
                }
            }
        }
        self.can_offer(world)
    }

    fn decide(&self, world: &mut World, id: DecisionId, among: &[AlternativeId], negated: bool) -> bool {
        let all = || (0..self.questionnaire.decision(id).alternatives.len()).map(AlternativeId).collect();
        let left = world.decisions.entry(id).or_insert_with(all);
        left.retain(|a| among.contains(a) != negated);
        !left.is_empty()
    }

    /// Whether the picks that are demanded can be offered.
    fn can_offer(&self, mut world: World) -> bool {
        let open = world.questions.iter().find(|(_, d)| d.real == Some(true) && !d.offered);
        let Some((&id, demand)) = open.filter(|_| world.depth <= DEPTH) else { return true };
        let question = self.questionnaire.question(id);
        let sets = if question.picks_one() { vec![demand.allowed.clone()] } else { demand.wanted.clone() };
        world.depth += 1;
        if let Some(demand) = world.questions.get_mut(&id) {
            demand.offered = true;
        }
        self.can_offer_one_of_each(question, &sets, world)
    }

    fn can_offer_one_of_each(&self, question: &'a Question, sets: &[Vec<usize>], world: World) -> bool {
        let Some((set, rest)) = sets.split_first() else { return self.can_offer(world) };
        let conditions: Option<Vec<&Condition>> =
            set.iter().filter_map(|&i| question.options().get(i)).map(|o| o.show_if.as_ref()).collect();
        match conditions {
            // Some option of the set, or what is no option at all, is always offered.
            None => self.can_offer_one_of_each(question, rest, world),
            Some(conditions) if conditions.is_empty() => self.can_offer_one_of_each(question, rest, world),
            // The other sets are left to be: a question has seldom more than one of such.
            Some(conditions) => conditions.into_iter().any(|c| self.can_hold(vec![c], world.clone())),
        }
    }
}

impl Demand {
    fn of(question: &Question) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
        let range = match question.kind {
            Kind::Scale { min, max, .. } => (min as f64, max as f64),
            Kind::Number { min, max, .. } => (min, max),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        let range = if range.0 <= range.1 { range } else { (range.1, range.0) };
        let count = match question.kind {
            Kind::Multiple { min, max, .. } => (min, max),
            _ => (0, usize::MAX),
        };
        let allowed = (0..question.options().len()).collect();
        Self { real: None, unknown: None, allowed, wanted: Vec::new(), range, count, offered: false }
    }

    /// Whether only a question that is asked can fulfil it.
    fn needs_open(&self) -> bool {
        self.real == Some(true) || self.unknown == Some(true)
    }

    /// Adds what a matcher demands; false when nothing fulfils both.
    fn add(&mut self, question: &Question, matcher: &Matcher) -> bool {
        match matcher {
            Matcher::Answered(wanted) => return self.be_real(*wanted),
            Matcher::Unknown(true) => return question.unknown && self.be_unknown(true) && self.be_real(false),
            Matcher::Unknown(false) => return self.be_unknown(false),
            Matcher::AnyOf(options) => {
                self.wanted.push(options.clone());
                if question.picks_one() {
                    self.allowed.retain(|i| options.contains(i));
                }
            }
            Matcher::NoneOf(options) => self.allowed.retain(|i| !options.contains(i)),
            Matcher::Range { min, max } => {
                let (least, greatest) = self.range;
                self.range = (min.map_or(least, |m| m.max(least)), max.map_or(greatest, |m| m.min(greatest)));
            }
            Matcher::Count { min, max } => self.count = (self.count.0.max(*min), self.count.1.min(*max)),
        }
        let picks = question.options().is_empty() || !self.allowed.is_empty();
        let each = self.wanted.iter().all(|set| set.iter().any(|i| self.allowed.contains(i)));
        let within = self.range.0 <= self.range.1 && self.count.0 <= self.count.1;
        self.be_real(true) && picks && each && within
    }

    fn be_real(&mut self, wanted: bool) -> bool {
        *self.real.get_or_insert(wanted) == wanted
    }

    fn be_unknown(&mut self, wanted: bool) -> bool {
        *self.unknown.get_or_insert(wanted) == wanted
    }
}

impl Question {
    /// Whether exactly one option is picked, as conditions see it.
    fn picks_one(&self) -> bool {
        matches!(self.kind, Kind::Single(_) | Kind::Rank(_) | Kind::Multiple { max: 1, .. })
    }
}
