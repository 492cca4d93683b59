//! Reports on disk: made from a session or an answers file, checked against it, and the templates they are filled from.

use std::path::{Path, PathBuf};

use super::inputs::{Inputs, Work};
use super::outputs::{Output, same_twice};
use super::{files, world};
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

    fn papers(&self, formats: &[Format]) -> Result<Vec<Vec<u8>>, Error> {
        check_clock(formats)?;
        render_all(&self.report(), formats).map_err(|e| failed(&e))
    }
}

/// The maker of workbooks looks at the clock, though nothing of that stays in the workbook, and knows none before 1970.
fn check_clock(formats: &[Format]) -> Result<(), Error> {
    if formats.contains(&Format::Xlsx) && world::is_before_1970() {
        let fault = "a workbook cannot be made while the clock of this machine stands before 1970: set the clock";
        return Err(Error::Clock(fault.to_owned()));
    }
    Ok(())
}

/// Makes all papers from one composition; `-` is Markdown on standard output. Where required answers are missing, the
/// papers are made as far as they go, and the exit code says so.
///
/// # Errors
/// When the answers have faults, a format is not known, or a file cannot be read or written.
pub fn write(inputs: &Inputs, what: &Path, outputs: &[PathBuf], options: &Options, force: bool) -> Result<u8, Error> {
    let (outputs, formats) = places(outputs, force)?;
    let own = [Some(what), inputs.questions.as_deref(), options.brand.as_deref()];
    let read = own.into_iter().flatten().chain(options.templates.iter().map(PathBuf::as_path));
    for path in read.filter(|path| !files::is_standard(path)) {
        if outputs.iter().any(|output| output.is(path)) {
            return Err(Error::Usage(format!(
                "`{}` is read for this report: give the report another name",
                name(path)
            )));
        }
    }
    deliver(inputs.work(what)?, &outputs, &formats, options)
}

/// Makes one paper of a session that is open.
///
/// # Errors
/// When its format is not known, the file is there, or it cannot be written.
pub fn write_one(work: Work, output: &Path) -> Result<u8, Error> {
    let (outputs, formats) = places(&[output.to_owned()], false)?;
    deliver(work, &outputs, &formats, &Options::default())
}

/// Where papers go and in which formats, once it is known that each can be put in a place of its own.
fn places(paths: &[PathBuf], force: bool) -> Result<(Vec<Output>, Vec<Format>), Error> {
    let formats = paths.iter().map(|path| format_of(path)).collect::<Result<Vec<_>, _>>()?;
    let outputs = paths.iter().map(|path| Output::at(path, force)).collect::<Result<Vec<_>, _>>()?;
    match same_twice(&outputs) {
        None => Ok((outputs, formats)),
        Some((one, other)) if one == other => {
            Err(Error::Usage(format!("`{}` is named twice: give each report a name of its own", name(one))))
        }
        Some((one, other)) => {
            let both = format!("`{}` and `{}` are the same file", name(one), name(other));
            Err(Error::Usage(format!("{both}: give each report a name of its own")))
        }
    }
}

fn deliver(work: Work, outputs: &[Output], formats: &[Format], options: &Options) -> Result<u8, Error> {
    let prepared = Prepared::new(work, options)?;
    for (output, paper) in outputs.iter().zip(prepared.papers(formats)?) {
        output.write(&paper)?;
        if !files::is_standard(output.named()) {
            files::say(&format!("{} is written\n", name(output.named())));
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
    check_clock(&[format])?;
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
    let paper = prepared.papers(&[format])?.pop().unwrap_or_default();
    let subject = prepared.work.questionnaire.subject_name(&prepared.work.answers).unwrap_or_default();
    let stem = stem(&subject);
    let names = (1_u32..).map(|number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") });
    let paths = names.map(|name| PathBuf::from(format!("{name}.{format}")));
    // A link is there also where it leads to nothing.
    let path = paths.into_iter().find(|path| path.symlink_metadata().is_err()).unwrap_or_default();
    Output::at(&path, false)?.write(&paper)?;
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
