package softac.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ReshapeMatrix;
import org.ejml.dense.row.CommonOps_DDRM;
import softac.autodiff.Table;

/**
 * An element of a product is one chain of fused multiply-adds in ascending inner index, to the last bit, whatever the
 * blocks of the kernels; and therefore a row of a batch equals the batch of that row alone.
 */
final class ProductBitsProperties {
    /** Kept for all tries: their scratch comes with whatever the product before left in it. */
    private final Kernels kernels64 = TestKernels.of(Precision.FLOAT64);

    private final Kernels kernels32 = TestKernels.of(Precision.FLOAT32);

    /** A product of one of the four kernels, in plain numbers. */
    @FunctionalInterface
    private interface Product {
        void into(Kernels k, ReshapeMatrix a, ReshapeMatrix b, ReshapeMatrix y);
    }

    /** The element (i, p) or (p, j) of an operand. */
    @FunctionalInterface
    private interface Operand {
        double at(int line, int p);
    }

    /** 0, 1, primes, and both sides of the edges of blocks of 4, 8 and 16. */
    @Provide
    Arbitrary<Integer> size() {
        return Arbitraries.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 16, 17, 23);
    }

    @Property(tries = 2000)
    void everyProductIsItsChains(
            @ForAll("size") int m, @ForAll("size") int n, @ForAll("size") int k, @ForAll Random random) {
        for (Kernels kernels : new Kernels[] {kernels64, kernels32}) {
            multiply(kernels, m, n, k, random);
            affine(kernels, m, n, k, random);
            multiplyAddTransA(kernels, m, n, k, random);
            multiplyAddTransB(kernels, m, n, k, random);
        }
    }

    private void multiply(Kernels kernels, int m, int n, int k, Random random) {
        Table a = table(kernels, m, k, random);
        Table b = table(kernels, k, n, random);
        Table start = Table.zeros(m, n);
        Table y = start.map(zero -> Double.NaN); // overwritten
        compare("multiply", kernels, a, b, y, Kernels::multiply, start, k, a::get, (j, p) -> b.get(p, j));
    }

    private void affine(Kernels kernels, int m, int n, int k, Random random) {
        Table x = table(kernels, m, k, random);
        Table w = table(kernels, k, n, random);
        Table bias = table(kernels, 1, n, random);
        Table start = Table.zeros(m, n);
        int[] next = {0};
        Table began = Table.draw(m, n, () -> bias.get(0, next[0]++ % n));
        Table y = start.map(zero -> Double.NaN); // overwritten
        Product product = (ks, a, b, out) -> ks.affine(a, b, bias.matrix(ks), Function.IDENTITY, out);
        compare("affine", kernels, x, w, y, product, began, k, x::get, (j, p) -> w.get(p, j));
    }

    private void multiplyAddTransA(Kernels kernels, int m, int n, int k, Random random) {
        Table a = table(kernels, k, m, random);
        Table b = table(kernels, k, n, random);
        Table y = table(kernels, m, n, random);
        compare(
                "multiplyAddTransA",
                kernels,
                a,
                b,
                y,
                Kernels::multiplyAddTransA,
                y,
                k,
                (i, p) -> a.get(p, i),
                (j, p) -> b.get(p, j));
    }

    private void multiplyAddTransB(Kernels kernels, int m, int n, int k, Random random) {
        Table a = table(kernels, m, k, random);
        Table b = table(kernels, n, k, random);
        Table y = table(kernels, m, n, random);
        compare("multiplyAddTransB", kernels, a, b, y, Kernels::multiplyAddTransB, y, k, a::get, b::get);
    }

    /** Y(i,j) = fma(a(i,k−1), b(k−1,j), … fma(a(i,0), b(0,j), start(i,j))), compared by raw bits. */
    private static void compare(
            String name,
            Kernels kernels,
            Table a,
            Table b,
            Table y,
            Product product,
            Table start,
            int k,
            Operand left,
            Operand right) {
        ReshapeMatrix out = y.matrix(kernels);
        product.into(kernels, a.matrix(kernels), b.matrix(kernels), out);
        for (int i = 0; i < y.rows(); i++) {
            for (int j = 0; j < y.columns(); j++) {
                double chain = start.get(i, j);
                for (int p = 0; p < k; p++) {
                    chain = Rounding.fma(kernels.precision(), left.at(i, p), right.at(j, p), chain);
                }
                double given = kernels.get(out, i, j);
                if (Double.doubleToRawLongBits(given) != Double.doubleToRawLongBits(chain)) {
                    throw new AssertionError(name + " " + kernels.precision() + " [" + i + "," + j + "] is " + given
                            + ", its chain gives " + chain);
                }
            }
        }
    }

    @Property(tries = 300)
    void ejmlAgreesWithinRounding(
            @ForAll("size") int m, @ForAll("size") int n, @ForAll("size") int k, @ForAll Random random) {
        Table a = table(kernels64, m, k, random);
        Table b = table(kernels64, k, n, random);
        DMatrixRMaj oracle = new DMatrixRMaj(m, n);
        CommonOps_DDRM.mult((DMatrixRMaj) a.matrix(kernels64), (DMatrixRMaj) b.matrix(kernels64), oracle);
        DMatrixRMaj sizes = new DMatrixRMaj(m, n);
        CommonOps_DDRM.mult(
                (DMatrixRMaj) a.map(Math::abs).matrix(kernels64),
                (DMatrixRMaj) b.map(Math::abs).matrix(kernels64),
                sizes);
        ReshapeMatrix y = kernels64.create(m, n);
        kernels64.multiply(a.matrix(kernels64), b.matrix(kernels64), y);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(Math.abs(kernels64.get(y, i, j) - oracle.get(i, j)))
                        .isLessThanOrEqualTo(k * 0x1p-52 * sizes.get(i, j));
            }
        }
    }

    @Property(tries = 300)
    void aRowOfABatchIsTheBatchOfThatRow(
            @ForAll("size") int batch, @ForAll("size") int in, @ForAll("size") int out, @ForAll Random random) {
        for (Kernels kernels : new Kernels[] {kernels64, kernels32}) {
            Table x = table(kernels, batch, in, random);
            ReshapeMatrix w = table(kernels, in, out, random).matrix(kernels);
            ReshapeMatrix b = table(kernels, 1, out, random).matrix(kernels);
            ReshapeMatrix y = kernels.create(batch, out);
            kernels.affine(x.matrix(kernels), w, b, Function.TANH, y);
            double[] all = kernels.elements(y);
            ReshapeMatrix alone = kernels.create(1, out);
            for (int i = 0; i < batch; i++) {
                int row = i;
                int[] column = {0};
                Table xi = Table.draw(1, in, () -> x.get(row, column[0]++));
                kernels.affine(xi.matrix(kernels), w, b, Function.TANH, alone);
                assertThat(kernels.elements(alone)).isEqualTo(Arrays.copyOfRange(all, i * out, (i + 1) * out));
            }
        }
    }

    /** Numbers of many sizes and both signs, so that every order of adding gives other bits. */
    private static Table table(Kernels kernels, int rows, int columns, Random random) {
        return Table.draw(
                rows,
                columns,
                () -> Rounding.round(kernels.precision(), random.nextGaussian() * Math.scalb(1.0, random.nextInt(9))));
    }
}
