// Goal: axe-core finds nothing wrong with any screen, in light and dark, at 100 % and 200 % text, in English and Arabic.
// What it cannot see, for the words are drawn on a canvas, is proved elsewhere: contrast by the themes' own tests
// (tests/app/ui_theme_test.cpp), target sizes and overlaps by those of the screens.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

/// What axe says of the page as it is, a line for each element.
async function violations(phone) {
  await phone.still();
  const { violations: found, passes } = await phone.page.evaluate(() => globalThis.axe.run(document, {
    rules: { 'color-contrast': { enabled: false } },  // transparent elements over a canvas
  }));
  assert.ok(passes.length >= 10, `only ${passes.length} rules found something to look at`);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/// Every place, the screen that the first rows of each lead to, a sheet, and help now.
async function everyScreen(phone, check) {
  const places = phone.page.getByRole('navigation').getByRole('button');
  const inMain = (role) => phone.page.getByRole('main').getByRole(role);
  const click = (found) => found.evaluate((element) => element.click());
  for (let i = 0; i < await places.count(); ++i) {
    await click(places.nth(i));
    await check(phone);
    const row = inMain('listitem').getByRole('button').first();
    if (await row.count() === 0) continue;
    await click(row);
    await check(phone);
    if (await phone.page.getByRole('dialog').count() > 0) await phone.page.keyboard.press('Escape');
  }
  await click(phone.page.getByRole('banner').getByRole('button').last());
  await check(phone);
}

async function open(person, options = {}, text = 100) {
  const phone = await stage.newPhone(options);
  await phone.page.addInitScript(axe);
  await phone.page.goto(stage.links.get(person));
  await phone.page.getByRole('navigation').waitFor({ state: 'attached' });
  if (text !== 100) await phone.page.evaluate((percent) => { document.documentElement.style.fontSize = `${percent}%`; }, text);
  return phone;
}

const settings = [
  ['light, 100 %', {}, 100],
  ['dark, 200 %', { colorScheme: 'dark' }, 200],
];
test('The choice of a language', async () => {
  const phone = await open('Jade Carter');
  await phone.press('button', 'Me and this phone');
  await phone.press('button', 'Language');
  await phone.find('radio', 'English');
  assert.deepEqual(await violations(phone), []);
  await phone.context.close();
});
for (const person of ['Jade Carter', 'Yusuf Haddad', 'Sam Okoro']) {
  for (const [name, options, text] of settings) {
    test(`${person}: ${name}`, async () => {
      const phone = await open(person, options, text);
      let screens = 0;
      await everyScreen(phone, async () => {
        ++screens;
        assert.deepEqual(await violations(phone), []);
      });
      assert.ok(screens >= 9, `${screens} screens were looked at`);
      await phone.context.close();
    });
  }
}
