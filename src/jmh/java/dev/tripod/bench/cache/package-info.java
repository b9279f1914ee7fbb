/**
 * The cache beside other providers of JSR-107 and beside a bare map, in one run of JMH. {@link
 * dev.tripod.bench.cache.CacheBenchmark} is what runs, {@link dev.tripod.bench.cache.Table} prints what came out;
 * docs/performance.md has the commands.
 */
package dev.tripod.bench.cache;
