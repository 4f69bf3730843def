package softac.autodiff.random;

/**
 * Turns words that may be few and alike (a seed of 1, a seed of 2) into as many well mixed words as a generator needs:
 * NumPy's {@code SeedSequence}, after O'Neill, <em>Developing a seed_seq Alternative</em> (2015).
 *
 * <p>A pool of four words absorbs the entropy: every word is hashed, every pool word is mixed with the hash of every
 * other one, and what does not fit into the pool is hashed into all of it. All arithmetic is modulo 2³².
 */
final class SeedSequence {
    static final int POOL = 4;

    private static final int INIT_A = 0x43b0d7e5;
    private static final int MULT_A = 0x931e8875;
    private static final int INIT_B = 0x8b51f9dd;
    private static final int MULT_B = 0x58f38ded;
    private static final int MIX_LEFT = 0xca01f9dd;
    private static final int MIX_RIGHT = 0x4973f715;

    private final int[] pool = new int[POOL];
    private int multiplier = INIT_A;

    /**
     * Absorbs the entropy.
     *
     * @param entropy any number of 32-bit words, the least significant of a long number first; not modified
     */
    SeedSequence(int[] entropy) {
        for (int i = 0; i < POOL; i++) {
            pool[i] = hash(i < entropy.length ? entropy[i] : 0);
        }
        for (int source = 0; source < POOL; source++) {
            for (int target = 0; target < POOL; target++) {
                if (source != target) {
                    pool[target] = mix(pool[target], hash(pool[source]));
                }
            }
        }
        for (int source = POOL; source < entropy.length; source++) {
            for (int target = 0; target < POOL; target++) {
                pool[target] = mix(pool[target], hash(entropy[source]));
            }
        }
    }

    /** The first {@code words} 32-bit words of the state; asking for more does not change the earlier ones. */
    int[] generateState(int words) {
        int[] state = new int[words];
        int factor = INIT_B;
        for (int i = 0; i < words; i++) {
            int word = pool[i % POOL] ^ factor;
            factor *= MULT_B;
            state[i] = fold(word * factor);
        }
        return state;
    }

    /** Hashes a word; the multiplier moves on, so that equal words hash differently. */
    private int hash(int word) {
        int mixed = word ^ multiplier;
        multiplier *= MULT_A;
        return fold(mixed * multiplier);
    }

    private static int mix(int left, int right) {
        return fold(MIX_LEFT * left - MIX_RIGHT * right);
    }

    private static int fold(int word) {
        return word ^ (word >>> 16);
    }
}
