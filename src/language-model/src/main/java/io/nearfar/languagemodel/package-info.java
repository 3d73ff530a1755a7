/** A decision model behind an OpenAI-compatible API, for whoever made the connection to it. */
package io.nearfar.languagemodel;
