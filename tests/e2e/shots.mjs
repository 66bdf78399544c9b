// Pictures of every screen, to be looked at: `node tests/e2e/shots.mjs FOLDER [--docs]`, after ./test or ./run has built.
// light and dark, 100 % and 200 % text, English and Arabic, small phone to tablet. --docs: only the two of the README.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from './stage.mjs';

const folder = process.argv[2] ?? 'build/shots';
mkdirSync(folder, { recursive: true });
const stage = await Stage.start();

async function shoot(phone, name) {
  await phone.page.waitForTimeout(700);
  await phone.page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
}

/// The five places and help now, by their order: names differ from language to language.
async function shootPlaces(phone, tag) {
  for (let i = 0; i < 5; ++i) {
    await phone.page.getByRole('navigation').getByRole('button').nth(i).evaluate((e) => e.click());
    await shoot(phone, `${tag}-${i}`);
  }
  await phone.page.getByRole('banner').getByRole('button').last().evaluate((e) => e.click());
  await shoot(phone, `${tag}-help`);
  await phone.page.getByRole('dialog').getByRole('button').first().evaluate((e) => e.click());
}

/// The part of the plan called `part`, and its sheet for words.
async function shootPart(phone, tag, plan, part, write) {
  await phone.place(plan);
  await phone.press('button', part);
  await shoot(phone, `${tag}-part`);
  await phone.press('button', write);
  await shoot(phone, `${tag}-write`);
}

async function english(tag, { text = 100, ...options } = {}) {
  const phone = await stage.open('Jade Carter', options);
  await phone.find('heading', 'What happens next');
  if (text !== 100) await phone.page.evaluate((percent) => { document.documentElement.style.fontSize = `${percent}%`; }, text);
  await shootPlaces(phone, tag);
  await shootPart(phone, tag, 'My plan', /My home/, 'Change my words…');
  await phone.context.close();
}

async function arabic(tag, options) {
  const phone = await stage.open('Yusuf Haddad', options);
  await phone.find('heading', 'ماذا يحدث بعد ذلك');
  await shootPlaces(phone, tag);
  await shootPart(phone, tag, 'خطتي', /بيتي/, /كلامي|ما أريده/);
  await phone.context.close();
}

async function adviser(tag, viewport) {
  const sam = await stage.open('Sam Okoro', { viewport });
  await sam.find('button', /Jade Carter/);
  await shoot(sam, `${tag}-caseload`);
  await sam.press('button', /Jade Carter/);
  await shoot(sam, `${tag}-case`);
  await sam.press('button', /My home/);
  await shoot(sam, `${tag}-part`);
  await sam.context.close();
}

if (process.argv.includes('--docs')) {
  const phone = await stage.open('Jade Carter');
  await phone.find('heading', 'What happens next');
  await shoot(phone, 'today');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.place('My plan');
  await phone.press('button', /My home/);
  await shoot(phone, 'plan');
} else {
  await english('light');
  await english('dark', { colorScheme: 'dark' });
  await english('large', { text: 200 });
  await english('small', { viewport: { width: 320, height: 568 } });
  await arabic('arabic');
  await arabic('arabic-dark', { colorScheme: 'dark' });
  await adviser('adviser-phone', { width: 390, height: 844 });
  await adviser('adviser-tablet', { width: 1180, height: 820 });
}
await stage.stop();
