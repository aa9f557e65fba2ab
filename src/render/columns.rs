//! How do facets stand side by side? Blocks of aligned values and counts, as many beside one another as the screen
//! is wide.

use super::terminal::{Look, Screen, cut, pad, width};

/// One field's values with their counts, ready to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Heading.
    pub title: String,
    /// Escaped values and counts.
    pub rows: Vec<(String, String)>,
}

/// Blank columns between two blocks.
const GAP: usize = 3;
/// A value is cut at this width, so that one long name does not push all else aside.
const WIDEST_VALUE: usize = 32;

/// The blocks in rows, left to right, each row as high as its longest block.
pub(super) fn beside(blocks: &[Block], screen: Screen) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = blocks;
    while !rest.is_empty() {
        let fitting = fitting(rest, screen.width);
        let (row, later) = rest.split_at(fitting);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(side_by_side(row, screen));
        rest = later;
    }
    lines
}

/// How many of the first blocks fit beside one another: at least one.
fn fitting(blocks: &[Block], columns: usize) -> usize {
    let mut used = 0;
    for (number, block) in blocks.iter().enumerate() {
        used += block_width(block) + if number > 0 { GAP } else { 0 };
        if used > columns {
            return number.max(1);
        }
    }
    blocks.len()
}

fn side_by_side(row: &[Block], screen: Screen) -> Vec<String> {
    let drawn: Vec<(usize, Vec<String>)> = row.iter().map(|block| (block_width(block), draw(block, screen))).collect();
    let height = drawn.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    (0..height)
        .map(|number| {
            let mut line = String::new();
            let mut column = 0;
            for (wide, lines) in &drawn {
                if let Some(text) = lines.get(number) {
                    line.push_str(&" ".repeat(column - shown_width(&line)));
                    line.push_str(text);
                }
                column += wide + GAP;
            }
            line
        })
        .collect()
}

/// Width without the colour sequences.
fn shown_width(line: &str) -> usize {
    let mut columns = 0;
    let mut within = false;
    for character in line.chars() {
        match character {
            '\u{1b}' => within = true,
            'm' if within => within = false,
            _ if within => {}
            character => columns += width(character.encode_utf8(&mut [0; 4])),
        }
    }
    columns
}

fn draw(block: &Block, screen: Screen) -> Vec<String> {
    let (values, counts) = widths(block);
    let title = screen.paint(Look::Heading, &block.title);
    let rows = block.rows.iter().map(|(value, count)| {
        let value = pad(&cut(value, values), values);
        let blanks = " ".repeat(counts - width(count));
        format!("{value}  {blanks}{count}")
    });
    std::iter::once(title).chain(rows).collect()
}

fn block_width(block: &Block) -> usize {
    let (values, counts) = widths(block);
    (values + 2 + counts).max(width(&block.title))
}

fn widths(block: &Block) -> (usize, usize) {
    let values = block.rows.iter().map(|(value, _)| width(value)).max().unwrap_or(0).min(WIDEST_VALUE);
    let counts = block.rows.iter().map(|(_, count)| width(count)).max().unwrap_or(0);
    (values, counts)
}

/// A number with commas between thousands: `12,345`.
pub(super) fn grouped(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(title: &str, rows: &[(&str, &str)]) -> Block {
        let rows = rows.iter().map(|(value, count)| ((*value).into(), (*count).into())).collect();
        Block { title: title.into(), rows }
    }

    #[test]
    fn counts_are_aligned_and_blocks_share_a_line() {
        let blocks = [block("People", &[("Nigel Lawson", "12"), ("Alan Greenspan", "9")]), block("Places", &[("Japan", "101")])];
        let lines = beside(&blocks, Screen { width: 80, colour: false });
        assert_eq!(lines, ["People               Places", "Nigel Lawson    12   Japan  101", "Alan Greenspan   9"]);
        let narrow = beside(&blocks, Screen { width: 20, colour: false });
        assert_eq!(narrow, ["People", "Nigel Lawson    12", "Alan Greenspan   9", "", "Places", "Japan  101"]);
    }

    #[test]
    fn colour_does_not_move_columns() {
        let blocks = [block("People", &[("A", "1")]), block("Places", &[("B", "2")])];
        let plain = beside(&blocks, Screen { width: 80, colour: false });
        let colour = beside(&blocks, Screen { width: 80, colour: true });
        assert_eq!(plain[0].len(), shown_width(&colour[0]));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([grouped(7u64), grouped(1234u64), grouped(1_234_567u64)], ["7", "1,234", "1,234,567"]);
    }
}
