//! How do counts look over time, in few columns? Counts come in, a line of bars of eight heights goes out.

/// Bars by height.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One bar for each count, by the highest of them, a dot for nothing; where there is too little room, neighbours are added
/// up.
pub(super) fn sparkline(counts: &[usize], room: usize) -> String {
    let joined = counts.len().div_ceil(room.max(1)).max(1);
    let sums: Vec<usize> = counts.chunks(joined).map(|counts| counts.iter().sum()).collect();
    let highest = sums.iter().copied().max().unwrap_or(0).max(1);
    let bar = |sum: usize| HEIGHTS.get((sum * HEIGHTS.len()).div_ceil(highest).wrapping_sub(1)).copied().unwrap_or('·');
    sums.into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::sparkline;

    #[test]
    fn bars_are_by_the_highest() {
        assert_eq!(sparkline(&[0, 1, 4, 8, 2], 40), "·▁▄█▂");
        assert_eq!(sparkline(&[1], 40), "█");
        assert_eq!(sparkline(&[0, 0], 40), "··");
        assert_eq!(sparkline(&[], 40), "");
    }

    #[test]
    fn neighbours_share_a_bar_where_room_is_short() {
        assert_eq!(sparkline(&[1, 1, 0, 0, 4], 3), "▄·█");
        assert_eq!(sparkline(&[1, 2], 0), "█");
    }
}
