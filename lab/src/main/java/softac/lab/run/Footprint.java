package softac.lab.run;

import java.util.Locale;
import java.util.stream.IntStream;
import softac.autodiff.kernel.Precision;
import softac.sac.replay.ReplayBuffer;

/** Refuses settings that no memory holds, by the option that asks for too much, before anything is built. */
final class Footprint {
    /** On the tape of one loss: π, Q₁ and Q₂. */
    private static final int NETWORKS = 3;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Footprint() {}

    /**
     * Refuses what surely does not fit: of a batch, its transitions in the replay and what three networks make of them.
     * There may be no room for a little less either.
     *
     * @param settings of a run
     * @param observationSize n of its task
     * @param actionSize m of its task
     * @throws IllegalArgumentException when batch or replay is too large for an array, or the batch for the heap
     */
    static void require(RunSettings settings, int observationSize, int actionSize) {
        int largest = ReplayBuffer.largest(observationSize, actionSize);
        int[] units = settings.network().hidden().stream().mapToInt(n -> n).toArray();
        long numbers = 2L * observationSize
                + actionSize
                + 2
                + (long) NETWORKS * IntStream.of(units).sum();
        int bytes = settings.precision() == Precision.FLOAT32 ? Float.BYTES : Double.BYTES;
        long each = ReplayBuffer.bytes(1, observationSize, actionSize) + numbers * bytes;
        int widest = Math.max(IntStream.of(units).max().orElse(1), observationSize + actionSize);

        long heap = Runtime.getRuntime().maxMemory();
        long batch = Math.max(1, Math.min(largest, Math.min(heap / each, LONGEST_ARRAY / widest)));
        Check.that(
                "--batch",
                settings.learning().batch(),
                settings.learning().batch() <= batch,
                String.format(Locale.ROOT, "at most %d with these networks in a heap of %,d bytes", batch, heap),
                "" + Math.min(batch, 256));
        int replay = settings.training().replay();
        Check.that("--replay", replay, replay <= largest, "at most " + largest, "100000");
    }
}
