import type { ComponentChildren, JSX } from 'preact';
import { i18n } from '#i18n';
import { askBackground } from '../../backend/ask';
import type { Trouble } from '../../backend/messages';
import { Bones } from '../../overlay/parts';
import { problemWords } from '../../overlay/words';
import type { Loaded } from './loaded';

/** Shows what is known; until then that it is being fetched, or why it is not there and what mends it. */
export function Shown<T>({
  loaded,
  children,
}: {
  loaded: Loaded<T>;
  children: (data: T) => ComponentChildren;
}): JSX.Element {
  const { known, again } = loaded;
  if (known.is === 'known') return <>{children(known.data)}</>;
  if (known.is === 'trouble') return <TroubleNote trouble={known.trouble} again={again} />;
  return (
    <div aria-busy="true">
      <span class="sr">{i18n.t('loading')}</span>
      <Bones />
    </div>
  );
}

export function troubleWords(trouble: Trouble): string {
  return trouble.detail ?? problemWords(trouble.problem);
}

export function TroubleNote({ trouble, again }: { trouble: Trouble; again?: () => void }): JSX.Element {
  const settings = trouble.problem === 'not_paired' || trouble.problem === 'token_refused';
  return (
    <div class="note" role="status" data-problem={trouble.problem}>
      <p>{troubleWords(trouble)}</p>
      <div class="row">
        {settings ? (
          <button type="button" class="button main" onClick={() => void askBackground('open_options')}>
            {i18n.t('open_settings')}
          </button>
        ) : null}
        {again && !settings ? (
          <button type="button" class="button" onClick={again}>
            {i18n.t('try_again')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** What a form was told about one of its fields, read out when it appears. */
export function FieldError({ id, said }: { id: string; said: readonly string[] | undefined }): JSX.Element | null {
  if (!said || said.length === 0) return null;
  return (
    <span id={id} class="wrong small" role="alert">
      {said.join(' ')}
    </span>
  );
}
