/** One scenario run over many seeds, whole or in shards. */
package io.nearfar.experiments.replication;
