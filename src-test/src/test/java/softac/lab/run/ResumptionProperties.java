package softac.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import softac.lab.run.ShortRun.Result;

/** To go on is never to have stopped: equal states, metrics and policies, to the bit. */
final class ResumptionProperties {
    private static final long STEPS = 260;
    private final Path directory;

    ResumptionProperties() throws IOException {
        directory = Files.createTempDirectory("resumption");
    }

    @AfterTry
    void clean() throws IOException {
        Folders.delete(directory);
    }

    @Provide
    Arbitrary<String> tasks() {
        return Arbitraries.of("pendulum", "lqr", "bandit");
    }

    /** Updates may be rare, so that a row shows the losses of one before the stop. */
    @Provide
    Arbitrary<Double> updates() {
        return Arbitraries.of(1.0, 0.4, 0.008);
    }

    @Property(tries = 12)
    void stopsLeaveNoTrace(
            @ForAll @From("tasks") String task,
            @ForAll Algorithm algo,
            @ForAll @From("updates") double updatesPerStep,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        ShortRun run = ShortRun.of(task, algo, random.nextInt(1000), STEPS, 20 + random.nextInt(60), updatesPerStep);
        Path folder = directory.resolve("run-" + random.nextLong());
        Result whole = run.whole(directory.resolve("whole-" + random.nextLong()));

        List<Long> stops = ShortRun.stops(random, STEPS);
        LongSupplier nanos = ShortRun.jumping(random);
        run.begin(folder, stops.get(0), random.nextBoolean(), nanos);
        for (long stop : stops.subList(1, stops.size())) {
            assertThat(RunState.of(RunFolder.open(folder))).isEqualTo(RunState.STOPPED);
            ShortRun.resume(folder, stop, random.nextBoolean(), ShortRun.jumping(random));
        }
        assertThat(ShortRun.resume(folder)).as("stops at %s", stops).isEqualTo(whole);
        assertThat(RunState.of(RunFolder.open(folder))).isEqualTo(RunState.DONE);
    }
}
