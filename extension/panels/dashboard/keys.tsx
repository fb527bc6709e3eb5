import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { CloseButton } from '../../overlay/parts';

/** The keys of the dashboard; `?` shows them, Escape closes. */
export function Keys({ close }: { close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <div class="row apart">
        <h2 id="keys-title">{i18n.t('keys_title')}</h2>
        <CloseButton close={() => dialog.current?.close()} />
      </div>
      <dl>
        <Key of="/" does={i18n.t('keys_search')} />
        <Key of="↑ ↓" does={i18n.t('keys_list')} />
        <Key of="Esc" does={i18n.t('keys_back')} />
        <Key of="?" does={i18n.t('keys_this')} />
      </dl>
    </dialog>
  );
}

function Key({ of, does }: { of: string; does: string }): JSX.Element {
  return (
    <>
      <dt>
        <kbd>{of}</kbd>
      </dt>
      <dd>{does}</dd>
    </>
  );
}
