//! The embedded font: its faces, which characters it has, and the collections that shapers want.
//! Nothing is read before the first paper is made, and no font of the system is ever used: the
//! same report looks the same everywhere.

use std::sync::{Arc, OnceLock};

use parley::FontContext;
use parley::fontique::{Blob, CharmapIndex, Collection, CollectionOptions};
use usvg::fontdb;

use super::chart::FONT_FAMILY;

/// The faces: regular, bold, italic. They have the same characters.
pub(super) const FACES: [&[u8]; 3] = [
    include_bytes!("../../assets/report/fonts/ChieflySans-Regular.otf"),
    include_bytes!("../../assets/report/fonts/ChieflySans-Bold.otf"),
    include_bytes!("../../assets/report/fonts/ChieflySans-Italic.otf"),
];

/// What is drawn for a character that the font does not have.
pub(super) const MISSING: char = '□';

/// The faces for charts.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        for face in FACES {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        database.set_sans_serif_family(FONT_FAMILY);
        Arc::new(database)
    };
    Arc::clone(DATABASE.get_or_init(load))
}

/// The faces for running text.
pub(super) fn context() -> FontContext {
    let mut collection = Collection::new(CollectionOptions { system_fonts: false, ..CollectionOptions::default() });
    for face in FACES {
        collection.register_fonts(Blob::new(Arc::new(face)), None);
    }
    FontContext { collection, ..FontContext::default() }
}

/// The number of the glyph for a character.
pub(super) fn glyph(c: char) -> Option<u32> {
    static INDEX: OnceLock<Option<CharmapIndex>> = OnceLock::new();
    let load = || {
        let mut collection = Collection::new(CollectionOptions { system_fonts: false, ..CollectionOptions::default() });
        let families = collection.register_fonts(Blob::new(Arc::new(FACES[0])), None);
        families.first().and_then(|(_, fonts)| fonts.first()).map(parley::fontique::FontInfo::charmap_index)
    };
    let index = INDEX.get_or_init(load).as_ref()?;
    index.charmap(FACES[0])?.map(u32::from(c)).filter(|glyph| *glyph != 0)
}

/// The text with a box for every character that the font does not have.
pub(super) fn covered(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() || glyph(c).is_some() { c } else { MISSING }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_reports_need() {
        for c in "AZaz09 –—“”‘’…·×−≤≥→←↑↓✓€£¥ÄÖÜßéèñçøåŁłŞşČčŐő□".chars()
        {
            assert!(glyph(c).is_some(), "{c}");
        }
        assert_eq!(covered("Zoë 東京\n"), "Zoë □□\n");
    }
}
