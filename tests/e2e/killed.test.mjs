// Goal: what was shown as saved is there after the browser was killed in the moment after, on the very first day too.
// Method: SIGKILL of every process of a real browser with a profile on disk, three times.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Phone, Stage, browserArguments, browserPath, countFrames } from './stage.mjs';

let stage, profile;
before(async () => {
  stage = await Stage.start();
  profile = mkdtempSync(join(tmpdir(), 'waymark-killed-'));
});
after(async () => {
  await stage?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

function kill() {
  const all = execFileSync('pgrep', ['-f', '--', `--user-data-dir=${profile}`], { encoding: 'utf8' });
  for (const id of all.trim().split('\n')) {
    try { process.kill(Number(id), 'SIGKILL'); } catch { /* it ended with another */ }
  }
}

test('What was shown as saved is there after the browser was killed', async () => {
  for (let life = 0; life < 4; ++life) {
    const context = await chromium.launchPersistentContext(profile, { executablePath: browserPath, args: browserArguments,
      viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await context.addInitScript(countFrames);
    const jade = new Phone(context, context.pages()[0]);
    await jade.goto(life ? stage.origin : stage.links.get('Jade Carter'));
    await context.setOffline(true);
    await jade.press('button', 'My plan');
    await jade.press('button', /My home/);
    if (life) await jade.sees(`Written in life ${life - 1}.`);
    await jade.press('button', /words…/);
    await jade.write('In my own words', `Written in life ${life}.`);
    await jade.press('button', 'Save my words');
    await jade.sees('Saved on this phone');
    const gone = new Promise((resolve) => context.once('close', resolve));
    kill();
    await gone;
    rmSync(join(profile, 'SingletonLock'), { force: true });
  }
});
