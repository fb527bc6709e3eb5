import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** Something secret that is shown this once, to be copied. */
export function Once({ name, label, value }: { name: string; label: string; value: string }): JSX.Element {
  const [copied, setCopied] = useState(false);
  return (
    <div class="note">
      <label>
        <span>{label}</span>
        <input class="mono" name={name} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <div class="row">
        <button
          type="button"
          class="button main"
          data-act="copy"
          onClick={() => {
            void navigator.clipboard.writeText(value).then(() => setCopied(true));
          }}
        >
          {i18n.t('copy')}
        </button>
        <span role="status" class="small quiet">
          {copied ? i18n.t('copied') : ''}
        </span>
      </div>
    </div>
  );
}
