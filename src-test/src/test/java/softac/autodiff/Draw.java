package softac.autodiff;

import softac.autodiff.random.Rng;

/** How the arguments of an operation are drawn: inside its domain, and away from its kinks by construction. */
@FunctionalInterface
interface Draw {
    /** Far enough that rounding to single precision leaves every element on its piece. */
    double CLEAR = 5e-3;

    Arguments from(Rng rng, Sizes sizes);

    /** How a number is drawn. */
    @FunctionalInterface
    interface Source {
        double from(Rng rng);
    }

    /** Mostly of the size of 1, sometimes up to ten times that. */
    Source ANY = rng -> rng.uniform(-2, 2) * (rng.nextInt(5) == 0 ? 10 : 1);

    /** For what grows like e^x: its values stay below 55. */
    Source MODERATE = rng -> rng.uniform(-4, 4);

    /** For what is singular at 0 and has no meaning below. */
    Source POSITIVE = rng -> rng.uniform(0.5, 4);

    /** For what is singular at 0. */
    Source NONZERO = rng -> rng.uniform(0.5, 4) * (rng.nextInt(2) == 0 ? 1 : -1);

    /** (m × n). */
    static Draw one(Source number) {
        return (rng, s) -> Arguments.of(table(rng, s.m(), s.n(), number));
    }

    /** (m × n), no element near one of the kinks. */
    static Draw awayFrom(double... kinks) {
        return one(rng -> {
            double x = ANY.from(rng);
            while (near(x, kinks)) {
                x = ANY.from(rng);
            }
            return x;
        });
    }

    private static boolean near(double x, double... kinks) {
        for (double kink : kinks) {
            if (near(x, kink)) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) < CLEAR * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }

    /** Two matrices that stretch to (m × n). */
    static Draw two(Source a, Source b) {
        return (rng, s) -> Arguments.of(table(rng, s.rowsA(), s.columnsA(), a), table(rng, s.rowsB(), s.columnsB(), b));
    }

    /** The same, drawn again until no two elements that meet are nearly equal. */
    static Draw twoApart() {
        return (rng, s) -> {
            while (true) {
                Arguments drawn = two(ANY, ANY).from(rng, s);
                if (apart(drawn.get(0), drawn.get(1), s)) {
                    return drawn;
                }
            }
        };
    }

    private static boolean apart(Table a, Table b, Sizes s) {
        for (int i = 0; i < s.m(); i++) {
            for (int j = 0; j < s.n(); j++) {
                if (near(a.stretched(i, j), b.stretched(i, j))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** (m × k), (k × n). */
    static Draw product() {
        return (rng, s) -> Arguments.of(table(rng, s.m(), s.k(), MODERATE), table(rng, s.k(), s.n(), MODERATE));
    }

    /** (m × k), (k × n), (1 × n). */
    static Draw affine() {
        return (rng, s) -> {
            Source small = r -> r.uniform(-1, 1);
            return Arguments.of(
                    table(rng, s.m(), s.k(), small), table(rng, s.k(), s.n(), small), table(rng, 1, s.n(), small));
        };
    }

    /** The same, drawn again until X·W + b has no element near 0. */
    static Draw affineAwayFromZero() {
        return (rng, s) -> {
            while (true) {
                Arguments drawn = affine().from(rng, s);
                if (outputsAwayFromZero(drawn)) {
                    return drawn;
                }
            }
        };
    }

    private static boolean outputsAwayFromZero(Arguments drawn) {
        Table y = Naive.affine(drawn.get(0), drawn.get(1), drawn.get(2));
        for (double value : y.values()) {
            if (near(value, 0.0)) {
                return false;
            }
        }
        return true;
    }

    /** (m × k), (m × n). */
    static Draw beside() {
        return (rng, s) -> Arguments.of(table(rng, s.m(), s.k(), ANY), table(rng, s.m(), s.n(), ANY));
    }

    /** (m × n) and 0 ≤ i ≤ j ≤ n. */
    static Draw slice() {
        return (rng, s) -> {
            int i = rng.nextInt(s.n() + 1);
            int j = i + rng.nextInt(s.n() - i + 1);
            return new Arguments(one(ANY).from(rng, s).matrices(), i, j);
        };
    }

    private static Table table(Rng rng, int rows, int columns, Source number) {
        return Table.draw(rows, columns, () -> number.from(rng));
    }
}
