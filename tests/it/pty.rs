//! The program in a real terminal: what only a terminal can show. It is given back on every way out, it survives any
//! size and any flood of keys.

#![cfg(unix)]

use std::fs;
use std::time::{Duration, Instant};

use chiefly::questionnaire::built_in;

use crate::support::home::{Home, signal};
use crate::support::pty::{PROGRAM, Pty};

const SIZE: (u16, u16) = (80, 24);
/// On the start screen at every width.
const TITLE: &str = "chiefly";

/// Runs the program under a shell that says how it ended and whether the modes of the terminal are as before.
fn under_shell(home: &Home) -> Pty {
    let script = format!(
        "stty -g >before; sh -c 'echo $$ >pid; exec {PROGRAM}'; code=$?; stty -g >after; \
         cmp before after && echo \"ended with $code, modes as before\"; sleep 60"
    );
    let pty = Pty::start(home, SIZE, &["sh", "-c", &script]);
    pty.sees(TITLE);
    assert!(pty.is_borrowed());
    pty
}

fn pid(home: &Home) -> u32 {
    fs::read_to_string(home.path().join("pid")).unwrap().trim().parse().unwrap()
}

#[test]
fn leaving_gives_the_terminal_back() {
    let home = Home::new();
    let mut pty = under_shell(&home);
    pty.types("q");
    pty.sees("ended with 0, modes as before");
    pty.until("the terminal as it was", Pty::is_given_back);
}

#[test]
fn signals_end_it_with_the_terminal_given_back() {
    let ends = [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131), ("ABRT", 134), ("XCPU", 152), ("ALRM", 142)];
    for (name, code) in ends.into_iter().chain([("USR1", 138), ("USR2", 140), ("VTALRM", 154), ("PROF", 155)]) {
        let home = Home::new();
        let pty = under_shell(&home);
        signal(pid(&home), name);
        pty.sees(&format!("ended with {code}, modes as before"));
        pty.until("the terminal as it was", Pty::is_given_back);
    }
}

#[test]
fn a_paste_that_is_no_text_is_told() {
    let home = Home::new();
    let mut pty = Pty::chiefly(&home, SIZE, &[]);
    pty.sees(TITLE);
    pty.types("\r");
    pty.sees(&first_prompt());
    assert!(pty.types_bytes(b"\x1b[200~Caf\xe9\x1b[201~"));
    pty.sees("not pasted");
    assert!(!pty.words().contains("Caf"), "{}", pty.words());
}

#[test]
fn ctrl_z_stops_it_and_fg_goes_on() {
    let home = Home::new();
    let mut pty = Pty::start(&home, SIZE, &["sh", "-i"]);
    pty.types(&format!("PS1='ready> '\n{PROGRAM}\n"));
    pty.until("the screens", |pty| pty.is_borrowed() && pty.words().contains(TITLE));
    for _ in 0..2 {
        pty.types("\x1a");
        pty.until("the shell", |pty| pty.is_given_back() && pty.words().contains("Stopped"));
        pty.types("fg\n");
        pty.until("the screens again", |pty| pty.is_borrowed() && pty.words().contains(TITLE));
    }
    pty.types("q");
    pty.until("the shell again", Pty::is_given_back);
    pty.types("echo \"still $((40 + 2))\"\n");
    pty.sees("still 42");
}

#[test]
fn a_terminal_that_hangs_up_ends_it() {
    let home = Home::new();
    let mut pty = Pty::chiefly(&home, SIZE, &[]);
    pty.sees(TITLE);
    pty.hang_up("?");
    pty.ends();
}

#[test]
fn any_size_will_do() {
    let home = Home::new();
    let mut pty = Pty::chiefly(&home, (1, 1), &[]);
    pty.until("the screens", Pty::is_borrowed);
    for (columns, rows) in [(2, 1), (1, 50), (300, 1), (7, 3), (40, 12), (500, 200), (1, 1), (80, 24)] {
        pty.resize(columns, rows);
        assert!(pty.types("j\x1b[Bk?x:x"));
        std::thread::sleep(Duration::from_millis(20));
    }
    pty.until("a picture", |pty| !pty.words().trim().is_empty());
    pty.types("\x03");
    assert!(pty.ends().success(), "{}", pty.words());
    pty.until("the terminal as it was", Pty::is_given_back);
}

#[test]
fn a_flood_of_input_neither_hangs_nor_breaks_it() {
    let home = Home::new();
    let mut pty = Pty::chiefly(&home, SIZE, &[]);
    pty.sees(TITLE);
    let prompt = first_prompt();
    pty.types("\r");
    pty.sees(&prompt);
    let began = Instant::now();
    let flood = "Zeilen\r\nund \x1b[31mmehr ".repeat(1 << 16);
    pty.types(&format!("\x1b[200~{flood}\x1b[201~"));
    pty.types(&"x".repeat(100_000));
    pty.types("\x03");
    assert!(pty.ends().success(), "{}", pty.words());
    assert!(began.elapsed() < Duration::from_secs(30), "a megabyte took {:?}", began.elapsed());
    pty.until("the terminal as it was", Pty::is_given_back);
}

/// The beginning of the first question, as far as it stands on one line.
fn first_prompt() -> String {
    let questionnaire = built_in();
    let prompt = questionnaire.fill_blank(&questionnaire.questions[0].prompt);
    prompt.chars().take(30).collect()
}

#[test]
fn a_panic_is_read_on_the_normal_screen() {
    let home = Home::new();
    let own = std::env::current_exe().unwrap().display().to_string();
    let name = "pty::panics_with_the_terminal_borrowed";
    let mut pty = Pty::start(&home, SIZE, &[&own, "--exact", name, "--ignored", "--nocapture", "--test-threads=1"]);
    assert!(!pty.ends().success());
    pty.sees("a panic on purpose");
    pty.until("the terminal as it was", Pty::is_given_back);
}

#[test]
#[ignore = "run in a terminal by a_panic_is_read_on_the_normal_screen"]
fn panics_with_the_terminal_borrowed() {
    let _terminal = chiefly::shell::terminal::Terminal::borrow(true).unwrap();
    panic!("a panic on purpose");
}

#[test]
fn a_dumb_terminal_gets_the_dialogue() {
    let home = Home::new();
    let mut pty = Pty::start(&home, SIZE, &["env", "TERM=dumb", PROGRAM]);
    pty.sees("Type `/help` for the commands.");
    assert!(!pty.is_borrowed());
    pty.types("/quit\n");
    assert_eq!(pty.ends().exit_code(), 4);
}

#[test]
fn a_dialogue_that_is_interrupted_keeps_its_answers() {
    let home = Home::new();
    let mut pty = Pty::start(&home, SIZE, &["sh", "-c", &format!("{PROGRAM} ask; echo \"ended with $?\"; sleep 60")]);
    pty.sees(&first_prompt());
    pty.types("Northwind\n");
    pty.sees("Question 2 of");
    pty.types("\x03");
    pty.until("the shell's word or the dialogue's end", |_| home.run(&["sessions", "show", "0"], "").code == Some(0));
    let shown = home.run(&["sessions", "show", "0"], "").stdout;
    assert!(shown.contains("company = \"Northwind\""), "{shown}");
}

#[test]
fn a_second_window_is_told_and_may_read() {
    let home = Home::new();
    home.run(&["ask"], "Northwind\n");
    let mut pty = Pty::chiefly(&home, SIZE, &["--session", "0"]);
    pty.sees("Northwind");
    let second = home.run(&["ask", "0"], "");
    assert_eq!(second.code, Some(1));
    let holder = format!("(process {}", pty.pid());
    assert!(second.stderr.contains("is open in another window: close it there"), "{}", second.stderr);
    assert!(second.stderr.contains(&holder), "{}", second.stderr);
    assert!(home.run(&["sessions"], "").stdout.contains("answered, open"));
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("Northwind"));
    pty.types("\x03");
    assert!(pty.ends().success());
    assert_eq!(home.run(&["ask", "0"], "").code, Some(4));
}

#[test]
fn without_a_place_for_sessions_the_screens_go_on_and_say_so() {
    let home = Home::new();
    let nowhere = "XDG_STATE_HOME=/dev/null/nowhere";
    let mut pty = Pty::start(&home, SIZE, &["env", nowhere, PROGRAM]);
    pty.sees(TITLE);
    pty.types("\r");
    pty.sees(&first_prompt());
    pty.types("Northwind\r");
    pty.sees("Northwind do?");
    pty.sees("not saved");
    // It asks before it leaves what is not on disk.
    pty.types("\x03");
    pty.sees("leave again");
    pty.types("\x03");
    // It tells scripts as well, and the answers are there to be copied.
    assert_eq!(pty.ends().exit_code(), 1);
    pty.until("the terminal as it was", Pty::is_given_back);
    pty.sees("not saved: cannot write");
    pty.sees("company = \"Northwind\"");
}

#[test]
fn a_whole_run_ends_with_a_report_on_disk() {
    for size in [(80, 24), (120, 40)] {
        let home = Home::new();
        let mut pty = Pty::chiefly(&home, size, &[]);
        pty.sees(TITLE);
        pty.types("\r");
        pty.sees(&first_prompt());
        pty.types("Northwind\r");
        pty.sees("Northwind do?");
        let mut answered = 1;
        while !pty.words().contains("Recommendation") {
            let before = pty.words();
            pty.types("1\r");
            pty.until("the next question", |pty| pty.words() != before);
            answered += 1;
            assert!(answered < 100, "it does not end:\n{}", pty.words());
        }
        pty.types("e");
        pty.sees("md");
        pty.types("\r");
        pty.sees("the report is in");
        let report = fs::read_to_string(home.path().join("northwind-report.md")).unwrap();
        assert!(report.contains("Northwind"), "{report}");
        pty.types("q");
        assert!(pty.ends().success());
        let listed = home.run(&["sessions"], "").stdout;
        assert!(listed.contains("Northwind"), "{listed}");
        assert_eq!(home.run(&["assess", "0"], "").code, Some(0));
    }
}

#[test]
fn faults_are_read_on_the_normal_screen() {
    let home = Home::new();
    fs::write(home.path().join("bad.toml"), "format = \"chiefly.questionnaire/1\"\n").unwrap();
    for (words, code, told) in [
        ([PROGRAM, "--questions", "bad.toml"], 3, "bad.toml:"),
        ([PROGRAM, "--session", "0199"], 1, "no session has an id that begins with `0199`"),
    ] {
        let mut pty = Pty::start(&home, SIZE, &words);
        pty.sees(told);
        assert_eq!(pty.ends().exit_code(), code);
        pty.until("the terminal as it was", Pty::is_given_back);
    }
}

#[test]
fn no_colour_and_no_unicode_where_they_are_not_wanted() {
    let home = Home::new();
    let mut pty = Pty::start(&home, SIZE, &["env", "NO_COLOR=1", "LANG=C", PROGRAM]);
    pty.sees(TITLE);
    pty.types("\r");
    pty.sees(&first_prompt());
    let coloured = |screen: &vt100::Screen| {
        let cells = (0..SIZE.1).flat_map(|row| (0..SIZE.0).filter_map(move |column| screen.cell(row, column)));
        cells.filter(|c| c.fgcolor() != vt100::Color::Default || c.bgcolor() != vt100::Color::Default).count()
    };
    assert_eq!(pty.look(coloured), 0);
    assert!(pty.words().is_ascii(), "{}", pty.words());
}
