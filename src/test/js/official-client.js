/**
 * Drives the cache API with the official client of Upstash, through its own helpers. Arguments: the address and the
 * token. Prints a line for each promise, "ok" or "not ok" and its name, and what was wrong after that.
 */
import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {Redis} from '@upstash/redis';

const [url, token] = process.argv.slice(2);
const redis = new Redis({url, token});
const single = new Redis({url, token, enableAutoPipelining: false});
const plain = new Redis({url, token, automaticDeserialization: false});
const run = randomUUID();
const key = name => `official:${run}:${name}`;

/** Of a life so long, what is left after some moments; how many, the machine decides. */
const assertLeft = (left, life) => assert.ok(left > life / 3 && left <= life, `${left} of ${life}`);

/** Waits for the first event of this kind. */
const next = (subscriber, kind) => new Promise((resolve, reject) => {
  subscriber.on(kind, resolve);
  subscriber.on('error', reject);
});

const promises = {
  async 'says that it is there'() {
    assert.equal(await redis.ping(), 'PONG');
    assert.equal(await single.ping(['hello']), 'hello');
    assert.equal(await redis.echo('grüße'), 'grüße');
  },

  async 'keeps strings'() {
    const k = key('string');
    assert.equal(await redis.get(k), null);
    assert.equal(await redis.set(k, 'a'), 'OK');
    assert.equal(await redis.get(k), 'a');
    assert.equal(await redis.set(k, 'b', {nx: true}), null);
    assert.equal(await redis.set(k, 'b', {xx: true, ex: 100}), 'OK');
    assertLeft(await redis.ttl(k), 100);
    assert.equal(await redis.set(k, 'c', {keepTtl: true}), 'OK');
    assertLeft(await redis.ttl(k), 100);
    assert.equal(await redis.set(k, 'd', {get: true, px: 100_000}), 'c');
    assert.equal(await single.exec(['SET', k, 'e', 'IFEQ', 'd']), 'OK');
    assert.equal(await single.exec(['SET', k, 'f', 'IFEQ', 'd']), null);
    assert.equal(await redis.getset(k, 'g'), 'e');
    assert.equal(await redis.append(k, 'h'), 2);
    assert.equal(await redis.strlen(k), 2);
    assert.equal(await redis.getex(k, {ex: 50}), 'gh');
    assertLeft(await redis.ttl(k), 50);
    assert.equal(await redis.getdel(k), 'gh');
    assert.equal(await redis.setex(k, 60, 'i'), 'OK');
    assert.equal(await redis.psetex(k, 60_000, 'i'), 'OK');
    assert.equal(await redis.setnx(k, 'j'), 0);
    assert.equal(await redis.mset({[key('m1')]: 1, [key('m2')]: 'two'}), 'OK');
    assert.deepEqual(await redis.mget(key('m1'), key('none'), key('m2')), [1, null, 'two']);
  },

  async 'counts'() {
    const k = key('number');
    assert.equal(await redis.incr(k), 1);
    assert.equal(await redis.incrby(k, 9), 10);
    assert.equal(await redis.decr(k), 9);
    assert.equal(await redis.decrby(k, 4), 5);
    assert.equal(await redis.get(k), 5);
  },

  async 'looks after keys and their ends'() {
    const k = key('end');
    await redis.set(k, 'x');
    assert.equal(await redis.exists(k, key('none')), 1);
    assert.equal(await redis.type(k), 'string');
    assert.equal(await redis.type(key('none')), 'none');
    assert.equal(await redis.ttl(k), -1);
    assert.equal(await redis.expire(k, 100), 1);
    assert.equal(await redis.pexpire(k, 90_000), 1);
    assertLeft(await redis.ttl(k), 90);
    assertLeft(await redis.pttl(k), 90_000);
    assert.equal(await redis.persist(k), 1);
    assert.equal(await redis.unlink(k), 1);
    assert.equal(await redis.del(k, key('none')), 0);
  },

  async 'keeps hashes'() {
    const k = key('hash');
    assert.equal(await redis.hset(k, {name: 'Anna', age: 42, list: [1, 2]}), 3);
    assert.equal(await redis.hget(k, 'name'), 'Anna');
    assert.deepEqual(await redis.hmget(k, 'age', 'none'), {age: 42, none: null});
    assert.deepEqual(await redis.hgetall(k), {name: 'Anna', age: 42, list: [1, 2]});
    assert.equal(await redis.hgetall(key('none')), null);
    assert.equal(await redis.hlen(k), 3);
    assert.equal(await redis.hexists(k, 'age'), 1);
    assert.equal(await redis.hincrby(k, 'age', 2), 44);
    assert.equal(await redis.hdel(k, 'age', 'none'), 1);
    assert.equal(await redis.type(k), 'hash');
  },

  async 'keeps sets'() {
    const k = key('set');
    assert.equal(await redis.sadd(k, 'a', 'b', 'a'), 2);
    assert.equal(await redis.scard(k), 2);
    assert.equal(await redis.sismember(k, 'a'), 1);
    assert.equal(await redis.srem(k, 'b', 'c'), 1);
    assert.deepEqual(await redis.smembers(k), ['a']);
  },

  async 'finds the keys that callers see'() {
    await redis.mset({[key('scan:1')]: 1, [key('scan:2')]: 2});
    const found = [];
    let cursor = '0';
    do {
      const [after, keys] = await redis.scan(cursor, {match: key('scan:*'), count: 100});
      cursor = after;
      found.push(...keys);
    } while (cursor !== '0');
    assert.deepEqual(found.sort(), [key('scan:1'), key('scan:2')]);
  },

  async 'brings every value back as it was'() {
    const values = {
      unicode: 'grüße 漢字 🙂 \u2028',
      lines: 'a\r\nb\n\tc\\"',
      control: Array.from({length: 256}, (_, code) => String.fromCharCode(code)).join(''),
      ok: 'OK',
      empty: '',
      long: 'x'.repeat(200_000),
    };
    for (const [name, value] of Object.entries(values)) {
      await plain.set(key(name), value);
      assert.equal(await plain.get(key(name)), value, name);
    }
    const object = {nested: {list: [1, 'zwei', null, true]}, text: 'ü'};
    await redis.set(key('object'), object);
    assert.deepEqual(await redis.get(key('object')), object);
    const cased = key('Schlüssel mit / ? # % & Leerzeichen');
    await redis.set(cased, 'v');
    assert.equal(await redis.get(cased), 'v');
  },

  async 'keeps bytes that are no text'() {
    const bytes = Buffer.from(Array.from({length: 256}, (_, byte) => byte));
    const headers = {'Authorization': `Bearer ${token}`, 'Upstash-Encoding': 'base64'};
    const address = name => `${url}/${name}/${encodeURIComponent(key('bytes'))}`;
    const kept = await fetch(`${address('set')}?EX=100`, {method: 'POST', headers, body: bytes});
    assert.deepEqual(await kept.json(), {result: 'OK'});
    const found = await (await fetch(address('get'), {headers})).json();
    assert.deepEqual(Buffer.from(found.result, 'base64'), bytes);
  },

  async 'runs pipelines'() {
    const k = key('pipeline');
    const pipeline = redis.pipeline().set(k, 1).incr(k).get(k).hset(key('ph'), {a: 'b'}).hgetall(key('ph'));
    assert.deepEqual(await pipeline.exec(), ['OK', 2, 2, 1, {a: 'b'}]);
    const failing = redis.pipeline().incr(key('ph')).get(k);
    await assert.rejects(failing.exec(), /WRONGTYPE/);
    const kept = await redis.pipeline().incr(key('ph')).get(k).exec({keepErrors: true});
    assert.match(kept[0].error, /WRONGTYPE/);
    assert.equal(kept[1].result, 2);
  },

  async 'runs transactions'() {
    const k = key('multi');
    assert.deepEqual(await redis.multi().set(k, 'a').append(k, 'b').get(k).exec(), ['OK', 2, 'ab']);
    await assert.rejects(redis.multi().set(k, 'lost').zadd(k, {score: 1, member: 'm'}).exec(), /not available/);
    assert.equal(await redis.get(k), 'ab');
    assert.deepEqual(await redis.multi().publish(key('quiet'), 'x').exec(), [0]);
  },

  async 'joins what is asked for at once'() {
    const names = Array.from({length: 100}, (_, i) => key(`auto:${i}`));
    await Promise.all(names.map((name, i) => redis.set(name, i)));
    assert.deepEqual(await Promise.all(names.map(name => redis.get(name))), names.map((_, i) => i));
    assert.deepEqual(await single.mget(...names), names.map((_, i) => i));
  },

  async 'reports errors in words of the service'() {
    const k = key('error');
    await redis.set(k, 'text');
    await assert.rejects(single.incr(k), /ERR value is not an integer or out of range/);
    await assert.rejects(single.hget(k, 'f'), /WRONGTYPE Operation against a key holding the wrong kind of value/);
    await assert.rejects(single.zadd(k, {score: 1, member: 'm'}), /ERR Command is not available: 'ZADD'/);
    await assert.rejects(single.eval('return 1', [], []), /ERR Command is not available: 'EVAL'/);
    const stranger = new Redis({url, token: `${token}x`, enableAutoPipelining: false});
    await assert.rejects(stranger.get(k), /WRONGPASS/);
  },

  async 'hears what is published'() {
    const channel = key('channel');
    const subscriber = redis.subscribe(channel);
    await next(subscriber, 'subscribe');
    const heard = next(subscriber, 'message');
    assert.equal(await redis.publish(channel, {text: 'grüße, 漢字'}), 1);
    assert.deepEqual(await heard, {channel, message: {text: 'grüße, 漢字'}});
    await subscriber.unsubscribe();
  },

  async 'hears what is published on channels of a pattern'() {
    const subscriber = redis.psubscribe(key('p:*'));
    await next(subscriber, 'psubscribe');
    const heard = next(subscriber, 'pmessage');
    await redis.publish(key('p:1'), {n: 1});
    assert.deepEqual(await heard, {pattern: key('p:*'), channel: key('p:1'), message: {n: 1}});
    await subscriber.unsubscribe();
  },
};

for (const [name, check] of Object.entries(promises)) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (failure) {
    console.log(`not ok ${name}\n${failure.stack}`);
  }
}
process.exit(0); // a subscription that could not be ended must not keep it
