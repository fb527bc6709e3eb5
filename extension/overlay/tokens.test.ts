import { describe, expect, it } from 'vitest';
import { TOKENS } from './tokens';

type Colours = Map<string, string>;

const [light = '', dark = ''] = TOKENS.split('@media (prefers-color-scheme: dark)');

function colours(block: string): Colours {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

function brightness(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [brightness(one), brightness(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ['ink', 'ground'],
  ['ink', 'ground-2'],
  ['ink', 'accent-ground'],
  ['ink-2', 'ground'],
  ['ink-2', 'ground-2'],
  ['ink-2', 'accent-ground'],
  ['accent', 'ground'],
  ['accent', 'accent-ground'],
  ['on-accent', 'accent'],
  ['blocker', 'blocker-ground'],
  ['blocker', 'ground'],
  ['warning', 'warning-ground'],
  ['warning', 'ground'],
  ['info', 'info-ground'],
  ['info', 'ground'],
] as const;

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('words can be read in the %s', (_, known) => {
  it.each(PAIRS)('%s on %s', (ink, ground) => {
    expect(contrast(known.get(ink) ?? '#000000', known.get(ground) ?? '#000000')).toBeGreaterThanOrEqual(4.5);
  });
});
