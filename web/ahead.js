// What the module asks for first, begun while it is still on its way here: the store of last time, or the redeeming of
// a link. It is a guess and no more: the module asks as if nothing had happened, is answered from here when it asks
// for the very same, and from anew when it does not.
//
//   const ahead = new Ahead({ store, send, profile, link, online });
//   await ahead.openStore(profile, takeOver);   // as Store.open
//   await ahead.send(request);                  // as send

const PAIR = '/v1/pair';
const utf8 = new TextDecoder();

export class Ahead {
  #store;
  #send;
  #opened = null;  // {profile, records: a promise}
  #sent = null;    // {body, reply: a promise}

  /** @param {{store: import('./store.js').Store, send: typeof import('./network.js').send, profile: string,
   *           link: {code: string, device: string}, online: boolean}} start */
  constructor({ store, send, profile, link, online }) {
    this.#store = store;
    this.#send = send;
    if (link.code) {
      if (online) this.#pair(link);
    } else if (profile) {
      this.#opened = { profile, records: store.open(profile, false) };
      this.#opened.records.catch(() => {});  // told when it is asked for
    }
  }

  async openStore(profile, takeOver) {
    const begun = this.#opened;
    this.#opened = null;
    if (begun?.profile === profile && !takeOver) {
      const records = await begun.records;
      if (this.#store.holds(profile)) return records;  // else another tab has taken it meanwhile
    }
    return this.#store.open(profile, takeOver);
  }

  send(request) {
    const begun = this.#sent;
    if (request.path !== PAIR || !begun) return this.#send(request);
    this.#sent = null;
    return utf8.decode(request.body) === begun.body ? begun.reply : this.#send(request);
  }

  #pair({ code, device }) {
    const body = JSON.stringify({ code, device });
    const request = { method: 'POST', path: PAIR, token: '', body: new TextEncoder().encode(body) };
    this.#sent = { body, reply: this.#send(request) };
  }
}
