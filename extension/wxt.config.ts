import { defineConfig } from 'wxt';

/** The public half of a key whose private half was thrown away: it only fixes the extension's id,
 *  so that a backend keeps knowing a paired browser wherever the folder lies. */
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2+SzLYcnghKW6du/0x4SJhpWhJBFyPTM3NJ0LNSyAPe896D01tFHEbM+LGQ7eOyE6N54T6rS7a+4tz5QES91fiJ100v1877efvWGKZUzGky3E7dguh7cugDMO62ve6dmtH1ofL1pAfsNBj7WAtMlmwB+/ioGfb242lwd7YxS8daA7PKzSVUIxKOsUK2vRvVnDQ5OPEEiDtJdUjYN5pWfIgTJ5s6+22uxKpFJlCzm/HucvlVzBmTaX/WgkFsDEX5olbNu0lc410+trn6KokYl4zzoXqEnsz/S30gOfuHlyEXb/yWBN1zfKOsI1MDRQq25wJjDXqihhJFerhLwHB7PAQIDAQAB';

export default defineConfig({
  modules: ['@wxt-dev/i18n/module'],
  outDir: 'dist',
  imports: false,
  vite: () => ({
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { sourcemap: false },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: browser === 'firefox' ? ['storage'] : ['storage', 'sidePanel'],
    host_permissions: ['https://seller.ozon.ru/*', 'http://127.0.0.1/*'],
    commands: {
      'open-picker': {
        suggested_key: { default: 'Alt+Shift+T' },
        description: '__MSG_command_open_picker__',
      },
    },
    action: { default_title: '__MSG_extension_name__' },
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'none'; connect-src http://127.0.0.1:*; base-uri 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'extension@vozvrat.local',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { key: PUBLIC_KEY, minimum_chrome_version: '125' }),
  }),
});
