import { exampleFile, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  addKind: {
    id: ids.register,
    forBoard: true,
    definition: {
      name: 'Utbildningar',
      one: 'utbildning',
      add: 'Lägg till en utbildning',
      purpose: 'Vilka utbildningar som personalen behöver, och när de gäller till.',
      emptyText: 'Inga utbildningar finns än.',
      title: ['name'],
      fields: [
        { key: 'name', label: 'Namn', type: 'text', required: true, column: true },
        { key: 'heldOn', label: 'Hölls den', type: 'date', column: true },
        {
          key: 'form',
          label: 'Form',
          type: 'choice',
          options: [
            { key: 'onSite', label: 'På plats' },
            { key: 'remote', label: 'På distans' },
          ],
          filter: true,
        },
        { key: 'unit', label: 'Enhet', type: 'unit' },
      ],
      states: [
        { key: 'planned', name: 'Planerad', tone: 'todo', next: ['held'] },
        { key: 'held', name: 'Genomförd', tone: 'done', next: [], ends: true },
      ],
      review: {
        label: 'Ses över',
        from: 'heldOn',
        months: 12,
        task: 'Se över utbildningen',
        ground: 'Kommunens rutin för utbildning',
      },
    },
  },
  switchKind: { revision: 1, isOn: true },
  addEntry: {
    id: ids.entry,
    boardId: ids.board,
    state: 'planned',
    values: { name: 'Förflyttningsteknik', heldOn: '2027-04-14', form: 'onSite', unit: ids.unit },
  },
  changeEntry: {
    revision: 1,
    values: { name: 'Förflyttningsteknik', heldOn: '2027-04-21', form: 'onSite', unit: ids.unit },
    note: 'Flyttad en vecka.',
  },
  move: { revision: 2, to: 'held', note: 'Alla deltog.' },
  remove: { revision: 3, reason: 'Lades in två gånger.' },
  restore: { revision: 4 },
  attachFile: { document: 'programme', file: exampleFile },
  detachFile: { reason: 'Fel fil.' },
} as const
