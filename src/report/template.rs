//! Templates from strangers: strict about names, bounded in work, no access to anything but the
//! values that are handed in.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::{Format, ReportError};

/// Steps that a template may take. The built-in ones need fewer than a thousand.
const FUEL: u64 = 1_000_000;

/// Fills a template.
pub(super) fn fill(format: Format, source: &str, values: &Value) -> Result<Vec<u8>, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment
        .set_auto_escape_callback(move |_| if format == Format::Html { AutoEscape::Html } else { AutoEscape::None });
    let name = format!("report.{format}");
    match environment.render_named_str(&name, source, values) {
        Ok(text) => Ok(text.into_bytes()),
        Err(error) => Err(ReportError::Template { format, cause: error.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[test]
    fn a_template_cannot_run_for_ever_or_name_what_is_not_there() {
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        for faulty in [endless, "{{ nothing }}", "{% for", "{{ title.nothing }}", "{% include '/etc/passwd' %}"] {
            let filled = fill(Format::Markdown, faulty, &context! { title => "x" });
            assert!(matches!(filled, Err(ReportError::Template { .. })), "{faulty}");
        }
    }

    #[test]
    fn values_are_escaped_in_html() {
        let filled = fill(Format::Html, "{{ title }}", &context! { title => "<script>" }).expect("a good template");
        assert_eq!(filled, b"&lt;script&gt;");
    }
}
