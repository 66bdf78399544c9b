// Goal: somebody who reads Arabic has the whole app in Arabic, from right to left, with every letter drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage, yusuf;
before(async () => { stage = await Stage.start(); yusuf = await stage.open('Yusuf Haddad'); });
after(async () => { await stage?.stop(); });

const arabic = /\p{Script=Arabic}/u;

test('The page is Arabic and from right to left', async () => {
  await yusuf.find('heading', 'ماذا يحدث بعد ذلك');
  assert.deepEqual(await yusuf.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
});

test('All five places have an Arabic title, and its letters are drawn', async () => {
  const places = yusuf.page.getByRole('navigation').getByRole('button');
  assert.equal(await places.count(), 5);
  for (let i = 0; i < 5; ++i) {
    await places.nth(i).evaluate((element) => element.click());
    await yusuf.still();
    const title = yusuf.page.getByRole('heading', { level: 1 });
    assert.match(await title.textContent(), arabic);
    const ink = await yusuf.ink(title);
    assert.ok(ink > 0.01 && ink < 0.6, `${await title.textContent()}: ${(ink * 100).toFixed(1)} % of its place differs from its ground`);
  }
});

test('Help now and the offer speak Arabic where the words are ours', async () => {
  await yusuf.press('button', 'مساعدة الآن');
  const help = yusuf.page.getByRole('dialog');
  for (const name of ['الطوارئ: الشرطة والإسعاف والإطفاء', /الصحة النفسية/, /^تشايلدلاين/]) await help.getByRole('heading', { name }).waitFor();
  assert.equal(await help.getByText('Day and night', { exact: true }).count(), 0);
  await yusuf.press('button', 'إغلاق');
  await yusuf.still();
  await yusuf.page.getByRole('navigation').getByRole('button').nth(2).evaluate((element) => element.click());
  await yusuf.find('button', /^مال لتجهيز بيتك الأول/);
});

test('What he writes in Arabic is kept and sent as he wrote it', async () => {
  const words = 'أريد غرفة هادئة، قريبة من الكلية.\nوأريد أن أزور أخي كل أسبوع.';
  await yusuf.page.getByRole('navigation').getByRole('button').nth(1).evaluate((element) => element.click());
  await yusuf.press('button', /بيتي/);
  await yusuf.press('button', /كلامي|ما أريده/);
  await yusuf.page.getByRole('dialog').getByRole('textbox').first().fill(words);
  await yusuf.still();
  await yusuf.page.getByRole('dialog').getByRole('button').last().evaluate((element) => element.click());
  await yusuf.sees('أريد غرفة هادئة، قريبة من الكلية.');
  await yusuf.sees(/^أُرسل$/);
});

test('The page reports no error of its own', () => { assert.deepEqual(yusuf.errors, []); });
