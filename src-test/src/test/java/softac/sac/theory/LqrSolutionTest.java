package softac.sac.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;
import softac.sac.env.Step;
import softac.sac.env.control.Lqr;
import softac.sac.env.control.LqrModel;

/** The numbers of three systems were computed independently (NumPy) and verified there by simulation. */
class LqrSolutionTest {
    private static final double[][] ONE = {{1}};
    private static final double[][] IDENTITY = {{1, 0}, {0, 1}};

    private static LqrModel scalar() {
        return new Lqr().model();
    }

    private static LqrModel doubleIntegrator() {
        return new LqrModel(
                new double[][] {{1, .1}, {0, 1}},
                new double[][] {{.005}, {.1}},
                new double[][] {{1, 0}, {0, .1}},
                new double[][] {{.1}},
                new double[][] {{0, 0}, {0, 1e-4}});
    }

    private static LqrModel twoInputs() {
        return new LqrModel(
                new double[][] {{.9, .2}, {-.1, .95}},
                new double[][] {{.5, 0}, {.1, .4}},
                IDENTITY,
                new double[][] {{.5, 0}, {0, .2}},
                new double[][] {{.01, 0}, {0, .01}});
    }

    @Test
    void theScalarSystemHasTheKnownSolution() {
        LqrSolution solution = LqrSolution.of(scalar(), .9, .2);
        assertEntries(solution.value().p(), 1.588403348998555);
        assertEntries(solution.gain(), .5884033489985555);
        assertEntries(solution.covariance(), .04115966510014445);
        assertThat(solution.value().c()).isCloseTo(-1.352419438176866, within(1e-13));
        assertThat(solution.entropy()).isCloseTo(-.1762097190884328, within(1e-14));
        assertThat(solution.value(1)).isCloseTo(-2.940822787, within(5e-10));
        assertThat(solution.temperatureFor(-1)).isCloseTo(.03850302481091801, within(1e-15));
    }

    @Test
    void theDoubleIntegratorHasTheKnownSolution() {
        LqrSolution solution = LqrSolution.of(doubleIntegrator(), .99, .1);
        assertEntries(solution.value().p(), 8.727515570813532, 3.039094140656408, 3.039094140656408, 2.674803001064944);
        assertEntries(solution.gain(), 2.6527183621157318, 2.4228482940321237);
        assertEntries(solution.covariance(), .38548938120368315);
        assertThat(solution.value().c()).isCloseTo(4.396696622966804, within(1e-11));
        assertThat(solution.value(1, 1)).isCloseTo(-13.08381023022449, within(1e-11));
        assertThat(solution.entropy()).isCloseTo(.942317717267735, within(1e-13));
        assertThat(solution.temperatureFor(-1)).isCloseTo(.0020555321155819113, within(1e-15));
    }

    @Test
    void theSystemWithTwoInputsHasTheKnownSolution() {
        LqrSolution solution = LqrSolution.of(twoInputs(), .95, .05);
        assertEntries(solution.gain(), .80318255593548, .2641667056936683, -.22538628590103277, 1.2833163144441093);
        assertEntries(
                solution.covariance(),
                .02700391990012817,
                -.0044064870821260245,
                -.0044064870821260245,
                .0564250319897197);
        assertThat(solution.value().c()).isCloseTo(-2.056163934329543, within(1e-12));
        assertThat(solution.value(1, 1)).isCloseTo(-5.5634960811126755, within(1e-12));
        assertThat(solution.entropy()).isCloseTo(-.411843411859558, within(1e-13));
        assertThat(solution.temperatureFor(-2)).isCloseTo(.01021509386625135, within(1e-15));
    }

    /** The spectral radius of A − BK of the double integrator, to the digits it was published with. */
    @Test
    void theClosedLoopHasTheKnownSpectralRadius() {
        DMatrixRMaj k = LqrSolution.of(doubleIntegrator(), .99, .1).gain();
        DMatrixRMaj closedLoop = Matrices.plus(
                new DMatrixRMaj(doubleIntegrator().a()),
                -1,
                Matrices.product(new DMatrixRMaj(doubleIntegrator().b()), k));
        var eigen = DecompositionFactory_DDRM.eig(2, false);
        assertThat(eigen.decompose(closedLoop)).isTrue();
        double radius = Math.max(
                eigen.getEigenvalue(0).getMagnitude(), eigen.getEigenvalue(1).getMagnitude());
        assertThat(radius).isCloseTo(.878054, within(5e-7));
    }

    private static void assertEntries(DMatrixRMaj matrix, double... expected) {
        assertThat(matrix.getNumElements()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(matrix.get(i)).isCloseTo(expected[i], within(1e-13 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /**
     * A random problem: n, m of 1 to 3, positive definite Q and R, some noise; not one so hard to control that P is known
     * to few digits only.
     */
    @Provide
    Arbitrary<LqrProblem> problems() {
        return Arbitraries.longs()
                .greaterOrEqual(0)
                .map(LqrSolutionTest::problem)
                .filter(problem ->
                        Matrices.largest(LqrSolution.of(problem).value().p()) < 1000);
    }

    private static LqrProblem problem(long number) {
        Rng rng = Seed.of(number).rng();
        int n = 1 + rng.nextInt(3);
        int m = 1 + rng.nextInt(3);
        LqrModel model = new LqrModel(
                rows(rng, n, n, 1), rows(rng, n, m, 1), gram(rng, n, .1), gram(rng, m, .1), gram(rng, n, 0));
        return new LqrProblem(model, rng.uniform(.3, .97), rng.uniform(.01, 2));
    }

    private static double[][] rows(Rng rng, int m, int n, double scale) {
        double[][] rows = new double[m][n];
        for (double[] row : rows) {
            for (int j = 0; j < n; j++) {
                row[j] = scale * rng.normal();
            }
        }
        return rows;
    }

    /** Returns MMᵀ + f I for a random M. */
    private static double[][] gram(Rng rng, int n, double f) {
        double[][] m = rows(rng, n, n, .5);
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? f : 0;
                for (int k = 0; k < n; k++) {
                    sum += m[i][k] * m[j][k];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
        return gram;
    }

    /** c from the closed form of the optimum, not from the evaluation of a policy. */
    @Property(tries = 200)
    void theValueOfTheOptimalPolicyIsTheOptimalValue(@ForAll("problems") LqrProblem problem) {
        LqrSolution solution = LqrSolution.of(problem);
        QuadraticValue value = problem.evaluate(solution.policy());
        assertClose(value.p(), solution.value().p());

        double alpha = problem.temperature();
        int m = solution.gain().getNumRows();
        DMatrixRMaj zero = new DMatrixRMaj(solution.value().p().getNumRows(), 1);
        double[] origin = new double[zero.getNumElements()];
        // at x = 0 the optimal mean is 0 and Q*(0, 0) = γ (c - tr(PW)), so c = γ (c - tr(PW)) + α/2 (m ln πα - ln det
        // G)
        double logDetG = m * Math.log(alpha / 2) - logDeterminant(solution.covariance());
        double c = solution.actionValue(origin, new double[m]) + alpha / 2 * (m * Math.log(Math.PI * alpha) - logDetG);
        assertThat(solution.value().c()).isCloseTo(c, relative(c));
        assertThat(value.c()).isCloseTo(c, relative(c));
    }

    /** The soft Bellman optimality equation: Q*(x,u) − V*(x) = α ln π*(u|x) for every x and u. */
    @Property(tries = 200)
    void theAdvantageIsTheTemperatureTimesTheLogDensity(
            @ForAll("problems") LqrProblem problem, @ForAll @LongRange long number) {
        LqrSolution solution = LqrSolution.of(problem);
        Rng rng = Seed.of(number).rng();
        double[] x = rows(rng, 1, solution.gain().getNumCols(), 1)[0];
        double[] u = rows(rng, 1, solution.gain().getNumRows(), 1)[0];
        double advantage = solution.actionValue(x, u) - solution.value(x);
        double expected = problem.temperature() * solution.policy().logDensity(x, u);
        double size = Math.abs(solution.value(x)) + Math.abs(solution.actionValue(x, u));
        assertThat(advantage).isCloseTo(expected, within(1e-10 * (1 + size)));
    }

    @Property(tries = 300)
    void noOtherGainOrCovarianceIsBetterInAnyState(
            @ForAll("problems") LqrProblem problem,
            @ForAll @LongRange long number,
            @ForAll @DoubleRange(min = 1e-4, max = .3) @Scale(12) double size) {
        LqrSolution solution = LqrSolution.of(problem);
        Rng rng = Seed.of(number).rng();
        int m = solution.gain().getNumRows();
        int n = solution.gain().getNumCols();
        DMatrixRMaj gain = Matrices.plus(solution.gain(), size, new DMatrixRMaj(rows(rng, m, n, 1)));
        DMatrixRMaj mixing = Matrices.plus(new DMatrixRMaj(rows(rng, m, m, size)), 1, identity(m));
        DMatrixRMaj covariance = Matrices.congruence(mixing, solution.covariance());
        double[] x = rows(rng, 1, n, 3)[0];
        double best = solution.value(x);
        double tolerance = 1e-11 * (1 + Math.abs(best));

        assertThat(valueOrMinusInfinity(problem, gain, solution.covariance(), x))
                .isLessThanOrEqualTo(best + tolerance);
        assertThat(valueOrMinusInfinity(problem, solution.gain(), covariance, x))
                .isLessThanOrEqualTo(best + tolerance);
        assertThat(valueOrMinusInfinity(problem, gain, covariance, x)).isLessThanOrEqualTo(best + tolerance);
    }

    private static double valueOrMinusInfinity(LqrProblem problem, DMatrixRMaj gain, DMatrixRMaj s, double[] x) {
        try {
            return problem.evaluate(new LinearGaussian(gain, s)).at(x);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("is infinite");
            return Double.NEGATIVE_INFINITY;
        }
    }

    @Property(tries = 100)
    void gainAndPDoNotDependOnTheTemperatureAndTheTargetEntropyIsMet(
            @ForAll("problems") LqrProblem problem, @ForAll @DoubleRange(min = -4, max = 1) @Scale(12) double target) {
        LqrSolution solution = LqrSolution.of(problem);
        assertThat(solution.temperatureFor(solution.entropy()))
                .isCloseTo(problem.temperature(), relative(problem.temperature()));
        LqrModel model = twoInputs();
        double alpha = LqrSolution.of(model, .95, 1).temperatureFor(target);
        LqrSolution met = LqrSolution.of(model, .95, alpha);
        assertThat(met.entropy()).isCloseTo(target, within(1e-12));
        assertClose(met.gain(), LqrSolution.of(model, .95, 1).gain());
    }

    /**
     * The soft Bellman equation of any linear-Gaussian policy, V(x) = E[r + γ V(x′)] + α H, both expectations exact: those of
     * a quadratic function under N(m, S) are means over the 2n points m ± √n · columns of the factor of S.
     */
    @Property(tries = 200)
    void theValueOfAnyPolicySatisfiesItsBellmanEquation(
            @ForAll("problems") LqrProblem problem,
            @ForAll @LongRange long number,
            @ForAll @DoubleRange(min = .01, max = .2) @Scale(12) double size) {
        LqrSolution solution = LqrSolution.of(problem);
        Rng rng = Seed.of(number).rng();
        int m = solution.gain().getNumRows();
        int n = solution.gain().getNumCols();
        DMatrixRMaj gain = Matrices.plus(solution.gain(), size, new DMatrixRMaj(rows(rng, m, n, 1)));
        DMatrixRMaj factor = Matrices.plus(new DMatrixRMaj(rows(rng, m, m, .3)), 1, identity(m));
        DMatrixRMaj covariance = new DMatrixRMaj(m, m);
        CommonOps_DDRM.multTransB(factor, factor, covariance);
        LinearGaussian policy = new LinearGaussian(gain, covariance);
        Assume.that(valueOrMinusInfinity(problem, gain, covariance, new double[n]) > -1e4);
        QuadraticValue value = problem.evaluate(policy);

        double[] x = rows(rng, 1, n, 1)[0];
        double expected = problem.temperature() * policy.entropy();
        for (int j = 0; j < m; j++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] u = new double[m];
                for (int i = 0; i < m; i++) {
                    u[i] = sign * Math.sqrt(m) * factor.get(i, j);
                    for (int k = 0; k < n; k++) {
                        u[i] -= gain.get(i, k) * x[k];
                    }
                }
                expected += problem.actionValue(value, x, u) / (2 * m);
            }
        }
        assertThat(value.at(x)).isCloseTo(expected, within(1e-10 * (1 + Math.abs(expected))));
    }

    /** E[V(x′)] within Q, over the noise of the task's own model. */
    @Property(tries = 100)
    void theActionValueAveragesOverTheNoise(@ForAll @LongRange long number) {
        LqrModel model = twoInputs();
        LqrProblem problem = new LqrProblem(model, .95, .05);
        QuadraticValue value = LqrSolution.of(problem).value();
        Rng rng = Seed.of(number).rng();
        double[] x = rows(rng, 1, 2, 1)[0];
        double[] u = rows(rng, 1, 2, 1)[0];
        double next = 0;
        for (int j = 0; j < 2; j++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] xi = new double[2];
                xi[j] = sign * Math.sqrt(2);
                next += value.at(model.next(x, u, xi)) / 4;
            }
        }
        double expected = model.reward(x, u) + .95 * next;
        assertThat(problem.actionValue(value, x, u)).isCloseTo(expected, relative(expected));
    }

    /** The value of a policy is what playing it returns: one long exact sum for a deterministic one without noise. */
    @Test
    void theValueIsTheDiscountedReturn() {
        Lqr task = new Lqr();
        LqrSolution solution = LqrSolution.of(task.model(), .9, .2);
        double k = solution.gain().get(0, 0);
        double total = 0;
        double factor = 1;
        double x = task.setState(.7)[0];
        for (int t = 0; t < 400; t++) {
            Step step = task.step(new double[] {-k * x});
            total += factor * step.reward();
            factor *= .9;
            x = step.observation()[0];
        }
        assertThat(total).isCloseTo(-.7 * .7 * solution.value().p().get(0, 0), within(1e-14));
    }

    @Test
    void withoutDiscountedFutureOnlyTheRewardCounts() {
        LqrSolution solution = LqrSolution.of(twoInputs(), 0, .5);
        assertEntries(solution.gain(), 0, 0, 0, 0);
        assertEntries(solution.value().p(), 1, 0, 0, 1);
        assertEntries(solution.covariance(), .5, 0, 0, 1.25); // (α/2) R⁻¹
    }

    @Test
    void whereNothingCostsButActionsNobodyActs() {
        LqrModel model = new LqrModel(new double[][] {{1.2}}, ONE, new double[][] {{0}}, ONE, ONE);
        LqrSolution solution = LqrSolution.of(model, .9, .2);
        assertEntries(solution.gain(), 0);
        assertEntries(solution.value().p(), 0);
        assertThat(solution.value().c()).isCloseTo(.1 * Math.log(.2 * Math.PI) / .1, within(1e-13)); // α/2 ln(πα)/(1−γ)
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        for (double bad : new double[] {-.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> LqrSolution.of(scalar(), bad, .2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lqr: discount " + bad + " given; it must be in [0, 1)");
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LqrSolution.of(scalar(), .9, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lqr: temperature " + bad + " given; it must be positive and finite");
        }
    }

    @Test
    void whatHasNoFiniteValueIsRefused() {
        LqrProblem problem = new LqrProblem(scalar(), .9, .2);
        // the integrator without control: γ ρ² = .9 is finite; pushed away by u = x, γ ρ² = 3.6
        assertThat(problem.evaluate(linear(0, .1)).p().get(0, 0)).isCloseTo(10, within(1e-12));
        assertThatThrownBy(() -> problem.evaluate(linear(-1, .1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: the value of this gain is infinite: γ ρ(A − BL)² is not below 1");
        assertThatThrownBy(() -> problem.evaluate(linear(1 - 1.0001 / Math.sqrt(.9), .1)))
                .hasMessageContaining("is infinite");
        LqrModel beyondControl = new LqrModel(new double[][] {{2}}, new double[][] {{0}}, ONE, ONE, ONE);
        assertThatThrownBy(() -> LqrSolution.of(beyondControl, .9, .2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lqr: the Riccati iteration does not converge");
    }

    @Test
    void matricesOfOtherSizesAreRefused() {
        LqrProblem problem = new LqrProblem(scalar(), .9, .2);
        assertThatThrownBy(() -> problem.evaluate(new LinearGaussian(new DMatrixRMaj(1, 2), new DMatrixRMaj(ONE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: gain (1×2) given; (1×1) is needed");
        assertThatThrownBy(() -> new LinearGaussian(new DMatrixRMaj(2, 1), new DMatrixRMaj(ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: gain (2×1) and covariance (1×1) given; (m×n) and (m×m) are needed");
        for (double bad : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> problem.evaluate(linear(.5, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lqr: the covariance is not positive definite");
        }
        LqrModel indefinite = new LqrModel(ONE, ONE, ONE, new double[][] {{-5}}, ONE);
        assertThatThrownBy(() -> LqrSolution.of(indefinite, .9, .2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lqr: R + γBᵀPB is not positive definite");
    }

    private static LinearGaussian linear(double gain, double variance) {
        return new LinearGaussian(
                new DMatrixRMaj(new double[][] {{gain}}), new DMatrixRMaj(new double[][] {{variance}}));
    }

    private static DMatrixRMaj identity(int n) {
        DMatrixRMaj identity = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            identity.set(i, i, 1);
        }
        return identity;
    }

    private static double logDeterminant(DMatrixRMaj matrix) {
        return Math.log(CommonOps_DDRM.det(matrix));
    }

    private static void assertClose(DMatrixRMaj actual, DMatrixRMaj expected) {
        double size = Math.max(1, Matrices.largest(expected));
        assertThat(Matrices.largest(Matrices.plus(actual, -1, expected))).isLessThan(1e-11 * size);
    }

    private static Offset<Double> relative(double value) {
        return within(1e-10 * Math.max(1, Math.abs(value)));
    }
}
