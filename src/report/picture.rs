//! Pictures for the writers: SVG read without reaching for files, rasters, logos.

use resvg::tiny_skia::{Pixmap, Transform};
use usvg::{ImageHrefResolver, Options, Tree};

use super::ReportError;
use super::chart::FONT_FAMILY;
use super::document::Logo;
use super::fonts;

/// The longest side of a picture in pixels.
const LARGEST: u32 = 4_096;

/// Reads an SVG. Links to files and to the web are not followed.
pub(super) fn tree(svg: &str) -> Result<Tree, usvg::Error> {
    let options = Options {
        font_family: FONT_FAMILY.to_owned(),
        fontdb: fonts::database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(&fonts::covered(svg), &options)
}

/// The picture in pixels, `scale` pixels to a unit.
pub(super) fn raster(tree: &Tree, scale: f32) -> Option<Pixmap> {
    let size = tree.size().to_int_size().scale_by(scale)?;
    if size.width() > LARGEST || size.height() > LARGEST {
        return None;
    }
    let mut pixmap = Pixmap::new(size.width(), size.height())?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Some(pixmap)
}

/// A logo that has been read.
pub(super) enum Picture {
    /// Shapes.
    Vector(Box<Tree>),
    /// Pixels.
    Raster(Pixmap),
}

impl Picture {
    /// Reads a logo.
    pub(super) fn read(logo: &Logo) -> Result<Self, ReportError> {
        match logo {
            Logo::Svg(source) => {
                let tree = tree(source).map_err(|cause| ReportError::Logo(cause.to_string()))?;
                Ok(Self::Vector(Box::new(tree)))
            }
            Logo::Png(bytes) => {
                let (width, height) = png_size(bytes)
                    .ok_or_else(|| ReportError::Logo("it is neither a PNG nor an SVG file".to_owned()))?;
                if width.max(height) > LARGEST {
                    return Err(ReportError::Logo(format!(
                        "it is {width} x {height} pixels, at most {LARGEST} a side are allowed"
                    )));
                }
                Pixmap::decode_png(bytes).map(Self::Raster).map_err(|cause| ReportError::Logo(cause.to_string()))
            }
        }
    }

    /// Width and height in its own units.
    pub(super) fn size(&self) -> (f32, f32) {
        match self {
            Self::Vector(tree) => (tree.size().width(), tree.size().height()),
            Self::Raster(pixmap) => {
                let side = |pixels: u32| f32::from(u16::try_from(pixels).unwrap_or(u16::MAX));
                (side(pixmap.width()), side(pixmap.height()))
            }
        }
    }

    /// The picture as a PNG file, shapes with `scale` pixels to a unit.
    pub(super) fn png(&self, scale: f32) -> Option<Vec<u8>> {
        match self {
            Self::Vector(tree) => raster(tree, scale)?.encode_png().ok(),
            Self::Raster(pixmap) => pixmap.encode_png().ok(),
        }
    }

    /// Its size when it has to fit a box.
    pub(super) fn fitted(&self, widest: f32, highest: f32) -> (f32, f32) {
        let (width, height) = self.size();
        let scale = (widest / width).min(highest / height);
        (width * scale, height * scale)
    }
}

/// The size that the header of a PNG file states, before anything is unpacked.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let side = |at: usize| header.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    Some((side(0)?, side(4)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Bytes as text for a data address.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word =
            group.iter().enumerate().fold(0_u32, |word, (index, byte)| word | u32::from(*byte) << (16 - 8 * index));
        for place in 0..4 {
            let digit = usize::try_from(word >> (18 - 6 * place) & 63).unwrap_or(0);
            out.push(if place <= group.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_rfc() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in examples {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn a_logo_reaches_for_no_file() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="/etc/hostname" width="10" height="10"/></svg>"#;
        let tree = tree(svg).expect("an SVG");
        let pixmap = raster(&tree, 1.0).expect("a picture");
        assert!(pixmap.pixels().iter().all(|pixel| pixel.alpha() == 0));
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        for bytes in [
            &b""[..],
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff",
        ] {
            assert!(Picture::read(&Logo::Png(bytes.to_vec())).is_err());
        }
        assert!(Picture::read(&Logo::Svg("<svg".into())).is_err());
    }
}
