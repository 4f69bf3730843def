package softac.autodiff.random;

import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/**
 * A stream of random numbers: PCG64, the 128-bit linear congruential generator with the XSL-RR output of O'Neill,
 * <em>PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation</em>
 * (2014), as NumPy's {@code Generator(PCG64)} runs it. Modulo 2¹²⁸,
 *
 * <pre>
 * s ← M·s + c,    output = (s_high ⊕ s_low) rotated right by the top six bits of s,
 * </pre>
 *
 * with an odd increment c that selects one of 2¹²⁷ sequences, each of period 2¹²⁸.
 *
 * <p>No draw allocates. A stream belongs to one thread at a time; threads that draw at once get a {@link Seed} each.
 */
public final class Rng implements Noise, Stateful {
    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
    private static final long WORD = 0xFFFF_FFFFL;
    private static final long NO_HALF = -1;

    private long high;
    private long low;
    private long incrementHigh;
    private long incrementLow;

    /** The upper half of a 64-bit output whose lower half was handed out as a 32-bit draw, or {@link #NO_HALF}. */
    private long half = NO_HALF;

    /** Starts as PCG's {@code srandom} does: s = 0, one step, plus the initial state, one step. */
    Rng(SeedSequence sequence) {
        int[] words = sequence.generateState(8);
        long sequenceHigh = join(words[4], words[5]);
        long sequenceLow = join(words[6], words[7]);
        incrementHigh = (sequenceHigh << 1) | (sequenceLow >>> 63);
        incrementLow = (sequenceLow << 1) | 1;
        step();
        add(join(words[0], words[1]), join(words[2], words[3]));
        step();
    }

    /** The next 64 bits. */
    public long nextLong() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    /** One draw from the multiples of 2⁻⁵³ in [0, 1): NumPy's {@code random()}. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * One draw from [low, high): NumPy's {@code uniform(low, high)}, low + (high − low)·u. Rounding can carry it to
     * {@code high}, or past it by the last place of the larger end.
     *
     * @throws IllegalArgumentException if high is below low, or their difference is not finite
     */
    public double uniform(double low, double high) {
        double width = high - low;
        if (!(width >= 0 && width <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("uniform(" + low + ", " + high
                    + "): needs low <= high and a finite width; type for example uniform(-1, 1)");
        }
        return low + width * nextDouble();
    }

    /**
     * One draw from N(0, 1): NumPy's {@code standard_normal()}, by the ziggurat of Marsaglia and Tsang (2000) with 256
     * layers.
     *
     * <p>Equal to NumPy bit for bit, except that a rare draw with |ε| ≥ 3.654 differs by one unit in the last place (3
     * of 400 million, against NumPy 2.4.6 on Linux, x86-64): in the tail NumPy rounds as the platform's {@code log1p}
     * does, this class as {@link StrictMath#log1p} does, on every machine alike.
     */
    @Override
    public double normal() {
        return Ziggurat.normal(this);
    }

    /**
     * One of 0, 1, …, bound − 1, all equally likely: NumPy's {@code integers(bound)}, by Lemire, <em>Fast Random Integer
     * Generation in an Interval</em> (2019). Takes 32 bits at a time, and none at all for a bound of 1.
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException(
                    "nextInt(" + bound + "): a bound is 1 or greater; type for example nextInt(10)");
        }
        if (bound == 1) {
            return 0;
        }
        long product = next32() * bound;
        if ((product & WORD) < bound) {
            // 2³² mod bound of the 2³² words would make some results more likely than others.
            long surplus = (1L << 32) % bound;
            while ((product & WORD) < surplus) {
                product = next32() * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Five words: state and increment, upper half first, and the 32 bits kept back by {@link #nextInt} or −1.
     *
     * @throws IllegalArgumentException if a visitor writes words that no stream can have; this stream is then unchanged
     */
    @Override
    public void state(StateVisitor visitor) {
        long[] words = {high, low, incrementHigh, incrementLow, half};
        visitor.longs("pcg64", words);
        if ((words[3] & 1) == 0) {
            throw new IllegalArgumentException("pcg64: increment " + Long.toUnsignedString(words[3])
                    + " is even, a PCG64 increment is odd; load an undamaged file");
        }
        if (words[4] < NO_HALF || words[4] > WORD) {
            throw new IllegalArgumentException("pcg64: kept bits " + words[4] + ", allowed are -1 (none) and 0 to "
                    + WORD + "; load an undamaged file");
        }
        high = words[0];
        low = words[1];
        incrementHigh = words[2];
        incrementLow = words[3];
        half = words[4];
    }

    /** The next 32 bits, as a number from 0 to 2³² − 1: the lower half of a 64-bit output, then its upper half. */
    private long next32() {
        if (half != NO_HALF) {
            long kept = half;
            half = NO_HALF;
            return kept;
        }
        long output = nextLong();
        half = output >>> 32;
        return output & WORD;
    }

    /** s ← M·s + c. */
    private void step() {
        // multiplyHigh takes its arguments as signed; the multiplier is positive, a negative state is 2⁶⁴ too small.
        long carried = Math.multiplyHigh(low, MULTIPLIER_LOW) + ((low >> 63) & MULTIPLIER_LOW);
        high = carried + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        add(incrementHigh, incrementLow);
    }

    /** s ← s + addend. */
    private void add(long addendHigh, long addendLow) {
        low += addendLow;
        high += addendHigh + (Long.compareUnsigned(low, addendLow) < 0 ? 1 : 0);
    }

    private static long join(int lowWord, int highWord) {
        return ((long) highWord << 32) | (lowWord & WORD);
    }
}
