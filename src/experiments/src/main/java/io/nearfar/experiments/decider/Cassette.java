package io.nearfar.experiments.decider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.nearfar.experiments.Failure;
import io.nearfar.model.policy.icl.Completion;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Recorded replies of decision models: a line of JSON each, compressed, found by model, settings
 * and the whole prompt. {@code gzip -dc} shows it to a person. Used by several threads at once.
 */
final class Cassette {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final String name;
  private final Map<Recording.Key, Recording> recordings = new ConcurrentHashMap<>();

  /** Whether its file breaks off inside a reply. */
  private boolean torn;

  private Cassette(String name) {
    this.name = name;
  }

  /**
   * The cassette in a file, or an empty one where there is no file yet.
   *
   * @throws Failure when the file is malformed or cannot be read
   */
  static Cassette of(Path file) {
    if (!Files.exists(file)) {
      return new Cassette(file.toString());
    }
    Cassette cassette;
    try (InputStream in = Files.newInputStream(file)) {
      cassette = read(file.toString(), in);
    } catch (IOException e) {
      throw new Failure("cassette " + file + " cannot be read: " + e.getMessage(), e);
    }
    if (cassette.torn) {
      System.err.println(
          "warning: cassette "
              + file
              + " breaks off; kept are its "
              + cassette.recordings.size()
              + " whole replies");
      cassette.tidy(file);
    }
    return cassette;
  }

  /**
   * A cassette.
   *
   * @param name what to call it in messages
   * @throws Failure when it is malformed
   */
  static Cassette read(String name, InputStream compressed) throws IOException {
    Cassette cassette = new Cassette(name);
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(compressed), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Recording recording = MAPPER.readValue(line, Recording.class);
        cassette.recordings.put(recording.key(), recording);
      }
    } catch (EOFException e) {
      // Whoever recorded it was killed in the middle of a line.
      cassette.torn = true;
    } catch (ValueInstantiationException e) {
      throw malformed(name, number, e.getCause().getMessage(), e);
    } catch (JsonProcessingException e) {
      throw malformed(name, number, e.getOriginalMessage(), e);
    }
    return cassette;
  }

  private static Failure malformed(String name, int number, String what, Exception e) {
    return new Failure("cassette " + name + " line " + number + ": " + what, e);
  }

  /** What it is called. */
  String name() {
    return name;
  }

  /** The recorded reply, if there is one. */
  Optional<Completion> reply(Recording.Key key) {
    return Optional.ofNullable(recordings.get(key)).map(Recording::completion);
  }

  /** The models it has replies of, with how they were asked, each once, in a fixed order. */
  List<Voice> voices() {
    return recordings.values().stream()
        .map(recording -> new Voice(recording.model(), recording.settings()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Keeps a reply, here and at the end of the file: what was paid for survives a crash. */
  void keep(Recording.Key key, Completion completion, Path file) {
    Recording recording = Recording.of(key, completion);
    if (recordings.putIfAbsent(key, recording) == null) {
      append(recording, file);
    }
  }

  private synchronized void append(Recording recording, Path file) {
    try (Writer out = writer(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writeLines(List.of(recording), out);
    } catch (IOException e) {
      throw new UncheckedIOException("cassette " + file + " cannot be written", e);
    }
  }

  /**
   * Writes the file anew, in a fixed order and as one stream, which is several times smaller: the
   * same recordings give the same bytes, in whatever order they were made.
   */
  synchronized void tidy(Path file) {
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (Writer out =
          writer(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
        writeLines(recordings.values().stream().sorted(Recording.ORDER).toList(), out);
      }
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("cassette " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Writer writer(Path file, StandardOpenOption... options) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file, options)), UTF_8));
  }

  private static void writeLines(Collection<Recording> recordings, Writer out) throws IOException {
    for (Recording recording : recordings) {
      out.write(MAPPER.writeValueAsString(recording));
      out.write('\n');
    }
  }

  /** A model and how it was asked. */
  record Voice(String model, String settings) implements Comparable<Voice> {

    /** What it is called in reports. */
    String words() {
      return model + " (" + settings + ")";
    }

    @Override
    public int compareTo(Voice other) {
      return words().compareTo(other.words());
    }
  }
}
