package io.nearfar.experiments.decider;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.decider.Cassette.Voice;
import io.nearfar.languagemodel.Asking;
import io.nearfar.languagemodel.Constraint;
import io.nearfar.languagemodel.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said of the voice that is wanted of a cassette; what is not said may be anything.
 *
 * @param model its name
 * @param scoring by what its answer is known
 * @param alternatives of how many alternatives it gave log-probabilities
 * @param constraint what kept it from replying anything else
 */
record VoiceFilter(
    Optional<String> model,
    Optional<Scoring> scoring,
    Optional<Integer> alternatives,
    Optional<Constraint> constraint) {

  /**
   * The one voice that is meant.
   *
   * @throws Failure when the cassette has none, or several
   */
  Voice of(Cassette cassette) {
    List<Voice> all = cassette.voices();
    List<Voice> meant = all.stream().filter(this::means).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty() && !all.isEmpty()) {
      throw new Failure(
          "cassette "
              + cassette.name()
              + " has no replies of "
              + String.join(", ", said())
              + "; it has replies of "
              + Tape.words(all)
              + "\nRecord them: say --decider URL with the same cassette.");
    }
    throw new Failure(
        "cassette "
            + cassette.name()
            + " has replies of "
            + (all.isEmpty() ? "no model" : meant.size() + " models: " + Tape.words(meant))
            + "; say which with --decider-model, --scoring, --alternatives and --constrain");
  }

  private boolean means(Voice voice) {
    if (model.isPresent() && !model.get().equals(voice.model())) {
      return false;
    }
    if (scoring.isEmpty() && alternatives.isEmpty() && constraint.isEmpty()) {
      return true;
    }
    return Asking.ofWords(voice.settings()).filter(this::means).isPresent();
  }

  private boolean means(Asking asking) {
    return scoring.stream().allMatch(wanted -> wanted == asking.scoring())
        && constraint.stream().allMatch(wanted -> wanted == asking.constraint())
        && alternatives.stream()
            .allMatch(
                wanted ->
                    asking.scoring() == Scoring.LOG_PROBABILITIES
                        && wanted == asking.alternatives());
  }

  private List<String> said() {
    List<String> said = new ArrayList<>();
    model.ifPresent(name -> said.add("--decider-model " + name));
    scoring.ifPresent(how -> said.add("--scoring " + how));
    alternatives.ifPresent(number -> said.add("--alternatives " + number));
    constraint.ifPresent(how -> said.add("--constrain " + how));
    return said;
  }
}
