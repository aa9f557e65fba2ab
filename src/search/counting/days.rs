//! How are days called that count as days, months or years? Days as numbers come in, their names with counts go out.

/// The names of these days cut to a unit, each with the number of days; what is not known so closely is left out.
pub(super) fn run_lengths(mut days: Vec<u64>, unit: u64) -> Vec<(String, u32)> {
    days.sort_unstable();
    let runs = days.chunk_by(|one, next| one == next);
    runs.filter_map(|run| Some((day_name(*run.first()?, unit)?, run.len() as u32))).collect()
}

/// `2025`, `2025-12` or `2025-12-02`; `None` where the date says less than that.
fn day_name(day: u64, unit: u64) -> Option<String> {
    let two = |value: u64| Some(value % 100).filter(|part| *part > 0);
    match unit {
        10_000 => Some(format!("{day:04}")),
        100 => Some(format!("{:04}-{:02}", day / 100, two(day)?)),
        _ => Some(format!("{:04}-{:02}-{:02}", day / 10_000, two(day / 100)?, two(day)?)),
    }
}
