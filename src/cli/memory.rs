//! How much memory may be used? `512M` in, bytes out.

/// The least that indexing can work with, in bytes.
const LEAST: usize = 64 << 20;

/// Reads a size: a number with `K`, `M` or `G` behind it, as powers of 1024; without a letter it is bytes.
///
/// # Errors
/// Where it is no size, or too little.
pub(super) fn parse(text: &str) -> Result<usize, String> {
    let bare = text.trim().to_ascii_lowercase();
    let bare = bare.strip_suffix('b').unwrap_or(&bare);
    let bare = bare.strip_suffix('i').unwrap_or(bare);
    let (number, power) = match bare.char_indices().next_back() {
        Some((at, 'k')) => (bare.split_at(at).0, 10),
        Some((at, 'm')) => (bare.split_at(at).0, 20),
        Some((at, 'g')) => (bare.split_at(at).0, 30),
        _ => (bare, 0),
    };
    let number: usize = number.trim().parse().map_err(|_| "write a size as 512M or 2G".to_owned())?;
    let bytes = number.checked_mul(1 << power).ok_or("that is more than there is anywhere")?;
    if bytes < LEAST { Err("64M is the least to work with".to_owned()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for text in ["512M", "512m", "512MB", "512 MiB", "536870912", "524288K"] {
            assert_eq!(parse(text), Ok(512 << 20), "{text}");
        }
        assert_eq!(parse("2G"), Ok(2 << 30));
        for text in ["", "M", "x", "-1G", "1.5G", "10M", "99999999999999999999", "99999999999G"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
