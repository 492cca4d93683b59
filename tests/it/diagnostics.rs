//! Every file in tests/diagnostics is a questionnaire with one sort of fault; what is said about it is a snapshot.
//! To add a case, add a file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chiefly::diagnostic::render;
use chiefly::questionnaire::Questionnaire;
use chiefly::session::answers_file::{self, Origin};

#[test]
fn every_bad_file_is_explained() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).unwrap();
        let checked = Questionnaire::parse(&source);
        assert!(!checked.diagnostics.is_empty(), "{stem} has no findings");
        for finding in &checked.diagnostics {
            assert!(finding.help.is_some(), "{stem}: no cure for {}", finding.message);
        }
        let said = render::render(&checked.diagnostics, &format!("{stem}.toml"), &source, false);
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../diagnostics", omit_expression => true }, {
            insta::assert_snapshot!(stem, said + &render::summary(&checked.diagnostics));
        });
        seen += 1;
    }
    assert!(seen > 0);
}

/// The sections of docs/diagnostics.md: code and example.
fn documented() -> Vec<(String, Option<String>)> {
    let text = include_str!("../../docs/diagnostics.md");
    let section = |part: &str| {
        let code = part.split('`').next().unwrap_or_default().to_owned();
        let example = part.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
        (code, example.map(str::to_owned))
    };
    text.split("\n### `").skip(1).map(section).collect()
}

/// The codes of findings that a text of ours or of the program names, as in `Diagnostic::error("code"` or `[code]`.
fn named_after(text: &str, opening: &str) -> BTreeSet<String> {
    let code = |rest: &str| -> String {
        rest.trim_start().trim_start_matches('"').chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect()
    };
    text.split(opening).skip(1).map(code).filter(|c| !c.is_empty()).collect()
}

fn files(folder: &Path, extension: &str, all: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, all);
        } else if path.extension().is_some_and(|e| e == extension) {
            all.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_finding_is_documented_and_every_documented_one_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut snapshots) = (Vec::new(), Vec::new());
    files(&root.join("src"), "rs", &mut sources);
    files(&root.join("tests"), "snap", &mut snapshots);
    let mut codes = BTreeSet::new();
    for text in &sources {
        codes.extend(named_after(text, "Diagnostic::error("));
        codes.extend(named_after(text, "Diagnostic::warning("));
    }
    codes.remove("code");
    for text in &snapshots {
        codes.extend(named_after(text, "\nerror["));
        codes.extend(named_after(text, "\nwarning["));
    }
    let documented = documented();
    let known: BTreeSet<String> = documented.iter().map(|(code, _)| code.clone()).collect();
    assert_eq!(known.len(), documented.len(), "a code stands twice");
    let undocumented: Vec<_> = codes.difference(&known).collect();
    assert!(undocumented.is_empty(), "not in docs/diagnostics.md: {undocumented:?}");
    let gone: Vec<_> = known.iter().filter(|c| !sources.iter().any(|s| s.contains(&format!("\"{c}\"")))).collect();
    assert!(gone.is_empty(), "documented, but never told: {gone:?}");
}

#[test]
fn every_documented_example_brings_its_finding() {
    let small = include_str!("../questionnaires/small.toml");
    let questionnaire = Questionnaire::parse(small).value.unwrap();
    let without = ["too-large", "too-many", "too-many-findings"];
    for (code, example) in documented() {
        let Some(example) = example else {
            assert!(without.contains(&code.as_str()), "{code} has no example");
            continue;
        };
        let found = if example.starts_with("format = \"chiefly.answers") {
            answers_file::parse(&example, &questionnaire, Origin::Checked).diagnostics
        } else if example.starts_with("format") {
            Questionnaire::parse(&example).diagnostics
        } else {
            let [head, map] = small.split("[map]").collect::<Vec<_>>()[..] else { panic!("small.toml has one map") };
            Questionnaire::parse(&format!("{head}\n{example}\n[map]{map}")).diagnostics
        };
        let codes: Vec<&str> = found.iter().map(|d| d.code).collect();
        assert!(codes.contains(&code.as_str()), "the example of {code} brings {codes:?}");
        let alone = example.starts_with("format") || codes.iter().all(|c| *c == code);
        assert!(alone || code == "too-long", "the example of {code} brings {codes:?}");
    }
}
