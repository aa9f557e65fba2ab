//! What is a file called in results? Paths become text that is stable, unique and the same on every system: `/` between
//! folders, and each byte that is no UTF-8 written as `\xe9`; where a name itself holds that, its backslash is `\x5c`.

use std::path::{Component, Path};

/// The path as text, its parts joined by `/`.
pub(super) fn portable(path: &Path) -> String {
    let mut text = String::new();
    for component in path.components() {
        if matches!(component, Component::CurDir) {
            continue;
        }
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        push_bytes(&mut text, component.as_os_str().as_encoded_bytes());
    }
    text
}

fn push_bytes(text: &mut String, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        text.push_str(&chunk.valid().replace(r"\x", r"\x5cx"));
        for byte in chunk.invalid() {
            text.extend(byte.escape_ascii().map(char::from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::portable;
    use std::path::Path;

    #[test]
    fn parts_are_joined_by_slashes() {
        assert_eq!(portable(Path::new("./wire/1987/oslo.txt")), "wire/1987/oslo.txt");
        assert_eq!(portable(Path::new("/var/news")), "/var/news");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes: &[u8]| portable(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(name(b"caf\xe9.txt"), "caf\\xe9.txt");
        assert_ne!(name(b"caf\xe9.txt"), name(b"caf\xe8.txt"));
        assert_eq!(name(b"caf\\xe9.txt"), "caf\\x5cxe9.txt");
        assert_eq!(name(b"back\\slash.txt"), "back\\slash.txt");
    }
}
