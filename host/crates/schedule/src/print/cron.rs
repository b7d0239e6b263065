//! Lines for a crontab.

use super::calendar::{self, Calendar, NotPlain};
use super::{PrintedFile, PrintedJob};

/// The crontab of some jobs.
///
/// # Errors
///
/// When a timetable is more than cron can say.
pub fn cron(jobs: &[PrintedJob]) -> Result<PrintedFile, NotPlain> {
    let mut text =
        "# CRON_TZ is known to cronie and fcron. Another cron takes the zone of the machine.\n"
            .to_owned();
    for job in jobs {
        Calendar::of(&job.timetable)?;
        text.push_str(&lines(job));
    }
    Ok(PrintedFile {
        name: "crontab".to_owned(),
        text,
    })
}

fn lines(job: &PrintedJob) -> String {
    let words = std::iter::once(&job.program).chain(&job.arguments);
    let command: Vec<String> = words.map(|word| quoted(word)).collect();
    format!(
        "\n# {name}\nCRON_TZ={zone}\n{expression} cd {directory} && {command}\n",
        name = job.name,
        zone = job.timetable.zone(),
        expression = calendar::plain(job.timetable.expression()),
        directory = quoted(&job.directory),
        command = command.join(" "),
    )
}

/// A word for a POSIX shell. `%` ends the command of a crontab where it is not escaped, also within quotes, and the
/// backslash stays when it is: so it stands alone, outside of them.
fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-=:@,+".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''").replace('%', r"'\%'"))
}
