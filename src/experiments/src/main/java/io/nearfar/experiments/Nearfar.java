package io.nearfar.experiments;

import io.nearfar.experiments.cell.CellCommand;
import io.nearfar.experiments.compare.CompareCommand;
import io.nearfar.experiments.demo.DemoCommand;
import io.nearfar.experiments.figure.FiguresCommand;
import io.nearfar.experiments.replication.MergeCommand;
import io.nearfar.experiments.reply.RepliesCommand;
import io.nearfar.experiments.result.ResultException;
import io.nearfar.experiments.testbed.CheckCommand;
import io.nearfar.experiments.testbed.TestbedCommand;
import io.nearfar.model.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 done, 1 failed, 2 misused, 130 stopped. */
@Command(
    name = "nearfar",
    description = "Experiments with offloading of generation tasks between edge and cloud.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Nearfar.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:misused", "130:stopped"},
    subcommands = {
      DemoCommand.class,
      SimulateCommand.class,
      MergeCommand.class,
      CompareCommand.class,
      TestbedCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      FiguresCommand.class,
      CellCommand.class,
      ScenarioCommand.class,
      RepliesCommand.class
    })
public final class Nearfar implements Runnable {

  private static final int FAILED = 1;
  private static final int STOPPED = 130;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, ready to execute. */
  static CommandLine commandLine() {
    Nearfar nearfar = new Nearfar();
    return new CommandLine(nearfar)
        .setParameterExceptionHandler(Nearfar::misused)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> nearfar.failed(failure, command.getErr()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int misused(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("nearfar: " + e.getMessage());
    err.println("See: " + command + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception failure, PrintWriter err) {
    if (verbose) {
      failure.printStackTrace(err);
    }
    if (failure instanceof InterruptedException) {
      err.println("nearfar: stopped");
      return STOPPED;
    }
    boolean explained =
        failure instanceof Failure
            || failure instanceof ScenarioException
            || failure instanceof ResultException;
    if (explained) {
      err.println("nearfar: " + failure.getMessage());
    } else {
      err.println("nearfar: unexpected failure: " + failure);
      err.println("With --verbose it says where.");
    }
    return FAILED;
  }

  /** The version of the build: a native executable has no manifest to ask. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream version = Nearfar.class.getResourceAsStream("version.txt")) {
        return new String[] {
          "nearfar " + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()
        };
      }
    }
  }
}
