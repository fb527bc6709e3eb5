import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { FieldError } from './states';

/** Fields of the dashboard's forms: a name above, what is wrong below. */

interface Common {
  name: string;
  label: string;
  hint?: string;
  said?: readonly string[] | undefined;
}

export function Choice({
  name,
  label,
  value,
  options,
  choose,
}: Common & {
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  choose: (value: string) => void;
}): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select name={name} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([code, words]) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

type TextProps = Common & {
  value: string;
  put: (value: string) => void;
  required?: boolean;
  maxLength?: number;
  lines?: number;
  kind?: 'text' | 'number' | 'url';
};

export function TextField({ label, hint, said, put, lines, kind, ...given }: TextProps): JSX.Element {
  const id = useId();
  const wrong = said !== undefined && said.length > 0;
  const about = [hint ? `${id}-hint` : '', wrong ? `${id}-said` : ''].filter(Boolean).join(' ');
  const common = {
    ...given,
    id,
    ...(about ? { 'aria-describedby': about } : {}),
    ...(wrong ? { 'aria-invalid': true as const } : {}),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines ? (
        <textarea {...common} rows={lines} onInput={(event) => put(event.currentTarget.value)} />
      ) : (
        <Line common={common} kind={kind ?? 'text'} put={put} />
      )}
      {hint ? (
        <span id={`${id}-hint`} class="small quiet">
          {hint}
        </span>
      ) : null}
      <FieldError id={`${id}-said`} said={said} />
    </div>
  );
}

function Line({ common, kind, put }: { common: object; kind: string; put: (value: string) => void }): JSX.Element {
  const input = (event: { currentTarget: HTMLInputElement }): void => put(event.currentTarget.value);
  if (kind === 'number') return <input {...common} type="number" min={0} step="any" onInput={input} />;
  // Not of the type for addresses: the browser's own bubble would speak in other words than ours.
  return <input {...common} type="text" {...(kind === 'url' ? { inputMode: 'url' } : {})} onInput={input} />;
}

/** Several of a few words. */
export function Several({
  name,
  label,
  options,
  chosen,
  put,
}: Common & {
  options: readonly (readonly [value: string, words: string])[];
  chosen: readonly string[];
  put: (chosen: string[]) => void;
}): JSX.Element {
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class="row">
        {options.map(([code, words]) => (
          <label key={code} class="tick">
            <input
              type="checkbox"
              name={name}
              value={code}
              checked={chosen.includes(code)}
              onChange={(event) =>
                put(event.currentTarget.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
              }
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
