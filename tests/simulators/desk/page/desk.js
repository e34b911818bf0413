/**
 * The desk's page. Plain JavaScript of the browser, with its types in comments, so that it is served as it stands.
 *
 * @typedef {import('../desk-state.ts').DeskState} DeskState
 * @typedef {import('../control-server.ts').Deed} Deed
 * @typedef {readonly [text: string, tone: string]} Badge
 */

/** Milliseconds between two looks at the desk. */
const LOOK_MS = 1_000;

/** @type {readonly (readonly ['media-empty' | 'media-jam' | 'cover-open' | 'toner-empty' | 'paused', string])[]} */
const CONDITIONS = [
  ['media-empty', 'Plus de papier'],
  ['media-jam', 'Bourrage'],
  ['cover-open', 'Capot ouvert'],
  ['toner-empty', 'Plus de toner'],
  ['paused', 'En pause'],
];

/** @type {Readonly<Record<number, Badge>>} */
const JOB_STATES = {
  3: ['En attente', 'calm'],
  4: ['Retenu', 'warn'],
  5: ['En cours', 'calm'],
  6: ['Arrêté', 'warn'],
  7: ['Annulé', 'bad'],
  8: ['Abandonné', 'bad'],
  9: ['Imprimé', 'good'],
};

/** @type {Readonly<Record<string, string>>} */
const TROUBLES = { jam: 'Bourrage', 'double-feed': 'Double prise' };

/** @type {Readonly<Record<DeskState['sticks'][number]['state'], Badge>>} */
const STICK_STATES = {
  'in-hand': ['Sur la table', 'calm'],
  plugged: ['Branchée', 'good'],
  unmounted: ['Branchée, peut être retirée', 'good'],
  'torn-out': ['Retirée sans prévenir', 'bad'],
};

/** @type {readonly (readonly [NonNullable<DeskState['sticks'][number]['fault']>, string])[]} */
const STICK_FAULTS = [
  ['pulled-while-writing', 'Arrachée pendant l’écriture'],
  ['full-while-writing', 'Pleine pendant l’écriture'],
  ['corrupt', 'Rend d’autres octets'],
  ['stays-busy', 'Ne se laisse pas démonter'],
  ['hangs', 'Ne répond plus'],
];

/**
 * An element with properties and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]> | null} properties
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function h(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties ?? {});
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function elementOf(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no element ${id}`);
  return element;
}

/**
 * A button that does one thing at the desk.
 *
 * @param {string} text
 * @param {Deed} asked
 * @param {{ className?: string, pressed?: boolean, label?: string }} [style]
 */
function button(text, asked, style = {}) {
  const made = h('button', { type: 'button', className: style.className ?? '' }, text);
  if (style.pressed !== undefined) made.setAttribute('aria-pressed', String(style.pressed));
  if (style.label !== undefined) made.ariaLabel = style.label;
  made.addEventListener('click', () => void act(asked));
  return made;
}

/** @param {Badge} badge */
function badge([text, tone]) {
  return h('span', { className: `state ${tone}` }, text);
}

/** @param {number} count */
function bytes(count) {
  if (count < 1_000) return `${count} octets`;
  const [amount, unit] = count < 1_000_000 ? [count / 1_000, 'ko'] : [count / 1_000_000, 'Mo'];
  return `${amount.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} ${unit}`;
}

/** @param {string | number} instant */
function time(instant) {
  return new Date(instant).toLocaleTimeString('fr-FR');
}

/**
 * @param {string} href
 * @param {string} text
 */
function link(href, text) {
  return h('a', { href, target: '_blank', rel: 'noreferrer' }, text);
}

/** @param {string} path */
function encoded(path) {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** @param {string} text */
function nothing(text) {
  return h('p', { className: 'nothing' }, text);
}

/** @param {DeskState} state */
function drawScanner({ scanner }) {
  /** @type {Badge} */
  const power = scanner.on ? ['Allumé', 'good'] : ['Éteint', 'bad'];
  const trouble =
    scanner.trouble === null ? undefined : badge([TROUBLES[scanner.trouble] ?? scanner.trouble, 'bad']);
  return [
    h(
      'h2',
      { id: 'scanner-title' },
      'Scanner',
      badge(power),
      scanner.coverOpen ? badge(['Capot ouvert', 'bad']) : undefined,
      trouble,
    ),
    h('h3', null, 'Sur la vitre'),
    scanner.glass === null ? nothing('Rien') : h('p', { className: 'nothing' }, scanner.glass.title),
    h('h3', null, `Dans le chargeur (${scanner.feeder.length})`),
    scanner.feeder.length === 0
      ? nothing('Vide')
      : h('ol', null, ...scanner.feeder.map(({ title }) => h('li', null, title))),
    h(
      'div',
      { className: 'bar' },
      button('Enlever de la vitre', { do: 'place-on-glass', paper: null }),
      button('Vider le chargeur', { do: 'empty-feeder' }),
    ),
    h(
      'div',
      { className: 'bar' },
      button(
        scanner.coverOpen ? 'Fermer le capot' : 'Ouvrir le capot',
        { do: 'scanner-cover', open: !scanner.coverOpen },
        { className: 'harm', pressed: scanner.coverOpen },
      ),
      button(
        'Bourrage à la prochaine feuille',
        { do: 'feeder-trouble', kind: 'jam', sheet: 1 },
        { className: 'harm' },
      ),
      button('… à la 2ᵉ feuille', { do: 'feeder-trouble', kind: 'jam', sheet: 2 }, { className: 'harm' }),
      button(
        'Double prise à la prochaine',
        { do: 'feeder-trouble', kind: 'double-feed', sheet: 1 },
        { className: 'harm' },
      ),
      scanner.trouble === null
        ? undefined
        : button('Dégager le papier coincé', { do: 'clear-feeder-trouble' }, { className: 'main' }),
      button(
        scanner.on ? 'Éteindre' : 'Allumer',
        { do: 'scanner-power', on: !scanner.on },
        { className: 'harm', pressed: !scanner.on },
      ),
    ),
  ];
}

/** @param {DeskState} state */
function drawPrinter({ printer }) {
  return [
    h(
      'h2',
      { id: 'printer-title' },
      'Imprimante',
      badge(printer.on ? ['Allumée', 'good'] : ['Éteinte', 'bad']),
      ...CONDITIONS.filter(([name]) => printer.conditions.includes(name)).map(([, text]) =>
        badge([text, 'bad']),
      ),
    ),
    h(
      'div',
      { className: 'bar' },
      ...CONDITIONS.map(([condition, text]) => {
        const present = printer.conditions.includes(condition);
        return button(
          text,
          { do: 'printer-condition', condition, present: !present },
          { className: 'harm', pressed: present },
        );
      }),
      button(
        printer.on ? 'Éteindre' : 'Allumer',
        { do: 'printer-power', on: !printer.on },
        { className: 'harm', pressed: !printer.on },
      ),
    ),
    h('h3', null, 'Sorti de l’imprimante'),
    printer.jobs.length === 0
      ? nothing('Rien pour l’instant')
      : h(
          'ul',
          { className: 'files' },
          ...[...printer.jobs]
            .reverse()
            .map((job) =>
              h(
                'li',
                null,
                link(`/printed/${job.id}`, job.name === '' ? `Travail ${job.id}` : job.name),
                ` – ${bytes(job.bytes)}, ${time(job.createdAt)} `,
                badge(JOB_STATES[job.state] ?? ['?', 'warn']),
              ),
            ),
        ),
  ];
}

/** @param {DeskState['sticks'][number]} stick */
function drawStick(stick) {
  const fault = STICK_FAULTS.find(([name]) => name === stick.fault);
  return h(
    'div',
    { className: 'stick' },
    h(
      'h3',
      null,
      `${stick.label} `,
      badge(STICK_STATES[stick.state]),
      stick.readOnly ? badge(['Protégée', 'warn']) : undefined,
      fault === undefined ? undefined : badge([`Prochaine copie : ${fault[1]}`, 'warn']),
    ),
    h(
      'div',
      { className: 'bar' },
      stick.inSocket
        ? button('Retirer', { do: 'pull', stick: stick.id }, { className: 'main' })
        : button('Brancher', { do: 'plug', stick: stick.id }, { className: 'main' }),
      button(stick.readOnly ? 'Déprotéger' : 'Protéger en écriture', {
        do: 'stick-read-only',
        stick: stick.id,
        readOnly: !stick.readOnly,
      }),
      button('Y mettre une photo', {
        do: 'photo-on-stick',
        stick: stick.id,
        paper: 'facture-electricite',
      }),
      button('Effacer', { do: 'format', stick: stick.id }),
    ),
    h('p', { className: 'nothing' }, `${bytes(stick.usedBytes)} utilisés sur ${bytes(stick.capacityBytes)}`),
    stick.files.length === 0
      ? undefined
      : h(
          'ul',
          { className: 'files' },
          ...stick.files.map((file) =>
            h(
              'li',
              null,
              link(`/sticks/${stick.id}/${encoded(file.path)}`, file.path),
              ` – ${bytes(file.bytes)}`,
            ),
          ),
        ),
    h(
      'details',
      { id: `faults-${stick.id}` },
      h('summary', null, 'La prochaine copie se passe mal'),
      h(
        'div',
        { className: 'bar' },
        ...STICK_FAULTS.map(([name, text]) =>
          button(
            text,
            { do: 'stick-fault', stick: stick.id, fault: stick.fault === name ? null : name },
            { className: 'harm', pressed: stick.fault === name },
          ),
        ),
      ),
    ),
  );
}

/** @param {DeskState} state */
function drawSticks({ sticks }) {
  return [h('h2', { id: 'sticks-title' }, 'Clés USB'), ...sticks.map(drawStick), ...drawReaders()];
}

/** Badges and codes held before the readers, and the PIN of the team's screen. */
function drawReaders() {
  return [
    h('h3', null, 'Lecteurs'),
    h(
      'div',
      { className: 'bar' },
      button('Badge de l’équipe', { do: 'present-badge', badge: 'staff' }),
      button('Badge d’un aidant', { do: 'present-badge', badge: 'helper' }),
      button('Badge inconnu', { do: 'present-badge', badge: 'unknown' }),
    ),
    h('p', { className: 'nothing' }, 'Code de l’écran de l’équipe : 246810'),
  ];
}

/** @param {DeskState} state */
function drawPlatform({ platform }) {
  return [
    h(
      'h2',
      { id: 'platform-title' },
      'Plateforme et réseau',
      badge(platform.online ? ['Réseau branché', 'good'] : ['Réseau coupé', 'bad']),
    ),
    h(
      'div',
      { className: 'bar' },
      button(
        platform.online ? 'Couper le réseau' : 'Rétablir le réseau',
        { do: 'network', up: !platform.online },
        { className: platform.online ? 'harm' : 'main' },
      ),
      button(
        'Erreur 500 à la prochaine demande',
        { do: 'platform-fault', fault: 'error' },
        { className: 'harm' },
      ),
      button('Prochaine réponse lente', { do: 'platform-fault', fault: 'slow' }, { className: 'harm' }),
      button('Mauvaise empreinte', { do: 'platform-fault', fault: 'wrong-hash' }, { className: 'harm' }),
    ),
    h('p', { className: 'nothing' }, `Appels à l’aide reçus : ${platform.helpCalls}`),
    h('h3', null, `Dossiers reçus (${platform.dossiers.length})`),
    platform.dossiers.length === 0
      ? nothing('Aucun pour l’instant')
      : h(
          'ul',
          { className: 'files' },
          ...[...platform.dossiers]
            .reverse()
            .map((dossier) =>
              h(
                'li',
                null,
                h('code', null, dossier.reference),
                ` – ${dossier.documentKind}, ${time(dossier.receivedAt)}, accusé `,
                h('code', null, dossier.acknowledgement),
                h(
                  'ul',
                  { className: 'files' },
                  ...dossier.files.map((file) =>
                    h(
                      'li',
                      null,
                      link(`/dossiers/${dossier.reference}/${encoded(file.path)}`, file.path),
                      ` – ${bytes(file.bytes)}`,
                    ),
                  ),
                ),
              ),
            ),
        ),
  ];
}

/** @type {readonly (readonly [keyof DeskState, (state: DeskState) => (HTMLElement | undefined)[]])[]} */
const SECTIONS = [
  ['scanner', drawScanner],
  ['printer', drawPrinter],
  ['sticks', drawSticks],
  ['platform', drawPlatform],
];

/** @type {Map<string, string>} */
const drawn = new Map();

/**
 * Draws anew the sections whose part of the state changed; focus and opened details stay as they were.
 *
 * @param {DeskState} state
 */
function draw(state) {
  for (const [id, drawSection] of SECTIONS) {
    const text = JSON.stringify(state[id]);
    if (drawn.get(id) === text) continue;
    drawn.set(id, text);
    const section = elementOf(id);
    /** @type {readonly (Element | null)[]} */
    const buttons = [...section.querySelectorAll('button')];
    const focused = buttons.indexOf(document.activeElement);
    const opened = [...section.querySelectorAll('details')].filter((details) => details.open);
    section.replaceChildren(...drawSection(state).filter((child) => child !== undefined));
    for (const details of section.querySelectorAll('details')) {
      details.open = opened.some((former) => former.id === details.id);
    }
    if (focused !== -1) section.querySelectorAll('button')[focused]?.focus();
  }
}

/** @param {string} text */
function tell(text) {
  const alert = elementOf('alert');
  if (alert.textContent !== text) alert.textContent = text;
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function call(path, options) {
  try {
    const answer = await fetch(path, options);
    if (!answer.ok) throw new Error(`réponse ${answer.status}`);
    tell('');
    return await answer.json();
  } catch (error) {
    tell(`Le bureau ne répond pas (${error instanceof Error ? error.message : error}).`);
    return undefined;
  }
}

/** @param {Deed} asked */
async function act(asked) {
  const state = await call('/api/do', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  if (state !== undefined) draw(state);
}

async function drawPapers() {
  /** @type {readonly { id: string, title: string }[]} */
  const papers = (await call('/api/papers')) ?? [];
  elementOf('papers-bar').replaceChildren(
    button(
      'Un dossier entier dans le chargeur',
      { do: 'load-feeder', papers: papers.slice(0, 3).map(({ id }) => id) },
      { className: 'main' },
    ),
    button('Tout dans le chargeur', { do: 'load-feeder', papers: papers.map(({ id }) => id) }),
  );
  elementOf('papers-list').replaceChildren(
    ...papers.map(({ id, title }) =>
      h(
        'li',
        null,
        h('img', { src: `/papers/${id}`, alt: '', loading: 'lazy' }),
        h('p', null, title),
        h(
          'div',
          { className: 'bar' },
          button('Vitre', { do: 'place-on-glass', paper: id }, { label: `Vitre : ${title}` }),
          button('Chargeur', { do: 'load-feeder', papers: [id] }, { label: `Chargeur : ${title}` }),
        ),
      ),
    ),
  );
}

async function look() {
  if (!document.hidden) {
    const state = await call('/api/state');
    if (state !== undefined) draw(state);
  }
  setTimeout(look, LOOK_MS);
}

await drawPapers();
await look();

export {};
