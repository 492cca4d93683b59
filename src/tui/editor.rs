//! A field for one line of words: cursor, word moves, limits. The widget of `ratatui-textarea` edits; the picture is
//! ours, since that widget keeps what it last showed and a view must not change what it looks at.

use ratatui_textarea::{CursorMove, DataCursor, TextArea};

use super::key::{Code, Key};
use crate::text;

/// A line that is being edited.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    /// Most characters.
    limit: usize,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() && self.cursor() == other.cursor() && self.limit == other.limit
    }
}

impl Editor {
    /// A field with a text in it, the cursor at its end.
    pub fn new(words: &str, limit: usize) -> Self {
        let mut area = TextArea::new(vec![text::clean(words)]);
        area.move_cursor(CursorMove::End);
        Self { area, limit }
    }

    /// What it holds.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Characters before the cursor.
    pub fn cursor(&self) -> usize {
        let DataCursor(_, column) = self.area.cursor();
        column
    }

    /// The text in lines of so many columns, at most so many of them around the cursor; and the line and the column
    /// where the cursor stands.
    pub fn window(&self, columns: usize, most: usize) -> (Vec<String>, (usize, usize)) {
        let (mut lines, mut used, mut at) = (vec![String::new()], 0, (0, 0));
        for (i, c) in self.text().chars().enumerate() {
            let width = text::width(c.encode_utf8(&mut [0; 4]));
            if used + width > columns.max(1) {
                lines.push(String::new());
                used = 0;
            }
            if i == self.cursor() {
                at = (lines.len() - 1, used);
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            used += width;
        }
        if self.cursor() >= self.text().chars().count() {
            at = (lines.len() - 1, used);
        }
        let first = (at.0 + 1).saturating_sub(most.max(1));
        (lines.into_iter().skip(first).take(most.max(1)).collect(), (at.0 - first, at.1))
    }

    /// Puts words at the cursor, cleaned and cut to what there is room for; whether all of them had room.
    pub fn insert(&mut self, words: &str) -> bool {
        let room = self.limit.saturating_sub(self.text().chars().count());
        let mut clean =
            words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| !text::is_harmful(c));
        let fitting: String = clean.by_ref().take(room).collect();
        self.area.insert_str(&fitting);
        clean.next().is_none()
    }

    /// Lets a key edit. Whether it had a meaning here; at the ends, arrows have none.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        let (at_start, at_end) = (self.cursor() == 0, self.cursor() == self.text().chars().count());
        let by_word = key.ctrl || key.alt;
        match key.code {
            Code::Backspace if by_word => {
                self.area.delete_word();
            }
            Code::Char('w') if key.ctrl => {
                self.area.delete_word();
            }
            Code::Char('u') if key.ctrl => {
                self.area.delete_line_by_head();
            }
            Code::Backspace => {
                self.area.delete_char();
            }
            Code::Delete => {
                self.area.delete_next_char();
            }
            Code::Left if key.alt || at_start => return false,
            Code::Right if key.alt || at_end => return false,
            Code::Left => self.area.move_cursor(if by_word { CursorMove::WordBack } else { CursorMove::Back }),
            Code::Right => self.area.move_cursor(if by_word { CursorMove::WordForward } else { CursorMove::Forward }),
            Code::Home => self.area.move_cursor(CursorMove::Head),
            Code::End => self.area.move_cursor(CursorMove::End),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_shows_the_cursor() {
        let field = Editor::new("abcdefgh", 20);
        assert_eq!(field.window(3, 2), (vec!["def".to_owned(), "gh".to_owned()], (1, 2)));
        assert_eq!(Editor::new("日本", 20).window(3, 5), (vec!["日".to_owned(), "本".to_owned()], (1, 2)));
        assert_eq!(Editor::new("", 20).window(0, 0), (vec![String::new()], (0, 0)));
    }

    #[test]
    fn a_pasted_text_is_cleaned_and_cut() {
        let mut field = Editor::new("ab", 6);
        assert!(!field.insert("c\n\u{1b}[31mdefgh"));
        assert_eq!(field.text(), "abc [3");
        assert!(field.press(Key::plain(Code::Home)));
        assert!(!field.press(Key::plain(Code::Left)));
        assert!(field.press(Key::plain(Code::Delete)));
        assert_eq!((field.text(), field.cursor()), ("bc [3", 0));
    }
}
