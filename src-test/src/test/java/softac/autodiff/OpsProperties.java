package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import softac.autodiff.check.Derivative;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.check.GradientReport;
import softac.autodiff.check.Verdict;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** Every operation, over random shapes and values: its value, and its gradient in both precisions. */
final class OpsProperties {
    /** FLOAT64 against extrapolated differences, and FLOAT32 against FLOAT64. */
    private static final Worst WORST = new Worst("worst gradient error", "FLOAT64", "FLOAT32");

    private static final Undecided UNDECIDED = new Undecided();

    private final Tape tape64 = new Tape(TestKernels.of(Precision.FLOAT64));
    private final Tape tape32 = new Tape(TestKernels.of(Precision.FLOAT32));

    @AfterContainer
    static void print() {
        WORST.print();
        System.out.println(UNDECIDED);
    }

    /** 1×1, rows, columns, 0×n, n×0 and everything up to 5×5, with every way of stretching. */
    @Provide
    Arbitrary<Sizes> sizes() {
        Arbitrary<Integer> size = Arbitraries.of(0, 1, 1, 2, 3, 4, 5);
        return Combinators.combine(size, size, size, Arbitraries.of(Sizes.Stretch.class))
                .as(Sizes::new);
    }

    @Example
    void everyOperationHasAnEntry() {
        assertThat(Registry.OPERATIONS.keySet()).containsExactlyInAnyOrderElementsOf(Ops.all());
    }

    @Example
    void noTwoOperationsShareAName() {
        assertThat(Ops.all()).extracting(Op::name).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void valuesAreTheFormulas(@ForAll("sizes") Sizes sizes, @ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        for (Subject subject : Registry.everything()) {
            Arguments x = subject.draw().from(rng, sizes);
            tape64.begin();
            Table y = Table.of(subject.record(tape64, x.parameters(tape64.kernels()), x));
            Table expected = subject.reference().apply(x);
            assertThat(y.rows()).as("%s: rows", subject.name()).isEqualTo(expected.rows());
            assertThat(y.columns()).as("%s: columns", subject.name()).isEqualTo(expected.columns());
            for (int n = 0; n < y.values().length; n++) {
                double given = y.values()[n];
                double wanted = expected.values()[n];
                assertThat(Double.compare(given, wanted) == 0 || Worst.error(given, wanted) <= 1e-13)
                        .as("%s of %s: element %d is %s, not %s", subject.name(), x, n, given, wanted)
                        .isTrue();
            }
        }
    }

    @Property(tries = 200)
    void gradientsAreTheDerivatives(@ForAll("sizes") Sizes sizes, @ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        for (Subject subject : Registry.differentiable()) {
            Arguments x = subject.draw().from(rng, sizes);
            List<Parameter> parameters = x.parameters(tape64.kernels());
            GradientReport report =
                    GradientCheck.full().run(tape64, parameters, () -> subject.record(tape64, parameters, x));
            WORST.see(subject.name(), "FLOAT64", report.error());
            assertThat(report.verdict())
                    .as("%s of %s: %s", subject.name(), x, report)
                    .isNotEqualTo(Verdict.DISAGREES);
            assertThat(report.error())
                    .as("%s of %s: %s", subject.name(), x, report)
                    .isLessThanOrEqualTo(1e-8);
            List<Derivative> undecided = report.derivatives().stream()
                    .filter(derivative -> derivative.verdict() == Verdict.UNDECIDED)
                    .toList();
            assertThat(undecided)
                    .as("%s of %s", subject.name(), x)
                    .allSatisfy(derivative -> assertThat(derivative.bar()).isLessThanOrEqualTo(1e-11));
            UNDECIDED.count(undecided.size(), report.derivatives().size());
        }
    }

    /**
     * Where tanh and sigmoid are flat, the rounding of y drowns the difference: the derivative is too small for its own
     * tolerance, yet known within 1e-11. That may befall one derivative in a thousand, and twenty by chance.
     */
    private static final class Undecided {
        private long some;
        private long all;

        void count(long undecided, long derivatives) {
            some += undecided;
            all += derivatives;
            assertThat(some).as("undecided of %d derivatives", all).isLessThanOrEqualTo(20 + all / 1000);
        }

        @Override
        public String toString() {
            return some + " of " + all + " derivatives undecided";
        }
    }

    @Property(tries = 200)
    void stopGradientStopsIt(@ForAll("sizes") Sizes sizes, @ForAll @LongRange(min = 0) long seed) {
        Subject subject = Registry.of(Ops.STOP_GRADIENT);
        Arguments x = subject.draw().from(Seed.of(seed).rng(), sizes);
        Parameter p = x.parameters(tape64.kernels()).get(0);
        tape64.begin();
        Tensor xp = tape64.parameter(p);
        tape64.differentiate(xp.mul(xp.stopGradient()).sum(), List.of(p));
        assertThat(Table.of(tape64.kernels(), p.gradient()).values())
                .isEqualTo(x.get(0).values());
    }

    @Property(tries = 200)
    void singlePrecisionGradientsFollowDoubleOnes(@ForAll("sizes") Sizes sizes, @ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        for (Subject subject : Registry.everything()) {
            Arguments x = subject.draw().from(rng, sizes).rounded();
            Table reference = subject.reference().apply(x);
            Table weights = Table.draw(reference.rows(), reference.columns(), () -> (float) rng.uniform(-1, 1));
            double[] gradient64 = gradients(tape64, subject, x, weights);
            double[] gradient32 = gradients(tape32, subject, x, weights);
            for (int n = 0; n < gradient64.length; n++) {
                double error = Worst.error(gradient32[n], gradient64[n]);
                WORST.see(subject.name(), "FLOAT32", error);
                assertThat(error)
                        .as("%s of %s: entry %d: %s, not %s", subject.name(), x, n, gradient32[n], gradient64[n])
                        .isLessThanOrEqualTo(1e-5);
            }
        }
    }

    /** ∂/∂x Σ weights ⊙ f(x), of all arguments one after the other. */
    private static double[] gradients(Tape tape, Subject subject, Arguments x, Table weights) {
        Kernels kernels = tape.kernels();
        List<Parameter> parameters = x.parameters(kernels);
        tape.begin();
        Tensor y = subject.record(tape, parameters, x);
        tape.differentiate(y.mul(tape.constant(weights.matrix(kernels))).sum(), parameters);
        return parameters.stream()
                .flatMapToDouble(
                        p -> Arrays.stream(Table.of(kernels, p.gradient()).values()))
                .toArray();
    }
}
