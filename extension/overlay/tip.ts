import { type Layer, movedTo } from './layer';

/** The sentence behind a badge, on hover and on focus. */
export class Tip {
  private readonly element: HTMLElement;
  private owner: HTMLElement | null = null;

  constructor(private readonly layer: Layer) {
    this.element = layer.host.ownerDocument.createElement('div');
    this.element.className = 'tip';
    this.element.setAttribute('role', 'tooltip');
    this.element.hidden = true;
    layer.badges.append(this.element);
    // Heard once for all badges: a long table has hundreds.
    const over = (event: Event): void => this.point(badgeOf(event.target));
    const out = (): void => this.point(null);
    layer.badges.addEventListener('pointerover', over);
    layer.badges.addEventListener('pointerout', out);
    layer.badges.addEventListener('focus', over, true);
    layer.badges.addEventListener('blur', out, true);
  }

  /** Goes where its badge went: away. */
  check(): void {
    if (this.owner && (this.owner.hidden || !this.owner.isConnected)) this.point(null);
  }

  private point(badge: HTMLElement | null): void {
    if (badge === this.owner) return;
    this.owner = badge;
    this.element.textContent = badge?.dataset.line ?? '';
    this.element.hidden = !this.element.textContent;
    if (!badge || this.element.hidden) return;
    const box = badge.getBoundingClientRect();
    const tip = this.element.getBoundingClientRect();
    const view = this.layer.host.ownerDocument.documentElement;
    const x = Math.max(4, Math.min(box.left, view.clientWidth - tip.width - 4));
    const below = box.bottom + 4 + tip.height <= view.clientHeight;
    const y = below ? box.bottom + 4 : box.top - tip.height - 4;
    this.element.style.transform = movedTo(this.layer.origin(), x, y);
  }
}

export function badgeOf(target: EventTarget | null): HTMLElement | null {
  return (target as Element | null)?.closest<HTMLElement>('[data-vozvrat="badge"]') ?? null;
}
