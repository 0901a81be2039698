// The panel where it is folded away: on a phone, and where there is little height. What is chosen in it shows on the map.

/** @import { Page } from './page.js' */

export class Sheet {
  /** @param {Page} page */
  constructor({ $ }) {
    this.box = $('bs-panel');
    this.button = $('bs-fold');
    this.button.addEventListener('click', () => this.set(!this.open));
    this.box.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.open) this.fold();
    });
  }

  get open() {
    return this.box.classList.contains('bs-open');
  }

  /** @param {boolean} open */
  set(open) {
    const [more, less] = this.button.querySelectorAll('span');
    this.box.classList.toggle('bs-open', open);
    this.button.setAttribute('aria-expanded', String(open));
    [more.hidden, less.hidden] = [open, !open];
  }

  // Whoever chose by keyboard is not left on something that is gone.
  fold() {
    const within = this.box.contains(document.activeElement);
    this.set(false);
    if (within && !document.activeElement?.getClientRects().length) this.button.focus();
  }

  // Where the panel always stands there is nothing to unfold.
  unfold() {
    if (this.button.getClientRects().length) this.set(true);
  }
}
