// @ts-check
// What all axes of the charts have in common.

/** @param {import('../ui/chart.js').Colour} colour @param {Record<string, unknown>} more */
export const axis = (colour, more) => ({
  stroke: colour('--ink-3'),
  font: '12px Geist',
  grid: { stroke: colour('--grid-line'), width: 1 },
  ticks: { show: false },
  ...more,
});

export const GRID_LESS = { grid: { show: false }, size: 26, gap: 6 };
