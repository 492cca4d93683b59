//! From a typed line to a value of the question that was asked.

use crate::questionnaire::answer::{Misfit, Value};
use crate::questionnaire::question::{Kind, Question};
use crate::text::{self, number};

/// The value in a line, or what is wrong with it. `offered` are the options as they are numbered for the person.
pub(super) fn value(question: &Question, offered: &[usize], line: &str) -> Result<Value, String> {
    let value = match line {
        "?" => Value::Unknown,
        "-" => Value::NotApplicable,
        _ => given(question, offered, line)?,
    };
    question.accept(value).map_err(|misfit| told(question, offered, &misfit))
}

fn given(question: &Question, offered: &[usize], line: &str) -> Result<Value, String> {
    let no = || how(question, offered);
    let option = |word: &str| option(question, offered, word).ok_or_else(no);
    let words = || line.split([' ', ',', ';']).filter(|w| !w.is_empty());
    match &question.kind {
        Kind::Single(_) => Ok(Value::Choice(option(line)?)),
        Kind::Multiple { .. } if line.eq_ignore_ascii_case("none") => Ok(Value::Choices(Vec::new())),
        Kind::Multiple { .. } => words().map(option).collect::<Result<_, _>>().map(Value::Choices),
        Kind::Rank(_) => words().map(option).collect::<Result<_, _>>().map(Value::Order),
        Kind::Points(_) => points(question, offered, words()).map(Value::Points),
        Kind::Scale { .. } | Kind::Number { .. } => {
            question.read_number(line).map_err(|misfit| told(question, offered, &misfit))
        }
        Kind::Text { .. } => Ok(Value::Text(line.to_owned())),
        Kind::Note => Err(no()),
    }
}

/// An option by its number on the screen, or by its id.
fn option(question: &Question, offered: &[usize], word: &str) -> Option<usize> {
    let by_number = || word.parse::<usize>().ok()?.checked_sub(1).and_then(|n| offered.get(n)).copied();
    let by_id = || offered.iter().copied().find(|&i| question.options().get(i).is_some_and(|o| o.id == word));
    by_id().or_else(by_number)
}

/// Points as `40 30 30`, one number for each option offered, or as `1=70 3=30`, the others having none.
fn points<'a>(
    question: &Question,
    offered: &[usize],
    words: impl Iterator<Item = &'a str>,
) -> Result<Vec<u32>, String> {
    let no = || how(question, offered);
    let mut points = vec![0; question.options().len()];
    let mut in_turn = offered.iter();
    let mut all_named = true;
    for word in words {
        let (place, share) = if let Some((name, share)) = word.split_once('=') {
            (option(question, offered, name).ok_or_else(no)?, share)
        } else {
            all_named = false;
            (*in_turn.next().ok_or_else(no)?, word)
        };
        let share = number::whole(share)
            .ok_or_else(|| format!("`{}` is not a whole number of points. {}", text::truncate(share, 40), no()))?;
        points[place] = share;
    }
    if all_named || in_turn.next().is_none() { Ok(points) } else { Err(no()) }
}

/// How the question is answered.
pub(super) fn how(question: &Question, offered: &[usize]) -> String {
    let last = offered.len();
    match &question.kind {
        Kind::Single(_) => format!("Type a number from 1 to {last}."),
        Kind::Multiple { min, max, .. } => {
            let none = if *min == 0 { "; `none` for none" } else { "" };
            format!("Type {min} to {max} numbers, as in: 1 {last}{none}.")
        }
        Kind::Scale { min, max, low, high, .. } => format!("Type a number from {min} ({low}) to {max} ({high})."),
        Kind::Number { min, max, decimals, .. } => {
            let say = |n: &f64| question.say(&Value::Number(*n));
            let sort = if *decimals == 0 { "a whole number" } else { "a number" };
            format!("Type {sort} from {} to {}.", say(min), say(max))
        }
        Kind::Points(_) => format!("Share 100 points: {last} numbers in the order above, or as in: 1=70 {last}=30."),
        Kind::Rank(_) => format!("Type all numbers from 1 to {last}, the most important first."),
        Kind::Text { max_length, .. } => format!("Type at most {max_length} characters."),
        Kind::Note => "There is nothing to answer here.".to_owned(),
    }
}

/// What is wrong with an answer, and how the question is answered.
fn told(question: &Question, offered: &[usize], misfit: &Misfit) -> String {
    format!("{}. {}", capitalised(&misfit.to_string()), how(question, offered))
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
