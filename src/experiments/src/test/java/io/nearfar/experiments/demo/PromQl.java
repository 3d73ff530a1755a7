package io.nearfar.experiments.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
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

  private static final Pattern SELECTOR = Pattern.compile("[a-zA-Z_:][\\w:]*\\{[^}]+}");

  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

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

  /**
   * A panel's expression with values for Grafana's variables.
   *
   * @param values what stands for each variable of the dashboard
   */
  static String replaceVariables(String expression, Map<String, String> values) {
    String replaced = expression.replace("$__rate_interval", "15s").replace("$__range", "1m");
    return VARIABLE
        .matcher(replaced)
        .replaceAll(
            variable ->
                Matcher.quoteReplacement(values.getOrDefault(variable.group(1), variable.group())));
  }

  /** The selectors in an expression that have matchers, without a window. */
  static List<String> selectors(String expression) {
    return SELECTOR.matcher(expression).results().map(MatchResult::group).toList();
  }

  /** A selector that asks for one label more. */
  static String with(String matcher, String selector) {
    return selector.substring(0, selector.length() - 1) + "," + matcher + "}";
  }
}
