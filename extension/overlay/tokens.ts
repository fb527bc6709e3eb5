/** Colours, sizes and times of everything we draw, light and dark. Contrast of text on its ground is 4.5:1 or more. */
export const TOKENS = `
:host, :root {
  --ground: #ffffff;
  --ground-2: #f3f6f6;
  --line: #cfd9d9;
  --ink: #17292b;
  --ink-2: #4d6164;
  --accent: #0b6b6b;
  --accent-ground: #dff1ef;
  --on-accent: #ffffff;
  --blocker: #a3132b;
  --blocker-ground: #fdeaec;
  --warning: #7a4b00;
  --warning-ground: #fff2d9;
  --info: #24507f;
  --info-ground: #e6f0fb;
  --shadow: 0 1px 2px rgb(10 40 40 / 18%), 0 6px 20px rgb(10 40 40 / 16%);
  --font: "Segoe UI", Roboto, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --ground: #17211f;
    --ground-2: #20302e;
    --line: #3b4f4d;
    --ink: #e8f0ef;
    --ink-2: #a9bdbb;
    --accent: #6fd3c6;
    --accent-ground: #123b38;
    --on-accent: #062523;
    --blocker: #ff9aa5;
    --blocker-ground: #421a20;
    --warning: #f5c26b;
    --warning-ground: #3d2c0c;
    --info: #9cc7f5;
    --info-ground: #172c42;
    --shadow: 0 1px 2px rgb(0 0 0 / 50%), 0 6px 20px rgb(0 0 0 / 45%);
  }
}
`;

/** Shared by the page overlay and the extension's own pages. */
export const PARTS = `
*, *::before, *::after { box-sizing: border-box; }
button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.button { border: 1px solid var(--line); border-radius: 6px; background: var(--ground); padding: 4px 10px; min-height: 28px; text-align: center; }
.button:hover { border-color: var(--accent); }
.button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.link { border: 0; background: none; padding: 2px 0; color: var(--accent); text-decoration: underline; text-underline-offset: 2px; text-align: start; }
.quiet { color: var(--ink-2); }
.small { font-size: 12px; line-height: 16px; }
[data-severity="blocker"] { --mark: var(--blocker); --mark-ground: var(--blocker-ground); }
[data-severity="warning"] { --mark: var(--warning); --mark-ground: var(--warning-ground); }
[data-severity="info"] { --mark: var(--info); --mark-ground: var(--info-ground); }
[data-severity="none"] { --mark: var(--ink-2); --mark-ground: var(--ground-2); }
.finding { padding: 6px 0 6px 20px; position: relative; }
.finding > .shape { position: absolute; inset-inline-start: 0; top: 6px; color: var(--mark); }
.finding mark { background: var(--mark-ground); color: var(--mark); text-decoration: underline wavy; text-underline-offset: 3px; }
.bones { display: grid; gap: 8px; padding: 8px 0; animation: appear 1ms 200ms both; } /* no movement: it only waits before it shows */
.bones span { height: 12px; border-radius: 4px; background: var(--ground-2); }
@keyframes appear { from { opacity: 0; } to { opacity: 1; } }
`;
