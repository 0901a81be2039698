// Results kept by what they hang on: made once for an owner and a key, and gone with the owner.

/**
 * @template {object} O
 * @template V
 * @returns {(owner: O, key: string, make: () => V) => V}
 */
export function keeper() {
  /** @type {WeakMap<O, Map<string, V>>} */
  const kept = new WeakMap();
  return (owner, key, make) => {
    const own = kept.get(owner) ?? new Map();
    kept.set(owner, own);
    if (!own.has(key)) own.set(key, make());
    return own.get(key);
  };
}
