/** Whether `//` was just typed as a call for the picker, not as part of an address, a date or code. Pure. */

export const TRIGGER = '//';

/** Scripts without spaces between words: there a call may follow a letter directly. */
const MAY_PRECEDE = /[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；、）】」』“«([{"'—–]/u;
const MAY_FOLLOW = /[\s\p{Script=Han}，。！？；：、,.!?;)\]}»”]/u;

export function callsPicker(before: string, after: string): boolean {
  if (!before.endsWith(TRIGGER)) return false;
  const earlier = before.slice(0, -TRIGGER.length);
  const left = lastLetter(earlier);
  const right = after.charAt(0);
  if (left && !MAY_PRECEDE.test(left)) return false;
  if (right && !MAY_FOLLOW.test(right)) return false;
  return !inCode(earlier);
}

function lastLetter(text: string): string {
  return [...text.slice(-2)].at(-1) ?? '';
}

/** Between backticks, or after something that ends like a statement of a program on the same line. */
function inCode(earlier: string): boolean {
  const line = earlier.slice(earlier.lastIndexOf('\n') + 1);
  if ((line.match(/`/g) ?? []).length % 2 === 1) return true;
  return /[;{}]\s+$/.test(line) && /[=(){}]/.test(line);
}
