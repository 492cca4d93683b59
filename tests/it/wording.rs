//! What a founder reads is short and plain: the texts of the built-in questions are measured, and the yardsticks too.

use chiefly::questionnaire::answer::Answers;
use chiefly::questionnaire::flow::Flow;
use chiefly::questionnaire::question::Question;
use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};

/// Most questions that anybody is asked: 22, and four candidates until cases say which of them carry (then 24).
const LONGEST_WAY: usize = 26;
/// Least reading ease (Flesch) of what stands on the screen for one question, and of all questions together. Names of
/// trades and of kinds of organisation are long words, hence the low one.
const EASE_OF_ONE: f64 = 35.0;
const EASE_OF_ALL: f64 = 65.0;

/// Where a text stands, which says how long it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Prompt,
    Help,
    Label,
    Hint,
    Why,
    Guide,
}

impl Place {
    /// Most sentences, and most words of each.
    fn limits(self) -> (usize, usize) {
        match self {
            Self::Prompt => (1, 14),
            Self::Help => (1, 18),
            Self::Label | Self::Hint => (1, 12),
            Self::Why => (2, 18),
            Self::Guide => (12, 32),
        }
    }
}

/// What is wrong with a text at its place, each in a few words.
fn faults(place: Place, text: &str) -> Vec<String> {
    let (most_sentences, most_words) = place.limits();
    let sentences = sentences(text);
    let mut faults = Vec::new();
    if sentences.len() > most_sentences {
        faults.push(format!("{} sentences", sentences.len()));
    }
    faults.extend(sentences.iter().map(|s| words(s)).filter(|&n| n > most_words).map(|n| format!("{n} words")));
    let whole = matches!(place, Place::Prompt | Place::Help | Place::Why | Place::Guide);
    let ends = if place == Place::Prompt { text.ends_with('?') } else { text.ends_with('.') };
    if ends != whole {
        faults.push("the last mark".to_owned());
    }
    let lower = text.to_lowercase();
    // Chains that hedge, marks that join two thoughts, and words of the trade.
    let unwanted = [
        ";",
        "(",
        "and/or",
        "as far as you know",
        "that you know of",
        "if you know",
        "criterion",
        "alternative",
        "loading",
        "weighting",
        "stakeholder",
        "capability",
        "governance",
        "portfolio",
        "attestation",
        "soc 2",
    ];
    faults.extend(unwanted.iter().filter(|w| lower.contains(*w)).map(|w| format!("`{w}`")));
    faults
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '?', '!']).map(str::trim).filter(|s| s.contains(char::is_alphabetic)).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

/// Syllables of an English word, near enough: groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let is_vowel = |c: &char| "aeiouy".contains(*c);
    let starts = |i: usize| is_vowel(&letters[i]) && (i == 0 || !is_vowel(&letters[i - 1]));
    let groups = (0..letters.len()).filter(|&i| starts(i)).count();
    let silent = letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']) && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// Reading ease after Flesch, 206.835 - 1.015 words a sentence - 84.6 syllables a word: 60 to 70 is plain English, 30 is
/// an academic paper. Every text counts as one sentence at least, as an option is read on its own.
#[expect(clippy::cast_precision_loss, reason = "a few hundred words")]
fn ease(texts: &[String]) -> f64 {
    let count = |of: &dyn Fn(&str) -> usize| texts.iter().map(|t| of(t)).sum::<usize>() as f64;
    let all_words = count(&words);
    let all_syllables = count(&|t| t.split_whitespace().filter(|w| words(w) > 0).map(syllables).sum());
    let all_sentences = count(&|t| sentences(t).len().max(1));
    206.835 - 1.015 * all_words / all_sentences - 84.6 * all_syllables / all_words
}

/// The texts of a question with their places; pipes stand as they are in the file.
fn texts(questionnaire: &Questionnaire, question: &Question) -> Vec<(Place, String)> {
    let filled = |place, template| (place, questionnaire.fill_blank(template));
    let mut texts = vec![filled(Place::Prompt, &question.prompt), filled(Place::Help, &question.help)];
    for option in question.options() {
        texts.push((Place::Label, option.label.clone()));
        texts.push((Place::Hint, option.hint.clone()));
    }
    texts.extend([(Place::Why, question.why.clone()), filled(Place::Guide, &question.guide)]);
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// What is on the screen before anybody asks for more.
fn on_screen(questionnaire: &Questionnaire, question: &Question) -> Vec<String> {
    let shown = |(place, _): &(Place, String)| !matches!(place, Place::Why | Place::Guide);
    texts(questionnaire, question).into_iter().filter(shown).map(|(_, text)| text).collect()
}

#[test]
fn the_questions_are_short_and_plain() {
    let questionnaire = built_in();
    let mut found = Vec::new();
    for question in &questionnaire.questions {
        for (place, text) in texts(&questionnaire, question) {
            found.extend(faults(place, &text).into_iter().map(|f| format!("{} {place:?}: {f}: {text}", question.id)));
        }
        let ease = ease(&on_screen(&questionnaire, question));
        if ease < EASE_OF_ONE {
            found.push(format!("{}: reading ease {ease:.0}", question.id));
        }
    }
    let all: Vec<String> = questionnaire.questions.iter().flat_map(|q| on_screen(&questionnaire, q)).collect();
    let ease = ease(&all);
    if ease < EASE_OF_ALL {
        found.push(format!("all questions: reading ease {ease:.0}"));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_question_says_its_nature_and_what_to_take_in_doubt() {
    let stated = BUILT_IN.lines().filter(|line| line.starts_with("nature = ")).count();
    let questionnaire = built_in();
    assert_eq!(stated, questionnaire.questions.len());
    let silent: Vec<_> =
        questionnaire.questions.iter().filter(|q| !q.options().is_empty() && q.guide.is_empty()).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn nobody_is_asked_more_than_the_longest_way() {
    let questionnaire = built_in();
    let answers = Answers::default();
    let flow = Flow::of(&questionnaire, &answers);
    let (_, longest) = flow.length(&questionnaire, &answers);
    assert!(longest <= LONGEST_WAY, "{longest}");
}

/// The yardsticks measure: each of these texts is found out, for the reason beside it.
#[test]
fn unplain_texts_are_found_out() {
    let long = "word ".repeat(19);
    let cases = [
        (Place::Prompt, "How large is it? And why?".to_owned(), "2 sentences"),
        (Place::Prompt, "Say how large it is.".to_owned(), "the last mark"),
        (Place::Help, format!("{long}."), "19 words"),
        (Place::Help, "All staff. Not the guests.".to_owned(), "2 sentences"),
        (Place::Hint, "One two three four five six seven eight nine ten eleven twelve thirteen".to_owned(), "13 words"),
        (Place::Label, "None that you know of".to_owned(), "`that you know of`"),
        (Place::Label, "Money is tight; costs must fall".to_owned(), "`;`"),
        (Place::Label, "It works.".to_owned(), "the last mark"),
        (Place::Guide, "Nothing, as far as you know.".to_owned(), "`as far as you know`"),
        (Place::Why, "A. B. C.".to_owned(), "3 sentences"),
    ];
    for (place, text, fault) in cases {
        assert_eq!(faults(place, &text), [fault], "{text}");
    }
    assert!(faults(Place::Help, "Count the people you pay already.").is_empty());
}

#[test]
fn reading_ease_tells_plain_from_learned() {
    let counted = ["people", "technology", "made", "table", "organisation", "the"].map(syllables);
    assert_eq!(counted, [2, 4, 1, 2, 5, 1]);
    let plain = ease(&["Count the people you pay already.".to_owned()]);
    let learned = ease(&["Organisational accountability necessitates institutional differentiation.".to_owned()]);
    assert!(plain > 70.0 && learned < 0.0, "{plain} {learned}");
}
