package io.nearfar.experiments.decider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.model.policy.icl.Completion;
import io.nearfar.model.policy.icl.Prompt;
import io.nearfar.model.policy.icl.Role;
import io.nearfar.model.task.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CassetteTest {

  private static final Prompt SINGLE = Prompt.of("condition: small, regular");
  private static final Prompt TURNS =
      new Prompt(
          List.of(
              new Prompt.Message(Role.SYSTEM, "Reply with one word."),
              new Prompt.Message(Role.USER, "condition: small, regular")));
  private static final Completion SCORED =
      new Completion(
          "offload",
          Optional.of(new Completion.Scores(-6.5, -0.25, Optional.of(Decision.LOCAL))),
          Optional.of(new Completion.Usage(393, 3)),
          1.5);

  /** Recorded before bounds were. */
  @Test
  void anAnswerOfMinusInfinityIsReadAsNotTold() throws IOException {
    Prompt prompt = Prompt.of("p");
    Recording.Key key = new Recording.Key("m", "s", prompt);
    Completion told =
        new Completion("x", Optional.of(new Completion.Scores(-1, -2)), Optional.empty(), 0);
    Path file = directory.resolve("old.jsonl.gz");
    Cassette.of(file).keep(key, told, file);
    String line;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      line = new String(in.readAllBytes(), UTF_8);
    }
    assertThat(line).doesNotContain("bounded").contains("\"offloadLogProbability\":-2.0");
    String old = line.replace(":-2.0", ":\"-Infinity\"");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(old.getBytes(UTF_8));
    }

    Cassette cassette = Cassette.read("old", new ByteArrayInputStream(compressed.toByteArray()));

    Completion.Scores scores = cassette.reply(key).flatMap(Completion::scores).orElseThrow();
    assertThat(scores).isEqualTo(new Completion.Scores(-1, -1, Optional.of(Decision.OFFLOAD)));
    cassette.keep(new Recording.Key("m", "s", Prompt.of("q")), told, file);
    cassette.tidy(file);
    assertThat(Cassette.of(file).reply(key).flatMap(Completion::scores)).contains(scores);
  }

  @TempDir private Path directory;

  @Test
  void keepsRepliesWithScoresTokensAndSeconds() {
    Path file = directory.resolve("c.jsonl.gz");
    Completion plain =
        new Completion("local, I \"think\"\n…", Optional.empty(), Optional.empty(), 0);
    Cassette written = Cassette.of(file);
    written.keep(key("a", SINGLE), SCORED, file);
    written.keep(key("a", TURNS), plain, file);
    Cassette crashed = Cassette.of(file);
    written.tidy(file);

    for (Cassette read : List.of(crashed, Cassette.of(file))) {
      assertThat(read.reply(key("a", SINGLE))).contains(SCORED);
      assertThat(read.reply(key("a", TURNS))).contains(plain);
      assertThat(read.reply(key("b", SINGLE))).isEmpty();
      assertThat(read.reply(new Recording.Key("a", "reply", SINGLE))).isEmpty();
    }
  }

  @Test
  void isALineOfJsonForEachReply() throws IOException {
    Path file = directory.resolve("c.jsonl.gz");
    Cassette cassette = Cassette.of(file);
    cassette.keep(key("a", TURNS), SCORED, file);
    cassette.tidy(file);

    assertThat(text(file))
        .isEqualTo(
            "{\"model\":\"a\",\"settings\":\"log-probabilities\",\"hash\":\""
                + Recording.hash(TURNS)
                + "\",\"prompt\":[{\"role\":\"system\",\"text\":\"Reply with one word.\"},"
                + "{\"role\":\"user\",\"text\":\"condition: small, regular\"}],"
                + "\"reply\":\"offload\",\"scores\":{\"localLogProbability\":-6.5,"
                + "\"offloadLogProbability\":-0.25,\"bounded\":\"local\"},"
                + "\"usage\":{\"promptTokens\":393,\"replyTokens\":3},\"seconds\":1.5}\n");
  }

  @Test
  void givesTheSameBytesInWhateverOrderItWasRecorded() throws IOException {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    byte[] first = recorded("first", numbers);
    Collections.shuffle(numbers, new Random(1));

    assertThat(recorded("second", numbers)).isEqualTo(first);
  }

  private byte[] recorded(String name, List<Integer> numbers) throws IOException {
    Path file = directory.resolve(name);
    Cassette cassette = Cassette.of(file);
    for (int number : numbers) {
      cassette.keep(key("m" + number % 3, Prompt.of("prompt " + number)), SCORED, file);
    }
    cassette.tidy(file);
    return Files.readAllBytes(file);
  }

  @Test
  void knowsWhoseRepliesItHas() {
    Path file = directory.resolve("c.jsonl.gz");
    Cassette cassette = Cassette.of(file);
    assertThatThrownBy(() -> Tape.onlyVoice(cassette))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has replies of no model");
    cassette.keep(key("a", SINGLE), SCORED, file);
    assertThat(Tape.onlyVoice(cassette).words()).isEqualTo("a (log-probabilities)");
    cassette.keep(new Recording.Key("a", "reply", SINGLE), SCORED, file);

    assertThatThrownBy(() -> Tape.onlyVoice(cassette))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("has replies of 2 models: a (log-probabilities); a (reply)")
        .hasMessageContaining("--decider-model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":                                | line 1: Unexpected end-of-input",
        "{\"model\":\"a\",\"seconds\":1}            | line 1: settings is empty",
        "{\"model\":\"a\",\"settings\":\"b\",\"seconds\":1} | line 1: prompt is missing",
        "hello                                      | line 1: Unrecognized token 'hello'",
      })
  void saysWhichLineCannotBeRead(String line, String reason) {
    assertThatThrownBy(() -> Cassette.read("tape", compressed(line)))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("cassette tape ")
        .hasMessageContaining(reason);
  }

  @Test
  void noticesAPromptThatWasChangedByHand() throws IOException {
    Path file = directory.resolve("c.jsonl.gz");
    Cassette cassette = Cassette.of(file);
    cassette.keep(key("a", SINGLE), SCORED, file);
    String changed = text(file).replace("small, regular", "large, regular");

    assertThatThrownBy(() -> Cassette.read("tape", compressed(changed)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(
            "cassette tape line 1: hash is " + Recording.hash(SINGLE) + "; that of the prompt is ");
  }

  @Test
  void keepsTheWholeRepliesOfARecordingThatWasKilled() throws IOException {
    Path file = directory.resolve("torn.jsonl.gz");
    Cassette cassette = Cassette.of(file);
    cassette.keep(key("a", SINGLE), SCORED, file);
    cassette.keep(key("a", TURNS), SCORED, file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));

    Cassette found = Cassette.of(file);
    assertThat(found.reply(key("a", SINGLE))).hasValue(SCORED);
    found.keep(key("b", SINGLE), SCORED, file);
    assertThat(Cassette.of(file).reply(key("b", SINGLE))).hasValue(SCORED);
    assertThat(Cassette.of(file).reply(key("a", SINGLE))).hasValue(SCORED);
  }

  @Test
  void refusesWhatIsNotCompressed() throws IOException {
    Path file = Files.writeString(directory.resolve("plain.jsonl"), "{}\n");

    assertThatThrownBy(() -> Cassette.of(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cassette " + file + " cannot be read: Not in GZIP format");
  }

  @Test
  void aHashIsThatOfTheRolesToo() {
    Prompt other =
        new Prompt(
            List.of(
                new Prompt.Message(Role.USER, "Reply with one word."),
                new Prompt.Message(Role.USER, "condition: small, regular")));

    assertThat(Recording.hash(TURNS)).hasSize(16).isNotEqualTo(Recording.hash(other));
  }

  private static Recording.Key key(String model, Prompt prompt) {
    return new Recording.Key(model, "log-probabilities", prompt);
  }

  private static InputStream compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
