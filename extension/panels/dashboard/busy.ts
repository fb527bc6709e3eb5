import { useRef, useState } from 'preact/hooks';

/** Runs one thing at a time: a second click, or Enter held down, does nothing while the first is on its way. */
export function useBusy(): [busy: boolean, run: (act: () => Promise<void>) => void] {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const run = (act: () => Promise<void>): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    void act().finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return [busy, run];
}
