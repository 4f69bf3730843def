package softac.lab;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sac completion}: a script that lets a shell complete commands, options and their values. */
@Command(
        name = "completion",
        header = {
            "Let the shell complete commands, options and their values.",
            "",
            "  source <(bin/sac completion bash)                  here and now",
            "  bin/sac completion bash > ~/.sac-completion        to keep; then in ~/.bashrc",
            "                                                     source ~/.sac-completion",
            "Works for sac and for every path that ends with it, such as bin/sac.",
            ""
        },
        customSynopsis = "bin/sac completion bash|zsh",
        synopsisHeading = "Usage: ",
        parameterListHeading = "%n",
        sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    /** Its completion of bash's kind needs its own to be there, which a bare zsh has not begun. */
    private static final String ZSH = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }\n";

    /** What forbids names of files where nothing else is known; but run folders may stand almost everywhere. */
    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    @Parameters(paramLabel = "<shell>", description = "bash or zsh", completionCandidates = Shells.class)
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    private final Shell shell;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(name)) {
            throw new IllegalArgumentException(
                    "completion '" + name + "': must be bash or zsh, for example completion bash");
        }
        String script = AutoComplete.bash("sac", spec.root().commandLine()).replace(NO_FILES, "");
        shell.out().print(name.equals("zsh") ? ZSH + script : script);
        return ExitCode.DONE;
    }

    /** For the help and for completion. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }
}
