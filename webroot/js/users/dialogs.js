// @ts-check
// The dialogs about people, together: fetched when the first of them opens.
export { revokeDialog } from '../sessions/revoke-dialog.js';
export { addUserDialog } from './add-user.js';
export { userAct } from './user-act.js';
export { userDialog } from './user-dialog.js';
export { ACTS, isAct } from './user-words.js';
