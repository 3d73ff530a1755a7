/** How a node ends. */
package io.nearfar.serving.drain;
