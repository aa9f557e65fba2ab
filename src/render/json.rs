//! How do results look to a program? JSON as the contract promises it, on one line, safe to print on a terminal.

use serde::Serialize;

use super::terminal::is_unsafe;

/// The value as one line of JSON, without a line end.
///
/// Characters that a terminal would act on stand as `\u` escapes: they can only occur within strings, where the two
/// ways of writing mean the same.
pub fn line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("plain data always serialises");
    if !json.contains(is_unsafe) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_unsafe(character) {
            safe.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn text_survives_and_controls_do_not() {
        let text = "a \u{9b}31m \u{202e} \u{7f} “q” \"x\"\n";
        let json = line(&text);
        assert!(!json.contains(['\u{9b}', '\u{202e}', '\u{7f}', '\n']));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
