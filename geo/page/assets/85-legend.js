// The legend, drawn from the same table of inks as the map.

function drawLegend(list, page) {
  const { words, atlas } = page,
    dash = (style) => `stroke-dasharray="${style.dash.join(' ')}"`;
  const line = (style) => `stroke="${style.color}" stroke-width="${style.width}" ${dash(style)}`;
  const area = (ink) =>
    `<rect x="3" y="2" width="34" height="14" fill="${ink.fill}" fill-opacity="${ink.alpha}" stroke="${ink.edge}"/>`;
  const kinds = new Set(atlas.arcs.map((arc) => arc.kind)),
    statuses = new Set(atlas.zones.flatMap((zone) => zone.tenure.map((span) => span.status)));
  const swatches = [
    ['legend_before', `<path d="M2 9H38" ${line(INK.before)}/>`, true],
    ['legend_after', `<path d="M2 9H38" ${line(INK.after)}/>`, true],
    [
      'legend_river',
      `<path d="M2 9H38" stroke="${INK.river_casing}" stroke-width="${INK.after.casing + 2}"/><path d="M2 9H38" ${line(INK.after)}/>`,
      kinds.has('river'),
    ],
    [
      'legend_coast',
      `<rect x="2" y="1" width="36" height="16" fill="${INK.states.USSR}"/><rect x="2" y="1" width="36" height="8" fill="${INK.sea}"/><path d="M2 11H38" stroke="${INK.after.color}" stroke-width="4" stroke-opacity="${INK.coast.alpha}"/><path d="M2 9H38" stroke="${INK.shore}"/>`,
      true,
    ],
    ['legend_sea', `<path d="M2 9H38" ${line({ ...INK.at_sea, color: INK.after.color })}/>`, kinds.has('sea')],
    ['legend_other', `<path d="M2 9H38" ${line(INK.other)}/>`, true],
    ['legend_gained', area(INK.gained), true],
    ['legend_lost', area(INK.lost), true],
    [
      'legend_leased',
      `${area(INK.gained)}<path d="M3 16L17 2M10 16L24 2M17 16L31 2M24 16L37 3M31 16L37 10" stroke="${INK.gained.edge}"/>`,
      statuses.has('leased'),
    ],
    [
      'legend_shift',
      `<defs><linearGradient id="bs-ramp" x1="1" x2="0">${RAMP.map((c, k) => `<stop offset="${1 - k / (RAMP.length - 1)}" stop-color="rgb(${c})"/>`).join('')}</linearGradient></defs><rect x="10" y="8" width="28" height="2" fill="url(#bs-ramp)"/><path d="M2 9L11 5V13Z" fill="${rampColor(RAMP_KM)}"/>`,
      true,
    ],
  ];
  for (const [word, drawing, there] of swatches) {
    if (!there || !words[word]) continue;
    const picture = make('span', { class: 'bs-swatch' });
    picture.innerHTML = `<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">${drawing}</svg>`; // drawn above; no data
    list.append(make('li', {}, picture, make('span', {}, words[word])));
  }
}

// Tabs after the ARIA authoring practices: arrows move, one tab stop.
function makeTabs(list) {
  const tabs = [...list.querySelectorAll('[role=tab]')],
    choose = (tab, focus) => {
      for (const each of tabs) {
        const on = each === tab;
        each.setAttribute('aria-selected', String(on));
        each.tabIndex = on ? 0 : -1;
        document.getElementById(each.getAttribute('aria-controls')).hidden = !on;
      }
      if (focus) tab.focus();
    };
  list.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role=tab]');
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement),
      to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    choose(tabs[(to + tabs.length) % tabs.length], true);
  });
  return (id) => choose(document.getElementById(id));
}
