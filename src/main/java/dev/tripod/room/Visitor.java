package dev.tripod.room;

import dev.tripod.session.Session;

/** Who opens a socket: the session, and the client's address as far as proxies are believed. */
record Visitor(Session session, String address) {}
