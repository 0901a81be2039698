// Results kept by what they hang on: made once for an owner and a key, and gone with the owner.

export function keeper() {
  const kept = new WeakMap();
  return (owner, key, make) => {
    if (!kept.has(owner)) kept.set(owner, new Map());
    const own = kept.get(owner);
    if (!own.has(key)) own.set(key, make());
    return own.get(key);
  };
}
