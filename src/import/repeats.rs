//! Counts equal rows without keeping all of them: rows that have no id of their own are told apart by their count.

use std::collections::HashMap;

/// Bits set per row.
const MARKS: u32 = 4;

/// The first pass: finds the rows that may stand in the file more than once.
pub struct Seen {
    bits: Vec<u64>,
    repeated: HashMap<u64, u32>,
}

impl Seen {
    /// Room for the rows of a file of `bytes`; a quarter to 16 MB, whatever the file.
    #[must_use]
    pub fn for_file(bytes: u64) -> Self {
        let bits = (bytes / 2).next_power_of_two().clamp(1 << 21, 1 << 27);
        Self { bits: vec![0; usize::try_from(bits / 64).unwrap_or(1 << 15)], repeated: HashMap::new() }
    }

    /// Marks a row by its hash.
    pub fn mark(&mut self, hash: u64) {
        let size = self.bits.len() as u64 * 64;
        let (a, b) = (hash, (hash >> 32) | 1);
        let mut new = false;
        for nth in 0..MARKS {
            let at = a.wrapping_add(u64::from(nth).wrapping_mul(b)) % size;
            let word = &mut self.bits[usize::try_from(at / 64).unwrap_or(0)];
            new |= *word & (1 << (at % 64)) == 0;
            *word |= 1 << (at % 64);
        }
        if !new {
            self.repeated.insert(hash, 0);
        }
    }

    /// What the second pass counts by.
    #[must_use]
    pub fn repeats(self) -> Repeats {
        Repeats(self.repeated)
    }
}

/// The second pass: how many equal rows came before.
#[derive(Default)]
pub struct Repeats(HashMap<u64, u32>);

impl Repeats {
    /// How many equal rows came before this one.
    pub fn nth(&mut self, hash: u64) -> u32 {
        self.0.get_mut(&hash).map_or(0, |count| {
            *count += 1;
            *count - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_counts_as_a_full_count_would(rows in proptest::collection::vec(0_u64..50, 0..200)) {
            let hashes: Vec<u64> = rows.iter().map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
            let mut seen = Seen::for_file(1000);
            for hash in &hashes {
                seen.mark(*hash);
            }
            let mut repeats = seen.repeats();
            let mut counts = HashMap::new();
            for hash in hashes {
                let count: &mut u32 = counts.entry(hash).or_default();
                proptest::prop_assert_eq!(repeats.nth(hash), *count);
                *count += 1;
            }
        }
    }
}
