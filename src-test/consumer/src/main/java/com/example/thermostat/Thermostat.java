package com.example.thermostat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.Actor;
import softac.sac.agent.Policy;
import softac.sac.train.PolicyFile;

/**
 * An embedder's program: trains on its own room in its own loop, saves, loads, and acts from many threads. It prints what
 * it found, {@code thermostat: name = value}, and expects to be the only one that prints.
 *
 * <pre>java … com.example.thermostat.Thermostat [folder] [FLOAT32 | FLOAT64] [quarters to train] [acts per thread]</pre>
 */
public final class Thermostat {
    private static final int THREADS = 8;
    private static final int LOADS = 50;
    private static final int QUARTERS = 960; // ten days

    private Thermostat() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]).resolve("thermostat.safetensors");
        Precision precision = Precision.valueOf(arguments[1]);
        int quarters = Integer.parseInt(arguments[2]);
        int acts = Integer.parseInt(arguments[3]);
        Household.prepare();
        say("threads before", threads());

        Lessons lessons = new Lessons(Seed.of(7), precision);
        say("comfort untrained", comfort(lessons.policy()));
        lessons.learn(new Room(new SplittableRandom(1)), quarters);
        say("comfort trained", comfort(lessons.policy()));

        Policy trained = lessons.policy();
        PolicyFile.save(file, trained);
        say("file bytes", Files.size(file));
        say("first load ms", loadMillis(file));
        for (int n = 0; n < LOADS; n++) {
            loadMillis(file);
        }
        say("warm load ms", loadMillis(file));

        say("trained", Household.act(trained.actor(), acts));
        for (Household.Work work : Household.act(PolicyFile.load(file), THREADS, acts)) {
            say("loaded", work);
        }
        say("threads after", threads());
    }

    /** Mean reward of the deterministic policy over ten days that are always the same. */
    private static double comfort(Policy policy) {
        Actor actor = policy.actor();
        Room room = new Room(new SplittableRandom(2));
        double[] observation = new double[2];
        double[] action = new double[2];
        double sum = 0;
        for (int t = 1; t <= QUARTERS; t++) {
            room.sense(observation);
            actor.act(observation, action);
            sum += room.live(action[0], action[1]);
            if (t % Lessons.HALF_DAY == 0) {
                room.newDay();
            }
        }
        return sum / QUARTERS;
    }

    private static double loadMillis(Path file) throws IOException {
        long start = System.nanoTime();
        PolicyFile.load(file).actor();
        return (System.nanoTime() - start) / 1e6;
    }

    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static void say(String name, Object value) {
        System.out.println("thermostat: " + name + " = " + value);
    }
}
