// Names and kilometres. Candidates come in order of importance; each takes the first of its places that covers
// nothing already there, or stays away. So no label covers another, and none is cut at the edge.

export class Labels {
  constructor(map, pane) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-labels', map.getPane(pane));
    this.box.setAttribute('aria-hidden', 'true'); // the same names and figures stand in the tables
    this.pen = document.createElement('canvas').getContext('2d');
    this.sizes = new Map();
  }

  // Text is measured as the style sheet draws it, once for each text and class.
  size(text, kind) {
    const key = `${kind}/${text}`;
    if (!this.sizes.has(key)) {
      const probe = L.DomUtil.create('span', `bs-label bs-${kind}`, this.box);
      probe.textContent = text;
      probe.style.visibility = 'hidden';
      this.sizes.set(key, { width: Math.ceil(probe.offsetWidth), height: Math.ceil(probe.offsetHeight) });
      probe.remove();
    }
    return this.sizes.get(key);
  }

  // candidates: {text, kind, lat, lon, places: [[dx, dy] of the label's centre, in its own half sizes + pixels], dot,
  // within: [left, right] in pixels that it must keep to}
  place(candidates, hidden = []) {
    const size = this.map.getSize(),
      taken = hidden.slice(),
      chosen = [];
    const free = (r, within) =>
      r[0] >= 3 &&
      r[1] >= 3 &&
      r[2] <= size.x - 3 &&
      r[3] <= size.y - 3 &&
      (!within || (r[0] >= within[0] && r[2] <= within[1])) &&
      taken.every((t) => r[2] <= t[0] || r[0] >= t[2] || r[3] <= t[1] || r[1] >= t[3]);
    for (const each of candidates) {
      const at = this.map.latLngToContainerPoint([each.lat, each.lon]),
        { width, height } = this.size(each.text, each.kind);
      const dot = each.dot ? [at.x - 4, at.y - 4, at.x + 4, at.y + 4] : null;
      if (dot && !free(dot)) continue;
      // First a place off the arrows, where there are any to keep off.
      const tries = each.avoid?.length ? [...each.places.map((p) => [...p, true]), ...each.places] : each.places;
      for (const [sx, sy, px, py, clear] of tries) {
        const x = at.x + (sx * width) / 2 + px,
          y = at.y + (sy * height) / 2 + py;
        const rect = [x - width / 2 - 1, y - height / 2 - 1, x + width / 2 + 1, y + height / 2 + 1];
        if (
          !free(rect, each.within) ||
          (clear && each.avoid.some((t) => rect[2] > t[0] && rect[0] < t[2] && rect[3] > t[1] && rect[1] < t[3]))
        )
          continue;
        taken.push(rect);
        if (dot) taken.push(dot);
        chosen.push({ ...each, x, y, at, width, height });
        break;
      }
    }
    this.draw(chosen);
    return chosen;
  }

  draw(chosen) {
    const fragment = document.createDocumentFragment();
    for (const each of chosen) {
      if (each.dot) {
        const dot = document.createElement('i'),
          p = this.map.containerPointToLayerPoint(each.at);
        dot.className = `bs-dot bs-${each.kind}`;
        dot.style.transform = `translate(${p.x}px,${p.y}px)`;
        fragment.append(dot);
      }
      const label = document.createElement('span');
      const p = this.map.containerPointToLayerPoint([each.x - each.width / 2, each.y - each.height / 2]);
      label.className = `bs-label bs-${each.kind}`;
      label.textContent = each.text;
      label.style.transform = `translate(${Math.round(p.x)}px,${Math.round(p.y)}px)`;
      if (each.color) label.style.color = each.color;
      fragment.append(label);
    }
    this.box.replaceChildren(fragment);
  }
}
