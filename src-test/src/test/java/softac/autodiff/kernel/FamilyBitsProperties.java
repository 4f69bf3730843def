package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Every family on any number of threads gives the bits of the plain loops on one: for every product, every elementwise
 * loop and every reduction, at shapes on both sides of every block. A failure names the seed of the call; {@code
 * sameBits(…, seed, …)} repeats it.
 */
final class FamilyBitsProperties {
    /** Compared with the plain loops on one thread, whatever scratch the call before has left in them. */
    private static final List<Kernels> AS_SHIPPED = new ArrayList<>();

    /** The same kinds, which share the shortest loops too. */
    private static final List<Kernels> SHARING = new ArrayList<>();

    static {
        for (Precision precision : Precision.values()) {
            for (int threads = 1; threads <= 3; threads++) {
                add(Kernels.scalar(precision, threads), Kernels.scalar(precision, threads));
                if (TestKernels.LANES) {
                    add(Kernels.vector(precision, threads), Kernels.vector(precision, threads));
                }
            }
        }
    }

    private static void add(Kernels asShipped, Kernels sharing) {
        AS_SHIPPED.add(asShipped);
        SHARING.add(TestKernels.sharingAll(sharing));
    }

    @AfterContainer
    static void endTheThreads() {
        SHARING.forEach(Kernels::close);
        AS_SHIPPED.forEach(Kernels::close);
    }

    /** Where the arguments of a call come from. */
    @FunctionalInterface
    private interface Source {
        Draws draws(Kernels kernels, long seed);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void products(@ForAll long seed) {
        sameBits(FamilyCalls.PRODUCTS, SHARING, false, seed, Draws::product);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void elementwise(@ForAll long seed) {
        sameBits(FamilyCalls.ELEMENTWISE, SHARING, false, seed, Draws::elementwise);
    }

    /** Both sides of the size from which on a product is shared, 2·m·n·k = 2²⁰, and far beyond. */
    @Example
    void productsThatAreLongEnoughToShare() {
        int[][] shapes = {
            {64, 64, 127}, {64, 64, 128}, {64, 64, 129}, {1, 512, 1024}, {1, 1031, 521}, {2, 521, 800}, {1031, 1, 512},
            {521, 2, 800}, {3, 3, 60_000}, {700, 800, 1}, {7, 400, 200}, {400, 7, 200}, {13, 256, 256}, {130, 65, 64},
            {101, 157, 33}, {256, 17, 256}, {256, 256, 17}
        };
        for (int n = 0; n < shapes.length; n++) {
            int[] shape = shapes[n];
            sameBits(
                    FamilyCalls.PRODUCTS,
                    AS_SHIPPED,
                    true,
                    n,
                    (kernels, seed) -> Draws.of(kernels, seed, shape[0], shape[1], shape[2]));
        }
    }

    /** Both sides of 2¹⁵ elements. */
    @Example
    void loopsThatAreLongEnoughToShare() {
        int[][] shapes = {{1, 32_767}, {32_768, 1}, {3, 11_003}};
        for (int n = 0; n < shapes.length; n++) {
            int[] shape = shapes[n];
            sameBits(
                    FamilyCalls.ELEMENTWISE,
                    AS_SHIPPED,
                    true,
                    n,
                    (kernels, seed) -> Draws.of(kernels, seed, shape[0], shape[1], 0));
        }
    }

    /** Every call in both precisions with all of these families, or with one of them that the seed and the call choose. */
    private static void sameBits(
            Map<String, FamilyCalls.Call> calls, List<Kernels> families, boolean all, long seed, Source source) {
        int n = 0;
        for (Map.Entry<String, FamilyCalls.Call> call : calls.entrySet()) {
            for (Precision precision : Precision.values()) {
                Kernels plain = Kernels.scalar(precision);
                long[] expected = FamilyCalls.bits(plain, source.draws(plain, seed), call.getValue());
                List<Kernels> others = families.stream()
                        .filter(kernels -> kernels.precision() == precision)
                        .toList();
                int chosen = Math.floorMod(seed + n++, others.size());
                for (Kernels other : all ? others : others.subList(chosen, chosen + 1)) {
                    Draws draws = source.draws(other, seed);
                    long[] given = FamilyCalls.bits(other, draws, call.getValue());
                    assertThat(Arrays.mismatch(given, expected))
                            .as(
                                    "first element that differs: %s, %s, %s on %d threads, %d×%d×%d, seed %d",
                                    call.getKey(),
                                    precision,
                                    other.family(),
                                    other.threads(),
                                    draws.m,
                                    draws.n,
                                    draws.k,
                                    seed)
                            .isEqualTo(-1);
                }
            }
        }
    }
}
