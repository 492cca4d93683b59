//! The built-in questionnaire answered by chance, all kinds of questions and every gate: what the analysis says is
//! tried by assessing again.

use chiefly::assessment::cases::cases;
use chiefly::assessment::{
    Assessment, Changes, Live, Settings, Sufficient, Ways, assess, counterfactuals, is_plausible, sufficient, triggers,
};
use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::questionnaire::flow::Flow;
use chiefly::questionnaire::question::Direction;
use chiefly::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire, built_in};
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

pub fn below(random: &mut Xoshiro256PlusPlus, n: usize) -> usize {
    usize::try_from(random.next_u64() % u64::try_from(n.max(1)).unwrap()).unwrap()
}

/// An answer by chance; one in five is unknown, one in five unsure.
pub fn answer(questionnaire: &Questionnaire, id: QuestionId, random: &mut Xoshiro256PlusPlus) -> Option<Answer> {
    let possible = cases(questionnaire.question(id));
    let value = possible.get(below(random, possible.len()))?.clone();
    Some(match below(random, 5) {
        0 => Value::Unknown.into(),
        1 => Answer { confidence: Confidence::Unsure, ..value.into() },
        _ => value.into(),
    })
}

pub fn respondent(questionnaire: &Questionnaire, random: &mut Xoshiro256PlusPlus) -> Answers {
    let mut answers = Answers::new(questionnaire);
    for id in questionnaire.question_ids() {
        if Flow::of(questionnaire, &answers).is_open(id) {
            answers.set(id, answer(questionnaire, id, random));
        }
    }
    answers
}

/// What has the highest value, without drawing anything: what all that rests on values speaks of.
struct Quick(Live);

impl Quick {
    fn new(questionnaire: &Questionnaire) -> Self {
        Self(Live::new(questionnaire, Settings { draws: 0 }))
    }

    fn recommended(
        &mut self,
        questionnaire: &Questionnaire,
        answers: &Answers,
        decision: usize,
    ) -> Option<AlternativeId> {
        self.0.assess(questionnaire, answers).decisions[decision].best
    }
}

fn with(answers: &Answers, changes: &Changes) -> Answers {
    let mut answers = answers.clone();
    for (id, value) in changes {
        answers.set(*id, Some(value.clone().into()));
    }
    answers
}

#[test]
fn counterfactuals_lead_where_they_say_and_no_single_change_is_missed() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(1));
    let mut quick = Quick::new(&questionnaire);
    for _ in 0..8 {
        let answers = respondent(&questionnaire, &mut random);
        for decision in 0..questionnaire.decisions.len() {
            let found = counterfactuals(&questionnaire, &answers, DecisionId(decision));
            let mut single = Vec::new();
            for id in questionnaire.question_ids() {
                let stated = answers.get(id).map(|answer| &answer.value);
                let many = matches!(stated, Some(Value::Choices(_)));
                let real = stated.filter(|value| value.is_real());
                let plausible = |value: &&Value| is_plausible(questionnaire.question(id), real, value);
                for value in
                    cases(questionnaire.question(id)).iter().filter(|v| Some(*v) != stated && !many).filter(plausible)
                {
                    let then = with(&answers, &vec![(id, value.clone())]);
                    single.extend(quick.recommended(&questionnaire, &then, decision));
                }
            }
            for way in found {
                let reached = single.contains(&way.alternative);
                let Ways::Within { sets, .. } = way.ways else {
                    assert!(!reached, "a single change leads to {:?}", way.alternative);
                    continue;
                };
                assert!(!reached || sets[0].len() == 1, "a single change leads to {:?}", way.alternative);
                for set in sets {
                    let then = quick.recommended(&questionnaire, &with(&answers, &set), decision);
                    assert_eq!(then, Some(way.alternative), "{set:?}");
                }
            }
        }
    }
}

#[test]
fn triggers_lie_ahead_and_change_the_recommendation() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(2));
    let mut quick = Quick::new(&questionnaire);
    let mut seen = 0;
    for _ in 0..12 {
        let answers = respondent(&questionnaire, &mut random);
        let before = quick.recommended(&questionnaire, &answers, 0);
        let found = triggers(&questionnaire, &answers, DecisionId(0));
        assert!(found.is_sorted_by_key(|trigger| trigger.changes.len()), "the fewest changes come first");
        for trigger in found {
            let then = quick.recommended(&questionnaire, &with(&answers, &trigger.changes), 0);
            assert_eq!(then, Some(trigger.alternative));
            assert_ne!(then, before);
            assert_eq!(trigger.words.len(), trigger.changes.len());
            for (id, value) in &trigger.changes {
                let time = questionnaire.question(*id).time.as_ref().expect("time may change it");
                let now = answers.get(*id).map(|answer| &answer.value);
                if let (Some(Value::Choice(now)), Value::Choice(then)) = (now, value) {
                    assert!(time.direction != Direction::Up || now < then);
                    assert!(time.direction != Direction::Down || now > then);
                    assert!(now.abs_diff(*then) <= 2, "time does not lead so far");
                    if let ([_], 2) = (&trigger.changes[..], now.abs_diff(*then)) {
                        let nearer = vec![(*id, Value::Choice(now.midpoint(*then)))];
                        let there = quick.recommended(&questionnaire, &with(&answers, &nearer), 0);
                        assert_ne!(there, Some(trigger.alternative), "one step would do");
                    }
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 0, "time brings nothing to anybody");
}

#[test]
fn sufficient_answers_hold_against_chance() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(3));
    let mut quick = Quick::new(&questionnaire);
    let mut seen = 0;
    for _ in 0..12 {
        let answers = respondent(&questionnaire, &mut random);
        let before = quick.recommended(&questionnaire, &answers, 0);
        let Sufficient::Sets { sets, .. } = sufficient(&questionnaire, &answers, DecisionId(0)) else { continue };
        for set in sets.iter().take(3) {
            for _ in 0..40 {
                let mut other = respondent(&questionnaire, &mut random);
                for &id in set {
                    other.set(id, answers.get(id).cloned());
                }
                assert_eq!(quick.recommended(&questionnaire, &other, 0), before, "{set:?}");
            }
            seen += 1;
        }
    }
    assert!(seen > 0, "nothing settles anything");
}

#[test]
fn a_live_assessment_follows_every_kind_of_answer() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(4));
    let settings = Settings { draws: 700 };
    let mut answers = respondent(&questionnaire, &mut random);
    let mut live = Live::new(&questionnaire, settings);
    for _ in 0..40 {
        let id = QuestionId(below(&mut random, questionnaire.questions.len()));
        answers.set(id, answer(&questionnaire, id, &mut random));
        let mut afresh: Assessment = assess(&questionnaire, &answers, &settings);
        afresh.decisions.iter_mut().for_each(|result| result.analysis = None);
        let courses = std::mem::take(&mut afresh.courses);
        let found = live.assess(&questionnaire, &answers);
        assert_eq!(found, afresh);
        assert_eq!(live.courses(&questionnaire, &answers, &found), courses);
        assert_eq!(live.assess(&questionnaire, &answers), afresh);
    }
}
