// @ts-check
// Why nobody was let in, without saying which field was wrong; tries are told where the server tells them.
import { plural, sentence } from '../core/fmt.js';

/**
 * @param {import('../core/api.js').ApiError} error
 * @param {'both' | 'password'} asked what was typed
 */
export function refusedWords({ code, detail, triesLeft }, asked) {
  if (code !== 'wrong_credentials') {
    return sentence(detail);
  }
  const wrong = asked === 'both' ? 'That name and password do not match.' : 'That password does not match.';
  return triesLeft === null ? wrong : `${wrong} ${leftWords(triesLeft)}`;
}

/** They are the address's, whatever name is tried. @param {number} tries */
const leftWords = (tries) =>
  tries === 0 ? 'No tries left from this address for now.' : `${plural(tries, 'try', 'tries')} left from this address.`;
