// Goal: in each of the three browser engines somebody who sees nothing of the canvas does the main tasks, by what the
// engine tells a screen reader and by keys; and what is told is also drawn.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engines } from './engines.mjs';
import { Stage } from './stage.mjs';

for (const [name, start] of Object.entries(engines)) {
  describe(name, () => {
    let stage, engine;
    before(async () => {
      stage = await Stage.start();
      engine = await start();
      await engine.open(stage.links.get('Jade Carter'));
      await engine.choosePin();
    });
    after(async () => {
      await engine?.close();
      await stage?.stop();
    });

    test('Today is told, and drawn', async () => {
      await engine.find('heading', 'Hello, Jade');
      await engine.find('heading', 'What happens next');
      await engine.find('link', 'Call Sam');
      await engine.until(() => engine.evaluate(() => document.getElementById('opening').hidden), 'first frame');
      assert.ok((await engine.screenshot()).length > 20_000, 'a blank picture is smaller');
    });

    test('With keys alone: to my plan, into a part, write what I want, save', async () => {
      await tabTo(engine, 'My plan');
      await engine.key('Enter');
      await engine.find('heading', 'The parts of my plan');
      await tabTo(engine, 'My money');
      await engine.key('Enter');
      await engine.find('heading', 'My money');
      await tabTo(engine, 'Write what I want…');
      await engine.key('Enter');
      await engine.find('dialog', 'What I want');
      const words = `I want to save, in ${name}.`;
      await engine.write('In my own words', words);
      await tabTo(engine, 'Save my words');
      await engine.key('Enter');
      await engine.sees(words);
      await engine.sees('Sent');
    });

    test('By roles and names alone: find in the offer, call for help', async () => {
      await engine.press('button', 'My offer');
      await engine.find('heading', 'My offer');
      await engine.press('button', 'Help now');
      await engine.find('dialog', 'Help now');
      await engine.find('link', 'Call 999');
      await engine.press('button', 'Close');
    });

    test('Nothing is drawn at rest', async () => { assert.equal(await engine.framesAtRest(5000), 0); });
  });
}

/// Presses Tab until the element of this name has the focus.
async function tabTo(engine, name) {
  for (let i = 0; i < 60; ++i) {
    if (await engine.focused() === name) return;
    await engine.key('Tab');
  }
  assert.fail(`${engine.name}: Tab never reached ${name}, but ${await engine.focused()}`);
}
