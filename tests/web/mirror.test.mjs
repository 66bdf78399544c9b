// Goal: what the module describes is there for screen readers and keyboards, where it is drawn, and what a person does
// with it is told once. Method: packed changes as the module sends them, in a real page with the real style sheet.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

let page;
before(async () => {
  page = await openPage();
});
beforeEach(async () => {
  await page.reload();
  await page.evaluate(async () => {
    const pack = await import('/tests/web/pack.js');
    Object.assign(window, pack, await pack.makeMirror());
  });
});
afterEach(() => assert.deepEqual(page.errors, []));
after(closeBrowser);

const told = () =>
  page.evaluate(() =>
    window.told
      .splice(0)
      .map(({ kind, id, text, visible }) => [kind, id, text || visible || ''].filter((v) => v !== '')),
  );
const active = () =>
  page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute('aria-label'));
const box = (name) => page.getByText(name, { exact: true }).boundingBox();

test('a screen reads as what it is', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'banner'),
      add(2, 'heading', { parent: 1, level: 1, name: 'Today' }),
      add(3, 'main', { name: 'Today' }),
      add(4, 'list', { parent: 3, name: 'Steps' }),
      add(5, 'list_item', { parent: 4, position: 1, setSize: 1 }),
      add(6, 'checkbox', { parent: 5, name: 'Call the bank', state: ['checkable', 'checked'] }),
      add(7, 'link', { parent: 3, name: 'Call 999', href: 'tel:999' }),
      add(8, 'progress', { parent: 3, name: 'Steps', value: '3 of 7 done' }),
      add(9, 'navigation', { name: 'Places' }),
      add(10, 'button', { parent: 9, name: 'Plan', state: ['current'] }),
      add(11, 'quote', { parent: 3, name: 'I want my own flat', lang: 'en' }),
    ),
  );
  assert.equal(
    await page.locator('body').ariaSnapshot(),
    [
      '- banner:',
      '  - heading "Today" [level=1]',
      '- main "Today":',
      '  - list "Steps":',
      '    - listitem:',
      '      - checkbox "Call the bank" [checked]',
      '  - link "Call 999":',
      '    - /url: tel:999',
      '  - progressbar "Steps"',
      '  - blockquote: I want my own flat',
      '- navigation "Places":',
      '  - button "Plan"',
    ].join('\n'),
  );
});

test('text is text, whatever it says', async () => {
  await page.evaluate(() =>
    apply(add(1, 'text', { name: '<img src=x onerror=alert(1)>' }), add(2, 'button', { name: '<b>bold</b>' })),
  );
  assert.equal(await page.locator('#mirror img, #mirror b').count(), 0);
  assert.equal(await page.locator('#mirror p').textContent(), '<img src=x onerror=alert(1)>');
});

test('elements stand where they are drawn, inside other elements and inside what scrolls', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'main', { rect: [0, 50, 390, 700] }),
      add(2, 'scroller', { parent: 1, rect: [0, 60, 390, 600] }),
      add(3, 'group', { parent: 2, rect: [20, 100, 350, 200] }),
      add(4, 'button', { parent: 3, name: 'Inside', rect: [30, 120, 100, 44] }),
    ),
  );
  assert.deepEqual(await box('Inside'), { x: 30, y: 180, width: 100, height: 44 });
  await page.evaluate(() => apply(scroll(2, 75.5)));
  assert.deepEqual(await box('Inside'), { x: 30, y: 104.5, width: 100, height: 44 });
  await page.evaluate(() => apply(set(3, 'group', { rect: [20, 90, 350, 200] })));
  assert.equal((await box('Inside')).y, 104.5, 'a moved parent does not move a child whose own place is the same');
});

test('siblings come, move and go in reading order', async () => {
  await page.evaluate(() =>
    apply(add(1, 'list'), ...[2, 3, 4].map((id) => add(id, 'list_item', { parent: 1, name: String(id) }))),
  );
  await page.evaluate(() => apply(add(5, 'list_item', { parent: 1, before: 3, name: '5' }), move(4, 1, 2), remove(3)));
  assert.deepEqual(await page.locator('li').allTextContents(), ['4', '2', '5']);
});

test('a name changes without touching what is inside', async () => {
  await page.evaluate(() => apply(add(1, 'button', { name: 'One' }), add(2, 'text', { parent: 1, name: ' and more' })));
  await page.evaluate(() => apply(set(1, 'button', { name: 'Two' })));
  assert.equal(await page.locator('button').textContent(), 'Two and more');
});

test('an element whose kind changes keeps its children and the focus', async () => {
  await page.evaluate(() =>
    apply(add(1, 'link', { name: 'Go', href: 'tel:999' }), add(2, 'text', { parent: 1, name: '!' }), focus(1)),
  );
  await page.evaluate(() => apply(set(1, 'button', { name: 'Go' })));
  assert.equal(await page.locator('button').textContent(), 'Go!');
  assert.equal(await active(), 'Go!');
});

test('a click by key or screen reader is told; touches go through to the canvas', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'button', { name: 'Call', rect: [20, 20, 100, 44] }),
      add(2, 'link', { name: 'Site', href: 'https://example.org' }),
    ),
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(await told(), [
    ['focus', 1, true],
    ['click', 1],
    ['click', 1],
    ['blur', 1],
    ['focus', 2, true],
    ['click', 2],
  ]);
  assert.equal(await page.evaluate(() => document.elementFromPoint(40, 40).id), 'canvas');
  assert.equal(page.context().pages().length, 1, 'a link opens when the module says so');
});

test('what is disabled can be reached and is not clicked', async () => {
  await page.evaluate(() => apply(add(1, 'button', { name: 'Send', state: ['disabled'] })));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(await told(), [['focus', 1, true]]);
});

test('a box is checked when the module says so', async () => {
  await page.evaluate(() => apply(add(1, 'checkbox', { name: 'Done', state: ['checkable'] })));
  await page.evaluate(() => document.querySelector('input').click());
  assert.equal(await page.evaluate(() => document.querySelector('input').checked), false);
  await page.evaluate(() => apply(set(1, 'checkbox', { name: 'Done', state: ['checkable', 'checked'] })));
  assert.equal(await page.evaluate(() => document.querySelector('input').checked), true);
  assert.deepEqual(await told(), [['click', 1]]);
});

test('focus that the module moves is not told back, and headings can have it', async () => {
  await page.evaluate(() =>
    apply(add(1, 'heading', { level: 1, name: 'Plan' }), add(2, 'button', { name: 'Next' }), focus(1)),
  );
  assert.equal(await active(), 'Plan');
  await page.evaluate(() => apply(focus(2)));
  assert.equal(await active(), 'Next');
  await page.evaluate(() => apply(remove(2)));
  assert.deepEqual(await told(), []);
});

test('Tab stops once in a group of radios, and arrows choose there', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'radio_group', { name: 'Who' }),
      ...[2, 3, 4].map((id) =>
        add(id, 'radio', {
          parent: 1,
          name: `r${id}`,
          state: id === 3 ? ['checked'] : [],
          position: id - 1,
          setSize: 3,
        }),
      ),
      add(5, 'button', { name: 'after' }),
    ),
  );
  await page.keyboard.press('Tab');
  assert.equal(await active(), 'r3');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 'r4');
  await page.keyboard.press('ArrowRight');
  assert.equal(await active(), 'r2');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), 'r4');
  assert.deepEqual(
    (await told()).filter(([kind]) => kind === 'click'),
    [
      ['click', 4],
      ['click', 2],
      ['click', 4],
    ],
  );
  await page.keyboard.press('Tab');
  assert.equal(await active(), 'after');
});

test('a dialog shuts out what is beside it, and lets it in again', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'main'),
      add(2, 'button', { parent: 1, name: 'Behind' }),
      add(3, 'dialog', { name: 'Help now' }),
      add(4, 'heading', { parent: 3, level: 2, name: 'Help' }),
      focus(4),
    ),
  );
  assert.equal(await active(), 'Help');
  for (let i = 0; i < 3; ++i) {
    await page.keyboard.press('Tab');
    assert.notEqual(await active(), 'Behind');
  }
  assert.equal(await page.evaluate(() => document.querySelector('main').inert), true);
  await page.evaluate(() => document.querySelector('main button').click());
  assert.deepEqual((await told()).filter(([kind]) => kind === 'click'), []);
  await page.evaluate(() => apply(focus(4)));
  await told();
  await page.keyboard.press('Escape');
  assert.deepEqual(
    (await told()).map(([kind, id]) => [kind, id]),
    [['escape', 4]],
  );
  await page.evaluate(() => apply(remove(3), focus(2)));
  assert.equal(await active(), 'Behind');
});

test('what has the focus and is moved keeps it', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'list'),
      add(2, 'list_item', { parent: 1 }),
      add(3, 'button', { parent: 2, name: 'A' }),
      add(4, 'list_item', { parent: 1 }),
      focus(3),
    ),
  );
  await page.evaluate(() => apply(move(2, 1, 0)));
  assert.equal(await active(), 'A');
  assert.deepEqual(await told(), []);
});

test('a touch on a field focuses it at once; one elsewhere ends typing', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'scroller', { rect: [0, 100, 390, 300] }),
      add(2, 'text_field', { parent: 1, name: 'Title', input: 'text', rect: [20, 20, 300, 48] }),
    ),
  );
  assert.equal(
    await page.evaluate(() => {
      mirror.tap(40, 140);
      return document.activeElement.getAttribute('aria-label');
    }),
    'Title',
  );
  assert.equal(await page.evaluate(() => mirror.typing), true);
  assert.equal(await page.evaluate(() => document.elementFromPoint(40, 140).tagName), 'INPUT');
  assert.equal(
    await page.evaluate(() => {
      mirror.tap(40, 700);
      return mirror.typing;
    }),
    false,
  );
  assert.deepEqual(
    await told(),
    [
      ['focus', 2, false],
      ['blur', 2],
    ].map((e) => e.filter((v) => v !== false)),
  );
});

test('a field that is scrolled out of sight or behind a dialog is not touched', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'scroller', { rect: [0, 100, 390, 300] }),
      add(2, 'text_field', { parent: 1, name: 'Title', rect: [20, 0, 300, 48] }),
      scroll(1, 60),
    ),
  );
  await page.waitForTimeout(200);
  assert.equal(
    await page.evaluate(() => {
      mirror.tap(40, 60);
      return mirror.typing;
    }),
    false,
  );
  await page.evaluate(() => apply(scroll(1, 0), add(3, 'dialog', { name: 'Sheet' })));
  await page.waitForTimeout(200);
  assert.equal(
    await page.evaluate(() => {
      mirror.tap(40, 110);
      return mirror.typing;
    }),
    false,
  );
});

test('a touch that stops a moving list is not for the field under it', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'scroller', { rect: [0, 0, 390, 300] }),
      add(2, 'text_field', { parent: 1, name: 'Title', rect: [20, 40, 300, 48] }),
      scroll(1, 5),
    ),
  );
  assert.equal(
    await page.evaluate(() => {
      mirror.tap(40, 60);
      return mirror.typing;
    }),
    false,
  );
});

test('what is typed is told, letter by letter, and an echo does not overtake it', async () => {
  await page.evaluate(() => apply(add(1, 'text_field', { name: 'Title', value: '', rect: [0, 0, 200, 48] })));
  await page.getByRole('textbox').focus();
  await page.keyboard.type('abc');
  await page.evaluate(() => apply(set(1, 'text_field', { name: 'Title', value: 'a' })));
  assert.equal(await page.getByRole('textbox').inputValue(), 'abc');
  await page.evaluate(() => apply(set(1, 'text_field', { name: 'Title', value: 'abc' })));
  await page.evaluate(() => apply(set(1, 'text_field', { name: 'Title', value: '' })));
  assert.equal(await page.getByRole('textbox').inputValue(), '', 'a value of its own replaces what was typed');
  assert.deepEqual((await told()).slice(1), [
    ['input', 1, 'a'],
    ['input', 1, 'ab'],
    ['input', 1, 'abc'],
  ]);
});

test('Enter submits one line and breaks another', async () => {
  await page.evaluate(() =>
    apply(add(1, 'search_field', { name: 'Find', input: 'search' }), add(2, 'text_area', { name: 'Words' })),
  );
  await page.getByRole('searchbox').press('Enter');
  await page.getByRole('textbox', { name: 'Words' }).press('Enter');
  assert.equal(await page.getByRole('textbox', { name: 'Words' }).inputValue(), '\n');
  assert.deepEqual(
    (await told()).filter(([kind]) => kind === 'submit' || kind === 'input'),
    [
      ['submit', 1],
      ['input', 2, '\n'],
    ],
  );
});

test('Escape leaves a field, and the next one the screen', async () => {
  await page.evaluate(() => apply(add(1, 'text_field', { name: 'Title' })));
  await page.getByRole('textbox').focus();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  assert.deepEqual(await told(), [
    ['focus', 1, true],
    ['blur', 1],
  ]);
  await page.keyboard.press('Escape');
  assert.deepEqual(await told(), [['escape', 0]]);
});

test('the module takes the focus away from a field', async () => {
  await page.evaluate(() => apply(add(1, 'search_field', { name: 'Find', input: 'search' })));
  await page.getByRole('searchbox').focus();
  await page.evaluate(() => apply(focus(0)));
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test('the browser scrolls nothing, though a far element gets the focus', async () => {
  await page.evaluate(() =>
    apply(
      add(1, 'scroller', { rect: [0, 0, 390, 300] }),
      add(2, 'button', { parent: 1, name: 'Far', rect: [0, 3000, 100, 44] }),
    ),
  );
  await page.evaluate(() => document.querySelector('button').focus());
  await page.waitForTimeout(100);
  const tops = await page.evaluate(() =>
    [...document.querySelectorAll('html, body, #mirror, .scroller')].map((e) => e.scrollTop),
  );
  assert.deepEqual(tops, [0, 0, 0, 0]);
});

test('a field in use is seen, at least 16 px, in the colours of the page; all else is not', async () => {
  await page.evaluate(() =>
    apply(add(1, 'text_field', { name: 'Title', value: 'x' }), add(2, 'button', { name: 'B' })),
  );
  const style = () =>
    page.evaluate(() => {
      const s = getComputedStyle(document.querySelector('input'));
      return [s.color, Number.parseFloat(s.fontSize) >= 16, s.pointerEvents];
    });
  assert.equal((await style())[0], 'rgba(0, 0, 0, 0)');
  await page.getByRole('textbox').focus();
  assert.deepEqual(await style(), ['rgb(30, 42, 43)', true, 'auto']);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('button')).color), 'rgba(0, 0, 0, 0)');
});

test('the words of a field are set as they are drawn at rest', async () => {
  await page.evaluate(() =>
    apply(add(1, 'text_area', { name: 'Words', text: [20, 29] }), add(2, 'text_field', { name: 'Name', text: [17, 25] })),
  );
  const set = async (name) => {
    await page.getByRole('textbox', { name }).focus();
    return page.evaluate(() => {
      const { fontSize, lineHeight } = getComputedStyle(document.activeElement);
      return [fontSize, lineHeight];
    });
  };
  assert.deepEqual(await set('Words'), ['20px', '29px']);
  assert.deepEqual(await set('Name'), ['17px', '25px']);
});

test('words for the ear come one after the other, and a repeated one is said again', async () => {
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.getElementById('polite').textContent)).observe(
      document.getElementById('polite'),
      { childList: true, characterData: true, subtree: true },
    );
    apply(announce('Saved'), announce('Saved'), announce('Sent'), announce('No space', true));
  });
  await page.waitForFunction(() => document.getElementById('assertive').textContent === 'No space');
  assert.deepEqual(await page.evaluate(() => window.said), ['Saved', 'Saved\u00a0', 'Sent']);
});

test('words for the ear that have no translation are said in their own language', async () => {
  await page.evaluate(() => apply(describe('', 'uk', false), announce('Saved', false, 'en'), announce('Є', true)));
  await page.waitForFunction(() => document.getElementById('assertive').textContent === 'Є');
  const languages = ['polite', 'assertive'].map((id) =>
    page.evaluate((one) => document.getElementById(one).getAttribute('lang'), id),
  );
  assert.deepEqual(await Promise.all(languages), ['en', null]);
});

test('language and direction are those of the screen; its name, perhaps a person’s, is no title', async () => {
  await page.evaluate(() => apply(describe('Hello, Jade', 'ar', true)));
  assert.deepEqual(
    await page.evaluate(() => [document.title, document.documentElement.lang, document.documentElement.dir]),
    ['Waymark', 'ar', 'rtl'],
  );
});

test('changes that cannot be read do not make the mirror deaf', async () => {
  await page.evaluate(() => {
    apply(add(1, 'button', { name: 'Call' }));
    try {
      mirror.apply(pack(add(2, 'button', { name: 'Text' })).slice(0, 20));
    } catch {}
    document.querySelector('button').click();
  });
  assert.deepEqual(await told(), [['click', 1]]);
});
