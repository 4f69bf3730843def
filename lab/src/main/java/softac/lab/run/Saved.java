package softac.lab.run;

import softac.autodiff.state.StateVisitor;
import softac.autodiff.state.Stateful;
import softac.sac.train.Trainer;

/** What a checkpoint of a run holds: all that decides what will be computed and written, and how long the tables were. */
final class Saved implements Stateful {
    final long[] metricsBytes = {0};
    final long[] timingBytes = {0};
    final long[] eventsBytes = {0};
    final double[] bestReturn = {Double.NEGATIVE_INFINITY};
    final double[] seconds = {0};

    private final Trainer trainer;

    /** That of a run before its first step. */
    Saved(Trainer trainer) {
        this.trainer = trainer;
    }

    @Override
    public void state(StateVisitor visitor) {
        visitor.part("trainer", trainer);
        visitor.part("last_update", trainer.agent().lastUpdate()); // a row shows it, which may be long after
        visitor.longs("metrics_bytes", metricsBytes);
        visitor.longs("timing_bytes", timingBytes);
        visitor.longs("events_bytes", eventsBytes);
        if (metricsBytes[0] < 0 || timingBytes[0] < 0 || eventsBytes[0] < 0) {
            throw new IllegalArgumentException("a table of less than 0 bytes; load an undamaged file");
        }
        visitor.doubles("best_return", bestReturn);
        visitor.doubles("seconds", seconds);
    }
}
