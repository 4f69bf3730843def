package softac.sac.replay;

import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.random.Rng;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;
import softac.sac.env.Box;

/**
 * The last transitions, in one block allocated before the first step: {@code capacity · (4 (2n + m + 1) + 1)} bytes for
 * observations of n and actions of m numbers. When it is full the oldest transition makes room.
 *
 * <p>Observations, actions and rewards are kept as float; actions in the agent's unit box [−1, 1]ᵐ.
 */
public final class ReplayBuffer implements Stateful {
    private final int capacity;
    private final int observationSize;
    private final Box actions;
    private final int width;
    private final float[] table; // records of s, a, r, s′
    private final byte[] terminated;
    private final double[] unit;
    private int[] rows = {};
    private int size;
    private int next;

    /**
     * Allocates all memory it will ever use.
     *
     * @param capacity number of transitions, at least 1
     * @param observationSize n, at least 1
     * @param actions the box the task's actions lie in, bounded
     * @throws IllegalArgumentException when a size is below 1, an action bound infinite, the block beyond what one array
     *     holds, or the heap too small; the message then names the bytes needed and the {@code -Xmx} to use
     */
    public ReplayBuffer(int capacity, int observationSize, Box actions) {
        if (capacity < 1 || observationSize < 1 || !actions.isBounded()) {
            throw new IllegalArgumentException("replay: capacity " + capacity + ", observation size " + observationSize
                    + ", actions in " + actions + ": sizes must be at least 1 and actions bounded");
        }
        this.capacity = capacity;
        this.observationSize = observationSize;
        this.actions = actions;
        width = requireMemory();
        try {
            table = new float[capacity * width];
            terminated = new byte[capacity];
        } catch (OutOfMemoryError e) { // too much is in use, or free only in pieces
            throw tooLarge(e);
        }
        unit = new double[actions.size()];
    }

    /**
     * The memory of a replay.
     *
     * @param capacity number of transitions
     * @param observationSize n
     * @param actionSize m
     * @return capacity · (4 (2n + m + 1) + 1)
     */
    public static long bytes(long capacity, int observationSize, int actionSize) {
        return capacity * (4L * (2L * observationSize + actionSize + 1) + 1);
    }

    /**
     * The most transitions that one array holds, whatever the heap.
     *
     * @param observationSize n
     * @param actionSize m
     */
    public static int largest(int observationSize, int actionSize) {
        return (int) ((Integer.MAX_VALUE - 8) / (2L * observationSize + actionSize + 1));
    }

    /** Numbers in a record, if the table fits into an array and the heap. */
    private int requireMemory() {
        long numbers = 2L * observationSize + actions.size() + 1;
        int largest = largest(observationSize, actions.size());
        if (capacity > largest) {
            throw new IllegalArgumentException("replay: " + capacity + " transitions of " + numbers
                    + " numbers exceed one array; use a capacity of at most " + largest);
        }
        if (bytes(capacity, observationSize, actions.size())
                > Runtime.getRuntime().maxMemory()) {
            throw tooLarge(null); // below that only the collector knows what is garbage: it is asked by allocating
        }
        return (int) numbers;
    }

    /** Some collectors keep a third of the heap for young objects, so half more than needed must be there. */
    private IllegalArgumentException tooLarge(@Nullable Throwable cause) {
        Runtime heap = Runtime.getRuntime();
        long needed = bytes(capacity, observationSize, actions.size());
        long megabytes = (needed + needed / 2 + heap.totalMemory() - heap.freeMemory()) / 1_000_000 + 64;
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "replay: %,d transitions need %,d bytes in one piece, not to be had in a heap of %,d: run java with"
                                + " -Xmx%dm or take a smaller replay",
                        capacity,
                        needed,
                        heap.maxMemory(),
                        megabytes),
                cause);
    }

    /** Number of transitions held. */
    public int size() {
        return size;
    }

    /** Number of transitions it can hold. */
    public int capacity() {
        return capacity;
    }

    /**
     * Keeps a transition.
     *
     * @param observation s (n)
     * @param action a (m), in the task's box
     * @param reward r
     * @param nextObservation s′ (n), the observation reached even when the episode ended here
     * @param ended d: the task itself ended, not: the time was up
     * @throws IllegalArgumentException when a size is wrong, a number not finite or an action outside the box; nothing
     *     is kept then
     */
    public void add(double[] observation, double[] action, double reward, double[] nextObservation, boolean ended) {
        check("observation", observation);
        check("next observation", nextObservation);
        if (!actions.contains(action)) {
            throw new IllegalArgumentException("replay: action " + Arrays.toString(action) + " outside " + actions);
        }
        if (!Float.isFinite((float) reward)) {
            throw new IllegalArgumentException("replay: reward " + reward + " is not a finite float");
        }
        actions.toUnit(action, unit);
        int at = next * width;
        at = put(observation, at);
        at = put(unit, at);
        table[at++] = (float) reward;
        put(nextObservation, at);
        terminated[next] = (byte) (ended ? 1 : 0);
        next = next + 1 == capacity ? 0 : next + 1;
        size = Math.min(size + 1, capacity);
    }

    private int put(double[] x, int at) {
        for (int i = 0; i < x.length; i++) {
            table[at + i] = (float) x[i];
        }
        return at + x.length;
    }

    private void check(String what, double[] x) {
        if (x.length != observationSize) {
            throw new IllegalArgumentException(
                    "replay: " + what + " of " + x.length + " numbers: must have " + observationSize);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite((float) x[i])) {
                throw new IllegalArgumentException(
                        "replay: " + what + "[" + i + "] = " + x[i] + " is not a finite float");
            }
        }
    }

    /**
     * Draws transitions uniformly, with replacement.
     *
     * @param count B, at least 1
     * @param rng the stream to draw from
     * @param batch resized to B and overwritten
     * @throws IllegalArgumentException when B is below 1 or more than it holds, or the batch is for other sizes
     */
    public void sample(int count, Rng rng, Batch batch) {
        if (count < 1 || count > size) {
            throw new IllegalArgumentException(
                    "replay: batch of " + count + " from " + size + " transitions: must be between 1 and that");
        }
        if (batch.observation().getNumCols() != observationSize
                || batch.action().getNumCols() != actions.size()) {
            throw new IllegalArgumentException("replay: a batch of observations of "
                    + batch.observation().getNumCols() + " and actions of "
                    + batch.action().getNumCols() + " numbers: must have " + observationSize + " and "
                    + actions.size());
        }
        if (rows.length < count) {
            rows = new int[count];
        }
        for (int i = 0; i < count; i++) {
            rows[i] = rng.nextInt(size);
        }
        batch.resize(count);
        Kernels kernels = batch.kernels();
        int actionSize = actions.size();
        kernels.gather(table, width, 0, rows, batch.observation());
        kernels.gather(table, width, observationSize, rows, batch.action());
        kernels.gather(table, width, observationSize + actionSize, rows, batch.reward());
        kernels.gather(table, width, observationSize + actionSize + 1, rows, batch.nextObservation());
        for (int i = 0; i < count; i++) {
            kernels.set(batch.notTerminated(), i, 0, 1 - terminated[rows[i]]);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The whole block, size and position; 64 termination flags to a word.
     *
     * @throws IllegalArgumentException if a visitor writes a size or position beyond the capacity; nothing is changed
     */
    @Override
    public void state(StateVisitor visitor) {
        long[] position = {size, next};
        visitor.longs("position", position);
        if (position[0] < 0 || position[0] > capacity || position[1] < 0 || position[1] >= capacity) {
            throw new IllegalArgumentException("replay: size " + position[0] + " and position " + position[1]
                    + " in a capacity of " + capacity + "; load an undamaged file");
        }
        visitor.matrix("table", FMatrixRMaj.wrap(capacity, width, table));
        long[] flags = new long[(capacity + 63) / 64];
        for (int i = 0; i < capacity; i++) {
            flags[i / 64] |= (long) terminated[i] << (i % 64);
        }
        visitor.longs("terminated", flags);
        if (visitor.overwrites()) {
            size = Math.toIntExact(position[0]);
            next = Math.toIntExact(position[1]);
            for (int i = 0; i < capacity; i++) {
                terminated[i] = (byte) (flags[i / 64] >>> (i % 64) & 1);
            }
        }
    }
}
