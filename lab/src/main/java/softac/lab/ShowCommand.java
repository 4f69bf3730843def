package softac.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import softac.lab.run.RunFolder;

/** {@code sac show}: what is in a policy file, and where it comes from. */
@Command(
        name = "show",
        header = {
            "What is in a policy file, and where it comes from.",
            "",
            "  bin/sac show runs/pendulum-1-20260101-120000",
            "  bin/sac show pendulum.safetensors",
            ""
        },
        customSynopsis = "bin/sac show <policy.safetensors | run folder>",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<policy>", description = "a .safetensors file that this library wrote, or a run folder")
    private String name = "";

    private final Shell shell;

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path path = shell.file(name);
        Path file = Files.isDirectory(path) ? RunFolder.open(path).requirePolicy() : path;
        PolicyCard card = new PolicyCard(shell);
        card.policy(file);
        Path parent = file.getParent();
        Path folder = parent == null ? Path.of(".") : parent;
        if (RunFolder.isRun(folder)) {
            card.origin(RunFolder.open(folder), file);
        }
        return ExitCode.DONE;
    }
}
