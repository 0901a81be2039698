// Before the first paint: which layout the window has room for, counted in the reader's own type size. A plain script, for
// the page carries it as it is; layout.css says what the layouts are.
(() => {
  const root = document.documentElement;
  // the language: what the address asks for, else the first of the reader's wishes that the page speaks
  const speaks = [root.lang, ...(document.currentScript?.dataset.speaks ?? '').split(' ')];
  const wishes = [new URLSearchParams(location.hash.slice(1)).get('lang') ?? '', ...navigator.languages];
  const chosen = wishes.map((wish) => wish.toLowerCase().split('-')[0]).find((wish) => wish && speaks.includes(wish));
  if (chosen && chosen !== root.lang) root.dataset.say = chosen; // until it is said, layout.css shows no words
  const choose = () => {
    const rem = parseFloat(getComputedStyle(root).fontSize);
    const [wide, high] = [innerWidth / rem, innerHeight / rem];
    const embed = new URLSearchParams(location.hash.slice(1)).has('embed');
    const short = high < 34 || (embed && !document.fullscreenElement);
    const layout = wide < (short ? 34 : 48) ? 'phone' : short ? 'short' : wide < 66 ? 'medium' : 'wide';
    root.dataset.layout = layout;
    const kinds = { embed, low: short, tight: wide < 50, narrow: layout === 'phone' || layout === 'short' };
    for (const [kind, on] of Object.entries(kinds)) root.classList.toggle(`bs-${kind}`, on);
  };
  choose();
  for (const event of ['resize', 'hashchange', 'fullscreenchange']) addEventListener(event, choose);
  // the link's size is that of the type, and of nothing else
  const measure = document.querySelector('.bs-skip');
  if (measure) new ResizeObserver(choose).observe(measure);
})();
