package io.nearfar.model;

/** Argument checks whose messages name the variable, its value and what would be valid. */
public final class Check {

  private Check() {}

  /**
   * Returns {@code value} when it is finite and at least zero.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double nonNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be a finite number >= 0");
    }
    return value;
  }

  /**
   * Returns {@code value} when it is finite and above zero.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be a finite number > 0");
    }
    return value;
  }

  /**
   * Returns {@code value} when it is finite.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be finite");
    }
    return value;
  }

  /**
   * Returns {@code value} when it lies in {@code [low, high]}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be between " + low + " and " + high);
    }
    return value;
  }

  /**
   * Returns {@code value} when it is above zero and at most one.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be above 0 and at most 1");
    }
    return value;
  }

  /**
   * Returns {@code value} when it lies in {@code [low, high]}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static int within(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be between " + low + " and " + high);
    }
    return value;
  }

  /**
   * Returns {@code value} when it is at least {@code low}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static int atLeast(String name, int value, int low) {
    if (value < low) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + low);
    }
    return value;
  }

  /**
   * Returns {@code value} when it is present.
   *
   * @throws IllegalArgumentException when it is null, naming it: a scenario file leaves keys out
   */
  public static <T> T present(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /**
   * Returns {@code value} when it holds more than white space.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static String notBlank(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty; it must be a word");
    }
    return value;
  }
}
