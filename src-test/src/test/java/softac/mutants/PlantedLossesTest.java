package softac.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import softac.golden.GoldenFailures;

/**
 * Every mistake planted in the losses is found by golden data, by the dependency table or by a closed form. Certificates,
 * which differentiate a loss as it is written, agree with the wrong loss.
 */
final class PlantedLossesTest {
    private static final String GOLDEN = "golden ";

    static Stream<LossMutants.Planted> all() {
        return LossMutants.all();
    }

    @Test
    void theProductHasNone() {
        Checks product = new Checks(PatchedClasses.none().loader());
        all().flatMap(planted -> planted.caughtBy().stream())
                .distinct()
                .forEach(catcher ->
                        assertThat(complaints(product, catcher)).as(catcher).isEmpty());
        assertThat(certificates(product, AgentCertificate.GRADIENT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isCaught(LossMutants.Planted planted) throws IOException {
        Checks mutant = new Checks(PatchedClasses.of(planted.mutant()).loader());
        assertThat(complaints(mutant, planted.caughtBy().get(0))).isNotEmpty();
    }

    /** Each check that is said to catch it does so by itself; only a certificate does not. */
    @Tag("deep")
    @ParameterizedTest
    @MethodSource("all")
    void isCaughtByEachAndInvisibleToCertificates(LossMutants.Planted planted) throws IOException {
        Checks mutant = new Checks(PatchedClasses.of(planted.mutant()).loader());
        for (String catcher : planted.caughtBy()) {
            assertThat(complaints(mutant, catcher)).as(catcher).isNotEmpty();
        }
        assertThat(certificates(mutant, AgentCertificate.GRADIENT).isEmpty()).isEqualTo(planted.isInvisible());
    }

    @Test
    void thereAreEnoughAndEachHasAName() {
        assertThat(all().map(Object::toString)).hasSizeGreaterThanOrEqualTo(15).doesNotHaveDuplicates();
    }

    private static List<String> complaints(Checks checks, String catcher) {
        if (catcher.startsWith(GOLDEN)) {
            return checks.of(GoldenFailures.class, catcher.substring(GOLDEN.length()));
        }
        return catcher.equals(LossMutants.DEPENDENCIES)
                ? certificates(checks, AgentCertificate.DEPENDENCY)
                : checks.ofTest(catcher);
    }

    private static List<String> certificates(Checks checks, String kind) {
        return checks.of(AgentCertificate.class, "").stream()
                .filter(line -> line.startsWith(kind))
                .toList();
    }
}
