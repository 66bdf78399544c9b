// Goal: words of every script that our readers write are drawn as the browser itself would write them: the same words
// on each line, in the same order, joined and shaped alike.
// Method: a person writes them as what she wants; the picture of her words on the canvas is compared with that of a
// <blockquote> of the same place, size, colours, fonts, language and direction, line by line (ink.mjs). The last test
// spoils that element in the ways in which text goes wrong, and the comparison must notice each.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compareLines } from './ink.mjs';
import { Stage, site } from './stage.mjs';
import { FONTS } from '../../web/words.js';

// Numbers, a Latin name, brackets and quotation marks in each, for that is where order goes wrong; emoji of several
// code points, for that is where words are cut.
const WORDS = {
  English: 'I want my own place (a small flat, £650 a month) by 12/06/2026. Sam says “that’s fair” – I’ll put by 25% each week 👍🏽. No hurry!',
  Arabic: 'أريد أن أعيش قرب أختي (في Southampton)، وأن أبدأ الدراسة في 14 سبتمبر 2026 الساعة 9:30. قال Sam: «هذا ممكن»، وأعطاني 250 جنيهًا 👩‍🎓 🇬🇧.',
  Farsi: 'می‌خواهم نزدیک خواهرم زندگی کنم (در Southampton) و درسم را در ۱۴ شهریور، ساعت ۹:۳۰، شروع کنم. Sam گفت: «شدنی است»؛ کتاب‌هایم را هم می‌آورم 👩🏽‍🎓.',
  Dari: 'می‌خواهم به پوهنتون بروم و در یک اپارتمان (نزدیک Portswood) زندگی کنم؛ کرایه‌اش ۶۵۰ پوند است. Sam Okoro می‌گوید: «صبر کن!» 🙂',
  Pashto: 'زه غواړم د خپل ورور (Ahmad) سره نږدې اوسېږم او په ۱۵مه نېټه کار پیل کړم. زما مشاور Sam وایي چې کولای شم ځانګړې کوټه ومومم؛ بیه یې £650 ده ✅.',
  Sorani: 'دەمەوێت لە نزیک خوشکەکەم بژیم (لە Southampton) و لە ڕۆژی ١٤ی ئەیلوول، کاتژمێر 9:30، دەست بە خوێندن بکەم. Sam وتی: «دەکرێت!» 👨‍👩‍👧',
  Urdu: 'میں اپنی بہن کے قریب (Southampton میں) رہنا چاہتا ہوں اور 14 ستمبر 2026 کو صبح 9:30 بجے پڑھائی شروع کروں گا۔ Sam نے کہا: ”یہ ممکن ہے“، کرایہ £650 ہے 🏠',
  Tigrinya: 'ኣብ ጥቓ ሓብተይ (ኣብ Southampton) ክነብር እደሊ፤ ትምህርተይ ድማ ብ14 መስከረም 2026 ሰዓት 9:30 ክጅምር እየ። Sam «ይከኣል እዩ» ኢሉ፣ £650 ይኸፍል 👍🏿',
  Amharic: 'ከእህቴ አጠገብ (በ Southampton) መኖር እፈልጋለሁ፤ ትምህርቴን በመስከረም 14፣ 2026 እጀምራለሁ። ሰላም፡ለሁሉም፡ይሁን። Sam «ይቻላል» አለ፤ ኪራዩ £650 ነው 🇪🇹',
  Vietnamese: 'Tôi muốn sống gần chị gái (ở Southampton) và bắt đầu học ngày 14/9/2026 lúc 9:30. Anh Sam nói: “Được thôi!” – tiền thuê nhà là £650 mỗi tháng 🇻🇳',
  Albanian: 'Dua të jetoj pranë motrës sime (në Southampton) dhe të nis shkollën më 14 shtator 2026, në orën 9:30. Sami tha: «Është e mundur!» – qiraja është £650 në muaj 🏡',
  Ukrainian: 'Я хочу жити біля сестри (у Southampton) і почати навчання 14 вересня 2026 року о 9:30. Сем сказав: «Це можливо!» – оренда коштує £650 на місяць, тож я під’їжджатиму 🇺🇦',
  Bengali: 'আমি আমার বোনের কাছে (Southampton-এ) থাকতে চাই আর ১৪ সেপ্টেম্বর ২০২৬, সকাল ৯:৩০-এ পড়াশোনা শুরু করব। Sam বলেছে: “সম্ভব!” – ভাড়া মাসে £৬৫০ 🙏🏽',
  Emoji: 'Me 👩🏽‍🎓, Kian 👦🏿 and us 👨‍👩‍👧‍👦 at home 🏠❤️ from 🇬🇧🇪🇷🇺🇦 with 1️⃣ 🏳️‍🌈 flag, 🧑🏾‍🦽 and ☎️ ✔️ ok👌ok (🏠). 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉',
};

// As app/ui/theme.h draws a person's own words, in the light theme.
const SIZE_PX = 20, LINE_PX = 29, RATIO = 2;
const APART_MAX = 3;      // device px; the narrowest word has more
// Two ways of smoothing the same outlines, on the same fraction of a pixel or not: 3 to 9 % of a line, up to 16 % of a
// sign. A bracket that is not mirrored is 38 % of a sign, a letter that is not joined 100 %.
const SHARE_MAX = 0.12, WORST_MAX = 0.20;

// What is drawn in one go: blanks, emoji, the parts of a word up to a hyphen. From right to left every second part is
// what reads from left to right in it, or blank.
const EMOJI = String.raw`(?:\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)[\uFE0F\p{EMod}]*(?:\u200D\p{Emoji}[\uFE0F\p{EMod}]*)*)+`;
const LTR_PARTS = new RegExp(`(\\s+|${EMOJI})|(?<=[-–—/])`, 'u');
const RTL_PARTS = /(\s+|[\p{Script=Latin}0-9](?:\S*[\p{Script=Latin}0-9])?)/u;

let stage, jade, reference;
before(async () => {
  stage = await Stage.start();
  jade = await stage.open('Jade Carter', { deviceScaleFactor: RATIO });
  await jade.place('My plan');
  await jade.press('button', /My money/);
  reference = await Reference.open(jade);
});
after(async () => { await stage?.stop(); });

/// Writes `words` as what Jade wants, and returns the element that lies over them.
async function written(words) {
  await jade.press('button', /^(Write what I want|Change my words)…$/);
  await jade.write('In my own words', words);
  await jade.press('button', 'Save my words');
  await jade.gone('dialog', 'What I want');
  await jade.sees(words);
  const quote = jade.page.getByRole('blockquote').filter({ hasText: words });
  await jade.still();
  return quote;
}

/// A page with nothing but an element that the browser itself fills with words.
class Reference {
  static async open(phone) {
    const one = new Reference();
    const file = readdirSync(site).find((name) => /^regular\.\w+\.ttf$/.test(name));
    const font = readFileSync(join(site, file));
    one.covered = coverage(font);
    one.page = await phone.context.newPage();
    await one.page.setContent(`<!doctype html><meta name="viewport" content="width=device-width">
      <style>@font-face { font-family: Bundled; src: url(data:font/ttf;base64,${font.toString('base64')}) }
        body { margin: 0; overflow: hidden; background: #fff; color: #1E2A2B; text-size-adjust: none; text-rendering: geometricPrecision }
        blockquote { position: absolute; margin: 0; font: ${SIZE_PX}px/${LINE_PX}px Bundled }
        i { font: ${SIZE_PX}px/0 ${FONTS} }</style><blockquote></blockquote>`);
    await one.page.evaluate(() => document.fonts.load('20px Bundled'));
    return one;
  }

  /// A picture of the words in an element of this place. `spoil` may change the element first.
  async picture(words, { box, lang }, spoil = () => {}) {
    const pieces = this.#pieces(words);
    await this.page.evaluate(([parts, b, language]) => {
      const quote = document.querySelector('blockquote');
      quote.lang = language;
      quote.dir = 'auto';
      quote.style = `left: ${b.x}px; top: ${b.y}px; width: ${b.width}px`;
      quote.replaceChildren(...parts.map(({ text, bundled }) => {
        if (bundled) return text;
        const piece = document.createElement('i');
        piece.textContent = text;
        return piece;
      }));
    }, [pieces, box, lang]);
    await this.page.locator('blockquote').evaluate(spoil);
    return this.page.screenshot({ clip: box });
  }

  lines() { return this.page.locator('blockquote').evaluate((element, line) => Math.round(element.offsetHeight / line), LINE_PX); }

  /// The bundled font draws whole words that it covers; in a text from right to left, of those, what reads from left to
  /// right. All else is the phone's.
  #pieces(words) {
    const bundled = (text) => [...text].every((c) => this.covered.has(c));
    const rtl = /^\P{L}*\p{Script=Arabic}/u.test(words);
    const parts = rtl ? RTL_PARTS : LTR_PARTS;
    return words.split(parts).map((text) => text ?? '').map((text, i) => ({ text, bundled: bundled(text) && (!rtl || i % 2 === 1) }));
  }
}

/// The characters of a font: its cmap of format 4, as pyftsubset writes it.
function coverage(font) {
  const table = (name) => {
    for (let at = 12; ; at += 16) if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8);
  };
  const cmap = table('cmap');
  const at = cmap + font.readUInt32BE(cmap + 8);
  assert.equal(font.readUInt16BE(at), 4);
  const segments = font.readUInt16BE(at + 6) / 2;
  const found = new Set();
  for (let i = 0; i < segments; ++i) {
    const last = font.readUInt16BE(at + 14 + 2 * i), first = font.readUInt16BE(at + 16 + 2 * (segments + i));
    for (let c = first; c <= last && c !== 0xFFFF; ++c) found.add(String.fromCodePoint(c));
  }
  return found;
}

/// What is drawn of the words in `quote` beside what the browser makes of them, line by line.
async function compared(quote, words, spoil) {
  const box = await quote.boundingBox();
  const lang = await quote.evaluate((element) => element.closest('[lang]').lang);
  const drawn = await jade.page.screenshot({ clip: box });
  const expected = await reference.picture(words, { box, lang }, spoil);
  const lines = box.height / LINE_PX;
  return { lines, wanted: await reference.lines(),
    each: await jade.look([drawn, expected], compareLines, { width: box.width * RATIO, lines, reach: 2, stretch: SIZE_PX * RATIO }) };
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

function assertAlike({ lines, wanted, each }) {
  assert.equal(lines, wanted, 'as many lines');
  each.forEach(({ drawn, expected, share, worst }, i) => {
    const apart = Math.max(...[0, 1].map((end) => Math.abs((drawn?.[end] ?? -99) - (expected?.[end] ?? 99))));
    assert.ok(apart <= APART_MAX, `line ${i + 1} holds other words: its ink is from ${drawn} and not ${expected}`);
    assert.ok(share <= SHARE_MAX, `line ${i + 1}: ${percent(share)} of its ink differs`);
    assert.ok(worst <= WORST_MAX, `line ${i + 1}: ${percent(worst)} of the ink of one of its signs differs`);
  });
}

for (const [name, words] of Object.entries(WORDS)) {
  test(name, async () => {
    assertAlike(await compared(await written(words), words));
  });
}

test('What goes wrong with text is noticed', async () => {
  const quote = await written(WORDS.Arabic);
  const spoils = {
    'letters that are not joined': (e) => { for (const i of e.querySelectorAll('i')) i.textContent = [...i.textContent].join('\u200C'); },
    'words in the wrong order': (e) => { e.style.unicodeBidi = 'bidi-override'; e.style.direction = 'ltr'; },
    'sentences from the wrong side': (e) => { e.dir = 'ltr'; e.style.textAlign = 'right'; },
    'brackets that are not mirrored': (e) => { e.innerHTML = e.innerHTML.replace('(', ')').replace(/\)(?=<\/i>،)/, '('); },
    'lines that break elsewhere': (e) => { e.style.width = `${e.offsetWidth - 60}px`; },
    'a family torn apart': (e) => { e.innerHTML = e.innerHTML.replaceAll('\u200D', '\u200C'); },
    'words without colour': (e) => { e.style.filter = 'grayscale(1)'; },
    'missing accents': (e) => { e.innerHTML = e.innerHTML.normalize('NFD').replace(/\p{M}/gu, ''); },
  };
  assertAlike(await compared(quote, WORDS.Arabic));
  for (const [what, spoil] of Object.entries(spoils)) {
    const found = await compared(quote, WORDS.Arabic, spoil);
    assert.throws(() => assertAlike(found), assert.AssertionError, `${what}: ${JSON.stringify(found)}`);
  }
});
