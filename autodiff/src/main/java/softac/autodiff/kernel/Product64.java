// twin: 32
package softac.autodiff.kernel;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Y = f(C + A·B), (m×k)·(k×n) → (m×n), every element one chain of fused multiply-adds in ascending inner index.
 *
 * <p>A(i,p) = a[i·aRow + p·aCol], B(p,j) = b[p·bRow + j·bCol] and C(i,j) = c[i·cRow + j]: one row for all (cRow = 0), or Y
 * itself. f is max(·, 0) or nothing. The description is refilled for every product, so that none is allocated.
 */
final class Product64 implements Team.Task {
    int m;
    int n;
    int k;

    @Real
    double[] a = {};

    int aRow;
    int aCol;

    @Real
    double[] b = {};

    int bRow;
    int bCol;

    @Real
    double[] c = {};

    int cRow;

    @Real
    double[] y = {};

    boolean relu;

    private final Multiplier64[] multipliers;

    private Product64(Multiplier64[] multipliers) {
        this.multipliers = multipliers;
    }

    /** Products for a team of so many threads, each with a multiplier of its own. */
    static Product64 sharedBy(int threads, Supplier<Multiplier64> multiplier) {
        return new Product64(Stream.generate(multiplier).limit(threads).toArray(Multiplier64[]::new));
    }

    void set(
            int m,
            int n,
            int k,
            @Real double[] a,
            int aRow,
            int aCol,
            @Real double[] b,
            int bRow,
            int bCol,
            @Real double[] c,
            int cRow,
            @Real double[] y,
            boolean relu) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.aRow = aRow;
        this.aCol = aCol;
        this.b = b;
        this.bRow = bRow;
        this.bCol = bCol;
        this.c = c;
        this.cRow = cRow;
        this.y = y;
        this.relu = relu;
        if (n == 1 && aRow == 1 && cRow == 1) {
            transpose();
        }
    }

    /** One column is computed as its transpose, one row, Yᵀ = C + Bᵀ·Aᵀ: long loops instead of short ones. */
    private void transpose() {
        n = m;
        m = 1;
        @Real double[] left = a;
        int leftRow = aRow;
        int leftCol = aCol;
        a = b;
        aRow = bCol;
        aCol = bRow;
        b = left;
        bRow = leftCol;
        bCol = leftRow;
    }

    /** 2·m·n·k. */
    long flops() {
        return 2L * m * n * k;
    }

    /** Columns are shared out where there are enough, because then nothing is packed twice; otherwise rows. */
    @Override
    public void run(int part, int parts) {
        Multiplier64 multiplier = multipliers[part];
        int columnTiles = tiles(n, multiplier.columns());
        if (columnTiles % parts == 0) {
            int width = columnTiles / parts * multiplier.columns();
            multiplier.multiply(this, 0, m, part * width, Math.min(n, (part + 1) * width));
        } else {
            int height = tiles(tiles(m, multiplier.rows()), parts) * multiplier.rows();
            multiplier.multiply(this, Math.min(m, part * height), Math.min(m, (part + 1) * height), 0, n);
        }
    }

    private static int tiles(int size, int tile) {
        return (size + tile - 1) / tile;
    }
}
