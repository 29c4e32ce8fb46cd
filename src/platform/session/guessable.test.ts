import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonPhrases, commonWords } from './common-words.ts'
import { isGuessable } from './guessable.ts'
import { passwordFault, shortestPassword } from './password.ts'

const about = ['Anna Andersson', 'anna.andersson@akerbo.example', 'Exempelkommun', 'Åkerbo Omsorg AB']

test('somebody who writes what everybody tries first is asked for something else', () => {
  const tried = `lösenordlösenord|Lösenord12345678|Sommar2026Sommar|P@ssw0rdP@ssw0rd|UppsiktUppsikt1|qwertyuiopasdfgh
    |1qaz2wsx3edc4rfv|aaaaaaaaaaaaaaaa|abcabcabcabcabc|hundkatthundkatthundkatt|correct horse battery staple
    |19850312-19850312|l.ö.s.e.n.o.r.d.1.2.3|Välkommen2026!!!|thisismypassword1|jagälskardigsåmycket|L0s3nordUppsikt!
    |dragonmonkey123456|iloveyou12345678|Fotboll2024Fotboll|111111111111111|123456789012345|poiuytrewqlkjhgf`
  for (const password of tried.split(/\s*\|/))
    expect(passwordFault(password), password).toBe('passwordTooCommon')
})

test('one’s own name, address, employer and municipality are no password', () => {
  for (const password of [
    'AnnaAndersson1985!',
    'Exempelkommun2026!',
    'Akerbo-akerbo-2027',
    'anna.andersson.anna',
  ]) {
    expect(isGuessable(password, about), password).toBe(true)
  }
  expect(isGuessable('Akerbo-vikingen-2027')).toBe(false)
})

test('a few words of one’s own, or what a password manager makes, will do', () => {
  const chosen = [
    'blå häst äter gröt',
    'gurka trappa violett',
    'xK9$vPq2mLw8ZrT4',
    'min granne odlar rabarber',
  ]
  const others = ['739104826591037', '!#%&/()=?*^:;_>', 'sommarhuset vid sjön', 'tåget gick 7.42 från Kil']
  for (const password of [...chosen, ...others])
    expect(passwordFault(password, about), password).toBeUndefined()
})

test('two common words with a year, a run or a sign at the end are refused, however they are put together', () => {
  const word = fc.constantFrom(...commonWords)
  const glue = fc.constantFrom('', '-', ' ', '.', '_')
  const end = fc.constantFrom('!', '1', '12', '123', '2026', '1987!', '!!', '12345')
  const written = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  )
  fc.assert(
    fc.property(fc.tuple(word, word), glue, end, written, (...given) => {
      const [[one, other], between, last, write] = given

      const password = write(one) + between + write(other) + last
      return password.length < shortestPassword || isGuessable(password)
    }),
    { numRuns: 3000 },
  )
})

test('every common phrase is refused, with capitals, spaces and a number too', () => {
  for (const phrase of commonPhrases) expect(isGuessable(`${phrase.toUpperCase()} 1`), phrase).toBe(true)
})
