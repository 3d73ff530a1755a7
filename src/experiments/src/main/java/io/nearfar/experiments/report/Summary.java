package io.nearfar.experiments.report;

import io.nearfar.model.outcome.Ending;
import io.nearfar.model.outcome.TaskRecord;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run in numbers.
 *
 * @param groups per tier each service type and then both together; at last the same for both tiers,
 *     where the success of a service type depends on what was decided: within one tier its quality
 *     is given, so that success there is all or nothing
 * @param verdicts one per tier
 * @param hopFallbacks tasks that the other tier generated, by what had failed; however they ended
 * @param decisionFallbacks tasks that the analytic model decided, by what had failed
 * @param unusable tasks with a number that is not finite, in none of the groups
 * @param clients what the users saw; empty for a run without clients
 */
record Summary(
    List<Group> groups,
    List<ModelVerdict> verdicts,
    Map<String, Integer> hopFallbacks,
    Map<String, Integer> decisionFallbacks,
    int unusable,
    Optional<ClientView> clients) {

  static Summary of(RunData run) {
    List<TaskRecord> tasks = run.tasks();
    List<Group> groups = new ArrayList<>();
    List<ModelVerdict> verdicts = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      Group whole = addGroups(Optional.of(tier), tasks, groups);
      verdicts.add(ModelVerdict.of(tier, whole));
    }
    addGroups(Optional.empty(), tasks, groups);
    Map<String, Integer> hop = new TreeMap<>();
    Map<String, Integer> decision = new TreeMap<>();
    for (TaskRecord task : tasks) {
      task.hopFailure().ifPresent(reason -> hop.merge(reason, 1, Integer::sum));
      task.choice().failure().ifPresent(why -> decision.merge(why.word(), 1, Integer::sum));
    }
    return new Summary(
        groups,
        verdicts,
        hop,
        decision,
        run.unusable(),
        run.clients().map(clients -> ClientView.of(clients, tasks)));
  }

  /** Adds each service type of a tier, or of both, and then all of them, which it returns. */
  private static Group addGroups(Optional<Tier> tier, List<TaskRecord> tasks, List<Group> groups) {
    for (ServiceType type : ServiceType.values()) {
      groups.add(Group.of(tier, Optional.of(type), tasks));
    }
    Group whole = Group.of(tier, Optional.empty(), tasks);
    groups.add(whole);
    return whole;
  }

  /** Everything together. */
  Group overall() {
    return groups.get(groups.size() - 1);
  }

  /** How the tasks ended that were not completed as decided, and what else must be said. */
  List<String> notes() {
    Group all = overall();
    List<String> notes = new ArrayList<>();
    notes.add(
        Numbers.count(all.tasks(), "task")
            + ": "
            + Numbers.count(all.completed())
            + " completed by the tier that was decided, "
            + Numbers.count(all.hopFallbacks())
            + " by the other one after a failure, "
            + Numbers.count(all.cancelled())
            + " cancelled, "
            + Numbers.count(all.failed())
            + " failed.");
    if (all.infeasible() > 0) {
      notes.add(infeasibleNote(all.infeasible()));
    }
    if (!hopFallbacks.isEmpty()) {
      notes.add("Fallbacks to the other tier, by reason: " + reasons(hopFallbacks) + ".");
    }
    if (!decisionFallbacks.isEmpty()) {
      notes.add(
          "Decisions left to the analytic model, by reason: " + reasons(decisionFallbacks) + ".");
    }
    if (unusable > 0) {
      notes.add(Numbers.count(unusable, "task") + " with a number that is not finite, in no row.");
    }
    return notes;
  }

  /** Says that tasks were infeasible. */
  static String infeasibleNote(long tasks) {
    return Numbers.count(tasks, "task")
        + " infeasible: neither model meets (4e); served all the same, as the policy decided.";
  }

  /** What went wrong for the clients, as sentences; empty when nothing did. */
  static List<String> notes(ClientView clients) {
    List<String> notes = new ArrayList<>();
    int errors = clients.errors().values().stream().mapToInt(Integer::intValue).sum();
    notes.add(
        Numbers.count(clients.requests(), "request")
            + "; "
            + Numbers.count(errors)
            + " without a whole answer"
            + (errors == 0 ? "." : ": " + reasons(clients.errors()) + "."));
    if (clients.unknown() > 0) {
      notes.add(Numbers.count(clients.unknown(), "request") + " without a task record, in no row.");
    }
    return notes;
  }

  /** The whole as a tree of plain values for {@code summary.json}. */
  Map<String, Object> tree(RunData run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.facts().run());
    tree.put("scenario", run.scenario().name());
    tree.put("clock", run.facts().clock().word());
    tree.put("started", run.facts().started().toString());
    tree.put("wall_seconds", run.facts().wallSeconds());
    tree.put("decision_model", run.facts().decisionModel());
    run.facts().decisionCost().ifPresent(cost -> tree.put("decision_cost", CostFacts.tree(cost)));
    tree.put("node_figures", run.facts().nodeFigures());
    tree.put("overall", overall().columns());
    tree.put("groups", groups.stream().limit(groups.size() - 1L).map(Group::columns).toList());
    tree.put("goal_error_percent", ModelVerdict.GOAL_PERCENT);
    tree.put("verdicts", verdicts.stream().map(Summary::tree).toList());
    tree.put("endings", endings(run.tasks()));
    tree.put("hop_fallbacks", hopFallbacks);
    tree.put("decision_fallbacks", decisionFallbacks);
    tree.put("unusable", unusable);
    clients.ifPresent(
        view -> {
          Map<String, Object> seen = new LinkedHashMap<>();
          seen.put("requests", view.requests());
          seen.put("errors", view.errors());
          seen.put("unknown", view.unknown());
          seen.put("groups", view.rows().stream().map(ClientView.Row::columns).toList());
          tree.put("clients", seen);
        });
    return tree;
  }

  private static Map<String, Object> tree(ModelVerdict verdict) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("tier", verdict.tier().word());
    tree.put("tasks", verdict.tasks());
    tree.put("worst", verdict.worst().map(Quantity::column).orElse(null));
    tree.put("error_percent", verdict.worst().isPresent() ? verdict.errorPercent() : null);
    tree.put("met", verdict.met());
    return tree;
  }

  private static Map<String, Long> endings(List<TaskRecord> tasks) {
    Map<String, Long> endings = new LinkedHashMap<>();
    Arrays.stream(Ending.values())
        .forEach(
            ending ->
                endings.put(
                    ending.word(), tasks.stream().filter(t -> t.ending() == ending).count()));
    return endings;
  }

  /** The most frequent reasons with their counts. */
  private static String reasons(Map<String, Integer> counts) {
    int shown = 6;
    List<String> words = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(shown)
        .forEach(entry -> words.add(entry.getKey() + " " + Numbers.count(entry.getValue())));
    if (counts.size() > shown) {
      words.add((counts.size() - shown) + " more reasons");
    }
    return String.join(", ", words);
  }
}
