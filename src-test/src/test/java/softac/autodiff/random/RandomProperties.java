package softac.autodiff.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class RandomProperties {
    private enum Draw {
        LONG,
        DOUBLE,
        UNIFORM,
        NORMAL,
        INT;

        double from(Rng rng) {
            return switch (this) {
                case LONG -> rng.nextLong();
                case DOUBLE -> rng.nextDouble();
                case UNIFORM -> rng.uniform(-1, 3);
                case NORMAL -> rng.normal();
                case INT -> rng.nextInt(1000);
            };
        }
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings().withChars("abα\0🙂 ").ofMaxLength(9).filter(RandomProperties::isWellFormed);
    }

    private static boolean isWellFormed(String name) {
        return name.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000);
    }

    @Property(tries = 200)
    void aStreamDoesNotDependOnTheOtherSplitsNorOnTheirOrder(
            @ForAll @LongRange(min = 0) long number,
            @ForAll @Size(min = 1, max = 6) @UniqueElements List<@From("name") String> names,
            @ForAll Random order) {
        Seed root = Seed.of(number);
        Map<String, Double> first = drawFromEach(root, names);
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, order);
        assertThat(drawFromEach(root, shuffled)).isEqualTo(first);
        String last = names.get(names.size() - 1);
        assertThat(drawFromEach(Seed.of(number), List.of(last))).containsEntry(last, first.get(last));
        assertThat(first.values()).doesNotHaveDuplicates();
    }

    private static Map<String, Double> drawFromEach(Seed root, List<String> names) {
        Map<String, Double> draws = new HashMap<>();
        for (String name : names) {
            draws.put(name, root.split(name).rng().normal());
        }
        return draws;
    }

    @Property(tries = 500)
    void pathsOfNamesGiveTheSameSeedOnlyIfTheyAreTheSame(
            @ForAll @Size(max = 4) List<@From("name") String> one,
            @ForAll @Size(max = 4) List<@From("name") String> other) {
        assertThat(descend(one).equals(descend(other))).isEqualTo(one.equals(other));
        assertThat(descend(one)).isEqualTo(descend(List.copyOf(one)));
    }

    private static Seed descend(List<String> names) {
        Seed seed = Seed.of(5);
        for (String name : names) {
            seed = seed.split(name);
        }
        return seed;
    }

    @Property(tries = 200)
    void savedAnywhereAndLoadedAStreamGoesOnAsIfNothingHadHappened(
            @ForAll @LongRange(min = 0) long number,
            @ForAll @Size(max = 20) List<Draw> before,
            @ForAll @Size(min = 1, max = 20) List<Draw> after) {
        Rng rng = Seed.of(number).rng();
        before.forEach(draw -> draw.from(rng));
        Rng loaded = Seed.of(0).rng();
        RngTest.load(loaded, RngTest.save(rng));
        for (Draw draw : after) {
            assertThat(draw.from(loaded)).isEqualTo(draw.from(rng));
        }
    }

    @Property
    void drawsStayInTheirRange(
            @ForAll @LongRange(min = 0) long number,
            @ForAll @IntRange(min = 1) int bound,
            @ForAll double one,
            @ForAll double other) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        Rng rng = Seed.of(number).rng();
        assertThat(rng.nextInt(bound)).isBetween(0, bound - 1);
        assertThat(rng.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
        if (high - low < Double.POSITIVE_INFINITY) {
            assertThat(rng.uniform(low, high)).isBetween(low, high);
        }
    }
}
