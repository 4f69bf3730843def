package softac.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

/** Adam's state is its counter and its moments, and that is all it needs to go on. */
final class AdamStateTest {
    private static final double[] GRADIENTS = {2, -1, 0.5, 3, -0.25};

    private static void step(Kernels kernels, Adam adam, int from, int to) {
        for (int t = from; t < to; t++) {
            for (Parameter p : adam.parameters()) {
                kernels.fill(GRADIENTS[t], p.gradient());
            }
            adam.step();
        }
    }

    /** After 3 steps m = 0.122 and v = 0.005241004, by PyTorch's formula. */
    @ParameterizedTest
    @EnumSource
    void itsStateIsTheCounterAndTheMoments(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter b = Table.scalar(0.25).parameter("b", kernels);
        Adam adam = new Adam(kernels, List.of(b), Adam.Settings.of(0.01));
        step(kernels, adam, 0, 3);
        List<Memory.Piece> state = Memory.of(kernels, adam);
        assertThat(state).extracting(Memory.Piece::name).containsExactly("steps", "b.m", "b.v");
        assertThat(state.get(0).numbers().get(0).longValue()).isEqualTo(3);
        assertThat(state.get(1).numbers().get(0).doubleValue()).isCloseTo(0.122, within(1e-8));
        assertThat(state.get(2).numbers().get(0).doubleValue()).isCloseTo(0.005241004, within(1e-9));
    }

    /** Three steps, the state into another Adam, two more: the same bits as five steps. */
    @ParameterizedTest
    @EnumSource
    void loadedItGoesOnAsIfNeverStopped(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter p = Table.row(1, -2, 0.1).parameter("p", kernels);
        Adam adam = new Adam(kernels, List.of(p), Adam.Settings.of(0.01));
        step(kernels, adam, 0, 3);
        Parameter q = Table.zeros(1, 3).parameter("p", kernels);
        Adam other = new Adam(kernels, List.of(q), Adam.Settings.of(0.01));
        long version = q.version();
        Memory.restore(kernels, Memory.of(kernels, adam, p), other, q);
        assertThat(q.version()).as("loading is a change").isGreaterThan(version);
        step(kernels, adam, 3, 5);
        step(kernels, other, 3, 5);
        assertThat(Memory.of(kernels, other, q)).isEqualTo(Memory.of(kernels, adam, p));
    }
}
