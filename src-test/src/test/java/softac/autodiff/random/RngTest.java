package softac.autodiff.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.state.StateVisitor;

class RngTest {
    /** As printed by {@code numpy.random.default_rng(n).random(4)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.6369616873214543, 0.2697867137638703, 0.04097352393619469, 0.016527635528529094",
        "42, 0.7739560485559633, 0.4388784397520523, 0.8585979199113825, 0.6973680290593639",
        "123, 0.6823518632481435, 0.053821018802222675, 0.22035987277261138, 0.1843718106986697"
    })
    void firstDoublesOfDefaultRng(long seed, double first, double second, double third, double fourth) {
        Rng rng = Seed.of(seed).rng();
        assertThat(new double[] {rng.nextDouble(), rng.nextDouble(), rng.nextDouble(), rng.nextDouble()})
                .containsExactly(first, second, third, fourth);
    }

    /** As printed by {@code numpy.random.default_rng(42).standard_normal(4)}. */
    @Test
    void firstNormalsOfDefaultRng() {
        Noise noise = Seed.of(42).rng();
        assertThat(new double[] {noise.normal(), noise.getAsDouble(), noise.normal(), noise.getAsDouble()})
                .containsExactly(.30471707975443135, -1.0399841062404955, .7504511958064572, .9405647163912139);
    }

    /** One of the three of 400 million draws in which NumPy 2.4.6 (x86-64, glibc) differs: its log1p rounds the other way. */
    @Test
    void aTailDrawStaysWithinOneUnitInTheLastPlace() {
        Rng rng = Seed.of(4).rng();
        for (int i = 0; i < 2_492_592; i++) {
            rng.normal();
        }
        double numpy = 3.7533539993412677;
        assertThat(rng.normal()).isIn(Math.nextDown(numpy), numpy, Math.nextUp(numpy));
    }

    @Test
    void savedAndLoadedItContinuesWithTheKeptHalf() {
        Rng rng = Seed.of(7).rng();
        rng.nextInt(10);
        long[] saved = save(rng);
        assertThat(saved).hasSize(5);
        assertThat(saved[4]).as("the upper half is kept").isNotNegative();

        Rng other = Seed.of(8).rng();
        load(other, saved);
        assertThat(other.nextInt(1000)).isEqualTo(rng.nextInt(1000));
        assertThat(save(rng)[4]).as("the upper half is used up").isEqualTo(-1);
        assertThat(other.nextLong()).isEqualTo(rng.nextLong());
        assertThat(save(other)).isEqualTo(save(rng));
    }

    @Test
    void refusesAStateThatNoStreamHasAndStaysAsItWas() {
        Rng rng = Seed.of(7).rng();
        long[] good = save(rng);
        long[] even = good.clone();
        even[3] ^= 1;
        assertThatThrownBy(() -> load(rng, even))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("increment");
        for (long half : new long[] {-2, 1L << 32}) {
            long[] wide = {1, 2, 3, 5, half};
            assertThatThrownBy(() -> load(rng, wide))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kept bits " + half);
        }
        assertThat(save(rng)).isEqualTo(good);
    }

    @Test
    void aBoundOfOneTakesNothingFromTheStream() {
        Rng rng = Seed.of(3).rng();
        assertThat(rng.nextInt(1)).isZero();
        assertThat(rng.nextLong()).isEqualTo(Seed.of(3).rng().nextLong());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesABoundThatIsNotPositive(int bound) {
        assertThatThrownBy(() -> Seed.of(1).rng().nextInt(bound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nextInt(" + bound + "): a bound is 1 or greater; type for example nextInt(10)");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "NaN, 1", "0, NaN", "0, Infinity", "-Infinity, 0", "-1e308, 1e308"})
    void refusesAnIntervalWithoutAFiniteWidth(double low, double high) {
        assertThatThrownBy(() -> Seed.of(1).rng().uniform(low, high))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uniform(" + low + ", " + high + "): needs low <= high");
    }

    @Test
    void anIntervalMayBeAPoint() {
        assertThat(Seed.of(1).rng().uniform(2.5, 2.5)).isEqualTo(2.5);
    }

    @Test
    void noDrawAllocates() {
        Rng rng = Seed.of(1).rng();
        assertAllocatesNothing("nextLong", rng, Rng::nextLong);
        assertAllocatesNothing("nextDouble", rng, Rng::nextDouble);
        assertAllocatesNothing("uniform", rng, r -> r.uniform(-1, 1));
        assertAllocatesNothing("nextInt", rng, r -> r.nextInt((1 << 30) + 1));
        assertAllocatesNothing("normal", rng, Rng::normal);
        assertAllocatesNothing("getAsDouble", rng, Rng::getAsDouble);
    }

    /** The least of some rounds: while a method is new, the virtual machine itself may allocate to link it. */
    private static void assertAllocatesNothing(String name, Rng rng, ToDoubleFunction<Rng> draw) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        double sum = 0;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            sum += sum(rng, draw);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).as("bytes for 100,000 draws of %s, sum %s", name, sum).isZero();
    }

    private static double sum(Rng rng, ToDoubleFunction<Rng> draw) {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += draw.applyAsDouble(rng);
        }
        return sum;
    }

    static long[] save(Rng rng) {
        long[][] saved = new long[1][];
        rng.state(words(words -> saved[0] = words.clone()));
        return saved[0];
    }

    static void load(Rng rng, long[] saved) {
        rng.state(words(words -> System.arraycopy(saved, 0, words, 0, saved.length)));
    }

    private static StateVisitor words(Consumer<long[]> visit) {
        return new StateVisitor() {
            @Override
            public void longs(String name, long[] words) {
                assertThat(name).isEqualTo("pcg64");
                visit.accept(words);
            }

            @Override
            public void doubles(String name, double[] values) {
                throw new AssertionError(name);
            }

            @Override
            public void matrix(String name, ReshapeMatrix matrix) {
                throw new AssertionError(name);
            }
        };
    }
}
