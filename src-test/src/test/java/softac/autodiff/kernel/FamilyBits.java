package softac.autodiff.kernel;

import java.util.Map;

/** One hash of what hundreds of calls write: as a value, and as a program for virtual machines with other flags. */
final class FamilyBits {
    private FamilyBits() {}

    /** Of every call on the draws of so many seeds, in both precisions, every loop shared by these threads. */
    static long hash(boolean lanes, int threads, int first, int seeds) {
        long hash = 0;
        for (Precision precision : Precision.values()) {
            try (Kernels kernels = lanes ? Kernels.vector(precision, threads) : Kernels.scalar(precision, threads)) {
                TestKernels.sharingAll(kernels);
                for (long seed = first; seed < first + seeds; seed++) {
                    hash = add(hash, kernels, Draws.product(kernels, seed), FamilyCalls.PRODUCTS);
                    hash = add(hash, kernels, Draws.elementwise(kernels, seed), FamilyCalls.ELEMENTWISE);
                }
            }
        }
        return hash;
    }

    private static long add(long hash, Kernels kernels, Draws draws, Map<String, FamilyCalls.Call> calls) {
        long sum = hash;
        for (FamilyCalls.Call call : calls.values()) {
            for (long bits : FamilyCalls.bits(kernels, draws, call)) {
                sum = 31 * sum + bits;
            }
        }
        return sum;
    }

    /** Prints the family and its hashes on one and on two threads, given the first seed and how many. */
    public static void main(String[] arguments) {
        int first = Integer.parseInt(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        System.out.println(Kernels.vector(Precision.FLOAT64, 1).family());
        System.out.println(hash(true, 1, first, seeds));
        System.out.println(hash(true, 2, first, seeds));
    }
}
