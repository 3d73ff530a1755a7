package io.nearfar.serving.http;

import java.math.BigDecimal;

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
    value.append(name).append(";dur=").append(milliseconds(nanos));
    return this;
  }

  /**
   * Nanoseconds as milliseconds with three decimals. Headers are written for every request, and a
   * formatter would cost more than all the rest of them.
   */
  public static String milliseconds(long nanos) {
    return BigDecimal.valueOf(Math.round(nanos / 1e3), 3).toPlainString();
  }

  /** Value of the header. */
  public String value() {
    return value.toString();
  }
}
