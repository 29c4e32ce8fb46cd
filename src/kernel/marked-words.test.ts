import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markedWords } from './marked-words.ts'

test('a strategist sees just the words that differ marked, and the two texts can be read whole', () => {
  const marked = markedWords('Utföraren ska ha en rutin.', 'Utföraren ska ha en känd rutin.')
  expect(marked.before).toEqual([{ text: 'Utföraren ska ha en rutin.', only: false }])
  expect(marked.after.filter(({ only }) => only).map(({ text }) => text)).toEqual(['känd '])
})

const words = fc.array(fc.constantFrom('krav', 'ska', 'och', 'rutin', 'brist', '\n'), { maxLength: 30 })

test('whatever is rewritten, no word is lost and what is not marked is the same on both sides', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(' '), other.join(' ')]
      const marked = markedWords(before, after)
      const whole = (pieces: typeof marked.before) => pieces.map(({ text }) => text).join('')
      const common = (pieces: typeof marked.before) =>
        whole(pieces.filter(({ only }) => !only)).replaceAll(/\s+/g, '')
      expect(whole(marked.before)).toBe(before)
      expect(whole(marked.after)).toBe(after)
      expect(common(marked.before)).toBe(common(marked.after))
    }),
  )
})
