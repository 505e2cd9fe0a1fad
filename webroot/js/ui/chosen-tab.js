// @ts-check
// Which part of a page an address means.

/** The tab that an address names; the first one for any other. @param {{ id: string }[]} known @param {string | undefined} asked */
export const chosenTab = (known, asked) => (known.find(({ id }) => id === asked) ?? known[0]).id;
