/** In a messenger Enter sends. The Enter that chose a template must not reach the field that it puts the focus into. */

const QUIET = 500;
const KINDS = ['keydown', 'keypress', 'keyup'] as const;

/**
 * Keeps Enter from the page while it is held down and for half a second after; any other key lets it through again:
 * whoever goes on typing means the next Enter.
 */
export function holdEnter(view: Window): void {
  const held = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => held.abort(), QUIET);
  };
  const hear = (event: KeyboardEvent): void => {
    if (!event.isTrusted) return;
    if (event.key !== 'Enter') {
      if (event.type === 'keydown') held.abort();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    wait();
  };
  for (const kind of KINDS) view.addEventListener(kind, hear, { capture: true, signal: held.signal });
  wait();
}
