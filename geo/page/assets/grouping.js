// Lists parted by what their members have in common.

/**
 * @template T, K
 * @param {Iterable<T>} list
 * @param {(one: T) => K} key
 * @returns {Map<K, T[]>} the groups in the order in which their first members come
 */
export function grouped(list, key) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}
