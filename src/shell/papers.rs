//! Reports on disk: made from a session or an answers file, checked against it, and the templates they are filled from.

use std::path::{Path, PathBuf};

use super::files;
use super::inputs::{Inputs, Work};
use crate::assessment::{Assessment, Settings, assess};
use crate::error::{Error, exit, name};
use crate::report::compose::Profile;
use crate::report::date::Date;
use crate::report::document::Brand;
use crate::report::verify::{Finding, verify};
use crate::report::{Format, Report, ReportError, Templates, brand, html, markdown, render_all};
use crate::text::count;

/// What a report takes beside answers.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whom it is for.
    pub profile: Profile,
    /// The day on it; that of the last answer, without one.
    pub date: Option<Date>,
    /// A brand file.
    pub brand: Option<PathBuf>,
    /// Templates in the place of the built-in ones: `.html` and `.md`.
    pub templates: Vec<PathBuf>,
}

/// Everything that a report borrows.
struct Prepared {
    work: Work,
    assessment: Assessment,
    brand: Brand,
    templates: Templates,
    date: Option<Date>,
    profile: Profile,
}

impl Prepared {
    fn new(work: Work, options: &Options) -> Result<Self, Error> {
        let assessment = assess(&work.questionnaire, &work.answers, &Settings::default());
        let date = options.date.or_else(|| work.when.as_deref().and_then(Date::parse));
        let (brand, templates) = (brand_of(options)?, templates_of(options)?);
        Ok(Self { assessment, brand, templates, date, profile: options.profile, work })
    }

    fn report(&self) -> Report<'_> {
        Report {
            questionnaire: &self.work.questionnaire,
            answers: &self.work.answers,
            assessment: &self.assessment,
            date: self.date,
            brand: self.brand.clone(),
            profile: self.profile,
            templates: self.templates.clone(),
        }
    }
}

/// Makes all papers from one composition; `-` is Markdown on standard output. Where required answers are missing, the
/// papers are made as far as they go, and the exit code says so.
///
/// # Errors
/// When the answers have faults, a format is not known, or a file cannot be read or written.
pub fn write(inputs: &Inputs, what: &Path, outputs: &[PathBuf], options: &Options, force: bool) -> Result<u8, Error> {
    let formats = check_outputs(outputs, force)?;
    deliver(inputs.work(what)?, outputs, &formats, options, force)
}

/// Makes one paper of a session that is open.
///
/// # Errors
/// When its format is not known, the file is there, or it cannot be written.
pub fn write_one(work: Work, output: &Path) -> Result<u8, Error> {
    let outputs = [output.to_owned()];
    let formats = check_outputs(&outputs, false)?;
    deliver(work, &outputs, &formats, &Options::default(), false)
}

/// The formats of papers, once it is known that they can be put in their places.
fn check_outputs(outputs: &[PathBuf], force: bool) -> Result<Vec<Format>, Error> {
    let formats = outputs.iter().map(|path| format_of(path)).collect::<Result<Vec<_>, _>>()?;
    for path in outputs {
        files::check_output(path, force)?;
    }
    Ok(formats)
}

fn deliver(work: Work, outputs: &[PathBuf], formats: &[Format], options: &Options, force: bool) -> Result<u8, Error> {
    let prepared = Prepared::new(work, options)?;
    let papers = render_all(&prepared.report(), formats).map_err(|e| failed(&e))?;
    for (path, paper) in outputs.iter().zip(papers) {
        files::write_output(path, &paper, force)?;
        if !files::is_standard(path) {
            files::say(&format!("{} is written\n", name(path)));
        }
    }
    let missing = prepared.assessment.missing.len();
    if missing == 0 {
        return Ok(exit::OK);
    }
    files::say(&format!("incomplete: {} needed\n", count(missing, "more answer")));
    Ok(exit::ANSWERS)
}

/// Checks a report against what a session or an answers file gives.
///
/// # Errors
/// When something cannot be read, or the format is not known.
pub fn check(inputs: &Inputs, paper: &Path, what: &Path, options: &Options) -> Result<u8, Error> {
    let format = format_of(paper)?;
    let given = files::read_bytes(paper)?;
    let prepared = Prepared::new(inputs.work(what)?, options)?;
    match verify(&prepared.report(), format, &given).map_err(|e| failed(&e))? {
        Finding::Same(profile) => {
            let words = format!("{}: the same, byte for byte, for the profile `{}`\n", name(paper), profile.name());
            files::print(words.as_bytes())?;
            Ok(exit::OK)
        }
        Finding::Different(places) => {
            let words = format!("{}: not what these answers give\n  {}\n", name(paper), places.join("\n  "));
            files::print(words.as_bytes())?;
            Ok(exit::FAILURE)
        }
    }
}

/// Writes a report of the open session into the current folder, under a name that is free, and gives back the name.
///
/// # Errors
/// When the format is not known, or the file cannot be written.
pub fn export(work: Work, extension: &str) -> Result<String, Error> {
    let format = Format::from_extension(extension).ok_or_else(|| unknown(extension))?;
    let prepared = Prepared::new(work, &Options::default())?;
    let paper = render_all(&prepared.report(), &[format]).map_err(|e| failed(&e))?.pop().unwrap_or_default();
    let subject = prepared.work.questionnaire.subject_name(&prepared.work.answers).unwrap_or_default();
    let stem = stem(&subject);
    let names = (1_u32..).map(|number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") });
    let paths = names.map(|name| PathBuf::from(format!("{name}.{format}")));
    let path = paths.into_iter().find(|path| !path.exists()).unwrap_or_default();
    files::write_output(&path, &paper, false)?;
    Ok(path.canonicalize().map_or_else(|_| name(&path), name))
}

/// The name of a report's file: letters and digits of who is assessed.
fn stem(subject: &str) -> String {
    let letters = subject.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).take(60).collect::<String>();
    let words = letters.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    if words.is_empty() { "report".to_owned() } else { format!("{}-report", words.join("-")) }
}

/// The built-in template of a format.
///
/// # Errors
/// When the format has none.
pub fn template(extension: &str) -> Result<&'static str, Error> {
    match Format::from_extension(extension) {
        Some(Format::Html) => Ok(html::TEMPLATE),
        Some(Format::Markdown) => Ok(markdown::TEMPLATE),
        _ => Err(Error::Usage(format!("there is no template for `{}`: `html` and `md` have one", name(extension)))),
    }
}

fn format_of(path: &Path) -> Result<Format, Error> {
    if files::is_standard(path) {
        return Ok(Format::Markdown);
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
    Format::from_extension(&extension).ok_or_else(|| unknown(&extension))
}

fn unknown(extension: &str) -> Error {
    let known: Vec<_> = Format::ALL.iter().map(|format| format!("`.{format}`")).collect();
    let fault = match name(extension) {
        none if none.is_empty() => "the name of a report must end in its format".to_owned(),
        other => format!("a report cannot be written as `.{other}`"),
    };
    Error::Usage(format!("{fault}: choose one of {}", known.join(", ")))
}

fn failed(cause: &ReportError) -> Error {
    Error::Usage(cause.to_string())
}

fn brand_of(options: &Options) -> Result<Brand, Error> {
    let Some(path) = &options.brand else { return Ok(Brand::default()) };
    let unfit = |path: &Path, fault| Error::Unfit { path: name(path), fault, exit: exit::USAGE };
    let file = brand::parse(&files::read_text(path, exit::USAGE)?).map_err(|fault| unfit(path, fault))?;
    let logo = file.logo.as_ref().map(|logo| path.parent().unwrap_or(Path::new("")).join(logo));
    let bytes = logo.as_deref().map(files::read_bytes).transpose()?;
    file.brand(bytes).map_err(|fault| unfit(logo.as_deref().unwrap_or(path), fault))
}

fn templates_of(options: &Options) -> Result<Templates, Error> {
    let mut templates = Templates::default();
    for path in &options.templates {
        let place = match format_of(path)? {
            Format::Html => &mut templates.html,
            Format::Markdown => &mut templates.markdown,
            other => {
                return Err(Error::Usage(format!("there is no template for `.{other}`: `.html` and `.md` have one")));
            }
        };
        *place = Some(files::read_text(path, exit::USAGE)?);
    }
    Ok(templates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(stem("Kettle & Pine / ../etc"), "kettle-pine-etc-report");
        assert_eq!(stem(" "), "report");
    }
}
