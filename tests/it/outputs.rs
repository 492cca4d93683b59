//! Where reports are put: behind links, with the rights of what was there, never two into one file.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use crate::support::home::{Ended, Home};

const ANSWERS: &str = "\
format = \"chiefly.answers/1\"
[answers]
team_name = \"North\"
people = 12
visitors = \"partners\"
";

fn home() -> Home {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), include_str!("../questionnaires/small.toml")).unwrap();
    fs::write(home.path().join("north.toml"), ANSWERS).unwrap();
    fs::create_dir(home.path().join("shared")).unwrap();
    home
}

fn report(home: &Home, words: &[&str]) -> Ended {
    let mut all = vec!["--questions", "small.toml", "report", "north.toml"];
    all.extend(words);
    home.run(&all, "")
}

fn read(home: &Home, file: &str) -> String {
    fs::read_to_string(home.path().join(file)).unwrap_or_default()
}

fn is_link(home: &Home, file: &str) -> bool {
    fs::symlink_metadata(home.path().join(file)).unwrap().is_symlink()
}

#[test]
fn a_link_stays_and_its_target_is_written() {
    let home = home();
    let link = |target: &str, name: &str| symlink(target, home.path().join(name)).unwrap();
    link("shared/board.md", "board.md");
    link("../board.md", "shared/again.md");
    // It leads to nothing yet: nothing is replaced.
    let ended = report(&home, &["-o", "shared/again.md"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(read(&home, "shared/board.md").contains("North") && is_link(&home, "board.md"));
    assert!(is_link(&home, "shared/again.md") && !is_link(&home, "shared/board.md"));
    // Now it leads to a file, which is replaced when that is wanted.
    fs::write(home.path().join("shared/board.md"), "old").unwrap();
    let refused = report(&home, &["-o", "board.md"]);
    assert!(refused.code == Some(1) && refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(read(&home, "shared/board.md"), "old");
    assert_eq!(report(&home, &["-o", "board.md", "-f"]).code, Some(0));
    assert!(read(&home, "shared/board.md").contains("North") && is_link(&home, "board.md"));
}

#[test]
fn a_link_that_cannot_be_followed_is_told_and_stays() {
    let home = home();
    for (target, told) in
        [("nowhere/board.md", "there is no folder"), ("circle.md", "in a circle"), ("shared", "folder")]
    {
        let link = home.path().join("circle.md");
        symlink(target, &link).unwrap();
        for force in [&["-o", "circle.md"][..], &["-o", "circle.md", "-f"]] {
            let ended = report(&home, force);
            assert!(ended.code == Some(1) && ended.stderr.contains(told), "{target}: {}", ended.stderr);
            assert!(is_link(&home, "circle.md"));
        }
        fs::remove_file(&link).unwrap();
    }
}

#[test]
fn what_is_replaced_keeps_its_rights_its_owner_and_its_other_names() {
    let home = home();
    let path = home.path().join("board.md");
    let other = home.path().join("shared/board.md");
    for mode in [0o600, 0o640, 0o664, 0o755] {
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        // Only the superuser can give a file away.
        let owner = chown(&path, Some(1234), Some(4321)).map_or(None, |()| Some((1234, 4321)));
        assert_eq!(report(&home, &["-f", "-o", "board.md"]).code, Some(0));
        let found = fs::metadata(&path).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, mode);
        assert!(owner.is_none_or(|owner| owner == (found.uid(), found.gid())));
        assert!(read(&home, "board.md").contains("North"));
    }
    fs::write(&path, "old and much longer than any report: ".repeat(10_000)).unwrap();
    fs::hard_link(&path, &other).unwrap();
    assert_eq!(report(&home, &["-f", "-o", "board.md"]).code, Some(0));
    assert_eq!(read(&home, "board.md"), read(&home, "shared/board.md"));
    assert!(read(&home, "board.md").starts_with("# "), "all of the former content is gone");
    assert_eq!(fs::metadata(&path).unwrap().ino(), fs::metadata(&other).unwrap().ino());
}

#[test]
fn one_file_for_two_reports_is_refused_before_anything_is_written() {
    let home = home();
    symlink("new.md", home.path().join("link.md")).unwrap();
    symlink("shared", home.path().join("folder")).unwrap();
    let full = home.path().join("new.md").display().to_string();
    let pairs = [
        ["new.md", "new.md"],
        ["new.md", "./new.md"],
        ["new.md", "shared/../new.md"],
        ["new.md", &full],
        ["link.md", "new.md"],
        ["shared/new.md", "folder/new.md"],
        ["-", "-"],
    ];
    for force in [false, true] {
        for [one, other] in pairs {
            let mut words = vec!["-o", "first.html", "-o", one, "-o", other];
            words.extend(force.then_some("-f"));
            let ended = report(&home, &words);
            assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""), "{one} {other}: {}", ended.stderr);
            assert!(ended.stderr.contains("a name of its own"), "{}", ended.stderr);
        }
    }
    assert!(!home.path().join("first.html").exists() && !home.path().join("new.md").exists());
    // Two names of one file that is there.
    fs::write(home.path().join("one.md"), "old").unwrap();
    fs::hard_link(home.path().join("one.md"), home.path().join("two.md")).unwrap();
    let ended = report(&home, &["-f", "-o", "one.md", "-o", "two.md"]);
    assert!(
        ended.code == Some(2) && ended.stderr.contains("`one.md` and `two.md` are the same file"),
        "{}",
        ended.stderr
    );
    assert_eq!(read(&home, "one.md"), "old");
}

#[test]
fn a_report_does_not_replace_what_it_is_made_from() {
    let home = home();
    fs::write(home.path().join("own.md"), "{{ title }}").unwrap();
    symlink("own.md", home.path().join("link.md")).unwrap();
    let ended = report(&home, &["--template", "link.md", "-f", "-o", "./own.md"]);
    assert!(ended.code == Some(2) && ended.stderr.contains("is read for this report"), "{}", ended.stderr);
    assert_eq!(read(&home, "own.md"), "{{ title }}");
}
