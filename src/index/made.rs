//! How do tokens that are made at once reach tantivy, which takes them one by one? As a stream over the list.

use tantivy::tokenizer::{Token, TokenStream};

/// Tokens that were made beforehand.
#[derive(Debug)]
pub(super) struct Made {
    tokens: std::vec::IntoIter<Token>,
    token: Token,
}

impl Made {
    /// A stream of these tokens.
    pub(super) fn new(tokens: Vec<Token>) -> Made {
        Made { tokens: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Made {
    fn advance(&mut self) -> bool {
        let next = self.tokens.next();
        let some = next.is_some();
        self.token = next.unwrap_or_default();
        some
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
