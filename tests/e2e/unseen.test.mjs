// Goal: every main task is done without a finger and without a picture. Method: the same tasks by two hands: keys
// alone, and roles and names alone with the canvas taken away. Each person of each hand has an endpoint of their own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Stage } from './stage.mjs';

const TABS_MAX = 150;

/// Whoever has no pointer: Tab, Enter, Space, arrows, letters.
class Keys {
  constructor(phone) { this.phone = phone; }
  get keyboard() { return this.phone.page.keyboard; }

  async isOn(elements) { return await elements.and(this.phone.page.locator(':focus')).count() > 0; }

  /// Goes there by Tab, as far as it takes.
  async reach(role, name) {
    await this.phone.find(role, name);
    const wanted = this.phone.page.getByRole(role, { name });
    for (let i = 0; i < TABS_MAX; ++i) {
      if (await this.isOn(wanted)) return;
      await this.keyboard.press('Tab');
    }
    assert.fail(`Tab never reached the ${role} ${name}`);
  }
  async press(role, name) {
    await this.reach(role, name);
    await this.keyboard.press(role === 'checkbox' ? 'Space' : 'Enter');
    await this.phone.still();
  }
  async write(role, name, text) {
    await this.reach(role, name);
    await this.keyboard.press('Control+a');
    await this.keyboard.type(text);
    await this.phone.still();
  }
  /// One of several: a group is one stop, arrows choose in it.
  async choose(group, name) {
    const radios = this.phone.page.getByRole('radiogroup', { name: group }).getByRole('radio');
    for (let i = 0; i < TABS_MAX && !await this.isOn(radios); ++i) await this.keyboard.press('Tab');
    const wanted = this.phone.page.getByRole('radio', { name, checked: true });  // the group may have another name then
    // A group in which nothing is chosen is entered at its first: Space takes that one.
    await this.keyboard.press('Space');
    for (let i = 0; i < 12 && await wanted.count() === 0; ++i) {
      await this.keyboard.press('ArrowDown');
      await this.phone.still();
    }
    assert.equal(await wanted.count(), 1, `${name} is chosen`);
  }
}

/// Whoever has no picture: the elements alone.
class Tree {
  constructor(phone) { this.phone = phone; }
  reach(role, name) { return this.phone.find(role, name); }
  async press(role, name) {
    await this.phone.press(role, name);
    await this.phone.still();
  }
  async write(role, name, text) {
    await (await this.phone.find(role, name)).fill(text);
    await this.phone.still();
  }
  choose(group, name) { return this.press('radio', name); }
}

async function openWith(Hand, stage, person) {
  const phone = await stage.open(person, { hasTouch: false, isMobile: false });
  await phone.still();
  if (Hand === Tree) await phone.page.evaluate(() => { document.getElementById('canvas').style.visibility = 'hidden'; });
  return { phone, hand: new Hand(phone) };
}

/// What a young person does on Today and in the plan.
const PLAN = {
  async 'I have my adviser’s number: to call and to text'({ phone, hand }) {
    for (const [name, scheme] of [['Call Sam', /^tel:/], ['Text Sam', /^sms:/]]) {
      await hand.reach('link', name);
      assert.match(await (await phone.find('link', name)).getAttribute('href'), scheme);
    }
  },
  async 'I tick a step and take it back'({ phone, hand }) {
    await hand.press('button', 'My plan');
    await hand.press('button', /^My home/);
    const step = /lock on the street door/;
    for (const checked of [true, false]) {
      await hand.press('checkbox', step);
      await phone.page.getByRole('checkbox', { name: step, checked }).waitFor({ state: 'attached' });
    }
  },
  async 'I write what I want'({ phone, hand }) {
    await hand.press('button', 'My plan');
    await hand.press('button', /^My money/);
    await hand.press('button', 'Write what I want…');
    await hand.write('textbox', 'In my own words', 'A bike, and to save for it.');
    await hand.press('button', 'Save my words');
    await phone.sees('A bike, and to save for it.');
  },
  async 'I add a step and remove it'({ phone, hand }) {
    await hand.press('button', 'Add a step…');
    await hand.write('textbox', /What to do/, 'Ask what a used bike costs');
    await hand.press('button', 'Save the step');
    await hand.press('button', /Ask what a used bike costs/);
    await hand.press('button', 'Remove this step');
    await phone.gone('checkbox', /Ask what a used bike costs/);
  },
  async 'I ask for a review'({ phone, hand }) {
    await hand.press('button', /^Back to/);
    await hand.press('button', 'Ask for a review…');
    await hand.write('textbox', 'What you want to talk about', 'The flat after June.');
    await hand.press('button', 'Send my request');
    await phone.sees(/You asked for a review|Your request is saved/);
  },
};

/// And elsewhere.
const ELSEWHERE = {
  async 'I find something in the offer'({ phone, hand }) {
    await hand.press('button', 'My offer');
    await hand.write('searchbox', 'Find', 'depsit');
    await hand.press('button', /deposit/i);
    await phone.sees('If they say no');
  },
  async 'I tell how a promise is going'({ phone, hand }) {
    await hand.press('button', 'Promises');
    await hand.press('button', /setting up home allowance/);
    await hand.press('button', 'Tell us…');
    await hand.choose('For you', 'It is going well');
    await hand.write('textbox', 'In my own words', 'The list helped me.');
    await hand.press('button', 'Send');
    await phone.sees('The list helped me.');
  },
  async 'I add a person'({ hand }) {
    await hand.press('button', 'People');
    await hand.press('button', 'Add someone…');
    await hand.write('textbox', 'Name', 'Auntie Bev');
    await hand.write('textbox', 'Phone', '07700 900456');
    await hand.press('button', 'Save this person');
    await hand.press('button', /Auntie Bev/);
    await hand.reach('link', 'Call Auntie');
    await hand.press('button', 'Close');
  },
  async 'I change the language'({ phone, hand }) {
    await hand.press('button', 'Today');
    await hand.press('button', /Me and this phone/);
    await hand.press('button', 'Language');
    await hand.choose('Language', 'العربية');
    await phone.page.waitForFunction(() => document.documentElement.lang === 'ar');
  },
};

const ADVISER = {
  async 'I open a young person and write how it is now'({ phone, hand }) {
    await hand.press('button', /Jade Carter/);
    await hand.press('button', /^My home/);
    await hand.press('button', 'Write how it is now…');
    await hand.write('textbox', 'My home', 'The lock is mended.');
    await hand.press('button', 'Save how it is');
    await phone.sees('The lock is mended.');
  },
  async 'I suggest words'({ phone, hand }) {
    await hand.press('button', 'Suggest words…');
    await hand.write('textbox', /Words for what Jade wants/, 'To stay near the college.');
    await hand.press('button', 'Suggest these words');
    await phone.sees('To stay near the college.');
  },
};

for (const [how, Hand] of [['By keys alone', Keys], ['By roles and names alone', Tree]])
  for (const [who, tasks] of [['Jade Carter', { ...PLAN, ...ELSEWHERE }], ['Sam Okoro', ADVISER]])
    describe(`${how}, ${who}:`, () => {
      let stage, person;
      before(async () => {
        stage = await Stage.start();
        person = await openWith(Hand, stage, who);
      });
      after(async () => { await stage?.stop(); });
      for (const [task, run] of Object.entries(tasks)) test(task, () => run(person));
      test('Nothing went wrong in the page', () => { assert.deepEqual(person.phone.errors, []); });
    });
