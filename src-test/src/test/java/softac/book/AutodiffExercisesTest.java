package softac.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import softac.autodiff.Op;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.Tape;
import softac.autodiff.Tensor;
import softac.autodiff.check.GradientCheck;
import softac.autodiff.kernel.Function;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.optim.Adam;
import softac.book.ScalarTape.Node;

/** Solutions of the exercises of chapter 8. */
final class AutodiffExercisesTest {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** 1. L = (tanh(w x + b) − 1)², by hand: 2 (y − 1)(1 − y²) x and 2 (y − 1)(1 − y²). */
    @Test
    @DisplayName("8.1: by hand")
    void exercise1ByHand() {
        ScalarTape scalars = new ScalarTape();
        Node w = scalars.leaf(0.5);
        Node b = scalars.leaf(-0.2);
        Node error = w.times(scalars.leaf(2)).plus(b).tanh().minus(scalars.leaf(1));
        scalars.differentiate(error.times(error));
        double y = StrictMath.tanh(0.8);
        assertThat(w.gradient()).isCloseTo(2 * (y - 1) * (1 - y * y) * 2, within(1e-15));
        assertThat(b.gradient()).isCloseTo(2 * (y - 1) * (1 - y * y), within(1e-15));
    }

    /** 2. x used twice: x·x has slope 2x because the two shares add; the last alone would be x. */
    @Test
    @DisplayName("8.2: shares add")
    void exercise2SharesAdd() {
        ScalarTape scalars = new ScalarTape();
        Node x = scalars.leaf(3);
        scalars.differentiate(x.times(x));
        assertThat(x.gradient()).isEqualTo(6);
    }

    /** 3. softplus(x) = log(1 + e^x), its slope is the sigmoid of x; the composed one loses to overflow at x = 800. */
    @Test
    @DisplayName("8.3: softplus")
    void exercise3Softplus() {
        for (double at : new double[] {-3, 0, 0.7}) {
            ScalarTape scalars = new ScalarTape();
            Node x = scalars.leaf(at);
            scalars.differentiate(x.exp().plus(scalars.leaf(1)).log());
            double sigmoid = 1 / (1 + StrictMath.exp(-at));
            assertThat(x.gradient()).isCloseTo(sigmoid, within(1e-15));
            Node direct = scalars.record(StrictMath.log1p(StrictMath.exp(at)), x, sigmoid);
            scalars.differentiate(direct);
            assertThat(x.gradient()).isEqualTo(sigmoid);
        }
        ScalarTape scalars = new ScalarTape();
        Node x = scalars.leaf(800);
        Node y = x.exp().plus(scalars.leaf(1)).log();
        scalars.differentiate(y);
        assertThat(y.value()).isInfinite();
        assertThat(x.gradient()).isNaN();
        assertThat(tape.constant(800).softplus().item()).isEqualTo(800);
    }

    /** 4. Ā = Ȳ Bᵀ and B̄ = Aᵀ Ȳ, read off the scalar engine: L = Σ (A·B)² on 2×3 and 3×2. */
    @Test
    @DisplayName("8.4: the rule of the product")
    void exercise4TheRuleOfTheProduct() {
        double[][] a = {{1, -2, 0.5}, {0.3, 4, -1}};
        double[][] b = {{0.7, 1}, {-1, 2}, {3, 0.1}};
        ScalarTape scalars = new ScalarTape();
        Node[][] left = leaves(scalars, a);
        Node[][] right = leaves(scalars, b);
        Node loss = scalars.leaf(0);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                Node y = scalars.leaf(0);
                for (int k = 0; k < 3; k++) {
                    y = y.plus(left[i][k].times(right[k][j]));
                }
                loss = loss.plus(y.times(y));
            }
        }
        scalars.differentiate(loss);

        Parameter pa = Table.of(a).parameter("A", kernels);
        Parameter pb = Table.of(b).parameter("B", kernels);
        Tensor product = tape.parameter(pa).matmul(tape.parameter(pb));
        tape.differentiate(product.square().sum(), List.of(pa, pb));
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 3; k++) {
                assertThat(left[i][k].gradient()).isCloseTo(kernels.get(pa.gradient(), i, k), within(1e-13));
                assertThat(right[k][i].gradient()).isCloseTo(kernels.get(pb.gradient(), k, i), within(1e-13));
            }
        }
    }

    private static Node[][] leaves(ScalarTape scalars, double[][] x) {
        Node[][] leaves = new Node[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                leaves[i][j] = scalars.leaf(x[i][j]);
            }
        }
        return leaves;
    }

    /** 5. After a step the old value of w may be read as a constant, but w's old graph may not be differentiated. */
    @Test
    @DisplayName("8.5: versions")
    void exercise5Versions() {
        Parameter w = Table.scalar(2).parameter("w", kernels);
        Parameter v = Table.scalar(3).parameter("v", kernels);
        Tensor old = tape.parameter(w).square();
        new Adam(kernels, List.of(w), Adam.Settings.of(0.1)).minimize("w²", old);
        assertThat(kernels.get(w.value(), 0, 0)).isNotEqualTo(2);

        tape.differentiate(old.mul(tape.parameter(v)), List.of(v));
        assertThat(kernels.get(v.gradient(), 0, 0)).isEqualTo(4);
        assertThatIllegalStateException()
                .isThrownBy(() -> tape.differentiate(old, List.of(w)))
                .withMessageContaining("w changed since it was recorded");
    }

    /** 6. y = x / (1 + |x|), slope 1 / (1 + |x|)² = (1 − |y|)², certified. */
    @Test
    @DisplayName("8.6: an operation of your own")
    void exercise6AnOperationOfYourOwn() {
        Op softsign = Op.elementwise(
                Function.of("softsign", x -> x / (1 + Math.abs(x)), (x, y) -> (1 - Math.abs(y)) * (1 - Math.abs(y))));
        Parameter x = Table.row(-2, -0.1, 0.4, 5).parameter("x", kernels);
        GradientCheck.full()
                .run(
                        tape,
                        List.of(x),
                        () -> tape.apply(softsign, tape.parameter(x)).square().sum())
                .assertAgrees();
    }
}
