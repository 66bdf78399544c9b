// Goal: what one writes the other sees after the next sync, also when it was written without signal and the phone was
// closed in between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage, jade, sam;
before(async () => {
  stage = await Stage.start();
  jade = await stage.open('Jade Carter');
  await jade.find('heading', 'What happens next');
  sam = await stage.open('Sam Okoro', { viewport: { width: 820, height: 1180 } });
});
after(async () => { await stage?.stop(); });

async function openPart(phone, part) {
  await phone.press('button', part);
  await phone.find('heading', part, { level: 1 });
}

test('The adviser sees 25 young people, ordered by what falls due', async () => {
  await sam.find('heading', 'Caseload', { level: 1 });
  await sam.find('button', /Jade Carter/);
  const rows = await sam.page.getByRole('listitem').count();
  assert.equal(rows, 25);
  const first = sam.page.getByRole('heading', { level: 2 }).first();
  assert.equal(await first.textContent(), 'Late');
  await sam.told('button', 'Chloe Bennett', /late/);
});

test('An edit without signal is saved, outlives a reload without signal, and is sent when signal is back', async () => {
  await jade.page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  await jade.place('My plan');
  await openPart(jade, 'My home');
  await jade.context.setOffline(true);
  await jade.press('button', 'Change my words…');
  await jade.write('In my own words', 'I want a place with a door that shuts.');
  await jade.press('button', 'Save my words');
  await jade.sees('Saved on this phone');

  await jade.reload();
  await jade.find('heading', 'My home', { level: 1 });  // where she was
  await jade.sees('I want a place with a door that shuts.');
  await jade.sees('Saved on this phone');
  await jade.press('button', 'Today');
  await jade.told('button', 'Me and this phone', /Not yet sent: 1/);

  await jade.context.setOffline(false);
  await jade.told('button', 'Me and this phone', /Up to date/);
  await sam.sync();
  await openPart(sam, /Jade Carter/);
  await openPart(sam, /My home|Home/);
  await sam.sees('I want a place with a door that shuts.');
});

test('What the adviser writes and suggests is on the young person’s phone after the next sync', async () => {
  await sam.press('button', 'Write how it is now…');
  await sam.write('My home', 'The lock is mended. The heating works.');
  await sam.press('button', 'Save how it is');
  await sam.press('button', 'Suggest words…');
  await sam.write(/Words for what/, 'I want to stay near the college.');
  await sam.press('button', 'Suggest these words');
  await jade.place('My plan');
  await openPart(jade, 'My home');
  await jade.syncUntil('button', 'Use these words');
  await jade.sees('The lock is mended. The heating works.');
  await jade.press('button', 'Use these words');
  await jade.sees('I want to stay near the college.');
});

test('The endpoint stops in the middle of the day and nothing is lost', async () => {
  await stage.stopServer('SIGKILL');
  await jade.press('button', 'Change my words…');
  await jade.write('In my own words', 'Written while the council was away.');
  await jade.press('button', 'Save my words');
  await jade.sees('Saved on this phone');
  await stage.startServer();
  await jade.sync();
  await jade.sees(/^Sent$/);
});

test('Neither page reports an error of its own', () => {
  assert.deepEqual(jade.errors, []);
  assert.deepEqual(sam.errors, []);
});

test('Who wrote it learns when it was seen, and not before', async () => {
  await sam.sync();  // she has that part of the plan open
  await sam.sees('Written while the council was away.');
  await jade.until(() => jade.page.getByText(/^Seen$/).count());
  await jade.press('button', 'Today');
  await jade.press('button', /^Write to/);
  await jade.write(/^Write to/, 'Can we meet on Thursday?');
  await jade.press('button', 'Send');
  await jade.sees(/^Sent$/);
  assert.equal(await jade.page.getByRole('textbox', { name: /^Write to/ }).inputValue(), '', 'it is not sent again');
});
