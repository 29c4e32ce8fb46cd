import { formatNumber, plural } from '#kernel/swedish.ts'

/** An event-driven follow-up in the year's plan. */
export const eventTexts = {
  tooLittleTime: 'tiden räcker inte för alla det halvåret',
  outcomes: {
    reserve: 'Ryms i reserven',
    spare: 'Ryms bredvid det planerade',
    displaces: 'Skjuter undan planerade uppföljningar',
    over: 'Tiden räcker inte',
  },
  hoursOf: (hours: number) => `${formatNumber(hours)} timmar`,
  rows: (count: number) => plural(count, 'uppföljning', 'uppföljningar'),
}
