// @ts-check
// Where the spotlight and the card of the tour go: below, above or beside what they speak of, always on the screen.

const CARD_WIDTH = 332;
const CARD_HEIGHT = 220;
const MARGIN = 16;
const PADDING = 8;
const GAP = 10;

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/**
 * @param {Box | undefined} anchor nothing puts the card into the middle
 * @param {{ width: number, height: number }} screen
 * @returns {{ hole: Box, card: { x: number, y: number } }}
 */
export function place(anchor, screen) {
  const width = Math.min(CARD_WIDTH, screen.width - 2 * MARGIN);
  if (!anchor) {
    const middle = { x: (screen.width - width) / 2, y: Math.max(MARGIN, (screen.height - CARD_HEIGHT) / 2) };
    return { hole: { x: screen.width / 2, y: screen.height / 2, width: 0, height: 0 }, card: middle };
  }
  const hole = {
    x: anchor.x - PADDING,
    y: anchor.y - PADDING,
    width: anchor.width + 2 * PADDING,
    height: anchor.height + 2 * PADDING,
  };
  const x = clamp(anchor.x, MARGIN, screen.width - width - MARGIN);
  const below = hole.y + hole.height + GAP;
  const above = hole.y - GAP - CARD_HEIGHT;
  const y = below + CARD_HEIGHT + MARGIN <= screen.height ? below : above;
  return { hole, card: { x, y: clamp(y, MARGIN, screen.height - CARD_HEIGHT - MARGIN) } };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.max(least, Math.min(value, Math.max(least, most)));
