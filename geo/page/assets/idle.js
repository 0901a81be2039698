// What can wait until nobody waits for the page.

const REST_MS = 500, // after the last call, for more may come
  LATEST_MS = 1000;

/**
 * Do something when the page has rested for a while and has nothing else to do; it rests from the next frame on, when
 * what was begun is drawn.
 * @param {() => void} task
 * @returns {() => void} what calls it off
 */
export function whenIdle(task) {
  let idle = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const frame = requestAnimationFrame(() => {
    resting = setTimeout(() => {
      if ('requestIdleCallback' in window) idle = requestIdleCallback(task, { timeout: LATEST_MS });
      else task(); // Safari does not say when it is idle
    }, REST_MS);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(resting);
    if (idle) cancelIdleCallback(idle);
  };
}
