// Goal: who reads another language has the app in it, also without signal; what is not translated yet is English and is
// said in English; nothing is fetched that nobody reads; large text fits in every language.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Stage, root } from './stage.mjs';

const table = readFileSync(join(root, 'app/text/languages.h'), 'utf8');
const languages = [...table.matchAll(/Language\{"([\w-]+)", "([^"]+)"/g)].map(([, tag, name]) => ({ tag, name }));

let stage, jade;
before(async () => { stage = await Stage.start(); jade = await stage.open('Jade Carter'); });
after(async () => { await stage?.stop(); });

const lang = () => jade.page.evaluate(() => document.documentElement.lang);
const ethiopic = /\p{Script=Ethiopic}/u;

/// A string as the catalog of a language has it.
function word(tag, english) {
  if (tag === 'en') return english;
  const catalog = readFileSync(join(root, `assets/strings/${tag}.po`), 'utf8');
  return catalog.match(new RegExp(`msgid "${english}"\nmsgstr "(.*)"`))[1];
}

/// The first screen of the first place: each place keeps what was open there until it is chosen again.
async function today() {
  const place = jade.page.getByRole('navigation').getByRole('button').first();
  for (let i = 0; i < 2; ++i) {
    await place.evaluate((element) => element.click());
    await jade.still();
  }
}

/// Closes a sheet in the language of the page.
async function close(tag, sheet) {
  await jade.press('button', word(tag, 'Close'));
  await jade.gone('dialog', word(tag, sheet));
}

async function choose({ tag, name }) {
  await jade.press('radio', name);
  await jade.page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
  await jade.still();
}

/// What the page has kept of languages and scripts.
const kept = () => jade.page.evaluate(async () =>
  (await (await caches.open('languages')).keys()).map(({ url }) => new URL(url).pathname.replace(/\.[0-9a-f]{10}/, '')).sort());

test('There are twelve languages, each in its own words and marked as such', async () => {
  await jade.press('button', 'Me and this phone');
  await jade.press('button', 'Language');
  await jade.find('radio', 'English');
  const shown = await jade.page.getByRole('dialog').getByRole('radio').evaluateAll((all) => all.map((e) => [e.lang, e.textContent]));
  assert.deepEqual(shown, languages.map(({ tag, name }) => [tag, name]));
  assert.equal(shown.length, 12);
});

test('Chosen, Tigrinya is everywhere', async () => {
  await choose({ tag: 'ti', name: 'ትግርኛ' });
  await close('ti', 'Language');
  const places = jade.page.getByRole('navigation').getByRole('button');
  assert.equal(await places.count(), 5);
  for (let i = 0; i < 5; ++i) {
    await places.nth(i).evaluate((element) => element.click());
    await jade.still();
    assert.match(await places.nth(i).textContent(), ethiopic);
    const title = jade.page.getByRole('heading', { level: 1 });
    assert.match(await title.textContent(), ethiopic);
    const ink = await jade.ink(title);
    assert.ok(ink > 0.01 && ink < 0.6, `${await title.textContent()}: ${(ink * 100).toFixed(1)} % of its place differs from its ground`);
  }
  await today();
  for (const heading of await jade.page.getByRole('heading', { level: 2 }).all()) assert.match(await heading.textContent(), ethiopic);
});

test('Without signal it is still Tigrinya, with its letters', async () => {
  await jade.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated' ||
    new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }))));
  await jade.context.setOffline(true);
  await jade.reload();
  await jade.find('heading', 'ቀጺሉ ዝመጽእ');
  assert.equal(await lang(), 'ti');
  await jade.told('button', 'ኣነን እዛ ተሌፎንን', /ኔትወርክ የለን/);
  const letters = await jade.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    context.font = '100px system-ui, "Waymark scripts"';
    return new Set([...'ሀለሐመ\u0378'].map((letter) => context.measureText(letter).width)).size;
  });
  assert.ok(letters > 1, 'all letters are as wide as what stands for a missing one');
  await jade.context.setOffline(false);
});

test('Only the words and letters that were needed are on the phone', async () => {
  const words = (await kept()).filter((path) => path.startsWith('/strings/'));
  assert.deepEqual(words, ['/strings/ti.mo']);
  const asked = await jade.page.evaluate(async () => {
    const builds = (await caches.keys()).filter((name) => name.startsWith('waymark-'));
    const files = await Promise.all(builds.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return files.flat().filter((path) => /^\/(strings|fonts)\//.test(path));
  });
  assert.deepEqual(asked, [], 'the build brings none of its own accord');
});

test('What has no translation yet is English, and says so', async () => {
  await jade.press('button', 'ኣነን እዛ ተሌፎንን');
  await jade.press('button', 'ቋንቋ');
  await choose({ tag: 'uk', name: 'Українська' });
  await close('uk', 'Language');
  await jade.press('button', 'Мій план');
  assert.equal(await (await jade.find('heading', 'Мій план', { level: 1 })).getAttribute('lang'), null);
  assert.equal(await (await jade.find('heading', 'The parts of my plan')).getAttribute('lang'), 'en');
});

test('In large text what a newcomer meets stays within the screen in every language', async () => {
  await jade.page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  let now = 'uk';
  for (const language of languages) {
    await today();
    await jade.press('button', word(now, 'Me and this phone'));
    await jade.press('button', word(now, 'Language'));
    await jade.find('radio', language.name);
    await jade.still();
    assert.deepEqual(await outside(), [], `languages in ${now}`);
    if (language.tag !== now) await choose(language);
    now = language.tag;
    await close(now, 'Language');
    await today();
    await jade.find('heading', word(now, 'What happens next'));
    await jade.still();
    assert.deepEqual(await outside(), [], `Today in ${now}`);
    await jade.press('button', word(now, 'Help now'));
    await jade.find('dialog', word(now, 'Help now'));
    await jade.still();
    assert.deepEqual(await outside(), [], `Help now in ${now}`);
    await close(now, 'Help now');
  }
});

/// Words whose place reaches beyond the left or right edge.
function outside() {
  return jade.page.evaluate(() => [...document.querySelectorAll('#mirror :is(button, a, h1, h2, h3, p)')]
    .filter((element) => { const { left, right } = element.getBoundingClientRect(); return left < -0.5 || right > innerWidth + 0.5; })
    .map((element) => element.textContent));
}

test('The page reports no error of its own', () => { assert.deepEqual(jade.errors, []); });
