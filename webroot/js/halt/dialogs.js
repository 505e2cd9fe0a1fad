// @ts-check
// The dialogs of halting, together: fetched when the first of them opens.
import { styles } from '../core/styles.js';
export { fleetHaltDialog } from './fleet-halt-dialog.js';
export { haltDialog } from './halt-dialog.js';
export { resumeDialog } from './resume-dialog.js';

await styles('components/halt');
