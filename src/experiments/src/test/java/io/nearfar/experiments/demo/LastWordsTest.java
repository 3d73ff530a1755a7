package io.nearfar.experiments.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

  private static final String STARTED = "2026-01-01 10:00:00,000 INFO  [x] (main) Starting";

  @Test
  void prefersTheSentenceAProcessEndsWith() {
    assertThat(LastWords.of(List.of(STARTED, "", "port 8080 is in use", "Say another.", "")))
        .hasValue("port 8080 is in use\nSay another.");
  }

  @Test
  void findsTheCauseInAStackTrace() {
    assertThat(
            LastWords.of(
                List.of(
                    STARTED,
                    "2026-01-01 10:00:01,000 ERROR [x] (main) Failed to start",
                    "\tat a.B.c(B.java:1)",
                    "Caused by: java.io.IOException: no space left",
                    "\tat a.B.d(B.java:2)",
                    "Caused by: a.Other")))
        .hasValue("java.io.IOException: no space left");
  }

  @Test
  void makesDoWithTheLastLine() {
    assertThat(LastWords.of(List.of(STARTED))).hasValue(STARTED);
    assertThat(LastWords.of(List.of())).isEmpty();
  }
}
