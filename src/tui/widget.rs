//! Pictures, one a file. Each is a plain value that paints itself and knows nothing of the model; figures stand beside
//! every bar, so that no picture needs its colours to be read.

pub mod bars;
pub mod heatmap;
pub mod plane;
pub mod ranges;
pub mod slider;
pub mod tornado;
pub mod waterfall;

use ratatui::text::{Line, Span};

use super::theme::{Marks, Theme};
use crate::text;

/// A label in so many columns behind the place of the pointer; under the cursor, what it has more follows on lines of
/// their own, as wide as the picture.
pub fn label(
    theme: &Theme,
    words: &str,
    focused: bool,
    (columns, width): (usize, usize),
) -> (Span<'static>, Vec<Line<'static>>) {
    if !focused {
        return (Span::styled(format!("  {}", bars::padded(words, columns)), theme.text), Vec::new());
    }
    let mut lines = text::wrap_behind(words, columns, width.saturating_sub(4)).into_iter();
    let first = bars::padded(&lines.next().unwrap_or_default(), columns);
    let rest = lines.map(|line| Line::from(Span::styled(format!("    {line}"), theme.focus))).collect();
    (Span::styled(format!("{} {first}", theme.marks.pointer), theme.focus), rest)
}

/// A bar of so many columns, filled to a share of 0..1 in eighths of a column.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares are clamped, columns are few")]
pub fn meter(marks: &Marks, columns: u16, share: f64) -> String {
    let eighths = (share.clamp(0.0, 1.0) * f64::from(columns) * 8.0).round() as usize;
    let [.., full] = marks.eighths;
    let part = (eighths % 8).checked_sub(1).and_then(|i| marks.eighths.get(i)).copied().unwrap_or("");
    format!("{}{part}", full.repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capabilities::{Capabilities, Colours};
    use crate::tui::theme::Look;

    #[test]
    fn a_meter_is_as_long_as_its_share() {
        let capabilities = Capabilities { colours: Colours::None, unicode: true, screen: true, mouse: false };
        let marks = Theme::new(Look::Mono, capabilities).marks;
        assert_eq!(meter(&marks, 4, 1.0), "████");
        assert_eq!(meter(&marks, 4, 0.28), "█▏");
        assert_eq!(meter(&marks, 4, -1.0), "");
        assert_eq!(meter(&marks, 4, f64::NAN), "");
    }
}
