package io.nearfar.edge.rig;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * A scripted server of a real model near.
 *
 * @param server what it says
 */
public record RealModel(ScriptedServer server) {

  /** It generates what the edge agent answers near. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Resource.class));
    }
  }

  /** Starts it. */
  public static final class Resource implements QuarkusTestResourceLifecycleManager {
    private final RealModel model = new RealModel(new ScriptedServer());

    @Override
    public Map<String, String> start() {
      model.server.start();
      model.server.script(RealModel::healthy);
      return Map.of(
          "nearfar.upstream.url", model.server.url() + "/v1",
          "nearfar.upstream.model", "small",
          "nearfar.upstream.first-token-deadline", "500ms",
          "nearfar.upstream.idle-deadline", "500ms",
          "nearfar.upstream.health-interval", "20ms");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(model, new TestInjector.MatchesType(RealModel.class));
    }

    @Override
    public void stop() {
      model.server.stop();
    }
  }

  /** Answers as a healthy server does: its models, and three tokens that it counts as four. */
  public static void healthy(Call call) throws Exception {
    if (listed(call)) {
      return;
    }
    call.begin("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n");
    for (String word : new String[] {"real", "words", "here"}) {
      call.more(token(word));
    }
    call.more("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    call.more(
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":4}}\n\n"
            + FarAnswers.DONE);
    call.end();
  }

  /** Answers a look at the models; false when it is not one. */
  public static boolean listed(Call call) throws Exception {
    boolean look = call.line().startsWith("GET /v1/models ");
    if (look) {
      call.whole(200, "{\"object\":\"list\",\"data\":[{\"id\":\"small\"}]}");
    }
    return look;
  }

  /** One event with one word. */
  public static String token(String word) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + word + " \"}}]}\n\n";
  }
}
