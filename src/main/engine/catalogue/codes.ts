/** Words as small numbers, for columns: the word's place in its list, and one more for "none". */
export interface Words<Word extends string = string> {
  readonly names: readonly (Word | 'none')[]
  readonly none: number
  codeOf(word: Word | 'none' | null): number
  wordOf(code: number): Word | null
}

export function codesOf<Word extends string>(words: readonly Word[]): Words<Word> {
  const names = [...words, 'none'] as const
  const codes = new Map<string, number>(names.map((name, code) => [name, code]))
  return {
    names,
    none: words.length,
    codeOf: (word) => (word === null ? words.length : codes.get(word)!),
    wordOf: (code) => words[code] ?? null,
  }
}
