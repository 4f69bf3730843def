package softac.autodiff.kernel;

/** The families that need the Vector API, an incubator module that a virtual machine must be asked for. */
final class FastKernels {
    static final String HINT = "start java with --add-modules jdk.incubator.vector";

    /** More than any machine has use for; each has a stack and scratch of its own. */
    private static final int MOST_THREADS = 1024;

    /** Whether it was; looked up once, and where it was not, what to add is logged once. */
    static final boolean PRESENT = lookUp();

    private FastKernels() {}

    private static boolean lookUp() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!present) {
            System.getLogger("softac").log(System.Logger.Level.INFO, "plain loops; to be faster, " + HINT);
        }
        return present;
    }

    static Kernels create(Precision precision, int threads, boolean atOnce) {
        checkThreads(threads);
        return switch (precision) {
            case FLOAT32 -> new VectorKernels32(threads, atOnce);
            case FLOAT64 -> new VectorKernels64(threads, atOnce);
        };
    }

    static void checkThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("kernels: " + threads + " threads: must be 1 to " + MOST_THREADS);
        }
    }
}
