// Goal: two people change one thing without signal; both texts stay, both are told, one of them chooses, and then both
// have the same again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage, jade, sam;
before(async () => {
  stage = await Stage.start();
  jade = await stage.open('Jade Carter');
  await jade.find('heading', 'What happens next');
  sam = await stage.open('Sam Okoro', { viewport: { width: 820, height: 1180 } });
  await sam.find('heading', 'Caseload', { level: 1 });
});
after(async () => { await stage?.stop(); });

async function rename(phone, from, to) {
  await phone.press('button', new RegExp(`^${from}`));
  await phone.write('What to do', to);
  await phone.press('button', 'Save the step');
}

test('Both rename one step without signal, and both texts are kept', async () => {
  await jade.place('My plan');
  await jade.press('button', 'If things go wrong');
  await jade.press('button', 'Add a step…');
  await jade.write('What to do', 'Ask about the deposit');
  await jade.press('button', 'Save the step');
  await jade.sees(/^Ask about the deposit/);
  await sam.press('button', /Jade Carter/);
  await sam.press('button', /If things go wrong/);
  await sam.syncUntil('button', /^Ask about the deposit/);
  await jade.context.setOffline(true);
  await sam.context.setOffline(true);
  await rename(jade, 'Ask about the deposit', 'Ask my landlord about the deposit');
  await rename(sam, 'Ask about the deposit', 'Ask the council about the deposit');
  await sam.context.setOffline(false);
  await sam.sync();
  await sam.page.waitForTimeout(500);
  await jade.context.setOffline(false);
  await jade.sync();
  await jade.syncUntil('checkbox', /^Ask the council about the deposit/);
  await jade.told('button', /^Ask the council about the deposit/, /changed in two places/);
});

test('Today leads to the two versions, each with who wrote it', async () => {
  await jade.press('button', 'Today');
  await jade.press('button', /^Two versions to choose from/);
  await jade.press('button', /^Ask the council about the deposit/);
  await jade.press('button', 'Look at both…');
  await jade.find('dialog', 'Two versions');
  await jade.sees('Ask the council about the deposit');
  await jade.sees('Ask my landlord about the deposit');
  await jade.find('radio', /^Jade Carter, /);
});

test('What one chooses both have, and nothing waits for a choice any more', async () => {
  await sam.syncUntil('button', /^Ask the council about the deposit/);
  await jade.press('radio', /^Jade Carter, /);
  await jade.press('button', 'Save the choice');
  await jade.find('checkbox', /^Ask my landlord about the deposit/);
  assert.equal(await jade.page.getByText('This was changed in two places').count(), 0);
  await sam.syncUntil('checkbox', /^Ask my landlord about the deposit/);
  assert.equal(await sam.page.getByText('This was changed in two places').count(), 0);
  await jade.press('button', 'Today');
  assert.equal(await jade.page.getByRole('button', { name: /Two versions/ }).count(), 0);
});

test('Neither page reports an error of its own', () => {
  assert.deepEqual(jade.errors, []);
  assert.deepEqual(sam.errors, []);
});
