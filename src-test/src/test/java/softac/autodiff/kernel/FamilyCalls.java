package softac.autodiff.kernel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.ReshapeMatrix;

/** Calls of every method of which a family may have a loop of its own, on drawn arguments, and the bits they write. */
final class FamilyCalls {
    /** Calls with drawn arguments; gives the matrices that were written. */
    @FunctionalInterface
    interface Call {
        List<ReshapeMatrix> on(Kernels kernels, Draws draws);
    }

    static final Map<String, Call> PRODUCTS = products();
    static final Map<String, Call> ELEMENTWISE = elementwise();

    private FamilyCalls() {}

    /**
     * What a call wrote: every element of the arrays, also behind the matrices' ends, as {@code doubleToLongBits}. A NaN
     * is a NaN: which payload comes out of two NaNs Java does not say, and processors differ from compilers in it.
     */
    static long[] bits(Kernels kernels, Draws draws, Call call) {
        List<ReshapeMatrix> outputs = call.on(kernels, draws);
        return outputs.stream()
                .flatMapToLong(x -> {
                    x.reshape(x.getNumRows() + 1, x.getNumCols() + 1);
                    return Arrays.stream(kernels.elements(x)).mapToLong(Double::doubleToLongBits);
                })
                .toArray();
    }

    private static Map<String, Call> products() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("multiply", (k, d) -> {
            ReshapeMatrix y = d.matrix(d.m, d.n);
            k.multiply(d.matrix(d.m, d.k), d.matrix(d.k, d.n), y);
            return List.of(y);
        });
        for (Function f : List.of(Function.IDENTITY, Function.RELU, Function.TANH, Function.SQUARE)) {
            calls.put("affine " + f, (k, d) -> {
                ReshapeMatrix y = d.matrix(d.m, d.n);
                k.affine(d.matrix(d.m, d.k), d.matrix(d.k, d.n), d.matrix(1, d.n), f, y);
                return List.of(y);
            });
        }
        calls.put("multiplyAddTransA", (k, d) -> {
            ReshapeMatrix y = d.matrix(d.m, d.n);
            k.multiplyAddTransA(d.matrix(d.k, d.m), d.matrix(d.k, d.n), y);
            return List.of(y);
        });
        calls.put("multiplyAddTransB", (k, d) -> {
            ReshapeMatrix y = d.matrix(d.m, d.n);
            k.multiplyAddTransB(d.matrix(d.m, d.k), d.matrix(d.n, d.k), y);
            return List.of(y);
        });
        return calls;
    }

    private static Map<String, Call> elementwise() {
        Map<String, Call> calls = new LinkedHashMap<>();
        for (Function f : with(Function.of("own", x -> 3 * x, (x, y) -> 3), AllFunctions.OF_ONE)) {
            calls.put("apply " + f, (k, d) -> {
                ReshapeMatrix y = d.matrix(d.m, d.n);
                k.apply(f, d.matrix(d.m, d.n), y);
                return List.of(y);
            });
            calls.put("apply in place " + f, (k, d) -> {
                ReshapeMatrix y = d.matrix(d.m, d.n);
                k.apply(f, y, y);
                return List.of(y);
            });
            calls.put("applyGradient " + f, (k, d) -> {
                ReshapeMatrix x = d.matrix(d.m, d.n);
                ReshapeMatrix y = d.matrix(d.m, d.n);
                if (d.choice(2) == 0) {
                    k.apply(f, x, y);
                }
                ReshapeMatrix gx = d.matrix(d.m, d.n);
                k.applyGradient(f, x, y, d.matrix(d.m, d.n), gx);
                return List.of(gx);
            });
        }
        for (Function f : List.of(Function.RELU, Function.TANH, Function.EXP)) {
            calls.put("mask " + f, (k, d) -> {
                ReshapeMatrix g = d.matrix(d.m, d.n);
                k.mask(f, d.matrix(d.m, d.n), g);
                return List.of(g);
            });
        }
        BinaryFunction own = BinaryFunction.of("own", (a, b) -> a - 2 * b, (a, b, y) -> 1, (a, b, y) -> -2);
        for (BinaryFunction f : with(own, AllFunctions.OF_TWO)) {
            calls.put("combine " + f, (k, d) -> {
                ReshapeMatrix y = d.matrix(d.m, d.n);
                k.combine(f, d.stretched(), d.stretched(), y);
                return List.of(y);
            });
            calls.put("combineGradient a of " + f, (k, d) -> combineGradient(f, f.slopeA(), k, d));
            calls.put("combineGradient b of " + f, (k, d) -> combineGradient(f, f.slopeB(), k, d));
        }
        calls.put("addColumnSums", (k, d) -> {
            ReshapeMatrix y = d.matrix(1, d.n);
            k.addColumnSums(d.matrix(d.m, d.n), y);
            return List.of(y);
        });
        calls.put("average", (k, d) -> {
            ReshapeMatrix y = d.matrix(d.m, d.n);
            k.average(d.share(), d.matrix(d.m, d.n), y);
            return List.of(y);
        });
        calls.put("adam", (k, d) -> {
            ReshapeMatrix m = d.matrix(d.m, d.n);
            ReshapeMatrix v = d.matrix(d.m, d.n);
            ReshapeMatrix p = d.matrix(d.m, d.n);
            k.apply(Function.SQUARE, d.matrix(d.m, d.n), v);
            k.adam(d.share(), d.share(), d.share(), d.share(), 1e-8 * d.share(), d.matrix(d.m, d.n), m, v, p);
            return List.of(m, v, p);
        });
        calls.put("firstNonFinite", (k, d) -> {
            ReshapeMatrix x = d.finite(d.m, d.n);
            double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int left = d.m * d.n == 0 ? 0 : d.choice(3); left > 0; left--) {
                k.set(x, d.choice(d.m), d.choice(d.n), bad[d.choice(3)]);
            }
            ReshapeMatrix y = d.matrix(1, 1);
            k.fill(k.firstNonFinite(x), y);
            return List.of(y);
        });
        return calls;
    }

    private static List<ReshapeMatrix> combineGradient(
            BinaryFunction f, BinaryFunction.Slope slope, Kernels k, Draws d) {
        ReshapeMatrix a = d.stretched();
        ReshapeMatrix b = d.stretched();
        ReshapeMatrix y = d.matrix(d.m, d.n);
        k.combine(f, a, b, y);
        ReshapeMatrix g = d.stretched();
        k.combineGradient(slope, a, b, y, d.matrix(d.m, d.n), g);
        return List.of(g);
    }

    private static <T> List<T> with(T own, List<T> named) {
        return Stream.concat(named.stream(), Stream.of(own)).toList();
    }
}
