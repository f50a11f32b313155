//! The bytes at which the walk over a statement has to look up.

/// For each byte whether the walk stops there.
pub type Stops = [bool; 256];

/// In statements whose words do not matter, such as INSERT: bulk data is passed over at this table's speed.
pub static PLAIN: Stops = {
    let mut stops = [false; 256];
    let bytes = b"'\"$-/\\;{#\n\r";
    let mut at = 0;
    while at < bytes.len() {
        stops[bytes[at] as usize] = true;
        at += 1;
    }
    stops
};

/// In statements whose words decide which `;` ends them.
pub static WORDS: Stops = {
    let mut stops = PLAIN;
    let mut byte = 0;
    while byte < 256 {
        let letter = (byte as u8).is_ascii_alphabetic() || byte as u8 == b'_' || byte >= 0x80;
        stops[byte] = stops[byte] || letter || byte as u8 == b'(' || byte as u8 == b')';
        byte += 1;
    }
    stops
};

/// Where `DELIMITER` set something else than `;`, which may begin with any byte.
pub static ALL: Stops = [true; 256];
