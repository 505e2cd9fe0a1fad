// @ts-check
// Gives a file to the visitor.

/** The address is kept long enough for a browser that asks where to put it. */
const KEPT_MS = 60_000;

/** @param {{ blob: Blob, name: string }} file */
export function save({ blob, name }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
