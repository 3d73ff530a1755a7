package io.nearfar.model.radio;

/** Decibels live at the edges; inside, powers are watts and gains are ratios. */
final class Decibel {

  private Decibel() {}

  static double ratio(double decibels) {
    return Math.pow(10, decibels / 10);
  }

  static double watts(double dbm) {
    return ratio(dbm - 30);
  }

  static double of(double ratio) {
    return 10 * Math.log10(ratio);
  }
}
