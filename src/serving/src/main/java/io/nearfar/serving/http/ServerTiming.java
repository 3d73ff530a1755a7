package io.nearfar.serving.http;

import java.util.Locale;

/** A {@code Server-Timing} header: names and durations in milliseconds with three decimals. */
public final class ServerTiming {

  /** Name of the header. */
  public static final String HEADER = "Server-Timing";

  private final StringBuilder value = new StringBuilder();

  /** Adds {@code name;dur=milliseconds}. */
  public ServerTiming add(String name, long nanos) {
    if (!value.isEmpty()) {
      value.append(", ");
    }
    value.append(name).append(String.format(Locale.ROOT, ";dur=%.3f", nanos / 1e6));
    return this;
  }

  /** Value of the header. */
  public String value() {
    return value.toString();
  }
}
