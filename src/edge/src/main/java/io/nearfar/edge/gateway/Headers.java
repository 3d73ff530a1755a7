package io.nearfar.edge.gateway;

/** The gateway's own HTTP headers. */
final class Headers {

  // Of requests.
  static final String USER = "Nearfar-User";
  static final String SERVICE_TYPE = "Nearfar-Service-Type";
  static final String OUTPUT_TOKENS = "Nearfar-Output-Tokens";
  static final String RUN = "Nearfar-Run";
  static final String WARM_UP = "Nearfar-Warm-Up";

  // Of both.
  static final String TASK = "Nearfar-Task";

  // Of responses.
  static final String DECISION = "Nearfar-Decision";
  static final String ORIGIN = "Nearfar-Origin";
  static final String TIER = "Nearfar-Tier";
  static final String MODEL = "Nearfar-Model";
  static final String FALLBACK = "Nearfar-Fallback";
  static final String PREDICTED_TTFT = "Nearfar-Predicted-TTFT";
  static final String PREDICTED_DELAY = "Nearfar-Predicted-Delay";
  static final String OVERHEAD = "Nearfar-Overhead";

  private Headers() {}
}
