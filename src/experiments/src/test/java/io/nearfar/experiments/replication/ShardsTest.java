package io.nearfar.experiments.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nearfar.experiments.Failure;
import io.nearfar.experiments.result.Seeds;
import io.nearfar.experiments.result.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardsTest {

  @Test
  void everySeedIsInOneShard() {
    for (int seeds = 1; seeds <= 40; seeds++) {
      for (int count = 1; count <= seeds; count++) {
        List<Long> all = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
          Seeds part = new Shard(index, count).of(new Seeds(-3, seeds));
          assertThat(part.count()).isBetween(seeds / count, seeds / count + 1);
          all.addAll(part.list());
        }
        assertThat(all).isEqualTo(new Seeds(-3, seeds).list());
      }
    }
  }

  @Test
  void takesTheIndexOfAJobWhichCountsFromZero() {
    assertThat(asked(null, 16, Map.of("JOB_COMPLETION_INDEX", "2"))).hasValue(new Shard(3, 16));
    assertThat(asked("3/16", null, Map.of())).hasValue(new Shard(3, 16));
    assertThat(asked(null, null, Map.of("JOB_COMPLETION_INDEX", "2"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/4  |    |    | shard is 0/4; the first number must be from 1 to 4",
        "5/4  |    |    | shard is 5/4; the first number must be from 1 to 4",
        "1/0  |    |    | shards is 0; it must be at least 1",
        "half |    |    | shard is \"half\"; it must be like 3/16",
        "1/4  | 4  |    | --shard and --shards are given",
        "     | 4  |    | JOB_COMPLETION_INDEX is not set; it must be from 0 to 3",
        "     | 4  | x  | JOB_COMPLETION_INDEX is \"x\"; it must be from 0 to 3",
        "     | 4  | 4  | shard is 5/4; the first number must be from 1 to 4",
      })
  void refusesWhatIsNoShard(String shard, Integer shards, String index, String reason) {
    assertThatThrownBy(
            () ->
                asked(
                    shard,
                    shards,
                    index == null ? Map.of() : Map.of("JOB_COMPLETION_INDEX", index)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(reason);
  }

  private static Optional<Shard> asked(
      String shard, Integer shards, Map<String, String> environment) {
    return Shards.asked(Optional.ofNullable(shard), Optional.ofNullable(shards), environment::get);
  }
}
