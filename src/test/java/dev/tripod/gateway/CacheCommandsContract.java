package dev.tripod.gateway;

import org.junit.jupiter.api.Test;

/** Commands of each kind answer as on the service, on every store. */
interface CacheCommandsContract extends CacheParties {
    @Test
    default void answersStringsAsTheService() {
        sameCommands(
                """
                GET s:none
                SET s:a hello
                GET s:a
                get s:a
                SET s:a again NX
                SET s:a again XX GET
                SET s:b 1 NX
                SET s:c x EX 100 NX
                TTL s:c
                SET s:c y KEEPTTL
                TTL s:c
                SET s:c z
                TTL s:c
                SET s:c z PX 100000 GET
                SET s:c w IFEQ z
                SET s:c v IFEQ z
                GET s:c
                SET s:c w NX IFEQ z
                SET s:c w EX 0
                SET s:c w EX many
                SET s:c w EX
                SET s:c w NOPTION
                SET s:c w NX XX
                SETEX s:d 100 x
                SETEX s:d 0 x
                TTL s:d
                PSETEX s:d 100000 y
                SETNX s:d z
                SETNX s:e z
                GETSET s:e y
                GETDEL s:e
                GETDEL s:e
                GETEX s:d
                GETEX s:d PERSIST
                GETEX s:d EX 100
                GETEX s:d NOPTION
                MSET s:f 1 s:g 2
                MSET s:f 1 s:g
                MGET s:f s:none s:g
                APPEND s:f 23
                STRLEN s:f
                STRLEN s:none
                INCR s:f
                INCRBY s:f 10
                DECR s:f
                DECRBY s:f 3
                INCR s:a
                INCRBY s:f x
                SET s:f 9223372036854775807
                INCR s:f
                GET s:f""");
    }

    @Test
    default void answersKeysOfAnyTypeAsTheService() {
        sameCommands(
                """
                PING
                PING hello
                ECHO hello
                SET k:a 1
                SET k:b 2
                EXISTS k:a k:b k:a k:none
                TYPE k:a
                TYPE k:none
                EXPIRE k:a 100
                TTL k:a
                EXPIRE k:a 50 GT
                EXPIRE k:a 100 NOPTION
                EXPIRE k:none 100
                EXPIRE k:a soon
                PEXPIRE k:a 100000
                PERSIST k:a
                PERSIST k:a
                TTL k:a
                PTTL k:a
                PTTL k:none
                TTL k:none
                EXPIRE k:b -1
                EXISTS k:b
                DEL k:a k:none
                UNLINK k:a""");
    }

    @Test
    default void answersHashesAsTheService() {
        sameCommands(
                """
                HSET h:a f 1 g 2
                HSET h:a f 3 h
                HSET h:a f 3
                HGET h:a f
                HGET h:a none
                HGET h:none f
                HMGET h:a f none g
                HGETALL h:a
                HGETALL h:none
                HLEN h:a
                HEXISTS h:a f
                HEXISTS h:a none
                HINCRBY h:a f 4
                HINCRBY h:a f x
                HDEL h:a g none
                TYPE h:a
                GET h:a
                INCR h:a
                HGET h:a
                HDEL h:a f
                EXISTS h:a""");
    }

    @Test
    default void answersSetsAndStreamsAsTheService() {
        sameCommands(
                """
                SADD m:a one two one
                SADD m:a two
                SCARD m:a
                SISMEMBER m:a one
                SISMEMBER m:a none
                SREM m:a two none
                SMEMBERS m:a
                SMEMBERS m:none
                TYPE m:a
                HGET m:a f
                SADD m:a
                XADD m:x 1-1 f v
                XADD m:x 1-1 f v
                XLEN m:x
                XRANGE m:x - +
                XREVRANGE m:x + - COUNT 1
                XDEL m:x 1-1""");
    }
}
