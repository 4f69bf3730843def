package softac.autodiff.kernel;

/** Whether this virtual machine has the Vector API, which is an incubator module and must be asked for. */
final class FastKernels {
    /** Looked up once; where it is absent, what to add is logged once. */
    static final boolean AVAILABLE = lookUp();

    private FastKernels() {}

    private static boolean lookUp() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!present) {
            System.getLogger("softac")
                    .log(
                            System.Logger.Level.INFO,
                            "softac: scalar kernels; start java with --add-modules jdk.incubator.vector to be faster");
        }
        return present;
    }
}
