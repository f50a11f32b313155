//! Where hash partitioning puts a row: the server's own hash functions (`hashfn.c`, `compute_partition_hash_value`).

use crate::operation::DataType;

/// `HASH_PARTITION_SEED`.
const SEED: u64 = 0x7A5B_2236_7996_DCFD;

/// The hash of a row's key, `None` for a NULL in it; `None` where a type's hash is not known here.
pub fn of_row(key: &[(Option<&str>, &DataType)]) -> Option<u64> {
    key.iter().try_fold(0, |sum, (value, data_type)| {
        let Some(value) = value else { return Some(sum) };
        Some(combine(sum, of_value(value, data_type)?))
    })
}

fn of_value(value: &str, data_type: &DataType) -> Option<u64> {
    if data_type.dimensions > 0 || data_type.name.schema.is_some() {
        return None;
    }
    match data_type.name.name.as_str() {
        "int2" | "int4" => Some(of_word(value.parse::<i32>().ok()? as u32)),
        "int8" => {
            let number = value.parse::<i64>().ok()?;
            let high = (number >> 32) as u32;
            Some(of_word(number as u32 ^ if number >= 0 { high } else { !high }))
        }
        "text" | "varchar" => Some(of_bytes(value.as_bytes())),
        "uuid" => {
            let digits: String = value.chars().filter(char::is_ascii_hexdigit).collect();
            Some(of_bytes(&u128::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 32)?.to_be_bytes()))
        }
        _ => None,
    }
}

fn combine(sum: u64, hash: u64) -> u64 {
    sum ^ hash.wrapping_add(0x49a0_f4dd_15e5_a8e3).wrapping_add(sum << 54).wrapping_add(sum >> 7)
}

fn start(length: u32) -> [u32; 3] {
    let word = 0x9e37_79b9_u32.wrapping_add(length).wrapping_add(3_923_095);
    let mut state = [word.wrapping_add((SEED >> 32) as u32), word.wrapping_add(SEED as u32), word];
    mix(&mut state);
    state
}

fn of_word(word: u32) -> u64 {
    let mut state = start(4);
    state[0] = state[0].wrapping_add(word);
    last(state)
}

fn of_bytes(bytes: &[u8]) -> u64 {
    let mut state = start(bytes.len() as u32);
    let whole = bytes.chunks_exact(12);
    let rest = whole.remainder();
    for chunk in whole {
        add(&mut state, chunk, 0);
        mix(&mut state);
    }
    add(&mut state, rest, 1);
    last(state)
}

/// Adds bytes in order, lowest first; of a last part the lowest byte of the third word is left for the length.
fn add(state: &mut [u32; 3], bytes: &[u8], left: usize) {
    for (at, byte) in bytes.iter().enumerate() {
        let at = if at >= 8 { at + left } else { at };
        if let Some(word) = state.get_mut(at / 4) {
            *word = word.wrapping_add(u32::from(*byte) << (8 * (at % 4)));
        }
    }
}

fn mix([a, b, c]: &mut [u32; 3]) {
    let step = |x: &mut u32, y: &mut u32, z: u32, bits: u32| {
        *x = x.wrapping_sub(*y) ^ y.rotate_left(bits);
        *y = y.wrapping_add(z);
    };
    for bits in [[4, 6, 8], [16, 19, 4]] {
        step(a, c, *b, bits[0]);
        step(b, a, *c, bits[1]);
        step(c, b, *a, bits[2]);
    }
}

fn last([mut a, mut b, mut c]: [u32; 3]) -> u64 {
    let step = |x: &mut u32, y: u32, bits: u32| *x = (*x ^ y).wrapping_sub(y.rotate_left(bits));
    step(&mut c, b, 14);
    step(&mut a, c, 11);
    step(&mut b, a, 25);
    step(&mut c, b, 16);
    step(&mut a, c, 4);
    step(&mut b, a, 14);
    step(&mut c, b, 24);
    u64::from(b) << 32 | u64::from(c)
}
