/** What the dashboard's views add to the look of the extension's own pages. */
export const DASHBOARD = `
#app { min-height: 100vh; }
.top { border-bottom: 1px solid var(--line); padding: 0 24px; display: flex; flex-wrap: wrap; gap: 0 24px; align-items: center; }
.top h1 { padding: 12px 0; }
.top nav { display: flex; flex-wrap: wrap; gap: 0 20px; }
.top nav a { padding: 12px 0 10px; color: var(--ink-2); text-decoration: none; border-bottom: 2px solid transparent; }
.top nav a:hover { color: var(--ink); }
.top nav a[aria-current] { color: var(--ink); border-color: var(--accent); }
.top label { grid-auto-flow: column; align-items: center; gap: 8px; margin-inline-start: auto; padding: 6px 0; min-width: 0; }
.top select { max-width: 320px; text-overflow: ellipsis; }
/* Focus comes here with each new place, for readers; a frame around everything would shout. */
main:focus-visible { outline: none; }
main { max-width: 1080px; margin: 0 auto; padding: 20px 24px 64px; grid-template-columns: minmax(0, 1fr); overflow-wrap: anywhere; }
h2 { font-size: 18px; line-height: 24px; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 14px; line-height: 20px; margin: 0 0 4px; }
a.link { display: inline; }
a.button { text-decoration: none; display: inline-block; color: var(--ink); }
a.button.main { color: var(--on-accent); }
section { display: grid; gap: 8px; grid-template-columns: minmax(0, 1fr); }
section > button { justify-self: start; }
section > h3 { margin-bottom: -4px; }
main > section + section { border-top: 1px solid var(--line); padding-top: 20px; }
main form { max-width: 640px; }
select, textarea { padding: 6px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); color: inherit; font: inherit; width: 100%; min-height: 34px; }
textarea { resize: vertical; }
input[type=checkbox] { width: 16px; height: 16px; accent-color: var(--accent); margin: 0; }
input[aria-invalid], textarea[aria-invalid] { border-color: var(--blocker); }
button:disabled { opacity: 0.6; cursor: default; }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; }
.filters .wide { grid-column: 1 / -1; }
.field { display: grid; gap: 4px; width: 100%; }
label > span:first-child, .field > label, legend { color: var(--ink-2); font-size: 12px; line-height: 16px; }
label.tick { display: flex; align-items: center; gap: 6px; width: auto; min-height: 28px; }
label.tick > span { color: var(--ink); font-size: inherit; line-height: inherit; }
fieldset { border: 0; padding: 0; margin: 0; width: 100%; }
legend { padding: 0; margin-bottom: 4px; }
.note { background: var(--ground-2); border-radius: 8px; padding: 12px; display: grid; gap: 8px; justify-items: start; }
.rules li { padding: 10px 0; }
.rules a:not(.plain) { display: grid; grid-template-columns: 20px minmax(0, 1fr); border-radius: 4px; }
.rules a { color: var(--ink); text-decoration: none; }
.rules a:hover { text-decoration: underline; text-underline-offset: 2px; }
.rules .shape, .severity .shape { color: var(--mark); }
.rules li.off a { color: var(--ink-2); }
.rules .tags:not(.plain) { padding-inline-start: 20px; }
.tags { display: flex; flex-wrap: wrap; margin-top: 2px; }
.tags > * + *::before { content: "·"; margin: 0 6px; display: inline-block; color: var(--ink-2); font-weight: 400; }
.tags .tag { color: var(--ink); }
.severity { color: var(--mark); }
.severity .shape { margin-inline-end: 4px; }
article { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
.two { display: grid; gap: 24px 40px; grid-template-columns: minmax(0, 1fr); align-items: start; }
.words, .proof { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 900px) { .two { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 12px; margin: 0; }
dt { color: var(--ink-2); }
dd { margin: 0; overflow-wrap: anywhere; }
ul.plain { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px; overflow-wrap: anywhere; }
.address { overflow-wrap: anywhere; user-select: all; }
summary { color: var(--accent); padding: 4px 0; cursor: pointer; }
.code, .mono { font: 13px/18px ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono", monospace; }
pre.code { margin: 4px 0 0; padding: 8px 10px; background: var(--ground-2); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 320px; overflow: auto; }
.example { padding: 6px 0; }
.pair { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); width: 100%; }
.condition { position: relative; width: 100%; }
.condition > .small, .field > .small { display: block; }
.condition > .small { margin-top: 4px; }
form > section { width: 100%; }
[role=alert] { display: block; }
[role=alert]::first-letter { text-transform: uppercase; }
.completions { margin: 2px 0 0; padding: 4px; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); box-shadow: var(--shadow); position: absolute; z-index: 1; inset-inline: 0; max-height: 232px; overflow: auto; }
.completions > div { padding: 4px 8px; border-radius: 4px; cursor: pointer; display: flex; gap: 12px; justify-content: space-between; }
.completions > div[aria-selected="true"] { background: var(--accent-ground); }
.facts { display: flex; flex-wrap: wrap; gap: 4px 12px; }
.caret { margin: 0; white-space: pre; overflow: auto; color: var(--blocker); }
dialog { border: 1px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--ink); box-shadow: var(--shadow); padding: 16px; max-width: min(420px, calc(100vw - 32px)); }
dialog dl { margin-top: 12px; gap: 8px 12px; }
.close { border: 0; background: none; padding: 2px 6px; border-radius: 6px; color: var(--ink-2); }
.close svg { width: 16px; height: 16px; display: block; }
dialog::backdrop { background: rgb(0 0 0 / 35%); }
kbd { font: inherit; border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; }
@media (max-width: 560px) { .top, main { padding-inline: 16px; } .top label { margin-inline-start: 0; } }
`;
