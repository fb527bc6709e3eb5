import { i18n } from '#i18n';
import type { Rule, Standing } from '../../backend/shapes';
import { certaintyWord } from '../../overlay/parts';
import { named } from '../../overlay/words';

/** The dashboard's words for what the backend names by code. */

export const SEVERITIES = ['blocker', 'warning', 'info'] as const;
export const SCHEMES = ['fbo', 'fbs', 'rfbs', 'fbp'] as const;

export function themeWord(theme: string): string {
  return named('theme_', theme);
}

export function stateWord(state: string): string {
  return named('return_state_', state);
}

export function standingWord(standing: Standing): string | null {
  switch (standing) {
    case 'unconfirmed':
      return i18n.t('standing_unconfirmed');
    case 'claim':
      return i18n.t('standing_claim');
    case 'own':
      return i18n.t('standing_own');
    default:
      return null;
  }
}

/** How sure a rule is, in one sentence. */
export function sureLine({ standing, confidence }: Pick<Rule, 'standing' | 'confidence'>): string {
  switch (standing) {
    case 'unconfirmed':
      return i18n.t('sure_unconfirmed');
    case 'claim':
      return i18n.t('sure_claim');
    case 'own':
      return i18n.t('sure_own');
    default:
      return confidence === 'high' ? i18n.t('sure_high') : i18n.t('sure_medium');
  }
}

/** A word that sets a rule apart in a list: its standing, else its certainty. */
export function sureWord(rule: Pick<Rule, 'standing' | 'confidence'>): string {
  return standingWord(rule.standing) ?? certaintyWord(rule.confidence);
}
