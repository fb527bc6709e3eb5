import { beforeEach, describe, expect, it } from 'vitest';
import { findIn, stillThere } from './runs';

function page(markup: string): HTMLElement {
  // biome-ignore lint/plugin: markup of this very test
  document.body.innerHTML = markup;
  return document.body;
}

const numbers = (markup: string): string[] => findIn(page(markup)).map((sighting) => sighting.number);

beforeEach(() => {
  document.body.replaceChildren();
});

describe('numbers in markup', () => {
  it.each([
    ['plain', '<p>58544282-0057-1</p>'],
    ['a highlighted search', '<td><mark>5854</mark>4282-0057-1</td>'],
    ['every part in its own element', '<p><b>58544282</b><i>-</i><span>0057</span>-<em>1</em></p>'],
    ['a place to break', '<p>58544282-<wbr>0057-1</p>'],
    ['deep inline nesting', '<p><span><b>58544282-</b></span><span>0057</span>-1</p>'],
  ])('%s', (_, markup) => expect(numbers(markup)).toEqual(['58544282-0057-1']));

  it.each([
    ['cells side by side', '<table><tr><td>58544282</td><td>-0057-1</td></tr></table>'],
    ['a longer number across elements', '<p>58544282-0057-<b>1234</b></p>'],
    ['letters right before, in another element', '<p><b>AB</b>58544282-0057-1</p>'],
    ['an article named in another element', '<p>Артикул: <b>12345-6789-1</b></p>'],
    ['a script', '<script type="text/plain">58544282-0057-1</script>'],
    ['a field', '<textarea>58544282-0057-1</textarea>'],
    ['an attribute', '<p title="58544282-0057-1">–</p>'],
  ])('not in %s', (_, markup) => expect(numbers(markup)).toEqual([]));

  it('each once, in a table of many', () => {
    const rows = Array.from({ length: 100 }, (_, at) => `<tr><td><a>5854${at}0282-0057-1</a></td></tr>`).join('');
    expect(new Set(numbers(`<table>${rows}</table>`)).size).toBe(100);
  });

  it('is no sighting any more once its text changed', () => {
    const [sighting] = findIn(page('<p>58544282-0057-1</p>'));
    expect(sighting && stillThere(sighting)).toBe(true);
    if (sighting) sighting.startNode.data = '58544282-0057-2';
    expect(sighting && stillThere(sighting)).toBe(false);
  });
});
