package softac.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;
import softac.autodiff.random.Rng;
import softac.autodiff.random.Seed;

/** An operation and the smooth operation of its pieces: the same value and gradient at the point, ties included. */
final class PiecesProperties {
    private final Kernels kernels = TestKernels.of(Precision.FLOAT64);
    private final Tape tape = new Tape(kernels);

    /** If another operation gets a kink, it has to say so, and to be drawn below. */
    @Example
    void theTapeKnowsEveryKink() {
        assertThat(Ops.all().stream().filter(op -> op.kinks() != null))
                .extracting(Op::name)
                .containsExactlyInAnyOrder("relu", "abs", "min", "max", "affine+relu");
    }

    @Property(tries = 200)
    void areTheOperationAtThePoint(@ForAll @LongRange(min = 0) long seed) {
        Rng rng = Seed.of(seed).rng();
        int m = 1 + rng.nextInt(4);
        int n = 1 + rng.nextInt(4);
        List<Parameter> one = List.of(draw("x", m, n, rng));
        List<Parameter> two = List.of(
                draw("a", rng.nextInt(2) == 0 ? 1 : m, n, rng), draw("b", m, rng.nextInt(2) == 0 ? 1 : n, rng));
        List<Parameter> three = List.of(draw("x", m, 2, rng), draw("w", 2, n, rng), draw("b", 1, n, rng));
        assertHeld(Ops.RELU, one);
        assertHeld(Ops.ABS, one);
        assertHeld(Ops.MIN, two);
        assertHeld(Ops.MAX, two);
        assertHeld(Ops.AFFINE_RELU, three);
    }

    /** Small integers, so that zeros and ties are frequent. */
    private Parameter draw(String name, int rows, int columns, Rng rng) {
        return Table.draw(rows, columns, () -> rng.nextInt(5) - 2).parameter(name, kernels);
    }

    private void assertHeld(Op op, List<Parameter> x) {
        tape.begin();
        Tensor y = record(op, x);
        Table value = Table.of(y);
        Table weights = Table.draw(y.rows(), y.columns(), Seed.of(9).rng());
        tape.differentiate(y, weights.matrix(kernels), x);
        List<Table> gradients = gradients(x);
        tape.replace(y.slot, held(op.kinks(), y.slot));
        tape.replay(y, x);
        assertThat(Table.of(y).values()).as("%s of %s", op.name(), x).isEqualTo(value.values());
        tape.differentiate(y, weights.matrix(kernels), x);
        for (int p = 0; p < x.size(); p++) {
            double[] other = gradients(x).get(p).values();
            for (int n = 0; n < other.length; n++) {
                assertThat(Worst.error(other[n], gradients.get(p).values()[n])).isLessThanOrEqualTo(1e-14);
            }
        }
    }

    private <P> Op held(@Nullable Kinks<P> kinks, Slot slot) {
        return Objects.requireNonNull(kinks).held(kinks.at(kernels, slot));
    }

    private List<Table> gradients(List<Parameter> x) {
        return x.stream().map(p -> Table.of(kernels, p.gradient())).toList();
    }

    private Tensor record(Op op, List<Parameter> x) {
        return switch (x.size()) {
            case 1 -> tape.apply(op, tape.parameter(x.get(0)));
            case 2 -> tape.apply(op, tape.parameter(x.get(0)), tape.parameter(x.get(1)));
            default -> tape.apply(op, tape.parameter(x.get(0)), tape.parameter(x.get(1)), tape.parameter(x.get(2)));
        };
    }
}
