/** Taking away a proposal that is not needed any more. */
export const proposalKeptTexts = {
  remove: 'Ta bort förslaget',
  removeText:
    'Förslaget och dess uppföljningar tas bort för gott. Planen påverkas inte. Att förslaget fanns och togs bort står i loggen.',
  removeGo: 'Ta bort för gott',
  removed: 'Förslaget är borttaget.',
  stays: 'Förslaget är övertaget och finns kvar som skäl till planens rader.',
}
