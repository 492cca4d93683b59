//! Conditions and kinds in words, for people who read a questionnaire as a sheet.

use super::condition::{Condition, Matcher};
use super::flow::{Flow, Known};
use super::question::{Kind, Question, Unit};
use super::template::{Part, Template};
use super::{QuestionId, Questionnaire};
use crate::questionnaire::answer::{Answer, Answers, Confidence};
use crate::text;

impl Questionnaire {
    /// A text as it reads before anything is answered: placeholders stand for answers.
    pub fn fill_blank(&self, template: &Template) -> String {
        if let [Part::Words(words)] = template.parts.as_slice() {
            return words.clone();
        }
        let answers = Answers::new(self);
        let flow = Flow::of(self, &answers);
        self.fill(template, &Known { answers: &answers, flow: &flow, recommended: &[] }, None)
    }

    /// A condition as a clause: "“Who comes?” is “Nobody” or “Partners”, and ...".
    pub fn say_condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.join(parts, ", and "),
            Condition::Any(parts) => self.join(parts, "; or "),
            Condition::Question(question, matcher) => self.say_matcher(*question, matcher),
            Condition::Decision { decision, among, negated } => {
                let decision = self.decision(*decision);
                let names: Vec<&str> = among.iter().map(|&a| decision.alternative(a).title.as_str()).collect();
                let is = if *negated { "is not" } else { "is" };
                format!("{} {is} {}", quote(&decision.title), either(&names))
            }
        }
    }

    fn join(&self, parts: &[Condition], between: &str) -> String {
        parts.iter().map(|p| self.say_condition(p)).collect::<Vec<_>>().join(between)
    }

    fn say_matcher(&self, id: QuestionId, matcher: &Matcher) -> String {
        let question = self.question(id);
        let prompt = quote(&self.fill_blank(&question.prompt));
        let labels = |options: &[usize]| {
            let label = |&i: &usize| question.options().get(i).map(|o| o.label.as_str());
            either(&options.iter().filter_map(label).collect::<Vec<_>>())
        };
        let said = match matcher {
            Matcher::AnyOf(options) => format!("is {}", labels(options)),
            Matcher::NoneOf(options) => format!("is not {}", labels(options)),
            Matcher::Range { min, max } => format!("is {}", say_range(question, *min, *max)),
            Matcher::Count { min, max } => format!("has {} ticked", say_count(*min, *max)),
            Matcher::Answered(true) => "is answered".to_owned(),
            Matcher::Answered(false) => "has no answer".to_owned(),
            Matcher::Unknown(true) => "is not known".to_owned(),
            Matcher::Unknown(false) => "is not answered with “don't know”".to_owned(),
        };
        format!("{prompt} {said}")
    }
}

impl Question {
    /// An answer with what was said about it: "12 people (not sure; note: from finance)".
    pub fn say_answer(&self, answer: &Answer) -> String {
        let mut about = Vec::new();
        if answer.confidence == Confidence::Unsure {
            about.push("not sure".to_owned());
        }
        if answer.locked {
            about.push("a fact".to_owned());
        }
        if !answer.note.is_empty() {
            about.push(format!("note: {}", answer.note));
        }
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
        self.say(&answer.value) + &about
    }

    /// How it is answered: "one of these", "a number, 1 to 5,000 people".
    pub fn say_kind(&self) -> String {
        match &self.kind {
            Kind::Single(_) => "one of these".to_owned(),
            Kind::Multiple { min, max, options } if *min == 0 && *max >= options.len() => "all that apply".to_owned(),
            Kind::Multiple { min, max, .. } => format!("{} of these", say_count(*min, *max)),
            Kind::Scale { min, max, low, high, .. } => format!("{min} ({low}) to {max} ({high})"),
            Kind::Number { min, max, decimals, unit, .. } => {
                let (min, max) = (text::grouped(*min, *decimals), text::grouped(*max, *decimals));
                match unit {
                    Unit::Of(unit) if unit.is_empty() => format!("a number, {min} to {max}"),
                    Unit::Of(unit) => format!("a number, {min} to {max} {unit}"),
                    Unit::Money { currency, period } if period.is_empty() => format!("{currency} {min} to {max}"),
                    Unit::Money { currency, period } => format!("{currency} {min} to {max} a {period}"),
                }
            }
            Kind::Points(_) => "100 points shared among these".to_owned(),
            Kind::Rank(_) => "all of these in order, most important first".to_owned(),
            Kind::Text { max_length, .. } => format!("up to {max_length} characters"),
            Kind::Note => "nothing to answer".to_owned(),
        }
    }
}

fn quote(words: &str) -> String {
    format!("“{words}”")
}

fn either(names: &[&str]) -> String {
    names.iter().map(|n| quote(n)).collect::<Vec<_>>().join(" or ")
}

fn say_range(question: &Question, min: Option<f64>, max: Option<f64>) -> String {
    let say = |n: f64| question.say(&super::answer::Value::Number(n));
    match (min, max) {
        (Some(min), Some(max)) => format!("{} to {}", say(min), say(max)),
        (Some(min), None) => format!("{} or more", say(min)),
        (None, Some(max)) => format!("{} or less", say(max)),
        (None, None) => "any number".to_owned(),
    }
}

fn say_count(min: usize, max: usize) -> String {
    match (min, max) {
        (min, usize::MAX) => format!("{min} or more"),
        (0, max) => format!("up to {max}"),
        (min, max) if min == max => min.to_string(),
        (min, max) => format!("{min} to {max}"),
    }
}
