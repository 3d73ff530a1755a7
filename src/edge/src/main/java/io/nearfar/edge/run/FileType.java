package io.nearfar.edge.run;

import java.util.Arrays;

/** Kinds of files that a run leaves, by the ending of their names. */
enum FileType {
  PAGE(".html", "text/html; charset=utf-8"),
  TABLE(".csv", "text/csv; charset=utf-8"),
  JSON(".json", "application/json"),
  YAML(".yaml", "application/yaml"),
  COMPRESSED(".gz", "application/gzip"),
  TEXT(".txt", "text/plain; charset=utf-8"),
  OCTETS("", "application/octet-stream");

  private final String ending;
  private final String mediaType;

  FileType(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  /** The kind of a file. What its publisher says of it is not asked: a browser would believe it. */
  static FileType of(String name) {
    return Arrays.stream(values())
        .filter(type -> name.endsWith(type.ending))
        .findFirst()
        .orElseThrow();
  }

  /** How it is served. */
  String mediaType() {
    return mediaType;
  }
}
