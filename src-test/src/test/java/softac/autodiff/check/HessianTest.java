package softac.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import softac.autodiff.Activation;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Shapes;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Seed;

/** Hessians known in closed form, and a gradient that is no gradient. */
final class HessianTest {
    private static final GradientCheck PAIRS = GradientCheck.sample(0, 6, Seed.of(7));

    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** L = x A xᵀ: H = A + Aᵀ. */
    @Test
    void ofAQuadraticForm() {
        Table a = Table.of(new double[] {2, -1, 0.5}, new double[] {3, 1, 4}, new double[] {0, -2, 5});
        Parameter x = Table.row(0.3, -0.7, 1.1).parameter("x", kernels);
        double[] v = {1, 2, -1};
        double[][] product = Hessian.product(
                tape,
                List.of(x),
                () -> tape.parameter(x)
                        .matmul(tape.constant(a.matrix(kernels)))
                        .matmul(tape.parameter(x).transpose()),
                new double[][] {v});
        for (int i = 0; i < 3; i++) {
            double expected = 0;
            for (int j = 0; j < 3; j++) {
                expected += (a.get(i, j) + a.get(j, i)) * v[j];
            }
            assertThat(product[0][i]).isCloseTo(expected, within(1e-10));
        }
        assertThat(Table.of(kernels, x.value()).values()).containsExactly(0.3, -0.7, 1.1);
    }

    /** L = log Σ e^x: H = diag p − p pᵀ, p the softmax. */
    @Test
    void ofLogSumExp() {
        double[] values = {0.3, -0.7, 1.1};
        Parameter x = Table.row(values).parameter("x", kernels);
        double[] v = {1, 2, -1};
        double[][] product =
                Hessian.product(tape, List.of(x), () -> tape.parameter(x).logSumExp(), new double[][] {v});
        double total = 0;
        for (double value : values) {
            total += StrictMath.exp(value);
        }
        double mean = 0;
        for (int i = 0; i < 3; i++) {
            mean += StrictMath.exp(values[i]) / total * v[i];
        }
        for (int i = 0; i < 3; i++) {
            double p = StrictMath.exp(values[i]) / total;
            assertThat(product[0][i]).isCloseTo(p * (v[i] - mean), within(1e-10));
        }
    }

    /** L = relu(x)²/2 + y·z: H is 1 where x is positive, though the step from 1e-5 crosses the kink. */
    @Test
    void onTheBranchesOfTheBasePoint() {
        Parameter x = Table.row(1e-5, -1e-5, 2).parameter("x", kernels);
        double[][] product = Hessian.product(
                tape, List.of(x), () -> tape.parameter(x).relu().square().sum().scale(0.5), new double[][] {{1, 1, 1}});
        assertThat(product[0]).containsExactly(new double[] {1, 0, 1}, within(1e-10));
    }

    @Test
    void isSymmetricForALayeredLoss() {
        Parameter w = Table.draw(3, 4, Seed.of(1).rng()).parameter("w", kernels);
        Parameter b = Table.draw(1, 4, Seed.of(2).rng()).parameter("b", kernels);
        Parameter u = Table.draw(4, 1, Seed.of(3).rng()).parameter("u", kernels);
        Table x = Table.draw(5, 3, Seed.of(4).rng());
        GradientReport report = PAIRS.symmetry(
                tape,
                List.of(w, b, u),
                () -> tape.constant(x.matrix(kernels))
                        .affine(tape.parameter(w), tape.parameter(b), Activation.RELU)
                        .matmul(tape.parameter(u))
                        .min(tape.constant(0.3))
                        .tanh()
                        .square()
                        .mean());
        report.assertAgrees();
        assertThat(report.derivatives()).hasSize(6).allMatch(d -> d.analytic() != 0);
    }

    /** x̄ = (x₂, −x₁): the field of a rotation is the gradient of nothing. */
    @Test
    void isNotSymmetricForARuleThatIsNoGradient() {
        Op rotation = new Op("rotation", Shapes::scalar, (k, s) -> k.fill(0, s.y()), (k, s) -> {
            k.set(s.ga(), 0, 0, k.get(s.a(), 0, 1) * k.get(s.gy(), 0, 0));
            k.set(s.ga(), 0, 1, -k.get(s.a(), 0, 0) * k.get(s.gy(), 0, 0));
        });
        Parameter x = Table.row(0.5, 2).parameter("x", kernels);
        GradientReport report = PAIRS.symmetry(tape, List.of(x), () -> tape.apply(rotation, tape.parameter(x)));
        assertThat(report.count(Verdict.DISAGREES)).isEqualTo(6);
    }

    @Test
    void aDirectionOfAnotherShapeIsRefused() {
        Parameter x = Table.row(0.5, 2).parameter("x", kernels);
        for (double[][] v : new double[][][] {{}, {{1}}, {{1, 2, 3}}, {{1, 2}, {3}}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Hessian.product(
                            tape, List.of(x), () -> tape.parameter(x).sum(), v))
                    .withMessageContaining("direction");
        }
    }

    @Test
    void aLossThatIsNoNumberIsRefused() {
        Parameter x = Table.row(0.5, 2).parameter("x", kernels);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hessian.product(tape, List.of(x), () -> tape.parameter(x), new double[][] {{1, 0}}))
                .withMessage("hessian: the loss is 1×2, must be 1×1; take its mean or sum");
    }
}
