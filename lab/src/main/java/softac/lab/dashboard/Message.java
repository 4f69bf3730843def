package softac.lab.dashboard;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page is told, as JSON. Each replaces what was told before under the same type and run, but for what says that
 * it adds. Text from files is text: the page shows it as such.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Message.Settings.class, name = "settings"),
    @JsonSubTypes.Type(value = Message.State.class, name = "state"),
    @JsonSubTypes.Type(value = Message.Rows.class, name = "rows"),
    @JsonSubTypes.Type(value = Message.Log.class, name = "log"),
    @JsonSubTypes.Type(value = Message.Slices.class, name = "slices"),
    @JsonSubTypes.Type(value = Message.Acted.class, name = "acted"),
    @JsonSubTypes.Type(value = Message.Beat.class, name = "beat"),
})
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
sealed interface Message {
    /**
     * The first one: which runs there are. Their numbers are their places here.
     *
     * @param runs names, as the page shows them
     */
    record Hello(List<String> runs) implements Message {}

    /**
     * What a run was asked to do.
     *
     * @param run number
     * @param task its id
     * @param steps how many, 0 where the settings do not say
     * @param random mean return of random play, null for an unknown task
     * @param best mean return of near-optimal control, null for an unknown task
     * @param entries all settings, then the machine
     */
    record Settings(
            int run,
            String task,
            long steps,
            @Nullable Double random,
            @Nullable Double best,
            List<Entry> entries) implements Message {}

    /**
     * One setting.
     *
     * @param name with the blocks it stands in: {@code training.steps}
     * @param value as it is written
     * @param source what decided it, as the comment behind it says
     */
    record Entry(String name, String value, String source) {}

    /**
     * What has become of a run.
     *
     * @param run number
     * @param state running, done, stopped, or unknown
     * @param saved after how many steps it was saved last, where it has stopped; otherwise 0
     * @param resume how to go on, empty where nothing is to be gone on with
     * @param resumeGroup how to go on with all seeds of its group, empty where it is in none
     * @param problem which files cannot be read and why, empty where all can
     */
    record State(int run, String state, long saved, String resume, String resumeGroup, String problem)
            implements Message {}

    /**
     * Rows of a table, as they stand in the file.
     *
     * @param run number
     * @param table metrics or timing
     * @param restarted they replace what was told; otherwise they add to it
     * @param header names of the columns, separated by commas
     * @param rows cells, separated by commas
     * @param last the last row of the file, also where rows are left out because there are very many
     */
    record Rows(int run, String table, boolean restarted, String header, List<String> rows, String last)
            implements Message {}

    /**
     * Lines of the log.
     *
     * @param run number
     * @param restarted they replace what was told; otherwise they add to it
     * @param lines oldest first
     */
    record Log(int run, boolean restarted, List<String> lines) implements Message {}

    /**
     * The policy over a slice of observations, at several values of what is held fixed.
     *
     * @param run number
     * @param kind what is drawn: angle, state, density or none
     * @param text why there is nothing to draw, else empty
     * @param x where it was computed: angles, states or actions
     * @param low end of the actions
     * @param high end of the actions
     * @param slices one a value of what is held fixed
     * @param reference what to compare with: the optimal action, or the reward; empty where nothing is known
     * @param optimum the density of π*; empty where nothing is known
     */
    record Slices(
            int run,
            String kind,
            String text,
            double[] x,
            double low,
            double high,
            List<Slice> slices,
            double[] reference,
            double[] optimum)
            implements Message {
        static Slices none(int run, String text) {
            double[] nothing = {};
            return new Slices(run, "none", text, nothing, 0, 0, List.of(), nothing, nothing);
        }
    }

    /**
     * A curve with a band.
     *
     * @param fixed value of what is held fixed
     * @param mean the deterministic action, tanh μ in the task's box; or the density of the action
     * @param lower tanh(μ − σ) in the task's box; empty for a density
     * @param upper tanh(μ + σ) in the task's box; empty for a density
     */
    record Slice(double fixed, double[] mean, double[] lower, double[] upper) {}

    /**
     * A step of the copy of the task.
     *
     * @param run number
     * @param step of the episode, 0 at its start
     * @param observation after it
     * @param action before it
     * @param reward of it
     * @param sum of the rewards of the episode so far
     */
    record Acted(int run, int step, double[] observation, double[] action, double reward, double sum)
            implements Message {}

    /** The server is there. */
    record Beat() implements Message {}
}
