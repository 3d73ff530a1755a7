package io.nearfar.experiments.demo;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query language of which we need to know little: which metrics an expression names. */
final class PromQl {

  /** What names no metric though it looks so: strings, label matchers, windows, label lists. */
  private static final Pattern NO_NAMES =
      Pattern.compile(
          "\\{[^}]*}|\\[[^]]*]|\"[^\"]*\""
              + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  /** A name; of a function when a parenthesis follows. */
  private static final Pattern NAME = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");

  /** An operator between two operands, which has spaces on both sides, other than in matchers. */
  private static final Pattern COMPARISON = Pattern.compile(" (==|!=|>=|<=|>|<) ");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

  private PromQl() {}

  /** The metrics that an expression names. */
  static Set<String> metrics(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
    while (name.find()) {
      if (!WORDS.contains(name.group(1))) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  /**
   * An alert's expression, such that it has a value whether the alert fires or not: where it fires
   * for what is missing, what it looks for and what it would find missing are both there.
   */
  static String withValueAlways(String alert) {
    return COMPARISON.matcher(alert).replaceAll(" $1 bool ").replaceAll("\\bunless\\b", "and");
  }

  /** A panel's expression with values for Grafana's variables. */
  static String replaceVariables(String expression) {
    return expression
        .replace("$__rate_interval", "15s")
        .replace("$__range", "1m")
        .replaceAll("\\$(namespace|site|run)\\b", ".*");
  }
}
