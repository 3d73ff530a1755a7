package io.nearfar.model.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Published figures of well-known models, each with its source; {@code models.csv} beside this
 * class.
 */
public final class ModelCatalogue {

  /**
   * What is published about a model. Not everything is: a figure nobody found is absent.
   *
   * @param name the model's name
   * @param mmlu MMLU accuracy in [0, 1]
   * @param arenaElo LMSYS Arena Elo
   * @param ttftSeconds time to first token
   * @param tokensPerSecond decoding speed, 1 / TPOT
   * @param source where the figures come from
   */
  public record Entry(
      String name,
      OptionalDouble mmlu,
      OptionalDouble arenaElo,
      OptionalDouble ttftSeconds,
      OptionalDouble tokensPerSecond,
      String source) {}

  private static final Map<String, Entry> ENTRIES = read();

  private ModelCatalogue() {}

  /** All entries by name, in the order of the file. */
  public static Map<String, Entry> entries() {
    return ENTRIES;
  }

  /**
   * The entry of a model.
   *
   * @throws IllegalArgumentException when the catalogue does not know the name
   */
  public static Entry entry(String name) {
    Entry entry = ENTRIES.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "model is \"" + name + "\"; the catalogue has " + String.join(", ", ENTRIES.keySet()));
    }
    return entry;
  }

  private record Row(
      String model,
      @JsonProperty("mmlu") Double mmlu,
      @JsonProperty("arena_elo") Double arenaElo,
      @JsonProperty("ttft_s") Double ttftSeconds,
      @JsonProperty("tokens_per_s") Double tokensPerSecond,
      String source) {

    Entry entry() {
      return new Entry(
          model,
          optional(mmlu),
          optional(arenaElo),
          optional(ttftSeconds),
          optional(tokensPerSecond),
          source);
    }

    private static OptionalDouble optional(Double value) {
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  private static Map<String, Entry> read() {
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.EMPTY_STRING_AS_NULL).build();
    try (InputStream csv = ModelCatalogue.class.getResourceAsStream("models.csv");
        MappingIterator<Row> rows =
            mapper
                .readerFor(Row.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      while (rows.hasNext()) {
        Entry entry = rows.next().entry();
        entries.put(entry.name(), entry);
      }
      return Collections.unmodifiableMap(entries);
    } catch (IOException e) {
      throw new UncheckedIOException("the model catalogue models.csv cannot be read", e);
    }
  }
}
