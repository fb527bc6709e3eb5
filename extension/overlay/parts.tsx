import type { ComponentChildren, JSX } from 'preact';
import { i18n } from '#i18n';
import { askBackground } from '../backend/ask';
import type { Finding } from '../backend/shapes';
import { fromPoints } from '../insertion/room';
import { seenWords } from './seen';
import { date, moment, moscow, SHAPES, severityWord, timeLeft } from './words';

/** Only a person acts: what a page's script fires at our buttons is ignored. */
export function trusted<E extends Event>(act: (event: E) => void): (event: E) => void {
  return (event) => {
    if (event.isTrusted) act(event);
  };
}

export function Shape({ severity }: { severity: Finding['severity'] }): JSX.Element {
  return (
    <span class="shape">
      <span aria-hidden="true">{SHAPES[severity]}</span>
      <span class="sr">{severityWord(severity)}</span>
    </span>
  );
}

/** What, then why in one small line, then what to do instead. `text`: what the finding's span points into. */
export function FindingRow({ finding, text }: { finding: Finding; text?: string }): JSX.Element {
  return (
    <div class="finding" data-severity={finding.severity} data-rule={finding.rule_id}>
      <Shape severity={finding.severity} />
      <div>{finding.title}</div>
      {text !== undefined && finding.span ? <Marked text={text} span={finding.span} /> : null}
      {text === undefined && finding.detail ? <div class="small quiet">{finding.detail}</div> : null}
      {finding.remedy ? <div class="small">{finding.remedy}</div> : null}
      {finding.contradictions?.length ? (
        <details class="small">
          <summary>{i18n.t('sources_disagree')}</summary>
          {finding.contradictions.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </details>
      ) : null}
      <div class="small quiet">{whyLine(finding)}</div>
      <AboutRule rule={finding.rule_id} />
    </div>
  );
}

/** Leads from what is said to the rule behind it, which the dashboard explains. */
export function AboutRule({ rule }: { rule: string }): JSX.Element {
  return (
    <button
      type="button"
      class="link small"
      data-act="about-rule"
      onClick={trusted(() => {
        // A newer version of the extension has taken over: this copy has nobody left to open it.
        askBackground('open_rule', { rule_id: rule }).catch(() => undefined);
      })}
    >
      {i18n.t('about_rule')}
      <span class="sr">{` ${rule}`}</span>
    </button>
  );
}

function Marked({ text, span }: { text: string; span: readonly number[] }): JSX.Element {
  const [first = 0, past = 0] = span;
  const { start, end } = fromPoints(text, [first, past]);
  const from = Math.max(0, start - 24);
  return (
    <div class="small">
      {from > 0 ? '…' : ''}
      {text.slice(from, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end, end + 24)}
      {end + 24 < text.length ? '…' : ''}
    </div>
  );
}

/** Rule, source, date and certainty, as far as they are known. */
function whyLine(finding: Finding): string {
  const source = finding.sources?.[0];
  const seen = source?.seen ? seenWords(source.seen) : null;
  const certainty = finding.confidence ? certaintyWord(finding.confidence) : null;
  const stale = finding.stale && finding.reviewed_on ? i18n.t('stale_since', [date(finding.reviewed_on)]) : null;
  return [finding.rule_id, source?.address, seen, certainty, stale].filter(Boolean).join(' · ');
}

export function certaintyWord(confidence: string): string {
  if (confidence === 'high') return i18n.t('certainty_high');
  return confidence === 'medium' ? i18n.t('certainty_medium') : i18n.t('certainty_low');
}

/** Two findings are open, the rest folded. */
export function Findings({ findings, text }: { findings: readonly Finding[]; text?: string }): JSX.Element {
  const rows = findings.map((finding, at) => (
    <FindingRow key={`${finding.rule_id}-${at}`} finding={finding} {...(text === undefined ? {} : { text })} />
  ));
  return (
    <>
      {rows.slice(0, 2)}
      {rows.length > 2 ? (
        <details>
          <summary>{i18n.t('more_findings', [rows.length - 2])}</summary>
          {rows.slice(2)}
        </details>
      ) : null}
    </>
  );
}

/** What is left of a time; hovering tells when it ends, in the seller's own zone and in Moscow's. */
export function Left({ at }: { at: string }): JSX.Element {
  const [here, there] = [moment(at), moscow(at)];
  return (
    <b
      title={here === there ? i18n.t('time_moscow', [there]) : `${here} · ${i18n.t('time_moscow', [there])}`}
      class="left"
    >
      {timeLeft(at, Date.now())}
    </b>
  );
}

export function Bones(): JSX.Element {
  return (
    <div class="bones" aria-hidden="true">
      <span />
      <span style={{ width: '70%' }} />
      <span style={{ width: '85%' }} />
    </div>
  );
}

export function CloseButton({ close }: { close: () => void }): JSX.Element {
  return (
    <button type="button" class="close" aria-label={i18n.t('close')} onClick={trusted(close)}>
      <Icon path="M18 6 6 18M6 6l12 12" />
    </button>
  );
}

/** A lucide outline. */
export function Icon({ path }: { path: string }): JSX.Element {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element | null {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
