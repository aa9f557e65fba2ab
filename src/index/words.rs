//! How does a text pass by word for word? As the index cuts and folds it, without a token being made of each word.

use tantivy::tokenizer::{TokenStream, Tokenizer};

use super::tokenizer::Words;

/// Calls `see` with every folded word of a text and the byte at which it begins there, in order.
pub fn each_word(text: &str, mut see: impl FnMut(&str, usize)) {
    let mut words = Words::default();
    let mut stream = words.token_stream(text);
    while stream.advance() {
        let token = stream.token();
        see(&token.text, token.offset_from);
    }
}

#[cfg(test)]
mod tests {
    use super::each_word;

    #[test]
    fn words_pass_by_as_the_index_has_them() {
        let mut seen = Vec::new();
        each_word("“The U.S. won’t pay 1,000 — ever.", |word, start| seen.push((word.to_owned(), start)));
        let seen: Vec<(&str, usize)> = seen.iter().map(|(word, start)| (word.as_str(), *start)).collect();
        assert_eq!(seen, [("the", 3), ("us", 7), ("wont", 12), ("pay", 20), ("1000", 24), ("ever", 34)]);
    }
}
