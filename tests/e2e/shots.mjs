// Pictures of every screen, to be looked at: `node tests/e2e/shots.mjs FOLDER [--docs]`, after ./test or ./run has built.
// light and dark, 100 % and 200 % text, English and Arabic, phone and tablet. --docs: only the two of the README.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from './stage.mjs';

const folder = process.argv[2] ?? 'build/shots';
mkdirSync(folder, { recursive: true });
const stage = await Stage.start();
const places = ['Today', 'My plan', 'My offer', 'Promises', 'People'];
const arabicPlaces = 5;

async function shoot(phone, name) {
  await phone.page.waitForTimeout(700);
  await phone.page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
}

async function young(tag, options) {
  const phone = await stage.open('Jade Carter', options);
  await phone.find('heading', 'What happens next');
  await shoot(phone, `${tag}-today`);
  for (const place of places.slice(1)) {
    await phone.place(place);
    await shoot(phone, `${tag}-${place.toLowerCase().replace(' ', '-')}`);
  }
  await phone.press('button', 'Help now');
  await shoot(phone, `${tag}-help`);
  await phone.press('button', 'Close');
  await phone.place('My plan');
  await phone.press('button', /My home/);
  await phone.find('heading', 'My home', { level: 1 });
  await shoot(phone, `${tag}-heading`);
  await phone.press('button', 'Change my words…');
  await shoot(phone, `${tag}-write`);
  await phone.context.close();
}

await young('light', {});
if (!process.argv.includes('--docs')) {
  await young('dark', { colorScheme: 'dark' });
  const arabic = await stage.open('Yusuf Haddad');
  await arabic.page.waitForTimeout(3000);
  await shoot(arabic, 'arabic-0');
  for (let i = 1; i < arabicPlaces; ++i) {
    await arabic.page.getByRole('navigation').getByRole('button').nth(i).evaluate((e) => e.click());
    await shoot(arabic, `arabic-${i}`);
  }
  for (const [tag, viewport] of [['adviser-phone', { width: 390, height: 844 }], ['adviser-tablet', { width: 1180, height: 820 }]]) {
    const sam = await stage.open('Sam Okoro', { viewport });
    await sam.find('button', /Jade Carter/);
    await shoot(sam, `${tag}-caseload`);
    await sam.press('button', /Jade Carter/);
    await shoot(sam, `${tag}-case`);
    await sam.context.close();
  }
}
await stage.stop();
