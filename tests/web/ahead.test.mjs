// Goal: what is begun before the module is here answers the module only when it asks for the very same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ahead } from '../../web/ahead.js';

const utf8 = (text) => new TextEncoder().encode(text);
const link = { code: 'abc', device: 'd1' };
const pairing = { request: 1, method: 'POST', path: '/v1/pair', token: '', body: utf8('{"code":"abc","device":"d1"}') };

/** An Ahead over a store and a network that write down what they were asked. */
function begun(start, { taken = false } = {}) {
  const asked = [];
  const store = {
    held: '',
    async open(profile, takeOver) {
      asked.push(`open ${profile}${takeOver ? ' by force' : ''}`);
      if (taken) throw new Error('taken');
      store.held = profile;
      return [profile];
    },
    holds: (profile) => store.held === profile,
  };
  const send = async ({ path }) => {
    asked.push(`send ${path}`);
    return asked.length;
  };
  const none = { code: '', device: '' };
  return { asked, store, ahead: new Ahead({ store, send, profile: '', link: none, online: true, ...start }) };
}

test('the store of last time is opened once', async () => {
  const { asked, ahead } = begun({ profile: 'jade' });
  assert.deepEqual(asked, ['open jade'], 'before anybody asks');
  assert.deepEqual(await ahead.openStore('jade', false), ['jade']);
  assert.deepEqual(asked, ['open jade']);
  await ahead.openStore('jade', false);
  assert.deepEqual(asked, ['open jade', 'open jade'], 'the second time it is read anew');
});

test('another store, and one that is taken over, are opened anew', async () => {
  for (const [profile, takeOver] of [['sam', false], ['jade', true]]) {
    const { asked, ahead } = begun({ profile: 'jade' });
    assert.deepEqual(await ahead.openStore(profile, takeOver), [profile]);
    assert.equal(asked.length, 2);
  }
});

test('a store that another tab took meanwhile is opened anew', async () => {
  const { asked, store, ahead } = begun({ profile: 'jade' });
  await undefined;
  store.held = '';
  await ahead.openStore('jade', false);
  assert.deepEqual(asked, ['open jade', 'open jade']);
});

test('a store that is taken is told when it is asked for', async () => {
  const { ahead } = begun({ profile: 'jade' }, { taken: true });
  await new Promise((resolve) => setTimeout(resolve));
  await assert.rejects(ahead.openStore('jade', false), /taken/);
});

test('a link is redeemed once, and the store of last time is left alone meanwhile', async () => {
  const { asked, ahead } = begun({ profile: 'jade', link });
  assert.equal(await ahead.send(pairing), 1);
  assert.deepEqual(asked, ['send /v1/pair']);
  await ahead.send(pairing);
  assert.equal(asked.length, 2, 'a second try is a request of its own');
});

test('a request that differs is sent as it is', async () => {
  const { ahead, asked } = begun({ link });
  await ahead.send({ ...pairing, body: utf8('{"code":"abc","device":"d2"}') });
  await ahead.send({ ...pairing, path: '/v1/sync' });
  assert.deepEqual(asked, ['send /v1/pair', 'send /v1/pair', 'send /v1/sync']);
});

test('without signal nothing is sent ahead', () => {
  assert.deepEqual(begun({ link, online: false }).asked, []);
});
