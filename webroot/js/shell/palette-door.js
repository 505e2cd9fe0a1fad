// @ts-check
// The door to the palette: fetched when it is first asked for, as most visits never open it.
import { toast } from '../ui/toast.js';

const open = async (/** @type {'search' | 'keys'} */ what) => {
  try {
    (await import('./palette/palette.js')).open(what);
  } catch {
    toast('The search could not be loaded. Try again.');
  }
};

/** Search and commands. */
export const openPalette = () => void open('search');

/** The list of all keys. */
export const openKeyMap = () => void open('keys');
