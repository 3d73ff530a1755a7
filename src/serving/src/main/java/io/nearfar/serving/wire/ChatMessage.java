package io.nearfar.serving.wire;

/**
 * A message of a chat: who speaks, and how much. What it says is not kept: a stream lasts for
 * seconds, and whoever forwards a request forwards its bytes.
 *
 * @param role one of developer, system, user, assistant, tool, function
 * @param contentBytes length of its text in bytes of UTF-8, over all text parts
 */
public record ChatMessage(String role, int contentBytes) {}
