//! What happens at Ctrl-C while an index is written? The run is asked to end with what it has read whole; where that takes too
//! long the process ends at once, and the index stays as the last publication left it.

use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::Status;

/// Whoever presses Ctrl-C waits two seconds at most.
const PATIENCE: Duration = Duration::from_millis(1_800);

/// A flag that Ctrl-C, or a request of the system to end, sets. Where signals cannot be had, they end the process as ever.
pub(super) fn flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let handle = move || {
        // Whoever presses it twice means it.
        if !set.swap(true, Ordering::Relaxed) {
            sleep(PATIENCE);
        }
        end();
    };
    let _ = ctrlc::set_handler(handle);
    flag
}

#[expect(clippy::exit, reason = "the main thread may be held up by a disk; nothing half written is ever found")]
fn end() -> ! {
    exit(Status::Interrupted as i32)
}
