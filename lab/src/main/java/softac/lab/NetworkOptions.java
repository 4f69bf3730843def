package softac.lab;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import softac.lab.run.NetworkSettings;

/** The shape of the networks, as typed. */
final class NetworkOptions {
    @Option(names = "--hidden", paramLabel = "N,N,…", description = "units of the hidden layers; papers: 256,256")
    private @Nullable String hidden;

    @Option(names = "--activation", paramLabel = "relu|tanh", description = "after each hidden layer; papers: relu")
    private @Nullable String activation;

    NetworkSettings over(NetworkSettings preset) {
        return new NetworkSettings(
                hidden == null ? preset.hidden() : NetworkSettings.hidden(hidden),
                activation == null ? preset.activation() : NetworkSettings.activation(activation));
    }
}
