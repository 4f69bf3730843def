package softac.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.ReshapeMatrix;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.BinaryFunction;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;

/** The kinks of the elementwise operations, and of a layer whose activation has some. Element by element: no hot path. */
final class Pieces {
    private Pieces() {}

    /** Of y = f(x); null where f has no pieces. */
    static @Nullable Kinks<Function> of(Function f) {
        return f.pieces().isEmpty() ? null : new Unary(f);
    }

    /** Of y = f(a, b); null where f has no pieces. */
    static @Nullable Kinks<BinaryFunction> of(BinaryFunction f) {
        return f.pieces().isEmpty() ? null : new Binary(f);
    }

    /** Of Y = f(X·W + b); null where f has no pieces. */
    static @Nullable Kinks<Function> ofAffine(Function f) {
        return f.pieces().isEmpty() ? null : new Affine(f);
    }

    /** An element of x, stretched along sizes of 1. */
    private static double stretched(Kernels k, ReshapeMatrix x, int i, int j) {
        return k.get(x, x.getNumRows() == 1 ? 0 : i, x.getNumCols() == 1 ? 0 : j);
    }

    private static void add(Kernels k, double value, ReshapeMatrix x, int i, int j) {
        int row = x.getNumRows() == 1 ? 0 : i;
        int column = x.getNumCols() == 1 ? 0 : j;
        k.set(x, row, column, k.get(x, row, column) + value);
    }

    /** What happens to an element of y, whose row-major index is n. */
    @FunctionalInterface
    private interface Element {
        void visit(int n, int i, int j);
    }

    private static void forEach(ReshapeMatrix y, Element element) {
        for (int i = 0, n = 0; i < y.getNumRows(); i++) {
            for (int j = 0; j < y.getNumCols(); j++, n++) {
                element.visit(n, i, j);
            }
        }
    }

    private record Unary(Function f) implements Kinks<Function> {
        @Override
        public List<Function> pieces() {
            return f.pieces();
        }

        @Override
        public List<Function> at(Kernels k, Slot s) {
            List<Function> at = new ArrayList<>();
            forEach(s.y(), (n, i, j) -> at.add(f.pieceAt(k.get(s.a(), i, j))));
            return at;
        }

        @Override
        public Op held(List<Function> p) {
            return new Op(
                    f.toString(),
                    Shapes::same,
                    (k, s) -> forEach(
                            s.y(), (n, i, j) -> k.set(s.y(), i, j, p.get(n).value(k.get(s.a(), i, j)))),
                    (k, s) -> forEach(
                            s.y(),
                            (n, i, j) -> add(
                                    k,
                                    p.get(n).slope(k.get(s.a(), i, j), k.get(s.y(), i, j)) * k.get(s.gy(), i, j),
                                    s.ga(),
                                    i,
                                    j)));
        }
    }

    private record Binary(BinaryFunction f) implements Kinks<BinaryFunction> {
        @Override
        public List<BinaryFunction> pieces() {
            return f.pieces();
        }

        @Override
        public List<BinaryFunction> at(Kernels k, Slot s) {
            List<BinaryFunction> at = new ArrayList<>();
            forEach(s.y(), (n, i, j) -> at.add(f.pieceAt(stretched(k, s.a(), i, j), stretched(k, s.b(), i, j))));
            return at;
        }

        @Override
        public Op held(List<BinaryFunction> p) {
            return new Op(
                    f.toString(),
                    Shapes::stretched,
                    (k, s) -> forEach(
                            s.y(),
                            (n, i, j) -> k.set(
                                    s.y(), i, j, p.get(n).value(stretched(k, s.a(), i, j), stretched(k, s.b(), i, j)))),
                    (k, s) -> forEach(s.y(), (n, i, j) -> {
                        double a = stretched(k, s.a(), i, j);
                        double b = stretched(k, s.b(), i, j);
                        double y = k.get(s.y(), i, j);
                        double gy = k.get(s.gy(), i, j);
                        if (s.wantsA()) {
                            add(k, p.get(n).slopeA().at(a, b, y) * gy, s.ga(), i, j);
                        }
                        if (s.wantsB()) {
                            add(k, p.get(n).slopeB().at(a, b, y) * gy, s.gb(), i, j);
                        }
                    }));
        }
    }

    private record Affine(Function f) implements Kinks<Function> {
        @Override
        public List<Function> pieces() {
            return f.pieces();
        }

        /** The elements of X·W + b, which the activation is applied to. */
        private static double[] preActivation(Kernels k, Slot s) {
            ReshapeMatrix z = k.create(s.y().getNumRows(), s.y().getNumCols());
            k.affine(s.a(), s.b(), s.c(), Function.IDENTITY, z);
            return k.elements(z);
        }

        @Override
        public List<Function> at(Kernels k, Slot s) {
            return Arrays.stream(preActivation(k, s)).mapToObj(f::pieceAt).toList();
        }

        /** As for every activation of a layer, the slope of a piece follows from y alone. */
        @Override
        public Op held(List<Function> p) {
            return new Op(
                    "affine+" + f,
                    Shapes::affine,
                    (k, s) -> {
                        double[] y = preActivation(k, s);
                        Arrays.setAll(y, n -> p.get(n).value(y[n]));
                        k.load(y, s.y());
                    },
                    (k, s) -> {
                        forEach(s.y(), (n, i, j) -> {
                            double y = k.get(s.y(), i, j);
                            k.set(s.gy(), i, j, p.get(n).slope(y, y) * k.get(s.gy(), i, j));
                        });
                        Objects.requireNonNull(Ops.AFFINE.gradient()).run(k, s);
                    });
        }
    }
}
