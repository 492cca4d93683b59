//! Reports of the examples: composed from a real assessment, in every format.

use std::fs;
use std::path::PathBuf;

use chiefly::assessment::{Assessment, Settings, Standing, assess};
use chiefly::questionnaire::answer::Answers;
use chiefly::questionnaire::{Questionnaire, built_in};
use chiefly::report::compose::Profile;
use chiefly::report::date::Date;
use chiefly::report::document::Brand;
use chiefly::report::verify::{Finding, verify};
use chiefly::report::{Format, Report, Templates, render, render_all};
use chiefly::session::answers_file::{self, Origin};

use serde_json::Value;

use crate::papers::reader;

/// A questionnaire with answers and their assessment, ready for reports.
struct Case {
    questionnaire: Questionnaire,
    answers: Answers,
    assessment: Assessment,
}

impl Case {
    fn new(source: &str) -> Self {
        Self::of(built_in(), source)
    }

    fn of(questionnaire: Questionnaire, source: &str) -> Self {
        let checked = answers_file::parse(source, &questionnaire, Origin::Checked);
        let answers = checked.value.expect("good answers").answers;
        let assessment = assess(&questionnaire, &answers, &Settings::default());
        Self { questionnaire, answers, assessment }
    }

    fn report(&self) -> Report<'_> {
        Report {
            questionnaire: &self.questionnaire,
            answers: &self.answers,
            assessment: &self.assessment,
            date: Date::parse("2026-11-21"),
            brand: Brand::default(),
            profile: Profile::Client,
            templates: Templates::default(),
        }
    }
}

/// A small case whose words change with no other questionnaire.
fn bakery() -> Case {
    let checked = Questionnaire::parse(include_str!("papers/questions.toml"));
    let questionnaire = checked.value.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let answers = "format = \"chiefly.answers/1\"\n[answers]\nbakery = \"Kruste\"\ngoods = \"loaves\"\n\
                   people = { value = 6, confidence = \"unsure\", note = \"Two are leaving.\" }\nsavings = \"?\"\n";
    Case::of(questionnaire, answers)
}

#[test]
fn a_whole_report_as_text() {
    let case = bakery();
    let text = render(&case.report(), Format::Markdown).expect("a paper");
    insta::assert_snapshot!(String::from_utf8(text).expect("text"));
}

fn examples() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the examples").flatten() {
        let name = entry.path().file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if entry.path().extension().is_some_and(|ending| ending == "toml") && name != "expected" {
            found.push((name, Case::new(&fs::read_to_string(entry.path()).expect("an example"))));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty());
    found
}

#[test]
fn every_example_as_a_paper() {
    // Word documents hold rastered charts, which take long without optimisation: one of them is enough here
    let formats = Format::ALL.into_iter().filter(|format| *format != Format::Docx).collect::<Vec<_>>();
    for (name, case) in examples() {
        let papers = render_all(&case.report(), &formats).expect("papers");
        for (format, bytes) in formats.iter().zip(papers) {
            assert!(!bytes.is_empty());
            if *format == Format::Markdown {
                let text = String::from_utf8_lossy(&bytes);
                let parts = text.lines().find(|line| line.contains("points is made of:")).expect("a waterfall");
                assert!(!parts.contains(" 0.0"), "{parts}");
            }
            let path = reader::kept(&format!("{name}.{format}"), &bytes);
            if *format == Format::Pdf {
                a_summary_of_one_page(&path);
            }
        }
    }
}

/// The first page stands alone: the contents begin the second one.
fn a_summary_of_one_page(path: &str) {
    let Some(text) = reader::pdf_text(path) else { return };
    let pages = reader::pages(&text);
    let second = pages.get(1).expect("a second page");
    assert!(second.iter().take(6).any(|line| *line == "Contents"), "{path}: {second:?}");
}

/// What somebody may type who means harm.
const HOSTILE: &str = r#"
format = "chiefly.answers/1"
[answers]
bakery = "=HYPERLINK(\"http://evil.example\";\"x\") <script>alert(1)</script> \u202egnp"
goods = { value = "loaves", note = "@SUM(1+1) </w:t><w:br/> ]]> \u001b[2J {{ 7*7 }} | a | [x](javascript:1)" }
people = { value = 6, note = "+1" }
savings = { value = "yes", note = "-1 \u0000 \u0007 \ufffe" }
"#;

#[test]
fn a_hostile_answers_file_does_no_harm_in_any_paper() {
    let case = Case { questionnaire: bakery().questionnaire, ..Case::of(bakery().questionnaire, HOSTILE) };
    let report = Report { profile: Profile::Internal, ..case.report() };
    for (format, bytes) in Format::ALL.iter().zip(render_all(&report, &Format::ALL).expect("papers")) {
        let path = reader::kept(&format!("hostile-answers.{format}"), &bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match format {
            Format::Markdown => {
                let live = text.replace("\\]", "");
                assert!(!live.contains("<script") && !live.contains("](javascript"), "{text}");
            }
            Format::Html => {
                assert!(!text.contains("<script") && !text.contains("href=\"javascript"));
                assert!(text.contains("{{ 7*7 }}"), "text was taken for a template");
            }
            Format::Json => assert!(serde_json::from_str::<Value>(&text).is_ok()),
            Format::Csv => {
                let mut lines = csv::Reader::from_reader(text.as_bytes());
                for cell in
                    lines.records().flat_map(|line| line.expect("a line").iter().map(str::to_owned).collect::<Vec<_>>())
                {
                    let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
                    assert!(!formula, "{cell}");
                }
            }
            Format::Xlsx => {
                let Some(cells) = computed(&path, "Answers") else { continue };
                let said =
                    cells.iter().find(|row| row.first().is_some_and(|id| id == "bakery")).expect("the name's row");
                assert!(said[2].starts_with("=HYPERLINK("), "a formula ran: {said:?}");
            }
            Format::Docx => {
                let Some(text) = reader::word_as_pdf(&path) else { continue };
                assert!(text.contains("<script>alert(1)</script>") && text.contains("</w:t><w:br/>"), "{text}");
            }
            Format::Pdf => {
                let Some(text) = reader::pdf_text(&path) else { continue };
                assert!(text.contains("<script>alert(1)</script>"), "{text}");
            }
        }
        let bad = ['\u{1b}', '\u{7}', '\u{202e}', '\u{fffe}'];
        let is_text = !matches!(format, Format::Pdf | Format::Docx | Format::Xlsx);
        assert!(!is_text || !text.contains(bad), "{format} carries what steers a reader");
    }
}

/// The program, in a folder of its own.
fn chiefly(folder: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chiefly"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder)
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn the_command_line_writes_and_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/community-bank.toml").display().to_string();
    fs::write(at.join("brand.toml"), "name = \"Hallam & Reeve\"\naccent = \"#7a1f3d\"\n").expect("a brand");
    let looks = ["--brand", "brand.toml", "--date", "2026-11-21"];
    let (code, said) = chiefly(at, &[&["report", &example, "-o", "a.md", "-o", "a.pdf"][..], &looks].concat());
    assert_eq!(code, Some(0), "{said}");
    for paper in ["a.md", "a.pdf"] {
        for of in [&[&example[..]][..], &["--session", &example]] {
            let (code, said) = chiefly(at, &[&["verify", paper][..], of, &looks].concat());
            assert_eq!(code, Some(0), "{said}");
        }
    }
    let text = fs::read_to_string(at.join("a.md")).expect("a report");
    assert!(text.contains("Hallam & Reeve"));
    fs::write(at.join("a.md"), text.replace("21 November 2026", "22 November 2026")).expect("a changed report");
    let (code, said) = chiefly(at, &[&["verify", "a.md", &example][..], &looks].concat());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("22 November 2026") && said.contains("line 3"), "{said}");
    let (code, template) = chiefly(at, &["template", "md"]);
    assert_eq!(code, Some(0));
    fs::write(at.join("own.md"), template.replace("# {{ title }}", "# Ours: {{ title }}")).expect("a template");
    let (code, said) = chiefly(at, &["report", &example, "-o", "-", "--template", "own.md"]);
    assert!(code == Some(0) && said.starts_with("# Ours: "), "{said}");
    for wrong in [["template", "pdf"], ["verify", "a.md"]] {
        assert_eq!(chiefly(at, &wrong).0, Some(2));
    }
    fs::write(at.join("brand.toml"), "acent = \"x\"\n").expect("a faulty brand");
    let (code, said) = chiefly(at, &[&["report", &example, "-o", "b.md"][..], &looks].concat());
    assert!(code == Some(2) && said.contains("acent"), "{said}");
}

/// The cells of a workbook, sheet by sheet, as `LibreOffice` computes them; none without `LibreOffice`.
fn computed(path: &str, sheet: &str) -> Option<Vec<Vec<String>>> {
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
    let csv = reader::converted(path, filter)?;
    let stem = csv.file_stem()?.to_string_lossy().into_owned();
    let text = fs::read_to_string(csv.with_file_name(format!("{stem}-{sheet}.csv"))).expect("a sheet");
    let mut lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    Some(lines.records().map(|line| line.expect("a line").iter().map(str::to_owned).collect()).collect())
}

/// The numbers of the row with that name, after it.
fn numbers(cells: &[Vec<String>], name: &str) -> Vec<f64> {
    let row = cells.iter().find(|row| row.first().is_some_and(|first| first == name)).expect("a row of that name");
    row.iter().skip(1).filter_map(|cell| cell.parse().ok()).collect()
}

fn same(computed: &[f64], expected: &[f64]) {
    assert!(computed.len() >= expected.len(), "{computed:?} for {expected:?}");
    for (computed, expected) in computed.iter().zip(expected) {
        assert!((computed - expected).abs() < 1e-9, "{computed} for {expected}");
    }
}

/// A flat workbook whose formulas have to be computed again, because the numbers that they gave are gone.
fn without_results(text: &str) -> String {
    let mut cells = text.split("<table:table-cell");
    let mut out = cells.next().unwrap_or_default().to_owned();
    for cell in cells {
        out.push_str("<table:table-cell");
        let (mut head, rest) =
            cell.split_once('>').map_or((cell.to_owned(), ""), |(head, rest)| (head.to_owned(), rest));
        for name in [" office:value=\"", " office:string-value=\""] {
            if let Some(at) = head.find(name).filter(|_| head.contains("table:formula")) {
                let end = at + name.len() + head[at + name.len()..].find('"').map_or(0, |end| end + 1);
                head.replace_range(at..end, "");
            }
        }
        out.push_str(&head);
        out.push('>');
        out.push_str(rest);
    }
    out
}

#[test]
fn a_workbook_computes_what_the_engine_computes_also_after_a_change() {
    let (_, case) = examples().swap_remove(0);
    let path = reader::kept("live.xlsx", &render(&case.report(), Format::Xlsx).expect("a workbook"));
    let sheet = case.questionnaire.decisions[0].title.clone();
    let Some(cells) = computed(&path, &sheet) else { return };
    for sheet in ["Answers", &sheet] {
        let said = computed(&path, sheet).expect("a sheet").concat();
        assert!(said.iter().any(|words| words.contains("stay as answered")), "{sheet}: {said:?}");
    }
    let result = &case.assessment.decisions[0];
    same(&numbers(&cells, "Value, 0 to 100"), &result.standings.iter().map(|s| s.value).collect::<Vec<_>>());
    for weight in &result.criteria {
        let row = numbers(&cells, &case.questionnaire.criterion(weight.criterion).title);
        same(&row[1..], &[weight.raw]);
    }

    // the same workbook with another weight in the cell, computed by LibreOffice, against the engine
    let mut changed = case.questionnaire.clone();
    let part = result.contributions[0].question;
    changed.questions[part.0].weight = 4.75;
    let flat = reader::converted(&path, "fods").expect("LibreOffice is there");
    let text = fs::read_to_string(&flat).expect("a flat workbook");
    let row = text.find(&format!(">{}<", case.questionnaire.question(part).id)).expect("the question's row");
    let weight = row + text[row..].find("office:value=\"").expect("its weight") + "office:value=\"".len();
    let end = weight + text[weight..].find('"').expect("its end");
    let changed_text = without_results(&format!("{}4.75{}", &text[..weight], &text[end..]));
    let other = reader::kept("changed.fods", changed_text.as_bytes());
    let cells = computed(&other, &sheet).expect("LibreOffice is there");
    let expected = assess(&changed, &case.answers, &Settings { draws: 0 });
    let expected = &expected.decisions[0];
    let values: Vec<f64> = expected.standings.iter().map(|s| s.value).collect();
    let before: Vec<f64> = result.standings.iter().map(|s| s.value).collect();
    assert_ne!(values, before, "the change must be one that is felt");
    same(&numbers(&cells, "Value, 0 to 100"), &values);
    let rank = |of: &Standing| 1 + expected.ranked().filter(|other| other.value > of.value).count();
    let racing = expected.standings.iter().filter(|standing| standing.excluded_by.is_empty());
    let ranks: Vec<f64> = racing.map(|s| f64::from(u32::try_from(rank(s)).expect("few"))).collect();
    same(&numbers(&cells, "Rank by value"), &ranks);
    let chosen = changed.decisions[0].alternative(expected.best.expect("one")).short.clone();
    let said = cells.iter().find(|row| row.first().is_some_and(|first| first == "Recommended")).expect("a row");
    assert_eq!(said.get(1), Some(&chosen));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    // A real questionnaire: with many links and pictures.
    let case = || Case::new(include_str!("../../examples/community-bank.toml"));
    let formats = Format::ALL;
    let first = render_all(&case().report(), &formats).expect("papers");
    // longer than the two seconds in which file times are counted
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    let again = std::thread::spawn(move || render_all(&case().report(), &formats).expect("papers"));
    for ((format, first), second) in formats.iter().zip(first).zip(again.join().expect("papers")) {
        assert!(first == second, "{format} differs from run to run");
    }
}

#[test]
fn notes_are_for_those_inside_only() {
    let case = bakery();
    let inside = Report { profile: Profile::Internal, ..case.report() };
    for format in [Format::Markdown, Format::Html] {
        let text = |report| String::from_utf8(render(&report, format).expect("a paper")).expect("text");
        assert!(!text(case.report()).contains("Two are leaving"), "a note stands in the client's {format}");
        assert!(text(inside.clone()).contains("Two are leaving"), "a note is missing inside the {format}");
    }
}

#[test]
fn every_changed_digit_is_found() {
    let case = bakery();
    let report = case.report();
    for format in [Format::Markdown, Format::Html, Format::Csv, Format::Json, Format::Pdf, Format::Xlsx] {
        let paper = render(&report, format).expect("a paper");
        assert_eq!(verify(&report, format, &paper).expect("checked"), Finding::Same(Profile::Client));
        let digits: Vec<usize> = (0..paper.len()).filter(|&at| paper[at].is_ascii_digit()).collect();
        for at in digits.iter().step_by((digits.len() / 3).max(1)) {
            let mut changed = paper.clone();
            changed[*at] = if changed[*at] == b'9' { b'8' } else { b'9' };
            let found = verify(&report, format, &changed).expect("checked");
            assert!(
                matches!(&found, Finding::Different(places) if !places.is_empty()),
                "{format}, byte {at}: {found:?}"
            );
        }
        assert!(matches!(verify(&report, format, b"").expect("checked"), Finding::Different(_)));
    }
}

#[test]
fn a_report_for_those_inside_is_known_as_such() {
    let case = bakery();
    let inside = Report { profile: Profile::Internal, ..case.report() };
    let paper = render(&inside, Format::Markdown).expect("a paper");
    assert_eq!(verify(&case.report(), Format::Markdown, &paper).expect("checked"), Finding::Same(Profile::Internal));
    let other = Report { date: Date::parse("2026-11-22"), ..case.report() };
    let found = verify(&other, Format::Markdown, &paper).expect("checked");
    let Finding::Different(places) = found else { panic!("another day is another report") };
    assert!(
        places.iter().any(|place| place.contains("21 November 2026") && place.contains("22 November 2026")),
        "{places:?}"
    );
}

/// Whether a value is as a schema says: the few words of JSON Schema that the published schema uses.
fn fits(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_u64() || n.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |name: &Value| name == kind || (name == "number" && kind == "integer");
    match &schema["type"] {
        Value::Null => {}
        Value::Array(names) if names.iter().any(is) => {}
        name if is(name) => {}
        other => faults.push(format!("{place} is {kind}, not {other}")),
    }
    if let Some(wanted) = schema.get("const").filter(|wanted| *wanted != value) {
        faults.push(format!("{place} is not {wanted}"));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        faults.push(format!("{place} is {value}, none of the words"));
    }
    let outside = |limit: &str, wrong: fn(f64, f64) -> bool| {
        schema[limit].as_f64().zip(value.as_f64()).is_some_and(|(limit, value)| wrong(value, limit))
    };
    if outside("minimum", |a, b| a < b)
        || outside("maximum", |a, b| a > b)
        || outside("exclusiveMinimum", |a, b| a <= b)
    {
        faults.push(format!("{place} is {value}, out of range"));
    }
    let needed = schema["required"].as_array().filter(|_| !value.is_null());
    for name in needed.into_iter().flatten().filter_map(Value::as_str) {
        match value.get(name) {
            None => faults.push(format!("{place} has no `{name}`")),
            Some(inner) => faults.extend(fits(&schema["properties"][name], inner, &format!("{place}.{name}"))),
        }
    }
    for name in value.as_object().into_iter().flat_map(|fields| fields.keys()) {
        if schema["properties"].get(name).is_none() {
            faults.push(format!("{place} has `{name}`, which the schema does not know"));
        }
    }
    for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
        faults.extend(fits(&schema["items"], inner, &format!("{place}[{index}]")));
    }
    faults
}

#[test]
fn the_data_is_as_the_published_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../../docs/schema/assessment-1.schema.json")).expect("JSON");
    for (name, case) in examples() {
        let data = render(&case.report(), Format::Json).expect("data");
        let faults = fits(&schema, &serde_json::from_slice(&data).expect("JSON"), &name);
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let empty = Case::new("format = \"chiefly.answers/1\"\n[answers]\n");
    let data = render(&empty.report(), Format::Json).expect("data");
    let faults = fits(&schema, &serde_json::from_slice(&data).expect("JSON"), "nothing answered");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn without_answers_there_is_a_report_that_says_so() {
    let case = Case::new("format = \"chiefly.answers/1\"\n[answers]\n");
    for (format, paper) in Format::ALL.iter().zip(render_all(&case.report(), &Format::ALL).expect("papers")) {
        assert!(!paper.is_empty(), "{format}");
        if *format == Format::Markdown {
            let text = String::from_utf8(paper).expect("text");
            assert!(text.contains("Nothing can be recommended yet"), "{text}");
        }
    }
}
