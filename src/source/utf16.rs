//! Offsets in UTF-16 units, as JavaScript counts them.

/// So many bytes are counted again for each offset, at most.
const BLOCK: usize = 1024;

/// How many UTF-16 units stand before each block of one text.
#[derive(Debug)]
pub struct Utf16Index {
    before: Vec<u32>,
}

impl Utf16Index {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let mut sum = 0;
        let before = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = sum;
            sum += count(block);
            before
        });
        Self { before: before.collect() }
    }

    /// How many units stand before a byte offset in the same text.
    pub fn units(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        let block = (offset / BLOCK).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or_default();
        before + count(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// A character is counted at its first byte; one of four bytes is two units.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_before_each_character_are_counted() {
        let text = "aé😀 ".repeat(700);
        let index = Utf16Index::new(&text);
        let mut units = 0;
        for (at, letter) in text.char_indices() {
            assert_eq!(index.units(&text, at as u32), units, "{at}");
            units += letter.len_utf16() as u32;
        }
        assert_eq!(index.units(&text, text.len() as u32), units);
        assert_eq!(Utf16Index::new("").units("", 0), 0);
    }
}
