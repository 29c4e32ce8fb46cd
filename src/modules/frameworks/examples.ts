/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  addServiceArea: {
    name: 'Särskilt boende',
    laws: ['SoL', 'HSL'],
    description: 'Boende för äldre med heldygnsomsorg.',
    inHouseOnly: true,
    inHouseReason: 'Privata boenden följs upp av den nämnd som har avtalet.',
    answerableBody: 'Påhittade omsorgsnämnden',
    from: '2027-01-01',
  },
  changeServiceArea: {
    name: 'Särskilt boende för äldre',
    laws: ['SoL', 'HSL'],
    description: 'Boende för äldre med heldygnsomsorg.',
    from: '2028-01-01',
    revision: 1,
  },
  endServiceArea: { revision: 2, endsOn: '2029-12-31' },
  addQualityArea: {
    name: 'Måltider',
    description: 'Mat som smakar, i lugn och ro.',
    mapsTo: [],
    framework: 'kommun',
    from: '2027-01-01',
  },
  changeQualityArea: { name: 'Mat och måltider', description: 'Även mellanmål.', mapsTo: [], revision: 1 },
  moveQualityArea: { after: null },
  endQualityArea: { revision: 2, endsOn: '2028-12-31' },
} as const
