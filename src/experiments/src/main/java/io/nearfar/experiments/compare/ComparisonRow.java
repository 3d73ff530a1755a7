package io.nearfar.experiments.compare;

/**
 * One line of a comparison.
 *
 * @param measure what is compared
 * @param serviceType of which tasks
 * @param firstRun what the other run is set against
 * @param otherRun the other run
 * @param seeds how many pairs
 * @param firstMean mean of the first run
 * @param otherMean mean of the other run
 * @param difference other - first
 * @param low lower end of the difference's 95 % confidence interval
 * @param high its upper end
 * @param p of Student's paired t test
 * @param pHolm the same, adjusted for the number of runs that are set against the first
 * @param verdict better, worse, noise or same, of the other run
 */
record ComparisonRow(
    String measure,
    String serviceType,
    String firstRun,
    String otherRun,
    int seeds,
    double firstMean,
    double otherMean,
    double difference,
    double low,
    double high,
    double p,
    double pHolm,
    String verdict) {

  /** A difference that would come by chance less often than this is no noise. */
  static final double SIGNIFICANCE = 0.05;

  static ComparisonRow of(
      Metric metric, String first, String other, PairedDifference pair, double pHolm) {
    double difference = pair.difference().mean();
    return new ComparisonRow(
        metric.measure().column(),
        metric.serviceType(),
        first,
        other,
        pair.difference().seeds(),
        pair.firstMean(),
        pair.otherMean(),
        difference,
        pair.low(),
        pair.high(),
        pair.p(),
        pHolm,
        verdict(metric, difference, pair, pHolm));
  }

  private static String verdict(
      Metric metric, double difference, PairedDifference pair, double pHolm) {
    if (difference == 0 && pair.low() == pair.high()) {
      return "same";
    }
    if (pHolm >= SIGNIFICANCE) {
      return "noise";
    }
    return metric.isBetter(difference) ? "better" : "worse";
  }
}
