import { browser } from '#imports';
import { PARTS, TOKENS } from '../overlay/tokens';

const PAGE = `
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/20px var(--font); }
main { padding: 16px; display: grid; gap: 16px; max-width: 560px; }
h1 { font-size: 18px; line-height: 24px; margin: 0; }
h2 { font-size: 14px; line-height: 20px; margin: 0 0 8px; }
p { margin: 0; }
label { display: grid; gap: 4px; }
input { padding: 6px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); width: 100%; }
form { display: grid; gap: 12px; justify-items: start; }
form label { width: 100%; }
.list { list-style: none; margin: 0; padding: 0; }
.list li { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
.row.apart { justify-content: space-between; }
.wrong { color: var(--blocker); }
section > .finding { border-top: 1px solid var(--line); }
`;

/** Gives one of the extension's own pages its look and language; the element that it draws into. `more`: what this page adds. */
export function openPage(more = ''): HTMLElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(TOKENS + PARTS + PAGE + more);
  document.adoptedStyleSheets = [sheet];
  document.documentElement.lang = browser.i18n.getUILanguage();
  const app = document.getElementById('app');
  if (!app) throw new Error('the page has no #app');
  return app;
}
