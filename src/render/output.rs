//! Where do lines go? Results to stdout, a word to the user to stderr. A pipe that its reader closed is no error: the
//! reader has seen enough.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stdout, Write};
use std::process::{Command, Stdio};

use super::terminal::{Screen, escape};

/// Columns where output is no terminal and `COLUMNS` is not set.
const USUAL_WIDTH: usize = 100;
/// Narrower than this, nothing can be laid out.
const LEAST_WIDTH: usize = 40;

/// Standard output, buffered.
pub struct Output {
    writer: BufWriter<Stdout>,
    closed: bool,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        Output { writer: BufWriter::with_capacity(64 * 1024, io::stdout()), closed: false }
    }

    /// True once the reader has closed the pipe: nothing more need be made.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes one line.
    ///
    /// # Errors
    /// Where it cannot be written, a closed pipe excepted.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        let written = self.writer.write_all(text.as_bytes()).and_then(|()| self.writer.write_all(b"\n"));
        self.unless_closed(written)
    }

    /// Writes several lines.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn lines<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) -> io::Result<()> {
        lines.into_iter().try_for_each(|line| self.line(line.as_ref()))
    }

    /// Writes lines for eyes: on a terminal that they do not fit, through a pager, where `pager` allows it.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn paged(&mut self, lines: Vec<String>, pager: bool) -> io::Result<()> {
        let rows = terminal_size::terminal_size().map(|(_, rows)| usize::from(rows.0));
        let fits = rows.is_none_or(|rows| lines.len() < rows);
        if !pager || fits || !io::stdout().is_terminal() {
            return self.lines(lines);
        }
        self.writer.flush()?;
        if page(&lines) { Ok(()) } else { self.lines(lines) }
    }

    /// Writes out what is buffered. True where the reader took all of it.
    ///
    /// # Errors
    /// As [`Output::line`].
    pub fn finish(mut self) -> io::Result<bool> {
        let flushed = self.writer.flush();
        let result = self.unless_closed(flushed);
        // What the closed pipe did not take is thrown away here, or it would be tried once more on drop.
        let closed = self.closed;
        let _ = self.writer.into_parts();
        result.map(|()| !closed)
    }

    fn unless_closed(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }
}

/// Shows lines in the user's pager; false where none can be started. That it is left early is no error.
fn page(lines: &[String]) -> bool {
    let named = ["NEWSHOUND_PAGER", "PAGER"].into_iter().find_map(|name| std::env::var(name).ok());
    let command = named.unwrap_or_else(|| "less".to_owned());
    let mut words = command.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut pager = Command::new(program);
    pager.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        // Quit where all fits, keep colours, leave the text on the screen: what git sets. An interrupt ends this program, and must
        // not leave the pager behind alone.
        pager.env("LESS", "FRXK");
    }
    let Ok(mut running) = pager.spawn() else { return false };
    if let Some(input) = running.stdin.take() {
        let mut input = BufWriter::new(input);
        let _ = lines.iter().try_for_each(|line| writeln!(input, "{line}")).and_then(|()| input.flush());
    }
    running.wait().is_ok()
}

impl Screen {
    /// The screen that stdout is: as wide as the terminal, coloured only where that is wanted.
    pub fn of_stdout(choice: anstream::ColorChoice) -> Screen {
        let stdout = io::stdout();
        let colour = match choice {
            anstream::ColorChoice::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
            choice => choice != anstream::ColorChoice::Never,
        };
        let stated = || std::env::var("COLUMNS").ok()?.parse().ok();
        let terminal = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
        let width = if stdout.is_terminal() { terminal().or_else(stated) } else { stated() };
        Screen { width: width.unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH), colour }
    }
}

/// Tells the user on stderr, on one line, what went wrong.
pub fn complain(message: &str) {
    tell(&format!("newshound: {}\n", escape(message)));
}

/// Tells the user something worth knowing on stderr; lines stay lines.
pub fn note(message: &str) {
    let lines: Vec<String> = message.lines().map(escape).collect();
    tell(&format!("{}\n", lines.join("\n")));
}

fn tell(message: &str) {
    // Where stderr is closed there is no one left to tell.
    let _ = io::stderr().lock().write_all(message.as_bytes());
}
