package dev.tripod.bench.cache;

import java.io.Serializable;
import java.time.LocalDate;

/** A record of what cannot change. */
record Person(String name, int age, LocalDate born) implements Serializable {}
