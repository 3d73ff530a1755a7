package io.nearfar.edge.console;

import io.nearfar.edge.EdgeConfig;
import io.nearfar.edge.backhaul.BackhaulEstimate;
import io.nearfar.edge.backhaul.CloudHop;
import io.nearfar.edge.backhaul.CloudProbe;
import io.nearfar.edge.decision.DecisionMaker;
import io.nearfar.model.inference.ModelPair;
import io.nearfar.model.policy.icl.DecisionCost;
import io.nearfar.model.policy.icl.DecisionCosts;
import io.nearfar.model.policy.icl.ExperiencePool;
import io.nearfar.model.policy.icl.InContextPolicy;
import io.nearfar.model.scenario.DeployedPolicy;
import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.scenario.ScenarioReader;
import io.nearfar.model.task.Condition;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the node knows right now: policy, experience, prompt, models, backhaul, scenario. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "console")
@NonBlocking
public class ConsoleResource {

  private final EdgeConfig config;
  private final Scenario scenario;
  private final DeployedPolicy deployed;
  private final DecisionMaker decisions;
  private final BackhaulEstimate backhaul;
  private final CloudHop hop;
  private final CloudProbe probe;

  ConsoleResource(
      EdgeConfig config,
      Scenario scenario,
      DeployedPolicy deployed,
      DecisionMaker decisions,
      BackhaulEstimate backhaul,
      CloudHop hop,
      CloudProbe probe) {
    this.config = config;
    this.scenario = scenario;
    this.deployed = deployed;
    this.decisions = decisions;
    this.backhaul = backhaul;
    this.hop = hop;
    this.probe = probe;
  }

  /** Which node this is. */
  @GET
  @Path("node")
  @Operation(summary = "Site and run of this edge agent, and the name of its scenario")
  public NodeView node() {
    return new NodeView(config.site(), config.run(), scenario.name());
  }

  /** The policy in force. */
  @GET
  @Path("policy")
  @Operation(summary = "The policy in force, its exploration and what deciding has cost")
  public PolicyView policy() {
    Optional<InContextPolicy> learner = deployed.learner();
    DecisionCost cost =
        learner.map(InContextPolicy::costs).map(DecisionCosts::soFar).orElse(DecisionCost.none());
    return new PolicyView(
        deployed.kind().word(),
        learner.map(InContextPolicy::modelName).orElse(null),
        decisions.epsilon(),
        decisions.decided(),
        learner.map(l -> l.pool().version()).orElse(null),
        cost.calls(),
        cost.unusableReplies(),
        cost.cacheHits(),
        cost.promptTokens(),
        cost.replyTokens(),
        cost.seconds());
  }

  /** The experience pool. */
  @GET
  @Path("experience")
  @Operation(summary = "The experience pool: the examples that the next prompt shows")
  public ExperienceView experience() {
    ExperiencePool pool = learner().pool();
    return new ExperienceView(pool.version(), pool.examples());
  }

  /** The prompt that would be asked now. */
  @GET
  @Path("prompt")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "The prompt that would be asked now for a condition")
  public String prompt(
      @Parameter(
              description =
                  "The condition: size class and service type, separated by a comma. Default: the"
                      + " smallest size class of a regular task",
              example = "small,regular")
          @QueryParam("keywords")
          String keywords) {
    return learner().prompt(condition(keywords)).text();
  }

  private Condition condition(String keywords) {
    List<String> sizes = scenario.sizeClasses().list().stream().map(SizeClass::name).toList();
    List<String> services = Arrays.stream(ServiceType.values()).map(ServiceType::word).toList();
    if (keywords == null) {
      return Condition.of(sizes.get(0), services.get(0));
    }
    String[] words = keywords.strip().split("\\s*,\\s*", -1);
    if (words.length != 2 || !sizes.contains(words[0]) || !services.contains(words[1])) {
      throw new BadRequestException(
          "keywords is \""
              + keywords
              + "\"; it must be one of "
              + String.join(", ", sizes)
              + ", then a comma, then one of "
              + String.join(", ", services));
    }
    return Condition.of(words);
  }

  /** The pair of models in force. */
  @GET
  @Path("models")
  @Operation(summary = "The pair of models in force")
  public List<ModelView> models() {
    ModelPair pair = scenario.pair();
    return List.of(ModelView.of("edge", pair.edge()), ModelView.of("cloud", pair.cloud()));
  }

  /** The hop to the cloud node. */
  @GET
  @Path("backhaul")
  @Operation(
      summary =
          "The backhaul delay as estimated now, the state of the circuit breaker, and whether the"
              + " cloud node serves the model of the scenario")
  public BackhaulView backhaul() {
    return new BackhaulView(
        backhaul.seconds(),
        backhaul.samples(),
        backhaul.last(),
        hop.breaker().name(),
        probe.serves());
  }

  /** The scenario in force. */
  @GET
  @Path("scenario")
  @Produces("application/yaml")
  @Operation(summary = "The scenario in force, every default written out")
  public String scenario() {
    return ScenarioReader.write(scenario);
  }

  private InContextPolicy learner() {
    return deployed
        .learner()
        .orElseThrow(
            () ->
                new NotFoundException(
                    "policy "
                        + deployed.kind()
                        + " does not learn in context: it has no experience"));
  }
}
