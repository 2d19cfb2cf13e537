/** A text as POSIX shells split it into words, without expansions: Python's `shlex.split`, `$NAME` of systemd. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (quote === "'" || (quote === '"' && character !== "\\")) {
      if (character === quote) quote = "";
      else word = `${word ?? ""}${character}`;
    } else if (character === "\\") {
      const next = text[++index] ?? "";
      word = `${word ?? ""}${quote === '"' && !/["\\$`]/.test(next) ? `\\${next}` : next}`;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = `${word ?? ""}${character}`;
  }
  return word === null ? words : [...words, word];
}
