package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** Every message names the operation, both shapes and the rule, in one line. */
final class ShapeErrorsTest {
    private static final Tape TAPE = new Tape(TestKernels.of(Precision.FLOAT64));

    private record Refused(String message, Supplier<Tensor> operation) {
        @Override
        public String toString() {
            return message;
        }
    }

    private static Tensor zeros(int rows, int columns) {
        return TAPE.constant(rows, columns, () -> 0);
    }

    static List<Refused> refused() {
        return List.of(
                new Refused(
                        "matmul: (256×17)·(6×256): inner sizes 17 and 6 differ",
                        () -> zeros(256, 17).matmul(zeros(6, 256))),
                new Refused(
                        "affine+relu: (4×3)·(2×5): inner sizes 3 and 2 differ",
                        () -> zeros(4, 3).affine(zeros(2, 5), zeros(1, 5), Activation.RELU)),
                new Refused(
                        "affine: bias 1×4 beside weights 3×5: must be 1×5",
                        () -> zeros(4, 3).affine(zeros(3, 5), zeros(1, 4), Activation.NONE)),
                new Refused(
                        "affine+tanh: bias 4×5 beside weights 3×5: must be 1×5",
                        () -> zeros(4, 3).affine(zeros(3, 5), zeros(4, 5), Activation.TANH)),
                new Refused(
                        "add: (2×3) and (3×2): sizes 2 and 3 differ and neither is 1",
                        () -> zeros(2, 3).add(zeros(3, 2))),
                new Refused(
                        "mul: (2×3) and (2×0): sizes 3 and 0 differ and neither is 1",
                        () -> zeros(2, 3).mul(zeros(2, 0))),
                new Refused(
                        "min: (4×2) and (1×3): sizes 2 and 3 differ and neither is 1",
                        () -> zeros(4, 2).min(zeros(1, 3))),
                new Refused(
                        "concat: (4×2) beside (3×2): rows 4 and 3 differ",
                        () -> zeros(4, 2).concat(zeros(3, 2))),
                new Refused(
                        "columns: columns 1…4 of 2×3: needs 0 ≤ from ≤ to ≤ 3",
                        () -> zeros(2, 3).columns(1, 4)),
                new Refused(
                        "columns: columns -1…2 of 2×3: needs 0 ≤ from ≤ to ≤ 3",
                        () -> zeros(2, 3).columns(-1, 2)),
                new Refused(
                        "columns: columns 2…1 of 2×3: needs 0 ≤ from ≤ to ≤ 3",
                        () -> zeros(2, 3).columns(2, 1)),
                new Refused(
                        "clamp: bounds 2.0 and 1.0: low must not exceed high",
                        () -> zeros(2, 3).clamp(2, 1)),
                new Refused(
                        "clamp: bounds NaN and 1.0: low must not exceed high",
                        () -> zeros(2, 3).clamp(Double.NaN, 1)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theMessageSaysWhatDoesNotFit(Refused refused) {
        assertThatThrownBy(refused.operation()::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refused.message());
        assertThat(refused.message()).doesNotContain("\n");
    }
}
