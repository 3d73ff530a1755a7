/** How decision models reply: by prompt layout, by words, by examples, by part left out. */
package io.nearfar.experiments.reply;
