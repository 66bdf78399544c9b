// The phone's back button and gesture, by the depth of the screen stack alone: no text, no address of a screen ever
// enters the browser's history.
//
//   const stack = new ScreenHistory((shown) => wentBack(shown));   // once for each level a person went back
//   stack.depth = 2;                                     // what the module shows now
//   stack.stay();                                        // nothing moves any more
//
// Going back in the browser is asynchronous, so this keeps the depth that is wanted and moves towards it.

export class ScreenHistory {
  #wentBack;
  #history;
  #wanted = 0;
  #actual;
  #moving = false;

  /** @param {(shown: boolean) => void} wentBack `shown`: the browser has moved the screens already, as after a swipe
   *  @param {{target?: EventTarget, history?: History}} [page] */
  constructor(wentBack, { target = globalThis, history = globalThis.history } = {}) {
    this.#wentBack = wentBack;
    this.#history = history;
    this.#actual = history.state?.depth ?? 0;
    target.addEventListener('popstate', (event) =>
      this.#popped(event.state?.depth ?? 0, event.hasUAVisualTransition === true));
    this.#settle();  // a reloaded page starts at its first screen
  }

  set depth(depth) {
    this.#wanted = depth;
    this.#settle();
  }

  /** The page is being left: a step that is under way would take it back here. */
  stay() { this.#moving = true; }

  #settle() {
    if (this.#moving || this.#actual === this.#wanted) return;
    if (this.#actual > this.#wanted) {
      this.#moving = true;
      this.#history.go(this.#wanted - this.#actual);
      return;
    }
    while (this.#actual < this.#wanted) this.#history.pushState({ depth: ++this.#actual }, '');
  }

  #popped(depth, shown) {
    const levels = this.#moving ? 0 : this.#actual - depth;
    this.#actual = depth;
    if (levels > 0) {
      this.#wanted = depth;
      this.#moving = true;  // the answers to each level are only followed after the last
      for (let i = 0; i < levels; ++i) this.#wentBack(shown);
    }
    this.#moving = false;
    this.#settle();  // also undoes a step forward: the screen that was there is gone
  }
}
