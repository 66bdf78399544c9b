// Goal: a care leaver does everything that the five places are for, found by role and name as a screen reader finds it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage, jade;
before(async () => { stage = await Stage.start(); jade = await stage.open('Jade Carter'); });
after(async () => { await stage?.stop(); });

test('Today says what happens next and has my adviser one tap away', async () => {
  await jade.find('heading', 'Hello, Jade', { level: 1 });
  await jade.find('heading', 'What happens next', { level: 2 });
  await jade.sees(/Your review is on \w+ \d+ \w+/);
  await jade.sees(/Review in \d+ days/);
  assert.match(await (await jade.find('link', /Call Sam/)).getAttribute('href'), /^tel:/);
});

test('What a screen reader is told is also drawn: words have ink', async () => {
  for (const [role, name] of [['heading', 'Hello, Jade'], ['heading', 'What happens next'], ['button', 'Help now'], ['button', 'My plan']]) {
    const ink = await jade.ink(await jade.find(role, name));
    assert.ok(ink > 0.02 && ink < 0.6, `${name}: ${(ink * 100).toFixed(1)} % of its place differs from its ground`);
  }
});

test('The link leaves the address at once, and no name stands in address or title', async () => {
  assert.equal(new URL(jade.page.url()).hash, '');
  assert.doesNotMatch(jade.page.url() + await jade.page.title(), /Jade|Carter|Southampton/);
});

test('My plan has ten headings; I write what I want and it is sent', async () => {
  await jade.place('My plan');
  const parts = jade.page.getByRole('list', { name: 'The parts of my plan' }).getByRole('listitem');
  assert.equal(await parts.count(), 10);
  await jade.press('button', /My money/);
  await jade.find('heading', 'My money', { level: 1 });
  await jade.press('button', 'Write what I want…');
  await jade.write('In my own words', 'I want to save for a bike.\nEvery week a little.');
  await jade.press('button', 'Save my words');
  await jade.sees('I want to save for a bike.');
  await jade.sees(/^Sent$/);
});

test('I tick a step with a finger and undo it', async () => {
  const step = () => jade.find('checkbox', /Send Sam a photo of every letter/);
  assert.equal(await (await step()).isChecked(), false);
  await jade.tap('checkbox', /Send Sam a photo of every letter/);
  await jade.page.waitForFunction((e) => e.checked, await (await step()).elementHandle());
  await jade.press('button', 'Undo');
  await jade.page.getByRole('checkbox', { name: /Send Sam a photo of every letter/, checked: false }).waitFor({ state: 'attached' });
});

test('I add a step of my own', async () => {
  await jade.press('button', 'Add a step…');
  await jade.write(/What to do/, 'Ask at the bike shop what a used one costs');
  await jade.press('button', 'Save the step');
  await jade.find('checkbox', /Ask at the bike shop/);
});

test('My offer finds as I type, also with a mistake', async () => {
  await jade.place('My offer');
  const items = jade.page.getByRole('list', { name: 'My offer' }).getByRole('listitem');
  const all = await items.count();
  await (await jade.find('searchbox', /./)).fill('depsit');
  await jade.still();
  const found = await items.count();
  assert.ok(found > 0 && found < all / 2, `${found} of ${all} are about a deposit`);
  await items.first().getByRole('button', { name: /deposit/i }).waitFor({ state: 'attached' });
  await jade.press('button', /deposit/i);
  await jade.sees('If they say no');
  await jade.sees(/Likely for you|Maybe for you|Probably not for you now/);
});

test('Promises have a lead, a state and a place to say how it goes', async () => {
  await jade.place('Promises');
  await jade.find('heading', 'Safe and Secure', { level: 2 });
  await jade.press('button', /setting up home allowance/);
  await jade.sees(/Owen Hartley/);
  await jade.press('button', 'Tell us…');
  await jade.press('radio', 'It is going well');
  await jade.write('In my own words', 'The list helped me.');
  await jade.press('button', 'Send');
  await jade.sees('The list helped me.');
});

test('People has every line, and help now is two taps from any screen', async () => {
  await jade.place('People');
  for (const heading of ['My adviser', 'People important to me']) await jade.find('heading', heading);
  await jade.press('button', 'Help now');
  const dialog = await jade.find('dialog', 'Help now');
  assert.equal(await dialog.getByRole('link', { name: /999/ }).first().getAttribute('href'), 'tel:999');
  await jade.press('button', 'Close');
  await jade.gone('dialog', 'Help now');
});

test('I ask for a review', async () => {
  await jade.place('My plan');
  await jade.press('button', /Ask for a review/);
  await jade.write(/What you want to talk about/, 'The flat after June.');
  await jade.press('button', 'Send');
  await jade.sees(/Your request is saved on this phone and goes to Sam/);
});

test('The page reports no error and the log names no person', () => {
  assert.deepEqual(jade.errors, []);
  assert.doesNotMatch(stage.log, /Jade|Carter|bike|Bearer/);
});
