package softac.autodiff;

import org.ejml.data.ReshapeMatrix;

/** The shape rules. Each gives y its shape or refuses with the operation, the shapes and the rule. */
public final class Shapes {
    private Shapes() {}

    /** (m × n) → (m × n). */
    public static void same(String name, Slot s) {
        s.shape(rows(s.a()), columns(s.a()));
    }

    /** (m × k)·(k × n) → (m × n). */
    public static void product(String name, Slot s) {
        if (columns(s.a()) != rows(s.b())) {
            throw new IllegalArgumentException(name + ": (" + text(s.a()) + ")·(" + text(s.b()) + "): inner sizes "
                    + columns(s.a()) + " and " + rows(s.b()) + " differ");
        }
        s.shape(rows(s.a()), columns(s.b()));
    }

    /** (m × k)·(k × n) + (1 × n) → (m × n). */
    public static void affine(String name, Slot s) {
        product(name, s);
        if (rows(s.c()) != 1 || columns(s.c()) != columns(s.b())) {
            throw new IllegalArgumentException(name + ": bias " + text(s.c()) + " beside weights " + text(s.b())
                    + ": must be 1×" + columns(s.b()));
        }
    }

    /** Sizes that are equal, or 1 and stretched to the other. */
    public static void stretched(String name, Slot s) {
        s.shape(stretch(name, s, rows(s.a()), rows(s.b())), stretch(name, s, columns(s.a()), columns(s.b())));
    }

    private static int stretch(String name, Slot s, int a, int b) {
        if (a != b && a != 1 && b != 1) {
            throw new IllegalArgumentException(name + ": (" + text(s.a()) + ") and (" + text(s.b()) + "): sizes " + a
                    + " and " + b + " differ and neither is 1");
        }
        return a == 1 ? b : a;
    }

    /** (m × n) → (1 × 1). */
    public static void scalar(String name, Slot s) {
        s.shape(1, 1);
    }

    /** (m × n) → (1 × n). */
    public static void row(String name, Slot s) {
        s.shape(1, columns(s.a()));
    }

    /** (m × n) → (m × 1). */
    public static void column(String name, Slot s) {
        s.shape(rows(s.a()), 1);
    }

    /** (m × n) → (n × m). */
    public static void transposed(String name, Slot s) {
        s.shape(columns(s.a()), rows(s.a()));
    }

    /** (m × k), (m × n) → (m × (k + n)). */
    public static void beside(String name, Slot s) {
        if (rows(s.a()) != rows(s.b())) {
            throw new IllegalArgumentException(name + ": (" + text(s.a()) + ") beside (" + text(s.b()) + "): rows "
                    + rows(s.a()) + " and " + rows(s.b()) + " differ");
        }
        s.shape(rows(s.a()), columns(s.a()) + columns(s.b()));
    }

    /** (m × n) → (m × (j − i)), where 0 ≤ i ≤ j ≤ n. */
    public static void slice(String name, Slot s) {
        if (s.i() < 0 || s.i() > s.j() || s.j() > columns(s.a())) {
            throw new IllegalArgumentException(name + ": columns " + s.i() + "…" + s.j() + " of " + text(s.a())
                    + ": needs 0 ≤ from ≤ to ≤ " + columns(s.a()));
        }
        s.shape(rows(s.a()), s.j() - s.i());
    }

    static String text(ReshapeMatrix x) {
        return rows(x) + "×" + columns(x);
    }

    private static int rows(ReshapeMatrix x) {
        return x.getNumRows();
    }

    private static int columns(ReshapeMatrix x) {
        return x.getNumCols();
    }
}
