//! Pictures of the analysis as SVG, used by every paper: inline in HTML, as vectors in PDF, as
//! pictures in Word. The same data gives the same bytes.
//!
//! Every shape carries its colour as an attribute, for readers without a style sheet, and a class,
//! by which a page in dark mode gives it another. Nothing is said by colour alone: values are
//! printed, and the winner is dark where the others are light.

use super::colour::Colour;

mod canvas;
mod heat_map;
mod measure;
mod ranking;
mod timeline;
mod tornado;
mod two_axis;
mod waterfall;

pub use canvas::decimal;
pub use heat_map::{HeatMap, HeatRow};
pub use ranking::{RankedBar, Ranking};
pub use timeline::{Span as TimelineSpan, Timeline};
pub use tornado::{Swing, Tornado};
pub use two_axis::{TwoAxis, TwoAxisPoint};
pub use waterfall::{Waterfall, WaterfallStep};

/// The family of the embedded font, and of the text in charts.
pub const FONT_FAMILY: &str = "Chiefly Sans";

/// A picture's data.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Values of the alternatives with the share of first ranks.
    Ranking(Ranking),
    /// How the winner's lead over the runner-up comes about.
    Waterfall(Waterfall),
    /// How far single answers move a figure.
    Tornado(Tornado),
    /// The performance table.
    HeatMap(HeatMap),
    /// Two needs against each other.
    TwoAxis(TwoAxis),
    /// Steps over days.
    Timeline(Timeline),
}

impl Chart {
    /// The picture as an SVG document, with a title and a description for those who do not see it.
    /// `id` is unique on the page; `accent` is the colour of what stands out.
    #[must_use]
    pub fn svg(&self, id: &str, title: &str, description: &str, accent: Colour) -> String {
        let canvas = match self {
            Self::Ranking(chart) => chart.draw(accent),
            Self::Waterfall(chart) => chart.draw(accent),
            Self::Tornado(chart) => chart.draw(accent),
            Self::HeatMap(chart) => chart.draw(accent),
            Self::TwoAxis(chart) => chart.draw(accent),
            Self::Timeline(chart) => chart.draw(accent),
        };
        canvas.finish(id, title, description)
    }
}
