package io.nearfar.experiments.decider;

import io.nearfar.experiments.Failure;
import io.nearfar.languagemodel.Asking;
import io.nearfar.languagemodel.Constraint;
import io.nearfar.languagemodel.Scoring;
import io.nearfar.model.policy.icl.Calibration;
import io.nearfar.model.scenario.PolicySpec;
import io.nearfar.model.scenario.Scenario;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which decision model the in-context policies ask; without any option, the embedded reader. */
public final class DeciderOptions {

  @Option(
      names = "--decider",
      paramLabel = "URL",
      description =
          "Base URL of an OpenAI-compatible API, with /v1, whose model decides; default: the"
              + " embedded example-vote reader")
  private Optional<URI> url = Optional.empty();

  @Option(
      names = "--decider-model",
      paramLabel = "NAME",
      description = "Its name at that API, or on the cassette, where it has several")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--decider-key-env",
      paramLabel = "VARIABLE",
      description = "Environment variable that holds the key of that API, if it needs one")
  private Optional<String> keyVariable = Optional.empty();

  @Option(
      names = "--scoring",
      paramLabel = "HOW",
      converter = ScoringWord.class,
      description =
          "By what its answer is known: log-probabilities (where it gives none, the reply is read)"
              + " or reply; default: log-probabilities")
  private Optional<Scoring> scoring = Optional.empty();

  @Option(
      names = "--alternatives",
      paramLabel = "N",
      description =
          "How many alternatives of a token are asked for with log-probabilities; OpenAI gives at"
              + " most 20, llama.cpp any number; default: 20")
  private Optional<Integer> alternatives = Optional.empty();

  @Option(
      names = "--constrain",
      paramLabel = "HOW",
      converter = ConstraintWord.class,
      description =
          "What keeps it from replying anything but an answer: none, json-schema or grammar"
              + " (llama.cpp); default: none")
  private Optional<Constraint> constraint = Optional.empty();

  @Option(
      names = "--cassette",
      paramLabel = "FILE|NAME",
      description = {
        "Recorded replies: a file, or the shipped ones (smollm2-135m). With --decider, what is missing is asked for and recorded; without it"
            + " they are replayed, offline, and nothing may be missing. Where it has those of"
            + " several models, or of one asked in several ways, the other options say which."
      })
  private Optional<Path> cassette = Optional.empty();

  /** Whether a decision model other than the embedded reader is asked for. */
  public boolean given() {
    return url.isPresent() || cassette.isPresent() || described();
  }

  /** Whether what decides is a cassette that ships with the product. */
  public boolean replaysShipped() {
    return url.isEmpty() && cassette.filter(DeciderOptions::ships).isPresent();
  }

  private static boolean ships(Path cassette) {
    return !Files.isRegularFile(cassette) && Decider.SHIPPED.contains(cassette.toString());
  }

  /** Whether something is said of a decision model. */
  private boolean described() {
    return model.isPresent()
        || keyVariable.isPresent()
        || scoring.isPresent()
        || alternatives.isPresent()
        || constraint.isPresent();
  }

  /** Whether it is asked for log-probabilities, which calibration needs. */
  public boolean scores() {
    Optional<Scoring> known =
        replayed()
            .flatMap(voice -> Asking.ofWords(voice.settings()))
            .map(Asking::scoring)
            .or(() -> scoring);
    return !known.equals(Optional.of(Scoring.REPLY));
  }

  /** What the decision model is called in a legend, when one is given. */
  public Optional<String> label() {
    return model.or(() -> cassette.map(file -> file.getFileName().toString()));
  }

  /**
   * The decision model of a scenario.
   *
   * @throws Failure when the options do not name one, or not one that the scenario can be decided
   *     by
   */
  public Decider open(Scenario scenario) {
    PolicySpec policy = scenario.policy();
    boolean calibrated =
        policy.name().inContext() && policy.calibration() == Calibration.CONTEXTUAL;
    boolean asked = url.isPresent() || cassette.isPresent();
    if (calibrated && (!asked || !scores())) {
      throw new Failure(
          "policy.calibration is contextual, which needs log-probabilities; "
              + (asked ? "scoring by reply" : "the embedded reader")
              + " has none\nName a decision model with --decider or --cassette, and score by"
              + " log-probabilities.");
    }
    return open();
  }

  /**
   * The decision model, of whatever scenario.
   *
   * @throws Failure when the options do not name one, or one of them would have no effect
   */
  public Decider open() {
    requireEffect();
    if (url.isPresent()) {
      Connection connection = connection(url.get());
      return cassette
          .map(file -> Decider.recording(connection, Cassette.of(file), file))
          .orElseGet(() -> Decider.asking(connection));
    }
    if (cassette.isPresent()) {
      Cassette recorded = recorded(cassette.get());
      return Decider.replay(recorded, voice(recorded));
    }
    if (described()) {
      throw new Failure(
          "a decision model is described, but not where it is; say --decider URL, or --cassette FILE");
    }
    return Decider.reader();
  }

  /** An option that changes nothing would leave its reader with another experiment. */
  private void requireEffect() {
    if (alternatives.isPresent() && scoring.equals(Optional.of(Scoring.REPLY))) {
      throw new Failure(
          "--alternatives is given with --scoring reply, which asks for no log-probabilities; leave"
              + " one of them out");
    }
    if (keyVariable.isPresent() && cassette.isPresent() && url.isEmpty()) {
      throw new Failure(
          "--decider-key-env is given without --decider; a cassette that is replayed needs no key");
    }
  }

  private Connection connection(URI url) {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).startsWith("http")) {
      throw new Failure(
          "--decider is \"" + url + "\"; it must be a URL such as http://localhost:8000/v1");
    }
    String name =
        model.orElseThrow(
            () -> new Failure("--decider is given without --decider-model; it needs both"));
    return new Connection(url, name, key(), asking());
  }

  /** Who speaks from a cassette, where it is replayed. */
  private Optional<Cassette.Voice> replayed() {
    return url.isPresent() ? Optional.empty() : cassette.map(file -> voice(recorded(file)));
  }

  private Cassette.Voice voice(Cassette recorded) {
    return new VoiceFilter(model, scoring, alternatives, constraint).of(recorded);
  }

  private static Cassette recorded(Path file) {
    if (Files.isRegularFile(file)) {
      return Cassette.of(file);
    }
    if (ships(file)) {
      return Decider.shippedCassette(file.toString());
    }
    throw new Failure(
        "cassette "
            + file
            + " is neither a file nor shipped; shipped are "
            + String.join(", ", Decider.SHIPPED)
            + "\nSay --decider URL and --decider-model NAME to record one.");
  }

  private Asking asking() {
    int number = alternatives.orElse(Asking.COMMON_ALTERNATIVES);
    if (number < 1) {
      throw new Failure("--alternatives is " + number + "; it must be at least 1");
    }
    return new Asking(
        scoring.orElse(Scoring.LOG_PROBABILITIES), number, constraint.orElse(Constraint.NONE));
  }

  private String key() {
    if (keyVariable.isEmpty()) {
      // The API client sends one whether or not the server looks at it.
      return "none";
    }
    String key = System.getenv(keyVariable.get());
    if (key == null || key.isBlank()) {
      throw new Failure(
          "--decider-key-env names "
              + keyVariable.get()
              + ", which is not set; it must hold the key");
    }
    return key;
  }

  /** Reads a word of {@link Scoring}. */
  static final class ScoringWord implements ITypeConverter<Scoring> {
    @Override
    public Scoring convert(String word) {
      return valid(() -> Scoring.ofWord(word));
    }
  }

  /** Reads a word of {@link Constraint}. */
  static final class ConstraintWord implements ITypeConverter<Constraint> {
    @Override
    public Constraint convert(String word) {
      return valid(() -> Constraint.ofWord(word));
    }
  }

  private static <T> T valid(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
