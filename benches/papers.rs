//! What the papers cost, each from the assessment of an example to its bytes.
//!
//! `cargo bench --bench papers`

use chiefly::assessment::{Settings, assess};
use chiefly::questionnaire::built_in;
use chiefly::report::compose::Profile;
use chiefly::report::document::Brand;
use chiefly::report::{Format, Report, Templates, render_all};
use chiefly::session::answers_file::{self, Origin};
use divan::{Bencher, black_box};

const ANSWERS: &str = include_str!("../examples/large-retailer.toml");

fn main() {
    divan::main();
}

fn papers(bencher: Bencher<'_, '_>, formats: &[Format]) {
    let questionnaire = built_in();
    let answers =
        answers_file::parse(ANSWERS, &questionnaire, Origin::Any).value.expect("the example is sound").answers;
    let assessment = assess(&questionnaire, &answers, &Settings::default());
    let report = Report {
        questionnaire: &questionnaire,
        answers: &answers,
        assessment: &assessment,
        date: None,
        brand: Brand::default(),
        profile: Profile::Client,
        templates: Templates::default(),
    };
    bencher.bench_local(|| render_all(black_box(&report), formats).expect("papers"));
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    papers(bencher, &[Format::Markdown]);
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    papers(bencher, &[Format::Html]);
}

#[divan::bench]
fn pdf(bencher: Bencher<'_, '_>) {
    papers(bencher, &[Format::Pdf]);
}

#[divan::bench]
fn word(bencher: Bencher<'_, '_>) {
    papers(bencher, &[Format::Docx]);
}

#[divan::bench]
fn workbook(bencher: Bencher<'_, '_>) {
    papers(bencher, &[Format::Xlsx]);
}

#[divan::bench]
fn all(bencher: Bencher<'_, '_>) {
    papers(bencher, &Format::ALL);
}
