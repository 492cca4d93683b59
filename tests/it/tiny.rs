//! Small questionnaires that chance makes up, with branches and gates, and what is computed cleverly on them computed
//! again by trying every answer.

use std::fmt::Write as _;

use chiefly::assessment::{
    Assessment, DecisionResult, Live, Settings, Sufficient, Ways, assess, counterfactuals, sufficient,
};
use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::questionnaire::{AlternativeId, CriterionId, DecisionId, QuestionId, Questionnaire};
use proptest::prelude::*;

/// A questionnaire with two decisions of three alternatives, and answers to it.
#[derive(Debug, Clone)]
struct Tiny {
    source: String,
    answers: Vec<Said>,
}

/// What was said to one question.
#[derive(Debug, Clone, Copy)]
enum Said {
    Nothing,
    Unknown,
    NotApplicable,
    Option { option: usize, unsure: bool, locked: bool },
}

/// A question: weight, loads of three options on five criteria, and on which option of an earlier question it hangs.
type Asked = (u32, [[u32; 5]; 3], Option<(usize, usize)>);

const HEAD: &str = r#"
format = "chiefly.questionnaire/1"
id = "tiny"
version = "1"
title = "Tiny"
[[source]]
id = "here"
title = "Here"
url = "https://example.org"
[[section]]
id = "all"
title = "All"
"#;

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        1 => Just(Said::Nothing),
        1 => Just(Said::Unknown),
        1 => Just(Said::NotApplicable),
        6 => (0..3_usize, prop::bool::weighted(0.3), prop::bool::weighted(0.2))
            .prop_map(|(option, unsure, locked)| Said::Option { option, unsure, locked }),
    ]
}

fn tiny() -> impl Strategy<Value = Tiny> {
    let loads = prop::array::uniform3(prop::array::uniform5(prop_oneof![3 => Just(0_u32), 2 => 1..=8_u32]));
    let asked = (1..=4_u32, loads, prop::option::weighted(0.35, (0..9_usize, 0..3_usize)));
    let gates = prop::collection::vec((0..9_usize, 0..3_usize, 0..9_usize, 0..3_usize, 0..2_usize, 0..3_usize), 0..3);
    let performance = prop::array::uniform5(prop::array::uniform3(0..=8_u32));
    (prop::collection::vec(asked, 3..=5), gates, performance, prop::bool::ANY).prop_flat_map(
        |(questions, gates, performance, looks_back)| {
            let source = write(&questions, &gates, performance, looks_back);
            prop::collection::vec(said(), questions.len())
                .prop_map(move |answers| Tiny { source: source.clone(), answers })
        },
    )
}

/// Criteria 0 to 2 belong to the first decision, 3 and 4 to the second, and the last may hang on the first decision; a
/// gate names one or two questions.
fn write(
    questions: &[Asked],
    gates: &[(usize, usize, usize, usize, usize, usize)],
    performance: [[u32; 3]; 5],
    looks_back: bool,
) -> String {
    let mut out = HEAD.to_owned();
    for d in 0..2 {
        let _ = writeln!(out, "[[decision]]\nid = \"d{d}\"\ntitle = \"D\"\nquestion = \"Which?\"");
        for a in 0..3 {
            let _ = writeln!(
                out,
                "[[decision.alternative]]\nid = \"d{d}a{a}\"\ntitle = \"A\"\nshort = \"A\"\nphrase = \"a\""
            );
        }
    }
    for (k, row) in performance.iter().enumerate() {
        let d = usize::from(k >= 3);
        let cell = |a: usize| format!("d{d}a{a} = {:.3}", f64::from(row[a]) / 8.0);
        let cells = (0..3).map(cell).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "[[criterion]]\nid = \"k{k}\"\ndecision = \"d{d}\"\ntitle = \"K\"\nbase = 0.25");
        let _ = writeln!(out, "performance = {{ {cells} }}");
        if looks_back && k == 4 {
            let _ = writeln!(out, "applies_if = {{ d0 = [\"d0a0\", \"d0a1\"] }}");
        }
    }
    for (q, (weight, loads, hangs)) in questions.iter().enumerate() {
        let _ = writeln!(out, "[[question]]\nid = \"q{q}\"\nsection = \"all\"\nkind = \"single\"\nprompt = \"?\"");
        let _ = writeln!(out, "why = \"so\"\nweight = {weight}\nsources = [\"here\"]");
        if let Some((on, option)) = hangs.filter(|_| q > 0) {
            let _ = writeln!(out, "ask_if = {{ q{} = \"o{option}\" }}", on % q);
        }
        for (o, loads) in loads.iter().enumerate() {
            let load = |k: usize| format!("k{k} = {:.3}", f64::from(loads[k]) / 8.0);
            let loads = (0..5).map(load).collect::<Vec<_>>().join(", ");
            let _ = writeln!(out, "[[question.option]]\nid = \"o{o}\"\nlabel = \"O{o}\"\nloads = {{ {loads} }}");
        }
    }
    for (place, &(q, o, other, p, d, a)) in gates.iter().enumerate() {
        let (q, other) = (q % questions.len(), other % questions.len());
        let mut keys = format!("q{q} = \"o{o}\"");
        if other != q {
            let _ = write!(keys, ", q{other} = {{ not = [\"o{p}\"] }}");
        }
        if looks_back && d == 1 {
            keys.push_str(", d0 = \"d0a0\"");
        }
        let _ = writeln!(out, "[[gate]]\nid = \"g{place}\"\ndecision = \"d{d}\"\nexcludes = [\"d{d}a{a}\"]");
        let _ = writeln!(out, "if = {{ {keys} }}\nbecause = \"so\"");
    }
    out
}

impl Tiny {
    fn read(&self) -> (Questionnaire, Answers) {
        let checked = Questionnaire::parse(&self.source);
        let questionnaire = checked.value.unwrap_or_else(|| panic!("{:?}\n{}", checked.diagnostics, self.source));
        let mut answers = Answers::new(&questionnaire);
        for (id, said) in questionnaire.question_ids().zip(&self.answers) {
            answers.set(id, answer(*said));
        }
        (questionnaire, answers)
    }
}

fn answer(said: Said) -> Option<Answer> {
    match said {
        Said::Nothing => None,
        Said::Unknown => Some(Value::Unknown.into()),
        Said::NotApplicable => Some(Value::NotApplicable.into()),
        Said::Option { option, unsure, locked } => {
            let confidence = if unsure { Confidence::Unsure } else { Confidence::Sure };
            Some(Answer { confidence, locked, ..Value::Choice(option).into() })
        }
    }
}

/// Whether another alternative in the race has the highest value too.
fn is_tied(result: &DecisionResult) -> bool {
    let value = |a: AlternativeId| result.standings[a.0].value;
    let best = result.best.map_or(0.0, value);
    result.order.iter().any(|&a| Some(a) != result.best && best - value(a) <= 1e-9 * best.abs())
}

fn recommended(questionnaire: &Questionnaire, answers: &Answers, decision: usize) -> Option<AlternativeId> {
    assess(questionnaire, answers, &Settings { draws: 0 }).decisions[decision].best
}

/// Every way to give each of these questions one of three options, or to leave it as it is.
fn ways(answers: &Answers, questions: &[QuestionId]) -> Vec<(Vec<(QuestionId, Value)>, Answers)> {
    questions.iter().fold(vec![(Vec::new(), answers.clone())], |ways, &id| {
        let mut longer = ways.clone();
        for (changes, answers) in ways {
            for option in (0..3).map(Value::Choice) {
                if answers.get(id).is_some_and(|answer| answer.value == option) {
                    continue;
                }
                let (mut changes, mut answers) = (changes.clone(), answers.clone());
                changes.push((id, option.clone()));
                answers.set(id, Some(option.into()));
                longer.push((changes, answers));
            }
        }
        longer
    })
}

fn without_analysis(mut assessment: Assessment) -> Assessment {
    for result in &mut assessment.decisions {
        result.analysis = None;
    }
    assessment.courses.clear();
    assessment
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn counterfactuals_honour_branches_gates_and_locks(tiny in tiny()) {
        let (questionnaire, answers) = tiny.read();
        let free: Vec<QuestionId> = questionnaire
            .question_ids()
            .filter(|&id| answers.get(id).is_none_or(|a| !a.locked && a.value != Value::NotApplicable))
            .collect();
        let ways = ways(&answers, &free);
        for decision in 0..2 {
            let now = recommended(&questionnaire, &answers, decision);
            let found = counterfactuals(&questionnaire, &answers, DecisionId(decision));
            prop_assert_eq!(found.is_empty(), now.is_none());
            let most = found.iter().filter_map(|f| if let Ways::NotWithin(n) = f.ways { Some(n) } else { None });
            let most = most.max().unwrap_or(3);
            prop_assert!(most >= 2);
            for found in found {
                let reaching = ways.iter().filter(|(changes, answers)| {
                    changes.len() <= most
                        && recommended(&questionnaire, answers, decision) == Some(found.alternative)
                });
                let reaching: Vec<_> = reaching.map(|(changes, _)| changes).collect();
                let least = reaching.iter().map(|changes| changes.len()).min();
                match found.ways {
                    Ways::NotWithin(_) => prop_assert_eq!(least, None),
                    Ways::Within { mut sets, cut } => {
                        let mut all: Vec<_> =
                            reaching.into_iter().filter(|changes| Some(changes.len()) == least).cloned().collect();
                        let key = |set: &Vec<(QuestionId, Value)>| format!("{set:?}");
                        sets.sort_by_key(key);
                        all.sort_by_key(key);
                        if cut {
                            prop_assert!(sets.iter().all(|set| all.contains(set)) && sets.len() < all.len());
                        } else {
                            prop_assert_eq!(sets, all);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn sufficient_answers_settle_it_whatever_the_others_are(tiny in tiny()) {
        let (questionnaire, answers) = tiny.read();
        let now = recommended(&questionnaire, &answers, 0);
        let found = sufficient(&questionnaire, &answers, DecisionId(0));
        prop_assert_eq!(found == Sufficient::Nobody, now.is_none());
        let Sufficient::Sets { sets, .. } = found else { return Ok(()) };
        for set in sets {
            let others: Vec<QuestionId> = questionnaire
                .question_ids()
                .filter(|id| !set.contains(id) && answers.get(*id).is_none_or(|a| a.value != Value::NotApplicable))
                .collect();
            for (changes, answers) in ways(&answers, &others) {
                let then = recommended(&questionnaire, &answers, 0);
                prop_assert!(then == now || then.is_none(), "{set:?} {changes:?} {then:?} {now:?}");
            }
        }
    }

    #[test]
    fn what_to_find_out_changes_what_it_says(tiny in tiny()) {
        let (questionnaire, answers) = tiny.read();
        let assessment = assess(&questionnaire, &answers, &Settings { draws: 600 });
        for result in &assessment.decisions {
            let Some(analysis) = &result.analysis else { continue };
            for finding in &analysis.information {
                for option in (0..3).map(Value::Choice) {
                    let mut settled = answers.clone();
                    settled.set(finding.question, Some(option.clone().into()));
                    let then = recommended(&questionnaire, &settled, result.decision.0);
                    let said = finding.changes.iter().find(|(value, _)| *value == option).map(|(_, then)| *then);
                    prop_assert!(said.is_none_or(|said| said == then));
                    let unsure = answers.get(finding.question).is_some_and(|a| a.value.is_real());
                    prop_assert!(unsure || said.is_some() == (then != result.best));
                }
            }
        }
    }

    #[test]
    fn a_live_assessment_is_the_assessment(tiny in tiny(), steps in prop::collection::vec((0..5_usize, said()), 1..8)) {
        let (questionnaire, mut answers) = tiny.read();
        let settings = Settings { draws: 600 };
        let mut live = Live::new(&questionnaire, settings);
        live.assess(&questionnaire, &answers);
        for (place, said) in steps {
            answers.set(QuestionId(place), answer(said));
            let followed = live.assess(&questionnaire, &answers);
            prop_assert_eq!(followed, without_analysis(assess(&questionnaire, &answers, &settings)));
        }
    }

    #[test]
    fn another_weight_is_the_weight_that_it_says(tiny in tiny(), k in 0..5_usize, weight in 0.0..9.0_f64) {
        let (questionnaire, answers) = tiny.read();
        let mut live = Live::new(&questionnaire, Settings { draws: 600 });
        let before = live.assess(&questionnaire, &answers);
        let weights = [(CriterionId(k), weight)];
        live.what_if(&questionnaire, &answers, &[(CriterionId(k), 9.0 - weight), (CriterionId(0), 1.0)]);
        let after = live.what_if(&questionnaire, &answers, &weights);
        let mut moved = live.what_if(&questionnaire, &answers, &[(CriterionId(k), 9.0 - weight)]);
        live.reweigh(&questionnaire, &answers, &weights, &mut moved);
        prop_assert_eq!(&moved, &after);
        for (before, after) in before.decisions.iter().zip(&after.decisions) {
            for (old, new) in before.criteria.iter().zip(&after.criteria) {
                let expected = if old.criterion.0 == k { weight } else { old.raw };
                prop_assert!((new.raw - expected).abs() < 1e-9);
            }
            // The flip marks of a slider are where the recommendation changes.
            let flips = before.flips.criteria.iter().find(|(id, _)| id.0 == k);
            if let Some((_, stability)) = flips.filter(|_| before.decision.0 == 0 && after.best.is_some()) {
                let inside = stability.low.is_none_or(|flip| weight > flip.at + 1e-6)
                    && stability.high.is_none_or(|flip| weight < flip.at - 1e-6);
                let outside = stability.low.is_some_and(|flip| weight < flip.at - 1e-6)
                    || stability.high.is_some_and(|flip| weight > flip.at + 1e-6);
                prop_assert!(!inside || after.best == before.best || is_tied(before) || is_tied(after));
                prop_assert!(!outside || after.best != before.best);
            }
        }
        // Nor does it matter from where one comes.
        let fresh = Live::new(&questionnaire, Settings { draws: 600 }).what_if(&questionnaire, &answers, &weights);
        prop_assert_eq!(after, fresh);
        prop_assert_eq!(live.assess(&questionnaire, &answers), before);
    }

    #[test]
    fn an_excluded_alternative_is_never_recommended_nor_accepted(tiny in tiny()) {
        let (questionnaire, answers) = tiny.read();
        for result in assess(&questionnaire, &answers, &Settings { draws: 600 }).decisions {
            for standing in result.standings.iter().filter(|standing| !standing.excluded_by.is_empty()) {
                prop_assert_ne!(result.recommended, Some(standing.alternative));
                prop_assert!(result.acceptability(standing.alternative).is_none_or(|share| share == 0.0));
            }
            let shares = result.robustness.map(|found| found.acceptability.iter().sum::<f64>());
            prop_assert!(shares.is_none_or(|sum| (sum - 1.0).abs() < 1e-9));
        }
    }
}
