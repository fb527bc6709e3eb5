// What a page that means harm, or is badly made, might do. Each function is one test's page.

const ours = () => document.querySelector('[data-vozvrat]');
const paragraph = (text, style = '') => {
  const made = document.createElement('p');
  made.style.cssText = style;
  made.textContent = text;
  document.body.append(made);
};
const pre = (text) => document.body.append(Object.assign(document.createElement('pre'), { textContent: text }));
const numbers = (count) => Array.from({ length: count }, (_, at) => `${10000000 + at}-0001-1`);

window.restyle = (rules) => {
  const style = document.createElement('style');
  style.textContent = rules;
  document.head.append(style);
};

window.rightEnd = (selector) => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector));
  const box = range.getBoundingClientRect();
  return [box.right, (box.top + box.bottom) / 2];
};

window.hide = (given) => {
  const ways = ['visibility: hidden', 'opacity: 0', 'display: none', 'font-size: 0'];
  ways.forEach((style, at) => paragraph(given[at], style));
};

window.writeBothWays = () => {
  paragraph('\u200e33333333\u200e-0001-1\u200e');
  paragraph('\u2068\u206644444444-0001-1\u2069');
  paragraph('\u202e55555555-0001-1\u202c');
};

window.addFields = () => {
  document.body.insertAdjacentHTML('beforeend', `<input id=a><textarea id=b></textarea>
    <div id=c contenteditable><p><b>x</b></p></div><div id=d contenteditable="plaintext-only">x</div>`);
};

window.throwOut = () => {
  window.thrown = 0;
  const out = () => {
    if (!ours()) return;
    window.thrown += 1;
    ours().remove();
  };
  new MutationObserver(out).observe(document.body, { childList: true });
  out();
};

window.moveAndCopy = () => {
  const host = ours();
  const away = document.createElement('div');
  away.style.display = 'none';
  document.body.append(away, host.cloneNode(true));
  away.append(host);
};

window.spoilNatives = (milliseconds) => {
  const kept = [];
  const spoil = (owner, ...names) => {
    for (const name of names) {
      kept.push([owner, name, owner[name]]);
      owner[name] = () => { throw new Error('broken by the page'); };
    }
  };
  const text = document.createElement('p');
  text.textContent = '66666666-0001-1';
  spoil(Element.prototype, 'attachShadow', 'append', 'closest', 'querySelectorAll', 'getBoundingClientRect', 'setAttribute');
  spoil(Document.prototype, 'evaluate', 'createTreeWalker', 'createRange');
  spoil(window, 'MutationObserver', 'IntersectionObserver', 'requestAnimationFrame', 'fetch');
  spoil(Array.prototype, 'map');
  spoil(JSON, 'stringify');
  document.body.appendChild(text);
  setTimeout(() => { for (const [owner, name, native] of kept) owner[name] = native; }, milliseconds);
};

window.forge = (field) => {
  const common = { bubbles: true, composed: true };
  for (const target of [ours(), field]) {
    for (const kind of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
      target.dispatchEvent(new MouseEvent(kind, { ...common, clientX: 200, clientY: 40 }));
    }
    target.dispatchEvent(new KeyboardEvent('keydown', { ...common, code: 'KeyT', key: 'T', altKey: true, shiftKey: true }));
    target.dispatchEvent(new KeyboardEvent('keydown', { ...common, key: 'Enter' }));
  }
  field.value = '//';
  field.setSelectionRange(2, 2);
  field.dispatchEvent(new InputEvent('input', { ...common, inputType: 'insertText', data: '/' }));
  const messages = [{ kind: 'open_picker' }, { kind: 'connected' }, { kind: 'look_up', body: { posting_numbers: numbers(1) } }];
  for (const data of messages) {
    window.postMessage(data, '*');
    window.dispatchEvent(new MessageEvent('message', { data }));
  }
};

window.monsters = {
  rows: () => document.body.insertAdjacentHTML('beforeend', numbers(20_000).map((number) => `<p>${number}</p>`).join('')),
  text: () => pre(numbers(300_000).join(' ')),
  hyphens: () => pre('1-'.repeat(2_500_000)),
  nearly: () => pre('\u200b58544282-'.repeat(400_000)),
  deep: () => {
    let at = document.body;
    for (const number of numbers(5_000)) {
      const next = document.createElement('span');
      next.textContent = `${number} `;
      at.append(next);
      at = next;
    }
  },
};

/** Lets a monster in and waits for three seconds. */
window.meet = (name) => new Promise((done) => {
  window.monsters[name]();
  setTimeout(done, 3_000);
});

window.churn = () => {
  let at = 0;
  const box = document.createElement('div');
  box.style.cssText = 'position: fixed; top: 0; font-size: 4px; line-height: 4px';
  document.body.append(box);
  window.churning = setInterval(() => {
    box.innerHTML = Array.from({ length: 150 }, () => `<i>${30000000 + at++}-0001-1</i> `).join('');
  }, 16);
};
