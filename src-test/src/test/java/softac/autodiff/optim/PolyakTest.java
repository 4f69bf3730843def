package softac.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import softac.autodiff.Parameter;
import softac.autodiff.Table;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.kernel.TestKernels;

final class PolyakTest {
    @ParameterizedTest
    @EnumSource
    void theTargetMovesByTauOfTheDifference(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter source = Table.row(1, -2).parameter("source", kernels);
        Parameter target = Table.row(0, 8).parameter("target", kernels);
        long version = target.version();
        Polyak.update(kernels, 0.25, List.of(source), List.of(target));
        assertThat(Table.of(kernels, target.value()).values()).containsExactly(0.25, 5.5);
        assertThat(Table.of(kernels, source.value()).values()).containsExactly(1, -2);
        assertThat(target.version()).isGreaterThan(version);
        assertThat(source.version()).isEqualTo(1);
    }

    /** After n updates the distance is (1 − τ)ⁿ of what it was. */
    @ParameterizedTest
    @EnumSource
    void theDistanceShrinksGeometrically(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter source = Table.scalar(1).parameter("source", kernels);
        Parameter target = Table.scalar(0).parameter("target", kernels);
        for (int n = 0; n < 200; n++) {
            Polyak.update(kernels, 0.005, List.of(source), List.of(target));
        }
        double expected = 1 - StrictMath.pow(0.995, 200);
        assertThat(kernels.get(target.value(), 0, 0)).isCloseTo(expected, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource
    void tauOfZeroStaysAndOfOneCopiesToTheBit(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Table there = Table.row(0.1, 1e-30, -3);
        Table here = Table.row(7, 8, 9);
        Parameter source = there.parameter("source", kernels);
        Parameter target = here.parameter("target", kernels);
        Polyak.update(kernels, 0, List.of(source), List.of(target));
        assertThat(Table.of(kernels, target.value()).values()).isEqualTo(here.values());
        Polyak.update(kernels, 1, List.of(source), List.of(target));
        assertThat(Table.of(kernels, target.value()).values())
                .isEqualTo(Table.of(kernels, source.value()).values());
    }

    @ParameterizedTest
    @EnumSource
    void copyIsACopy(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter source = Table.row(1, 2).parameter("source", kernels);
        Parameter target = Table.row(0, 0).parameter("target", kernels);
        long version = target.version();
        Polyak.copy(kernels, List.of(source), List.of(target));
        kernels.fill(9, source.value());
        assertThat(Table.of(kernels, target.value()).values()).containsExactly(1, 2);
        assertThat(target.version()).isGreaterThan(version);
    }

    @ParameterizedTest
    @EnumSource
    void listsThatDoNotCorrespondAreRefusedBeforeAnythingMoves(Precision precision) {
        Kernels kernels = TestKernels.of(precision);
        Parameter a = Table.row(1, 2).parameter("a", kernels);
        Parameter b = Table.row(3, 4).parameter("b", kernels);
        Parameter wide = Table.row(5, 6, 7).parameter("wide", kernels);
        Parameter tall = Table.of(new double[] {8, 9}, new double[] {8, 9}).parameter("tall", kernels);
        assertRefused(kernels, List.of(a), List.of(a, b), "1 and 2 parameters");
        assertRefused(kernels, List.of(a, b), List.of(a), "2 and 1 parameters");
        assertRefused(kernels, List.of(a, a), List.of(b, wide), "a (1×2) and wide (1×3)");
        assertRefused(kernels, List.of(a, wide), List.of(b, a), "wide (1×3) and a (1×2)");
        assertRefused(kernels, List.of(a, tall), List.of(b, a), "tall (2×2) and a (1×2)");
    }

    private static void assertRefused(Kernels kernels, List<Parameter> source, List<Parameter> target, String message) {
        List<double[]> before = values(kernels, target);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polyak.copy(kernels, source, target))
                .withMessageContaining(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polyak.update(kernels, 0.5, source, target))
                .withMessageContaining(message);
        assertThat(values(kernels, target)).usingRecursiveComparison().isEqualTo(before);
    }

    private static List<double[]> values(Kernels kernels, List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> Table.of(kernels, p.value()).values())
                .toList();
    }
}
