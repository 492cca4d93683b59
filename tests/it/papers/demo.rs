//! A document that uses every block and every chart.

use chiefly::report::chart::{
    Chart, HeatMap, HeatRow, RankedBar, Ranking, Swing, Timeline, TimelineSpan, Tornado, TwoAxis, TwoAxisPoint,
    Waterfall, WaterfallStep,
};
use chiefly::report::colour::Colour;
use chiefly::report::date::Date;
use chiefly::report::document::{Block, Brand, Column, Document, Figure, Row, Table, Text, Tone};

pub(crate) fn demo() -> Document {
    Document {
        title: "Which technology chief does Brightwater Foods need?".into(),
        subtitle: "Recommendation for Brightwater Foods".into(),
        language: "en".into(),
        date: Date::parse("2026-11-21"),
        brand: Brand { name: "Hallam & Reeve Advisers".into(), accent: Colour::default(), logo: None },
        blocks: [summary(), why(), mandate(), appendix()].concat(),
        provenance: vec![
            ("Questionnaire".into(), "technology-chief 2026.1".into()),
            ("Questionnaire SHA-256".into(), "3b1f9ad2c6e1f0a4755d8c31b7a09e62d45f8e7ab2c190d3e4f5a6b7c8d9e0f1".into()),
            ("Answers SHA-256".into(), "9e62d45f8e7ab2c190d3e4f5a6b7c8d9e0f13b1f9ad2c6e1f0a4755d8c31b7a0".into()),
            ("Engine".into(), "chiefly 0.1.0".into()),
            ("Seed".into(), "7424912083351".into()),
        ],
    }
}

pub(crate) fn heading(level: u8, id: &str, text: &str) -> Block {
    Block::Heading { level, id: id.into(), text: text.into() }
}

fn summary() -> Vec<Block> {
    vec![
        heading(1, "summary", "Summary"),
        Block::Lead("Hire a CIO, full-time, reporting to the chief executive.".into()),
        Block::Facts(vec![
            ("Form".into(), "Full-time".into()),
            ("Reports to".into(), "Chief executive".into()),
            ("How sure".into(), "Clear: first in 91 % of plausible models".into()),
            ("Yearly cost".into(), "USD 250,000 to 450,000".into()),
        ]),
        heading(2, "reasons", "Three reasons"),
        Block::List {
            ordered: true,
            items: vec![
                Text::default().strong("Technology runs the business, it is not what you sell.").then(" Nine plants and 40 shops run on one ERP that is 14 years old, and nobody owns it."),
                Text::default().strong("The named gaps are internal.").then(" ERP replacement, information security and vendor contracts were ticked; no product gap was."),
                Text::default().strong("The budget carries one executive.").then(" USD 400,000 a year were stated as available for leadership."),
            ],
        },
        Block::Callout {
            tone: Tone::Note,
            title: "The strongest argument against it".into(),
            body: vec!["The web shop grows by 40 % a year and will be a quarter of sales in two years. If customers' digital experience becomes the agenda, a CIO without product experience will slow it down.".into()],
        },
        Block::Callout {
            tone: Tone::Caution,
            title: "The last IT leader left six weeks ago".into(),
            body: vec!["Appoint an interim first. A search takes four to six months.".into()],
        },
        Block::PageBreak,
        Block::Contents,
    ]
}

pub(crate) fn figure(id: &str, title: &str, description: &str, chart: Chart) -> Block {
    Block::Figure(Figure { id: id.into(), title: title.into(), description: description.into(), chart })
}

fn why() -> Vec<Block> {
    vec![
        Block::PageBreak,
        heading(1, "why", "The recommendation and why"),
        Block::Paragraph(Text::default().then("A CIO scores ").strong("71.4").then(" of 100, both chiefs 63.0. The lead rests on three answers; the chart shows how it comes about, ").emphasis("from the strongest to the weakest").then(".")),
        figure("ranking", "Value of each alternative", "CIO 71.4, both 63.0, combined 58.2, CTO 31.9. CIO is first in 91 % of models.", ranking()),
        heading(2, "how-it-comes", "How the lead comes about"),
        figure("waterfall", "From nothing to the lead of 8.4 points", "Five answers speak for the CIO, two for both.", waterfall()),
        heading(2, "sure", "How sure this is"),
        Block::Paragraph("The recommendation was tried against 10,000 models with other weights, other values for what you did not know, and other judgements of how well each alternative serves.".into()),
        figure("tornado", "What each answer could do to the lead", "Three answers could turn the lead.", tornado()),
        figure("map", "Where Brightwater Foods stands", "High inward need, middling outward need.", map()),
        figure("heat", "How well each alternative serves what counts here", "CIO serves operations best.", heat()),
    ]
}

fn mandate() -> Vec<Block> {
    let duty = |duty: &str, holder: &str, urgent: &str| Row::new([duty, holder, urgent]);
    let mut rows = vec![
        duty("Replace the ERP without stopping the plants", "CIO", "Now: you named ERP as a gap").standing_out(),
        duty(
            "Make somebody answer for information security, with a budget and a right to say no",
            "CIO, with the finance director",
            "Now: a customer audit failed in spring",
        ),
    ];
    rows.extend((1..32).map(|n| {
        duty(
            &format!("Duty number {n} that a chief holds in a company of this size"),
            if n % 3 == 0 { "IT manager" } else { "CIO" },
            "–",
        )
    }));
    vec![
        Block::PageBreak,
        heading(1, "mandate", "The mandate"),
        Block::Table(Table {
            caption: "Who owns what".into(),
            columns: vec![Column::words("Duty", 5.0), Column::words("Holder", 2.0), Column::words("Urgent", 3.0)],
            rows,
            row_heads: true,
        }),
        heading(2, "days", "The first 90 days"),
        figure("timeline", "Steps of the first 90 days", "Six steps from listening to the first decision.", timeline()),
        heading(2, "job", "Job description"),
        heading(3, "job-decides", "Decides alone"),
        Block::List {
            ordered: false,
            items: vec![
                "Which systems are kept, replaced, switched off".into(),
                "Vendors up to USD 100,000 a year".into(),
            ],
        },
        Block::Together(vec![
            heading(3, "job-profile", "Brings along"),
            Block::Definitions(vec![
                (
                    "Experience".into(),
                    "Has replaced an ERP in a company with plants, and can say what went wrong.".into(),
                ),
                (
                    "Character".into(),
                    "Says no to the chief executive with reasons and yes to a plant manager with a date.".into(),
                ),
            ]),
        ]),
    ]
}

fn appendix() -> Vec<Block> {
    vec![
        heading(1, "appendix", "Numbers and sources"),
        Block::Table(Table {
            caption: "Contributions in points".into(),
            columns: vec![
                Column::words("Answer", 4.0),
                Column::words("Sure", 1.0),
                Column::numbers("CIO", 1.0),
                Column::numbers("CTO", 1.0),
                Column::numbers("Both", 1.0),
            ],
            rows: vec![
                Row::new(["Technology runs the business", "yes", "21.430", "4.286", "21.430"]),
                Row::new(["Headcount: 640", "yes", "8.114", "1.020", "7.733"]),
                Row::new(["Value", "", "71.402", "31.918", "63.027"]).standing_out(),
            ],
            row_heads: true,
        }),
        Block::Paragraph(
            Text::default()
                .then("Source: ")
                .link("Example study, 2023", "https://example.org/study")
                .then(". Model hash ")
                .code("a1b2c3")
                .then("."),
        ),
        Block::Small("Money is stated as in the source and not adjusted.".into()),
    ]
}

fn ranking() -> Chart {
    let bar = |label: &str, value, share| RankedBar {
        label: label.into(),
        value,
        share: Some(share),
        ..RankedBar::default()
    };
    Chart::Ranking(Ranking {
        share_title: Some("First in".into()),
        bars: vec![
            RankedBar { chosen: true, range: Some((66.0, 78.5)), ..bar("Chief Information Officer", 71.4, 0.91) },
            RankedBar { excluded: true, ..bar("Both chiefs", 63.0, 0.0) },
            bar("One combined role for both agendas", 58.2, 0.085),
            bar("Chief Technology Officer", 31.9, 0.005),
        ],
    })
}

fn waterfall() -> Chart {
    let step = |label: &str, points| WaterfallStep { label: label.into(), points };
    Chart::Waterfall(Waterfall {
        towards: "for the CIO".into(),
        against: "for both".into(),
        total: "Lead of the CIO".into(),
        steps: vec![
            step("The budget carries one executive", 7.9),
            step("ERP, security and vendors are the named gaps", 4.1),
            step("Technology runs the business", 2.6),
            step("Internal and product agendas are one", 1.3),
            step("The web shop grows by 40 % a year", -4.9),
            step("Engineers build for customers", -3.2),
            step("All other answers", 0.6),
        ],
    })
}

fn tornado() -> Chart {
    let swing = |label: &str, low, high, low_label: &str, high_label: &str| Swing {
        label: label.into(),
        low,
        high,
        low_label: low_label.into(),
        high_label: high_label.into(),
    };
    Chart::Tornado(Tornado {
        axis: "Lead of the CIO in points".into(),
        centre: 8.4,
        limit: 0.0,
        swings: vec![
            swing("What technology is to you", -12.1, 9.6, "it is what we sell", "it runs the business"),
            swing("Budget for leadership", -3.0, 10.2, "carries two executives", "carries half an executive"),
            swing("Headcount", 5.5, 9.1, "12 people", "5,000 people"),
        ],
    })
}

fn map() -> Chart {
    let point = |label: &str, x, y, own| TwoAxisPoint { label: label.into(), x, y, own };
    Chart::TwoAxis(TwoAxis {
        x_title: "Inward need".into(),
        y_title: "Outward need".into(),
        points: vec![
            point("CIO", 0.95, 0.15, false),
            point("CTO", 0.12, 0.95, false),
            point("Both", 0.95, 0.95, false),
            point("Combined", 0.6, 0.6, false),
            point("Brightwater Foods", 0.78, 0.31, true),
        ],
    })
}

fn heat() -> Chart {
    let row = |label: &str, weight, cells: [f64; 4]| HeatRow { label: label.into(), weight, cells: cells.to_vec() };
    Chart::HeatMap(HeatMap {
        columns: ["CIO", "CTO", "Both", "Combined"].map(str::to_owned).to_vec(),
        chosen: Some(0),
        rows: vec![
            row("Running the business on technology", 0.41, [1.0, 0.2, 1.0, 0.65]),
            row("Product and innovation", 0.12, [0.15, 1.0, 1.0, 0.6]),
            row("Risk and compliance", 0.22, [0.9, 0.3, 0.9, 0.6]),
            row("Economy", 0.25, [0.7, 0.7, 0.1, 0.8]),
        ],
    })
}

fn timeline() -> Chart {
    let span = |label: &str, from, to| TimelineSpan { label: label.into(), from, to };
    Chart::Timeline(Timeline {
        days: 90,
        spans: vec![
            span("Listen: every plant manager, every shop region, the ten largest vendors", 1, 30),
            span("List what runs, who owns it, what it costs", 10, 30),
            span("Close the three findings of the customer audit", 15, 60),
            span("Choose the way of the ERP replacement with the board", 31, 75),
            span("Settle who may decide what, in writing", 31, 60),
            span("Present the three-year plan", 61, 90),
        ],
    })
}

pub(crate) fn table(words: &str) -> Block {
    Block::Table(Table {
        caption: words.into(),
        columns: vec![Column::words(words, 1.0), Column::numbers(words, f32::NAN), Column::words("", -1.0)],
        rows: vec![Row::new([words, words]), Row::new([words.repeat(20)]).standing_out(), Row::default()],
        row_heads: true,
    })
}

pub(crate) fn hostile_chart(words: &str) -> Chart {
    let bar = |value| RankedBar { label: words.into(), value, range: Some((f64::NAN, 1e300)), ..RankedBar::default() };
    let bars = [f64::NAN, f64::INFINITY, -5.0, 1e300].map(bar).to_vec();
    Chart::Ranking(Ranking { bars, share_title: Some(words.into()) })
}
