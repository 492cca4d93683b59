//! How far a list is scrolled: a function of what must be seen, never a state that drawing changes.

/// The first line shown, so that the lines `top..top + height` of `total` are seen in a window of `view` lines, near its
/// middle, with no empty line below the end.
pub fn around(top: u16, height: u16, total: u16, view: u16) -> u16 {
    let margin = view.saturating_sub(height) / 2;
    top.saturating_sub(margin).min(total.saturating_sub(view))
}

/// `offset`, moved as little as needed for the lines `top..top + height` to be seen in a window of `view` lines.
pub fn reveal(offset: u16, top: u16, height: u16, view: u16) -> u16 {
    let end = top.saturating_add(height);
    if top < offset {
        top
    } else if end > offset.saturating_add(view) {
        top.min(end.saturating_sub(view))
    } else {
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_seen_is_seen() {
        assert_eq!(around(0, 1, 30, 10), 0);
        assert_eq!(around(29, 1, 30, 10), 20);
        assert_eq!(around(15, 1, 30, 10), 11);
        assert_eq!(reveal(0, 12, 2, 10), 4);
        assert_eq!(reveal(8, 3, 1, 10), 3);
        assert_eq!(reveal(2, 5, 1, 10), 2);
    }
}
