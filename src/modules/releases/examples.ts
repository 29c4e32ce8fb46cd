import { exampleFile, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  receiveRelease: {
    boardId: ids.board,
    caseNumber: 'EX 2027/77',
    receivedOn: '2027-03-02',
    way: 'email',
    wording: 'Jag vill ta del av alla handlingar om uppföljningen av Exempelgården.',
    contact: 'namn@exempel.se',
    matterIds: [ids.matter],
  },
  changeRelease: { revision: 1, contact: 'namn@exempel.se', matterIds: [ids.matter, ids.otherMatter] },
  chooseRecords: { revision: 2, recordIds: [ids.record] },
  decideRelease: {
    revision: 5,
    reason: 'Uppgifter om enskilda har maskerats.',
    delivery: 'email',
    deliveredTo: 'namn@exempel.se',
    fee: '',
  },
  closeRelease: { revision: 6 },
  reviewRecord: {
    revision: 3,
    verdict: 'masked',
    act: 'Offentlighets- och sekretesslagen',
    chapter: '26',
    section: '1',
    reason: 'En uppgift kan kopplas till en enskild.',
    consultation: '',
  },
  maskRecord: { revision: 3, places: [], phrases: ['avdelning 3, rum 12'] },
  addCopy: { revision: 3, file: exampleFile },
  takeLocked: {
    matterId: ids.matter,
    title: 'Klagomål som nämner en enskild',
    ground: 'Klagomålet behöver kunna läsas som det kom in.',
    receivedOn: '2027-03-02',
    file: exampleFile,
  },
  openLocked: { reason: 'Klagomålet ska besvaras.' },
  maskLocked: { file: exampleFile },
} as const
