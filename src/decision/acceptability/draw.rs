//! Random numbers that are the same on every machine: eight xoshiro256++ generators side by side.
//!
//! Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2021). Each block of draws has its own
//! generators, seeded by `SplitMix64` from the seed and the number of the block, so it does not matter which thread
//! makes which block, and the compiler can advance all eight in one vector register.

/// Generators side by side.
pub(super) const LANES: usize = 8;

/// Eight independent streams.
pub(super) struct Lanes {
    state: [[u64; LANES]; 4],
}

impl Lanes {
    /// The streams of one block.
    pub(super) fn new(seed: u64, block: u64) -> Self {
        let mut mix = split_mix(seed) ^ split_mix(!block);
        let mut state = [[0; LANES]; 4];
        for lane in 0..LANES {
            for word in &mut state {
                mix = mix.wrapping_add(GOLDEN);
                word[lane] = finish(mix);
            }
        }
        Self { state }
    }

    /// The next number of each stream.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    pub(super) fn next(&mut self) -> [u64; LANES] {
        let [s0, s1, s2, s3] = &mut self.state;
        let mut out = [0; LANES];
        for i in 0..LANES {
            out[i] = s0[i].wrapping_add(s3[i]).rotate_left(23).wrapping_add(s0[i]);
            let t = s1[i] << 17;
            s2[i] ^= s0[i];
            s3[i] ^= s1[i];
            s1[i] ^= s2[i];
            s0[i] ^= s3[i];
            s2[i] ^= t;
            s3[i] = s3[i].rotate_left(45);
        }
        out
    }

    /// Fills with 16 random bits each.
    pub(super) fn fill(&mut self, numbers: &mut [u16]) {
        for chunk in numbers.chunks_mut(4 * LANES) {
            let words = self.next();
            let quarters = words.iter().flat_map(|word| word.to_le_bytes());
            let mut bytes = quarters;
            for number in chunk {
                if let (Some(low), Some(high)) = (bytes.next(), bytes.next()) {
                    *number = u16::from_le_bytes([low, high]);
                }
            }
        }
    }
}

/// Increment of `SplitMix64` (Steele, Lea & Flood 2014).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn split_mix(seed: u64) -> u64 {
    finish(seed.wrapping_add(GOLDEN))
}

fn finish(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    #[test]
    fn each_lane_is_the_generator_of_the_literature() {
        let mut lanes = Lanes::new(7, 3);
        let state = lanes.state;
        let mut reference: Vec<Xoshiro256PlusPlus> = (0..LANES)
            .map(|lane| {
                let mut seed = [0; 32];
                for (bytes, word) in seed.chunks_mut(8).zip(&state) {
                    bytes.copy_from_slice(&word[lane].to_le_bytes());
                }
                Xoshiro256PlusPlus::from_seed(seed)
            })
            .collect();
        for _ in 0..100 {
            let next: Vec<u64> = reference.iter_mut().map(Rng::next_u64).collect();
            assert_eq!(lanes.next().to_vec(), next);
        }
    }

    #[test]
    fn seeding_is_the_seeding_of_the_literature() {
        let mut reference = [0; 8];
        Xoshiro256PlusPlus::seed_from_u64(5).fill_bytes(&mut reference);
        let mut state = [0; 4];
        let mut mix = 5_u64;
        for word in &mut state {
            mix = mix.wrapping_add(GOLDEN);
            *word = finish(mix);
        }
        let first = u64::wrapping_add(state[0], state[3]).rotate_left(23).wrapping_add(state[0]);
        assert_eq!(first, u64::from_le_bytes(reference));
    }

    #[test]
    fn blocks_and_seeds_differ() {
        let first = |seed, block| Lanes::new(seed, block).next();
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
        assert_ne!(first(0, 1), first(1, 0));
    }
}
