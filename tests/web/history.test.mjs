// Goal: the browser's history is as deep as the screens are, and going back there is told once for each level.
// Method: a history that moves later, as a browser's does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScreenHistory } from '../../web/history.js';

class FakeHistory {
  entries = [null];
  at = 0;
  pending = [];
  swiped = false;
  target = new EventTarget();
  get state() {
    return this.entries[this.at];
  }
  pushState(state) {
    this.entries.splice(++this.at, Infinity, state);
  }
  go(delta) {
    this.pending.push(() => {
      this.at += delta;
      const event = { state: this.state, hasUAVisualTransition: this.swiped };
      this.target.dispatchEvent(Object.assign(new Event('popstate'), event));
    });
  }
  run() {
    while (this.pending.length) this.pending.shift()();
  }
}

function stage(history = new FakeHistory()) {
  let back = 0;
  const screens = new ScreenHistory(
    () => {
      ++back;
    },
    { target: history.target, history },
  );
  return { history, screens, backs: () => back };
}

test('opening screens pushes as many entries, and they hold nothing but the depth', () => {
  const { history, screens } = stage();
  screens.depth = 2;
  assert.deepEqual(history.entries, [null, { depth: 1 }, { depth: 2 }]);
});

test('closing a screen in the app goes back in the browser and is not told as a wish to go back', () => {
  const { history, screens, backs } = stage();
  screens.depth = 2;
  screens.depth = 1;
  history.run();
  assert.equal(history.at, 1);
  assert.equal(backs(), 0);
});

test("the phone's back is told, and the answer to it moves nothing", () => {
  const { history, screens, backs } = stage();
  screens.depth = 2;
  history.go(-1);
  history.run();
  assert.equal(backs(), 1);
  screens.depth = 1;
  history.run();
  assert.equal(history.at, 1);
});

test('a swipe that the browser has shown already is told as such', () => {
  const history = new FakeHistory();
  const shown = [];
  const screens = new ScreenHistory((already) => shown.push(already), { target: history.target, history });
  for (const swiped of [true, false]) {
    screens.depth = 1;
    history.swiped = swiped;
    history.go(-1);
    history.run();
  }
  assert.deepEqual(shown, [true, false]);
});

test('two levels at once are told twice, and the answers in between push nothing', () => {
  const history = new FakeHistory();
  let depth = 3;
  const screens = new ScreenHistory(
    () => {
      screens.depth = --depth;
    },
    { target: history.target, history },
  );
  screens.depth = depth;
  history.go(-2);
  history.run();
  assert.equal(depth, 1);
  assert.equal(history.at, 1);
  assert.equal(history.entries.length, 4, 'the way forward is as it was');
});

test('a screen opened while the browser still goes back ends at the right depth', () => {
  const { history, screens, backs } = stage();
  screens.depth = 3;
  screens.depth = 0;
  screens.depth = 1;
  history.run();
  assert.equal(history.state.depth, 1);
  assert.equal(history.at, 1);
  assert.equal(backs(), 0);
});

test('going forward to a screen that is closed is undone', () => {
  const { history, screens, backs } = stage();
  screens.depth = 1;
  history.go(-1);
  history.run();
  screens.depth = 0;
  history.go(1);
  history.run();
  assert.equal(history.at, 0);
  assert.equal(backs(), 1);
});

test('a reloaded page begins at its first screen', () => {
  const history = new FakeHistory();
  history.pushState({ depth: 1 });
  history.pushState({ depth: 2 });
  const { backs } = stage(history);
  history.run();
  assert.equal(history.at, 0);
  assert.equal(backs(), 0);
});
