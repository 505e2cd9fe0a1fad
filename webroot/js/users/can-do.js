// @ts-check
// What a role may do, in words.

/** @type {Record<string, string>} */
const CAN = {
  admin: 'Decide approvals, halt and resume agents, change policies, manage users',
  viewer: 'Read and verify; decides nothing',
};

/** @param {string} role */
export const canDo = (role) => CAN[role] ?? 'Not known to this version of the page';
