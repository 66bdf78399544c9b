// Goal: the page carries the app through what happens to pages: no mouse and no finger, a lost graphics context, a
// browser that cannot run it, the phone's back, a second tab.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Phone, Stage } from './stage.mjs';

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

const title = (phone) => phone.page.evaluate(() => document.querySelector('h1').textContent);
const focused = (phone) => phone.page.evaluate(() => {
  const { activeElement: e } = document;
  return e.getAttribute('aria-label') ?? e.textContent;
});

/// Presses Tab until the element of this name has the focus.
async function tabTo(phone, name) {
  for (let i = 0; i < 40; ++i) {
    await phone.page.keyboard.press('Tab');
    if (await focused(phone) === name) return;
  }
  assert.fail(`Tab never reached ${name}`);
}

test('With the keyboard alone: open a screen, read on, write, come back', async () => {
  const jade = await stage.open('Jade Carter', { hasTouch: false, isMobile: false });
  await jade.find('heading', 'What happens next');
  assert.equal(await focused(jade), 'Hello, Jade', 'a new screen begins at its title');
  await tabTo(jade, 'My plan');
  await jade.page.keyboard.press('Enter');
  await jade.find('heading', 'My plan', { level: 1 });
  await jade.page.waitForFunction(() => document.activeElement.textContent === 'My plan');

  const parts = await (await jade.find('heading', 'The parts of my plan')).elementHandle();
  const { y } = await parts.boundingBox();
  await jade.page.keyboard.press('PageDown');
  await jade.page.waitForFunction(([element, before]) => element.getBoundingClientRect().y < before, [parts, y]);

  await tabTo(jade, 'My money');
  await jade.page.keyboard.press('Space');
  await jade.find('heading', 'My money', { level: 1 });
  await tabTo(jade, 'Write what I want…');
  await jade.page.keyboard.press('Enter');
  await jade.find('dialog', 'What I want');
  await tabTo(jade, 'In my own words');
  await jade.page.keyboard.type('A bike.');
  await jade.page.keyboard.press('Escape');
  await jade.find('dialog', 'What I want');  // it left the field only
  await jade.page.keyboard.press('Escape');
  await jade.gone('dialog', 'What I want');
  assert.equal(await focused(jade), 'Write what I want…', 'the focus is back where the dialog was opened');
  await jade.back();
  await jade.find('heading', 'My plan', { level: 1 });
  assert.deepEqual(jade.errors, []);
});

test('A lost graphics context comes back, and the app could be used meanwhile', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.find('heading', 'What happens next');
  const lookForHelp = async () => {  // afterwards the focus is on its button, with a ring
    await jade.press('button', 'Help now');
    await jade.find('dialog', 'Help now');
    await jade.press('button', 'Close');
    await jade.gone('dialog', 'Help now');
  };
  await lookForHelp();
  const shown = await jade.picture();
  await jade.page.evaluate(() => {
    window.context = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.context.loseContext();
  });
  await lookForHelp();
  await jade.page.evaluate(() => window.context.restoreContext());
  await jade.page.waitForFunction(() => !document.getElementById('canvas').getContext('webgl2').isContextLost());
  // Letters may stand in other places of the new atlas, and an edge of one or two come out darker: a lost word is hundreds.
  const differing = await jade.differing(shown, await jade.picture());
  assert.ok(differing <= 8, `the picture is the one from before, but for ${differing} pixels`);
  assert.deepEqual(jade.errors, []);
});

test('The phone’s back closes what is open, and leaves the app only from its first screen', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.place('My plan');
  await jade.press('button', /My home/);
  await jade.find('heading', 'My home', { level: 1 });
  await jade.press('button', 'Help now');
  await jade.find('dialog', 'Help now');
  await jade.back();
  await jade.gone('dialog', 'Help now');
  assert.equal(await title(jade), 'My home');
  await jade.back();
  await jade.find('heading', 'My plan', { level: 1 });
  assert.deepEqual(jade.errors, []);
});

test('An app that the phone closed opens at the line where one was reading', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.place('My plan');
  await jade.press('button', /My home/);
  await jade.find('heading', 'My home', { level: 1 });
  const steps = async () => Math.round((await (await jade.find('heading', 'Steps')).boundingBox()).y);
  await jade.page.mouse.move(195, 500);
  await jade.page.mouse.wheel(0, 300);
  await jade.still();
  const before = await steps();
  await jade.page.evaluate(() => {  // the phone is put away, and some time later the page is closed
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await jade.page.waitForTimeout(1000);
  await jade.reload();
  await jade.find('heading', 'My home', { level: 1 });
  await jade.still();
  assert.equal(await steps(), before);
  await jade.back();
  await jade.find('heading', 'My plan', { level: 1 });
  assert.deepEqual(jade.errors, []);
});

test('Turning the phone loses neither the screen nor what is being written', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.place('My plan');
  await jade.press('button', /My money/);
  await jade.press('button', 'Write what I want…');
  await jade.write('In my own words', 'A bike.');
  for (const [width, height] of [[844, 390], [390, 420], [390, 844]]) {  // on its side, half of the screen, upright
    await jade.page.setViewportSize({ width, height });
    await jade.still();
    const field = await jade.find('textbox', 'In my own words');
    assert.equal(await field.inputValue(), 'A bike.');
    const { x, width: wide } = await field.boundingBox();
    assert.ok(x >= 0 && x + wide <= width, `the field is within ${width} px`);
    assert.deepEqual(await jade.page.evaluate(() => { const { width: w, height: h } = document.getElementById('canvas'); return [w, h]; }), [width * 2, height * 2]);
  }
  assert.equal(await title(jade), 'My money');
  assert.deepEqual(jade.errors, []);
});

test('A number is copied while the tap lasts, as browsers ask for, and said to be copied only then', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.page.evaluate(() => {
    window.copies = [];
    navigator.clipboard.writeText = async (text) => { window.copies.push(`${window.event?.type} ${text}`); };
  });
  await jade.place('People');
  await jade.tap('button', 'Copy number');
  await jade.sees('Copied: 07700 900111');
  await jade.press('button', 'Copy number');
  await jade.page.waitForFunction(() => window.copies.length === 2);
  assert.deepEqual(await jade.page.evaluate(() => window.copies), ['pointerup 07700 900111', 'click 07700 900111']);
  await jade.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    document.execCommand = () => false;
  });
  await jade.press('button', 'Copy number');
  await jade.sees('did not let the app copy it: 07700 900111');
  assert.deepEqual(jade.errors, []);
});

test('A link is not lost when the first opening fails, and is nowhere once it has been redeemed', async () => {
  const phone = await stage.newPhone();
  await phone.page.route(/\.wasm$/, (route) => route.abort());
  await phone.page.goto(stage.links.get('Jade Carter'));
  await phone.page.getByText('Waymark has not opened.').waitFor({ state: 'visible' });
  assert.equal(phone.page.url(), `${stage.origin}/`);
  await phone.page.unroute(/\.wasm$/);
  await phone.reload();
  await phone.find('heading', 'What happens next');
  await phone.page.waitForFunction(() => !('waymark.link' in sessionStorage));
  const code = stage.links.get('Jade Carter').split('#link=')[1];
  const kept = await phone.page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]));
  assert.ok(!kept.includes(code));
});

test('A second tab is told, can take over, and then the first one waits', async () => {
  const jade = await stage.open('Jade Carter');
  await jade.find('heading', 'What happens next');
  const second = new Phone(jade.context, await jade.context.newPage());
  await second.page.goto(stage.origin);
  await second.press('button', 'Use it here');
  await second.enterPin();
  await second.find('heading', 'What happens next');
  await jade.find('button', 'Use it here');
});

test('Who reads Arabic reads Arabic without a network too, from the first visit on', async () => {
  const yusuf = await stage.open('Yusuf Haddad');
  const arabic = yusuf.page.getByRole('heading', { level: 1, name: /\p{Script=Arabic}/u });
  await arabic.waitFor({ state: 'attached' });
  await yusuf.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await yusuf.context.setOffline(true);
  await yusuf.goto(stage.origin);
  await arabic.waitFor({ state: 'attached' });
  assert.deepEqual(yusuf.errors, []);
});

for (const where of ['a frame', 'an answer that was waited for'])
  test(`When the app breaks off in ${where}, the page says so, with the numbers to call`, async () => {
    const jade = await stage.open('Jade Carter');
    await jade.page.evaluate((place) => {
      const breakOff = () => { throw new WebAssembly.RuntimeError('unreachable'); };
      if (place === 'a frame') requestAnimationFrame(breakOff);
      else Promise.resolve().then(breakOff);
    }, where);
    await jade.page.getByText('Waymark has not opened.').waitFor({ state: 'visible' });
  });

test('A browser that cannot run the app gets the numbers to call', async () => {
  const phone = await stage.newPhone();
  await phone.page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
    };
  });
  await phone.page.goto(stage.origin);
  await phone.page.getByText('Waymark has not opened.').waitFor({ state: 'visible' });
  assert.equal(await phone.page.getByRole('link', { name: '999' }).getAttribute('href'), 'tel:999');
});

test('Leave quickly goes to a page that says nothing, and the way back leads to no plan', async () => {
  for (const leave of [(phone) => phone.press('button', 'Leave quickly'), async (phone) => {
    for (let i = 0; i < 3; ++i) await phone.page.keyboard.press('Shift');
  }]) {
    const jade = await stage.open('Jade Carter');
    await jade.context.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }));
    await jade.press('button', 'My plan');
    await jade.press('button', /My home/);
    await jade.find('heading', 'My home', { level: 1 });
    await leave(jade);
    await jade.page.waitForURL('https://www.bbc.co.uk/weather');
    await jade.page.goBack().catch(() => {});
    assert.ok(!(await jade.page.content()).includes('My home'));
    await jade.page.goto(stage.origin);
    await jade.find('heading', 'Your PIN');
    await jade.context.close();
  }
});
