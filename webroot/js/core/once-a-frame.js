// @ts-check
// Whatever comes between two frames is drawn once. A hidden tab gets no frames, so it draws nothing.

/**
 * @param {() => void} draw
 * @param {(draw: () => void) => unknown} [ask] for a frame
 * @returns {() => void} asks for the next drawing; again before it changes nothing
 */
export function onceAFrame(draw, ask = (next) => requestAnimationFrame(next)) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      ask(() => {
        asked = false;
        draw();
      });
    }
  };
}
