/** Database, cloud node and edge agent on one machine, for one run. */
package io.nearfar.experiments.demo;
