//! The brand file: who a report is from, and how it looks.
//!
//! ```toml
//! name = "Hallam & Reeve Advisers"
//! accent = "#124e78"
//! logo = "logo.svg"        # SVG or PNG, beside the brand file
//! ```

use serde::Deserialize;

use super::clean::clean;
use super::colour::Colour;
use super::document::{Brand, Logo};

/// What a brand file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrandFile {
    /// The name; may be empty.
    pub name: String,
    /// The accent colour.
    pub accent: Colour,
    /// The path of the logo, as it is written.
    pub logo: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    name: String,
    accent: Option<String>,
    logo: Option<String>,
}

/// Reads a brand file.
///
/// # Errors
/// When it is no TOML, has other keys, or a colour that is none: what is wrong, with its line, as the end of a sentence.
pub fn parse(source: &str) -> Result<BrandFile, String> {
    let raw: Raw = toml::from_str(source).map_err(|fault| {
        let line =
            fault.span().map(|span| source.as_bytes().iter().take(span.start).filter(|b| **b == b'\n').count() + 1);
        let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        format!("is no brand file: {place}{}", fault.message())
    })?;
    let accent = match raw.accent {
        None => Colour::default(),
        Some(accent) => Colour::parse(&accent)
            .ok_or_else(|| format!("is no brand file: `accent` is `{}`, write it as `#124e78`", clean(&accent)))?,
    };
    Ok(BrandFile { name: clean(&raw.name), accent, logo: raw.logo })
}

impl BrandFile {
    /// The brand with its logo, given the bytes of the file that it names.
    ///
    /// # Errors
    /// When the logo is neither a PNG nor an SVG file.
    pub fn brand(self, logo: Option<Vec<u8>>) -> Result<Brand, String> {
        let logo = match logo {
            None => None,
            Some(bytes) if bytes.starts_with(b"\x89PNG") => Some(Logo::Png(bytes)),
            Some(bytes) => match String::from_utf8(bytes) {
                Ok(source) if source.contains("<svg") => Some(Logo::Svg(source)),
                _ => return Err("is neither a PNG nor an SVG file".to_owned()),
            },
        };
        Ok(Brand { name: self.name, accent: self.accent, logo })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_file_is_strict() {
        let brand = parse("name = \"A\"\naccent = \"#102030\"\n").expect("a brand file");
        assert_eq!((brand.name.as_str(), brand.accent), ("A", Colour(16, 32, 48)));
        assert!(parse("nam = \"A\"").is_err_and(|fault| fault.contains("line 1") && fault.contains("nam")));
        assert!(parse("accent = \"blue\"").is_err_and(|fault| fault.contains("#124e78")));
        assert!(parse("name =").is_err());
        assert_eq!(parse(""), Ok(BrandFile::default()));
    }

    #[test]
    fn a_logo_is_a_picture() {
        assert!(BrandFile::default().brand(Some(b"hello".to_vec())).is_err());
        let svg = BrandFile::default().brand(Some(b"<svg/>".to_vec())).expect("a logo");
        assert_eq!(svg.logo, Some(Logo::Svg("<svg/>".to_owned())));
    }
}
