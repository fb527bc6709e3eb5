import { ask } from '../backend/ask';
import { Lookups } from '../backend/lookups';
import { companyOf } from '../page/company';
import { isSilent, kindOf, PAGE_MAP } from '../page/map';
import { watchPage } from '../page/watch';
import { Badges } from './badges';
import { openLayer } from './layer';

export interface Overlay {
  /** What the background says: `connected` after pairing, `open_picker` for the shortcut. */
  told(kind: string): void;
}

/** Brings page, backend and what is drawn together, for one page, until the signal ends. */
export function openOverlay(page: Document, signal: AbortSignal): Overlay {
  const layer = openLayer(page, signal);
  let company = companyOf(page, PAGE_MAP);
  const lookups = new Lookups(
    ask,
    () => company,
    { known: (numbers) => badges.known(numbers), problem: () => undefined },
    signal,
  );
  const badges = new Badges(
    layer,
    (number) => lookups.get(number),
    {
      near: (numbers) => lookups.want(numbers),
      open: () => undefined,
    },
    signal,
  );

  const checkCompany = (): void => {
    const now = companyOf(page, PAGE_MAP);
    if (now === company) return;
    company = now;
    badges.clear();
    lookups.want(badges.numbers());
  };

  page.addEventListener(
    'visibilitychange',
    () => {
      if (page.visibilityState !== 'visible') return;
      checkCompany();
      lookups.again(badges.numbers());
    },
    { signal },
  );

  watchPage(page, signal, {
    seen: (added, gone) => {
      layer.keep();
      checkCompany();
      badges.seen(isSilent(kindOf(page.location.pathname, PAGE_MAP), PAGE_MAP) ? [] : added, gone);
    },
    moved: (changed) => badges.place(changed),
    root: () => undefined,
    navigated: () => checkCompany(),
  });

  return {
    told(kind) {
      if (kind === 'connected') lookups.again(badges.numbers());
    },
  };
}
