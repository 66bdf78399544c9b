// Goal: whoever has the phone and not the PIN learns nothing of the person, from the screen or from what the browser keeps.
// Method: the whole profile of a real browser, searched for the words of the sample plan, as text and as base64.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Phone, Stage, browserArguments, browserPath, countFrames, pin } from './stage.mjs';

// Of the sample people: names, words of the plan, of a message, of a contact; and what is written below.
const PERSONAL = ['Jade Carter', 'Get the lock on the street door mended', 'Send Sam a photo of every letter',
  'My own dark secret', 'Half a thought', 'Written before I forgot it', '07700 900111'];

let stage, profile, context, jade;
before(async () => {
  stage = await Stage.start();
  profile = mkdtempSync(join(tmpdir(), 'waymark-profile-'));
  await open();
});
after(async () => {
  await context?.close();
  await stage?.stop();
  rmSync(profile, { recursive: true, force: true });
});

async function open() {
  context = await chromium.launchPersistentContext(profile, { executablePath: browserPath, args: browserArguments,
    viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB' });
  await context.addInitScript(countFrames);
  jade = new Phone(context, context.pages()[0] ?? await context.newPage());
}

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) yield* files(path);
    else if (stat?.isFile()) yield path;
  }
}

/// What of `words` is in a file of the profile: as UTF-8, UTF-16 or base64, which begins in three ways.
function found(words) {
  const forms = words.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le'), ...[0, 1, 2].map((shift) =>
    Buffer.from(Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64').slice(shift && 4, -4)))]
    .map((bytes) => ({ text, bytes })));
  const hits = [];
  for (const path of files(profile)) {
    const content = readFileSync(path);
    for (const { text, bytes } of forms) if (content.includes(bytes)) hits.push(`${text} in ${path.slice(profile.length)}`);
  }
  return hits;
}

test('What is kept of a person cannot be read in the browser’s profile', async () => {
  await jade.goto(stage.links.get('Jade Carter'));
  await jade.find('heading', 'What happens next');
  await jade.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await jade.place('My plan');
  await jade.press('button', /My home/);
  await jade.press('button', /words…/);
  await jade.write('In my own words', 'My own dark secret');
  await jade.press('button', 'Save my words');
  await jade.sees('My own dark secret');
  await jade.press('button', /words…/);
  await jade.write('In my own words', 'Half a thought');  // a draft
  await context.close();
  assert.ok(found(['waymark.']).length > 0, 'the search finds what is there: the names of the stores');
  assert.deepEqual(found(PERSONAL), []);
});

test('The lock screen says nothing of whose phone it is', async () => {
  await open();
  await jade.page.goto(stage.origin);
  await jade.find('heading', 'Your PIN');
  const said = await jade.page.locator('body').ariaSnapshot();
  for (const telling of [...PERSONAL, 'Jade', 'Sam', 'care', 'plan', 'council'])
    assert.ok(!said.includes(telling), `${telling}:\n${said}`);
  assert.equal(await jade.page.title(), 'Waymark');
});

test('A wrong PIN is told, the right one opens with all that was there', async () => {
  await jade.write('Your PIN', '111222');
  await jade.press('button', 'Open');
  await jade.told('textbox', 'Your PIN', /That is not it/);
  await jade.write('Your PIN', pin);
  await jade.press('button', 'Open');
  await jade.sees('My own dark secret');
});

test('What was written without signal is left sealed for the council', async () => {
  await context.setOffline(true);
  await jade.press('button', /words…/);
  await jade.write('In my own words', 'Written before I forgot it');
  await jade.press('button', 'Save my words');
  await jade.sees('Saved on this phone');
  await jade.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.equal(await jade.page.evaluate(() => getComputedStyle(document.getElementById('mirror')).opacity), '0');
  await jade.page.waitForFunction(() => caches.match('/v1/sealed'));
  await jade.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await jade.page.waitForFunction(() => getComputedStyle(document.getElementById('mirror')).opacity === '1');
});

test('Locked again, the page holds nothing of the plan', async () => {
  await jade.press('button', 'Today');
  await jade.press('button', 'Me and this phone');
  await jade.press('button', 'Lock now');
  await jade.find('heading', 'Your PIN');
  const page = await jade.page.content();
  for (const words of PERSONAL) assert.ok(!page.includes(words), words);
});

test('Without this browser’s own key the PIN opens nothing', async () => {
  await jade.page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('waymark-keys');
    request.onsuccess = resolve;
    request.onerror = reject;
  }));
  await jade.write('Your PIN', pin);
  await jade.press('button', 'Open');
  await jade.sees('This phone cannot open it any more');
  assert.deepEqual(jade.errors, []);
});

test('Whoever does not know the PIN can begin again, and nothing of before is left', async () => {
  await context.setOffline(false);
  await jade.press('button', /^I do not know it/);
  await jade.sees('Not yet sent: 1');
  await jade.press('button', 'Remove everything');
  await jade.find('heading', 'Good to see you');
  await jade.page.waitForFunction(async () => (await indexedDB.databases()).every(({ name }) => name === 'waymark-keys'));
  await context.close();
  assert.deepEqual(found(PERSONAL), []);
  context = null;
});

test('What they had written is with the council', async () => {
  const sam = await stage.open('Sam Okoro', { viewport: { width: 820, height: 1180 } });
  await sam.press('button', /Jade Carter/);
  await sam.press('button', /My home|Home/);
  await sam.sees('Written before I forgot it');
});

test('With a new link they choose a new PIN on the same phone, and nothing is lost', async () => {
  const phone = await stage.open('Jade Carter');
  await phone.page.goto(stage.links.get('Jade Carter'));  // the app itself opens anew for it
  await phone.find('heading', 'Your PIN');
  await phone.press('button', /^I do not know it/);
  await phone.press('button', 'Remove everything');
  await phone.find('heading', 'Choose a PIN');
  await phone.enterPin();
  await phone.find('heading', 'What happens next');
  await phone.reload();
  await phone.find('heading', 'What happens next');
  assert.deepEqual(phone.errors, []);
});
