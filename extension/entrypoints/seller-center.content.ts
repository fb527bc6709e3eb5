import { browser, defineContentScript } from '#imports';
import { openOverlay } from '../overlay/overlay';

export default defineContentScript({
  matches: ['https://seller.ozon.ru/*'],
  runAt: 'document_idle',
  main(context) {
    const overlay = openOverlay(document, context.signal);
    browser.runtime.onMessage.addListener((message: { kind?: string }, sender) => {
      if (sender.id === browser.runtime.id && !context.signal.aborted) overlay.told(message.kind ?? '');
    });
  },
});
