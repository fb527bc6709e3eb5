import { parseTime } from './countdown';
import type { PageMap } from './map';
import { findNumbers } from './numbers';

/** The column of a list of returns that says how long one may still answer, row by row. Draws nothing. */

export interface RowTime {
  /** The only posting number of the row. */
  number: string;
  dueAt: Date;
}

const LONGEST_CELL = 40;

/**
 * What the rows say. Header and rows may be one table or two that follow each other; a row with more or fewer cells than
 * the header, with several numbers, or with a number that another row has too is ambiguous and left out.
 */
export function columnTimesIn(root: ParentNode, now: Date, map: PageMap): RowTime[] {
  const labels = new Set(Object.values(map.countdown.labels).flat());
  const heads = [...root.querySelectorAll('th')].filter((head) => labels.has(worded(head)));
  const found = heads.flatMap((head) => rowsUnder(head).flatMap((row) => timeIn(row, head.cellIndex, now, map)));
  const count = new Map<string, number>();
  for (const { number } of found) count.set(number, (count.get(number) ?? 0) + 1);
  return found.filter(({ number }) => count.get(number) === 1);
}

function worded(head: Element): string {
  return (head.textContent ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}

function rowsUnder(head: HTMLTableCellElement): HTMLTableRowElement[] {
  const header = head.closest('tr');
  const table = head.closest('table');
  if (!header || !table || !isPlain(header)) return [];
  const next = table.nextElementSibling;
  const tables = next?.localName === 'table' && !next.querySelector('th') ? [table, next as HTMLTableElement] : [table];
  const rows = tables.flatMap((each) => [...each.rows]);
  return rows.filter((row) => row !== header && isPlain(row) && row.cells.length === header.cells.length);
}

function isPlain(row: HTMLTableRowElement): boolean {
  return [...row.cells].every((cell) => cell.colSpan === 1 && cell.rowSpan === 1);
}

function timeIn(row: HTMLTableRowElement, column: number, now: Date, map: PageMap): RowTime[] {
  const texts = [...row.cells].map((cell) => cell.textContent ?? '');
  const said = texts[column] ?? '';
  if (!said.trim() || said.length > LONGEST_CELL) return [];
  const numbers = new Set(texts.flatMap((text) => findNumbers(text)).map((found) => found.number));
  const [number] = numbers;
  const dueAt = parseTime(said, now, map);
  return dueAt && number && numbers.size === 1 ? [{ number, dueAt }] : [];
}
