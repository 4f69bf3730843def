package softac.sac.env.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Box;
import softac.sac.env.Step;
import softac.sac.env.registry.Tasks;

class LqrTest {
    private static final Offset<Double> ROUNDING = within(1e-14);
    private static final double[][] ONE = {{1}};
    private static final double[][] IDENTITY = {{1, 0}, {0, 1}};

    @Test
    void theDefaultTaskIsTheScalarIntegrator() {
        Lqr lqr = new Lqr();
        assertThat(lqr.actionSpace()).isEqualTo(Box.symmetric(1, 4));
        assertThat(lqr.observationSpace()).isEqualTo(Box.unbounded(1));
        lqr.setState(.5);
        Step step = lqr.step(new double[] {-.25});
        assertThat(step.observation()).containsExactly(.25);
        assertThat(step.reward()).isEqualTo(-(.25 + .0625));
        assertThat(step.done()).isFalse();
    }

    @Test
    void theRewardIsThatOfTheStateBeforeTheStep() {
        // x = (1, 2), u = (3, -1): x'Qx = 2 - 4 + 12 = 10, u'Ru = 9/2 + 1 = 5.5
        LqrModel model = new LqrModel(
                new double[][] {{1, .5}, {0, 1}},
                new double[][] {{1, 0}, {2, 1}},
                new double[][] {{2, -1}, {-1, 3}},
                new double[][] {{.5, 0}, {0, 1}},
                new double[2][2]);
        Lqr lqr = new Lqr(model, 1, 4);
        lqr.setState(1, 2);
        Step step = lqr.step(new double[] {3, -1});
        assertThat(step.reward()).isEqualTo(-15.5);
        assertThat(step.observation()).containsExactly(1 + 1 + 3, 2 + 6 - 1);
    }

    @Test
    void theNoiseHasTheCovarianceAskedFor() {
        double[][] w = {{4, 1.2, 0}, {1.2, 1, 0}, {0, 0, 0}};
        LqrModel model = new LqrModel(new double[3][3], new double[3][1], new double[3][3], ONE, w);
        Lqr lqr = new Lqr(model, 1, 1);
        lqr.reset(Seed.of(1));
        int n = 200_000;
        double[][] covariance = new double[3][3];
        for (int k = 0; k < n; k++) {
            double[] x = lqr.step(new double[1]).observation();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    covariance[i][j] += x[i] * x[j] / n;
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            // standard errors: sqrt(2/n) W_ii = .013 at most, and less off the diagonal
            assertThat(covariance[i]).containsExactly(w[i], within(.05));
        }
    }

    @Test
    void singularCovariancesAreFactoredExactly() {
        // rank one: W = v v', v = (1, 2, -1)
        LqrModel model = new LqrModel(new double[3][3], new double[3][1], new double[3][3], ONE, new double[][] {
            {1, 2, -1}, {2, 4, -2}, {-1, -2, 1}
        });
        assertThat(model.next(new double[3], new double[1], new double[] {3, 5, 7}))
                .containsExactly(new double[] {3, 6, -3}, ROUNDING);
    }

    @Property(tries = 300)
    void everyCovarianceOfAnyRankIsAccepted(
            @ForAll @LongRange long number,
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(max = 5) int rank) {
        Rng rng = Seed.of(number).rng();
        double[][] w = new double[n][n];
        for (int k = 0; k < rank; k++) {
            double[] v = new double[n];
            for (int i = 0; i < n; i++) {
                v[i] = rng.normal();
                for (int j = 0; j <= i; j++) {
                    w[i][j] += v[i] * v[j];
                    w[j][i] = w[i][j];
                }
            }
        }
        LqrModel model = new LqrModel(new double[n][n], new double[n][1], new double[n][n], ONE, w);
        double[][] product = new double[n][n]; // Σ over the columns l of L of l lᵀ
        for (int k = 0; k < n; k++) {
            double[] xi = new double[n];
            xi[k] = 1;
            double[] column = model.next(new double[n], new double[1], xi);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    product[i][j] += column[i] * column[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            assertThat(product[i]).containsExactly(w[i], within(1e-10));
        }
    }

    @Test
    void startsAreUniformAndDifferFromEpisodeToEpisode() {
        Lqr lqr = new Lqr();
        // numpy.random.default_rng(0).random(): .6369616873214543, .2697867137638703
        assertThat(lqr.reset(Seed.of(0))).containsExactly(-1 + 2 * .6369616873214543);
        assertThat(lqr.reset()).containsExactly(-1 + 2 * .2697867137638703);
    }

    @Test
    void theReferenceReturnsAreTheClosedForms() {
        double random = -(50 / 3.0 + 16 / 3.0 * 49 * 50 / 2 + 50 * 16 / 3.0);
        assertThat(Tasks.named("lqr").randomReturn()).isCloseTo(random, within(.005));
        double p = 0;
        for (int i = 0; i < 50; i++) {
            p = 1 + p - p * p / (1 + p); // Riccati over the horizon of 50 steps
        }
        assertThat(Tasks.named("lqr").bestReturn()).isCloseTo(-p / 3, within(5e-5));
    }

    @Test
    void matricesThatDoNotChainAreRefused() {
        assertRefused(IDENTITY, new double[][] {{1}}, IDENTITY, ONE, IDENTITY, "lqr: B has 1 rows; 2 are needed");
        assertRefused(
                new double[][] {{1, 0}, {0}},
                new double[2][1],
                IDENTITY,
                ONE,
                IDENTITY,
                "lqr: row 1 of A has 1 entries; 2 are needed");
        assertRefused(IDENTITY, new double[2][1], ONE, ONE, IDENTITY, "lqr: Q has 1 rows; 2 are needed");
        assertRefused(IDENTITY, new double[2][1], IDENTITY, IDENTITY, IDENTITY, "lqr: R has 2 rows; 1 are needed");
        assertRefused(IDENTITY, new double[2][1], IDENTITY, ONE, ONE, "lqr: W has 1 rows; 2 are needed");
        assertRefused(
                new double[0][0],
                new double[0][0],
                ONE,
                ONE,
                ONE,
                "lqr: A has 0 rows and B 0 columns; each needs at least 1");
        assertRefused(new double[][] {{Double.NaN}}, ONE, ONE, ONE, ONE, "lqr: A[0][0] is NaN; it must be finite");
        assertRefused(
                IDENTITY,
                new double[2][1],
                new double[][] {{1, 2}, {0, 1}},
                ONE,
                IDENTITY,
                "lqr: Q[1][0] is 0.0 but Q[0][1] is 2.0; it must be symmetric");
    }

    @Test
    void noiseThatIsNoCovarianceIsRefused() {
        String message = "lqr: W is not positive semi-definite, so it is no covariance matrix";
        assertRefused(ONE, ONE, ONE, ONE, new double[][] {{-1}}, message);
        for (double[][] w : new double[][][] {{{1, 2}, {2, 1}}, {{0, 1}, {1, 1}}, {{1, 0}, {0, -1e-9}}}) {
            assertRefused(IDENTITY, new double[2][1], IDENTITY, ONE, w, message);
        }
    }

    @Test
    void independentNoisesKeepTheirPlacesAndScales() {
        LqrModel model = new LqrModel(new double[3][3], new double[3][1], new double[3][3], ONE, new double[][] {
            {1e-12, 0, 0}, {0, 0, 0}, {0, 0, 1e12}
        });
        assertThat(model.next(new double[3], new double[1], new double[] {2, 3, 4}))
                .containsExactly(new double[] {2e-6, 0, 4e6}, within(1e-18));
    }

    private static void assertRefused(
            double[][] a, double[][] b, double[][] q, double[][] r, double[][] w, String message) {
        assertThatThrownBy(() -> new LqrModel(a, b, q, r, w))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theModelKeepsCopiesAndGivesCopies() {
        double[][] a = {{.5}};
        LqrModel model = new LqrModel(a, ONE, ONE, ONE, ONE);
        a[0][0] = 9;
        model.a()[0][0] = 9;
        assertThat(model.a()).isDeepEqualTo(new double[][] {{.5}});
    }

    @Test
    void nonsenseIsRefused() {
        Lqr lqr = new Lqr();
        assertThatThrownBy(() -> lqr.setState(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: state of 2 numbers given; the system has 1");
        assertThatThrownBy(() -> lqr.step(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: vector of 2 numbers given; 1 are needed");
        assertThatThrownBy(() -> lqr.model().next(new double[1], new double[1], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lqr(lqr.model(), -1, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lqr(lqr.model(), 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
