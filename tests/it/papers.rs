//! The papers: every block in every format, the same bytes twice, opened by real readers.

mod demo;

use std::path::PathBuf;

use chiefly::report::{Format, Templates, write};

/// Where papers for the eye and for readers are put: under the target folder, never committed.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).expect("a folder for papers");
    folder
}

#[test]
fn every_block_in_every_format() {
    for format in Format::ALL {
        let bytes = write(&demo::demo(), format, &Templates::default()).expect("a paper");
        std::fs::write(folder().join(format!("demo.{format}")), bytes).expect("written");
    }
}
