// White space as Python has it; JavaScript's own differs in a few characters. For use within the brackets of a pattern.
export const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
