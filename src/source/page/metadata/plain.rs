//! What does a value say to a reader? Values of metadata often hold references (`&#8217;`), some of them twice, and marks
//! (`<em>`), which the page's own text has not.

use dom_query::Document;

/// The value without references and marks.
pub(super) fn plain(value: &str) -> String {
    let mut value = value.to_owned();
    // Some systems encode what is encoded already.
    for _ in 0..2 {
        let has_marks = value.contains('<') && value.contains('>');
        if !(has_marks || value.contains('&') && value.contains(';')) {
            break;
        }
        value = Document::fragment(value.as_str()).text().to_string();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_marks_are_read_once_and_twice() {
        assert_eq!(plain("Caf&eacute; &amp;amp; <b>rain</b>"), "Café & rain");
        assert_eq!(plain("R&D; 3 < 5 &c."), "R&D; 3 < 5 &c.");
        assert_eq!(plain("x"), "x");
    }
}
