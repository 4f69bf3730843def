package softac.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.NetworkSettings;

/** The shape of the networks, as typed. */
final class NetworkOptions {
    static final String HIDDEN = "units of the hidden layers; papers: 256,256";

    @Option(names = "--hidden", paramLabel = "N,N,…", description = HIDDEN)
    private @Nullable String hidden;

    @Option(names = "--activation", paramLabel = "relu|tanh", description = "after each hidden layer; papers: relu")
    private @Nullable String activation;

    NetworkSettings over(NetworkSettings preset) {
        return new NetworkSettings(
                hidden == null ? preset.hidden() : NetworkSettings.hidden(hidden),
                activation == null ? preset.activation() : NetworkSettings.activation(activation));
    }
}
