//! Every file in tests/diagnostics is a questionnaire with one sort of fault; what is said about it is a snapshot.
//! To add a case, add a file.

use std::fs;

use chiefly::diagnostic::render;
use chiefly::questionnaire::Questionnaire;

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
        let said = render::render(&checked.diagnostics, &format!("{stem}.toml"), &source, false);
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../diagnostics", omit_expression => true }, {
            insta::assert_snapshot!(stem, said + &render::summary(&checked.diagnostics));
        });
        seen += 1;
    }
    assert!(seen > 0);
}
