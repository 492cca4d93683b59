//! Real readers of papers. Where one is not installed, its checks are left out, and the test says so.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

/// Puts a paper where a reader finds it: under the target folder, never committed.
pub(crate) fn kept(name: &str, bytes: &[u8]) -> String {
    let folder = folder();
    std::fs::create_dir_all(&folder).expect("a folder for papers");
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a paper on disk");
    path.display().to_string()
}

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers")
}

/// What a program says, or none with a remark when it is not installed.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        // Straight to standard error: the harness would swallow it, and people are to see what was left out.
        let _ = writeln!(std::io::stderr(), "left out: {program} is not installed");
        return None;
    };
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The text of a PDF as it stands on its pages.
pub(crate) fn pdf_text(path: &str) -> Option<String> {
    run("pdftotext", &["-layout", path, "-"])
}

/// The pages of such a text, each line without the room around it.
pub(crate) fn pages(text: &str) -> Vec<Vec<&str>> {
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(|page| page.lines().map(str::trim).collect()).collect()
}

/// Formulas are computed when a file is opened, whatever numbers it holds.
const ALWAYS_COMPUTE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// What `LibreOffice` makes of a document, in another format beside it.
pub(crate) fn converted(path: &str, format: &str) -> Option<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let out = folder().join("converted");
    let home = folder().join("office");
    let settings = home.join("user").join("registrymodifications.xcu");
    std::fs::create_dir_all(home.join("user")).expect("a home for LibreOffice");
    std::fs::write(&settings, ALWAYS_COMPUTE).expect("settings of LibreOffice");
    let home = format!("-env:UserInstallation=file://{}", home.display());
    let out_text = out.display().to_string();
    run("soffice", &[&home, "--headless", "--convert-to", format, "--outdir", &out_text, path])?;
    let name = PathBuf::from(path).with_extension(format.split(':').next().unwrap_or(format));
    Some(out.join(name.file_name().expect("invariant: a paper has a name")))
}

/// The text of a Word document, by way of `LibreOffice` and poppler.
pub(crate) fn word_as_pdf(path: &str) -> Option<String> {
    let pdf = converted(path, "pdf")?;
    pdf_text(&pdf.display().to_string())
}
