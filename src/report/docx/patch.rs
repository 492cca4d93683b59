//! What the library cannot say is written into its parts afterwards: alternative texts, which row
//! of a table is its head, the language, the title.

use std::fmt::Write;

use docx_rs::XMLDocx;

use crate::report::clean::xml;
use crate::report::document::Document;

/// What has to be said, in the order in which pictures and tables appear.
#[derive(Default)]
pub(super) struct Patches {
    pictures: Vec<(String, String)>,
    heads: Vec<bool>,
}

const PICTURE: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
const TABLE: &str = "<w:tbl>";
const RELATIONSHIP: &str = "<Relationship ";
const ROW: &str = "<w:trPr><w:cantSplit />";

impl Patches {
    /// The next picture's name and alternative text.
    pub(super) fn picture(&mut self, name: &str, description: &str) {
        self.pictures.push((xml(name), xml(description)));
    }

    /// Whether the first row of the next table is its head.
    pub(super) fn table(&mut self, head: bool) {
        self.heads.push(head);
    }

    pub(super) fn apply(&self, parts: &mut XMLDocx, document: &Document) {
        let text = String::from_utf8_lossy(&parts.document).into_owned();
        parts.document = self.heads(&self.pictures(&text)).into_bytes();
        parts.document_rels = ordered(&String::from_utf8_lossy(&parts.document_rels)).into_bytes();
        let styles = String::from_utf8_lossy(&parts.styles).into_owned();
        let language = format!("<w:lang w:val=\"{}\" /></w:rPr></w:rPrDefault>", xml(&document.language));
        let styles = styles.replacen("</w:rPr></w:rPrDefault>", &language, 1);
        let normal = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\"";
        parts.styles = styles.replacen(normal, &format!("{normal} w:default=\"1\""), 1).into_bytes();
        let title = xml(&format!("{}: {}", document.title, document.subtitle));
        let brand = xml(&document.brand.name);
        let core = String::from_utf8_lossy(&parts.doc_props.core)
            .replacen(">unknown</dc:creator>", &format!(">{brand}</dc:creator>"), 1)
            .replacen(">unknown</cp:lastModifiedBy>", &format!(">{brand}</cp:lastModifiedBy>"), 1);
        let end = format!(
            "<dc:language>{}</dc:language><dc:title>{title}</dc:title></cp:coreProperties>",
            xml(&document.language)
        );
        parts.doc_props.core = core.replacen("</cp:coreProperties>", &end, 1).into_bytes();
    }

    fn pictures(&self, text: &str) -> String {
        let mut parts = text.split(PICTURE);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            let (name, description) =
                self.pictures.get(index).map_or(("", ""), |(name, words)| (name.as_str(), words.as_str()));
            let _ = write!(out, "<wp:docPr id=\"{}\" name=\"{name}\" descr=\"{description}\" />", index + 1);
            out.push_str(part);
        }
        out
    }

    fn heads(&self, text: &str) -> String {
        let mut parts = text.split(TABLE);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            out.push_str(TABLE);
            if self.heads.get(index) == Some(&true) {
                out.push_str(&part.replacen(ROW, &format!("{ROW}<w:tblHeader />"), 1));
            } else {
                out.push_str(part);
            }
        }
        out
    }
}

/// Relationships in the order of their text. The library lists links in an order of chance; order has no meaning there.
fn ordered(relationships: &str) -> String {
    let (Some(start), Some(end)) = (relationships.find(RELATIONSHIP), relationships.rfind("</Relationships>")) else {
        return relationships.to_owned();
    };
    let (Some(head), Some(list), Some(tail)) =
        (relationships.get(..start), relationships.get(start..end), relationships.get(end..))
    else {
        return relationships.to_owned();
    };
    let mut elements: Vec<&str> = list.split(RELATIONSHIP).skip(1).map(str::trim).collect();
    elements.sort_unstable();
    let mut out = head.to_owned();
    for element in elements {
        out.push_str(RELATIONSHIP);
        out.push_str(element);
    }
    out.push_str(tail);
    out
}
