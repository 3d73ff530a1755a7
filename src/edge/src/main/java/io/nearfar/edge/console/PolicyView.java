package io.nearfar.edge.console;

/**
 * The policy in force.
 *
 * @param policy its name
 * @param decisionModel what is asked; null when the policy asks nothing
 * @param epsilon probability that the next task explores
 * @param decided tasks decided so far, pinned ones left out
 * @param poolVersion version of the experience pool; null without one
 * @param modelCalls calls of the decision model so far
 * @param unusableReplies replies without a decision
 * @param cacheHits decisions that needed no call
 * @param promptTokens tokens of the prompts, where the model tells
 * @param replyTokens tokens of the replies, where the model tells
 * @param modelSeconds how long the calls took together
 */
public record PolicyView(
    String policy,
    String decisionModel,
    double epsilon,
    long decided,
    Long poolVersion,
    long modelCalls,
    long unusableReplies,
    long cacheHits,
    long promptTokens,
    long replyTokens,
    double modelSeconds) {}
