import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  recordSuccession: {
    kind: 'merge',
    fromUnitIds: [ids.unit, ids.otherUnit],
    toUnitIds: [],
    newUnits: [
      {
        id: ids.newUnit,
        code: 'EX-0148',
        name: 'Nya Exempelgården',
        providerId: ids.provider,
        serviceAreaId: ids.serviceArea,
        operatingForm: 'procured',
        laws: ['SoL', 'HSL'],
        district: 'Norra exempelstaden',
        address: 'Exempelgatan 3',
        places: 72,
        manager: 'Kim Exempelsson',
        status: 'active',
        licence: '',
      },
    ],
    on: '2027-06-01',
    note: 'Två hus blir en enhet med gemensam chef.',
    goesOn: false,
    agreements: 'follow',
  },
  withdrawSuccession: { reason: 'Sammanslagningen blev inte av.', restore: true },
} as const
