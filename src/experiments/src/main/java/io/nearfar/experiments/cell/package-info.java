/** The radio cell of a scenario by itself: its users' links, and their rates under schedulers. */
package io.nearfar.experiments.cell;
