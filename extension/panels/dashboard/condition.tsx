import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { fromPoints } from '../../insertion/room';
import { begun, completed, completions, FACTS, type Fact, lineAt } from './facts';
import { FieldError } from './states';

/** Where a condition is written: facts complete themselves, and a mistake is shown at its place. */

interface ConditionProps {
  value: string;
  put: (value: string) => void;
  said: readonly string[] | undefined;
  /** Where the mistake is, in code points. */
  place: number | undefined;
  /** Changes with each verdict: only a new one moves the caret. */
  verdict: unknown;
  required: boolean;
}

export function Condition({ value, put, said, place, verdict, required }: ConditionProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [offered, setOffered] = useState<Fact[]>([]);
  const [at, setAt] = useState(0);
  const wrong = said !== undefined && said.length > 0;
  /** The expression that was judged: marks of a mistake go when it is changed. */
  const [judged, setJudged] = useState<string | null>(null);
  useEffect(() => {
    setJudged(value);
    if (!wrong || !field.current) return;
    field.current.focus();
    if (place === undefined) return;
    const { start, end } = fromPoints(value, [place, place + 1]);
    field.current.setSelectionRange(start, end);
  }, [verdict]);

  useEffect(() => {
    if (offered.length > 0) document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at, offered, list]);

  const look = (element: HTMLTextAreaElement): void => {
    const piece = element.selectionStart === element.selectionEnd ? begun(element.value, element.selectionStart) : null;
    setOffered(piece === null ? [] : completions(piece));
    setAt(0);
  };
  const take = (fact: string): void => {
    const element = field.current;
    if (!element) return;
    const { text, caret } = completed(value, element.selectionStart, fact);
    // At once, not with the next drawing: the next key may come before it.
    element.value = text;
    element.focus();
    element.setSelectionRange(caret, caret);
    put(text);
    setOffered([]);
  };
  const keys = (event: KeyboardEvent): void => {
    if (offered.length === 0) return;
    const chosen = offered[at];
    if (event.key === 'ArrowDown') setAt((at + 1) % offered.length);
    else if (event.key === 'ArrowUp') setAt((at + offered.length - 1) % offered.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen.path);
    else if (event.key === 'Escape') setOffered([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="condition">
      <div class="field">
        <label for={`${list}-field`}>{i18n.t('editor_when')}</label>
        <textarea
          id={`${list}-field`}
          ref={field}
          class="mono"
          name="when"
          rows={4}
          required={required}
          maxLength={1000}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          value={value}
          aria-autocomplete="list"
          {...(offered.length > 0 ? { 'aria-controls': list, 'aria-activedescendant': `${list}-${at}` } : {})}
          {...(wrong ? { 'aria-invalid': true as const, 'aria-describedby': 'error-when' } : {})}
          onInput={(event) => {
            put(event.currentTarget.value);
            look(event.currentTarget);
          }}
          onKeyDown={keys}
          onBlur={() => setOffered([])}
        />
      </div>
      {offered.length > 0 ? (
        <div class="completions" role="listbox" id={list} aria-label={i18n.t('editor_facts')}>
          {offered.map((fact, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
            <div
              key={fact.path}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(fact.path)}
            >
              <span class="mono">{fact.path}</span>
              <span class="small quiet">{kindWord(fact.kind)}</span>
            </div>
          ))}
        </div>
      ) : null}
      <FieldError id="error-when" said={said} />
      {wrong && place !== undefined && judged === value ? <Pointed expression={value} place={place} /> : null}
      <span class="small quiet">{i18n.t('editor_when_hint')}</span>
      <details>
        <summary>{i18n.t('editor_facts')}</summary>
        <div class="facts">
          {FACTS.map(({ path }) => (
            <button key={path} type="button" class="link mono" onClick={() => take(path)}>
              {path}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

/** The line with the mistake, and a caret under its place. Wide letters take two columns, as the font draws them. */
function Pointed({ expression, place }: { expression: string; place: number }): JSX.Element {
  const { line, column } = lineAt(expression, place);
  const before = [...line]
    .slice(0, column)
    .map((letter) =>
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(letter)
        ? '\u3000'
        : ' ',
    );
  return (
    <pre class="code caret" aria-hidden="true" data-part="place">
      {`${line}\n${before.join('')}^`}
    </pre>
  );
}

function kindWord(kind: Fact['kind']): string {
  switch (kind) {
    case 'time':
      return i18n.t('fact_time');
    case 'flag':
      return i18n.t('fact_flag');
    case 'list':
      return i18n.t('fact_list');
    case 'text':
      return i18n.t('fact_text');
    default:
      return i18n.t('fact_number');
  }
}
