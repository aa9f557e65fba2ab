//! What if a library stops where it should report? Its panic is caught and becomes "nothing", and whoever prints panics can
//! ask whether one is being caught.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// True where a panic of this thread will be caught by [`fenced`].
#[must_use]
pub fn is_fenced() -> bool {
    FENCED.get()
}

/// What the work gives; `None` where it panicked.
pub(super) fn fenced<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = FENCED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    FENCED.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_nothing_and_is_known_to_be_caught() {
        assert_eq!(fenced(is_fenced), Some(true));
        assert_eq!(fenced(|| -> i32 { panic!("expected by this test") }), None);
        assert!(!is_fenced());
    }
}
