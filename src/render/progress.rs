//! How far is the work? A line on stderr that moves, on a terminal only.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::escape;

/// A line that shows how many articles are done, how fast, and where the work is.
pub struct Meter {
    bar: ProgressBar,
}

impl Meter {
    /// Shown on a terminal unless `quiet`.
    pub fn new(quiet: bool) -> Meter {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}  {wide_msg}");
        bar.set_style(style.expect("the template names what indicatif knows"));
        bar.enable_steady_tick(Duration::from_millis(100));
        Meter { bar }
    }

    /// One article more.
    pub fn tick(&self, articles: usize, path: &str) {
        self.bar.set_position(articles as u64);
        if articles % 64 == 1 {
            self.bar.set_message(escape(path));
        }
    }

    /// Takes the line away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
