package softac.sac.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.ejml.data.ReshapeMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;

/** State of every kind arrives under its name, matrices rounded to the precision of where they arrive. */
final class StateCopyTest {
    private static final class Component implements Stateful {
        private final long[] words;
        private final double[] values;
        private final ReshapeMatrix matrix;
        private boolean loaded;

        private Component(Kernels kernels, long word, double value) {
            words = new long[] {word, -word};
            values = new double[] {value, -value};
            matrix = kernels.create(2, 1);
            kernels.load(values, matrix);
        }

        @Override
        public void state(StateVisitor visitor) {
            visitor.longs("words", words);
            visitor.doubles("values", values);
            visitor.matrix("matrix", matrix);
            loaded = visitor.overwrites();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindArrives(Precision precision) {
        Kernels from = TestKernels.of(Precision.FLOAT64);
        Kernels to = TestKernels.of(precision);
        Component original = new Component(from, 7, 0.1);
        Component other = new Component(to, 3, 0.5);
        StateCopy copy = new StateCopy(from);
        original.state(copy);
        assertThat(original.loaded).isFalse();
        other.state(copy.onto(to));
        assertThat(other.loaded).isTrue();
        assertThat(other.words).containsExactly(7, -7);
        assertThat(other.values).containsExactly(0.1, -0.1);
        double rounded = precision == Precision.FLOAT32 ? 0.1f : 0.1;
        assertThat(to.elements(other.matrix)).containsExactly(rounded, -rounded);
    }

    /** The copy is of the moment it was taken, not of what the component becomes. */
    @ParameterizedTest
    @EnumSource
    void whatChangesLaterDoesNotArrive(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Component component = new Component(kernels, 7, 0.5);
        StateCopy copy = new StateCopy(kernels);
        component.state(copy);
        component.words[0] = 8;
        component.values[0] = 0.25;
        kernels.fill(0, component.matrix);
        component.state(copy.onto(kernels));
        assertThat(component.words).containsExactly(7, -7);
        assertThat(component.values).containsExactly(0.5, -0.5);
        assertThat(kernels.elements(component.matrix)).containsExactly(0.5, -0.5);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotReadIsNamed(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        StateVisitor nothing = new StateCopy(kernels).onto(kernels);
        assertThatNullPointerException()
                .isThrownBy(() -> nothing.doubles("values", new double[1]))
                .withMessage("values");
    }
}
