//! The shape of the code as tests: layers, sizes, names that the engine must not know, files nobody compiled.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rows from top to bottom; a module imports from its own row only itself, and from rows below.
const LAYERS: &[&[&str]] = &[
    &["main", "run", "args"],
    &["shell"],
    &["tui", "report", "cli"],
    &["export"],
    &["assessment"],
    &["session"],
    &["questionnaire"],
    &["decision"],
    &["capabilities", "diagnostic", "error"],
    &["text"],
];

/// Lines of a file, without its tests.
const LONGEST: usize = 400;

/// Files that hold one idea and yet are longer, with what they may come to.
const LONGER: &[(&str, usize)] = &[("src/report/pdf/flow.rs", 450)];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The file's path below the repository, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    rust_files(&root().join(folder))
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            (name, fs::read_to_string(&path).unwrap_or_default())
        })
        .collect()
}

/// The text without its inline test module.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

fn row(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

#[test]
fn modules_import_only_from_rows_below() {
    let mut faults = Vec::new();
    for (name, text) in sources("src") {
        let module = name.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
        if module == "lib" {
            continue;
        }
        let Some(own) = row(&module) else {
            faults.push(format!("{name}: module `{module}` stands in no row"));
            continue;
        };
        for (number, line) in without_tests(&text).lines().enumerate() {
            for path in line.split("crate::").skip(1) {
                let target: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let fine = target == module || row(&target).is_none_or(|r| r > own || own == 0);
                if !fine {
                    faults.push(format!("{name}:{}: {module} -> {target}", number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "imports against the layers:\n{}", faults.join("\n"));
}

#[test]
fn files_and_headers_keep_their_measure() {
    let mut faults = Vec::new();
    for (name, text) in sources("src") {
        let lines = without_tests(&text).lines().count();
        let bound = LONGER.iter().find(|(long, _)| *long == name).map_or(LONGEST, |(_, bound)| *bound);
        if lines > bound {
            faults.push(format!("{name}: {lines} lines"));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{name}: no header that says why it exists"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_engine_names_no_chief() {
    let mut faults = Vec::new();
    for (name, text) in sources("src") {
        for (number, line) in text.lines().enumerate() {
            let words: BTreeSet<String> =
                line.split(|c: char| !c.is_alphanumeric()).map(str::to_ascii_lowercase).collect();
            if ["cio", "cto", "ciso"].iter().any(|w| words.contains(*w)) {
                faults.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "content belongs to questions.toml:\n{}", faults.join("\n"));
}

#[test]
fn every_test_file_is_compiled() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap_or_default();
    let forgotten: Vec<String> = fs::read_dir(root().join("tests/it"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| e.file_name().into_string().ok())
        .filter_map(|n| n.strip_suffix(".rs").map(str::to_owned))
        .filter(|n| n != "main" && !main.contains(&format!("mod {n};")))
        .collect();
    assert!(forgotten.is_empty(), "not in tests/it/main.rs: {forgotten:?}");
}

#[test]
fn architecture_names_a_test_for_every_invariant() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    let tests: String = sources("tests").into_iter().chain(sources("src")).map(|(_, text)| text).collect();
    let mut named = 0;
    let mut faults = Vec::new();
    for line in page.lines().filter(|l| l.starts_with("| ") && l.contains("::")) {
        for test in line.split('`').skip(1).step_by(2).filter(|t| t.contains("::")) {
            let function = test.rsplit("::").next().unwrap_or_default();
            named += 1;
            if !tests.contains(&format!("fn {function}(")) {
                faults.push(test.to_owned());
            }
        }
    }
    assert!(named >= 10, "ARCHITECTURE.md names {named} tests");
    assert!(faults.is_empty(), "ARCHITECTURE.md names tests that do not exist: {faults:?}");
}
