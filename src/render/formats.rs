//! Which formats are read, for eyes and for programs.

use serde_json::{Value, json};

use super::json;
use super::terminal::pad;
use crate::source::Description;

/// One line a format: its name, the usual endings, what it is and what of it becomes an article.
pub fn formats_text(formats: &[Description]) -> Vec<String> {
    let endings = |format: &Description| format.endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ");
    let widest = |of: &dyn Fn(&Description) -> usize| formats.iter().map(of).max().unwrap_or(0) + 2;
    let (names, kinds) = (widest(&|format| format.name.len()), widest(&|format| endings(format).len()));
    let line = |format: &Description| {
        format!("{}{}{}: {}", pad(format.name, names), pad(&endings(format), kinds), format.title, format.holds)
    };
    formats.iter().map(line).collect()
}

/// The same as JSON: an array with one object a format.
pub fn formats_json(formats: &[Description]) -> String {
    let object = |format: &Description| json!({ "format": format.name, "title": format.title, "endings": format.endings, "holds": format.holds });
    json::line(&Value::from(formats.iter().map(object).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_a_line_in_columns() {
        let html = Description { name: "html", title: "page", endings: &["html", "htm"], holds: "one article" };
        let csv = Description { name: "csv", title: "table", endings: &["csv"], holds: "an article a row" };
        let lines = formats_text(&[html, csv]);
        assert_eq!(lines, ["html  .html .htm  page: one article", "csv   .csv        table: an article a row"]);
        assert_eq!(serde_json::from_str::<Value>(&formats_json(&[csv])).unwrap()[0]["endings"], json!(["csv"]));
    }
}
