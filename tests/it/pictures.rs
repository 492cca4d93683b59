//! Each picture on its own, at the widths of 40 and 80 columns, without colours: with Unicode and in ASCII.

use chiefly::capabilities::{Capabilities, Colours};
use chiefly::tui::Theme;
use chiefly::tui::theme::Look;
use chiefly::tui::widget::bars::{Bar, Bars};
use chiefly::tui::widget::heatmap::{HeatMap, HeatRow};
use chiefly::tui::widget::plane::Plane;
use chiefly::tui::widget::ranges::{Range, Ranges};
use chiefly::tui::widget::slider::Slider;
use chiefly::tui::widget::tornado::{Swing, Tornado};
use chiefly::tui::widget::waterfall::{Step, Waterfall};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;

use crate::support::press::{RICH, text};

/// The picture at both widths and with both sets of characters; none of it has a colour.
fn draw<W: Widget>(height: u16, picture: impl Fn(Theme) -> W) -> String {
    let mut out = Vec::new();
    for unicode in [true, false] {
        let theme = Theme::new(Look::Auto, Capabilities { colours: Colours::None, unicode, ..RICH });
        for width in [36, 76] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            picture(theme).render(buffer.area, &mut buffer);
            assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
            out.push(text(&buffer));
        }
    }
    out.join("\n\n")
}

/// A theme that lives as long as the test.
#[expect(clippy::large_types_passed_by_value, reason = "it is leaked, so it is taken")]
fn keep(theme: Theme) -> &'static Theme {
    Box::leak(Box::new(theme))
}

#[test]
fn bars() {
    let bar = |label: &str, share: f64, leads, remark: &str| Bar {
        label: label.to_owned(),
        share,
        figures: vec![format!("{:.0}", share * 100.0), "74 %".to_owned()],
        remark: remark.to_owned(),
        leads,
    };
    let bars = [bar("First", 0.66, true, ""), bar("Second", 0.6, false, ""), bar("Third", 0.0, false, "excluded")];
    insta::assert_snapshot!(draw(3, |theme| Bars { bars: bars.to_vec(), theme: keep(theme) }));
}

#[test]
fn waterfall() {
    let step = |label: &str, points, focused| Step { label: label.to_owned(), points, focused };
    let steps = [
        step("a reason that is as strong as it is long, so that it takes two lines where it can", 6.0, true),
        step("against it there is another that is hardly shorter than the first", -2.5, false),
        step("a little more", 0.4, false),
        step("so little that it would read as zero", 0.04, false),
    ];
    let picture = |theme| Waterfall { steps: steps.to_vec(), sum: "difference".to_owned(), theme: keep(theme) };
    insta::assert_snapshot!(draw(7, picture));
}

#[test]
fn heat_map() {
    let row = |label: &str, weight, cells: &[f64]| HeatRow { label: label.to_owned(), weight, cells: cells.to_vec() };
    let rows = [
        row("Something that matters much", Some(0.62), &[1.0, 0.2, 0.65]),
        row("Something else", Some(0.38), &[0.0, 0.4, 0.9]),
    ];
    let columns = ["One", "Two", "A long name"].map(str::to_owned);
    let picture = |theme| HeatMap { columns: columns.to_vec(), rows: rows.to_vec(), theme: keep(theme) };
    insta::assert_snapshot!(draw(5, picture));
}

#[test]
fn plane() {
    let picture = |theme| Plane {
        x: ("Inward need".to_owned(), 0.7),
        y: ("Outward need".to_owned(), 0.25),
        name: "Northwind Logistics".to_owned(),
        theme: keep(theme),
    };
    insta::assert_snapshot!(draw(Plane::HEIGHT, picture));
}

#[test]
fn tornado() {
    let swing = |label: &str, low, high, focused| Swing { label: label.to_owned(), low, high, focused };
    let swings = [
        swing("The answer that turns it", -3.2, 9.5, false),
        swing(
            "One that does not, and has so many words that they are cut where it is not under the cursor",
            2.0,
            6.1,
            true,
        ),
    ];
    insta::assert_snapshot!(draw(6, |theme| Tornado { swings: swings.to_vec(), now: 5.0, theme: keep(theme) }));
}

#[test]
fn ranges() {
    let range = |label: &str, low, now, high| Range { label: label.to_owned(), low, now, high };
    let ranges = [range("First", 51.0, 60.0, 86.0), range("Second", 40.0, 40.0, 40.0)];
    insta::assert_snapshot!(draw(2, |theme| Ranges { ranges: ranges.to_vec(), theme: keep(theme) }));
}

#[test]
fn slider() {
    let picture = |theme| Slider { share: 0.31, flips: vec![0.17, 0.45], most: 0.5, moved: false, theme: keep(theme) };
    insta::assert_snapshot!(draw(1, picture));
    assert!((Slider::share_at(1, 23, 0.5) - 0.0).abs() < 1e-9);
    assert!((Slider::share_at(22, 23, 0.5) - 0.5).abs() < 1e-9);
}
