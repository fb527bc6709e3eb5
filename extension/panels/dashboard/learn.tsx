import type { JSX } from 'preact';
import { i18n } from '#i18n';
import { ask } from '../../backend/ask';
import type { Theme } from '../../backend/shapes';
import { seenWords } from '../../overlay/seen';
import { locale } from '../../overlay/words';
import { useLoaded } from './loaded';
import { ruleHash, themeHash } from './route';
import { Address, Part } from './rule';
import { Shown } from './states';
import { sureWord } from './words';

/** What is known, theme by theme: facts, Ozon's pages about it, and where one learns more. */
export function Learn({ theme }: { theme: string | null }): JSX.Element {
  const loaded = useLoaded('themes', () => ask('themes', {}));
  return (
    <Shown loaded={loaded}>
      {({ items }) => {
        if (theme === null) return <Themes themes={items} />;
        const found = items.find(({ id }) => id === theme);
        return found ? <ThemeView theme={found} /> : <Unknown />;
      }}
    </Shown>
  );
}

function Themes({ themes }: { themes: readonly Theme[] }): JSX.Element {
  return (
    <>
      <h2>{i18n.t('tab_learn')}</h2>
      <ul class="list rules">
        {themes.map((theme) => (
          <li key={theme.id}>
            <a href={themeHash(theme.id)} class="plain">
              {theme.title}
            </a>
            <p class="small quiet">{theme.about}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Back(): JSX.Element {
  return (
    <p>
      <a class="link" href="#/learn">
        {i18n.t('learn_back')}
      </a>
    </p>
  );
}

function Unknown(): JSX.Element {
  return (
    <>
      <Back />
      <p class="note">{i18n.t('learn_unknown')}</p>
    </>
  );
}

function ThemeView({ theme }: { theme: Theme }): JSX.Element {
  return (
    <>
      <Back />
      <header>
        <h2>{theme.title}</h2>
        <p class="quiet">{theme.about}</p>
      </header>
      <div class="two">
        <div class="words">
          <Part title={i18n.t('learn_facts')}>
            <ul class="list rules">
              {theme.rules.map((rule) => (
                <li key={rule.id}>
                  <a href={ruleHash(rule.id)} class="plain">
                    {rule.title}
                  </a>
                  {rule.detail ? <p class="small quiet">{rule.detail}</p> : null}
                  <div class="small quiet tags plain">
                    <span>{rule.id}</span>
                    <span class={rule.standing === 'rule' ? '' : 'tag'}>{sureWord(rule)}</span>
                    {rule.stale ? <span class="tag">{i18n.t('show_stale')}</span> : null}
                  </div>
                </li>
              ))}
            </ul>
            {theme.rules.length === 0 ? <p class="quiet">{i18n.t('learn_rules_none')}</p> : null}
          </Part>
          <Reasons theme={theme} />
        </div>
        <div class="proof">
          <Here theme={theme.id} />
          {theme.pages.length > 0 ? (
            <Part title={i18n.t('learn_pages')}>
              <ul class="plain">
                {theme.pages.map((page) => (
                  <li key={page.address}>
                    <Address address={page.address}>{page.title}</Address>{' '}
                    <span class="small quiet">{seenWords(page.seen)}</span>
                  </li>
                ))}
              </ul>
            </Part>
          ) : null}
          {theme.places.length > 0 ? (
            <Part title={i18n.t('learn_places')}>
              <ul class="plain">
                {theme.places.map((place) => (
                  <li key={place.title}>
                    {place.address ? <Address address={place.address}>{place.title}</Address> : place.title}{' '}
                    <span class="small quiet">{seenWords(place.seen)}</span>
                    <p class="small quiet">{place.detail}</p>
                  </li>
                ))}
              </ul>
            </Part>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** Where the dashboard itself helps with a theme: what is due, what changed, a rule of one's own. */
function Here({ theme }: { theme: string }): JSX.Element | null {
  const [to, words] = HERE()[theme] ?? [];
  if (!to) return null;
  return (
    <Part title={i18n.t('learn_here')}>
      <a class="link" href={to}>
        {words}
      </a>
    </Part>
  );
}

const HERE = (): Record<string, [to: string, words: string]> => ({
  finding: ['#/due', i18n.t('panel_due')],
  deciding: ['#/due', i18n.t('panel_due')],
  waiting: ['#/settings', i18n.t('calendar_title')],
  preventing: ['#/rules/new', i18n.t('rules_new')],
  changes: ['#/settings', i18n.t('changes_title')],
});

/** The reasons side by side in Russian and the reader's own language: Ozon's pages name them in either. */
function Reasons({ theme }: { theme: Theme }): JSX.Element | null {
  if (theme.reasons.length === 0) return null;
  return (
    <Part title={i18n.t('learn_reasons')}>
      <ul class="list">
        {theme.reasons.map(({ names }) => (
          <li key={names.ru}>
            {names[locale()]}
            {locale() === 'ru' ? null : (
              <p class="small quiet" lang="ru">
                {names.ru}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}
