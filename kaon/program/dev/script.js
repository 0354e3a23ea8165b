// The browser's side of `kaon dev`: reloads the page after a good build, swaps style sheets in place, shows what does
// not compile over the page that still works.
(() => {
  const generation = Number(document.currentScript.dataset.generation);
  const kept = 'kaon-dev-typed';
  let seen = '';  // version of the state
  let styles;     // what the page has
  let pages;
  let closed;     // the problems that somebody does not want to see any more
  let overlay;

  // What was typed outlives the reload. This runs before the browser half starts, which takes typed text over.
  const fields = () => [...document.querySelectorAll('input, textarea, select')].filter(
    (field) => !['password', 'file', 'hidden', 'submit', 'button', 'image', 'reset'].includes(field.type));
  const isTyped = (field) => field.matches('[type=checkbox], [type=radio]') ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT' ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue;

  function reload() {
    const typed = fields().map((field, index) => isTyped(field) &&
      { index, name: field.name, id: field.id, value: field.value, checked: field.checked }).filter(Boolean);
    try {
      if (typed.length) sessionStorage.setItem(kept, JSON.stringify({ path: location.pathname, typed }));
    } catch { /* without storage the text is lost, as without this script */ }
    location.reload();
  }

  function restore() {
    let before = null;
    try {
      before = JSON.parse(sessionStorage.getItem(kept));
      sessionStorage.removeItem(kept);
    } catch { return; }
    if (before?.path !== location.pathname) return;
    const all = fields();
    for (const { index, name, id, value, checked } of before.typed) {
      const field = all[index];
      if (!field || field.name !== name || field.id !== id) continue;
      if (field.matches('[type=checkbox], [type=radio]')) field.checked = checked;
      else field.value = value;
    }
  }

  // The new sheet stands beside the old one until it has come, so that nothing flashes.
  function swapStyles(version) {
    for (const old of document.querySelectorAll('link[rel~=stylesheet][href]')) {
      const address = new URL(old.href);
      if (address.origin !== location.origin || old.dataset.kaonDevOld) continue;
      address.searchParams.set('kaon-dev', version);
      const fresh = old.cloneNode();
      fresh.href = address.href;
      old.dataset.kaonDevOld = '1';
      fresh.onload = fresh.onerror = () => old.remove();
      old.after(fresh);
    }
  }

  const sheet = `
    :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
            background: rgb(0 0 0 / 60%); }
    main { box-sizing: border-box; max-width: 70rem; margin: 2rem auto; padding: 1rem 1.5rem; border-radius: .5rem;
           border-top: .4rem solid #e5484d; background: #1b1b1f; color: #ececf1;
           font: 15px/1.45 ui-monospace, 'DejaVu Sans Mono', monospace; }
    h1 { font-size: 1.1rem; margin: .2rem 0 1rem; color: #ff8f8f; }
    h2 { font-size: 1rem; margin: 1.2rem 0 .2rem; color: #7cc4ff; overflow-wrap: anywhere; }
    pre { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
    pre.excerpt { white-space: pre; overflow-x: auto; padding: .5rem; border-radius: .3rem; background: #101013; }
    pre.note, footer { color: #a0a0ab; }
    footer { margin-top: 1.2rem; font-size: .9rem; }`;

  // Text only: nothing of what a compiler says is ever markup.
  function add(parent, tag, text, name) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    parent.append(element);
    return element;
  }

  function hide() {
    overlay?.remove();
    overlay = undefined;
  }

  function show(state) {
    hide();
    overlay = document.createElement('kaon-dev-overlay');
    const root = overlay.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    root.adoptedStyleSheets = [style];
    const main = add(root, 'main', '');
    main.setAttribute('role', 'alert');
    add(main, 'h1', state.title);
    for (const problem of state.problems) {
      if (problem.file) {
        add(main, 'h2', problem.file + (problem.line ? `:${problem.line}` : '') +
          (problem.column ? `:${problem.column}` : ''));
      }
      add(main, 'pre', problem.message, 'message');
      if (problem.excerpt) add(main, 'pre', problem.excerpt, 'excerpt');
      for (const note of problem.notes) add(main, 'pre', note, 'note');
    }
    add(main, 'footer', 'This goes away when it is mended. Escape closes it.');
    document.documentElement.append(overlay);
  }

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !overlay) return;
    closed = overlay.about;
    hide();
  });

  function follow(state) {
    seen = state.version;
    if (state.serving && state.generation !== generation) return reload();
    if (pages !== undefined && state.pages !== pages) return reload();
    if (styles !== undefined && state.styles !== styles) swapStyles(state.styles);
    ({ pages, styles } = state);
    const about = JSON.stringify([state.title, state.problems]);
    if (!state.problems.length) {
      closed = undefined;
      hide();
    } else if (about !== closed && about !== overlay?.about) {
      show(state);
      overlay.about = about;
    }
  }

  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

  // A page that nobody sees asks nothing: a browser has few connections for each site.
  const visible = () => new Promise((resolve) => {
    if (!document.hidden) return resolve();
    document.addEventListener('visibilitychange', () => resolve(visible()), { once: true });
  });

  async function run() {
    for (;;) {
      await visible();
      const given = new AbortController();
      const giveUp = () => document.hidden && given.abort();
      document.addEventListener('visibilitychange', giveUp);
      try {
        const answer = await fetch(`/_kaon/dev/state?seen=${seen}`, { cache: 'no-store', signal: given.signal });
        if (answer.status === 404) return;  // a program without dev mode has taken the address
        if (answer.ok) follow(await answer.json());
        else await pause(500);
      } catch {
        await pause(500);
      } finally {
        document.removeEventListener('visibilitychange', giveUp);
      }
    }
  }

  restore();
  run();
})();
