// Goal: an adviser signs in with what they have at their council, finds nobody's case there until they are given one, and
// loses it as soon as it is taken.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { SECRET, startProvider } from '../server/oidc_provider.mjs';
import { Stage, endpoint, freePort } from './stage.mjs';

const CASE_OF_JADE = '01a1c0af-8398-79ca-bd63-976c733b62c7';
const councilctl = (...words) => execFileSync(join(dirname(endpoint), 'councilctl'), words, { encoding: 'utf8' });

let folder, provider, stage;
before(async () => {
  const port = await freePort();
  stage = await Stage.start(async (theStage) => {
    provider = await startProvider(port, [`${theStage.origin}/v1/staff/callback`]);
    folder = mkdtempSync(join(tmpdir(), 'waymark-oidc-'));
    const file = join(folder, 'oidc.json');
    writeFileSync(join(folder, 'secret'), SECRET, { mode: 0o600 });
    writeFileSync(file, JSON.stringify({ issuer: provider.issuer, client_id: 'waymark', client_secret_file: 'secret',
      origin: theStage.origin, council: 'southampton', scopes: ['groups'],
      groups: { claim: 'groups', roles: { advisers: 'adviser' } } }), { mode: 0o600 });
    return ['--oidc', file];
  });
});
after(async () => {
  await stage?.stop();
  await provider?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

const next = (who) => fetch(`${provider.issuer}/test/next`, { method: 'POST', body: JSON.stringify(who) });
const samira = { sub: 'samira', name: 'Samira Okonkwo', groups: ['advisers'], amr: ['pwd', 'mfa'] };

test('An adviser signs in and is in the app, with nobody’s case', async () => {
  await next(samira);
  const phone = await stage.newPhone({ viewport: { width: 820, height: 1180 } });
  await phone.goto(`${stage.origin}/v1/staff/sign-in`);
  await phone.find('heading', 'Caseload', { level: 1 });
  await phone.sees('Nobody is in your caseload on this phone.');
  assert.equal(new URL(phone.page.url()).hash, '', 'the code has left the address');
  const cookies = await phone.context.cookies(stage.origin);  // the provider's too: it is on the same host
  assert.deepEqual(cookies.filter(({ name }) => name.includes('waymark')), [], 'the cookie has done its work');
  assert.deepEqual(phone.errors, []);
});

test('A case that is given is there after the next sync, and one that is taken is gone after it', async () => {
  const phone = stage.phones.at(-1);
  const [, account] = councilctl('accounts', '--data', stage.data).match(/^(\S+) .*Samira Okonkwo$/m);
  const change = (command) => councilctl(command, '--data', stage.data, '--case', CASE_OF_JADE, '--account', account);
  change('grant');
  await phone.sync();
  await phone.find('button', /Jade Carter/);
  change('revoke');
  await phone.sync();
  await phone.sees('Nobody is in your caseload on this phone.');
});

test('Who is in no group that may use it is told whom to ask', async () => {
  await next({ ...samira, sub: 'clerk', groups: ['everybody'] });
  const phone = await stage.newPhone();
  await phone.page.goto(`${stage.origin}/v1/staff/sign-in`);
  await phone.find('heading', 'Your account cannot use Waymark yet', { level: 1 });
  await phone.find('link', 'Sign in again');
  assert.equal(await phone.page.evaluate(() => getComputedStyle(document.body).maxWidth), '544px', 'its own style is let in');
});
