package softac.sac.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.autodiff.state.StateVisitor;
import softac.sac.agent.StateBits;
import softac.sac.env.Box;

/** The last transitions, whole, in a known number of bytes, drawn uniformly. */
class ReplayBufferTest {
    private static final Box ACTIONS = Box.of(new double[] {0}, new double[] {1000});
    private static final Kernels KERNELS = TestKernels.of(Precision.FLOAT64);

    private static ReplayBuffer replay(int capacity) {
        return new ReplayBuffer(capacity, 2, ACTIONS);
    }

    /** Transition number k: every part of it tells k. */
    private static void add(ReplayBuffer replay, int k) {
        replay.add(new double[] {k, -k}, new double[] {k}, 10 * k, new double[] {k + 0.5, k + 0.25}, k % 3 == 0);
    }

    private static ReplayBuffer filled(int capacity, int transitions) {
        ReplayBuffer replay = replay(capacity);
        for (int k = 0; k < transitions; k++) {
            add(replay, k);
        }
        return replay;
    }

    private static Batch sample(ReplayBuffer replay, int count, Rng rng) {
        Batch batch = new Batch(KERNELS, 2, 1);
        replay.sample(count, rng, batch);
        return batch;
    }

    private static int number(Batch batch, int i) {
        return (int) KERNELS.get(batch.observation(), i, 0);
    }

    // --------------------------------------------------------------------------------------------------- ring

    @Test
    void theOldestMakesRoom() {
        ReplayBuffer replay = filled(5, 3);
        assertThat(replay.size()).isEqualTo(3);
        assertThat(numbersInPlace(replay, 3)).containsExactly(0, 1, 2);

        replay = filled(5, 13);
        assertThat(replay.size()).isEqualTo(5);
        assertThat(replay.capacity()).isEqualTo(5);
        assertThat(numbersInPlace(replay, 5)).containsExactly(10, 11, 12, 8, 9);
        Batch batch = new Batch(KERNELS, 2, 1);
        Rng rng = Seed.of(1).rng();
        for (int n = 0; n < 50; n++) {
            replay.sample(5, rng, batch);
            for (int i = 0; i < 5; i++) {
                assertThat(number(batch, i)).isBetween(8, 12);
            }
        }
    }

    /** The numbers of the transitions as they lie in memory. */
    private static List<Integer> numbersInPlace(ReplayBuffer replay, int size) {
        List<Long> table = StateBits.of(replay).piece("table");
        int width = 2 * 2 + 1 + 1;
        return IntStream.range(0, size)
                .mapToObj(i -> (int) Double.longBitsToDouble(table.get(i * width)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aTransitionStaysWhole(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Batch batch = new Batch(kernels, 2, 1);
        filled(100, 250).sample(64, Seed.of(1).rng(), batch);
        assertThat(batch.observation().getNumRows()).isEqualTo(64);
        for (int i = 0; i < 64; i++) {
            double k = kernels.get(batch.observation(), i, 0);
            assertThat(k).isBetween(150.0, 249.0);
            assertThat(kernels.get(batch.observation(), i, 1)).isEqualTo(-k);
            assertThat(kernels.get(batch.action(), i, 0)).isCloseTo((k - 500) / 500, within(1e-7)); // in the unit box
            assertThat(kernels.get(batch.reward(), i, 0)).isEqualTo(10 * k);
            assertThat(kernels.get(batch.nextObservation(), i, 0)).isEqualTo(k + 0.5);
            assertThat(kernels.get(batch.nextObservation(), i, 1)).isEqualTo(k + 0.25);
            assertThat(kernels.get(batch.notTerminated(), i, 0)).isEqualTo(k % 3 == 0 ? 0 : 1);
        }
    }

    @Test
    void keepsFloats() {
        ReplayBuffer replay = new ReplayBuffer(1, 1, Box.symmetric(1, 1));
        replay.add(new double[] {0.1}, new double[] {-0.3}, 1e-3, new double[] {1 / 3.0}, false);
        Batch batch = new Batch(KERNELS, 1, 1);
        replay.sample(1, Seed.of(1).rng(), batch);
        assertThat(KERNELS.get(batch.observation(), 0, 0)).isEqualTo((float) 0.1);
        assertThat(KERNELS.get(batch.action(), 0, 0)).isEqualTo((float) -0.3);
        assertThat(KERNELS.get(batch.reward(), 0, 0)).isEqualTo((float) 1e-3);
        assertThat(KERNELS.get(batch.nextObservation(), 0, 0)).isEqualTo((float) (1 / 3.0));
    }

    // ----------------------------------------------------------------------------------------------- sampling

    /** χ² over 200 transitions: 199 on average, standard deviation 20. */
    @ParameterizedTest
    @CsvSource({"200, 200", "200, 330", "1000, 200"})
    void drawsUniformly(int capacity, int transitions) {
        ReplayBuffer replay = filled(capacity, transitions);
        int[] counts = new int[replay.size()];
        Rng rng = Seed.of(7).rng();
        Batch batch = new Batch(KERNELS, 2, 1);
        for (int n = 0; n < 1_000; n++) {
            replay.sample(100, rng, batch);
            for (int i = 0; i < 100; i++) {
                counts[number(batch, i) - (transitions - counts.length)]++;
            }
        }
        double mean = 100_000.0 / counts.length;
        double chiSquare = IntStream.of(counts)
                .mapToDouble(count -> (count - mean) * (count - mean) / mean)
                .sum();
        assertThat(chiSquare).isBetween(199 - 4 * 20.0, 199 + 4 * 20.0);
    }

    @Test
    void theStreamDecides() {
        ReplayBuffer replay = filled(100, 100);
        assertThat(numbers(sample(replay, 50, Seed.of(3).rng())))
                .isEqualTo(numbers(sample(replay, 50, Seed.of(3).rng())))
                .isNotEqualTo(numbers(sample(replay, 50, Seed.of(4).rng())));
    }

    private static List<Integer> numbers(Batch batch) {
        return IntStream.range(0, batch.reward().getNumRows())
                .mapToObj(i -> number(batch, i))
                .toList();
    }

    // ------------------------------------------------------------------------------------------------- memory

    @ParameterizedTest
    @CsvSource({"100000, 17, 6", "1000000, 3, 1", "2000, 376, 17"})
    void takesTheBytesItSays(int capacity, int observationSize, int actionSize) {
        Box actions = Box.symmetric(actionSize, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ReplayBuffer replay = new ReplayBuffer(capacity, observationSize, actions);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(replay.size()).isZero();
        assertThat(allocated)
                .isCloseTo(ReplayBuffer.bytes(capacity, observationSize, actionSize), Percentage.withPercentage(1));
    }

    @Test
    void addingAndSamplingAllocateNothing() {
        ReplayBuffer replay = filled(100, 100);
        double[] observation = {1, 2};
        double[] action = {3};
        Rng rng = Seed.of(1).rng();
        Batch batch = new Batch(KERNELS, 2, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        for (int window = 0; window < 10 && allocated > 0; window++) { // the first of them warm up
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int n = 0; n < 1_000; n++) {
                replay.add(observation, action, 1, observation, false);
                replay.sample(32, rng, batch);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    @Test
    void sizesBeyondAnArrayAreNamed() {
        assertRefused(
                () -> new ReplayBuffer(1_000_000_000, 17, Box.symmetric(6, 1)),
                "1000000000 transitions of 41 numbers exceed one array; use a capacity of at most 52377649");
        assertRefused( // 2n + m + 1 is beyond int
                () -> new ReplayBuffer(2, 1_500_000_000, Box.symmetric(1, 1)), "3000000002 numbers exceed one array");
        assertThat(ReplayBuffer.largest(17, 6)).isEqualTo(52_377_649);
        assertThat(ReplayBuffer.bytes(1_000_000_000, 17, 6)).isEqualTo(165_000_000_000L);
    }

    // ---------------------------------------------------------------------------------------------- refusals

    @Test
    void refusesSizesThatMakeNoSense() {
        assertRefused(() -> new ReplayBuffer(0, 2, ACTIONS), "capacity 0");
        assertRefused(() -> new ReplayBuffer(-1, 2, ACTIONS), "capacity -1");
        assertRefused(() -> new ReplayBuffer(10, 0, ACTIONS), "observation size 0");
        assertRefused(() -> new ReplayBuffer(10, 2, Box.unbounded(1)), "bounded");
    }

    @Test
    void refusesABadTransitionAndKeepsNothingOfIt() {
        double[] good = {1, 2};
        double[] action = {3};
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39}) {
            double[] broken = {1, bad};
            assertKeepsNothing("observation[1] = " + bad, r -> r.add(broken, action, 1, good, false));
            assertKeepsNothing("next observation[1] = " + bad, r -> r.add(good, action, 1, broken, false));
            assertKeepsNothing("reward " + bad, r -> r.add(good, action, bad, good, false));
            assertKeepsNothing("action [" + bad, r -> r.add(good, new double[] {bad}, 1, good, false));
        }
        assertKeepsNothing("observation of 1 numbers: must have 2", r -> r.add(new double[1], action, 1, good, false));
        assertKeepsNothing("next observation of 3", r -> r.add(good, action, 1, new double[3], false));
        assertKeepsNothing(
                "action [1000.5] outside [0.0, 1000.0]", r -> r.add(good, new double[] {1000.5}, 1, good, true));
        assertKeepsNothing("action [-1.0E-9] outside", r -> r.add(good, new double[] {-1e-9}, 1, good, true));
        assertKeepsNothing("action [1.0, 2.0] outside", r -> r.add(good, new double[] {1, 2}, 1, good, true));
    }

    @FunctionalInterface
    private interface Adding {
        void to(ReplayBuffer replay);
    }

    private static void assertKeepsNothing(String message, Adding adding) {
        ReplayBuffer replay = filled(5, 7);
        StateBits before = StateBits.of(replay);
        assertRefused(() -> adding.to(replay), message);
        assertThat(before.differences(StateBits.of(replay))).isEmpty();
    }

    @Test
    void refusesABatchLargerThanItHolds() {
        Batch batch = new Batch(KERNELS, 2, 1);
        assertRefused(() -> replay(10).sample(1, Seed.of(1).rng(), batch), "batch of 1 from 0 transitions");
        assertRefused(() -> filled(10, 3).sample(4, Seed.of(1).rng(), batch), "batch of 4 from 3 transitions");
        assertRefused(() -> filled(10, 3).sample(0, Seed.of(1).rng(), batch), "batch of 0 from 3 transitions");
        assertThat(batch.reward().getNumRows()).isZero();
    }

    private static void assertRefused(Runnable what, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(what::run)
                .withMessageStartingWith("replay: ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    // -------------------------------------------------------------------------------------------------- state

    @Test
    void refusesABatchOfOtherSizes() {
        Batch wider = new Batch(KERNELS, 3, 1);
        Batch busier = new Batch(KERNELS, 2, 2);
        assertRefused(() -> filled(10, 3).sample(1, Seed.of(1).rng(), wider), "observations of 3 and actions of 1");
        assertRefused(() -> filled(10, 3).sample(1, Seed.of(1).rng(), busier), "observations of 2 and actions of 2");
    }

    @Test
    void aLoadedReplayGoesOnAsTheOldOne() {
        for (int transitions : new int[] {0, 70, 130, 331}) {
            ReplayBuffer old = filled(130, transitions);
            ReplayBuffer loaded = filled(130, 200);
            StateBits.of(old).restore(loaded);
            assertThat(StateBits.of(old).differences(StateBits.of(loaded))).isEmpty();
            assertThat(loaded.size()).isEqualTo(old.size());
            for (int k = 1000; k > 950; k--) {
                add(old, k);
                add(loaded, k);
            }
            assertThat(StateBits.of(old).differences(StateBits.of(loaded))).isEmpty();
            assertThat(numbers(sample(loaded, 50, Seed.of(1).rng())))
                    .isEqualTo(numbers(sample(old, 50, Seed.of(1).rng())));
        }
    }

    @Test
    void aSizeOrPositionBeyondTheCapacityIsNotLoaded() {
        List<Damaged> files = List.of(
                new Damaged(6, 0), new Damaged(-1, 0), new Damaged(5, 5), new Damaged(5, -1), new Damaged(1L << 40, 0));
        for (Damaged file : files) {
            ReplayBuffer replay = filled(5, 7);
            StateBits before = StateBits.of(replay);
            assertRefused(() -> replay.state(file), "size " + file.size() + " and position " + file.position());
            assertThat(before.differences(StateBits.of(replay))).isEmpty();
        }
    }

    /** A file whose position is damaged. */
    private record Damaged(long size, long position) implements StateVisitor {
        @Override
        public boolean overwrites() {
            return true;
        }

        @Override
        public void longs(String name, long[] words) {
            if (name.equals("position")) {
                words[0] = size;
                words[1] = position;
            }
        }

        @Override
        public void doubles(String name, double[] values) {}

        @Override
        public void matrix(String name, ReshapeMatrix matrix) {
            TestKernels.of(Precision.of(matrix)).fill(42, matrix);
        }
    }
}
