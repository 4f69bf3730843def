package softac.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake planted in the rules is found by the gradient certificate, which names the operations at fault. */
final class PlantedRulesTest {
    @Test
    void theProductHasNone() {
        assertThat(certificate(PatchedClasses.none())).containsExactly("AGREES");
    }

    static Stream<RuleMutants.Planted> all() {
        return RuleMutants.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFoundAndNamed(RuleMutants.Planted planted) throws IOException {
        List<String> expected = Stream.concat(Stream.of("DISAGREES"), planted.operations().stream())
                .toList();
        assertThat(certificate(PatchedClasses.of(planted.mutant()))).isEqualTo(expected);
    }

    @Test
    void thereAreEnoughAndEachHasAName() {
        assertThat(all().map(Object::toString)).hasSizeGreaterThanOrEqualTo(15).doesNotHaveDuplicates();
    }

    private static List<String> certificate(PatchedClasses classes) {
        return new Checks(classes.loader()).of(EveryOperation.class, "");
    }
}
