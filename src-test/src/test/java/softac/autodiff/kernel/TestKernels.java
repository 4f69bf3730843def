package softac.autodiff.kernel;

import java.util.stream.Stream;

/**
 * The kernels that the tests of the engine and of the agents compute with. Maven runs the suite twice ({@code
 * src-test/pom.xml}): plain loops without the module jdk.incubator.vector, and lanes with it, from the first call on,
 * where {@link Kernels#best} would wait until they are compiled.
 */
public final class TestKernels {
    public static final String MODULE = "jdk.incubator.vector";

    /** Whether this is the run in lanes. */
    public static final boolean LANES = ModuleLayer.boot().findModule(MODULE).isPresent();

    private TestKernels() {}

    /** On one thread. */
    public static Kernels of(Precision precision) {
        return of(precision, 1);
    }

    /** On several threads, which share what is long enough. */
    public static Kernels of(Precision precision, int threads) {
        return LANES ? Kernels.vector(precision, threads) : Kernels.scalar(precision, threads);
    }

    /** On several threads, which share whatever can be shared, however short. */
    public static Kernels sharingAll(Precision precision, int threads) {
        return sharingAll(of(precision, threads));
    }

    /** The same kernels, whose threads from now on share whatever can be shared, however short. */
    public static Kernels sharingAll(Kernels kernels) {
        Team team = kernels instanceof ScalarKernels64 doubles ? doubles.team : ((ScalarKernels32) kernels).team;
        team.worthSharing = 0;
        team.elementsWorthSharing = 0;
        return kernels;
    }

    /** A kind of kernels, as the argument of a test. */
    public record Kind(Precision precision, int threads) {
        /** Both precisions, each alone and with a thread that shares whatever can be shared. */
        public static Stream<Kind> all() {
            return Stream.of(Precision.values())
                    .flatMap(precision -> Stream.of(new Kind(precision, 1), new Kind(precision, 2)));
        }

        public Kernels kernels() {
            return sharingAll(precision, threads);
        }

        @Override
        public String toString() {
            return precision + (threads == 1 ? " on 1 thread" : " on " + threads + " threads");
        }
    }
}
