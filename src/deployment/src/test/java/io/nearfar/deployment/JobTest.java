package io.nearfar.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs from one upgrade to the next. */
class JobTest {

  private static final Map<String, String> BOTH =
      Map.of("experiment.enabled", "true", "sweep.enabled", "true");

  /** Another version may measure otherwise: its runs have labels of their own. */
  @Test
  void runsAnotherVersionUnderOtherLabels(@TempDir Path directory) throws IOException {
    Path next = copy(Chart.DIRECTORY, directory.resolve("nearfar"));
    Path description = next.resolve("Chart.yaml");
    String text = Files.readString(description);
    Files.writeString(description, text.replaceFirst("appVersion: .*", "appVersion: \"9.9.9\""));
    // As with a registry that moves a tag: the images have the same names.
    Map<String, String> values =
        Map.of("experiment.enabled", "true", "sweep.enabled", "true", "image.tag", "same");
    List<String> before = runs(Chart.parse(Chart.render("n", values)));
    List<String> after = runs(Chart.parse(Chart.render(next, "n", values)));
    assertThat(before).hasSize(2).doesNotContainAnyElementsOf(after);
    assertThat(after).hasSize(2);
  }

  @Test
  void sweepsWithAnotherImageUnderAnotherLabel() {
    Map<String, String> other = Map.of("sweep.enabled", "true", "experiments.image.tag", "next");
    assertThat(runs(Chart.objects(other).list()))
        .doesNotContainAnyElementsOf(runs(Chart.objects(Map.of("sweep.enabled", "true")).list()));
  }

  /**
   * A Job that is gone would be made, and its experiment run, by an upgrade that means another
   * thing.
   */
  @Test
  void keepsFinishedJobsUnlessToldOtherwise() {
    assertThat(Chart.objects(BOTH).of("Job"))
        .hasSize(2)
        .noneMatch(job -> job.path("spec").has("ttlSecondsAfterFinished"));
    assertThat(
            Chart.objects("experiments: {ttlSecondsAfterFinished: 0}\nsweep: {enabled: true}\n")
                .of("Job"))
        .extracting(job -> job.at("/spec/ttlSecondsAfterFinished").asInt(-1))
        .containsExactly(0);
  }

  @Test
  void saysInItsNotesHowEachJobIsFollowed() {
    Map<String, String> values =
        Map.of("experiment.enabled", "true", "sites[0].name", "a", "sites[1].name", "b");
    InstallCommand install =
        new Helm(Chart.DIRECTORY)
            .install()
            .withName("n")
            .withKubeVersion(Chart.KUBERNETES)
            .set("postgresql.existingSecret", "given")
            .clientOnly()
            .dryRun();
    values.forEach(install::set);
    String notes = install.call().getOutput();
    assertThat(Chart.objects(values).of("Job"))
        .hasSize(2)
        .allSatisfy(
            job ->
                assertThat(notes).containsPattern("logs --follow .*job/" + Chart.name(job) + ";"));
  }

  private static List<String> runs(List<JsonNode> objects) {
    return objects.stream()
        .filter(object -> object.path("kind").textValue().equals("Job"))
        .map(job -> job.at("/metadata/labels/nearfar.io~1run").textValue())
        .toList();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return to;
  }
}
