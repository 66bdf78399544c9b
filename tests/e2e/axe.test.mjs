// Goal: axe-core finds nothing wrong with any screen and sheet, in light and dark, at 100 % and 200 % text, in English
// and Arabic. What it cannot see, for the words are drawn on a canvas, is proved elsewhere: contrast by the themes' own
// tests (tests/app/ui_theme_test.cpp), target sizes and overlaps by those of the screens.
// Method: one walk for each person and language, by the words of the catalog; each screen is looked at in all four ways
// while it is open.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Stage, root } from './stage.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { entries } = require(join(root, 'tools/strings'));
const languages = { en: 'English', ar: 'العربية' };

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

/// Somebody who goes through the app in one language and has every screen looked at.
class Walk {
  static async begin(person, language) {
    const one = new Walk();
    one.phone = await stage.newPhone();
    await one.phone.page.addInitScript(axe);
    await one.phone.goto(stage.links.get(person));
    await one.phone.page.getByRole('navigation').waitFor({ state: 'attached' });
    const catalog = language === 'en' ? [] : entries(readFileSync(join(root, `assets/strings/${language}.po`), 'utf8'));
    one.words = new Map(catalog.map(({ id, strings }) => [id, strings[0]]));
    return one;
  }

  /// What stands on the screen for an English text of the app, whatever fills its places.
  say(english) {
    const words = (this.words.get(english) ?? english).replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
    return new RegExp(`^\u200F?${words}$`);  // a mark says that a sentence that begins with a name is Arabic
  }
  find(role, english) { return this.phone.find(role, this.say(english)); }
  press(role, english) { return this.phone.press(role, this.say(english)); }
  async place(index) {
    const button = this.phone.page.getByRole('navigation').getByRole('button').nth(index);
    for (let i = 0; i < 2; ++i) await button.evaluate((element) => element.click()).then(() => this.phone.still());
  }
  /// The first row of a list that opens a screen of its own: its words are the council's or a person's.
  async openFirstRow() {
    await this.phone.page.getByRole('main').getByRole('listitem').getByRole('button').first().evaluate((e) => e.click());
    await this.phone.still();
  }

  /// Looks at what is open in all four ways.
  async look(name) {
    await this.phone.still();
    const found = [];
    for (const colorScheme of ['light', 'dark']) {
      await this.phone.page.emulateMedia({ colorScheme });
      for (const percent of [100, 200]) {
        await this.phone.page.evaluate((size) => { document.documentElement.style.fontSize = `${size}%`; }, percent);
        found.push(...(await this.#violations()).map((what) => `${name}, ${colorScheme}, ${percent} %: ${what}`));
      }
    }
    await this.phone.page.evaluate(() => { document.documentElement.style.fontSize = ''; });
    assert.deepEqual(found, []);
  }

  async #violations() {
    await this.phone.still();
    const { violations, passes } = await this.phone.page.evaluate(async () => {
      const result = await globalThis.axe.run(document, {
        rules: { 'color-contrast': { enabled: false } },  // transparent elements over a canvas
        resultTypes: ['violations'],
      });
      return { violations: result.violations, passes: result.passes.length };
    });
    assert.ok(passes >= 10, `only ${passes} rules found something to look at`);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  }

  /// Opens a sheet, looks at it and closes it.
  async sheet(button) {
    await this.press('button', button);
    await this.phone.page.getByRole('dialog').waitFor({ state: 'attached' });
    await this.look(`sheet ${button}`);
    await this.press('button', 'Close');
    await this.phone.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /// Chooses a language in the app's first, English, and looks at the choice.
  async speak(language) {
    await this.phone.press('button', 'Language');
    await this.phone.find('radio', languages[language]);
    await this.look('sheet Language');
    await this.phone.press('radio', languages[language]);
    await this.phone.page.waitForFunction((tag) => document.documentElement.lang === tag, language);
    await this.press('button', 'Close');
    await this.phone.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

/// The council takes no new person from now on: the next one that is added needs a look.
function refuseContacts(phone) {
  return phone.page.route('**/v1/sync', async (route) => {
    const response = await route.fetch();
    const pages = (await response.text()).trim().split('\n').map((line) => JSON.parse(line));
    for (const { results } of pages) {
      for (const result of results) Object.assign(result, { status: 'rejected', problem: { pointer: '', reason: 'not taken' } });
    }
    await route.fulfill({ response, body: pages.map((page) => JSON.stringify(page)).join('\n') });
  });
}

async function youngPerson(walk) {
  await walk.look('Today');
  await walk.sheet('Help now');
  await walk.press('button', 'Me and this phone');
  await walk.look('Me');
  await walk.sheet('Remove from this phone…');
  await walk.place(0);
  await walk.press('button', 'Write to {who}');
  await walk.look('Messages');

  await walk.place(1);
  await walk.look('My plan');
  await walk.sheet('Ask for a review…');
  await walk.press('button', 'If things go wrong');
  await walk.look('A part with a suggestion');
  await walk.sheet('Write what I want…');
  await walk.sheet('Add a step…');
  await walk.openFirstRow();
  await walk.look('sheet of a step');
  await walk.press('button', 'Close');

  await walk.place(2);
  await walk.look('My offer');
  await walk.openFirstRow();
  await walk.look('An item of the offer');

  await walk.place(3);
  await walk.look('Promises');
  await walk.openFirstRow();
  await walk.look('A promise');
  await walk.sheet('Tell us…');

  await walk.place(4);
  await walk.look('People');
  await walk.sheet('Add someone…');
}

async function adviser(walk) {
  await walk.look('Caseload');
  await walk.sheet('Help now');
  await walk.phone.press('button', 'Jade Carter');
  await walk.look('A young person');
  await walk.sheet('Set a day…');
  await walk.sheet('Write down what happened…');
  await walk.sheet('Add someone…');
  await walk.press('button', 'My home');
  await walk.look('A part, the adviser’s');
  await walk.sheet('Write how it is now…');
  await walk.sheet('Suggest words…');
  await walk.sheet('Add a step…');
  for (const [place, name] of [[1, 'Offer'], [2, 'Promises'], [3, 'Lines'], [4, 'Me']]) {
    await walk.place(place);
    await walk.look(name);
  }
}

for (const language of Object.keys(languages)) {
  test(`A young person, ${languages[language]}`, async () => {
    const walk = await Walk.begin('Jade Carter', language);
    await walk.phone.press('button', 'Me and this phone');
    await walk.speak(language);
    await walk.place(0);
    await youngPerson(walk);

    await refuseContacts(walk.phone);
    await walk.press('button', 'Add someone…');
    await walk.phone.page.getByRole('dialog').getByRole('textbox').first().fill('Bev');
    await walk.phone.still();
    await walk.press('button', 'Save this person');
    await walk.phone.page.getByRole('dialog').waitFor({ state: 'detached' });
    await walk.place(0);
    await walk.press('button', 'Me and this phone');
    await walk.find('heading', 'Needs a look');
    await walk.look('Me, with something that needs a look');
    await walk.phone.context.close();
  });

  test(`An adviser, ${languages[language]}`, async () => {
    const walk = await Walk.begin('Sam Okoro', language);
    await walk.place(4);
    await walk.speak(language);
    await walk.place(0);
    await adviser(walk);
    await walk.phone.context.close();
  });
}
