package io.nearfar.experiments.workload;

import io.nearfar.model.scenario.Scenario;
import io.nearfar.model.task.ServiceType;
import io.nearfar.model.task.SizeClass;
import io.nearfar.model.task.Task;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tasks drawn from a scenario's distributions: a size class, each equally likely, then a whole
 * number of tokens uniform in [from, below); quality-preferred with the scenario's probability. Not
 * for use by several threads.
 */
final class DrawnTasks {

  /** The study's tasks have no prompt length; this is the shortest prompt that can be sent. */
  private static final int PROMPT_TOKENS = 1;

  private final List<SizeClass> classes;
  private final double qualityPreferredShare;
  private final int users;
  private final RandomGenerator sizeDraws;
  private final RandomGenerator typeDraws;
  private final RandomGenerator userDraws;

  DrawnTasks(Scenario scenario) {
    classes = scenario.sizeClasses().list();
    qualityPreferredShare = scenario.qualityPreferredShare();
    users = scenario.users();
    sizeDraws = scenario.random().sequence("sizes");
    typeDraws = scenario.random().sequence("types");
    userDraws = scenario.random().sequence(Workload.USERS);
  }

  /** The next task, of a user drawn uniformly. */
  Task next() {
    return next(userDraws.nextInt(users));
  }

  /** The next task, of this user. */
  Task next(int user) {
    SizeClass size = classes.get(sizeDraws.nextInt(classes.size()));
    int outputTokens = sizeDraws.nextInt(size.from(), size.below());
    ServiceType type =
        typeDraws.nextDouble() < qualityPreferredShare
            ? ServiceType.QUALITY_PREFERRED
            : ServiceType.REGULAR;
    return new Task(user, type, PROMPT_TOKENS, outputTokens);
  }
}
