//! How does a terminal know which file a headline stands for? A line and the address of the file come in; the line as a link goes out,
//! in the escape sequence that terminals have for it (OSC 8).

use super::terminal::Screen;
use crate::search::Hit;

/// The line as a link to the file of the hit, on a terminal that shows colour.
pub(super) fn linked(hit: &Hit, line: &str, screen: Screen) -> String {
    match hit.link.as_deref().filter(|_| screen.colour) {
        Some(address) => format!("\u{1b}]8;;{address}\u{1b}\\{line}\u{1b}]8;;\u{1b}\\"),
        None => line.to_owned(),
    }
}

/// The address of a file on a computer of this name: every byte that is no plain letter of a path as its number. A terminal on
/// another computer can tell by the name that it does not have the file; without a name the file is taken for its own.
pub fn file_address(host: &str, path: &str) -> String {
    let host = if host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)) { host } else { "" };
    let mut address = format!("file://{host}");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_path_ends_the_link() {
        assert_eq!(file_address("desk-1.example", "/a b/ä%\u{1b}\\.txt"), "file://desk-1.example/a%20b/%C3%A4%25%1B%5C.txt");
        assert_eq!(file_address("de\u{7}sk", "/a"), "file:///a");
    }
}
