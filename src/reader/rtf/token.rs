//! RTF cut into its smallest parts. It looks at each byte once, and nothing it says is longer than its source.

/// A control word is never longer (RTF 1.9.1).
const WORD: usize = 32;

#[derive(Debug, PartialEq, Eq)]
pub enum Token<'s> {
    Open,
    Close,
    /// `\par`, `\fs22`: the word, and its number.
    Word(&'s str, Option<i32>),
    /// `\*`, `\~`, `\_`: a sign of its own.
    Sign(u8),
    /// `\'e9`: a letter by its number in the encoding in use.
    Letter(u8),
    /// Raw bytes after `\bin`.
    Binary(&'s [u8]),
    Text(&'s [u8]),
}

pub struct Tokens<'s> {
    rest: &'s [u8],
}

impl<'s> Tokens<'s> {
    pub fn of(source: &'s [u8]) -> Self {
        Self { rest: source }
    }

    fn take(&mut self, count: usize) -> &'s [u8] {
        let (now, later) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = later;
        now
    }

    fn control(&mut self) -> Option<Token<'s>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.take(1);
            if first != b'\'' {
                return Some(Token::Sign(first));
            }
            let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            return Some(match code {
                Some(code) => {
                    self.take(2);
                    Token::Letter(code)
                }
                None => Token::Sign(first),
            });
        }
        let length = self.rest.iter().take(WORD).position(|b| !b.is_ascii_alphabetic()).unwrap_or(WORD.min(self.rest.len()));
        let name = std::str::from_utf8(self.take(length)).unwrap_or_default();
        let minus = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(minus).take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = if digits == 0 {
            None
        } else {
            let written = std::str::from_utf8(self.take(minus + digits)).unwrap_or_default();
            // Beyond what a number can be, it means nothing.
            Some(written.parse().unwrap_or(0))
        };
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == "bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return Some(Token::Binary(self.take(count)));
        }
        Some(Token::Word(name, number))
    }
}

impl<'s> Iterator for Tokens<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        match *self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => {
                let end = self.rest.iter().position(|b| matches!(b, b'{' | b'}' | b'\\')).unwrap_or(self.rest.len());
                Some(Token::Text(self.take(end)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_signs_and_bytes_are_told_apart() {
        let tokens: Vec<_> = Tokens::of(b"{\\fs22 a\\'e9\\u-3-\\~\\bin3 }{\\b\\'zz\\").collect();
        let wanted = [
            Token::Open,
            Token::Word("fs", Some(22)),
            Token::Text(b"a"),
            Token::Letter(0xe9),
            Token::Word("u", Some(-3)),
            Token::Text(b"-"),
            Token::Sign(b'~'),
            Token::Binary(b"}{\\"),
            Token::Text(b"b"),
            Token::Sign(b'\''),
            Token::Text(b"zz"),
        ];
        assert_eq!(tokens, wanted);
    }
}
