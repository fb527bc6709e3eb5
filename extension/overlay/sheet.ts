import { PARTS, TOKENS } from './tokens';

/** What is drawn over the page. A constructed sheet: a page's content policy has no say in it. */
const OVERLAY = `
/* Important: of two important rules the one in the inner tree wins, so that no rule of the page for everything reaches us. */
:host { all: initial !important; direction: ltr !important; unicode-bidi: isolate !important; }
.layer { position: fixed; inset: 0; pointer-events: none; z-index: 2147483647; font: 13px/18px var(--font); color: var(--ink); text-align: start; }
.layer > * { pointer-events: auto; }
/* 100 px wide for measuring by how much the page zooms or scales us. */
.badges { position: absolute; left: 0; top: 0; width: 100px; height: 0; }
.tools { position: absolute; left: 0; top: 0; width: 0; height: 0; }

[data-vozvrat="badge"] {
  position: absolute; left: 0; top: 0; display: inline-flex; align-items: center; gap: 3px; height: 18px; margin: 0;
  padding: 0 5px; border: 1px solid color-mix(in srgb, var(--mark) 45%, transparent); border-radius: 9px;
  background: var(--mark-ground); color: var(--mark); font: 600 11px/16px var(--font); white-space: nowrap;
  pointer-events: auto; contain: layout style;
}
[data-vozvrat="badge"][data-severity="none"] { font-weight: 400; border-color: var(--line); }
[data-vozvrat="badge"][hidden] { display: none; }
[data-vozvrat="badge"]:hover { border-color: var(--mark); }
[data-vozvrat="badge"] .shape { font-size: 9px; }
[data-vozvrat="badge"] .count + .left::before { content: "· "; }

.tip { position: absolute; left: 0; top: 0; max-width: 320px; padding: 4px 8px; border-radius: 6px; background: var(--ink); color: var(--ground); font-size: 12px; line-height: 16px; pointer-events: none; box-shadow: var(--shadow); width: max-content; }
.tip[hidden] { display: none; }

.panel { position: absolute; left: 0; top: 0; background: var(--ground); color: var(--ink); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); overflow: auto; overscroll-behavior: contain; overflow-wrap: anywhere; }
.panel h2 { font-size: 13px; line-height: 18px; font-weight: 600; margin: 0; }
.panel h3 { font-size: 12px; line-height: 16px; font-weight: 600; margin: 12px 0 2px; color: var(--ink-2); }
.panel p { margin: 0; }
.panel summary { color: var(--accent); padding: 2px 0; }
.panel .row.nowrap { flex-wrap: nowrap; }
.panel .row.top { align-items: flex-start; flex-wrap: nowrap; }
.panel .grow { flex: 1; min-width: 0; }
.panel .actions { margin-top: 10px; }
.panel p.said { margin: 6px 2px 0; }
.panel .row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }

[data-vozvrat="card"] { width: 360px; max-width: calc(100vw - 16px); padding: 12px; }
[data-vozvrat="card"] header { display: flex; gap: 8px; align-items: flex-start; justify-content: space-between; }
[data-vozvrat="card"] dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 4px 0 0; }
[data-vozvrat="card"] dt { color: var(--ink-2); }
[data-vozvrat="card"] dd { margin: 0; }
[data-vozvrat="card"] blockquote { margin: 4px 0; padding: 2px 8px; border-inline-start: 3px solid var(--line); white-space: pre-wrap; max-height: 108px; overflow: auto; }
[data-vozvrat="card"] footer { display: flex; gap: 8px; margin-top: 12px; position: sticky; bottom: -12px; background: var(--ground); padding: 6px 0 12px; margin-bottom: -12px; }
.close { border: 0; background: none; padding: 2px 6px; border-radius: 6px; color: var(--ink-2); line-height: 18px; }
.close:hover { background: var(--ground-2); }

[data-vozvrat="picker"] { width: 440px; max-width: calc(100vw - 16px); padding: 8px; }
[data-vozvrat="picker"] input { width: 100%; padding: 5px 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); }
[data-vozvrat="picker"] .options { margin-top: 6px; }
[data-vozvrat="picker"] [role="option"] { padding: 6px 8px; border-radius: 6px; border: 1px solid transparent; cursor: pointer; }
[data-vozvrat="picker"] [role="option"][aria-selected="true"] { background: var(--accent-ground); border-color: color-mix(in srgb, var(--accent) 40%, transparent); }
[data-vozvrat="picker"] .ru { display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
[data-vozvrat="picker"] [role="option"][aria-selected="true"] .ru { -webkit-line-clamp: 5; }
[data-vozvrat="picker"] .own { color: var(--ink-2); display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
[data-vozvrat="picker"] [role="option"][aria-selected="true"] .own { -webkit-line-clamp: 4; }
[data-vozvrat="picker"] .gap { background: var(--warning-ground); color: var(--warning); border-radius: 4px; padding: 0 3px; }
[data-vozvrat="picker"] label { display: block; margin-top: 8px; }
[data-vozvrat="picker"] .keys { margin-top: 6px; color: var(--ink-2); }
[data-vozvrat="picker"] .whole { white-space: pre-wrap; margin-top: 8px; padding: 6px 8px; background: var(--ground-2); border-radius: 6px; max-height: 180px; overflow: auto; }

[data-vozvrat="text-check"] { padding: 4px 10px; max-width: 520px; box-shadow: none; }
[data-vozvrat="launcher"] { position: absolute; left: 0; top: 0; width: 24px; height: 24px; padding: 0; border: 1px solid var(--accent); border-radius: 12px; background: var(--ground); color: var(--accent); display: grid; place-items: center; pointer-events: auto; }
[data-vozvrat="launcher"][hidden] { display: none; }
[data-vozvrat="launcher"]:hover { background: var(--accent-ground); }
[data-vozvrat="launcher"] svg, .close svg { width: 14px; height: 14px; display: block; }

[data-vozvrat="notice"] { position: absolute; left: auto; top: auto; right: 16px; bottom: 16px; max-width: min(380px, calc(100vw - 32px)); padding: 10px 12px; display: flex; gap: 8px; align-items: flex-start; }
`;

export function overlaySheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(TOKENS + PARTS + OVERLAY);
  return sheet;
}
