/** Others' code on the cache provider, in memory and on an Upstash database, set up as docs/jcache.md says. */
package dev.tripod.cache.others;
