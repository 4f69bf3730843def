package softac.lab.dashboard;

import java.io.IOException;
import softac.lab.run.RunFolder;
import softac.lab.run.RunState;

/** Tells whether a run goes on: {@code RunState::of}, but for tests. */
@FunctionalInterface
public interface Liveness {
    /**
     * What has become of a run.
     *
     * @param run its folder
     * @throws IOException when that cannot be found out
     */
    RunState of(RunFolder run) throws IOException;
}
